//! Multinomial naive Bayes, each topic against the rest, fitted by linfa-bayes.

use linfa::ParamGuard;
use linfa::dataset::DatasetBase;
use linfa::traits::Fit;
use linfa_bayes::{MultinomialNb, MultinomialNbParams};
use ndarray::{Array1, Array2, Axis};
use rayon::prelude::*;
use serde::Deserialize;
use std::collections::HashMap;

use super::matrix::Matrix;
use super::targets::Target;
use super::weights::Column;
use crate::error::{Error, Result};

/// Class numbers in linfa's dataset: the articles of the topic, and all others.
const REST: usize = 0;
const TOPIC: usize = 1;

/// Summed features: a dense row over all articles and one for each topic's articles.
pub(super) struct Sums {
    all: Vec<f64>,
    by_topic: Vec<Vec<f64>>,
    articles: f64,
    articles_by_topic: Vec<f64>,
}

impl Sums {
    /// The sums of no articles over `terms` terms and `width` topics.
    pub(super) fn new(terms: usize, width: usize) -> Self {
        Self {
            all: vec![0.0; terms],
            by_topic: vec![vec![0.0; terms]; width],
            articles: 0.0,
            articles_by_topic: vec![0.0; width],
        }
    }

    /// Adds articles, each with its target.
    pub(super) fn add<'a>(&mut self, features: &Matrix, targets: impl Iterator<Item = &'a Target<'a>>) {
        for (row, target) in features.rows().zip(targets) {
            self.articles += target.weight();
            add(&mut self.all, row, target.weight());
            for &k in target.topics() {
                self.articles_by_topic[k] += target.weight();
                add(&mut self.by_topic[k], row, target.weight());
            }
        }
    }

    /// Fits every topic against the rest: log-count ratios and log prior odds.
    ///
    /// # Errors
    ///
    /// linfa-bayes refuses the smoothing.
    pub(super) fn fit(&self, smoothing: f64) -> Result<Vec<Column>> {
        let column = |k| Ok(Column { weights: self.log_ratios(k, smoothing)?, bias: self.log_prior_odds(k) });
        (0..self.by_topic.len()).into_par_iter().map(column).collect()
    }

    /// The aggregated rows of one topic: the rest first, then the topic.
    fn rows(&self, k: usize) -> Array2<f64> {
        let topic = Array1::from(self.by_topic[k].clone());
        // Sums in another order may differ in the last bit: a rest below zero is zero.
        let rest = (Array1::from(self.all.clone()) - &topic).mapv(|x| x.max(0.0));
        let mut rows = Array2::zeros((2, self.all.len()));
        rows.index_axis_mut(Axis(0), REST).assign(&rest);
        rows.index_axis_mut(Axis(0), TOPIC).assign(&topic);
        rows
    }

    /// ln P(term | topic) − ln P(term | rest), a term each.
    fn log_ratios(&self, k: usize, smoothing: f64) -> Result<Vec<f32>> {
        let model = fit_linfa(self.rows(k), smoothing)?;
        let [rest, topic] = log_probabilities(&model)?;
        Ok(topic.iter().zip(&rest).map(|(topic, rest)| (topic - rest) as f32).collect())
    }

    /// ln of the odds that an article carries the topic. linfa counts rows, and we give it one row a
    /// class, so its priors are uniform and the true ones are added here; one article is added to either
    /// side so that a topic of every article stays finite.
    fn log_prior_odds(&self, k: usize) -> f64 {
        let (topic, all) = (self.articles_by_topic[k], self.articles);
        (topic + 1.0).ln() - (all - topic + 1.0).ln()
    }
}

fn add(sum: &mut [f64], features: &[(u32, f32)], weight: f64) {
    for (term, value) in features {
        sum[*term as usize] += weight * f64::from(*value);
    }
}

fn fit_linfa(rows: Array2<f64>, smoothing: f64) -> Result<MultinomialNb<f64, usize>> {
    let params = MultinomialNbParams::new().alpha(smoothing);
    let dataset = DatasetBase::new(rows, Array1::from(vec![REST, TOPIC]));
    params.check_ref().and_then(|params| params.fit(&dataset)).map_err(|error| failed(&error.to_string()))
}

