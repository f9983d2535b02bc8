//! A linear support vector machine with squared hinge loss, by dual coordinate descent.
//!
//! It minimises `½ ‖w‖² + Σ C max(0, 1 − y (w · x̃ + b))²` over rows `x̃ = scale ∘ x` and the bias `b`, which
//! is regularised as one more weight on a constant feature: scikit-learn's `LinearSVC`, LIBLINEAR's `-s 1 -B 1`.
//! Hsieh, Chang, Lin, Keerthi & Sundararajan (2008), *A dual coordinate descent method for large-scale linear
//! SVM*, algorithm 3 (random order, shrinking).

use super::matrix::FeatureRows;
use super::weights::Column;
use crate::features::FeatureVector;
use crate::splitmix::mix;

/// The violation of optimality at which to stop: LIBLINEAR's default for the dual.
pub(super) const TOLERANCE: f64 = 0.1;
/// Passes over the articles at most, so that a fit ends on any articles; what is reached by then is taken.
const PASSES: usize = 300;
/// A projected gradient nearer to zero than this moves nothing.
const STILL: f64 = 1e-12;

/// How to separate a topic's articles from the rest.
#[derive(Debug, Clone, Copy)]
pub(super) struct Svm {
    /// C: what an article on the wrong side of the margin costs.
    pub(super) cost: f64,
    /// The violation of optimality at which to stop.
    pub(super) tolerance: f64,
    /// Fixes the random order.
    pub(super) seed: u64,
}

/// An article as one topic's plane sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Case {
    /// Which side it belongs on.
    pub(super) is_topic: bool,
    /// Share of the cost that it is worth on the wrong side; above 0.
    pub(super) weight: f64,
}

/// A separating plane.
pub(super) struct Plane {
    /// The weight of the unscaled feature of each term, `scale · w`, and the bias.
    pub(super) column: Column,
    /// Mean absolute weight `‖w‖₁ / terms` of the scaled features.
    pub(super) magnitude: f64,
}

/// The state of the descent. The scaled rows are never made: with `u = scale ∘ w`, `w · x̃ = u · x`, and
/// a step `w += d · x̃` is `u += d · scale² ∘ x`.
struct Descent<'a, R> {
    features: &'a R,
    /// For the features of one article.
    room: FeatureVector,
    cases: &'a [Case],
    /// One dual variable an article, never negative.
    alphas: Vec<f64>,
    /// `u` and `scale²` of each term, side by side for the cache.
    terms: Vec<[f32; 2]>,
    bias: f64,
    /// `‖x̃‖² + 1 + 1 / 2C`, the second derivative along each dual variable.
    curvatures: Vec<f64>,
    /// C.
    cost: f64,
}

impl Case {
    fn sign(&self) -> f64 {
        if self.is_topic { 1.0 } else { -1.0 }
    }

    /// `1 / 2C` of this article.
    fn softness(&self, cost: f64) -> f64 {
        0.5 / (cost * self.weight)
    }
}

impl Svm {
    /// Separates a topic's rows from the others; one case a row.
    pub(super) fn fit(&self, features: &impl FeatureRows, cases: &[Case], scale: &[f32]) -> Plane {
        let ordered = features.order().map(|order| order.iter().map(|&term| scale[term as usize]).collect::<Vec<_>>());
        let mut descent = Descent::new(features, cases, ordered.as_deref().unwrap_or(scale), self.cost);
        descent.run(self.tolerance, self.seed);
        let mut weights: Vec<f32> = descent.terms.iter().map(|[u, _]| *u).collect();
        for (&term, [u, _]) in features.order().into_iter().flatten().zip(&descent.terms) {
            weights[term as usize] = *u;
        }
        let absolute = |(u, scale): (&f32, &f32)| if *scale == 0.0 { 0.0 } else { f64::from((u / scale).abs()) };
        let sum: f64 = weights.iter().zip(scale).map(absolute).sum();
        Plane { magnitude: sum / weights.len().max(1) as f64, column: Column { weights, bias: descent.bias } }
    }
}

