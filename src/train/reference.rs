//! What training articles look like to a model that has not seen them.

use rayon::prelude::*;

use super::validation::CrossValidation;
use crate::corpus::Corpus;
use crate::drift::unseen;
use crate::features::{Place, document_frequency};
use crate::measure::ratio;
use crate::model::{Reference, Spread, TopicModel};
use crate::tokenize::{Term, Tokenizer};

/// How many articles are asked for words at most; more would change no figure that is shown.
const MOST_ARTICLES: usize = 2000;

/// Fewer articles say too little of what is usual.
const LEAST_ARTICLES: usize = 100;

/// Measures a model's training articles: their words as if each had been left out of the training, their topics as
/// cross-validation found them.
pub(super) fn of(
    model: &TopicModel,
    tokenizer: &Tokenizer,
    corpus: &Corpus,
    validation: &CrossValidation,
    min_df: u32,
) -> Option<Reference> {
    if corpus.examples.len() < LEAST_ARTICLES {
        return None;
    }
    let articles = model.provenance.articles as f64;
    // A word that the vocabulary owes to the article itself would be unknown without it.
    let least = f64::from(min_df) + 0.5;
    let is_unseen = |word: &str| {
        let id = model.vocabulary.id(Place::Anywhere, Term::Word(word));
        id.is_none_or(|id| document_frequency(articles, model.idf[id as usize]) < least)
    };
    let step = corpus.examples.len().div_ceil(MOST_ARTICLES).max(1);
    let shares: Vec<f64> =
        corpus.examples.par_iter().step_by(step).map(|example| unseen(tokenizer, example.text(), is_unseen)).collect();
    let best: Vec<f64> = validation.probabilities.iter().map(|row| row.iter().copied().fold(0.0, f64::max)).collect();
    let rates = rates(model.topics.len(), validation);
    Some(Reference { unseen: Spread::of(&shares), best: Spread::of(&best), rates })
}

/// How often each topic is tagged, and last how often none is.
fn rates(topics: usize, validation: &CrossValidation) -> Vec<f64> {
    let mut counts = vec![0; topics + 1];
    for tagged in &validation.tagged {
        for &k in tagged {
            counts[k] += 1;
        }
        counts[topics] += usize::from(tagged.is_empty());
    }
    let all = counts.iter().sum();
    counts.into_iter().map(|count| ratio(count, all)).collect()
}
