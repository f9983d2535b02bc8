//! Paragraphs into lines as a column shows them, and the blank lines that reading the column leaves.

use crate::habits::{Habit, Style};
use crate::rng::Rng;

/// How a line stands in its column; blank lines come from changes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stand {
    /// A line of display type: headline, subhead, signature.
    Display,
    /// The first line of a paragraph. Its indent is lost, so it is two characters short.
    Indent,
    /// A line that begins with an opening mark, which stands a little to the right.
    Quote,
    /// Any other line of a paragraph.
    Flush,
    /// The first line of the next column.
    Top,
    /// The first line of a piece that was read into one box with the line above it.
    Glued,
}

/// One line as set.
#[derive(Debug, Clone)]
pub(crate) struct SetLine {
    pub(crate) text: String,
    pub(crate) stand: Stand,
}

impl SetLine {
    pub(crate) fn display(text: impl Into<String>) -> Self {
        Self { text: text.into(), stand: Stand::Display }
    }
}

const CLOSING: &str = "，。、；：？！”’）》』」％,;:?!)";
const OPENING: &str = "“‘（《『「(";
/// Print indents a paragraph by two characters.
const INDENT: usize = 4;

fn width(c: char) -> usize {
    if c.is_ascii() { 1 } else { 2 }
}

/// Cuts a text where a line may end: between characters, but not within numbers and Latin words, not before
/// a closing mark, not after an opening one.
fn units(text: &str) -> Vec<String> {
    let mut units: Vec<String> = Vec::new();
    for c in text.chars() {
        let is_bound = units.last().and_then(|unit| unit.chars().next_back()).is_some_and(|last| {
            let is_word = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '%';
            CLOSING.contains(c) || OPENING.contains(last) || (is_word(c) && is_word(last)) || c == '—' && last == '—'
        });
        match units.last_mut() {
            Some(unit) if is_bound => unit.push(c),
            _ => units.push(c.to_string()),
        }
    }
    units
}

/// Sets a paragraph in a column of `column` characters; without wraps it is one line.
pub(crate) fn set_paragraph(text: &str, column: usize, style: &Style, rng: &mut Rng) -> Vec<SetLine> {
    if !style.is_wrapped {
        return vec![SetLine { text: text.to_string(), stand: Stand::Indent }];
    }
    let (mut lines, mut line, mut used) = (Vec::new(), String::new(), INDENT);
    let mut measure = measure(column, style, rng);
    for unit in units(text) {
        let size: usize = unit.chars().map(width).sum();
        // A closing mark may hang over the column's edge.
        let hang =
            if unit.chars().count() > 1 && unit.ends_with(|c| CLOSING.contains(c)) && rng.chance(50) { 2 } else { 0 };
        if !line.is_empty() && used + size > measure + hang {
            lines.push(justify(&line, used, column, style, rng));
            line.clear();
            (used, measure) = (0, self::measure(column, style, rng));
        }
        if line.is_empty() && unit == " " {
            continue;
        }
        line.push_str(&unit);
        used += size;
    }
    lines.push(line);
    let stand = |(at, text): (usize, String)| {
        let opens = text.starts_with(|c| OPENING.contains(c));
        let stand = if at == 0 {
            Stand::Indent
        } else if opens {
            Stand::Quote
        } else {
            Stand::Flush
        };
        SetLine { text: text.trim().to_string(), stand }
    };
    lines.into_iter().enumerate().map(stand).collect()
}

/// How much this line holds, in half-width columns: justification takes a character out of some.
fn measure(column: usize, style: &Style, rng: &mut Rng) -> usize {
    2 * column - if rng.chance(style.ragged) { 2 } else { 0 }
}

/// A line that falls short of its column may have its characters set apart.
fn justify(line: &str, used: usize, column: usize, style: &Style, rng: &mut Rng) -> String {
    if used + 2 <= 2 * column && rng.chance(style.spaced_lines) { space_out(line, rng) } else { line.to_string() }
}

