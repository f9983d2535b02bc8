//! What fitting gives: a weight per term and topic and a bias per topic.

/// The weights of one topic, a term each, and its bias.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    pub(super) weights: Vec<f32>,
    pub(super) bias: f64,
}

/// The columns of all topics, term-major as the model holds them.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Weights {
    pub(super) weights: Vec<f32>,
    pub(super) biases: Vec<f64>,
}

impl Weights {
    /// Lays the columns of `terms` terms side by side.
    pub(super) fn new(terms: usize, columns: &[Column]) -> Self {
        let mut weights = vec![0.0; terms * columns.len()];
        for (k, column) in columns.iter().enumerate() {
            for (row, weight) in weights.chunks_exact_mut(columns.len()).zip(&column.weights) {
                row[k] = *weight;
            }
        }
        Self { weights, biases: columns.iter().map(|column| column.bias).collect() }
    }

    /// The sum with weights over the same terms and topics, each with its factor.
    pub(super) fn mixed(mut self, share: f64, other: &Self, other_share: f64) -> Self {
        for (weight, other) in self.weights.iter_mut().zip(&other.weights) {
            *weight = share as f32 * *weight + other_share as f32 * other;
        }
        for (bias, other) in self.biases.iter_mut().zip(&other.biases) {
            *bias = share * *bias + other_share * other;
        }
        self
    }
}