fn failed(message: &str) -> Error {
    Error::Labels { name: "naive Bayes".to_string(), message: message.to_string() }
}

/// linfa's model; its fields are private, serde is the way in. `postcard` writes no names, so all fields stand here
/// in linfa's order; it is ten times as fast as JSON, in which a large corpus spent more time than on cutting words.
#[derive(Deserialize)]
struct Mirror {
    class_info: HashMap<usize, MirrorClass>,
}

#[derive(Deserialize)]
struct MirrorClass {
    _class_count: usize,
    _prior: f64,
    _feature_count: Array1<f64>,
    feature_log_prob: Array1<f64>,
}

/// ln P(term | class) of the rest and of the topic.
fn log_probabilities(model: &MultinomialNb<f64, usize>) -> Result<[Array1<f64>; 2]> {
    let bytes = postcard::to_allocvec(model).map_err(|error| failed(&error.to_string()))?;
    let mut mirror: Mirror = postcard::from_bytes(&bytes).map_err(|error| failed(&error.to_string()))?;
    let mut class = |label: usize| {
        let info = mirror.class_info.remove(&label);
        info.map(|info| info.feature_log_prob).ok_or_else(|| failed("linfa-bayes fitted no such class"))
    };
    Ok([class(REST)?, class(TOPIC)?])
}

#[cfg(test)]
mod tests {
    use linfa::traits::Predict;
    use ndarray::array;

    use super::*;
    use crate::classify::score;

    const SMOOTHING: f64 = 0.05;

    /// Four terms, one topic on the first two of five articles.
    fn articles() -> Matrix {
        let rows = [
            vec![(0, 0.8), (1, 0.6)],
            vec![(0, 1.0)],
            vec![(1, 0.6), (2, 0.8)],
            vec![(3, 1.0)],
            vec![(2, 0.5), (3, 0.5)],
        ];
        rows.into_iter().collect()
    }

    fn sums() -> Sums {
        let mut sums = Sums::new(4, 1);
        let topics: [&[usize]; 5] = [&[0], &[0], &[], &[], &[]];
        sums.add(&articles(), topics.map(Target::known).iter());
        sums
    }

    /// linfa's joint log-likelihood of a dense row, topic minus rest.
    ///
    /// 0.7.1 keeps `joint_log_likelihood` private, but `predict` takes the larger of the two: the log odds
    /// of the priors at which it changes its mind, found by bisection, is the difference it computes.
    fn joint_log_likelihood_ratio(sums: &Sums, row: &Array2<f64>) -> f64 {
        let fitted = serde_json::to_value(fit_linfa(sums.rows(0), SMOOTHING).unwrap()).unwrap();
        let (mut low, mut high) = (-40.0f64, 40.0f64);
        while high - low > 1e-9 {
            let middle = f64::midpoint(low, high);
            let mut weighed = fitted.clone();
            let topic = 1.0 / (1.0 + middle.exp());
            weighed["class_info"][TOPIC.to_string()]["prior"] = topic.into();
            weighed["class_info"][REST.to_string()]["prior"] = (1.0 - topic).into();
            let model: MultinomialNb<f64, usize> = serde_json::from_value(weighed).unwrap();
            if model.predict(row) == array![TOPIC] { low = middle } else { high = middle }
        }
        low
    }

    #[test]
    fn our_sparse_scores_are_linfas_joint_log_likelihoods() {
        let sums = sums();
        let column = &sums.fit(SMOOTHING).unwrap()[0];
        for features in articles().rows() {
            let mut row = Array2::zeros((1, 4));
            for (term, value) in features {
                row[[0, *term as usize]] = f64::from(*value);
            }
            let expected = joint_log_likelihood_ratio(&sums, &row);
            let ours = score(features, &column.weights, &[0.0])[0];
            assert!((ours - expected).abs() < 1e-6, "{ours} {expected}");
        }
    }

    #[test]
    fn the_bias_is_the_log_odds_of_the_topic() {
        // Two articles of five, one added to either side: ln(3 / 4).
        assert!((sums().fit(SMOOTHING).unwrap()[0].bias - 0.75f64.ln()).abs() < 1e-12);
    }

    #[test]
    fn a_smoothing_below_zero_is_refused() {
        assert!(sums().fit(-1.0).is_err());
    }
}
