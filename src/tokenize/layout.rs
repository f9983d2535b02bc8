//! How the dictionary's image is laid out: what the build script writes and [`dictionary`](super::dictionary) reads.
//!
//! The image is a trie as a double array (Aoe 1989, *An efficient digital search algorithm by using a double-array
//! structure*) over characters instead of bytes. The child of a node along a character stands in the slot `base ^ code`,
//! and holds its parent's slot as a check. A node is one number of 64 bits, so that a step costs one read.

/// The bit of a character's entry that says that dictionary words may hold the character.
pub(super) const JOINS: u16 = 1 << 15;

/// Bits of a slot's number.
pub(super) const SLOT_BITS: u32 = 20;
/// Bits of the number of a word's weight; 0 stands for a node that ends no word.
pub(super) const WEIGHT_BITS: u32 = 13;
/// A bit for each part of the characters by which a node may have children: it spares most reads of absent children.
pub(super) const FILTER_BITS: u32 = 11;

/// Where the parts of a node begin: the base of its children first.
pub(super) const CHECK: u32 = SLOT_BITS;
/// See [`CHECK`].
pub(super) const WEIGHT: u32 = CHECK + SLOT_BITS;
/// See [`CHECK`].
pub(super) const FILTER: u32 = WEIGHT + WEIGHT_BITS;

/// Numbers of the entry of a character that words begin with, a line of the cache: its node, and a large filter of the
/// characters that follow it in words. A frequent character has hundreds of these, too many for a node's own filter.
pub(super) const FIRST: usize = 8;
/// Bits of that filter.
pub(super) const FIRST_FILTER_BITS: u32 = 64 * (FIRST as u32 - 1);

/// The place of a character's bit among so many.
#[inline]
pub(super) fn bit_of(code: u32, bits: u32) -> u32 {
    // Fibonacci hashing: 2³² / φ, odd (Knuth, *The Art of Computer Programming* 3, 6.4); then scaled (Lemire 2019).
    let hash = u64::from(code.wrapping_mul(0x9e37_79b1));
    ((hash * u64::from(bits)) >> 32) as u32
}

/// Whether jieba joins a character with its neighbours into words: Han characters, and the ASCII letters, digits and
/// marks that names and numbers are written with. All others stand alone.
pub(super) fn joins(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || "+#&._%-".contains(c)
        || matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{f900}'..='\u{faff}')
        || matches!(c, '\u{20000}'..='\u{2a6df}' | '\u{2a700}'..='\u{2ebef}' | '\u{2f800}'..='\u{2fa1f}')
}
