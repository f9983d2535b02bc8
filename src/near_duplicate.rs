//! Finds near-copies: one must never teach what its twin is asked, and the same story printed twice is one story.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};

use crate::splitmix::mix;

/// Length in characters of the overlapping pieces that texts are compared by.
const SHINGLE: usize = 4;
/// `MinHash` (Broder 1997) signatures are compared in bands; two texts with a share `j` of their shingles in
/// common meet in one of the bands with probability `1 − (1 − j^ROWS)^BANDS`: 0.99 at 0.8, 0.55 at 0.5.
const BANDS: usize = 6;
/// Hashes a band.
const ROWS: usize = 3;

/// Gives every text the number of its group; texts that nearly repeat each other share one. `read` makes a text of each
/// piece, and none is kept.
pub(crate) fn groups<T: Sync, S: AsRef<str>>(texts: &[T], read: impl Fn(&T) -> S + Sync) -> Vec<usize> {
    let signatures: Vec<[u64; BANDS]> = texts.par_iter().map(|text| signature(read(text).as_ref())).collect();
    let mut groups: Vec<usize> = (0..texts.len()).collect();
    for band in 0..BANDS {
        let mut first = FxHashMap::default();
        for (text, signature) in signatures.iter().enumerate() {
            let twin = *first.entry(signature[band]).or_insert(text);
            join(&mut groups, text, twin);
        }
    }
    (0..texts.len()).map(|text| root(&mut groups, text)).collect()
}

/// Makes one group of two texts' groups.
pub(crate) fn join(groups: &mut [usize], a: usize, b: usize) {
    let (a, b) = (root(groups, a), root(groups, b));
    groups[a.max(b)] = a.min(b);
}

/// The head of a group, its path shortened on the way (union–find).
pub(crate) fn root(groups: &mut [usize], mut text: usize) -> usize {
    while groups[text] != text {
        groups[text] = groups[groups[text]];
        text = groups[text];
    }
    text
}

/// One hash a band over the smallest shingle hashes of the text. Texts that agree in one may be near-copies.
pub(crate) fn signature(text: &str) -> [u64; BANDS] {
    let mut smallest = [u64::MAX; BANDS * ROWS];
    for base in shingles(text) {
        for (smallest, seed) in smallest.iter_mut().zip(1u64..) {
            *smallest = (*smallest).min(mix(base ^ mix(seed)));
        }
    }
    std::array::from_fn(|band| hash(&(band, &smallest[band * ROWS..][..ROWS])))
}

/// The hashes of the text's shingles, each as often as it stands there; marks and spaces count for nothing.
pub(crate) fn shingles(text: &str) -> Vec<u64> {
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).collect();
    letters.windows(SHINGLE.min(letters.len().max(1))).map(|shingle| hash(&shingle)).collect()
}

fn hash(value: &impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::groups;

    #[test]
    fn a_reprint_with_other_marks_joins_its_twin_and_a_stranger_does_not() {
        let texts = [
            "昨日清晨，护林员在后山发现一窝刚出壳的白鹭，已通知林业站派人看护。",
            "渡口新添两盏路灯，夜里等船的人说亮堂多了。",
            "昨日清晨护林员在后山发现一窝刚出壳的白鹭，已通知林业站派人看护！",
            "",
            "",
        ];
        assert_eq!(groups(&texts, |text| *text), [0, 1, 0, 3, 3]);
    }
}
