//! Labelled articles against what a model makes of them: decisions, probabilities and the worst mistakes.

use rayon::prelude::*;
use serde::Serialize;

use super::reliability::Reliability;
use super::topics::{Judged, TopicFigures};
use super::worst::{Mistake, Mistakes};
use crate::classify::Classifier;
use crate::corpus::Corpus;
use crate::measure::mean;
use crate::measure::ranking::{average_precision, label_ranking};
use crate::model::Task;
use crate::topic::{Topic, TopicId};

/// How well a model, or several that took turns, did on labelled articles.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ArticleFigures {
    /// The decisions, topic by topic with average precision.
    #[serde(flatten)]
    pub topics: TopicFigures,
    /// Share of the articles with the right topic, where each has exactly one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accuracy: Option<f64>,
    /// Label ranking average precision, the mean over articles (see [`label_ranking`]).
    pub lrap: f64,
    /// Whether the probabilities can be trusted.
    #[serde(flatten)]
    pub reliability: Reliability,
    /// Topics tagged without being labelled, the most probable first.
    pub false_positives: Vec<Mistake>,
    /// Topics labelled without being tagged, the least probable first.
    pub false_negatives: Vec<Mistake>,
}

/// Collects what classifiers make of labelled articles.
pub struct Measurement {
    topics: Vec<Topic>,
    task: Task,
    judged: Vec<Judged>,
    /// One an article and topic.
    probabilities: Vec<Vec<f64>>,
    mistakes: Mistakes,
}

impl Measurement {
    /// Measures over `topics`, and keeps the `worst` mistakes of either kind.
    pub fn new(topics: Vec<Topic>, task: Task, worst: usize) -> Self {
        Self { topics, task, judged: Vec::new(), probabilities: Vec::new(), mistakes: Mistakes::new(worst) }
    }

    /// The topics that are measured.
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// Asks a classifier about the articles of a corpus at `places`. A topic that the classifier does not know has
    /// probability 0 there; topics outside [`Measurement::topics`] are not measured.
    pub fn add(&mut self, classifier: &Classifier, corpus: &Corpus, places: &[usize]) {
        let own: Vec<Option<usize>> =
            classifier.model().topics.iter().map(|topic| place(&self.topics, &topic.id)).collect();
        let labels: Vec<Option<usize>> = corpus.topics.iter().map(|topic| place(&self.topics, &topic.id)).collect();
        let ask = |&at: &usize| {
            let (found, topics) = classifier.classify_with_probabilities(corpus.examples[at].text());
            let mut probabilities = vec![0.0; self.topics.len()];
            for (own, probability) in own.iter().zip(found) {
                if let Some(own) = own {
                    probabilities[*own] = probability;
                }
            }
            let judged = Judged {
                gold: corpus.examples[at].topics.iter().filter_map(|&k| labels[k]).collect(),
                tagged: topics.tagged.iter().filter_map(|tag| place(&self.topics, &tag.id)).collect(),
            };
            (judged, probabilities)
        };
        let answers: Vec<(Judged, Vec<f64>)> = places.par_iter().map(ask).collect();
        self.mistakes.add(classifier, corpus, &self.topics, places.iter().zip(&answers));
        for (judged, probabilities) in answers {
            self.judged.push(judged);
            self.probabilities.push(probabilities);
        }
    }

    /// The figures of everything added.
    pub fn figures(self) -> ArticleFigures {
        let mut topics = TopicFigures::of(&self.topics, &self.judged);
        for (k, row) in topics.topics.iter_mut().enumerate() {
            row.average_precision = average_precision(&self.answers(k).collect::<Vec<_>>());
        }
        let ranking = self.judged.iter().zip(&self.probabilities).map(|(judged, p)| label_ranking(&judged.gold, p));
        let (false_positives, false_negatives) = self.mistakes.worst();
        ArticleFigures {
            accuracy: (self.task == Task::Exclusive).then_some(topics.exact),
            topics,
            lrap: mean(ranking),
            reliability: Reliability::of((0..self.topics.len()).flat_map(|k| self.answers(k))),
            false_positives,
            false_negatives,
        }
    }

    /// Probability and truth of topic `k` for every article.
    fn answers(&self, k: usize) -> impl Iterator<Item = (f64, bool)> {
        self.judged.iter().zip(&self.probabilities).map(move |(judged, p)| (p[k], judged.gold.contains(&k)))
    }
}

fn place(topics: &[Topic], id: &TopicId) -> Option<usize> {
    topics.iter().position(|topic| topic.id == *id)
}
