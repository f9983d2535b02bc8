//! Whether running text goes on with a body, over a blank line, a caption or a subhead.

use super::block::{Block, BlockKind, OTHER_COLUMN};
use super::body::Gatherer;
use super::overlap::bigrams;
use crate::line_kind::ends_sentence;
use crate::page::width;

/// Share of the rarer bigrams that two texts of one article have in common at least. It is low, because
/// sections of a feature hardly repeat each other; on the pages of `tests/pages` text of another article mostly
/// stays below it.
const COHESION: f64 = 0.02;
/// Log odds that text after display type is a section of the article before it: a logistic regression over the 1,004
/// such places of 550 made pages (`tests/made_pages`, seeds 21 and 31), right for 86 % of them in ten-fold
/// cross-validation; rounded.
mod section {
    /// Times the share of rarer bigrams in common.
    pub(super) const COHESION: f64 = 43.0;
    /// Texts have this much in common at most; more tells nothing more.
    pub(super) const MOST_COHESION: f64 = 0.3;
    /// For each display line.
    pub(super) const LINE: f64 = -0.7;
    /// For each thousand characters before: longer texts have more in common by chance.
    pub(super) const KILO_BEFORE: f64 = -4.1;
    /// For each thousand characters after.
    pub(super) const KILO_AFTER: f64 = -2.8;
    /// For display lines no wider than [`SHORT_WIDTH`].
    pub(super) const SHORT: f64 = 1.4;
    /// In half-width columns.
    pub(super) const SHORT_WIDTH: usize = 20;
    /// For an article that has a subhead already.
    pub(super) const HAS_SUBHEAD: f64 = 1.8;
    /// For display type after the section, not a dateline or the page's end.
    pub(super) const DISPLAY_NEXT: f64 = 0.8;
}
/// How much more of its rarer bigrams a headline shares with the text before it than with the text after it
/// to be the former's.
const OWN_HEADLINE: f64 = 0.25;
/// Widest subhead, in half-width columns.
const SUBHEAD_WIDTH: usize = 40;
/// Most display lines that one subhead has.
const SUBHEAD_LINES: usize = 2;
/// How much text on either side is compared, in bytes: enough for several paragraphs.
const CONTEXT: usize = 6000;
/// How many paragraphs before an attribution a quotation has at most.
const QUOTE_PARAGRAPHS: usize = 3;

