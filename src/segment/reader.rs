//! The lines of a page read with their neighbours: where paragraphs, captions and display type begin and end.

use std::borrow::Cow;
use std::cell::OnceCell;

use rustc_hash::FxHashSet;

use super::block::{Block, BlockKind};
use super::brackets::{close_brackets, closes_bracket, leaves_bracket};
use super::contact::find_contacts;
use super::indent::{begins_with_day, indents};
use super::names::find_names;
use super::rows::find_rows;
use crate::line_kind::{Cues, LineKind, are_display, ends_sentence, is_display, is_jump, is_run_in_jump};
use crate::page::repair::{close_number_gaps, has_gap, is_hanzi, needs_space, push_wrapped};
use crate::page::{Line, Marks, Page};

/// Blank that a paragraph begins with in print and that the text layer leaves out: two characters.
pub(super) const INDENT: usize = 4;
/// Most lines that a caption has; narrow ones have six or seven characters a line.
const CAPTION_LINES: usize = 24;
/// Most lines of display type that are read together between the parts of a paragraph.
const LONE_LINES: usize = 3;
/// Most lines of a remark in brackets.
const REMARK_LINES: usize = 3;

/// What the text before a block is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// Display type, furniture or nothing.
    NoText,
    /// A writer's name or a salutation: text comes next.
    Signed,
    /// Running text that ended with its sentence.
    Finished,
    /// Running text that broke off in mid-sentence.
    Unfinished,
}

impl Before {
    /// After running text.
    pub(super) fn after(text: &str) -> Self {
        if ends_sentence(text) { Self::Finished } else { Self::Unfinished }
    }
}

