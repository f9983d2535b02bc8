//! The mistakes that a model was surest of, and the terms that misled it.

use serde::Serialize;

use super::topics::Judged;
use crate::classify::{Classifier, rounded};
use crate::corpus::{Corpus, Example};
use crate::explain::{Share, explain};
use crate::topic::Topic;

/// A topic that an article was wrongly given or denied.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mistake {
    /// The labels file.
    pub name: String,
    /// The article's line in it.
    pub line: u64,
    /// Its headline, or how its text begins.
    pub headline: String,
    /// The topic's id.
    pub topic: String,
    /// Its Chinese name.
    pub chinese: String,
    /// The topic's probability.
    pub probability: f64,
    /// The terms that speak most for a topic wrongly given, or most against one wrongly denied.
    pub terms: Vec<Share>,
}

/// How many terms stand with a mistake.
const TERMS: usize = 5;
/// How many characters of an article without headline name it.
const BEGINNING: usize = 30;

/// Keeps the worst mistakes of either kind.
pub(super) struct Mistakes {
    most: usize,
    false_positives: Vec<Mistake>,
    false_negatives: Vec<Mistake>,
}

/// Which way a decision went wrong.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    FalsePositive,
    FalseNegative,
}

/// A mistake before it is explained: the article's place, the topic's, its probability.
type Found = (usize, usize, f64);

impl Mistakes {
    pub(super) fn new(most: usize) -> Self {
        Self { most, false_positives: Vec::new(), false_negatives: Vec::new() }
    }

    /// Looks through one classifier's answers, each an article's place with decisions and probabilities.
    pub(super) fn add<'a>(
        &mut self,
        classifier: &Classifier,
        corpus: &Corpus,
        topics: &[Topic],
        answers: impl Iterator<Item = (&'a usize, &'a (Judged, Vec<f64>))>,
    ) {
        let (mut given, mut denied): (Vec<Found>, Vec<Found>) = (Vec::new(), Vec::new());
        for (&at, (judged, probabilities)) in answers {
            let found = |k: &usize| (at, *k, probabilities[*k]);
            given.extend(judged.tagged.iter().filter(|k| !judged.gold.contains(k)).map(found));
            denied.extend(judged.gold.iter().filter(|k| !judged.tagged.contains(k)).map(found));
        }
        given.sort_by(|a, b| b.2.total_cmp(&a.2));
        denied.sort_by(|a, b| a.2.total_cmp(&b.2));
        let explained = |found: &[Found], kind| {
            let mistake = |&found: &Found| Mistake::new(classifier, corpus, topics, found, kind);
            found.iter().take(self.most).map(mistake).collect::<Vec<_>>()
        };
        let (given, denied) = (explained(&given, Kind::FalsePositive), explained(&denied, Kind::FalseNegative));
        self.false_positives.extend(given);
        self.false_negatives.extend(denied);
    }

    /// The worst of all: the most probable false positives and the least probable false negatives.
    pub(super) fn worst(&self) -> (Vec<Mistake>, Vec<Mistake>) {
        let (mut given, mut denied) = (self.false_positives.clone(), self.false_negatives.clone());
        given.sort_by(|a, b| b.probability.total_cmp(&a.probability));
        denied.sort_by(|a, b| a.probability.total_cmp(&b.probability));
        given.truncate(self.most);
        denied.truncate(self.most);
        (given, denied)
    }
}

impl Mistake {
    fn new(classifier: &Classifier, corpus: &Corpus, topics: &[Topic], found: Found, kind: Kind) -> Self {
        let (at, k, probability) = found;
        let (example, topic) = (&corpus.examples[at], &topics[k]);
        Self {
            name: corpus.name.clone(),
            line: example.line,
            headline: beginning(example),
            topic: topic.id.to_string(),
            chinese: topic.chinese.clone(),
            probability: rounded(probability),
            terms: causes(classifier, example, topic, kind),
        }
    }
}

fn beginning(example: &Example) -> String {
    if example.headline.is_empty() {
        example.body.chars().take_while(|c| *c != '\n').take(BEGINNING).collect()
    } else {
        example.headline.clone()
    }
}

/// The terms with the largest shares that speak for a topic given, or against a topic denied.
fn causes(classifier: &Classifier, example: &Example, topic: &Topic, kind: Kind) -> Vec<Share> {
    let explanations = explain(classifier, example.text(), usize::MAX);
    let own = explanations.into_iter().find(|explanation| explanation.id == topic.id.as_str());
    let speaks = |share: &Share| (share.share > 0.0) == (kind == Kind::FalsePositive);
    own.into_iter().flat_map(|explanation| explanation.terms).filter(speaks).take(TERMS).collect()
}
