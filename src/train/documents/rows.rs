//! Articles as counted terms in few bytes.

use rayon::prelude::*;

/// Rows of ascending terms with their counts, one after the other in memory. A term takes two or three bytes instead of
/// eight: of each only the distance from the one before it is kept, shifted by one bit that tells whether a count other
/// than 1 follows, and both as numbers of seven bits a byte (LEB128).
#[derive(Debug, Default)]
pub(super) struct Rows {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    entries: usize,
}

impl Rows {
    /// Adds a row; its terms must ascend.
    pub(super) fn push(&mut self, row: &[(u32, u32)]) {
        let mut before = 0;
        for &(term, count) in row {
            let is_repeated = u64::from(count != 1);
            write(&mut self.bytes, u64::from(term - before) << 1 | is_repeated);
            if count != 1 {
                write(&mut self.bytes, u64::from(count));
            }
            before = term;
        }
        self.ends.push(self.bytes.len());
        self.entries += row.len();
    }

    /// Gives back what growing has taken in advance.
    pub(super) fn shrink(&mut self) {
        self.bytes.shrink_to_fit();
    }

    /// The terms of a row with their counts.
    pub(super) fn row(&self, row: usize) -> impl Iterator<Item = (u32, u32)> {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        let mut bytes = &self.bytes[start..self.ends[row]];
        let mut term = 0;
        std::iter::from_fn(move || {
            let step = read(&mut bytes)?;
            term += (step >> 1) as u32;
            let count = if step & 1 == 0 { 1 } else { read(&mut bytes)? as u32 };
            Some((term, count))
        })
    }

    /// How many terms all rows have together.
    pub(super) fn entries(&self) -> usize {
        self.entries
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }
}

/// Rows in several runs, all of one length but the last.
#[derive(Debug)]
pub(super) struct Runs {
    runs: Vec<Rows>,
    length: usize,
}

impl Runs {
    /// Takes runs of so many rows.
    pub(super) fn new(runs: Vec<Rows>, length: usize) -> Self {
        Self { runs, length }
    }

    /// The terms of a row with their counts.
    pub(super) fn row(&self, row: usize) -> impl Iterator<Item = (u32, u32)> {
        self.runs[row / self.length].row(row % self.length)
    }

    /// How many terms all rows have together.
    pub(super) fn entries(&self) -> usize {
        self.runs.iter().map(Rows::entries).sum()
    }

    /// The rows as `change` leaves them, run by run.
    pub(super) fn map(&self, change: impl Fn(&Rows) -> Rows + Send + Sync) -> Self {
        Self { runs: self.runs.par_iter().map(change).collect(), length: self.length }
    }
}

/// The bit of a byte that says that another one follows.
const MORE: u8 = 0x80;

fn write(bytes: &mut Vec<u8>, mut number: u64) {
    while number >= u64::from(MORE) {
        bytes.push(number as u8 | MORE);
        number >>= 7;
    }
    bytes.push(number as u8);
}

#[inline]
fn read(bytes: &mut &[u8]) -> Option<u64> {
    let (mut number, mut shift) = (0, 0);
    loop {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u64::from(byte & !MORE) << shift;
        if byte & MORE == 0 {
            return Some(number);
        }
        shift += 7;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_read_back_as_they_were_added() {
        let written: [&[(u32, u32)]; 4] =
            [&[(0, 1), (1, 2), (130, 1), (70_000, 300)], &[], &[(u32::MAX, u32::MAX)], &[(7, 1), (8, 1)]];
        let mut rows = Rows::default();
        for row in written {
            rows.push(row);
        }
        rows.shrink();
        assert_eq!((rows.len(), rows.entries()), (4, 7));
        for (row, expected) in written.iter().enumerate() {
            assert_eq!(rows.row(row).collect::<Vec<_>>(), *expected);
        }
    }
}