impl Gatherer<'_> {
    /// Whether the running text at `at` goes on with `body`.
    pub(super) fn belongs(&self, body: usize, at: usize) -> bool {
        if self.bodies[body].is_closed || self.is_other_column(body, at) {
            return false;
        }
        if self.is_cut_off(body) {
            return true;
        }
        if self.pending.is_empty() {
            return !self.is_quotation(at);
        }
        !self.is_quoted(at) && self.are_subheads(body, at) && self.is_section(body, at)
    }

    /// Whether the text at `at` is a quotation: `——` and its source follow.
    fn is_quoted(&self, at: usize) -> bool {
        let rest = &self.blocks[at..];
        let paragraphs = rest.iter().take_while(|block| block.kind == BlockKind::Paragraph).count();
        paragraphs <= QUOTE_PARAGRAPHS && rest.get(paragraphs).is_some_and(|next| next.kind == BlockKind::Attribution)
    }

    /// Whether the paragraph at `at` is all of a quotation.
    fn is_quotation(&self, at: usize) -> bool {
        self.blocks.get(at + 1).is_some_and(|next| next.kind == BlockKind::Attribution)
    }

    /// Whether a body stops in mid-sentence.
    pub(super) fn is_cut_off(&self, body: usize) -> bool {
        self.last_text(body).is_some_and(|block| !ends_sentence(&block.text))
    }

    /// The last running text of a body.
    fn last_text(&self, body: usize) -> Option<&Block> {
        let is_text = |block: &&Block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Dateline);
        self.bodies[body].blocks.iter().rev().map(|&at| &self.blocks[at]).find(is_text)
    }

    pub(super) fn is_other_column(&self, body: usize, at: usize) -> bool {
        match (self.last_text(body).and_then(|block| block.column), self.blocks[at].column) {
            (Some(before), Some(after)) => before.abs_diff(after) >= OTHER_COLUMN,
            _ => false,
        }
    }

    /// Whether the text at `at` is a section of the body rather than an article without dateline: the odds by the
    /// weights of [`section`] are on its side.
    fn is_section(&self, body: usize, at: usize) -> bool {
        let blocks = &self.bodies[body].blocks;
        let (before, after) = (self.text_before(blocks), self.text_from(at));
        let kilos = |text: &str| text.chars().count() as f64 / 1000.0;
        let taken = |is: bool, weight: f64| if is { weight } else { 0.0 };
        let is_short = self.pending.iter().all(|&at| width(&self.blocks[at].text) <= section::SHORT_WIDTH);
        let has_subhead = blocks.iter().any(|&at| self.blocks[at].kind == BlockKind::Display);
        let next = self.blocks[at..].iter().find(|block| block.kind != BlockKind::Paragraph);
        let odds = section::COHESION * self.cohesion(&before, &after).min(section::MOST_COHESION)
            + section::LINE * self.pending.len() as f64
            + section::KILO_BEFORE * kilos(&before)
            + section::KILO_AFTER * kilos(&after)
            + taken(is_short, section::SHORT)
            + taken(has_subhead, section::HAS_SUBHEAD)
            + taken(next.is_some_and(|next| next.kind == BlockKind::Display), section::DISPLAY_NEXT);
        odds >= 0.0
    }

    /// Whether the display type since the last text can be a subhead: short, no column's name, and not the
    /// headline of the text before it.
    fn are_subheads(&self, body: usize, at: usize) -> bool {
        let is_short = |at: usize| {
            let block = &self.blocks[at];
            block.kind == BlockKind::Display
                && width(&block.text) <= SUBHEAD_WIDTH
                && !self.cues.is_column_name(&block.text)
        };
        self.pending.len() <= SUBHEAD_LINES
            && self.pending.iter().all(|&at| is_short(at))
            && !self.is_own_headline(body, at)
    }

    /// Whether the display type since the last text speaks of the body rather than of the text at `at`.
    fn is_own_headline(&self, body: usize, at: usize) -> bool {
        let display: String = self.pending.iter().map(|&at| self.blocks[at].text.as_str()).collect();
        let display = bigrams(&display);
        let share = |text: &str| self.overlap.cohesion(&display, &bigrams(text));
        share(&self.text_before(&self.bodies[body].blocks)) - share(&self.text_from(at)) > OWN_HEADLINE
    }

    /// Whether the text at `at` and after it, up to the next mark, speaks of what the body speaks of.
    pub(super) fn is_cohesive(&self, body: usize, at: usize) -> bool {
        self.cohesion(&self.text_before(&self.bodies[body].blocks), &self.text_from(at)) >= COHESION
    }

    /// How much two texts have in common.
    pub(super) fn cohesion(&self, a: &str, b: &str) -> f64 {
        self.overlap.cohesion(&bigrams(a), &bigrams(b))
    }

    /// The end of the text of some blocks, as much as is compared.
    pub(super) fn text_before(&self, blocks: &[usize]) -> String {
        let mut length = 0;
        let near = blocks.iter().rev().take_while(|&&at| {
            let is_near = length < CONTEXT;
            length += self.blocks[at].text.len();
            is_near
        });
        near.map(|&at| self.blocks[at].text.as_str()).collect()
    }

    /// The running text at `at` and after it up to the next mark, as much as is compared.
    fn text_from(&self, at: usize) -> String {
        let run = self.blocks[at..].iter().take_while(|block| block.kind == BlockKind::Paragraph);
        run.scan(0, |length, block| {
            let is_near = *length < CONTEXT;
            *length += block.text.len();
            is_near.then_some(block.text.as_str())
        })
        .collect()
    }
}
