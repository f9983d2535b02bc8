//! Counts how often each number occurs, and hands the counts out in order without sorting.

/// Numbers that one word of bits marks.
const BITS: usize = u64::BITS as usize;

/// A count for each number so far, and two levels of bits over the counts: a bit of `used` marks a count that is not
/// zero, a bit of `summary` a word of `used` that is not. Going through the bits finds a text's few terms among all.
#[derive(Debug, Default)]
pub(crate) struct Counter {
    counts: Vec<u32>,
    used: Vec<u64>,
    summary: Vec<u64>,
}

impl Counter {
    /// Counts a number `times` more times, at least once.
    #[inline]
    pub(crate) fn add(&mut self, number: u32, times: u32) {
        let number = number as usize;
        if number >= self.counts.len() {
            self.grow(number);
        }
        self.counts[number] += times;
        self.used[number / BITS] |= 1 << (number % BITS);
        self.summary[number / BITS / BITS] |= 1 << (number / BITS % BITS);
    }

    /// Room for `number` and as many again, so that growing is rare.
    #[cold]
    fn grow(&mut self, number: usize) {
        let words = (number + 1).div_ceil(BITS * BITS).next_power_of_two();
        self.summary.resize(words, 0);
        self.used.resize(words * BITS, 0);
        self.counts.resize(words * BITS * BITS, 0);
    }

    /// Every counted number with its count, lowest number first; forgets them.
    pub(crate) fn drain(&mut self) -> Vec<(u32, u32)> {
        let mut counts = Vec::with_capacity(self.distinct());
        for (i, summary) in self.summary.iter_mut().enumerate() {
            for j in ones(std::mem::take(summary)) {
                let word = i * BITS + j;
                for k in ones(std::mem::take(&mut self.used[word])) {
                    let number = word * BITS + k;
                    counts.push((number as u32, std::mem::take(&mut self.counts[number])));
                }
            }
        }
        counts
    }

    /// How many numbers are counted.
    fn distinct(&self) -> usize {
        let summaries = self.summary.iter().enumerate();
        let words = summaries.flat_map(|(i, summary)| ones(*summary).map(move |j| i * BITS + j));
        words.map(|word| self.used[word].count_ones() as usize).sum()
    }
}

/// The places of the ones of a word, lowest first.
#[inline]
fn ones(mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        (word != 0).then(|| {
            let one = word.trailing_zeros() as usize;
            word &= word - 1;
            one
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_out_in_order_and_the_counter_is_empty_again() {
        let mut counter = Counter::default();
        for numbers in [&[70_000, 3, 64, 3, 4096, 0, 63][..], &[3, 1 << 20], &[]] {
            for &number in numbers {
                counter.add(number, 2);
            }
            let mut expected: Vec<(u32, u32)> = Vec::new();
            let mut sorted = numbers.to_vec();
            sorted.sort_unstable();
            for same in sorted.chunk_by(|a, b| a == b) {
                expected.push((same[0], 2 * same.len() as u32));
            }
            assert_eq!(counter.drain(), expected);
        }
    }
}
