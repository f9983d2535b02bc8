//! Poems: short lines below a poet's name, in stanzas, without a sentence's marks.

use super::block::BlockKind;
use super::body::{BodyKind, Gatherer, Opening};
use crate::page::width;

/// Widest line of verse, in half-width columns.
const VERSE_WIDTH: usize = 36;
/// Fewest lines of a poem.
const VERSES: usize = 4;
/// Fewest lines of a stanza.
const STANZA: usize = 2;

impl Gatherer<'_> {
    /// Takes the poem below the poet's name at `at`, with the titles of its parts; whether there is one.
    pub(super) fn take_poem(&mut self, at: usize) -> bool {
        let end = self.poem_end(at + 1);
        if end - at <= VERSES {
            return false;
        }
        self.open(at, BodyKind::Article, Opening::Signature);
        if let Some(body) = self.current {
            self.bodies[body].blocks.extend(at + 1..end);
            self.bodies[body].is_closed = !self.blocks.get(end).is_some_and(|next| next.text.starts_with("（作者"));
        }
        self.taken = end;
        true
    }

    /// Where the stanzas end that begin at `from`; one line by itself is the title of the stanza after it.
    fn poem_end(&self, from: usize) -> usize {
        let mut end = from;
        loop {
            let lines = self.stanza(end);
            let next = if lines == 1 { 1 + self.stanza(end + 1) } else { lines };
            if next < STANZA + usize::from(lines == 1) {
                return end;
            }
            end += next;
        }
    }

    /// How many lines of verse are set as one from the block `from` on; 0 where one of them is none.
    fn stanza(&self, from: usize) -> usize {
        let is_set_on = |at: &usize| *at == from || self.blocks[*at - 1].last() + 1 == self.blocks[*at].first();
        let is_verse = |at: usize| {
            let block = &self.blocks[at];
            block.kind == BlockKind::Display && width(&block.text) <= VERSE_WIDTH
        };
        let lines = (from..self.blocks.len()).take_while(is_set_on).count();
        if (from..from + lines).all(is_verse) { lines } else { 0 }
    }
}
