//! Captions: where one stands between the paragraphs of an article, and which paragraphs a bare credit is for.

use super::block::{BlockKind, OTHER_COLUMN};
use super::body::{Body, BodyKind, Gatherer, Opening};
use super::regroup::GROUP_WORDS;
use super::section::is_dated;
use crate::line_kind::ends_sentence;

/// Most paragraphs that a blank line in mid-caption makes of one.
const PARAGRAPHS: usize = 3;
/// Most characters of a caption that shows itself by its words alone.
const LENGTH: usize = 200;
/// Words of captions only: `图为志愿者在清理河道。`
const SHOWN: [&str; 2] = ["图为", "图①"];

impl Gatherer<'_> {
    /// A caption stands by itself and leaves the article around it open. A bare credit, `（方舟 摄）`,
    /// takes the lines right above it, or the whole of an unmarked text: `（本组图片：方舟 季平 摄）`.
    pub(super) fn take_caption(&mut self, at: usize) {
        let is_bare_credit = self.blocks[at].text.starts_with(['（', '(', '本']);
        if is_bare_credit && let Some(caption) = self.open_caption(at) {
            return self.bodies[caption].blocks.push(at);
        }
        let Some(body) = self.current.filter(|_| is_bare_credit && self.pending.is_empty()) else {
            return self.add_aside(vec![at]);
        };
        let mut above = self.set_above(body, at);
        if above.is_empty() {
            above = self.caption_above(body, at);
        }
        if above.len() == self.bodies[body].blocks.len() || above.is_empty() {
            if self.bodies[body].opening == Opening::Unmarked {
                self.bodies[body].kind = BodyKind::Caption;
            }
            self.extend(body, at);
            self.bodies[body].is_closed = true;
        } else {
            let rest = self.bodies[body].blocks.len() - above.len();
            self.bodies[body].blocks.truncate(rest);
            above.push(at);
            self.add_aside(above);
        }
    }

    /// Takes a paragraph that is a caption by its words, or the rest of one; whether it was one.
    pub(super) fn take_photo_text(&mut self, at: usize) -> bool {
        let text = &self.blocks[at].text;
        if let Some(caption) = self.open_caption(at).filter(|&caption| !self.ends(caption)) {
            self.bodies[caption].blocks.push(at);
            return true;
        }
        let is_shown = || SHOWN.iter().any(|word| text.contains(word));
        let is_photo = text.len() / 3 <= LENGTH && self.pending.is_empty() && is_shown();
        if is_photo && (is_dated(text) || SHOWN.iter().any(|word| text.starts_with(word))) {
            self.add_aside(vec![at]);
            return true;
        }
        false
    }

    /// The caption without a credit that ends right above the block `at`.
    fn open_caption(&self, at: usize) -> Option<usize> {
        let last = self.bodies.len().checked_sub(1)?;
        let body = &self.bodies[last];
        let is_above = body.blocks.last().is_some_and(|&block| block + 1 == at) && self.current != Some(last);
        let is_text = |&block: &usize| {
            self.blocks[block].kind == BlockKind::Paragraph && !self.cues.has_credit(&self.blocks[block].text)
        };
        let is_short = body.blocks.len() <= PARAGRAPHS;
        (body.kind == BodyKind::Caption && is_above && is_short && body.blocks.iter().all(is_text)).then_some(last)
    }

    fn ends(&self, body: usize) -> bool {
        self.bodies[body].blocks.last().is_some_and(|&last| ends_sentence(&self.blocks[last].text))
    }

    /// The last paragraphs of a body that stand right above the block `at` without a blank line between.
    fn set_above(&self, body: usize, at: usize) -> Vec<usize> {
        let mut below = at;
        let is_set = |&&above: &&usize| {
            let joins = above + 1 == below
                && self.blocks[above].kind == BlockKind::Paragraph
                && self.blocks[above].last() + 1 == self.blocks[below].first();
            below = above;
            joins
        };
        let mut above: Vec<usize> = self.bodies[body].blocks.iter().rev().take_while(is_set).copied().collect();
        above.reverse();
        above
    }

    /// The last paragraphs of an article that a bare credit below a blank line makes a caption: they begin with a day,
    /// in another column, or where the article breaks off in mid-sentence.
    fn caption_above(&self, body: usize, at: usize) -> Vec<usize> {
        let blocks = &self.bodies[body].blocks;
        let is_group = GROUP_WORDS.iter().any(|word| self.blocks[at].text.contains(word));
        let first = blocks.len().saturating_sub(PARAGRAPHS).max(1);
        let is_text = |place: usize| {
            self.blocks[blocks[place]].kind == BlockKind::Paragraph && blocks[place] + (blocks.len() - place) == at
        };
        let begins = |place: usize| {
            let (before, first) = (&self.blocks[blocks[place - 1]], &self.blocks[blocks[place]]);
            let is_unlike = |(before, first): (usize, usize)| before.abs_diff(first) >= OTHER_COLUMN;
            is_dated(&first.text)
                || !ends_sentence(&before.text)
                || before.column.zip(first.column).is_some_and(is_unlike)
        };
        let places = || (first..blocks.len()).rev().take_while(|&place| is_text(place));
        let length = |place: usize| blocks[place..].iter().map(|&at| self.blocks[at].text.len() / 3).sum::<usize>();
        let start = places().find(|&place| !is_group && begins(place) && length(place) <= LENGTH);
        // The paragraph right above by itself, where nothing else shows the beginning.
        let last = places().next().filter(|&last| !is_group && length(last) <= LENGTH && self.is_apart(blocks[last]));
        start.or(last).map_or_else(Vec::new, |start| blocks[start..].to_vec())
    }

    /// Whether a blank line stands before a block.
    fn is_apart(&self, at: usize) -> bool {
        at > 0 && self.blocks[at - 1].last() + 1 < self.blocks[at].first()
    }

    /// Adds a caption of its own without closing the current body.
    pub(super) fn add_aside(&mut self, blocks: Vec<usize>) {
        let (kind, opening) = (BodyKind::Caption, Opening::Unmarked);
        self.bodies.push(Body { kind, opening, blocks, is_closed: true, is_guessed: false });
    }
}

#[cfg(test)]
mod tests {
    use crate::item::ItemKind;
    use crate::page::Page;
    use crate::segment::Segmenter;

    #[test]
    fn a_bare_credit_makes_the_paragraph_above_it_a_caption() {
        let page = "春灌开闸放水\n本报讯（记者方舟）昨日清晨，城北灌区开闸放水，渠水流进了十二个村。\n\n志愿者在渠边清理杂物，为下游的\n村民引水。\n\n（季平 摄）\n";
        let items = Segmenter::new().segment(&Page::parse("p", page));
        let lines: Vec<_> = items.iter().map(|item| (item.kind, item.body_lines.clone())).collect();
        assert_eq!(lines, [(ItemKind::Article, vec![[2, 2]]), (ItemKind::Caption, vec![[4, 7]])]);
    }
}
