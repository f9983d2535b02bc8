//! Models from few labels or none: keywords, and a model to build on.

// Helpers of tests are no tests to clippy, and a test may well fail by panicking.
#![allow(clippy::unwrap_used)]

use std::fs::File;

use bianmu::builtin;
use bianmu::classify::Classifier;
use bianmu::corpus::{Corpus, Example};
use bianmu::evaluate::{Measurement, TopicFigures};
use bianmu::model::TopicModel;
use bianmu::table::Table;
use bianmu::topic::Taxonomy;
use bianmu::train::{NBSVM, Sources, Trainer, TrainerConfig};

const LABELS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/labels/articles.csv");
/// Genres that are least like the reports which most articles are.
const OTHER_GENRES: [&str; 9] =
    ["评论", "读者来信", "问答", "访谈", "人物通讯", "转载", "通知公告", "图片说明", "数据盘点"];

struct Bench {
    taxonomy: Taxonomy,
    corpus: Corpus,
    trainer: Trainer,
}

impl Bench {
    fn new() -> Self {
        let taxonomy = builtin::taxonomy().unwrap();
        let corpus = Corpus::from_csv(LABELS, File::open(LABELS).unwrap(), &taxonomy).unwrap();
        let config = TrainerConfig { algorithms: vec![NBSVM], ..TrainerConfig::DEFAULT };
        Self { taxonomy, corpus, trainer: Trainer::new(config, builtin::WORDS, builtin::STOP_WORDS).unwrap() }
    }

    /// Learns from the articles at `train` and is asked about those at `test`.
    fn figures(&self, train: &[usize], sources: &Sources<'_>, test: &[usize]) -> TopicFigures {
        let labels = if train.is_empty() { Corpus::without_labels("none") } else { self.corpus.select(train) };
        let model = self.trainer.train_with(&labels, sources).unwrap().model;
        let mut measurement = Measurement::new(self.corpus.topics.clone(), self.corpus.task(), 0);
        measurement.add(&Classifier::new(model).unwrap(), &self.corpus, test);
        measurement.figures().topics
    }
}

/// The articles in an order that has nothing to do with what they say: by a multiplicative hash of their place.
fn shuffled(mut places: Vec<usize>) -> Vec<usize> {
    places.sort_by_key(|place| place.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 20);
    places
}

#[test]
fn keywords_alone_beat_chance_by_far_and_go_well_with_any_number_of_labels() {
    let bench = Bench::new();
    let background = builtin::model().unwrap();
    let keywords = Sources { keywords: Some(&bench.taxonomy), background: Some(&background), ..Sources::default() };
    let places = shuffled((0..bench.corpus.examples.len()).collect());
    let (test, pool) = places.split_at(400);
    let alone = bench.figures(&[], &keywords, test);
    // Chance is 0.11: every article is given its topics with the odds of the whole corpus.
    assert!(alone.micro_f1 > 0.6 && alone.first_topic > 0.7, "{alone:?}");
    for (labels, gain) in [(50, 0.1), (200, 0.01), (1000, -0.01)] {
        let own = bench.figures(&pool[..labels], &Sources::default(), test).micro_f1;
        let both = bench.figures(&pool[..labels], &keywords, test).micro_f1;
        assert!(both > own + gain, "{labels} labels: {both:.3} with keywords, {own:.3} without");
        assert!(
            both > alone.micro_f1 - 0.04,
            "{labels} labels and keywords: {both:.3}, keywords: {:.3}",
            alone.micro_f1
        );
    }
}

#[test]
fn articles_without_labels_help_two_hundred_that_have_some() {
    let bench = Bench::new();
    let places = shuffled((0..bench.corpus.examples.len()).collect());
    let (test, pool) = places.split_at(400);
    let (labelled, rest) = pool.split_at(200);
    let unlabelled: Vec<Example> =
        rest.iter().map(|&at| Example { topics: Vec::new(), ..bench.corpus.examples[at].clone() }).collect();
    let sources = Sources { unlabelled: &unlabelled, ..Sources::default() };
    let alone = bench.figures(labelled, &Sources::default(), test).micro_f1;
    let with = bench.figures(labelled, &sources, test).micro_f1;
    assert!(with > alone + 0.01, "{with:.3} with articles without labels, {alone:.3} with labels alone");
}

#[test]
fn articles_without_labels_that_teach_nothing_change_no_byte_of_the_scores() {
    let bench = Bench::new();
    let labelled = bench.corpus.select(&shuffled((0..300).collect()));
    let copies = labelled.examples.clone();
    let strangers: Vec<Example> = (0..40)
        .map(|i| Example {
            headline: String::new(),
            body: format!("{i} {}", "x".repeat(i)),
            topics: Vec::new(),
            line: 0,
        })
        .chain(copies)
        .collect();
    let sources = Sources { unlabelled: &strangers, ..Sources::default() };
    let alone = bench.trainer.train_with(&labelled, &Sources::default()).unwrap().model;
    let with = bench.trainer.train_with(&labelled, &sources).unwrap().model;
    let found = with.provenance.unlabelled.unwrap();
    assert!(found.weight == 0.0 && found.articles <= 40, "{found:?}");
    assert_eq!((with.weights, with.decisions), (alone.weights, alone.decisions));
}

#[test]
fn a_base_of_other_genres_helps_a_few_labels() {
    let bench = Bench::new();
    let genres = bench.corpus.values(Table::from_text(LABELS, File::open(LABELS).unwrap()).unwrap(), "genre").unwrap();
    let is_other = |place: &usize| OTHER_GENRES.contains(&genres[*place].as_str());
    let (other, usual): (Vec<usize>, Vec<usize>) = (0..genres.len()).partition(is_other);
    let (base, _) = bench.trainer.train(&bench.corpus.select(&usual)).unwrap();
    let upon = Sources { base: Some(&base), ..Sources::default() };
    let other = shuffled(other);
    let (test, pool) = other.split_at(200);
    let own = bench.figures(&pool[..50], &Sources::default(), test).micro_f1;
    let both = bench.figures(&pool[..50], &upon, test).micro_f1;
    assert!(both > own + 0.1, "{both:.3} upon a base, {own:.3} alone");
    let untouched = bench.figures(&[], &upon, test).micro_f1;
    assert!(both > untouched - 0.05, "{both:.3} with labels, {untouched:.3} without");
}

#[test]
fn a_model_upon_a_base_has_the_topics_of_both_and_says_what_it_stands_on() {
    let bench = Bench::new();
    let base: TopicModel = builtin::model().unwrap();
    let rows: String =
        (0..12).map(|i| format!("赛龙舟第{i}轮，桨手冲过终点,{}\n", ["龙舟", "health"][i % 2])).collect();
    let taxonomy =
        Taxonomy::from_csv("t", "id,chinese,english,covers\nhealth,卫生,health,\n龙舟,龙舟,boats,\n".as_bytes());
    let labels = Corpus::from_csv("l", format!("text,label\n{rows}").as_bytes(), &taxonomy.unwrap()).unwrap();
    let sources = Sources { base: Some(&base), ..Sources::default() };
    let model = bench.trainer.train_with(&labels, &sources).unwrap().model;
    assert_eq!(model.topics.len(), base.topics.len() + 1);
    assert_eq!(model.provenance.base, Some(base.provenance.training_hash.clone()));
    assert_eq!(TopicModel::from_bytes("m", &model.to_bytes().unwrap()).unwrap(), model);
}
