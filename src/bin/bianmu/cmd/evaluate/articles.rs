//! Labelled articles: a model's tags, or those of cross-validation, against the labels.

use std::path::PathBuf;

use bianmu::builtin;
use bianmu::corpus::Corpus;
use bianmu::evaluate::{Judged, TopicFigures};
use bianmu::tag::Tagger;
use bianmu::topic::{Taxonomy, Topic};
use bianmu::train::{Trainer, TrainerConfig};
use rayon::prelude::*;

use crate::args::Evaluate;
use crate::failures::Failures;
use crate::input::{name, open};
use crate::lists;

/// Measures labelled tables; those that cannot be read are skipped.
pub(super) fn measure(
    tables: &[PathBuf],
    args: &Evaluate,
    failures: &Failures,
) -> anyhow::Result<Option<TopicFigures>> {
    let taxonomy = lists::load_taxonomy(args.lists.taxonomy.as_deref())?;
    let mut corpora = Vec::new();
    for path in tables {
        let table = open(path).and_then(|table| Corpus::from_csv(&name(path), table, &taxonomy));
        match table {
            Ok(corpus) => {
                failures.finish();
                corpora.push(corpus);
            }
            Err(error) => failures.skip(&error),
        }
    }
    let mut judged = Vec::new();
    let mut topics: Vec<Topic> = Vec::new();
    for corpus in &corpora {
        let (own_topics, own) = match args.folds {
            Some(folds) => (corpus.topics.clone(), cross_validated(corpus, usize::from(folds))?),
            None => tagged(corpus, &lists::tagger(&args.lists)?, &taxonomy),
        };
        anyhow::ensure!(
            topics.is_empty() || topics == own_topics,
            "{}: other topics than in the first table; measure it by itself",
            corpus.name
        );
        topics = own_topics;
        judged.extend(own);
    }
    Ok((!corpora.is_empty()).then(|| TopicFigures::of(&topics, &judged)))
}

/// What models that had not seen the articles make of them.
fn cross_validated(corpus: &Corpus, folds: usize) -> anyhow::Result<Vec<Judged>> {
    let config = TrainerConfig { folds, ..TrainerConfig::DEFAULT };
    let validation = Trainer::new(config, builtin::WORDS, builtin::STOP_WORDS)?.cross_validate(corpus)?;
    let judge =
        |(example, tagged): (&bianmu::corpus::Example, Vec<usize>)| Judged { gold: example.topics.clone(), tagged };
    Ok(corpus.examples.iter().zip(validation.tagged).map(judge).collect())
}

/// What a model makes of the articles; topics of the model and then those that only labels name.
fn tagged(corpus: &Corpus, tagger: &Tagger, taxonomy: &Taxonomy) -> (Vec<Topic>, Vec<Judged>) {
    let mut topics = tagger.classifier().model().topics.clone();
    for topic in taxonomy.topics().iter().chain(&corpus.topics) {
        let is_new = topics.iter().all(|other| other.id != topic.id);
        if is_new && corpus.topics.contains(topic) {
            topics.push(topic.clone());
        }
    }
    let place = |id: &bianmu::topic::TopicId| topics.iter().position(|topic| topic.id == *id);
    let judge = |example: &bianmu::corpus::Example| Judged {
        gold: example.topics.iter().filter_map(|&k| place(&corpus.topics[k].id)).collect(),
        tagged: tagger.classifier().classify(example.text()).tagged.iter().filter_map(|tag| place(&tag.id)).collect(),
    };
    let judged = corpus.examples.par_iter().map(judge).collect();
    (topics, judged)
}
