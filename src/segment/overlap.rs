//! How much of a headline's wording the texts of a page have, counting what is rare on the page more.

use rustc_hash::FxHashMap;

use crate::page::repair::is_hanzi;

/// Two neighbouring letters, the first in the upper half.
pub(super) type Bigram = u64;

/// The bigram of two letters.
pub(super) fn bigram(first: char, second: char) -> Bigram {
    u64::from(first) << 32 | u64::from(second)
}

/// Hands on every bigram of a text in parts; marks and blanks stand between words, not in them.
pub(super) fn each_bigram<'a>(parts: impl IntoIterator<Item = &'a str>, mut take: impl FnMut(Bigram)) {
    let mut before = None;
    for part in parts {
        for c in part.chars() {
            let current = is_letter(c).then_some(c);
            if let (Some(a), Some(b)) = (before, current) {
                take(bigram(a, b));
            }
            before = current;
        }
    }
}

/// Whether a character is part of a word.
pub(super) fn is_letter(c: char) -> bool {
    is_hanzi(c) || c.is_ascii_alphanumeric()
}

/// How much a bigram counts that `having` of `texts` texts have: `ln((1 + n) / (1 + df)) + 1`, the smooth idf of the
/// classifier.
pub(super) fn rarity(texts: usize, having: usize) -> f64 {
    ((1.0 + texts as f64) / (1.0 + having as f64)).ln() + 1.0
}

/// Which texts of a page have the bigrams of some headlines. Only these are looked up in the long texts.
pub(super) struct Overlap {
    /// The texts that have a bigram, in order.
    holders: FxHashMap<Bigram, Vec<u32>>,
    texts: usize,
}

/// A set of bigrams that may hold more than was put in: of nearly all bigrams of long texts it tells at once that no
/// headline has them.
struct Sieve([u64; Self::WORDS]);

impl Sieve {
    const WORDS: usize = 128;

    fn place(bigram: Bigram) -> (usize, u64) {
        // Fibonacci hashing; the upper bits are the mixed ones.
        let hash = bigram.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 51;
        (hash as usize / 64, 1 << (hash % 64))
    }

    fn insert(&mut self, bigram: Bigram) {
        let (word, bit) = Self::place(bigram);
        self.0[word] |= bit;
    }

    fn may_have(&self, bigram: Bigram) -> bool {
        let (word, bit) = Self::place(bigram);
        self.0[word] & bit != 0
    }
}

impl Overlap {
    /// Reads the texts, each in parts, for what `headlines` need.
    pub(super) fn new<'a, P: IntoIterator<Item = &'a str>>(
        headlines: impl IntoIterator<Item = &'a str>,
        texts: impl IntoIterator<Item = P>,
    ) -> Self {
        let mut holders: FxHashMap<Bigram, Vec<u32>> = FxHashMap::default();
        let mut sieve = Sieve([0; Sieve::WORDS]);
        each_bigram(headlines.into_iter().flat_map(|headline| [headline, "\n"]), |bigram| {
            holders.entry(bigram).or_default();
            sieve.insert(bigram);
        });
        let mut count = 0;
        for parts in texts {
            each_bigram(parts, |bigram| {
                if sieve.may_have(bigram)
                    && let Some(texts) = holders.get_mut(&bigram)
                    && texts.last() != Some(&count)
                {
                    texts.push(count);
                }
            });
            count += 1;
        }
        Self { holders, texts: count as usize }
    }

    /// The share of a headline's bigrams that each text has, by rarity among the texts; 0 without bigrams.
    pub(super) fn shares(&self, headline: &str) -> Vec<f64> {
        let mut shares = vec![0.0; self.texts];
        let mut all = 0.0;
        let mut distinct = Vec::new();
        each_bigram([headline], |bigram| distinct.push(bigram));
        distinct.sort_unstable();
        distinct.dedup();
        for bigram in distinct {
            let Some(holders) = self.holders.get(&bigram) else { continue };
            let weight = rarity(self.texts, holders.len());
            all += weight;
            for &text in holders {
                shares[text as usize] += weight;
            }
        }
        if all > 0.0 {
            for share in &mut shares {
                *share /= all;
            }
        }
        shares
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_shares_more_with_its_own_article() {
        let texts = [["近日，湖西渔政队开展夜查，", "收缴地笼九副。"], ["近日，湖东小学", "开展夜读活动。"]];
        let overlap = Overlap::new(["渔政夜查收缴地笼"], texts);
        let shares = overlap.shares("渔政夜查收缴地笼");
        assert!(shares[0] > 0.6);
        assert!(shares[1] < 0.1);
        assert_eq!(overlap.shares("，"), [0.0, 0.0]);
    }
}
