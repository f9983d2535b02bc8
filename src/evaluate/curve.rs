//! How much more labels help: models of growing parts of the labels, all asked about the same gold.

use serde::Serialize;

use super::Measurement;
use crate::classify::Classifier;
use crate::corpus::{Corpus, Example};
use crate::error::Result;
use crate::measure::mean;
use crate::near_duplicate;
use crate::splitmix::mix;
use crate::train::Trainer;

/// Numbers of labelled articles to learn from; all of them come last.
const SIZES: [usize; 4] = [100, 200, 400, 800];
/// Random parts of each size.
const DRAWS: u64 = 3;

/// What models of so many labelled articles reach, the mean over random parts of that size.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct CurvePoint {
    /// Labelled articles.
    pub labels: usize,
    /// Micro F1 on the gold.
    pub micro_f1: f64,
    /// Macro F1.
    pub macro_f1: f64,
    /// Share of the articles whose first tag is one of their labels; articles without label left out.
    pub first_topic: f64,
}

/// Trains on 100, 200, 400, 800 and all articles of `labels`, near-copies of the gold left out, and asks about `gold`.
///
/// # Errors
///
/// Too few labels are left to train on.
pub fn learning_curve(trainer: &Trainer, labels: &Corpus, gold: &Corpus) -> Result<Vec<CurvePoint>> {
    let pool = apart(labels, gold);
    let sizes = SIZES.into_iter().filter(|size| *size < pool.len()).map(|size| (size, DRAWS));
    let point = |(size, draws): (usize, u64)| {
        let figures = (0..draws).map(|draw| {
            let (model, _) = trainer.train(&labels.select(&part(&pool, size, draw)))?;
            let mut measurement = Measurement::new(gold.topics.clone(), gold.task(), 0);
            measurement.add(&Classifier::new(model)?, gold, &(0..gold.examples.len()).collect::<Vec<_>>());
            Ok(measurement.figures().topics)
        });
        let figures: Vec<_> = figures.collect::<Result<_>>()?;
        Ok(CurvePoint {
            labels: size,
            micro_f1: mean(figures.iter().map(|figures| figures.micro_f1)),
            macro_f1: mean(figures.iter().map(|figures| figures.macro_f1)),
            first_topic: mean(figures.iter().map(|figures| figures.first_topic)),
        })
    };
    sizes.chain([(pool.len(), 1)]).map(point).collect()
}

/// The places of labelled articles that are no near-copies of gold.
fn apart(labels: &Corpus, gold: &Corpus) -> Vec<usize> {
    let all: Vec<&Example> = gold.examples.iter().chain(&labels.examples).collect();
    let groups = near_duplicate::groups(&all, |example| format!("{}\n{}", example.headline, example.body));
    let first = gold.examples.len();
    (0..labels.examples.len()).filter(|place| groups[first + place] >= first).collect()
}

/// A random part of the pool, always the same for a draw; a larger part of one draw holds the smaller.
fn part(pool: &[usize], size: usize, draw: u64) -> Vec<usize> {
    let mut places = pool.to_vec();
    places.sort_by_key(|&place| mix(mix(draw) ^ place as u64));
    places.truncate(size);
    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topic::Taxonomy;
    use crate::train::{NB, TrainerConfig};

    fn corpus(rows: impl Iterator<Item = usize>) -> Corpus {
        // Thirty characters that no other row has in this order, so that no row is a near-copy of another.
        let filler = |i: usize| -> String {
            (0..30).filter_map(|k| char::from_u32(0x4e00 + (mix((i * 100 + k) as u64) % 5000) as u32)).collect()
        };
        let text = |i: usize| match i % 2 {
            0 => format!("义诊{}量血压,health\n", filler(i)),
            _ => format!("小学{}老师学生,education\n", filler(i)),
        };
        let table = format!("text,label\n{}", rows.map(text).collect::<String>());
        let taxonomy = "id,chinese,english,covers\nhealth,卫生,health,\neducation,教育,education,\n";
        Corpus::from_csv("l", table.as_bytes(), &Taxonomy::from_csv("t", taxonomy.as_bytes()).unwrap()).unwrap()
    }

    #[test]
    fn every_size_below_the_pool_has_a_point_and_gold_teaches_nothing() {
        let gold = corpus([1000, 1001].into_iter());
        let labels = corpus((0..150).chain([1000, 1001]));
        let pool = apart(&labels, &gold);
        assert_eq!(pool.len(), 150);
        let bodies: Vec<&String> = gold.examples.iter().map(|example| &example.body).collect();
        assert!(pool.iter().all(|&place| !bodies.contains(&&labels.examples[place].body)));
        let trainer = Trainer::new(TrainerConfig { algorithms: vec![NB], ..TrainerConfig::DEFAULT }, "", "").unwrap();
        let curve = learning_curve(&trainer, &labels, &gold).unwrap();
        assert_eq!(curve.iter().map(|point| point.labels).collect::<Vec<_>>(), [100, 150]);
        assert!(curve.iter().all(|point| point.micro_f1 > 0.9), "{curve:?}");
    }

    #[test]
    fn a_larger_part_holds_the_smaller_and_draws_differ() {
        let pool: Vec<usize> = (0..100).collect();
        let (small, large) = (part(&pool, 10, 1), part(&pool, 30, 1));
        assert!(small.iter().all(|place| large.contains(place)));
        assert_ne!(part(&pool, 10, 2), small);
    }
}
