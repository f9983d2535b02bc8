//! Labelled articles: a model's tags, or those of models trained on the rest of the table, against the labels.

use std::path::{Path, PathBuf};

use bianmu::builtin;
use bianmu::classify::Classifier;
use bianmu::corpus::Corpus;
use bianmu::error::Result;
use bianmu::evaluate::{ArticleFigures, Measurement};
use bianmu::topic::{Taxonomy, Topic};
use bianmu::train::{Grid, Split, Trainer, TrainerConfig};

use crate::args::Evaluate;
use crate::failures::Failures;
use crate::input::Reading;
use crate::lists;
use crate::progress;

/// Folds, or parts by date, where none are asked for.
const FOLDS: u8 = 5;

/// Measures labelled tables; those that cannot be read are skipped.
pub(super) fn measure(
    tables: &[PathBuf],
    args: &Evaluate,
    reading: &Reading,
    failures: &Failures,
) -> anyhow::Result<Option<ArticleFigures>> {
    let taxonomy = lists::load_taxonomy(args.lists.taxonomy.as_deref(), reading)?;
    let is_trained = args.folds.is_some() || args.group.is_some() || args.by_date.is_some();
    let mut corpora = Vec::new();
    for path in tables {
        match read(path, args, reading, failures, &taxonomy) {
            Ok(read) => {
                failures.finish();
                corpora.push(read);
            }
            Err(error) => failures.skip(&error),
        }
    }
    if corpora.is_empty() {
        Ok(None)
    } else if is_trained {
        trained(&corpora, args).map(Some)
    } else {
        tagged(&corpora, args, reading, &taxonomy).map(Some)
    }
}

/// A table, and its splits where models are to be trained on it.
type Table = (Corpus, Vec<Split>);

fn read(path: &Path, args: &Evaluate, reading: &Reading, failures: &Failures, taxonomy: &Taxonomy) -> Result<Table> {
    let corpus = reading.labels(path, taxonomy, failures)?;
    let count = usize::from(args.folds.unwrap_or(FOLDS));
    let splits = if let Some(column) = &args.by_date {
        Split::by_date(&corpus, &corpus.dates(reading.table(path)?, column)?, count)?
    } else if let Some(column) = &args.group {
        let groups = corpus.values(reading.table(path)?, column)?;
        Split::folds(&corpus, Some(&groups), count, TrainerConfig::DEFAULT.seed)?
    } else if args.folds.is_some() {
        Split::folds(&corpus, None, count, TrainerConfig::DEFAULT.seed)?
    } else {
        Vec::new()
    };
    Ok((corpus, splits))
}

/// What models that had not seen the articles make of them.
fn trained(tables: &[Table], args: &Evaluate) -> anyhow::Result<ArticleFigures> {
    let (first, _) = &tables[0];
    let mut measurement = Measurement::new(first.topics.clone(), first.task(), args.worst);
    let splits = tables.iter().map(|(_, splits)| splits.len() as u64).sum();
    let bar = progress::bar(Some(splits), "models trained");
    for (corpus, splits) in tables {
        anyhow::ensure!(
            corpus.topics == measurement.topics(),
            "{}: other topics than in the first table; measure it by itself",
            corpus.name
        );
        let algorithms = super::super::algorithms(args.algorithm, &Grid::default());
        let config = TrainerConfig { algorithms, task: Some(corpus.task()), ..TrainerConfig::DEFAULT };
        let trainer = Trainer::new(config, builtin::WORDS, builtin::STOP_WORDS)?;
        for split in splits {
            let (model, _) = trainer.train(&corpus.select(&split.train))?;
            let classifier = lists::at_precision(Classifier::new(model)?, args.precision)?;
            measurement.add(&classifier, corpus, &split.test);
            bar.inc(1);
        }
    }
    bar.finish_and_clear();
    Ok(measurement.figures())
}

/// What the model makes of the articles; topics of the model and then those that only labels name.
fn tagged(tables: &[Table], args: &Evaluate, reading: &Reading, taxonomy: &Taxonomy) -> anyhow::Result<ArticleFigures> {
    let classifier = lists::at_precision(lists::classifier(&args.lists, reading)?, args.precision)?;
    let mut topics: Vec<Topic> = classifier.model().topics.clone();
    let labelled: Vec<&Topic> = tables.iter().flat_map(|(corpus, _)| &corpus.topics).collect();
    for topic in taxonomy.topics().iter().filter(|topic| labelled.contains(topic)).chain(labelled.iter().copied()) {
        if topics.iter().all(|other| other.id != topic.id) {
            topics.push(topic.clone());
        }
    }
    let mut measurement = Measurement::new(topics, classifier.model().task, args.worst);
    for (corpus, _) in tables {
        measurement.add(&classifier, corpus, &(0..corpus.examples.len()).collect::<Vec<_>>());
    }
    Ok(measurement.figures())
}
