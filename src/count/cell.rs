//! How many articles a cell of a table holds, whole and in parts.

use std::ops::AddAssign;

/// How an article about several districts counts in each of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Weight {
    /// As one article in each.
    #[default]
    Whole,
    /// As `1/n` article in each of its `n` districts, so that the districts of a topic add up to its articles.
    Fractional,
}

/// The articles of a cell.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cell {
    articles: u64,
    parts: u64,
}

/// Parts of an article: the least common multiple of 1 to 16, so that sums of fractions are exact, and the same in
/// any order, for articles about up to 16 districts; more share it to a millionth.
const PARTS: u64 = 720_720;

impl Cell {
    /// One article, of which this cell has the share of one of `count` districts.
    pub(super) fn shared_by(count: usize) -> Self {
        Self { articles: 1, parts: PARTS / (count as u64).max(1) }
    }

    /// The articles, each counted whole.
    pub fn articles(self) -> u64 {
        self.articles
    }

    /// The articles in this weight.
    pub fn figure(self, weight: Weight) -> f64 {
        match weight {
            Weight::Whole => self.articles as f64,
            Weight::Fractional => self.parts as f64 / PARTS as f64,
        }
    }
}

impl AddAssign for Cell {
    fn add_assign(&mut self, other: Self) {
        self.articles += other.articles;
        self.parts += other.parts;
    }
}
