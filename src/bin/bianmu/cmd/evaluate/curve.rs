//! How much more labels help: gold from pages and tables, asked of models of growing parts of a table of labels.

use std::path::{Path, PathBuf};

use bianmu::builtin;
use bianmu::corpus::{Corpus, Example};
use bianmu::error::Result;
use bianmu::evaluate::{CurvePoint, learning_curve};
use bianmu::item::ItemKind;
use bianmu::topic::{Taxonomy, Topic};
use bianmu::train::{Grid, Trainer, TrainerConfig};

use super::pages;
use crate::args::Evaluate;
use crate::failures::Failures;
use crate::input::Reading;
use crate::lists;

/// Trains on parts of the labels, and asks about all gold that can be read.
pub(super) fn measure(
    labels: &Path,
    (tables, pages): (&[PathBuf], &[PathBuf]),
    args: &Evaluate,
    reading: &Reading,
    failures: &Failures,
) -> anyhow::Result<Option<Vec<CurvePoint>>> {
    let taxonomy = lists::load_taxonomy(args.lists.taxonomy.as_deref(), reading)?;
    let labels = reading.labels(labels, &taxonomy, failures)?;
    let mut gold = Corpus { topics: labels.topics.clone(), ..Corpus::without_labels("gold") };
    let of_tables = tables.iter().map(|path| of_table(path, &labels.topics, &taxonomy, reading, failures));
    for read in of_tables.chain(pages.iter().map(|path| of_page(path, &labels.topics, reading))) {
        match read {
            Ok(examples) => {
                gold.examples.extend(examples);
                failures.finish();
            }
            Err(error) => failures.skip(&error),
        }
    }
    if gold.examples.is_empty() {
        return Ok(None);
    }
    let algorithms = super::super::algorithms(args.algorithm, &Grid::default());
    let config = TrainerConfig { algorithms, task: Some(labels.task()), ..TrainerConfig::DEFAULT };
    let trainer = Trainer::new(config, builtin::WORDS, builtin::STOP_WORDS)?;
    Ok(Some(learning_curve(&trainer, &labels, &gold)?))
}

/// The places of topics that the labels know; another can only be missed, and is left out.
fn places<'a>(topics: &[Topic], ids: impl Iterator<Item = &'a str>) -> Vec<usize> {
    ids.filter_map(|id| topics.iter().position(|topic| topic.id.as_str() == id)).collect()
}

fn of_table(
    path: &Path,
    topics: &[Topic],
    taxonomy: &Taxonomy,
    reading: &Reading,
    failures: &Failures,
) -> Result<Vec<Example>> {
    let corpus = reading.labels(path, taxonomy, failures)?;
    let known = |example: &Example| {
        let ids = example.topics.iter().map(|&k| corpus.topics[k].id.as_str());
        Example { topics: places(topics, ids), ..example.clone() }
    };
    Ok(corpus.examples.iter().map(known).collect())
}

fn of_page(path: &Path, topics: &[Topic], reading: &Reading) -> Result<Vec<Example>> {
    let (page, gold) = pages::read(path, reading)?;
    let items = gold.items.iter().filter(|item| item.kind != ItemKind::Banner);
    let example = items.map(|item| Example {
        headline: item.headline.clone(),
        body: pages::body_of(&page, item),
        topics: places(topics, item.topics.iter().map(String::as_str)),
        line: 0,
    });
    Ok(example.collect())
}
