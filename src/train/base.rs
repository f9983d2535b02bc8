//! A model as the ground that another is built on.
//!
//! Where labels are few, the base's weights say most; cross-validation finds out how much the labels' own shall say.

use super::documents::{Background, Vectorizer};
use super::weights::Weights;
use crate::corpus::Corpus;
use crate::features::document_frequency;
use crate::model::{Decision, TopicModel};
use crate::topic::Topic;

/// The log odds of a base at the margin of a support vector machine. Models of `bianmu train` have slopes of 5 to 18.
pub(super) const STEEPNESS: f64 = 10.0;

/// What a model's training articles tell of terms, as if there had been `most` of them at most.
pub(super) fn background(model: &TopicModel, most: f64) -> Background<'_> {
    let articles = model.provenance.articles as f64;
    let share = (most / articles).min(1.0);
    let df = model.idf.iter().map(|idf| document_frequency(articles, *idf) * share).collect();
    Background { terms: model.vocabulary.terms(), df, articles: articles * share }
}

/// A base with the places that its topics have among those of the new model.
pub(super) struct Base<'a> {
    model: &'a TopicModel,
    /// For each topic of the new model its place in the base.
    places: Vec<Option<usize>>,
}

impl<'a> Base<'a> {
    pub(super) fn new(model: &'a TopicModel, corpus: &Corpus) -> Self {
        let place = |topic: &Topic| model.topics.iter().position(|other| other.id == topic.id);
        Self { model, places: corpus.topics.iter().map(place).collect() }
    }

    /// Whether the base has a topic of the new model.
    pub(super) fn knows(&self, topic: usize) -> bool {
        self.places[topic].is_some()
    }

    /// The base's weights over another vocabulary, scaled such that a score of 0 is an even chance and one of 1
    /// sure enough.
    pub(super) fn weights(&self, vectorizer: &Vectorizer<'_>) -> Weights {
        let scale = |k: usize| self.model.decisions[k].slope / STEEPNESS;
        let weight = |(known, place): (Option<u32>, &Option<usize>)| match (known, place) {
            (Some(term), Some(k)) => self.model.weights_of(term)[*k] * scale(*k) as f32,
            _ => 0.0,
        };
        let of_term = |known: Option<u32>| self.places.iter().map(move |place| weight((known, place)));
        let bias = |place: &Option<usize>| match place {
            Some(k) => self.model.biases[*k] * scale(*k) + self.model.decisions[*k].offset / STEEPNESS,
            None => 0.0,
        };
        Weights {
            weights: vectorizer.known().flat_map(of_term).collect(),
            biases: self.places.iter().map(bias).collect(),
        }
    }

    /// What the base's scores mean before any label; `None` for topics that it does not know.
    pub(super) fn decisions(&self) -> Vec<Option<Decision>> {
        let decision = |place: &Option<usize>| {
            place.map(|k| Decision { slope: STEEPNESS, offset: 0.0, threshold: self.model.decisions[k].threshold })
        };
        self.places.iter().map(decision).collect()
    }
}
