//! How many articles carry a topic in truth: intervals from the probabilities that the classifier gives.

use std::collections::{BTreeMap, BTreeSet};

use super::{Column, Entry, Name, month, names};
use crate::classify::TopicProbability;

/// The 90 % interval of a count: both ends belong to it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Interval {
    /// Lower counts have a probability of about 5 %.
    pub low: u64,
    /// Higher counts have a probability of about 5 %.
    pub high: u64,
}

impl Interval {
    /// Whether a count lies outside. Tags are counted from their thresholds on, often below one half, where that finds
    /// more topics; the articles of such a cell together make fewer than the tags by their probabilities (or more, where
    /// many lie just under a threshold). So the count is then the doubtful one, and the interval right.
    pub fn excludes(self, count: u64) -> bool {
        !(self.low..=self.high).contains(&count)
    }
}

/// Probability outside the interval on either side.
const TAIL: f64 = 0.05;

/// Probabilities of counts below this are let go: a million of them weigh less than a thousandth of [`TAIL`].
const NEGLIGIBLE: f64 = 1e-11;

impl Interval {
    /// The interval of the number of articles with a topic, where article `i` carries it with probability `p_i`.
    ///
    /// If the probabilities are calibrated and the articles err independently, that number has the Poisson binomial
    /// distribution, the law of a sum of Bernoulli variables with parameters `p_i`: mean `Σ p_i`, variance
    /// `Σ p_i (1 − p_i)`. It is computed by convolution, article by article,
    /// `P_i(k) = (1 − p_i) P_{i−1}(k) + p_i P_{i−1}(k − 1)`, and the interval holds every `k` with
    /// `0.05 ≤ P(< k) + P(k) / 2 ≤ 0.95`. The half (the "mid-p" of Lancaster 1961) is there because counts are whole:
    /// with all of `P(k)` the interval of a small cell would hold the truth nearly always, not in 90 % of cases.
    ///
    /// Whole ends cannot hold the truth in exactly 90 % of small cells: where a single count has a probability of 97 %,
    /// the shortest interval that is not empty already holds it in 97 %. That the law itself is right there is seen from
    /// [`Interval::randomized_coverage`], which whole numbers do not blur. On held-out articles of `labels/articles.csv`,
    /// dealt into districts of 5, 25, 50 and 100, it is 0.90, 0.90, 0.90 and 0.91, and the intervals hold the truth of 98,
    /// 95, 93 and 93 % of the cells (`cargo bench --bench interval`).
    ///
    /// Nothing is drawn at random. The pages at hand are all that is counted, so the bootstrap over pages, which says
    /// what other pages would have shown, would answer another question.
    pub fn of(probabilities: impl IntoIterator<Item = f64>) -> Self {
        let mut law = Law::default();
        for probability in probabilities {
            law.add(probability);
        }
        law.interval()
    }

    /// How probably an interval whose ends may fall inside a count holds the true count: the part of the truth's own
    /// stretch, from `P(< k)` to `P(≤ k)`, that lies between 0.05 and 0.95. Its mean over cells is 0.9 for cells of any
    /// size where the probabilities are calibrated and the articles err independently (the randomised interval of Stevens
    /// 1950, in expectation).
    pub fn randomized_coverage(probabilities: impl IntoIterator<Item = f64>, truth: u64) -> f64 {
        let mut law = Law::default();
        for probability in probabilities {
            law.add(probability);
        }
        law.covered(truth)
    }
}

/// The intervals of a table's cells. They hold the topics' error alone, neither that of the districts nor that of
/// splitting pages into articles.
#[derive(Debug, Clone)]
pub struct Intervals {
    columns: Vec<Column>,
    laws: BTreeMap<Vec<Name>, Law>,
}

impl Intervals {
    /// Of no article yet; the columns as for [`Counts::new`](super::Counts::new).
    pub fn new(columns: &[Column]) -> Self {
        Self { columns: super::distinct(columns), laws: BTreeMap::new() }
    }

    /// Adds one article with the probability of every topic, also of those that it is not tagged with.
    pub fn add(&mut self, districts: &[impl AsRef<str>], topics: &[TopicProbability], date: &str) {
        let (districts, months) = (names(districts), BTreeSet::from([month(date)]));
        for topic in topics.iter().filter(|topic| topic.probability > 0.0) {
            let topics = BTreeSet::from([Name::Known(topic.id.as_str().to_string())]);
            let entry = Entry { districts: &districts, topics: &topics, months: &months };
            for key in entry.keys(&self.columns) {
                self.laws.entry(key).or_default().add(topic.probability);
            }
        }
    }

    /// The interval of the cell with these names, a name for each column. `None` for articles without a topic: topics
    /// go together, so that the chance of none is not the product of theirs (out-of-fold on `labels/articles.csv` that
    /// makes 169 articles out of 109); and where the columns have no topic.
    pub fn of(&self, cell: &[&str]) -> Option<Interval> {
        let key: Vec<Name> = cell.iter().map(|name| Name::of(name)).collect();
        let topic = self.columns.iter().position(|column| *column == Column::Topic)?;
        let is_topic = *key.get(topic)? != Name::Untagged;
        is_topic.then(|| self.laws.get(&key).map_or_else(Interval::default, Law::interval))
    }
}

/// The chances of the counts `first`, `first + 1`, …; all others are negligible.
#[derive(Debug, Clone)]
struct Law {
    first: u64,
    chances: Vec<f64>,
}

