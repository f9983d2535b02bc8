//! From a text to the topics it carries, and why.

mod scorer;

use crate::error::{Error, Result};
use crate::features::{FeatureVector, Text, weigh};
use crate::model::{Decision, Task, TopicModel};
use crate::tokenize::Tokenizer;
use crate::topic::TopicId;
use scorer::Scorer;

/// A topic with its calibrated probability.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct TopicProbability {
    /// The topic.
    pub id: TopicId,
    /// Probability between 0 and 1 with four decimals.
    pub probability: f64,
}

/// A probability with four decimals: more would claim more than calibration knows.
pub fn rounded(probability: f64) -> f64 {
    (probability * 1e4).round() / 1e4
}

/// What the classifier decides about one text; both lists best first.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Topics {
    /// Topics over their thresholds.
    pub tagged: Vec<TopicProbability>,
    /// Topics not far below: a person should look.
    pub review: Vec<TopicProbability>,
}

/// Share of a topic's threshold from which an untagged topic is worth a look.
///
/// On out-of-fold probabilities of `labels/articles.csv` half of the missed labels lie above it.
pub const REVIEW_SHARE: f64 = 0.5;

/// A model with its tokenizer, ready to tag. Shared by reference between threads.
pub struct Classifier {
    model: TopicModel,
    tokenizer: Tokenizer,
    scorer: Scorer,
    /// For each topic, a number so far below its threshold that a scaled score below it changes no decision.
    floors: Vec<f64>,
    /// Where a precision is asked for, the probability of each topic from which its tags are sure enough.
    sure: Option<Vec<f64>>,
}

impl Classifier {
    /// Loads the tokenizer that the model was trained with.
    ///
    /// # Errors
    ///
    /// The model's user words are malformed.
    pub fn new(model: TopicModel) -> Result<Self> {
        let tokenizer = Tokenizer::new(&model.words, &model.stop_words)?;
        let scorer = Scorer::new(&model);
        let floors = model.decisions.iter().map(floor).collect();
        Ok(Self { model, tokenizer, scorer, floors, sure: None })
    }

    /// Tags only what is sure enough that tags are right with `precision` (0.5 to 0.99), topic by topic, as measured on
    /// held-out articles in training. What a multi-label model would tag otherwise goes to review; an exclusive model
    /// still tags one topic, which stands in review as well where it is not sure.
    ///
    /// # Errors
    ///
    /// The precision is out of bounds, or the model is of an older version that did not measure it.
    pub fn with_precision(self, precision: f64) -> Result<Self> {
        let refused = |message| Error::Precision { precision, message };
        let table = self.model.precision.as_ref();
        let table = table.ok_or(refused("the model holds no table of precisions; train it again"))?;
        let sure = table.thresholds(precision).ok_or(refused("ask for 0.5 to 0.99"))?;
        Ok(Self { sure: Some(sure), ..self })
    }

    /// The model.
    pub fn model(&self) -> &TopicModel {
        &self.model
    }

    /// The tokenizer that the model was trained with.
    pub fn tokenizer(&self) -> &Tokenizer {
        &self.tokenizer
    }

    /// The known terms of a text with their values.
    pub fn features(&self, text: Text<'_>) -> FeatureVector {
        let count = |text: Text<'_>| self.model.vocabulary.count(&self.tokenizer, text);
        weigh(text.in_simplified(count), &self.model.idf)
    }

    /// One score a topic: the bias and, over the terms, value × weight.
    pub fn scores(&self, features: &[(u32, f32)]) -> Vec<f64> {
        score(features, &self.model.weights, &self.model.biases)
    }

    /// One calibrated probability a topic; in an exclusive model they sum to 1.
    pub fn probabilities(&self, scores: &[f64]) -> Vec<f64> {
        let mut probabilities: Vec<f64> =
            self.model.decisions.iter().zip(scores).map(|(decision, score)| decision.probability(*score)).collect();
        if self.model.task == Task::Exclusive {
            normalise(&mut probabilities);
        }
        probabilities
    }

