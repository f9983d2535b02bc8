//! Finds the names of places in text, in one pass.
//!
//! A scan looks at every character once. The six bytes from there, two Chinese characters, lead to two bits that tell
//! whether names begin so, and then to a table that tells how long these are; only then are names looked up. Few pairs
//! of characters in running text begin a name, so a scan costs little more than reading the text, and the tables are
//! made in a few milliseconds for fifty thousand names, where an automaton over all of them would take ten times as long.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::gazetteer::PlaceId;
use super::place::{Name, Use, Validity};
use crate::page::traditional::simplify;

/// Fewest bytes of a name: two Chinese characters.
pub(super) const FEWEST_BYTES: usize = 6;
/// Bytes of a Chinese character in UTF-8.
const CHARACTER: usize = 3;
/// Longest name that has a bit of its own in [`Names::lengths`], in characters.
const LONGEST_BIT: u32 = 15;
/// Words of [`Names::starts`], a Bloom filter (Bloom 1970) whose two bits of a key stand in one word (Putze, Sanders and
/// Singler 2007): some 30,000 pairs of characters begin names, so that five in a hundred others pass. Half of that would
/// pass with twice the words, but 64 KiB do not stay in the cache beside the tables that tagging needs; 32 KiB do.
const START_WORDS: usize = 1 << 12;
/// Bits of an index into [`Names::lengths`].
const LENGTH_BITS: u32 = 16;
/// An odd constant whose upper bits of a product are well mixed: 2^64 divided by the golden ratio (Knuth, TAOCP 3, 6.4).
const MIX: u64 = 0x9e37_79b9_7f4a_7c15;

/// A place that bears a name.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bearer {
    pub(super) place: PlaceId,
    pub(super) by: Use,
    pub(super) validity: Validity,
}

/// Number of a name's first bearer in [`Names::bearers`]; the others are chained to it.
pub(super) type First = u32;

/// Ends a chain of bearers.
const NONE: First = First::MAX;

/// Names with the places that bear them, in simplified characters.
#[derive(Debug)]
pub(super) struct Names {
    first: FxHashMap<Cow<'static, str>, First>,
    /// Bearers, each with the next one of the same name; those of a forgotten place are gone.
    bearers: Vec<(Option<Bearer>, First)>,
    /// By the first six bytes: two bits, set where a name begins so.
    starts: Box<[u64; START_WORDS]>,
    /// By the first six bytes: bit n is set where a name of n characters begins so.
    lengths: Box<[u16; 1 << LENGTH_BITS]>,
    /// Length in bytes of the longest name.
    longest: usize,
}

/// A name that stands in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) end: usize,
    pub(super) first: First,
}

impl Names {
    /// An empty collection with room for so many names.
    #[expect(clippy::large_stack_arrays, reason = "made once; an index into an array of known length needs no check")]
    pub(super) fn with_capacity(count: usize) -> Self {
        let mut first = FxHashMap::default();
        first.reserve(count);
        let (starts, lengths) = (Box::new([0; START_WORDS]), Box::new([0; 1 << LENGTH_BITS]));
        Self { first, bearers: Vec::with_capacity(count), starts, lengths, longest: 0 }
    }

    /// Adds a bearer of a name, which must have at least [`FEWEST_BYTES`].
    pub(super) fn add(&mut self, name: Name, place: PlaceId) {
        let text = match simplify(&name.text) {
            Cow::Borrowed(_) => name.text,
            Cow::Owned(simple) => Cow::Owned(simple),
        };
        let hash = hash(window(text.as_bytes()).unwrap_or_default());
        self.starts[word_of(hash)] |= start_bits(hash);
        self.lengths[place_of_lengths(hash)] |= bit(text.len());
        self.longest = self.longest.max(text.len());
        let at = self.bearers.len() as First;
        let next = self.first.insert(text, at).unwrap_or(NONE);
        self.bearers.push((Some(Bearer { place, by: name.by, validity: name.validity }), next));
    }

    /// Who bears a name, the latest addition first.
    pub(super) fn bearers_of(&self, name: &str) -> impl Iterator<Item = Bearer> {
        self.bearers(self.first.get(&*simplify(name)).copied().unwrap_or(NONE))
    }

    /// The bearers of a name that was found.
    pub(super) fn bearers(&self, first: First) -> impl Iterator<Item = Bearer> {
        let chained =
            std::iter::successors(self.bearers.get(first as usize), |(_, next)| self.bearers.get(*next as usize));
        chained.filter_map(|(bearer, _)| *bearer)
    }

    /// Takes a place's names away.
    pub(super) fn forget(&mut self, place: PlaceId) {
        for (bearer, _) in &mut self.bearers {
            *bearer = bearer.filter(|bearer| bearer.place != place);
        }
    }