/// The non-blank lines of a page with what each tells.
pub(super) struct Reader<'a> {
    page: &'a Page,
    pub(super) cues: &'a Cues,
    /// Places of the non-blank lines on the page.
    numbers: &'a [usize],
    pub(super) lines: Vec<Line<'a>>,
    pub(super) kinds: Vec<LineKind>,
    /// Widths as set: 0 for a letter-spaced line, which was as wide as its column in print and is narrower once repaired.
    pub(super) widths: Vec<u32>,
    /// Who speaks more than once on the page.
    speakers: FxHashSet<&'a str>,
    /// Whether paragraphs begin with a blank throughout.
    pub(super) has_indents: bool,
    /// Whether hardly any paragraph begins without one.
    pub(super) has_all_indented: bool,
    /// Whether the first lines of paragraphs are short by a blank that the text layer leaves out.
    short_firsts: OnceCell<bool>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(page: &'a Page, numbers: &'a [usize], cues: &'a Cues) -> Self {
        let lines: Vec<Line<'a>> = numbers.iter().map(|&number| page.line(number)).collect();
        let mut kinds: Vec<LineKind> = lines.iter().map(|&line| cues.kind(line)).collect();
        close_brackets(&lines, &mut kinds);
        find_names(&lines, numbers, cues, &mut kinds);
        find_rows(&lines, numbers, &mut kinds);
        find_contacts(&lines, numbers, &mut kinds);
        let (has_indents, has_all_indented) = indents(&lines);
        let widths = lines.iter().map(|line| if line.is_stretched { 0 } else { line.width as u32 }).collect();
        let speakers = repeated(lines.iter().filter_map(|&line| speaker(line)));
        let short_firsts = OnceCell::new();
        Self { page, cues, numbers, lines, kinds, widths, speakers, has_indents, has_all_indented, short_firsts }
    }

    /// How many non-blank lines there are.
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether the first lines of the page's paragraphs are short by a blank; counted when first asked for.
    pub(super) fn has_short_firsts(&self) -> bool {
        *self.short_firsts.get_or_init(|| self.firsts_are_short())
    }

    pub(super) fn line(&self, at: usize) -> Line<'a> {
        self.lines[at]
    }

    /// The block that begins at the non-blank line `at`.
    pub(super) fn block(&self, at: usize, before: Before) -> Block<'a> {
        let caption_end = self.caption_end(at);
        let kind = if caption_end.is_some() { BlockKind::Paragraph } else { self.block_kind(at, before) };
        let is_wrapped = matches!(kind, BlockKind::Paragraph | BlockKind::Dateline | BlockKind::Photo);
        let goes_on = |text: &str, end| match kind {
            BlockKind::Signature => end == at + 1 && self.is_in_brackets(end),
            BlockKind::Table => end < self.len() && self.kinds[end] == LineKind::Row && self.gap(end) == 0,
            _ => is_wrapped && self.continues(text, end),
        };
        let mut text = Cow::Borrowed(self.line(at).text);
        let mut end = at + 1;
        while caption_end.map_or_else(|| goes_on(&text, end), |last| end < last) {
            if kind == BlockKind::Table {
                text.to_mut().push('\n');
                text.to_mut().push_str(self.line(end).text);
            } else {
                self.wrap(&mut text, at, end);
            }
            end += 1;
        }
        if !matches!(kind, BlockKind::Display | BlockKind::Table) && has_gap(&text) {
            close_number_gaps(text.to_mut());
        }
        let column = self.own_column(at..end);
        Block { kind, lines: &self.numbers[at..end], text, column, is_doubled: self.line(at).is_doubled }
    }

    /// Joins the line `next` to the text of the lines from `first` on. Mostly it stands right after them in the page's
    /// text too, and nothing is copied.
    pub(super) fn wrap(&self, text: &mut Cow<'a, str>, first: usize, next: usize) {
        let line = self.line(next).text;
        match text {
            Cow::Borrowed(before) if !needs_space(before, line) => {
                *before = self.page.joined(self.numbers[first], self.numbers[next]);
            }
            _ => push_wrapped(text.to_mut(), line),
        }
    }

    fn block_kind(&self, at: usize, before: Before) -> BlockKind {
        match self.kinds[at] {
            LineKind::Dateline => BlockKind::Dateline,
            LineKind::Signature => BlockKind::Signature,
            LineKind::Salutation => BlockKind::Salutation,
            LineKind::Photo => BlockKind::Photo,
            LineKind::Attribution => BlockKind::Attribution,
            LineKind::Furniture => BlockKind::Furniture,
            LineKind::Closing => BlockKind::Closing,
            LineKind::Row => BlockKind::Table,
            LineKind::Blank | LineKind::Plain if self.is_display_at(at, before) => BlockKind::Display,
            LineKind::Contact | LineKind::Blank | LineKind::Plain => BlockKind::Paragraph,
        }
    }

    /// Whether a paragraph begins at `at` as all of the page's do, with a blank, or as the rest of another page's text.
    pub(super) fn is_opening(&self, at: usize) -> bool {
        self.lines.get(at).is_some_and(|line| self.has_indents && line.is_indented || is_run_in_jump(line.text))
    }

    /// Whether a line is spoken in an interview: who asks is known, who answers speaks more than once on the page.
    pub(super) fn is_spoken(&self, line: Line<'_>) -> bool {
        let is_speaker = |name| ["问", "答", "记者"].contains(&name) || self.speakers.contains(name);
        speaker(line).is_some_and(is_speaker)
    }

    /// A remark in brackets on lines of its own: `（原载5月1日《某报》`, `有删节）`.
    pub(super) fn is_remark(&self, at: usize) -> bool {
        let is_set_on = |&line: &usize| line == at || self.gap(line) == 0;
        let lines = (at..self.len()).take(REMARK_LINES).take_while(is_set_on);
        let mut texts = lines.map(|line| self.line(line).text);
        self.line(at).text.starts_with(['（', '(']) && texts.any(|text| text.ends_with(['）', ')']))
    }

    /// Where the caption ends that begins at `at`: lines between two blank lines, of which the last names the
    /// photographer. `None` where no caption begins.
    pub(super) fn caption_end(&self, at: usize) -> Option<usize> {
        if at > 0 && self.gap(at) == 0 && !self.is_caption_title(at - 1) || self.is_caption_title(at) {
            return None;
        }
        self.credited_end(at)
    }

    /// Whether a short line right above a caption's text is its title: `大棚里的春天`, `4月20日，育秧大棚里…`.
    fn is_caption_title(&self, at: usize) -> bool {
        let begins = |next: usize| next < self.len() && self.gap(next) == 0 && begins_with_day(self.line(next).text);
        let is_apart = at == 0 || self.gap(at) > 0;
        is_apart
            && begins(at + 1)
            && is_display(self.line(at))
            && !self.line(at).has(Marks::COMMA)
            && self.line(at).width + INDENT < self.line(at + 1).width
            && self.credited_end(at).is_some()
    }

    /// Where the lines set together end that begin at `at` and of which the last names the photographer.
    fn credited_end(&self, at: usize) -> Option<usize> {
        let is_end = |&next: &usize| next == self.len() || self.gap(next) > 0 && !self.is_in_brackets(next);
        let last = (at + 1..=self.len()).take(CAPTION_LINES).find(is_end)?;
        if self.kinds[at..last].contains(&LineKind::Dateline) || self.kinds[at] == LineKind::Photo {
            return None;
        }
        // A credit may be wrapped too: `（记者 方舟`, `摄）`.
        let before_last = last.saturating_sub(2).max(at);
        let tail = self.page.joined(self.numbers[before_last], self.numbers[last - 1]);
        self.cues.has_credit(tail).then_some(last)
    }

    /// Whether a few lines that end no sentence stand by themselves and are short of their column: text would have filled it.
    pub(super) fn is_lone(&self, at: usize) -> bool {
        let is_apart = |at: usize| at == self.len() || self.gap(at) > 0;
        let Some(end) = (at + 1..=self.len()).take(LONE_LINES).find(|&end| is_apart(end)) else { return false };
        let is_short = |at: usize| !self.is_full(at, 0) && self.kinds[at] == LineKind::Plain;
        !ends_sentence(self.line(end - 1).text)
            && (end == self.len() || !opens_quote(self.line(end).text))
            && (at..end).all(is_short)
            && are_display(&self.lines[at..end])
    }

    /// Whether a line closes the bracket that the line before it opens: `（记者 方舟`, `摄）`.
    fn is_in_brackets(&self, at: usize) -> bool {
        at < self.len() && leaves_bracket(self.line(at - 1).text) && closes_bracket(self.line(at).text)
    }

    /// Blank lines before the non-blank line `at`.
    pub(super) fn gap(&self, at: usize) -> usize {
        self.numbers[at] - self.numbers[at - 1] - 1
    }

    /// Whether the paragraph `text`, which reaches the line before `next`, goes on with `next`.
    pub(super) fn continues(&self, text: &str, next: usize) -> bool {
        if next == self.len() {
            return false;
        }
        let (last, line) = (next - 1, self.line(next));
        if self.is_opening(next) || self.is_spoken(line) {
            return false;
        }
        let is_apart = self.gap(next) > 0;
        let is_open = !ends_sentence(text);
        if is_open && self.is_in_brackets(next) {
            return true;
        }
        if self.cues.has_credit(text)
            || (is_apart && self.caption_end(next).is_some() && !(is_open && opens_quote(line.text)))
        {
            return false;
        }
        if self.kinds[next] != LineKind::Plain {
            // A wrapped line may begin with what elsewhere is a cue: `——针对学科培训…`
            let may_be_text =
                matches!(self.kinds[next], LineKind::Attribution | LineKind::Furniture) && !is_jump(line.text);
            return is_open && !is_apart && may_be_text;
        }
        if is_open {
            let is_cut_off = || is_display(line) && (!self.is_full(last, INDENT) || self.is_lone(next));
            return !is_apart || !(is_cut_off() || self.changes_column(next));
        }
        // A column break or a line that opens with a quotation mark leaves a blank line in mid-paragraph.
        !is_display(line) && (!is_apart || opens_quote(line.text)) && self.fills_column(last)
    }
}

