//! One piece of a page before it has a place on it: its gold and its lines.

use std::collections::BTreeSet;

use bianmu::item::ItemKind;

use crate::article::{Article, Genre};
use crate::byline;
use crate::habits::{Habit, Style};
use crate::headline;
use crate::layout::{SetLine, Stand, break_columns, set_paragraph, space_out};
use crate::rng::Rng;
use crate::subhead;

/// What gold says of a piece, lines left out.
pub(crate) struct Draft {
    pub(crate) kind: ItemKind,
    pub(crate) headline: String,
    pub(crate) byline: String,
    pub(crate) habits: BTreeSet<Habit>,
    /// A writer's line that stands apart from the body.
    pub(crate) signature: Option<String>,
}

impl Draft {
    pub(crate) fn new(kind: ItemKind) -> Self {
        Self { kind, headline: String::new(), byline: String::new(), habits: BTreeSet::new(), signature: None }
    }

    pub(crate) fn mark(&mut self, habit: Habit) {
        self.habits.insert(habit);
    }

    pub(crate) fn has(&self, habit: Habit) -> bool {
        self.habits.contains(&habit)
    }

    /// Whether it is an article at full length, which has kickers, sub-headlines and subheads.
    pub(crate) fn has_own_headline(&self) -> bool {
        self.kind == ItemKind::Article && !self.has(Habit::Notice) && !self.has(Habit::Brief)
    }
}

/// A draft with its lines.
pub(crate) struct Piece {
    pub(crate) draft: Draft,
    /// Groups of headline lines, a blank line between two.
    pub(crate) head: Vec<Vec<SetLine>>,
    pub(crate) body: Vec<SetLine>,
}

/// Makes a piece of an article.
pub(crate) fn of_article(article: &Article, genre: Genre, style: &Style, rng: &mut Rng) -> Piece {
    let mut draft = Draft::new(ItemKind::Article);
    draft.habits.extend(article.form);
    let mut paragraphs = article.paragraphs.clone();
    match genre {
        Genre::News => byline::date(&mut draft, &mut paragraphs, style, rng),
        Genre::Feature => byline::sign(&mut draft, &mut paragraphs, style, rng),
        Genre::Brief => {
            draft.mark(Habit::Brief);
            byline::sign_brief(&mut draft, &mut paragraphs, rng);
        }
        Genre::Notice | Genre::Caption => draft.mark(Habit::Notice),
    }
    let head = headline::set(&mut draft, article, style, rng);
    let column = rng.between(style.columns.0, style.columns.1);
    let body = set_body(&mut draft, &paragraphs, column, style, rng);
    let byline_end = paragraphs[0].find('）').filter(|_| draft.has(Habit::DatelineNews)).unwrap_or_default();
    if style.is_wrapped && byline_end > body[0].text.len() {
        draft.mark(Habit::BrokenByline);
    }
    Piece { draft, head, body }
}

/// Sets paragraphs one after the other, with subheads between some.
fn set_body(draft: &mut Draft, paragraphs: &[String], column: usize, style: &Style, rng: &mut Rng) -> Vec<SetLine> {
    let subheads = subheads(draft, paragraphs, style, rng);
    let mut lines = Vec::new();
    for (paragraph, heads) in paragraphs.iter().zip(subheads) {
        lines.extend(heads.into_iter().map(SetLine::display));
        let text = in_page_marks(paragraph, style, rng);
        if style.has(Habit::LetterSpacedLines) && rng.chance(2) && column > 14 {
            draft.mark(Habit::SqueezedParagraph);
            let squeezed = set_paragraph(&text, column - 3, style, rng);
            lines.extend(squeezed.into_iter().map(|line| SetLine { text: space_out(&line.text, rng), ..line }));
        } else {
            lines.extend(set_paragraph(&text, column, style, rng));
        }
    }
    break_columns(&mut lines, style, rng);
    lines
}

/// Shortest text with subheads, in paragraphs, and fewest subheads of one: a lone one parts nothing.
const SECTIONS: (usize, usize) = (4, 2);

