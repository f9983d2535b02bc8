//! The words of one and two characters in a text, and where longer ones may begin.

use super::dictionary::{Code, Node};
use super::lexicon::Lexicon;

/// Finds them ahead of the way: the dictionary is larger than the cache, and most of the time of cutting would go into
/// waiting for one node after the other. Here a node depends on no other one of its length, so that many reads are under
/// way at a time, and no branch depends on the text.
#[derive(Debug, Default)]
pub(super) struct Prefixes {
    /// By character, the logarithms of the probabilities of the words that it is and that it and the next one are; no
    /// numbers where they are none.
    pub(super) logs: Vec<[f64; 2]>,
    /// The prefixes of three characters, by the first one.
    thirds: List<Node>,
    /// Characters where a word of the user's may begin.
    added: List<()>,
}

/// Places in a text with what is there, in order; what stands behind `count` is of no meaning.
#[derive(Debug, Default)]
struct List<T> {
    entries: Vec<(usize, T)>,
    count: usize,
    /// The place of the last entry.
    last: usize,
}

/// The place of no entry.
const NOWHERE: usize = usize::MAX;

impl Prefixes {
    /// Finds the prefixes in a text; the last two codes are behind it.
    pub(super) fn find(&mut self, codes: &[Code], lexicon: &Lexicon) {
        self.logs.resize(self.logs.len().max(codes.len()), [0.0; 2]);
        self.thirds.clear(codes.len());
        self.added.clear(codes.len());
        for ((start, codes), logs) in codes.windows(3).enumerate().zip(&mut self.logs) {
            let [first, second] = lexicon.firsts.get_two([codes[0], codes[1]]);
            *logs = [lexicon.log(first), lexicon.log(second)];
            self.thirds.push_if(second.may_have(codes[2]), start, second);
            self.added.push_if(first.may_begin_added(codes[1]) & !codes[0].is_alone(), start, ());
        }
        self.added.find_last();
        let candidates = std::mem::take(&mut self.thirds.count);
        for at in 0..candidates {
            let (start, second) = self.thirds.entries[at];
            let third = second.next_or_none(codes[start + 2]);
            self.thirds.push_if(third.is_some(), start, third);
        }
        self.thirds.find_last();
    }

    /// The prefix of three characters from `start` on, if there is one. To be asked for from the last character to the
    /// first one.
    #[inline]
    pub(super) fn take_third(&mut self, start: usize) -> Option<Node> {
        self.thirds.take(start)
    }

    /// Whether a word of the user's may begin at `start`, asked for in the same order.
    #[inline]
    pub(super) fn take_added(&mut self, start: usize) -> bool {
        self.added.take(start).is_some()
    }
}

impl<T: Copy + Default> List<T> {
    fn clear(&mut self, longest: usize) {
        self.entries.resize(self.entries.len().max(longest), (0, T::default()));
        self.count = 0;
    }

    #[inline]
    fn push_if(&mut self, is_there: bool, place: usize, entry: T) {
        self.entries[self.count] = (place, entry);
        self.count += usize::from(is_there);
    }

    fn find_last(&mut self) {
        self.last = self.entries[..self.count].last().map_or(NOWHERE, |(place, _)| *place);
    }

    /// Takes the last entry if it is one of `place`.
    #[inline]
    fn take(&mut self, place: usize) -> Option<T> {
        if place != self.last {
            return None;
        }
        self.count -= 1;
        self.find_last();
        Some(self.entries[self.count].1)
    }
}