    /// Decides which topics a text carries. A text without a known term carries none, unless it must have one: the
    /// biases alone say only which topic is frequent.
    pub fn classify(&self, text: Text<'_>) -> Topics {
        match (self.scores_of(text), self.model.task) {
            (None, Task::Multilabel) => Topics::default(),
            (Some(scores), Task::Multilabel) => self.decide(&self.near_probabilities(&scores)),
            (scores, Task::Exclusive) => {
                self.decide(&self.probabilities(scores.as_ref().unwrap_or(&self.model.biases)))
            }
        }
    }

    /// The same, with the probability of every topic of the model.
    pub fn classify_with_probabilities(&self, text: Text<'_>) -> (Vec<f64>, Topics) {
        let scores = self.scores_of(text);
        let is_unknown = scores.is_none() && self.model.task == Task::Multilabel;
        let probabilities = self.probabilities(scores.as_ref().unwrap_or(&self.model.biases));
        let topics = if is_unknown { Topics::default() } else { self.decide(&probabilities) };
        (probabilities, topics)
    }

    /// The scores of a text, the same up to rounding as those of its features; `None` where it has no known term.
    fn scores_of(&self, text: Text<'_>) -> Option<Vec<f64>> {
        let scores = |counts: &[(u32, u32)]| self.scorer.scores(counts);
        text.in_simplified(|text| self.model.vocabulary.with_counts(&self.tokenizer, text, scores))
    }

    /// The probabilities of topics that are near their thresholds, and 0 for all others: most topics are far from
    /// every text, and their exponentials would cost as much as a headline's terms.
    fn near_probabilities(&self, scores: &[f64]) -> Vec<f64> {
        let near = |((decision, floor), score): ((&Decision, &f64), &f64)| {
            if decision.scaled(*score) < *floor { 0.0 } else { decision.probability(*score) }
        };
        self.model.decisions.iter().zip(&self.floors).zip(scores).map(near).collect()
    }

    /// Turns probabilities into tags and topics to review: in an exclusive model the most probable topic, in a multi-label
    /// one every topic at or above its threshold, or the best one alone where it at least comes near; of these only the
    /// sure ones where a precision is asked for.
    pub fn decide(&self, probabilities: &[f64]) -> Topics {
        let model = &self.model;
        let mut places = tagged(probabilities, &model.decisions, model.task);
        let entry =
            |k: usize| TopicProbability { id: model.topics[k].id.clone(), probability: rounded(probabilities[k]) };
        let is_near = |k: usize| probabilities[k] >= model.decisions[k].threshold * REVIEW_SHARE;
        let is_sure = |k: usize| self.sure.as_ref().is_none_or(|sure| probabilities[k] >= sure[k]);
        let is_doubtful = |k: usize| if places.contains(&k) { !is_sure(k) } else { is_near(k) };
        let review = ranked(probabilities, is_doubtful).into_iter().map(entry).collect();
        if model.task == Task::Multilabel {
            places.retain(|&k| is_sure(k));
        }
        Topics { review, tagged: places.into_iter().map(entry).collect() }
    }
}

/// The scaled score at half the probability from which a topic may be tagged or reviewed: far enough below it that no
/// rounding matters.
fn floor(decision: &Decision) -> f64 {
    let probability = decision.threshold * REVIEW_SHARE.min(BEST_SHARE) / 2.0;
    (probability / (1.0 - probability)).ln()
}

/// Share of its threshold that the best topic of an article must reach to be tagged when no topic reaches its own.
///
/// Texts of papers unlike the training text reach lower probabilities: on the 414 items of the shipped pages micro F1 is
/// 0.770 at 0.5, 0.776 at 0.3 and 0.777 at 0.2, the first topic right for 0.839, 0.862 and 0.878, and 33, 22 or 10 articles
/// are left without one; out-of-fold on `labels/articles.csv` micro F1 is 0.889, 0.888 and 0.887. At 0.2 a text without a
/// word that the model knows gets a topic.
const BEST_SHARE: f64 = 0.3;