impl<'a, R: FeatureRows> Descent<'a, R> {
    fn new(features: &'a R, cases: &'a [Case], scale: &[f32], cost: f64) -> Self {
        let mut room = FeatureVector::new();
        let curvature = |(row, case): (usize, &Case)| {
            let features = features.read(row, &mut room).iter();
            let square: f64 = features.map(|(term, x)| f64::from(scale[*term as usize] * x).powi(2)).sum();
            square + 1.0 + case.softness(cost)
        };
        let curvatures = cases.iter().enumerate().map(curvature).collect();
        Self {
            features,
            cases,
            alphas: vec![0.0; features.len()],
            terms: scale.iter().map(|scale| [0.0, scale * scale]).collect(),
            bias: 0.0,
            curvatures,
            room,
            cost,
        }
    }

    /// Passes over the articles until none violates optimality by more than `tolerance`.
    ///
    /// Articles well outside the margin are left out of later passes (shrinking); at the end all are asked again.
    fn run(&mut self, tolerance: f64, seed: u64) {
        let all: Vec<u32> = (0..self.alphas.len() as u32).collect();
        let mut active = all.clone();
        let mut shrinks_above = f64::INFINITY;
        let mut random = seed;
        for _ in 0..PASSES {
            shuffle(&mut active, &mut random);
            let (lowest, highest) = self.pass(&mut active, shrinks_above);
            shrinks_above = if highest > 0.0 { highest } else { f64::INFINITY };
            if highest - lowest > tolerance && !active.is_empty() {
                continue;
            }
            if active.len() == all.len() {
                return;
            }
            active.clone_from(&all);
            shrinks_above = f64::INFINITY;
        }
    }

    /// One step along each active dual variable; the lowest and highest projected gradient met. Drops from
    /// `active` the articles at their bound whose gradient exceeds `shrinks_above`.
    fn pass(&mut self, active: &mut Vec<u32>, shrinks_above: f64) -> (f64, f64) {
        let (mut lowest, mut highest) = (f64::INFINITY, f64::NEG_INFINITY);
        let (articles, mut room) = (self.features, std::mem::take(&mut self.room));
        active.retain(|&row| {
            let row = row as usize;
            let features = articles.read(row, &mut room);
            let gradient = self.gradient(row, features);
            let at_bound = self.alphas[row] == 0.0;
            if at_bound && gradient > shrinks_above {
                return false;
            }
            let projected = if at_bound { gradient.min(0.0) } else { gradient };
            lowest = lowest.min(projected);
            highest = highest.max(projected);
            if projected.abs() > STILL {
                self.step(row, features, gradient);
            }
            true
        });
        self.room = room;
        (lowest, highest)
    }

    /// The derivative of the dual along an article's variable: `y (w · x̃ + b) − 1 + α / 2C`.
    fn gradient(&self, row: usize, features: &[(u32, f32)]) -> f64 {
        let product: f64 = features.iter().map(|(term, x)| f64::from(self.terms[*term as usize][0] * x)).sum();
        let case = &self.cases[row];
        case.sign() * (product + self.bias) - 1.0 + self.alphas[row] * case.softness(self.cost)
    }

    fn step(&mut self, row: usize, features: &[(u32, f32)], gradient: f64) {
        let before = self.alphas[row];
        let after = (before - gradient / self.curvatures[row]).max(0.0);
        self.alphas[row] = after;
        let step = (after - before) * self.cases[row].sign();
        self.bias += step;
        for (term, x) in features {
            let [u, square] = &mut self.terms[*term as usize];
            *u += step as f32 * *square * x;
        }
    }
}