impl Default for Law {
    /// No article: the count is 0.
    fn default() -> Self {
        Self { first: 0, chances: vec![1.0] }
    }
}

impl Law {
    fn add(&mut self, probability: f64) {
        let probability = probability.clamp(0.0, 1.0);
        let mut below = 0.0;
        for chance in &mut self.chances {
            let here = *chance;
            *chance = here * (1.0 - probability) + below * probability;
            below = here;
        }
        self.chances.push(below * probability);
        while self.chances.last().is_some_and(|chance| *chance < NEGLIGIBLE) {
            self.chances.pop();
        }
        let negligible = self.chances.iter().take_while(|chance| **chance < NEGLIGIBLE).count();
        self.chances.drain(..negligible);
        self.first += negligible as u64;
    }

    fn covered(&self, truth: u64) -> f64 {
        let counts = || (self.first..).zip(&self.chances);
        let below: f64 = counts().filter(|(count, _)| *count < truth).map(|(_, chance)| chance).sum();
        let chance = counts().find(|(count, _)| *count == truth).map_or(0.0, |(_, chance)| *chance);
        if chance < NEGLIGIBLE {
            return 0.0;
        }
        ((below + chance).min(1.0 - TAIL) - below.max(TAIL)).max(0.0) / chance
    }

    fn interval(&self) -> Interval {
        let mut below = 0.0;
        let mut low = None;
        let mut high = self.first;
        for (count, chance) in (self.first..).zip(&self.chances) {
            let middle = below + chance / 2.0;
            if middle >= TAIL && low.is_none() {
                low = Some(count);
            }
            if middle <= 1.0 - TAIL {
                high = count;
            }
            below += chance;
        }
        let low = low.unwrap_or(high);
        Interval { low, high: high.max(low) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_of_small_laws_worked_by_hand() {
        let case = |probabilities: &[f64], low, high| {
            assert_eq!(Interval::of(probabilities.iter().copied()), Interval { low, high }, "{probabilities:?}");
        };
        case(&[], 0, 0);
        case(&[0.0, 1.0, 1.0], 2, 2);
        // Half of what is above 0 is 4 and 6 %.
        case(&[0.08], 0, 0);
        case(&[0.12], 0, 1);
        case(&[0.92], 1, 1);
        // Ten fair coins, in 1024ths: below 2 are 11, half of the twos is 22.5, together 3.3 %; up to 3 it is 11.3 %.
        case(&[0.5; 10], 3, 7);
        // P(0) = 0.9 × 0.2 = 0.18, P(2) = 0.1 × 0.8 = 0.08, of which half is outside.
        case(&[0.1, 0.8], 0, 1);
        case(&[f64::INFINITY, -1.0], 1, 1);
        // Six tags of 0.66 each: P(6) = 0.083 lies above 0.95 with its middle, and below 2 there is next to nothing.
        case(&[0.66; 6], 2, 5);
        assert!(Interval { low: 2, high: 5 }.excludes(6) && !Interval { low: 2, high: 5 }.excludes(5));
    }

    #[test]
    fn randomised_ends_hold_nine_tenths_of_every_law() {
        for probabilities in [vec![], vec![0.02], vec![0.5; 3], vec![0.97, 0.1, 0.6], vec![0.3; 40]] {
            let covered = |truth| Interval::randomized_coverage(probabilities.iter().copied(), truth);
            // The chance of each count, by the definition: differences of the probability of no more than it.
            let mut chances = vec![1.0];
            for p in &probabilities {
                let shifted = [&[0.0], chances.as_slice()].concat();
                chances.push(0.0);
                chances.iter_mut().zip(shifted).for_each(|(chance, below)| *chance = *chance * (1.0 - p) + below * p);
            }
            let mean: f64 = chances.iter().zip(0..).map(|(chance, truth)| chance * covered(truth)).sum();
            assert!((mean - 0.9).abs() < 1e-6, "{probabilities:?}: {mean}");
        }
        assert!(Interval::randomized_coverage([0.0], 3).abs() < 1e-12);
    }

    #[test]
    fn an_article_counts_in_all_cells_that_its_topics_may_be_in() {
        let probable = |topics: &[(&str, f64)]| -> Vec<TopicProbability> {
            let topic = |&(id, probability): &(&str, f64)| TopicProbability {
                id: crate::topic::TopicId(id.into()),
                probability,
            };
            topics.iter().map(topic).collect()
        };
        let mut intervals = Intervals::new(&Column::DEFAULT);
        intervals.add(&["沙市区", "荆州区"], &probable(&[("health", 0.9), ("economy", 0.5)]), "");
        intervals.add(&["沙市区"], &probable(&[("health", 0.99)]), "");
        let case =
            |cell: [&str; 2], low, high| assert_eq!(intervals.of(&cell), Some(Interval { low, high }), "{cell:?}");
        // P(0) = 0.001, P(1) = 0.108.
        case(["沙市区", "health"], 1, 2);
        case(["荆州区", "health"], 1, 1);
        case(["荆州区", "economy"], 0, 1);
        case(["监利市", "health"], 0, 0);
        assert_eq!(intervals.of(&["沙市区", super::super::UNTAGGED]), None);
    }

    #[test]
    fn many_articles_give_the_normal_law() {
        // Standard deviation 50, so 5000 ± 1.645 × 50.
        let Interval { low, high } = Interval::of(vec![0.5; 10_000]);
        assert!(low.abs_diff(4918) <= 1 && high.abs_diff(5082) <= 1, "{low}–{high}");
    }
}
