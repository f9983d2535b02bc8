//! The lines of a page in runs: neighbours that belong to the same item in the same part.

use crate::item::{Item, ItemKind};
use crate::page::split_lines;

/// What a run of lines is to its item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Headline, kicker or sub-headline.
    Headline,
    /// Running text.
    Body,
    /// Page furniture.
    Banner,
    /// No item's: nothing is left of such a line once it is repaired.
    Nothing,
}

/// A line that is not blank, as the file has it.
pub(super) struct RawLine<'a> {
    /// Its number, from 1.
    pub(super) number: usize,
    /// Its text.
    pub(super) text: &'a str,
    /// Whether blank lines stand before it.
    pub(super) is_apart: bool,
}

/// Lines that stand together.
pub(super) struct Run<'a> {
    /// The item that they belong to, by its place in the list.
    pub(super) owner: Option<usize>,
    /// What they are to it.
    pub(super) part: Part,
    /// The lines; never none.
    pub(super) lines: Vec<RawLine<'a>>,
}

/// Cuts a page into runs. Every line that is not blank is in one run, in the order of the page.
pub(super) fn runs<'a>(text: &'a str, items: &[Item]) -> Vec<Run<'a>> {
    let owners = owners(text, items);
    let mut runs: Vec<Run<'a>> = Vec::new();
    let mut is_apart = false;
    for ((text, owner), number) in split_lines(text).zip(owners).zip(1..) {
        if text.trim().is_empty() {
            is_apart = true;
            continue;
        }
        let line = RawLine { number, text, is_apart };
        is_apart = false;
        let (owner, part) = owner.map_or((None, Part::Nothing), |(owner, part)| (Some(owner), part));
        match runs.last_mut() {
            Some(run) if run.owner == owner && run.part == part => run.lines.push(line),
            _ => runs.push(Run { owner, part, lines: vec![line] }),
        }
    }
    runs
}

/// The item and the part of each line.
fn owners(text: &str, items: &[Item]) -> Vec<Option<(usize, Part)>> {
    let mut owners = vec![None; split_lines(text).count()];
    let mut give = |line: usize, owner| {
        if let Some(place) = line.checked_sub(1).and_then(|line| owners.get_mut(line)) {
            *place = Some(owner);
        }
    };
    for (at, item) in items.iter().enumerate() {
        let part = if item.kind == ItemKind::Banner { Part::Banner } else { Part::Body };
        item.body_lines.iter().flat_map(|[first, last]| *first..=*last).for_each(|line| give(line, (at, part)));
        item.headline_lines.iter().for_each(|line| give(*line, (at, Part::Headline)));
    }
    owners
}