/// The tagged topics by place, best first: the most probable one of an exclusive model; every topic at or above its
/// threshold of a multi-label one, or, where none is, the best topic if it comes near: most articles have a topic.
pub(crate) fn tagged(probabilities: &[f64], decisions: &[Decision], task: Task) -> Vec<usize> {
    let reaches = |k: usize, share: f64| probabilities[k] >= decisions[k].threshold * share;
    let reaching = match task {
        Task::Exclusive => Vec::new(),
        Task::Multilabel => ranked(probabilities, |k| reaches(k, 1.0)),
    };
    if !reaching.is_empty() {
        return reaching;
    }
    best(probabilities).into_iter().filter(|&k| task == Task::Exclusive || reaches(k, BEST_SHARE)).collect()
}

/// Sums term by term into `biases`; the sparse twin of a dense matrix product.
///
/// Topics are summed in blocks of a fixed width, which stay in registers from the first term to the last.
pub fn score(features: &[(u32, f32)], weights: &[f32], biases: &[f64]) -> Vec<f64> {
    match biases.len() {
        8.. => score_in_blocks::<8>(features, weights, biases),
        4.. => score_in_blocks::<4>(features, weights, biases),
        _ => score_in_blocks::<1>(features, weights, biases),
    }
}

/// Sums `N` topics at a time, of which there must be at least `N`. The last block ends at the last topic, and may
/// sum again what the block before it has.
fn score_in_blocks<const N: usize>(features: &[(u32, f32)], weights: &[f32], biases: &[f64]) -> Vec<f64> {
    let width = biases.len();
    let mut scores = biases.to_vec();
    for first in (0..width).step_by(N).map(|first| first.min(width - N)) {
        let mut sums: [f64; N] = std::array::from_fn(|k| biases[first + k]);
        for (term, value) in features {
            let row = &weights[*term as usize * width + first..][..N];
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += f64::from(*value) * f64::from(*weight);
            }
        }
        scores[first..first + N].copy_from_slice(&sums);
    }
    scores
}

/// Scales probabilities to sum to 1.
pub fn normalise(probabilities: &mut [f64]) {
    let sum: f64 = probabilities.iter().sum();
    if sum > 0.0 {
        for p in probabilities {
            *p /= sum;
        }
    }
}

/// The places of the probabilities that `is_wanted`, the highest first, equal ones in order.
fn ranked(probabilities: &[f64], is_wanted: impl Fn(usize) -> bool) -> Vec<usize> {
    let mut ranked: Vec<usize> = (0..probabilities.len()).filter(|&k| is_wanted(k)).collect();
    ranked.sort_by(|&a, &b| probabilities[b].total_cmp(&probabilities[a]));
    ranked
}

/// The place of the highest probability, the first of equals.
fn best(probabilities: &[f64]) -> Option<usize> {
    let higher =
        |best: usize, k: usize| if probabilities[k].total_cmp(&probabilities[best]).is_gt() { k } else { best };
    (0..probabilities.len()).reduce(higher)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;

    #[test]
    fn a_model_without_a_table_of_precisions_is_refused_only_where_one_is_asked_for() {
        let mut model = builtin::model().unwrap();
        model.precision = None;
        let classifier = Classifier::new(model).unwrap();
        let text = Text { headline: "", body: "医院的医生来村里义诊，为患者量血压" };
        assert_eq!(classifier.classify(text).tagged[0].id.as_str(), "health");
        let error = classifier.with_precision(0.9).map(|_| ()).unwrap_err().to_string();
        assert_eq!(error, "a precision of 0.9 cannot be had: the model holds no table of precisions; train it again");
    }
}