/// Sets blanks between characters, `着 力 提 升`, as the text layer shows a stretched line.
pub(crate) fn space_out(line: &str, rng: &mut Rng) -> String {
    let is_after_mark_closed = rng.chance(70);
    let mut spaced = String::new();
    let mut last = ' ';
    for c in line.chars() {
        let is_in_number = |c: char| c.is_ascii_alphanumeric() || c == '.' || c == '%';
        let is_word = is_in_number(last) && is_in_number(c) || last == '—' && c == '—';
        let is_closed = is_after_mark_closed && CLOSING.contains(last);
        if last != ' ' && c != ' ' && !is_word && !is_closed {
            spaced.push(' ');
        }
        spaced.push(c);
        last = c;
    }
    spaced
}

/// Cuts a body into columns: the lines on which a next column begins are marked.
pub(crate) fn break_columns(lines: &mut Vec<SetLine>, style: &Style, rng: &mut Rng) {
    if !style.has(Habit::ColumnBreaks) {
        return;
    }
    if !style.is_wrapped {
        break_long_lines(lines, rng);
        return;
    }
    let count = match lines.len() {
        0..=9 => 1,
        10..=19 => rng.between(1, 2),
        20..=39 => rng.between(1, 3),
        _ => rng.between(2, 4),
    };
    let height = lines.len().div_ceil(count);
    for top in (height..lines.len()).step_by(height) {
        if lines[top].stand != Stand::Display {
            lines[top].stand = Stand::Top;
        }
    }
}

/// Cuts unwrapped paragraphs in mid-sentence, as a column's end does.
fn break_long_lines(lines: &mut Vec<SetLine>, rng: &mut Rng) {
    for _ in 0..rng.between(0, 2) {
        let at = rng.below(lines.len());
        let parts = units(&lines[at].text);
        if lines[at].stand == Stand::Display || parts.len() < 60 {
            continue;
        }
        let cut = rng.between(20, parts.len() - 20);
        let rest = parts[cut..].concat().trim_start().to_string();
        lines[at].text = parts[..cut].concat().trim_end().to_string();
        lines.insert(at + 1, SetLine { text: rest, stand: Stand::Top });
    }
}

/// Where blank lines stand before lines of one box, the first line left out.
///
/// The program that reads a page begins a new box, and leaves a blank line, where a line stands farther to the right
/// than the ones above it. After a single line it cannot tell yet, and sets the blank one line late.
pub(crate) fn blanks(lines: &[SetLine], style: &Style, rng: &mut Rng) -> Vec<bool> {
    let between_paragraphs = if style.has(Habit::NoBlankBetweenParagraphs) { 5 } else { 95 };
    let after_display = rng.chance(50);
    let (mut run, mut is_late) = (0, false);
    let mut before: Option<Stand> = None;
    let mut blanks = Vec::with_capacity(lines.len());
    for line in lines {
        let is_early = style.has(Habit::MisplacedBlanks) && run == 1;
        let is_blank = match (before, line.stand) {
            (None, _) | (Some(Stand::Display), Stand::Display) => false,
            (_, Stand::Top) => true,
            (_, Stand::Glued) => {
                is_late = style.has(Habit::MisplacedBlanks) && rng.chance(70) && style.is_wrapped;
                false
            }
            (_, Stand::Display) => after_display || !style.has(Habit::NoBlankBetweenParagraphs),
            (Some(Stand::Display), _) => after_display && style.is_wrapped,
            (_, Stand::Indent | Stand::Quote) if is_early => {
                is_late = rng.chance(70) && style.is_wrapped;
                false
            }
            (_, Stand::Indent) => rng.chance(between_paragraphs),
            (_, Stand::Quote) => style.has(Habit::BlankBeforeQuote),
            (_, Stand::Flush) => std::mem::take(&mut is_late),
        };
        run = if is_blank { 1 } else { run + 1 };
        before = Some(line.stand);
        blanks.push(is_blank);
    }
    blanks
}
