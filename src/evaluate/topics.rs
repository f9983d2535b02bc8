//! Topic figures: how well tags agree with labels.

use serde::Serialize;

use super::bootstrap::{Interval, interval};
use crate::measure::{TopicCounts, ratio};
use crate::topic::Topic;

/// Gold and tagged topics of one article, by place in the taxonomy; tagged ones best first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// Labels.
    pub gold: Vec<usize>,
    /// Tags.
    pub tagged: Vec<usize>,
}

/// The figures of one topic.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TopicRow {
    /// The topic's id.
    pub topic: String,
    /// Its Chinese name.
    pub chinese: String,
    /// Articles labelled with it.
    pub support: usize,
    /// Articles tagged with it.
    pub tagged: usize,
    /// Share of the tagged that are labelled.
    pub precision: f64,
    /// Share of the labelled that are tagged.
    pub recall: f64,
    /// Harmonic mean of the two.
    pub f1: f64,
    /// Average precision, where probabilities are known and at least one article has the topic.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub average_precision: Option<f64>,
}

/// How well tags agree with labels.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TopicFigures {
    /// Articles measured.
    pub articles: usize,
    /// F1 over all decisions together.
    pub micro_f1: f64,
    /// 95 % interval of micro F1 over resampled articles.
    pub micro_f1_interval: Interval,
    /// Mean F1 over topics.
    pub macro_f1: f64,
    /// 95 % interval of macro F1 over resampled articles.
    pub macro_f1_interval: Interval,
    /// Share of the articles whose first tag is one of their labels; articles without label left out.
    pub first_topic: f64,
    /// Share of the articles whose tags are exactly their labels; with one topic an article this is accuracy.
    pub exact: f64,
    /// Articles without any tag.
    pub untagged: usize,
    /// A row a topic.
    pub topics: Vec<TopicRow>,
}

impl TopicFigures {
    /// Computes the figures. The intervals draw articles with replacement, always in the same way.
    pub fn of(topics: &[Topic], judged: &[Judged]) -> Self {
        let counts = count(topics.len(), judged.iter());
        let resampled = |figure: fn(&TopicCounts) -> f64| {
            interval(judged.len(), |draw| figure(&count(topics.len(), draw.iter().map(|&article| &judged[article]))))
        };
        let labelled = judged.iter().filter(|article| !article.gold.is_empty());
        let first = labelled.clone().filter(|article| article.tagged.first().is_some_and(|k| article.gold.contains(k)));
        Self {
            articles: judged.len(),
            micro_f1: counts.micro().f1(),
            micro_f1_interval: resampled(|counts| counts.micro().f1()),
            macro_f1: counts.macro_f1(),
            macro_f1_interval: resampled(TopicCounts::macro_f1),
            first_topic: ratio(first.count(), labelled.count()),
            exact: ratio(judged.iter().filter(|article| article.is_exact()).count(), judged.len()),
            untagged: judged.iter().filter(|article| article.tagged.is_empty()).count(),
            topics: rows(topics, &counts),
        }
    }
}

impl Judged {
    fn is_exact(&self) -> bool {
        self.gold.len() == self.tagged.len() && self.gold.iter().all(|k| self.tagged.contains(k))
    }
}

fn count<'a>(topics: usize, judged: impl Iterator<Item = &'a Judged>) -> TopicCounts {
    TopicCounts::of(topics, judged.map(|article| (article.gold.as_slice(), article.tagged.as_slice())))
}

fn rows(topics: &[Topic], counts: &TopicCounts) -> Vec<TopicRow> {
    let row = |(topic, prf): (&Topic, &crate::measure::Prf)| TopicRow {
        topic: topic.id.to_string(),
        chinese: topic.chinese.clone(),
        support: prf.support(),
        tagged: prf.tp + prf.fp,
        precision: prf.precision(),
        recall: prf.recall(),
        f1: prf.f1(),
        average_precision: None,
    };
    topics.iter().zip(&counts.by_topic).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_by_hand() {
        let topics = [Topic::bare("a"), Topic::bare("b")];
        let judged = [
            Judged { gold: vec![0], tagged: vec![0] },
            Judged { gold: vec![0, 1], tagged: vec![1] },
            Judged { gold: vec![], tagged: vec![0] },
            Judged { gold: vec![1], tagged: vec![] },
        ];
        let figures = TopicFigures::of(&topics, &judged);
        // tp 2, fp 1, fn 2.
        assert!((figures.micro_f1 - 4.0 / 7.0).abs() < 1e-12);
        // a: tp 1, fp 1, fn 1 gives 0.5; b: tp 1, fn 1 gives 2/3.
        assert!((figures.macro_f1 - 7.0 / 12.0).abs() < 1e-12);
        assert!((figures.first_topic - 2.0 / 3.0).abs() < 1e-12);
        assert!((figures.exact - 0.25).abs() < 1e-12);
        assert_eq!(figures.untagged, 1);
        assert!(
            figures.micro_f1_interval.low <= figures.micro_f1 && figures.micro_f1 <= figures.micro_f1_interval.high
        );
    }
}
