//! Features in few bytes, worked out each time that they are asked for.

use rayon::prelude::*;

use super::super::matrix::FeatureRows;
use super::rows::Runs;
use super::{Vectorizer, ranked};
use crate::features::{FeatureVector, frequency};

/// Term frequencies with a logarithm in the table; higher ones are rare.
const TABLE: usize = 64;

/// The features of some articles as counted terms, in a quarter of the memory of a matrix. In a row the most frequent
/// terms come first.
pub(in crate::train) struct Packed {
    runs: Runs,
    /// The articles, by their places in the runs.
    rows: Vec<usize>,
    /// What each article's features are divided by.
    lengths: Vec<f64>,
    /// The term of each number, and its idf.
    order: Vec<u32>,
    idf: Vec<f32>,
    /// By term frequency, `1 + ln tf`.
    frequencies: [f32; TABLE],
}

impl Packed {
    /// The features of articles in this order.
    pub(in crate::train) fn new(vectorizer: &Vectorizer<'_>, rows: &[usize]) -> Self {
        let order = vectorizer.by_frequency();
        let mut numbers = vec![None; vectorizer.places.len()];
        for (number, &term) in (0..).zip(&order) {
            numbers[vectorizer.kept[term as usize]] = Some(number);
        }
        let packed = Self {
            runs: vectorizer.documents.runs.map(|rows| ranked(rows, &numbers)),
            rows: rows.to_vec(),
            lengths: Vec::new(),
            idf: order.iter().map(|&term| vectorizer.idf[term as usize]).collect(),
            order,
            frequencies: std::array::from_fn(|tf| frequency(tf as u32)),
        };
        let length = |room: &mut FeatureVector, row: &usize| {
            packed.weigh(*row, room);
            room.iter().map(|(_, x)| f64::from(*x).powi(2)).sum::<f64>().sqrt()
        };
        Self { lengths: packed.rows.par_iter().map_init(FeatureVector::new, length).collect(), ..packed }
    }

    /// Works out the terms of an article, weighed but not scaled.
    fn weigh(&self, row: usize, into: &mut FeatureVector) {
        into.clear();
        into.extend(self.runs.row(row).map(|(term, tf)| {
            let frequency = self.frequencies.get(tf as usize).copied().unwrap_or_else(|| frequency(tf));
            (term, frequency * self.idf[term as usize])
        }));
    }
}

impl FeatureRows for Packed {
    fn len(&self) -> usize {
        self.rows.len()
    }

    fn read<'r>(&'r self, row: usize, room: &'r mut FeatureVector) -> &'r [(u32, f32)] {
        self.weigh(self.rows[row], room);
        let length = self.lengths[row];
        for (_, x) in &mut *room {
            *x = (f64::from(*x) / length) as f32;
        }
        room
    }

    fn order(&self) -> Option<&[u32]> {
        Some(&self.order)
    }
}
