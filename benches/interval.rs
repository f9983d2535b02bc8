//! How often the true count lies in its interval: `cargo bench --bench interval [-- LABELS.csv…]`; without a table, the
//! starter corpus.
//!
//! Every article gets its probabilities from models that have not seen it. Then the articles are dealt into made
//! districts of one size, at random and anew with each seed, and in every district the number of articles labelled with
//! a topic is held against the interval: in all cells, and in those that a table shows because an article is tagged.
//!
//! Whole ends hold the truth of small cells more often than in 90 %. `least` is how often the shortest interval holds it,
//! a single count; no rule can hold less, so where `least` is above 0.90 that is out of reach. `random` is the mean of
//! [`Interval::randomized_coverage`], 0.90 for any size if the probabilities are right. `open` are the shown cells whose
//! interval has more than one count, and how often it holds.

mod tables;

use std::fs;

use bianmu::builtin;
use bianmu::corpus::Corpus;
use bianmu::count::Interval;
use bianmu::train::{CrossValidation, NBSVM, Trainer, TrainerConfig};

/// Articles of a made district. Calibration sees all articles but a fifth, so that larger ones, which would be a good
/// part of the corpus, would say little.
const SIZES: [usize; 5] = [5, 10, 25, 50, 100];
/// How often the articles are dealt anew.
const SEEDS: u64 = 10;

fn main() {
    let Some(paths) = tables::asked_for() else { return };
    println!(
        "{:>5} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6}  table",
        "size", "cells", "held", "random", "shown", "held", "random", "least", "open", "held"
    );
    for path in &paths {
        let table = fs::read(path).expect("the table can be read");
        let taxonomy = builtin::taxonomy().expect("the built-in taxonomy opens");
        let corpus = Corpus::from_csv(path, table.as_slice(), &taxonomy).expect("the table is sound");
        let config = TrainerConfig { algorithms: vec![NBSVM], ..TrainerConfig::DEFAULT };
        let trainer = Trainer::new(config, builtin::WORDS, builtin::STOP_WORDS).expect("the built-in words are sound");
        let found = trainer.cross_validate(&corpus).expect("the labels can be trained on");
        for size in SIZES {
            measure(path, &corpus, &found, size);
        }
    }
}

/// How many cells there were, and in how many the interval held the truth.
#[derive(Default)]
struct Coverage {
    cells: usize,
    held: f64,
    random: f64,
    least: f64,
}

impl Coverage {
    fn add(&mut self, probabilities: &[f64], truth: u64) {
        let is = |holds: bool| f64::from(u8::from(holds));
        let interval = Interval::of(probabilities.iter().copied());
        self.cells += 1;
        self.held += is((interval.low..=interval.high).contains(&truth));
        self.random += Interval::randomized_coverage(probabilities.iter().copied(), truth);
        self.least += is(likeliest(probabilities) == truth);
    }

    fn share(&self, sum: f64) -> f64 {
        sum / self.cells as f64
    }
}

/// The count that is likeliest by its own probability.
fn likeliest(probabilities: &[f64]) -> u64 {
    let mut chances = vec![1.0];
    for p in probabilities {
        let shifted = [&[0.0], chances.as_slice()].concat();
        chances.push(0.0);
        chances.iter_mut().zip(shifted).for_each(|(chance, below)| *chance = *chance * (1.0 - p) + below * p);
    }
    (0..).zip(&chances).max_by(|a, b| a.1.total_cmp(b.1)).map_or(0, |(count, _)| count)
}

/// Deals the articles into districts of a size and prints a line.
fn measure(path: &str, corpus: &Corpus, found: &CrossValidation, size: usize) {
    let (mut all, mut shown, mut open) = (Coverage::default(), Coverage::default(), Coverage::default());
    for seed in 0..SEEDS {
        let mut places: Vec<usize> = (0..corpus.examples.len()).collect();
        places.sort_by_key(|&place| hash(hash(seed) ^ place as u64));
        for district in places.chunks_exact(size) {
            for topic in 0..corpus.topics.len() {
                let count = |has: &dyn Fn(usize) -> bool| district.iter().filter(|&&place| has(place)).count();
                let truth = count(&|place| corpus.examples[place].topics.contains(&topic)) as u64;
                let tagged = count(&|place| found.tagged[place].contains(&topic));
                let probabilities: Vec<f64> = district.iter().map(|&place| found.probabilities[place][topic]).collect();
                all.add(&probabilities, truth);
                if tagged > 0 {
                    shown.add(&probabilities, truth);
                    let interval = Interval::of(probabilities.iter().copied());
                    if interval.low < interval.high {
                        open.add(&probabilities, truth);
                    }
                }
            }
        }
    }
    println!(
        "{size:>5} {:>6} {:>6.3} {:>6.3} {:>6} {:>6.3} {:>6.3} {:>6.3} {:>6} {:>6.3}  {path}",
        all.cells,
        all.share(all.held),
        all.share(all.random),
        shown.cells,
        shown.share(shown.held),
        shown.share(shown.random),
        shown.share(shown.least),
        open.cells,
        open.share(open.held)
    );
}

/// Spreads a number's bits (the finaliser of `MurmurHash3`, Appleby 2011).
fn hash(number: u64) -> u64 {
    let mut h = number ^ 0x9e37_79b9_7f4a_7c15;
    h = (h ^ (h >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    h = (h ^ (h >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    h ^ (h >> 33)
}
