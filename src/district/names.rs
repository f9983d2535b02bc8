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
const LONGEST_BIT: usize = 15;
/// Bits of an index into [`Names::starts`], a Bloom filter (Bloom 1970): some 30,000 pairs of characters begin names and
/// set two of 262,144 bits each, so that four in a hundred others pass. One bit of a million would let three pass, but
/// their 128 KiB do not stay in the cache beside the tables that tagging needs; 32 KiB do.
const START_BITS: u32 = 18;
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
#[derive(Debug, Default)]
pub(super) struct Names {
    first: FxHashMap<Cow<'static, str>, First>,
    /// Bearers, each with the next one of the same name; those of a forgotten place are gone.
    bearers: Vec<(Option<Bearer>, First)>,
    /// By the first six bytes: two bits, set where a name begins so.
    starts: Vec<u64>,
    /// By the first six bytes: bit n is set where a name of n characters begins so.
    lengths: Vec<u16>,
    /// Length in bytes of the longest name.
    longest: usize,
}

/// A name that stands in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Found {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) first: First,
}

impl Names {
    /// An empty collection with room for so many names.
    pub(super) fn with_capacity(count: usize) -> Self {
        let mut first = FxHashMap::default();
        first.reserve(count);
        let (starts, lengths) = (vec![0; 1 << (START_BITS - u64::BITS.ilog2())], vec![0; 1 << LENGTH_BITS]);
        Self { first, bearers: Vec::with_capacity(count), starts, lengths, longest: 0 }
    }

    /// Adds a bearer of a name, which must have at least [`FEWEST_BYTES`].
    pub(super) fn add(&mut self, name: Name, place: PlaceId) {
        let text = match simplify(&name.text) {
            Cow::Borrowed(_) => name.text,
            Cow::Owned(simple) => Cow::Owned(simple),
        };
        let hash = hash(text.as_bytes(), 0);
        for start in starts(hash) {
            self.starts[start / WORD] |= 1 << (start % WORD);
        }
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

    /// Every name in a text in simplified characters, from left to right and the longest first; names may overlap.
    pub(super) fn find(&self, text: &str) -> Vec<Found> {
        let bytes = text.as_bytes();
        let mut found = Vec::new();
        let mut at = 0;
        while at + FEWEST_BYTES <= bytes.len() {
            let hash = hash(bytes, at);
            let [first, second] = starts(hash).map(|start| self.starts[start / WORD] >> (start % WORD));
            if first & second & 1 == 1 {
                self.look_up(text, at, self.lengths[place_of_lengths(hash)], &mut found);
            }
            at += width(bytes[at]);
        }
        found
    }

    /// Adds the names that begin at `start` and have one of these lengths.
    fn look_up(&self, text: &str, start: usize, lengths: u16, found: &mut Vec<Found>) {
        let rest = text.len() - start;
        for characters in (2..=LONGEST_BIT).rev().filter(|characters| lengths & (1 << characters) != 0) {
            let shortest = characters * CHARACTER;
            let longest = if characters == LONGEST_BIT { self.longest } else { shortest + CHARACTER - 1 };
            for len in (shortest..=longest.min(rest)).rev() {
                let name = text.get(start..start + len);
                if let Some(first) = name.and_then(|name| self.first.get(name)) {
                    found.push(Found { start, end: start + len, first: *first });
                }
            }
        }
    }
}

/// Bits of an entry of [`Names::starts`].
const WORD: usize = u64::BITS as usize;

/// The hash of the six bytes from `at`, its upper bits the best mixed.
#[inline]
fn hash(bytes: &[u8], at: usize) -> u64 {
    let mut six = [0; 8];
    match bytes.get(at..at + 8) {
        Some(eight) => six.copy_from_slice(eight),
        None => six[..FEWEST_BYTES].copy_from_slice(&bytes[at..at + FEWEST_BYTES]),
    }
    (u64::from_le_bytes(six) & 0xffff_ffff_ffff).wrapping_mul(MIX)
}

/// The two bits in [`Names::starts`] of a hash.
#[inline]
fn starts(hash: u64) -> [usize; 2] {
    let first = hash >> (u64::BITS - START_BITS);
    let second = (hash >> (u64::BITS - 2 * START_BITS)) & ((1 << START_BITS) - 1);
    [first as usize, second as usize]
}

/// The place in [`Names::lengths`] of a hash.
#[inline]
fn place_of_lengths(hash: u64) -> usize {
    (hash >> (u64::BITS - LENGTH_BITS)) as usize
}

/// The bit of a name of so many bytes.
fn bit(bytes: usize) -> u16 {
    1 << (bytes / CHARACTER).min(LONGEST_BIT)
}

/// Bytes of the character that begins with this byte.
fn width(first: u8) -> usize {
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
        let found = names(texts).find(text);
        let found: Vec<&str> = found.iter().map(|found| &text[found.start..found.end]).collect();
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
