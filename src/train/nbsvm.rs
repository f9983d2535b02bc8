//! Naive Bayes refined by a support vector machine (NBSVM).
//!
//! Each feature is scaled by the naive Bayes log-count ratio `r` of its term and a linear SVM is fitted on the
//! scaled features (Wang & Manning 2012, *Baselines and bigrams*; that naive Bayes weights may be refined one
//! against the rest: Rennie, Shih, Teevan & Karger 2003). Its weights `w` are drawn towards plain naive Bayes:
//! `w' = (1 − β) w̄ + β w` with `w̄` the mean absolute weight, so that, on unscaled features, a term weighs
//! `r ∘ w' = (1 − β) w̄ r + β (r ∘ w)`: a sum of the two models, and one weight per term and topic stays.

use rayon::prelude::*;

use super::matrix::Matrix;
use super::svm::{Plane, Svm, TOLERANCE};
use super::weights::Column;
use crate::splitmix::mix;

/// Fits a plane per topic on the features scaled by the topic's naive Bayes ratios.
pub(super) fn planes(features: &Matrix, topics: &[&[usize]], ratios: &[Column], cost: f64, seed: u64) -> Vec<Plane> {
    let plane = |(k, ratios): (usize, &Column)| {
        let is_topic: Vec<bool> = topics.iter().map(|topics| topics.contains(&k)).collect();
        let svm = Svm { cost, tolerance: TOLERANCE, seed: mix(seed ^ k as u64) };
        svm.fit(features, &is_topic, &ratios.weights)
    };
    ratios.par_iter().enumerate().map(plane).collect()
}

/// Draws a plane towards naive Bayes; `interpolation` is β, 1 for the plane alone.
pub(super) fn blend(bayes: &Column, plane: &Plane, interpolation: f64) -> Column {
    let (bayes_share, plane_share) = ((1.0 - interpolation) * plane.magnitude, interpolation);
    let mix =
        |(ratio, weight): (&f32, &f32)| (bayes_share * f64::from(*ratio) + plane_share * f64::from(*weight)) as f32;
    Column {
        weights: bayes.weights.iter().zip(&plane.column.weights).map(mix).collect(),
        bias: bayes_share * bayes.bias + plane_share * plane.column.bias,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bayes() -> Column {
        Column { weights: vec![2.0, -1.0], bias: -0.5 }
    }

    #[test]
    fn a_term_weighs_what_wang_and_manning_say() {
        // w = (3, 1), w̄ = 2, β = 0.25: w' = 0.75 · 2 + 0.25 · w = (2.25, 1.75); r ∘ w' = (4.5, −1.75).
        let plane = Plane { column: Column { weights: vec![6.0, -1.0], bias: 1.0 }, magnitude: 2.0 };
        let blended = blend(&bayes(), &plane, 0.25);
        assert_eq!(blended.weights, [4.5, -1.75]);
        assert!((blended.bias - (0.75 * 2.0 * -0.5 + 0.25)).abs() < 1e-12);
        assert_eq!(blend(&bayes(), &plane, 1.0), plane.column);
    }
}
