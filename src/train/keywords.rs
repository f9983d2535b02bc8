//! Topics that are told by words alone, before there are labels.
//!
//! The keywords of a topic are a text of their own, and naive Bayes takes it for the topic's only article. What the
//! labels then say is added to these weights.

use super::base::STEEPNESS;
use super::matrix::Matrix;
use super::naive_bayes::Sums;
use super::targets::Target;
use super::weights::Weights;
use crate::error::Result;
use crate::model::Decision;

/// Slope and offset of the sigmoid that turns a topic's lead over the mean of all topics, in log-count ratios, into a
/// probability. Fitted on `labels/articles.csv` with about eleven keywords a topic, as one would write them down
/// without reading it. How far a topic leads says far more than its own sum, which any topic's keywords draw down: micro
/// F1 there 0.76 and 0.49.
const SLOPE: f64 = 7.1;
const OFFSET: f64 = -3.4;

/// Smoothing of naive Bayes.
const SMOOTHING: f64 = 0.05;

/// What scores of keywords mean: [`weights`] has put slope and offset into them.
pub(super) const ALONE: Decision = Decision { slope: STEEPNESS, offset: 0.0, threshold: 0.3 };

/// The weights that texts of keywords give, one of each topic in `topics`, to those of `width` topics that are wanted.
pub(super) fn weights(
    texts: &Matrix,
    topics: &[usize],
    terms: usize,
    width: usize,
    is_wanted: impl Fn(usize) -> bool,
) -> Result<Weights> {
    let mut sums = Sums::new(terms, width);
    let targets: Vec<Target<'_>> = topics.chunks(1).map(Target::known).collect();
    sums.add(texts, targets.iter());
    let mut weights = Weights::new(terms, &sums.fit(SMOOTHING)?);
    let is_told: Vec<bool> = (0..width).map(|k| topics.contains(&k)).collect();
    let is_new: Vec<bool> = (0..width).map(|k| is_told[k] && is_wanted(k)).collect();
    let scale = (SLOPE / STEEPNESS) as f32;
    for row in weights.weights.chunks_exact_mut(width) {
        let sum: f32 = row.iter().zip(&is_told).filter(|(_, is)| **is).map(|(weight, _)| weight).sum();
        let mean = sum / topics.len() as f32;
        row.iter_mut().zip(&is_new).for_each(|(weight, is)| *weight = if *is { scale * (*weight - mean) } else { 0.0 });
    }
    // How frequent a topic is, keywords do not tell.
    weights.biases = is_new.iter().map(|is| if *is { OFFSET / STEEPNESS } else { 0.0 }).collect();
    Ok(weights)
}
