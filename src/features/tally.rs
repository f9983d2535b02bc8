//! How often each term stands in one text.

/// A count for each number, and the numbers counted in the order in which they came first: a text's few terms among all
/// are gone through without a search, and without a branch that depends on the text.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    counts: Vec<u32>,
    /// Holds the numbers up to `distinct`; what stands behind is of no meaning.
    seen: Vec<u32>,
    distinct: usize,
}

impl Tally {
    /// Makes room for the numbers below `numbers`.
    pub(super) fn reserve(&mut self, numbers: usize) {
        if self.counts.len() < numbers {
            self.counts.resize(numbers, 0);
            // One place more, for the last number is written before it is known to be new.
            self.seen.resize(numbers + 1, 0);
        }
    }

    /// Counts a number that there is room for `times` more times, at least once.
    #[inline]
    pub(super) fn add(&mut self, number: u32, times: u32) {
        let count = &mut self.counts[number as usize];
        self.seen[self.distinct] = number;
        self.distinct += usize::from(*count == 0);
        *count += times;
    }

    /// Moves every counted number with its count into `counts`, the first one counted first.
    pub(super) fn drain_into(&mut self, counts: &mut Vec<(u32, u32)>) {
        counts.clear();
        for &number in &self.seen[..self.distinct] {
            counts.push((number, std::mem::take(&mut self.counts[number as usize])));
        }
        self.distinct = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_out_as_they_came_and_the_tally_is_empty_again() {
        let (mut tally, mut counts) = (Tally::default(), Vec::new());
        tally.reserve(5);
        for _ in 0..2 {
            for (number, times) in [(4, 1), (0, 2), (4, 1), (3, 1), (0, 1)] {
                tally.add(number, times);
            }
            tally.drain_into(&mut counts);
            assert_eq!(counts, [(4, 2), (0, 3), (3, 1)]);
        }
        (0..5).for_each(|number| tally.add(number, 1));
        tally.drain_into(&mut counts);
        assert_eq!(counts.len(), 5);
    }
}