/// The subhead's lines above each paragraph. On real pages one news report of 20 has them, of the longest; of the
/// features of `tests/pages` four of ten.
fn subheads(draft: &mut Draft, paragraphs: &[String], style: &Style, rng: &mut Rng) -> Vec<Vec<String>> {
    let mut subheads = vec![Vec::new(); paragraphs.len()];
    let share = if draft.has(Habit::DatelineNews) { 8 } else { 40 };
    let is_dialogue = draft.has(Habit::QuestionsAndAnswers) || draft.has(Habit::ReadersLetter);
    if !draft.has_own_headline() || is_dialogue || paragraphs.len() < SECTIONS.0 || !rng.chance(share) {
        return subheads;
    }
    let (every, form) = (rng.between(1, 2), subhead::Form::draw(rng));
    let is_section = |at: usize| !paragraphs[at].starts_with('（') && paragraphs[at].chars().count() > 40;
    let sections: Vec<usize> = (1..paragraphs.len()).step_by(every).filter(|&at| is_section(at)).collect();
    for (&at, number) in sections.iter().zip(0..) {
        subheads[at] = subhead::lines(&paragraphs[at], number, form, style, rng);
    }
    let set = subheads.iter().filter(|lines| !lines.is_empty()).count();
    if set < SECTIONS.1 {
        return vec![Vec::new(); paragraphs.len()];
    }
    draft.mark(Habit::Subheads);
    if subheads.iter().any(|lines| lines.len() > 1) {
        draft.mark(Habit::TwoLineSubheads);
    }
    subheads
}

/// Sets a text with the page's marks, and its numbers with the gap that some programs leave around them.
pub(crate) fn in_page_marks(text: &str, style: &Style, rng: &mut Rng) -> String {
    let mut set = String::new();
    let mut last = ' ';
    for c in text.chars() {
        let is_gap = last.is_ascii_digit() != c.is_ascii_digit() && (last > '\u{2e80}' || c > '\u{2e80}');
        let is_word = |c: char| c.is_ascii_digit() || ('\u{4e00}'..='\u{9fff}').contains(&c);
        if style.has(Habit::NumberGaps) && is_gap && is_word(last) && is_word(c) && rng.chance(35) {
            set.push(' ');
        }
        set.push(if style.has(Habit::HalfWidthMarks) { half_width(c) } else { c });
        last = c;
    }
    set
}

fn half_width(c: char) -> char {
    match c {
        '，' => ',',
        '（' => '(',
        '）' => ')',
        '：' => ':',
        '；' => ';',
        '！' => '!',
        '？' => '?',
        c => c,
    }
}

/// Cuts a piece's end off as a jump to another page does; the line that says so is page furniture.
pub(crate) fn cut_end(piece: &mut Piece, rng: &mut Rng) -> Option<String> {
    let keep = piece.body.len() * 3 / 4;
    let last = (2..=keep).rev().find(|&at| {
        let line = &piece.body[at - 1];
        line.stand != Stand::Display && !line.text.ends_with(['。', '”', '）', '！', '？'])
    })?;
    piece.body.truncate(last);
    piece.draft.mark(Habit::JumpTo);
    Some(
        rng.weighted(&[("（下转第三版）", 40), ("（下转第2版）", 40), ("下转第4版", 10), ("▼下转A3版", 10)])
            .to_string(),
    )
}

/// Cuts a piece's beginning off: it goes on from another page.
pub(crate) fn cut_beginning(piece: &mut Piece, rng: &mut Rng) -> Option<String> {
    let first = (2..piece.body.len() / 2).find(|&at| piece.body[at].stand == Stand::Flush)?;
    piece.body.drain(..first);
    piece.draft.mark(Habit::JumpFrom);
    piece.draft.byline.clear();
    piece.draft.habits.remove(&Habit::DatelineNews);
    Some(rng.weighted(&[("（上接第一版）", 50), ("（上接第1版）", 30), ("上接第2版", 20)]).to_string())
}
