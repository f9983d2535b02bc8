//! Places of the terms of two characters.
//!
//! Every two neighbours in a text are looked up, and most of the time of tagging would go into waiting for memory at
//! the branch that says whether a look-up is done. So the table is a perfect hash (Fox, Chen & Heath 1992, *A faster
//! algorithm for constructing minimal perfect hash functions*): each bucket of keys has a pilot that sends its keys
//! to slots of their own, a look-up reads exactly one slot and needs no branch, and many are under way at a time.

use std::cmp::Reverse;

/// Two characters with the places of the two terms that they can be: `古城` as neighbours and as a word.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) key: u32,
    /// See [`Pair::place_of`]; 0 for a key of no term.
    pub(super) place: u32,
}

impl Pair {
    /// The place of the neighbours, above a bit that tells whether the word has the place after it.
    pub(super) fn place_of(neighbours: u32, has_word: bool) -> u32 {
        neighbours << 1 | u32::from(has_word)
    }

    /// The places of the neighbours and of the word, 0 for none.
    #[inline]
    pub(super) fn places(self) -> [u32; 2] {
        let neighbours = self.place >> 1;
        [neighbours, (neighbours + 1) * (self.place & 1)]
    }
}

/// A table that is made once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Pairs {
    pilots: Vec<u16>,
    slots: Vec<Pair>,
}

/// Keys in a bucket on average; more make pilots rarer and harder to find.
const BUCKET: usize = 4;
/// Share of the slots that is taken, as a fraction; a fuller table takes longer to make.
const LOAD: (usize, usize) = (3, 4);
/// Fibonacci hashing: 2⁶⁴ / φ, odd (Knuth, *The Art of Computer Programming* 3, 6.4).
const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;

impl Pairs {
    /// Makes the table of pairs with distinct keys, none of them 0.
    pub(super) fn new(pairs: &[Pair]) -> Self {
        let buckets = Self::buckets(pairs);
        let mut size = pairs.len() * LOAD.1 / LOAD.0 + 1;
        loop {
            let mut table = Self { pilots: vec![0; buckets.len()], slots: vec![Pair::default(); size] };
            if table.fill(&buckets) {
                return table;
            }
            size += size / 4 + 1;
        }
    }

    /// The pairs by bucket.
    fn buckets(pairs: &[Pair]) -> Vec<Vec<Pair>> {
        let mut buckets = vec![Vec::new(); pairs.len() / BUCKET + 1];
        for pair in pairs {
            let bucket = bucket(hash(pair.key), buckets.len());
            buckets[bucket].push(*pair);
        }
        buckets
    }

    /// Finds a pilot for every bucket, the fullest first; `false` where one has none.
    fn fill(&mut self, buckets: &[Vec<Pair>]) -> bool {
        let mut order: Vec<usize> = (0..buckets.len()).collect();
        order.sort_by_key(|&bucket| Reverse(buckets[bucket].len()));
        order.into_iter().all(|bucket| self.place(bucket, &buckets[bucket]))
    }

    fn place(&mut self, bucket: usize, pairs: &[Pair]) -> bool {
        let mut places: Vec<usize> = Vec::with_capacity(pairs.len());
        for pilot in 0..=u16::MAX {
            places.clear();
            for pair in pairs {
                let place = slot(hash(pair.key), pilot, self.slots.len());
                if self.slots[place].key != 0 || places.contains(&place) {
                    break;
                }
                places.push(place);
            }
            if places.len() == pairs.len() {
                self.pilots[bucket] = pilot;
                places.iter().zip(pairs).for_each(|(&place, &pair)| self.slots[place] = pair);
                return true;
            }
        }
        false
    }

    /// The pair of a key, or one without terms.
    #[inline]
    pub(super) fn get(&self, key: u32) -> Pair {
        let hash = hash(key);
        let pilot = self.pilots[bucket(hash, self.pilots.len())];
        let pair = self.slots[slot(hash, pilot, self.slots.len())];
        if pair.key == key { pair } else { Pair::default() }
    }
}

#[inline]
fn hash(key: u32) -> u64 {
    u64::from(key).wrapping_mul(MULTIPLIER)
}

#[inline]
fn bucket(hash: u64, buckets: usize) -> usize {
    scale(hash, buckets)
}

#[inline]
fn slot(hash: u64, pilot: u16, slots: usize) -> usize {
    let piloted = hash ^ (hash >> 32) ^ u64::from(pilot).wrapping_mul(MULTIPLIER);
    scale(piloted.wrapping_mul(MULTIPLIER), slots)
}

/// The upper half of a hash as a place in a table of `size`, without a division (Lemire 2019).
#[inline]
fn scale(hash: u64, size: usize) -> usize {
    (((hash >> 32) * size as u64) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(count: u32) -> Vec<Pair> {
        // Rows as bigrams make them: many keys with the same upper half.
        (0..count).map(|i| Pair { key: (i / 90 + 1) << 16 | (i % 90 * 7 + 1), place: i + 1 }).collect()
    }

    #[test]
    fn every_key_finds_its_pair_and_every_other_key_none() {
        for count in [0, 1, 2, 50, 20_000] {
            let table = Pairs::new(&pairs(count));
            assert!(pairs(count).iter().all(|pair| table.get(pair.key) == *pair), "{count}");
            for key in (0..5_000).map(|i| i << 16) {
                assert_eq!(table.get(key), Pair::default());
            }
        }
    }

    #[test]
    fn the_table_stays_nearly_as_small_as_asked() {
        let table = Pairs::new(&pairs(20_000));
        assert!(table.slots.len() <= 20_000 * 3 / 2, "{}", table.slots.len());
    }
}
