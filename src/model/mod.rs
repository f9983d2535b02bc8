//! A trained model: vocabulary, idf, one weight per term and topic, thresholds and calibration.

mod file;
mod precision;
mod reference;

pub use file::MAX_FILE;
pub(crate) use file::hex;
pub use precision::{LEVELS, NEVER, PrecisionTable, precision_of};
pub use reference::{Reference, Spread};

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::features::Vocabulary;
use crate::topic::{Taxonomy, Topic};

/// Whether an article carries exactly one topic or any number of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Task {
    /// Exactly one topic an article.
    Exclusive,
    /// None, one or several topics an article.
    Multilabel,
}

/// How the weights were fitted, each topic against the rest.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum Algorithm {
    /// Multinomial naive Bayes.
    Nb {
        /// Added to every summed feature (Lidstone smoothing). On normalised tf-idf 1.0 ruins long articles.
        smoothing: f64,
    },
    /// Naive Bayes refined by a support vector machine (Wang & Manning 2012).
    Nbsvm {
        /// Smoothing of the naive Bayes log-count ratios that scale the features.
        smoothing: f64,
        /// C: what an article on the wrong side of the margin costs.
        cost: f64,
        /// Share of the support vector machine's weights; 0 would be plain naive Bayes.
        interpolation: f64,
    },
}

impl fmt::Display for Algorithm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nb { smoothing } => write!(f, "nb smoothing {smoothing}"),
            Self::Nbsvm { smoothing, cost, interpolation } => {
                write!(f, "nbsvm smoothing {smoothing} C {cost} interpolation {interpolation}")
            }
        }
    }
}

/// What turns a topic's score into a probability and a decision.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Slope of the sigmoid (Platt 1999): probability = 1 / (1 + exp(−(slope · score + offset))).
    pub slope: f64,
    /// Offset of the sigmoid.
    pub offset: f64,
    /// Probability from which an article is tagged.
    pub threshold: f64,
}

impl Decision {
    /// The calibrated probability of a score.
    pub fn probability(&self, score: f64) -> f64 {
        1.0 / (1.0 + (-self.scaled(score)).exp())
    }

    /// The log odds of a score, which rise with the probability.
    pub(crate) fn scaled(&self, score: f64) -> f64 {
        self.slope * score + self.offset
    }
}

/// An algorithm with its cross-validated figures.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// The algorithm and its parameters.
    pub algorithm: Algorithm,
    /// Share of the score that the labels have, beside a base or keywords; 1 where there are none.
    #[serde(default = "whole", skip_serializing_if = "is_whole")]
    pub own_share: f64,
    /// Micro F1, the accuracy of an exclusive model.
    pub micro_f1: f64,
    /// Macro F1.
    pub macro_f1: f64,
}

fn whole() -> f64 {
    1.0
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_whole(share: &f64) -> bool {
    share.total_cmp(&1.0).is_eq()
}

/// What cross-validation found articles without labels to be good for.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unlabelled {
    /// How many there were, without copies.
    pub articles: usize,
    /// How many labelled articles each counts as; 0 where they did not help and were left out.
    pub weight: f64,
    /// Micro F1 with them at their best.
    pub with: f64,
    /// Micro F1 without them.
    pub without: f64,
}

/// Where a model comes from; written into its file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// SHA-256 of the training articles in canonical order, in hex.
    pub training_hash: String,
    /// How many articles it was trained on, those of a base not among them.
    pub articles: usize,
    /// The training hash of the model that it was built on, if there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<String>,
    /// What came of articles without labels, if there were any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unlabelled: Option<Unlabelled>,
    /// What the training articles look like; absent in models of older versions and of few labels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<Reference>,
    /// The tokenizer's dictionary.
    pub dictionary: String,
    /// Micro F1 of five-fold cross-validation at training time.
    pub micro_f1: f64,
    /// Macro F1 of the same.
    pub macro_f1: f64,
    /// What the algorithm was chosen from, in the order tried; one where it was given.
    pub candidates: Vec<Candidate>,
}

/// A classifier's parameters. Scores are sums over terms, so that explanations are exact.
#[derive(Debug, Clone, PartialEq)]
pub struct TopicModel {
    /// One topic an article, or several.
    pub task: Task,
    /// How it was fitted, with the parameters that were chosen.
    pub algorithm: Algorithm,
    /// The classes, in the taxonomy's order.
    pub topics: Vec<Topic>,
    /// The terms it knows.
    pub vocabulary: Vocabulary,
    /// Inverse document frequency of each term.
    pub idf: Vec<f32>,
    /// Term-major weights: topic `k` of term `t` stands at `t · topics + k`.
    pub weights: Vec<f32>,
    /// The score of a text without known terms, one a topic.
    pub biases: Vec<f64>,
    /// Calibration and threshold, one a topic.
    pub decisions: Vec<Decision>,
    /// Thresholds for wanted precisions; absent in models of older versions.
    pub precision: Option<PrecisionTable>,
    /// User words that jieba was given in training.
    pub words: String,
    /// Stop words that were left out in training.
    pub stop_words: String,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// The dictionary that texts are cut with; a model only fits the one it was trained with.
pub const DICTIONARY: &str = "jieba-rs 0.11 default";

impl TopicModel {
    /// The weights of one term, a topic each.
    pub fn weights_of(&self, term: u32) -> &[f32] {
        let width = self.topics.len();
        &self.weights[term as usize * width..][..width]
    }

    /// Takes the topics' names from a taxonomy.
    ///
    /// # Errors
    ///
    /// The taxonomy lacks a topic of the model.
    pub fn rename_topics(&mut self, taxonomy_name: &str, taxonomy: &Taxonomy) -> Result<()> {
        let known = |topic: &Topic| taxonomy.topics().iter().find(|other| other.id == topic.id);
        let missing: Vec<&str> =
            self.topics.iter().filter(|topic| known(topic).is_none()).map(|topic| topic.id.as_str()).collect();
        if !missing.is_empty() {
            return Err(Error::Taxonomy { name: taxonomy_name.to_string(), missing: missing.join(", ") });
        }
        for topic in &mut self.topics {
            if let Some(named) = known(topic) {
                *topic = named.clone();
            }
        }
        Ok(())
    }
}
