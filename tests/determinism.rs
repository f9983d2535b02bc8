//! A model is a function of the labels alone: neither the order of the rows nor the number of threads shows in it.

// Helpers of tests are no tests to clippy, and a test may well fail by panicking.
#![allow(clippy::unwrap_used)]

use bianmu::builtin;
use bianmu::corpus::Corpus;
use bianmu::model::Algorithm;
use bianmu::train::{NB, NBSVM, Trainer, TrainerConfig};

/// The starter corpus; its rows in another order for every seed but 0.
fn table(seed: u64) -> Vec<u8> {
    let mut table = csv::Reader::from_path(concat!(env!("CARGO_MANIFEST_DIR"), "/labels/articles.csv")).unwrap();
    let headers = table.headers().unwrap().clone();
    let mut rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    assert!(rows.len() > 1_000);
    let mut state = seed;
    for i in (1..rows.len()).rev().take(if seed == 0 { 0 } else { usize::MAX }) {
        // Knuth's generator (The Art of Computer Programming 2, 3.3.4), of which the upper bits are the best.
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        rows.swap(i, (state >> 33) as usize % (i + 1));
    }
    let mut shuffled = csv::Writer::from_writer(Vec::new());
    shuffled.write_record(&headers).unwrap();
    for row in &rows {
        shuffled.write_record(row).unwrap();
    }
    shuffled.into_inner().unwrap()
}

/// The bytes of the model that so many threads train on the rows in this order.
fn model(config: &TrainerConfig, seed: u64, threads: usize) -> Vec<u8> {
    let corpus = Corpus::from_csv("labels.csv", table(seed).as_slice(), &builtin::taxonomy().unwrap()).unwrap();
    let trainer = Trainer::new(config.clone(), builtin::WORDS, builtin::STOP_WORDS).unwrap();
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    pool.install(|| trainer.train(&corpus).unwrap().0.to_bytes().unwrap())
}

#[test]
fn neither_threads_nor_the_order_of_the_rows_change_a_byte_of_a_model_of_a_thousand_articles() {
    let runs: [(Algorithm, &[(u64, usize)]); 2] = [(NB, &[(1, 2), (2, 7)]), (NBSVM, &[(3, 7)])];
    for (algorithm, orders) in runs {
        let config = TrainerConfig { algorithms: vec![algorithm], folds: 3, ..TrainerConfig::DEFAULT };
        let expected = model(&config, 0, 1);
        for &(seed, threads) in orders {
            assert!(model(&config, seed, threads) == expected, "{algorithm}, order {seed}, {threads} threads");
        }
    }
}
