//! Second thoughts about bodies: photos of a group, texts cut in two, two texts run together.

use super::block::BlockKind;
use super::body::{Body, BodyKind, Gatherer, Opening};
use super::subhead::SAME;
use crate::page::width;

/// Words by which the text of a group of photos is known: `（本组图片：方舟 季平 摄）`.
pub(super) const GROUP_WORDS: [&str; 3] = ["本组", "组图", "组照"];
/// Fewest subheads of one length that are a set.
const SET: usize = 3;
/// How many bodies ahead the rest of a text that stops in mid-sentence is looked for.
const FRAGMENTS_AHEAD: usize = 12;

impl Gatherer<'_> {
    /// Puts the photos of a group together with the group's own text.
    pub(super) fn gather_photos(&mut self) {
        let blocks = self.blocks;
        let are_photos = |body: &Body| body.blocks.iter().all(|&at| blocks[at].kind == BlockKind::Photo);
        let is_group = |body: &Body| {
            let text = |at: &usize| GROUP_WORDS.iter().any(|word| blocks[*at].text.contains(word));
            body.kind == BodyKind::Caption && body.blocks.iter().any(text)
        };
        let Some(first) = self.bodies.iter().position(are_photos) else { return };
        let is_titled = |&above: &usize| {
            let body = &self.bodies[above];
            let last = body.blocks.last().copied();
            body.kind == BodyKind::Caption && last.map(|last| last + 1) == self.bodies[first].blocks.first().copied()
        };
        let above = first.checked_sub(1).filter(is_titled);
        let group = self.bodies.iter().position(is_group).or(above).unwrap_or(first);
        let mut gathered = Vec::new();
        for (number, body) in self.bodies.iter_mut().enumerate() {
            if number != group && are_photos(body) {
                gathered.append(&mut body.blocks);
            }
        }
        self.bodies[group].blocks.append(&mut gathered);
        self.bodies.retain(|body| !body.blocks.is_empty());
    }

    /// Joins a body that stops in mid-sentence with the next unmarked one of its column.
    pub(super) fn join_fragments(&mut self) {
        // The first body stands last, so that taking one of the next out moves only those before it.
        self.bodies.reverse();
        let mut joined = Vec::with_capacity(self.bodies.len());
        while let Some(body) = self.bodies.len().checked_sub(1) {
            let mut ahead = (0..body).rev().take(FRAGMENTS_AHEAD);
            let is_open = self.bodies[body].kind == BodyKind::Article && self.is_cut_off(body);
            match ahead.find(|&next| is_open && self.is_continuation(body, next)) {
                Some(next) => {
                    let mut tail = self.bodies.remove(next).blocks;
                    self.bodies[body - 1].blocks.append(&mut tail);
                    self.bodies[body - 1].is_guessed = true;
                }
                None => joined.extend(self.bodies.pop()),
            }
        }
        self.bodies = joined;
    }

    fn is_continuation(&self, body: usize, next: usize) -> bool {
        let (head, tail) = (&self.bodies[body], &self.bodies[next]);
        tail.kind == BodyKind::Article
            && tail.opening == Opening::Unmarked
            && !head.is_closed
            && !self.is_other_column(body, tail.blocks[0])
            && self.is_cohesive(body, tail.blocks[0])
    }

    /// Whether the text at a place of a body stands below a subhead that is as long as two others of the body.
    fn is_below_subhead(&self, blocks: &[usize], place: usize) -> bool {
        let subheads = || blocks.iter().filter(|&&at| self.blocks[at].kind == BlockKind::Display);
        let length = |at: usize| width(&self.blocks[at].text);
        let Some(&above) = place.checked_sub(1).map(|above| &blocks[above]) else { return false };
        self.blocks[above].kind == BlockKind::Display
            && subheads().filter(|&&at| length(at).abs_diff(length(above)) <= SAME).count() >= SET
    }

    /// Cuts a body that has a byline where its parts have least in common, for a second byline was found at
    /// its end; the number of the new body, or `None` where there is nothing to cut.
    pub(super) fn split_off_unsigned(&mut self, body: usize) -> Option<usize> {
        let blocks = self.bodies[body].blocks.clone();
        let is_text = |place: usize| self.blocks[blocks[place]].kind == BlockKind::Paragraph;
        // The first paragraph belongs to the first byline, whether this stands in it or on the line before.
        let first = blocks.iter().position(|&at| self.blocks[at].kind != BlockKind::Signature)? + 1;
        let common =
            |cut: usize| self.between(&self.near_end(&blocks[..cut]), &self.near(blocks[cut..].iter().copied()));
        let is_section = |place: usize| self.is_below_subhead(&blocks, place);
        let texts = || (first..blocks.len()).filter(|&place| is_text(place));
        let mut cuts: Vec<usize> = texts().filter(|&place| !is_section(place)).collect();
        if cuts.is_empty() {
            cuts = texts().collect();
        }
        let cut = if let [cut] = cuts[..] {
            cut
        } else {
            let commons = cuts.into_iter().map(|cut| (common(cut), cut));
            commons.min_by(|(a, _), (b, _)| a.total_cmp(b))?.1
        };
        // Display type right before the cut is the second text's headline.
        let from = (first..=cut).rev().find(|&place| place == first || is_text(place - 1)).unwrap_or(cut);
        self.display.extend(&blocks[from..cut]);
        self.bodies[body].blocks.truncate(from);
        let tail = blocks[cut..].to_vec();
        let (kind, opening) = (BodyKind::Article, Opening::Unmarked);
        self.bodies.push(Body { kind, opening, blocks: tail, is_closed: false, is_guessed: true });
        Some(self.bodies.len() - 1)
    }
}
