//! Counting hits and misses: precision, recall and F1.

pub mod ranking;

use std::ops::AddAssign;

use serde::Serialize;

/// True positives, false positives and false negatives, and the figures they give.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Prf {
    /// Rightly found.
    pub tp: usize,
    /// Found but wrong.
    pub fp: usize,
    /// Missed.
    pub fn_: usize,
}

impl Prf {
    /// Counts one decision.
    pub fn add(&mut self, is_gold: bool, is_found: bool) {
        match (is_gold, is_found) {
            (true, true) => self.tp += 1,
            (false, true) => self.fp += 1,
            (true, false) => self.fn_ += 1,
            (false, false) => {}
        }
    }

    /// tp / (tp + fp); 0 where nothing was found.
    pub fn precision(&self) -> f64 {
        ratio(self.tp, self.tp + self.fp)
    }

    /// tp / (tp + fn); 0 where there is nothing to find.
    pub fn recall(&self) -> f64 {
        ratio(self.tp, self.tp + self.fn_)
    }

    /// 2 tp / (2 tp + fp + fn), the harmonic mean of precision and recall; 0 where nothing is found or to find.
    pub fn f1(&self) -> f64 {
        ratio(2 * self.tp, 2 * self.tp + self.fp + self.fn_)
    }

    /// How many there were to find.
    pub fn support(&self) -> usize {
        self.tp + self.fn_
    }
}

impl AddAssign for Prf {
    fn add_assign(&mut self, other: Self) {
        self.tp += other.tp;
        self.fp += other.fp;
        self.fn_ += other.fn_;
    }
}

/// `part / whole`, 0 where the whole is 0.
pub fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// The mean of `values`, 0 where there is none.
pub fn mean(values: impl IntoIterator<Item = f64>) -> f64 {
    let (sum, count) = values.into_iter().fold((0.0, 0usize), |(sum, count), value| (sum + value, count + 1));
    if count == 0 { 0.0 } else { sum / count as f64 }
}

/// Hits and misses a topic, and their averages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TopicCounts {
    /// One a topic.
    pub by_topic: Vec<Prf>,
}

impl TopicCounts {
    /// Counts decisions over `topics` topics: for each article the gold and the tagged topics, by place.
    pub fn of<'a>(topics: usize, articles: impl IntoIterator<Item = (&'a [usize], &'a [usize])>) -> Self {
        let mut counts = Self { by_topic: vec![Prf::default(); topics] };
        for (gold, tagged) in articles {
            for (k, prf) in counts.by_topic.iter_mut().enumerate() {
                prf.add(gold.contains(&k), tagged.contains(&k));
            }
        }
        counts
    }

    /// All decisions together: large topics weigh more.
    pub fn micro(&self) -> Prf {
        self.by_topic.iter().fold(Prf::default(), |mut sum, prf| {
            sum += *prf;
            sum
        })
    }

    /// Mean F1 over the topics that have support or were tagged: every topic weighs the same.
    pub fn macro_f1(&self) -> f64 {
        mean(self.by_topic.iter().filter(|prf| prf.support() + prf.fp > 0).map(Prf::f1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_by_hand() {
        // Topic 0: gold in articles 1, 2; tagged in 1, 3. Topic 1: gold and tagged in 2.
        let articles: [(&[usize], &[usize]); 3] = [(&[0], &[0]), (&[0, 1], &[1]), (&[], &[0])];
        let counts = TopicCounts::of(3, articles);
        assert_eq!(counts.by_topic[0], Prf { tp: 1, fp: 1, fn_: 1 });
        assert!((counts.micro().f1() - 4.0 / 6.0).abs() < 1e-12);
        assert!((counts.macro_f1() - 0.75).abs() < 1e-12, "a topic never seen does not count");
    }
}
