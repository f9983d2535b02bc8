//! The figures of `evaluate` against those of scikit-learn on `fixture.json`, which `make_fixture.py` made.

// Helpers of tests are no tests to clippy, and a test may well fail by panicking.
#![allow(clippy::unwrap_used)]

use bianmu::evaluate::ranking::{average_precision, label_ranking};
use bianmu::evaluate::{Judged, Reliability, TopicFigures};
use bianmu::measure::mean;
use bianmu::topic::Topic;
use serde::Deserialize;

#[derive(Deserialize)]
struct Fixture {
    tagged_from: f64,
    gold: Vec<Vec<usize>>,
    probabilities: Vec<Vec<f64>>,
    figures: Expected,
}

/// What scikit-learn says, and numpy of the calibration error.
#[derive(Deserialize)]
struct Expected {
    average_precision: Vec<f64>,
    precision: Vec<f64>,
    recall: Vec<f64>,
    f1: Vec<f64>,
    micro_f1: f64,
    macro_f1: f64,
    exact: f64,
    lrap: f64,
    brier: f64,
    ece: f64,
    ece_from_0_1: f64,
}

impl Fixture {
    fn read() -> Self {
        serde_json::from_str(include_str!("fixture.json")).unwrap()
    }

    /// Probability and truth of a topic, an article each.
    fn answers(&self, k: usize) -> Vec<(f64, bool)> {
        self.gold.iter().zip(&self.probabilities).map(|(gold, p)| (p[k], gold.contains(&k))).collect()
    }

    fn topics(&self) -> usize {
        self.probabilities[0].len()
    }
}

#[track_caller]
fn same(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-12, "{found}, scikit-learn has {expected}");
}

#[test]
fn decisions_are_measured_as_scikit_learn_does() {
    let fixture = Fixture::read();
    let tagged = |p: &Vec<f64>| (0..p.len()).filter(|&k| p[k] >= fixture.tagged_from).collect();
    let judged: Vec<Judged> = (fixture.gold.iter().zip(&fixture.probabilities))
        .map(|(gold, p)| Judged { gold: gold.clone(), tagged: tagged(p) })
        .collect();
    let topics: Vec<Topic> = (0..fixture.topics()).map(|k| Topic::bare(&k.to_string())).collect();
    let (found, expected) = (TopicFigures::of(&topics, &judged), &fixture.figures);
    same(found.micro_f1, expected.micro_f1);
    same(found.macro_f1, expected.macro_f1);
    same(found.exact, expected.exact);
    for (k, row) in found.topics.iter().enumerate() {
        same(row.precision, expected.precision[k]);
        same(row.recall, expected.recall[k]);
        same(row.f1, expected.f1[k]);
    }
}

#[test]
fn rankings_are_measured_as_scikit_learn_does() {
    let fixture = Fixture::read();
    for (k, expected) in fixture.figures.average_precision.iter().enumerate() {
        same(average_precision(&fixture.answers(k)).unwrap(), *expected);
    }
    let articles = fixture.gold.iter().zip(&fixture.probabilities);
    same(mean(articles.map(|(gold, p)| label_ranking(gold, p))), fixture.figures.lrap);
}

#[test]
fn probabilities_are_measured_as_scikit_learn_and_numpy_do() {
    let fixture = Fixture::read();
    let found = Reliability::of((0..fixture.topics()).flat_map(|k| fixture.answers(k)));
    same(found.brier, fixture.figures.brier);
    same(found.ece, fixture.figures.ece);
    same(found.ece_from_0_1, fixture.figures.ece_from_0_1);
    assert_eq!(found.bins.iter().map(|bin| bin.count).sum::<usize>(), fixture.gold.len() * fixture.topics());
}
