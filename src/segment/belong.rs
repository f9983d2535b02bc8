//! Whether running text goes on with a body, over a blank line, a caption or a subhead.

use super::block::{Block, BlockKind, OTHER_COLUMN};
use super::body::{Body, Gatherer};
use super::section::{BULLETS, is_bulleted, is_dated};
use crate::line_kind::ends_sentence;
use crate::page::width;

/// Share of the rarer bigrams that two texts of one article have in common at least. It is low, because
/// sections of a feature hardly repeat each other; on the pages of `tests/pages` text of another article mostly
/// stays below it.
const COHESION: f64 = 0.02;
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
        let is_apart = !self.pending.is_empty() || self.blocks[at - 1].last() + 1 < self.blocks[at].first();
        if self.is_table(body) && is_apart {
            return false;
        }
        if self.pending.is_empty() {
            return !self.is_quotation(at) && !self.is_brief(body, at);
        }
        !self.is_quoted(at) && self.is_section(body, at)
    }

    /// Whether the text at `at` is a quotation: `——` and its source follow.
    fn is_quoted(&self, at: usize) -> bool {
        let rest = &self.blocks[at..];
        let paragraphs = rest.iter().take_while(|block| block.kind == BlockKind::Paragraph).count();
        paragraphs <= QUOTE_PARAGRAPHS && self.is_source(at + paragraphs)
    }

    /// Whether the block at `at` names the source of the text above it.
    fn is_source(&self, at: usize) -> bool {
        self.blocks.get(at).is_some_and(|block| block.kind == BlockKind::Attribution) && !self.is_sub_headline(at)
    }

    /// Whether what stands behind a dash is a sub-headline with its headline set on below. A source may be broken in two
    /// like that, too, but then it fills its line.
    pub(super) fn is_sub_headline(&self, at: usize) -> bool {
        let Some(above) = at.checked_sub(1).map(|above| &self.blocks[above]) else { return false };
        let line = width(&above.text) / above.lines.len();
        let is_short = above.lines.len() > 1 && width(&self.blocks[at].text) + OTHER_COLUMN <= line;
        let below = self.blocks.get(at + 1);
        is_short
            && below.is_some_and(|next| next.kind == BlockKind::Display && self.blocks[at].last() + 1 == next.first())
    }

    /// Whether the paragraph at `at` is all of a quotation.
    fn is_quotation(&self, at: usize) -> bool {
        self.is_source(at + 1)
    }

    /// Whether a brief with a bullet and a day of its own follows an article without: `●11月1日，`.
    fn is_brief(&self, body: usize, at: usize) -> bool {
        let text = &self.blocks[at].text;
        let first = self.bodies[body].blocks.iter().find(|&&at| self.blocks[at].kind != BlockKind::Signature);
        is_bulleted(text)
            && is_dated(text.trim_start_matches(BULLETS).trim_start())
            && !first.is_some_and(|&first| is_bulleted(&self.blocks[first].text))
    }

    /// Whether a body is a table with at most a note below it.
    fn is_table(&self, body: usize) -> bool {
        self.blocks[self.bodies[body].blocks[0]].kind == BlockKind::Table
    }

    /// Whether a body stops in mid-sentence.
    pub(super) fn is_cut_off(&self, body: usize) -> bool {
        self.last_text(&self.bodies[body]).is_some_and(|block| !ends_sentence(&block.text))
    }

    /// The last running text of a body.
    pub(super) fn last_text(&self, body: &Body) -> Option<&Block<'_>> {
        let is_text = |block: &&Block<'_>| matches!(block.kind, BlockKind::Paragraph | BlockKind::Dateline);
        body.blocks.iter().rev().map(|&at| &self.blocks[at]).find(is_text)
    }

    pub(super) fn is_other_column(&self, body: usize, at: usize) -> bool {
        match (self.last_text(&self.bodies[body]).and_then(|block| block.column), self.blocks[at].column) {
            (Some(before), Some(after)) => before.abs_diff(after) >= OTHER_COLUMN,
            _ => false,
        }
    }

    /// Whether the text at `at` and after it, up to the next mark, speaks of what the body speaks of.
    pub(super) fn is_cohesive(&self, body: usize, at: usize) -> bool {
        self.between(&self.near_end(&self.bodies[body].blocks), &self.near_from(at)) >= COHESION
    }

    /// How much two stretches of blocks have in common.
    pub(super) fn between(&self, a: &[usize], b: &[usize]) -> f64 {
        self.cohesion().between(a, b)
    }

    /// The last of some blocks, as much as is compared, from the end on.
    pub(super) fn near_end(&self, blocks: &[usize]) -> Vec<usize> {
        self.near(blocks.iter().rev().copied())
    }

    /// The blocks of running text at `at` and after it up to the next mark, as much as is compared.
    pub(super) fn near_from(&self, at: usize) -> Vec<usize> {
        self.near((at..self.blocks.len()).take_while(|&at| self.blocks[at].kind == BlockKind::Paragraph))
    }

    /// The first of some blocks, as much as is compared.
    pub(super) fn near(&self, blocks: impl Iterator<Item = usize>) -> Vec<usize> {
        let mut length = 0;
        let is_near = |&at: &usize| {
            let is_near = length < CONTEXT;
            length += self.blocks[at].text.len();
            is_near
        };
        blocks.take_while(is_near).collect()
    }
}

#[cfg(test)]
mod tests {
    use crate::item::ItemKind;
    use crate::page::Page;
    use crate::segment::Segmenter;

    const TEXT: &str = "光头梁海拔八百米，云雾多、土偏酸，是种\n茶的好地方，如今家家户户都有了茶园，年\n轻人给它起了个新名，叫“茶满坡”。\n\n";

    #[test]
    fn behind_a_dash_stands_a_source_or_a_sub_headline() {
        let kinds = |page: &str| Segmenter::new().segment(&Page::parse("p", page)).into_iter().map(|item| item.kind);
        let below = format!("{TEXT}——江北县光头梁的变迁\n昔日光棍梁 如今茶满坡\n");
        assert!(kinds(&below).eq([ItemKind::Article]));
        let source = format!("{TEXT}——方舟二〇二〇年在全县农业工作会议开\n幕时的讲话\n");
        assert!(kinds(&source).any(|kind| kind == ItemKind::Quote));
    }
}
