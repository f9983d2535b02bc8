//! Why a text has its topics: the terms and their shares of each score, where they stand in the text, and what would
//! turn the decision.

mod flip;
mod heat;

pub use flip::Flip;
pub use heat::{Heat, Piece, is_strong, is_telling, strength};

use serde::Serialize;

use crate::classify::{Classifier, TopicProbability, Topics, rounded};
use crate::features::{Text, shown};
use crate::model::{Task, TopicModel};

/// One term's part in a score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Share {
    /// The term as readers see it; a bigram stands in brackets, `〔巡察〕`.
    pub term: String,
    /// Its value in the text: weighted frequency at unit length.
    pub value: f64,
    /// Its weight in the model.
    pub weight: f64,
    /// value × weight.
    pub share: f64,
}

impl Share {
    /// The part of a feature in the score of topic `k`.
    fn of(classifier: &Classifier, (term, value): (u32, f32), k: usize) -> Self {
        let model = classifier.model();
        let (value, weight) = (f64::from(value), f64::from(model.weights_of(term)[k]));
        let term = shown(&model.vocabulary.terms()[term as usize]);
        Self { term, value, weight, share: value * weight }
    }
}

/// Why one topic has its score: `bias` and the shares of `terms` and `rest` add up to `score`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explanation {
    /// The topic's place in the model.
    #[serde(skip)]
    pub place: usize,
    /// The topic's id.
    pub id: String,
    /// Its Chinese name.
    pub chinese: String,
    /// The score before calibration.
    pub score: f64,
    /// The score of a text without known terms.
    pub bias: f64,
    /// The calibrated probability.
    pub probability: f64,
    /// The probability from which the topic is tagged.
    pub threshold: f64,
    /// Whether the text is tagged with the topic.
    pub tagged: bool,
    /// Whether the topic is not far below being tagged, so that a person should look.
    #[serde(skip)]
    pub review: bool,
    /// The terms with the largest shares, for or against, largest first.
    pub terms: Vec<Share>,
    /// The sum of the shares of all other terms.
    pub rest: f64,
    /// What would turn the decision; `None` for a topic far from being tagged, or where no removal turns it.
    pub flip: Option<Flip>,
}

impl Explanation {
    /// Whether the topic is tagged or not far below.
    pub fn is_near(&self) -> bool {
        self.tagged || self.review
    }
}

/// Explains every topic of a text, most probable first, with at most `most` terms each.
pub fn explain(classifier: &Classifier, text: Text<'_>, most: usize) -> Vec<Explanation> {
    let model = classifier.model();
    let features = classifier.features(text);
    let scores = classifier.scores(&features);
    let probabilities = classifier.probabilities(&scores);
    let topics = if is_unknown(model, features.len()) { Topics::default() } else { classifier.decide(&probabilities) };
    let mut explanations: Vec<Explanation> = (0..model.topics.len())
        .map(|k| {
            let topic = &model.topics[k];
            let (terms, rest) = shares(classifier, &features, k, most);
            let is_in = |list: &[TopicProbability]| list.iter().any(|entry| entry.id == topic.id);
            let (tagged, review) = (is_in(&topics.tagged), is_in(&topics.review));
            Explanation {
                place: k,
                id: topic.id.to_string(),
                chinese: topic.chinese.clone(),
                score: scores[k],
                bias: model.biases[k],
                probability: rounded(probabilities[k]),
                threshold: model.decisions[k].threshold,
                tagged,
                review,
                terms,
                rest,
                flip: if tagged || review { flip::flip(classifier, &features, k) } else { None },
            }
        })
        .collect();
    explanations.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    explanations
}

/// Whether so few terms are known that [`Classifier::classify`] tags nothing, whatever the biases say.
fn is_unknown(model: &TopicModel, terms: usize) -> bool {
    terms == 0 && model.task == Task::Multilabel
}

/// The largest shares of topic `k`, and the sum of the others.
pub(crate) fn shares(classifier: &Classifier, features: &[(u32, f32)], k: usize, most: usize) -> (Vec<Share>, f64) {
    let mut shares: Vec<Share> = features.iter().map(|feature| Share::of(classifier, *feature, k)).collect();
    shares.sort_by(|a, b| b.share.abs().total_cmp(&a.share.abs()).then_with(|| a.term.cmp(&b.term)));
    let rest = shares.split_off(most.min(shares.len()));
    // The empty sum of floats is -0.0, which readers would take for a number.
    (shares, rest.iter().fold(0.0, |sum, share| sum + share.share))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;

    #[test]
    fn the_shares_add_up_to_the_score() {
        let classifier = Classifier::new(builtin::model().unwrap()).unwrap();
        let text = Text {
            headline: "渔政夜查", body: "渔政执法队在湖面查获非法捕捞船只三艘，收缴地笼九副。"
        };
        for most in [0, 3, usize::MAX] {
            for explanation in explain(&classifier, text, most) {
                let shares: f64 = explanation.terms.iter().map(|term| term.share).sum();
                let sum = explanation.bias + shares + explanation.rest;
                assert!((sum - explanation.score).abs() < 1e-9, "{}: {sum} {}", explanation.id, explanation.score);
                assert!(explanation.terms.len() <= most);
            }
        }
    }
}
