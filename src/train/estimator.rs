//! The learning algorithms alone, by linfa's conventions.

use linfa::ParamGuard;
use linfa::dataset::{DatasetBase, Records};
use linfa::traits::{Fit, PredictInplace};
use ndarray::{Array1, Array2};

use super::TrainerConfig;
use super::articles::Articles;
use super::fit::Fitter;
use super::grid::NBSVM;
use super::matrix::Matrix;
use super::naive_bayes::Sums;
use super::targets::Target;
use super::weights::Weights;
use crate::classify::score;
use crate::error::{Error, Result};
use crate::features::FeatureVector;
use crate::model::Algorithm;

/// Sparse rows of features with a common number of terms: linfa's `Records` for text.
#[derive(Debug)]
pub struct SparseRecords {
    rows: Matrix,
    terms: usize,
}

impl SparseRecords {
    /// Takes rows over `terms` terms.
    ///
    /// # Errors
    ///
    /// A row names a term twice, out of order or beyond `terms`, or holds a value that is negative or not finite.
    pub fn new(terms: usize, rows: impl IntoIterator<Item = FeatureVector>) -> Result<Self> {
        let rows: Matrix = rows.into_iter().collect();
        for (number, row) in rows.rows().enumerate() {
            let is_sorted = row.is_sorted_by(|a, b| a.0 < b.0) && row.last().is_none_or(|(t, _)| (*t as usize) < terms);
            if !is_sorted || row.iter().any(|(_, value)| !value.is_finite() || *value < 0.0) {
                let message = format!(
                    "record {number}: terms must ascend and stay below {terms}, values must be finite and not negative"
                );
                return Err(unusable(&message));
            }
        }
        Ok(Self { rows, terms })
    }
}

impl Records for SparseRecords {
    type Elem = f32;

    fn nsamples(&self) -> usize {
        self.rows.len()
    }

    fn nfeatures(&self) -> usize {
        self.terms
    }
}

/// How to fit [`LinearTopics`], not yet checked. `fit` checks and fits; so does `check` and then `fit`.
///
/// This is the inside of [`Trainer`](super::Trainer), for those who have features of their own; vocabulary,
/// calibration and thresholds are the trainer's. It stands on linfa 0.7 and ndarray 0.15.
///
/// ```
/// use bianmu::train::{LinearTopics, SparseRecords};
/// use linfa::prelude::*;
/// use ndarray::{Array2, array};
///
/// let rows = [vec![(0, 1.0)], vec![(0, 0.6), (1, 0.8)], vec![(1, 1.0)], vec![(2, 1.0)]];
/// let topics = array![[true, false], [true, true], [false, true], [false, false]];
/// let dataset = DatasetBase::new(SparseRecords::new(3, rows)?, topics);
/// let model = LinearTopics::params().fit(&dataset)?;
///
/// let unseen = SparseRecords::new(3, [vec![(0, 0.96), (2, 0.28)]])?;
/// let mut tagged: Array2<bool> = model.default_target(&unseen);
/// model.predict_inplace(&unseen, &mut tagged);
/// assert_eq!(tagged, array![[true, false]]);
/// # Ok::<(), bianmu::error::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LinearTopicsParams(LinearTopicsValidParams);

/// Checked parameters of [`LinearTopics`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LinearTopicsValidParams {
    algorithm: Algorithm,
    seed: u64,
}

impl LinearTopicsParams {
    /// Fits by another algorithm than [`NBSVM`], or with other parameters.
    #[must_use]
    pub fn algorithm(self, algorithm: Algorithm) -> Self {
        Self(LinearTopicsValidParams { algorithm, ..self.0 })
    }

    /// Fixes the order in which the support vector machine visits the records.
    #[must_use]
    pub fn seed(self, seed: u64) -> Self {
        Self(LinearTopicsValidParams { seed, ..self.0 })
    }
}

impl ParamGuard for LinearTopicsParams {
    type Checked = LinearTopicsValidParams;
    type Error = Error;

    fn check_ref(&self) -> Result<&Self::Checked> {
        let is_positive = |x: f64| x.is_finite() && x > 0.0;
        let is_usable = match self.0.algorithm {
            Algorithm::Nb { smoothing } => is_positive(smoothing),
            Algorithm::Nbsvm { smoothing, cost, interpolation } => {
                is_positive(smoothing) && is_positive(cost) && (0.0..=1.0).contains(&interpolation)
            }
        };
        if is_usable {
            return Ok(&self.0);
        }
        let message = format!("{}: smoothing and C must be above 0, interpolation within 0 to 1", self.0.algorithm);
        Err(unusable(&message))
    }

    fn check(self) -> Result<Self::Checked> {
        self.check_ref().copied()
    }
}

/// Any number of topics a record.
impl Fit<SparseRecords, Array2<bool>, Error> for LinearTopicsValidParams {
    type Object = LinearTopics;

    fn fit(&self, dataset: &DatasetBase<SparseRecords, Array2<bool>>) -> Result<LinearTopics> {
        let places = |row: ndarray::ArrayView1<'_, bool>| (0..row.len()).filter(|&k| row[k]).collect();
        let topics: Vec<Vec<usize>> = dataset.targets.outer_iter().map(places).collect();
        self.fit_topics(&dataset.records, &topics, dataset.targets.ncols())
    }
}

/// Exactly one topic a record, numbered from 0.
impl Fit<SparseRecords, Array1<usize>, Error> for LinearTopicsValidParams {
    type Object = LinearTopics;

