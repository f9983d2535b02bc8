//! A batch that is unlike the training is told from one that is like it.

// Helpers of tests are no tests to clippy, and a test may well fail by panicking.
#![allow(clippy::unwrap_used)]

use std::fs::File;

use bianmu::builtin;
use bianmu::classify::Classifier;
use bianmu::corpus::Corpus;
use bianmu::drift::{Batch, Drift};
use bianmu::features::Text;
use bianmu::train::{NBSVM, Split, Trainer, TrainerConfig};

const LABELS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/labels/articles.csv");

/// How far texts lie from the training of a model.
fn drift<'a>(classifier: &Classifier, texts: impl Iterator<Item = Text<'a>>) -> Drift {
    let mut batch = Batch::new(classifier.model());
    for text in texts {
        let topics = classifier.classify(text);
        batch.add(classifier, text, &topics.tagged, &topics.review);
    }
    batch.against(classifier.model().provenance.reference.as_ref().unwrap()).unwrap()
}

#[test]
fn articles_held_out_of_the_training_are_like_it_in_every_fold() {
    let corpus = Corpus::from_csv(LABELS, File::open(LABELS).unwrap(), &builtin::taxonomy().unwrap()).unwrap();
    let config = TrainerConfig { algorithms: vec![NBSVM], ..TrainerConfig::DEFAULT };
    let trainer = Trainer::new(config, builtin::WORDS, builtin::STOP_WORDS).unwrap();
    for split in Split::folds(&corpus, None, 3, 1).unwrap() {
        let classifier = Classifier::new(trainer.train(&corpus.select(&split.train)).unwrap().0).unwrap();
        let held_out = split.test.iter().map(|&at| corpus.examples[at].text());
        let far = drift(&classifier, held_out);
        let reference = classifier.model().provenance.reference.clone().unwrap();
        assert!(!far.is_far(), "{far:?}");
        // What training says of articles left out one by one holds for a third left out together.
        assert!((far.unseen - reference.unseen.mean).abs() < 0.05, "{far:?} {:?}", reference.unseen);
        assert!((far.best - reference.best.mean).abs() < 0.05 && far.rates < 0.1, "{far:?} {:?}", reference.best);
    }
}

#[test]
fn words_of_another_age_lie_far_off() {
    let classifier = Classifier::new(builtin::model().unwrap()).unwrap();
    let texts: Vec<String> =
        (0..40).map(|i| format!("子曰：学而时习之，不亦说乎？岐伯曰{i}，夫精者，身之本也。")).collect();
    let far = drift(&classifier, texts.iter().map(|body| Text { headline: "", body }));
    assert!(far.is_far(), "{far:?}");
}