    /// The next character of a text in simplified characters, from `at` on, at which names may begin, and how long they
    /// may be.
    #[inline]
    pub(super) fn next_start(&self, text: &str, at: usize) -> Option<(usize, Lengths)> {
        let mut rest = text.as_bytes().get(at..)?;
        while let Some(window) = window(rest) {
            let hash = hash(window);
            let bits = start_bits(hash);
            if self.starts[word_of(hash)] & bits == bits {
                let lengths = self.lengths[place_of_lengths(hash)];
                if lengths != 0 {
                    return Some((text.len() - rest.len(), Lengths(lengths)));
                }
            }
            rest = &rest[width(window as u8)..];
        }
        None
    }

    /// The longest name that begins at `start`, has one of these lengths and is accepted.
    #[inline]
    pub(super) fn longest_at(
        &self,
        text: &str,
        start: usize,
        Lengths(mut lengths): Lengths,
        mut accepts: impl FnMut(&Found) -> bool,
    ) -> Option<Found> {
        let rest = &text[start..];
        while let Some(count) = lengths.checked_ilog2() {
            lengths ^= 1 << count;
            let shortest = count as usize * CHARACTER;
            let longest = if count == LONGEST_BIT { self.longest } else { shortest + CHARACTER - 1 };
            for len in (shortest..=longest.min(rest.len())).rev() {
                let first = rest.get(..len).and_then(|name| self.first.get(name));
                let found = first.map(|first| Found { end: start + len, first: *first });
                if let Some(found) = found.filter(&mut accepts) {
                    return Some(found);
                }
            }
        }
        None
    }
}

/// How many characters the names have that may begin at a place in a text: bit n stands for n.
#[derive(Clone, Copy)]
pub(super) struct Lengths(u16);

/// The eight bytes that text opens with, or six or seven of them and zeros; `None` where fewer are left.
#[inline]
fn window(text: &[u8]) -> Option<u64> {
    if let Some(eight) = text.first_chunk() {
        return Some(u64::from_le_bytes(*eight));
    }
    let mut window = [0; 8];
    window[..FEWEST_BYTES].copy_from_slice(text.first_chunk::<FEWEST_BYTES>()?);
    Some(u64::from_le_bytes(window))
}

/// The hash of the first six bytes of a window, its upper bits the best mixed.
#[inline]
fn hash(window: u64) -> u64 {
    (window << 16).wrapping_mul(MIX)
}

/// The word in [`Names::starts`] of a hash.
#[inline]
fn word_of(hash: u64) -> usize {
    (hash >> (u64::BITS - START_WORDS.ilog2())) as usize
}

/// The two bits in that word, or the one where they fall together.
#[inline]
fn start_bits(hash: u64) -> u64 {
    let below = hash << START_WORDS.ilog2();
    1 << (below >> (u64::BITS - 6)) | 1 << (below << 6 >> (u64::BITS - 6))
}

/// The place in [`Names::lengths`] of a hash.
#[inline]
fn place_of_lengths(hash: u64) -> usize {
    (hash >> (u64::BITS - LENGTH_BITS)) as usize
}

/// The bit of a name of so many bytes.
fn bit(bytes: usize) -> u16 {
    1 << (bytes / CHARACTER).min(LONGEST_BIT as usize)
}

/// Bytes of the character that begins with this byte.
#[inline]
pub(super) fn width(first: u8) -> usize {
    match first {
        0xf0.. => 4,
        0xe0.. => 3,
        0xc0.. => 2,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(texts: &[&'static str]) -> Names {
        let mut names = Names::with_capacity(texts.len());
        for (place, text) in texts.iter().enumerate() {
            names.add(Name::parse(Cow::Borrowed(text), Use::Canonical).unwrap(), place);
        }
        names
    }

    #[track_caller]
    fn case(texts: &[&'static str], text: &str, expected: &[&str]) {
        let names = names(texts);
        let (mut found, mut at) = (Vec::new(), 0);
        while let Some((start, lengths)) = names.next_start(text, at) {
            names.longest_at(text, start, lengths, |name| {
                found.push(&text[start..name.end]);
                false
            });
            at = start + width(text.as_bytes()[start]);
        }
        assert_eq!(found, expected);
    }

    #[test]
    fn names_are_found_wherever_they_stand() {
        case(&["沙市区", "沙市"], "在沙市区、沙市", &["沙市区", "沙市", "沙市"]);
        case(&["沙市区", "长沙市"], "长沙市区", &["长沙市", "沙市区"]);
        case(&["沙市"], "沙", &[]);
        case(&["沙市"], "a沙市", &["沙市"]);
    }

    #[test]
    fn names_of_any_characters_and_length_are_found() {
        let long = "积石山保安族东乡族撒拉族自治县某某某工业园区";
        case(&[long, "高新A区", "𠮷山镇"], &format!("{long}高新A区𠮷山镇"), &[long, "高新A区", "𠮷山镇"]);
    }

    #[test]
    fn bearers_of_one_name_are_chained() {
        let names = names(&["朝阳区", "沙市区", "朝阳区"]);
        let places: Vec<PlaceId> = names.bearers_of("朝阳区").map(|bearer| bearer.place).collect();
        assert_eq!(places, [2, 0]);
        assert_eq!(names.bearers_of("某区").count(), 0);
    }
}