/// What occurs more than once.
fn repeated<'a>(names: impl Iterator<Item = &'a str>) -> FxHashSet<&'a str> {
    let mut seen = FxHashSet::default();
    names.filter(|name| !seen.insert(*name)).collect()
}

/// Whether a line opens a quotation or a bracket.
pub(super) fn opens_quote(text: &str) -> bool {
    text.starts_with(['“', '‘', '《', '「', '『', '（', '(', '"'])
}

/// Whether a line breaks off where no headline does: in a quotation, or after a comma that parts two clauses.
pub(super) fn is_unfinished(text: &str) -> bool {
    let count = |mark: char| text.matches(mark).count();
    text.contains(['，', ',']) || count('“') > count('”') || count('《') > count('》')
}

/// Longest name of a speaker, in characters: `县医保局负责人`.
const SPEAKER: usize = 8;

/// Who speaks in a line of an interview: `问：业委会由谁选举？`, `记者：缺什么？`.
fn speaker(line: Line<'_>) -> Option<&str> {
    if !line.has(Marks::COLON) {
        return None;
    }
    let (at, mark) = line.text.char_indices().take(SPEAKER + 1).find(|&(_, c)| !is_hanzi(c))?;
    let words = &line.text[at + mark.len_utf8()..];
    (matches!(mark, '：' | ':') && at > 0 && !words.is_empty()).then_some(&line.text[..at])
}
