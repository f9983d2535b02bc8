//! The algorithms and parameters that `auto` compares.

use crate::model::Algorithm;

/// Plain naive Bayes as `--algorithm nb` fits it.
pub const NB: Algorithm = Algorithm::Nb { smoothing: 0.05 };
/// Naive Bayes with a support vector machine as `--algorithm nbsvm` fits it: good on articles, and on headlines
/// within a point of what `auto` finds.
pub const NBSVM: Algorithm = Algorithm::Nbsvm { smoothing: 0.1, cost: 0.5, interpolation: 0.5 };

/// Smoothings of plain naive Bayes: small for articles, larger for headlines.
const NB_SMOOTHINGS: [f64; 3] = [0.02, 0.1, 0.3];
/// Smoothing of the ratios that scale the features; 0.03 and 0.3 gained nowhere on the corpora of
/// `models/README.md`.
const RATIO_SMOOTHING: f64 = 0.1;
/// Costs: 0.1 was best on headlines, 1 to 3 on articles.
const COSTS: [f64; 3] = [0.1, 0.5, 2.0];
/// Shares of the support vector machine: 0.25 was best on headlines, 0.5 to 0.75 on articles.
const INTERPOLATIONS: [f64; 3] = [0.25, 0.5, 0.75];

/// All of them, those with parts in common next to each other.
pub(super) fn candidates() -> Vec<Algorithm> {
    let bayes = NB_SMOOTHINGS.map(|smoothing| Algorithm::Nb { smoothing });
    let nbsvm = COSTS.into_iter().flat_map(|cost| {
        INTERPOLATIONS.map(|interpolation| Algorithm::Nbsvm { smoothing: RATIO_SMOOTHING, cost, interpolation })
    });
    bayes.into_iter().chain(nbsvm).collect()
}
