//! jieba's dictionary, ready to be walked: the build script makes the image of it that the library holds.

use std::hint::select_unpredictable;

use super::layout::{
    CHECK, FILTER, FILTER_BITS, FIRST, FIRST_FILTER_BITS, JOINS, SLOT_BITS, WEIGHT, WEIGHT_BITS, bit_of, joins,
};

/// Bytes that begin where a line of the cache begins.
#[repr(align(64))]
struct Aligned<T>(T);

static CHARACTERS: &Aligned<[u8; 2 << 16]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/characters")));
static NODES: &Aligned<[u8; include_bytes!(concat!(env!("OUT_DIR"), "/nodes")).len()]> =
    &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/nodes")));
static FIRSTS: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/firsts"));
static FREQUENCIES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/frequencies"));

/// The number of a character: those of the dictionary have the lowest ones, the frequent ones first; a character that
/// it does not hold has its code point above [`Code::UNKNOWN`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Code(u32);

impl Code {
    /// The bit of a character that stands alone.
    const ALONE: u32 = 1 << 31;
    /// The first of the characters that the dictionary does not hold: codes of the others need at most 15 bits.
    const UNKNOWN: u32 = JOINS as u32;
    /// Stands behind a text.
    pub(super) const END: Self = Self(Self::ALONE);
    /// The code of a character as a text holds it.
    #[inline]
    pub(crate) fn of(c: char) -> Self {
        let entry = entry(c);
        if entry > JOINS {
            return Self(u32::from(entry ^ JOINS));
        }
        let alone = if entry == JOINS || (c as usize > 0xffff && joins(c)) { 0 } else { Self::ALONE };
        Self((Self::UNKNOWN + c as u32) | alone)
    }

    /// The code of a character as the dictionary's words hold it: one of them has a character that stands alone in
    /// texts.
    pub(super) fn in_words(c: char) -> Self {
        Self(u32::from(entry(c) & !JOINS))
    }

    /// The number of the character, for tables by character.
    #[inline]
    pub(crate) fn number(self) -> usize {
        (self.0 & !Self::ALONE) as usize
    }

    /// Whether no word holds the character and another one.
    #[inline]
    pub(super) fn is_alone(self) -> bool {
        self.0 & Self::ALONE != 0
    }
}

/// What the image says of a character.
#[inline]
fn entry(c: char) -> u16 {
    let (entries, _) = CHARACTERS.0.as_chunks::<2>();
    entries.get(c as usize).map_or(0, |entry| u16::from_le_bytes(*entry))
}

/// A prefix of words.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Node {
    slot: u32,
    bits: u64,
}

/// The prefixes of one character. Where other nodes have their parent, they have marks of the characters that stand
/// second in added words.
pub(super) struct Firsts(Vec<First>);

/// See [`layout::FIRST`](super::layout::FIRST).
#[derive(Clone, Copy)]
#[repr(align(64))]
struct First([u64; FIRST]);

impl Firsts {
    /// Without marks.
    pub(super) fn new() -> Self {
        let (numbers, _) = FIRSTS.as_chunks::<8>();
        let (firsts, _) = numbers.as_chunks::<FIRST>();
        Self(firsts.iter().map(|first| First(first.map(u64::from_le_bytes))).collect())
    }

    #[inline]
    fn slot(&self, code: Code) -> u32 {
        // Slot 0 is that of all characters that the dictionary does not hold.
        if (code.0 as usize) < self.0.len() { code.0 } else { 0 }
    }

    /// The prefix of a character, or one without a word or a child.
    #[inline]
    pub(super) fn get(&self, code: Code) -> Node {
        let slot = self.slot(code);
        Node { slot, bits: self.0[slot as usize].0[0] }
    }

    /// The prefixes of one character and of two, or such without a word or a child; without a branch.
    #[inline]
    pub(super) fn get_two(&self, codes: [Code; 2]) -> [Node; 2] {
        let slot = self.slot(codes[0]);
        let First(entry) = &self.0[slot as usize];
        let first = Node { slot, bits: entry[0] };
        let bit = bit(codes[1], FIRST_FILTER_BITS) as usize;
        [first, first.child(codes[1], entry[1 + bit / 64] >> (bit % 64) & 1 != 0)]
    }

    /// Marks the second character of an added word, or all where it has but one.
    pub(super) fn mark(&mut self, first: Code, second: Option<Code>) {
        let marks = second.map_or(mask(SLOT_BITS), |second| 1 << bit(second, SLOT_BITS));
        let slot = self.slot(first);
        self.0[slot as usize].0[0] |= marks << CHECK;
    }
}

impl Node {
    /// Whether an added word may begin with this character, and the next one.
    #[inline]
    pub(super) fn may_begin_added(self, next: Code) -> bool {
        self.bits >> (CHECK + bit(next, SLOT_BITS)) & 1 != 0
    }

    /// Whether the prefix may be longer by a character; without a read.
    #[inline]
    pub(super) fn may_have(self, code: Code) -> bool {
        self.bits >> (FILTER + bit(code, FILTER_BITS)) & 1 != 0
    }

    /// The prefix that is longer by a character, or one that is no word and has no child; without a branch.
    #[inline]
    pub(super) fn next_or_none(self, code: Code) -> Self {
        self.child(code, self.may_have(code))
    }

    #[inline]
    fn child(self, code: Code, may_be: bool) -> Self {
        let (nodes, _) = NODES.0.as_chunks::<8>();
        let slot = (self.bits & mask(SLOT_BITS)) as u32 ^ code.0;
        // Slot 0 is empty.
        let slot = select_unpredictable(may_be & ((slot as usize) < nodes.len()), slot, 0);
        let bits = u64::from_le_bytes(nodes[slot as usize]);
        let is_child = (bits >> CHECK & mask(SLOT_BITS)) as u32 == self.slot;
        Self { slot, bits: select_unpredictable(is_child, bits, 0) }
    }

    /// The prefix that is longer by a character.
    #[inline]
    pub(super) fn next(self, code: Code) -> Option<Self> {
        if !self.may_have(code) {
            return None;
        }
        Some(self.next_or_none(code)).filter(|node| node.is_some())
    }

    /// Whether it is a prefix of words.
    #[inline]
    pub(super) fn is_some(self) -> bool {
        self.bits != 0
    }

    /// Whether it is a word itself.
    pub(super) fn is_word(self) -> bool {
        self.weight() != 0
    }

    /// The place in [`frequencies`] of the word that the prefix is, 0 if it is none.
    #[inline]
    pub(super) fn weight(self) -> usize {
        (self.bits >> WEIGHT & mask(WEIGHT_BITS)) as usize
    }
}

/// The place of a character's bit among so many.
#[inline]
fn bit(code: Code, bits: u32) -> u32 {
    bit_of(code.0, bits)
}

const fn mask(bits: u32) -> u64 {
    (1 << bits) - 1
}

/// The frequencies that words have; the first number is the sum over all words.
pub(super) fn frequencies() -> impl Iterator<Item = u64> {
    let (frequencies, _) = FREQUENCIES.as_chunks::<8>();
    frequencies.iter().map(|frequency| u64::from_le_bytes(*frequency))
}
