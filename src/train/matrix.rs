//! Articles as sparse rows of features, one after the other in memory.

use crate::features::FeatureVector;

/// Articles as rows of features.
pub(super) trait FeatureRows: Sync {
    /// How many articles there are.
    fn len(&self) -> usize;

    /// The features of article `row`; `room` is for those that have to be worked out.
    fn read<'r>(&'r self, row: usize, room: &'r mut FeatureVector) -> &'r [(u32, f32)];

    /// The term of each number that stands in the rows, where these are not the vocabulary's numbers.
    fn order(&self) -> Option<&[u32]> {
        None
    }
}

/// Features of several articles (compressed sparse rows).
#[derive(Debug, Default)]
pub(super) struct Matrix {
    features: Vec<(u32, f32)>,
    ends: Vec<usize>,
}

impl Matrix {
    /// The features of article `row`, in ascending order of term.
    pub(super) fn row(&self, row: usize) -> &[(u32, f32)] {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        &self.features[start..self.ends[row]]
    }

    /// All rows in order.
    pub(super) fn rows(&self) -> impl Iterator<Item = &[(u32, f32)]> {
        (0..self.len()).map(|row| self.row(row))
    }

    /// The rows of other matrices in order, which have so many features together.
    pub(super) fn concat(features: usize, matrices: impl Iterator<Item = Self>) -> Self {
        let mut whole = Self { features: Vec::with_capacity(features), ends: Vec::new() };
        for matrix in matrices {
            let start = whole.features.len();
            whole.features.extend(matrix.features);
            whole.ends.extend(matrix.ends.iter().map(|end| start + end));
        }
        whole
    }

    /// How many articles there are.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }
}

impl FeatureRows for Matrix {
    fn len(&self) -> usize {
        self.len()
    }

    fn read<'r>(&'r self, row: usize, _: &'r mut FeatureVector) -> &'r [(u32, f32)] {
        self.row(row)
    }
}

impl FromIterator<FeatureVector> for Matrix {
    fn from_iter<I: IntoIterator<Item = FeatureVector>>(rows: I) -> Self {
        let mut matrix = Self::default();
        for row in rows {
            matrix.features.extend(row);
            matrix.ends.push(matrix.features.len());
        }
        matrix
    }
}