/// Fisher and Yates' shuffle on a counter hashed by [`mix`].
fn shuffle(rows: &mut [u32], random: &mut u64) {
    for i in (1..rows.len()).rev() {
        *random = random.wrapping_add(1);
        rows.swap(i, (mix(*random) % (i as u64 + 1)) as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::super::matrix::Matrix;
    use super::*;

    fn matrix() -> Matrix {
        [
            vec![(0, 0.8), (1, 0.6)],
            vec![(0, 1.0)],
            vec![(1, 0.6), (2, 0.8)],
            vec![(3, 1.0)],
            vec![(2, 0.5), (3, 0.5)],
            vec![(0, 0.6), (3, 0.8)],
        ]
        .into_iter()
        .collect()
    }

    const IS_TOPIC: [bool; 6] = [true, true, false, false, false, true];

    fn cases(is_topic: &[bool]) -> Vec<Case> {
        is_topic.iter().map(|&is_topic| Case { is_topic, weight: 1.0 }).collect()
    }

    const SCALE: [f32; 4] = [2.0, -0.5, -1.5, 0.25];

    /// Expected: scikit-learn 1.x, `LinearSVC(C=cost, loss="squared_hinge", dual=True, tol=1e-12).fit(X * scale, y)`;
    /// its `coef_ * scale`, `intercept_` and `abs(coef_).mean()`.
    #[track_caller]
    fn case(cost: f64, weights: [f64; 4], bias: f64, magnitude: f64) {
        let plane = Svm { cost, tolerance: 1e-7, seed: 1 }.fit(&matrix(), &cases(&IS_TOPIC), &SCALE);
        for (ours, expected) in plane.column.weights.iter().zip(weights) {
            assert!((f64::from(*ours) - expected).abs() < 1e-5, "{:?}", plane.column);
        }
        assert!((plane.column.bias - bias).abs() < 1e-5, "{:?}", plane.column);
        assert!((plane.magnitude - magnitude).abs() < 1e-5, "{}", plane.magnitude);
    }

    #[test]
    fn the_plane_is_liblinears() {
        case(0.1, [0.843_206, -0.003_154, -0.358_264, -0.008_478], -0.139_515, 0.175_167);
        case(1.0, [1.918_513, -0.009_874, -0.540_206, -0.027_226], -0.528_942, 0.362_012);
    }

    #[test]
    fn a_topic_of_all_or_no_articles_and_a_scale_of_zero_are_no_panic() {
        let svm = Svm { cost: 1.0, tolerance: TOLERANCE, seed: 1 };
        for is in [true, false] {
            let plane = svm.fit(&matrix(), &cases(&[is; 6]), &[0.0; 4]);
            assert!(plane.column.bias.is_finite() && plane.magnitude == 0.0);
            assert_eq!(plane.column.bias > 0.0, is);
        }
        assert!(svm.fit(&Matrix::default(), &[], &SCALE).column.weights == [0.0; 4]);
    }

    #[test]
    fn a_loose_tolerance_separates_what_can_be_separated() {
        let plane = Svm { cost: 1.0, tolerance: TOLERANCE, seed: 1 }.fit(&matrix(), &cases(&IS_TOPIC), &SCALE);
        for (row, is) in matrix().rows().zip(IS_TOPIC) {
            let score: f64 = plane.column.bias
                + row.iter().map(|(t, x)| f64::from(plane.column.weights[*t as usize] * x)).sum::<f64>();
            assert_eq!(score > 0.0, is);
        }
    }

    #[test]
    fn an_article_of_weight_two_counts_as_two() {
        let svm = Svm { cost: 1.0, tolerance: 1e-9, seed: 1 };
        let mut weighted = cases(&IS_TOPIC);
        weighted[2].weight = 2.0;
        let rows = |places: &[usize]| places.iter().map(|&row| matrix().row(row).to_vec()).collect::<Matrix>();
        let twice =
            svm.fit(&rows(&[0, 1, 2, 2, 3, 4, 5]), &cases(&[true, true, false, false, false, false, true]), &SCALE);
        let weighted = svm.fit(&matrix(), &weighted, &SCALE);
        for (a, b) in twice.column.weights.iter().zip(&weighted.column.weights) {
            assert!((a - b).abs() < 1e-5, "{:?} {:?}", twice.column, weighted.column);
        }
    }
}