    fn fit(&self, dataset: &DatasetBase<SparseRecords, Array1<usize>>) -> Result<LinearTopics> {
        let topics: Vec<Vec<usize>> = dataset.targets.iter().map(|k| vec![*k]).collect();
        self.fit_topics(&dataset.records, &topics, dataset.targets.iter().max().map_or(0, |k| k + 1))
    }
}

impl LinearTopicsValidParams {
    fn fit_topics(&self, records: &SparseRecords, topics: &[Vec<usize>], width: usize) -> Result<LinearTopics> {
        if records.nsamples() != topics.len() {
            return Err(linfa::Error::MismatchedShapes(records.nsamples(), topics.len()).into());
        }
        if topics.is_empty() || width == 0 {
            return Err(linfa::Error::NotEnoughSamples.into());
        }
        let mut sums = Sums::new(records.terms, width);
        let targets: Vec<Target<'_>> = topics.iter().map(|topics| Target::known(topics)).collect();
        sums.add(&records.rows, targets.iter());
        let mut fitter = Fitter::new(sums, targets, records.terms, self.seed, || Articles::Lent(&records.rows));
        Ok(LinearTopics { weights: fitter.fit(self.algorithm)?, terms: records.terms })
    }
}

/// One linear score a topic: a bias and a weight per term.
#[derive(Debug, Clone, PartialEq)]
pub struct LinearTopics {
    weights: Weights,
    terms: usize,
}

impl LinearTopics {
    /// Parameters to begin with: [`NBSVM`] and the seed of [`TrainerConfig::DEFAULT`].
    pub fn params() -> LinearTopicsParams {
        LinearTopicsParams(LinearTopicsValidParams { algorithm: NBSVM, seed: TrainerConfig::DEFAULT.seed })
    }

    /// The score of every record and topic.
    ///
    /// # Panics
    ///
    /// The records have another number of terms than those that the model was fitted on.
    pub fn scores(&self, records: &SparseRecords) -> Array2<f64> {
        assert_eq!(records.terms, self.terms, "records must have the terms that the model was fitted on");
        let width = self.weights.biases.len();
        let mut scores = Array2::zeros((records.nsamples(), width));
        for (row, mut scores) in records.rows.rows().zip(scores.outer_iter_mut()) {
            scores.assign(&Array1::from(score(row, &self.weights.weights, &self.weights.biases)));
        }
        scores
    }
}

/// Every topic with a score above 0.
impl PredictInplace<SparseRecords, Array2<bool>> for LinearTopics {
    fn predict_inplace<'a>(&'a self, records: &'a SparseRecords, targets: &mut Array2<bool>) {
        targets.assign(&self.scores(records).mapv(|score| score > 0.0));
    }

    fn default_target(&self, records: &SparseRecords) -> Array2<bool> {
        Array2::from_elem((records.nsamples(), self.weights.biases.len()), false)
    }
}

/// The topic with the highest score, the first of equals.
impl PredictInplace<SparseRecords, Array1<usize>> for LinearTopics {
    fn predict_inplace<'a>(&'a self, records: &'a SparseRecords, targets: &mut Array1<usize>) {
        for (target, scores) in targets.iter_mut().zip(self.scores(records).outer_iter()) {
            *target = (1..scores.len()).fold(0, |best, k| if scores[k] > scores[best] { k } else { best });
        }
    }

    fn default_target(&self, records: &SparseRecords) -> Array1<usize> {
        Array1::zeros(records.nsamples())
    }
}

impl From<linfa::Error> for Error {
    fn from(error: linfa::Error) -> Self {
        unusable(&error.to_string())
    }
}

fn unusable(message: &str) -> Error {
    Error::Labels { name: "linear topics".to_string(), message: message.to_string() }
}

#[cfg(test)]
mod tests {
    use linfa::traits::Predict;
    use ndarray::array;

    use super::*;
    use crate::train::NB;

    fn records() -> SparseRecords {
        SparseRecords::new(3, [vec![(0, 1.0)], vec![(1, 1.0)], vec![(2, 1.0)], vec![(1, 0.6), (2, 0.8)]]).unwrap()
    }

    #[test]
    fn a_model_of_one_topic_a_record_finds_its_own_records_again() {
        let dataset = DatasetBase::new(records(), array![0, 1, 2, 2]);
        for algorithm in [NB, NBSVM] {
            let model = LinearTopics::params().algorithm(algorithm).fit(&dataset).unwrap();
            let found: Array1<usize> = model.predict(&dataset);
            assert_eq!(found, array![0, 1, 2, 2]);
        }
    }

    #[test]
    fn parameters_that_fit_nothing_are_refused_with_their_range() {
        for (smoothing, cost, interpolation) in [(0.0, 1.0, 0.5), (0.1, f64::NAN, 0.5), (0.1, 1.0, 1.5)] {
            let params = LinearTopics::params().algorithm(Algorithm::Nbsvm { smoothing, cost, interpolation });
            assert!(params.check().unwrap_err().to_string().contains("must be above 0"));
        }
    }

    #[test]
    fn records_and_targets_must_match_and_terms_stay_in_range() {
        let short = DatasetBase::new(records(), array![0, 1]);
        assert!(LinearTopics::params().fit(&short).is_err());
        let none = DatasetBase::new(SparseRecords::new(3, []).unwrap(), Array2::from_elem((0, 2), true));
        assert!(LinearTopics::params().fit(&none).is_err());
        for row in [vec![(3, 1.0)], vec![(1, 1.0), (0, 1.0)], vec![(0, f32::NAN)], vec![(0, -1.0)]] {
            assert!(SparseRecords::new(3, [row]).is_err());
        }
    }
}
