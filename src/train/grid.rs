//! The algorithms and parameters that are compared.

use crate::model::Algorithm;

/// Plain naive Bayes as `--algorithm nb` fits it.
pub const NB: Algorithm = Algorithm::Nb { smoothing: NB_SMOOTHING };
/// Naive Bayes with a support vector machine as `--algorithm nbsvm` fits it: good on articles, and on headlines
/// within a point of what `auto` finds.
pub const NBSVM: Algorithm =
    Algorithm::Nbsvm { smoothing: RATIO_SMOOTHING, cost: COSTS[1], interpolation: INTERPOLATIONS[1] };

/// Smoothing of plain naive Bayes alone.
const NB_SMOOTHING: f64 = 0.05;
/// Smoothings of plain naive Bayes: small for articles, larger for headlines.
const NB_SMOOTHINGS: [f64; 3] = [0.02, 0.1, 0.3];
/// Smoothing of the ratios that scale the features; 0.03 and 0.3 gained nowhere on the corpora of
/// `models/README.md`.
const RATIO_SMOOTHING: f64 = 0.1;
/// Costs: 0.1 was best on headlines, 1 to 3 on articles.
const COSTS: [f64; 3] = [0.1, 0.5, 2.0];
/// Shares of the support vector machine: 0.25 was best on headlines, 0.5 to 0.75 on articles.
const INTERPOLATIONS: [f64; 3] = [0.25, 0.5, 0.75];

/// Parameters to try, each with each. An empty list stands for the usual ones: one value where an algorithm is named,
/// several for [`Grid::auto`].
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Grid {
    /// Smoothings of naive Bayes, and of the ratios that scale a support vector machine's features.
    pub smoothings: Vec<f64>,
    /// Costs C of the support vector machine.
    pub costs: Vec<f64>,
    /// Shares of the support vector machine's weights.
    pub interpolations: Vec<f64>,
}

impl Grid {
    /// Naive Bayes.
    pub fn nb(&self) -> Vec<Algorithm> {
        self.bayes(&[NB_SMOOTHING])
    }

    /// Naive Bayes with a support vector machine.
    pub fn nbsvm(&self) -> Vec<Algorithm> {
        self.refined(&COSTS[1..2], &INTERPOLATIONS[1..2])
    }

    /// Both, those with parts in common next to each other.
    pub fn auto(&self) -> Vec<Algorithm> {
        [self.bayes(&NB_SMOOTHINGS), self.refined(&COSTS, &INTERPOLATIONS)].concat()
    }

    fn bayes(&self, usual: &[f64]) -> Vec<Algorithm> {
        distinct(or(&self.smoothings, usual).iter().map(|&smoothing| Algorithm::Nb { smoothing }).collect())
    }

    fn refined(&self, costs: &[f64], interpolations: &[f64]) -> Vec<Algorithm> {
        let mut algorithms = Vec::new();
        for &smoothing in or(&self.smoothings, &[RATIO_SMOOTHING]) {
            for &cost in or(&self.costs, costs) {
                let with = |&interpolation: &f64| Algorithm::Nbsvm { smoothing, cost, interpolation };
                algorithms.extend(or(&self.interpolations, interpolations).iter().map(with));
            }
        }
        distinct(algorithms)
    }
}

/// The algorithms of a configuration; the usual ones where it names none.
pub(super) fn or_usual(algorithms: &[Algorithm]) -> Vec<Algorithm> {
    if algorithms.is_empty() { Grid::default().auto() } else { algorithms.to_vec() }
}

fn or<'a>(list: &'a [f64], usual: &'a [f64]) -> &'a [f64] {
    if list.is_empty() { usual } else { list }
}

/// Leaves out what stands further in front too.
fn distinct(algorithms: Vec<Algorithm>) -> Vec<Algorithm> {
    let mut distinct = Vec::new();
    for algorithm in algorithms {
        if !distinct.contains(&algorithm) {
            distinct.push(algorithm);
        }
    }
    distinct
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_lists_the_usual_parameters_are_tried() {
        let grid = Grid::default();
        assert_eq!((grid.nb(), grid.nbsvm()), (vec![NB], vec![NBSVM]));
        assert_eq!(grid.auto().len(), 3 + 9);
        assert!(grid.auto().contains(&NBSVM));
    }

    #[test]
    fn lists_are_tried_each_with_each() {
        let grid = Grid { smoothings: vec![0.2], costs: vec![1.0, 4.0, 1.0], interpolations: vec![] };
        assert_eq!(grid.nb(), [Algorithm::Nb { smoothing: 0.2 }]);
        let with = |cost| Algorithm::Nbsvm { smoothing: 0.2, cost, interpolation: 0.5 };
        assert_eq!(grid.nbsvm(), [with(1.0), with(4.0)]);
        assert_eq!(grid.auto().len(), 1 + 2 * 3);
    }
}
