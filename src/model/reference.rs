//! What the articles that a model was trained on look like, for a later batch to be held against.

use serde::{Deserialize, Serialize};

/// Mean and standard deviation of a figure over articles.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Spread {
    /// The mean.
    pub mean: f64,
    /// The standard deviation.
    pub deviation: f64,
}

/// What articles like those of the training look like to a model that has not seen them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// Share of an article's words that the model does not know.
    pub unseen: Spread,
    /// The highest probability among an article's topics.
    pub best: Spread,
    /// How often each topic is tagged, a topic each, and last how often none is; the shares sum to 1.
    pub rates: Vec<f64>,
}

impl Spread {
    /// Of some figures; zeros where there are none.
    pub fn of(figures: &[f64]) -> Self {
        let mean = crate::measure::mean(figures.iter().copied());
        let variance = crate::measure::mean(figures.iter().map(|figure| (figure - mean).powi(2)));
        Self { mean, deviation: variance.sqrt() }
    }
}

impl Reference {
    /// Whether it can be that of a model of so many topics.
    pub(super) fn fits(&self, topics: usize) -> bool {
        let spreads = [self.unseen, self.best];
        let is_share = |x: f64| (0.0..=1.0).contains(&x);
        self.rates.len() == topics + 1
            && self.rates.iter().all(|rate| is_share(*rate))
            && spreads.iter().all(|spread| is_share(spread.mean) && is_share(spread.deviation))
    }
}
