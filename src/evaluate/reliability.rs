//! Whether probabilities mean what they say: of all answers given 0.7, seven in ten should be right.

use serde::Serialize;

/// Bins of equal width that probabilities are sorted into, as many as Guo et al. 2017 and most papers since draw.
const BINS: usize = 10;
/// Bins of the probabilities from 0.1 on; below lies nearly everything that is not tagged and says so rightly.
const FROM_A_TENTH: usize = 1;

/// One bin of the reliability table.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Bin {
    /// Lowest probability of the bin.
    pub from: f64,
    /// Probability below which the bin ends; the last one holds 1 too.
    pub to: f64,
    /// Answers in the bin.
    pub count: usize,
    /// Their mean probability; none in an empty bin.
    pub mean: Option<f64>,
    /// Share of them that are right; none in an empty bin.
    pub observed: Option<f64>,
}

/// Probabilities against the truth, over all answers: one an article and topic.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reliability {
    /// Brier score (Brier 1950): mean of `(p − y)²`, `y` being 1 where the article has the topic and 0 elsewhere.
    pub brier: f64,
    /// Expected calibration error (Naeini, Cooper & Hauskrecht 2015): `Σ nᵦ/n · |mean p − share right|` over the bins.
    pub ece: f64,
    /// The same over the answers with a probability of at least 0.1 alone.
    pub ece_from_0_1: f64,
    /// The bins from 0 to 1.
    pub bins: Vec<Bin>,
}

/// What one bin holds.
#[derive(Clone, Copy, Default)]
struct Sum {
    count: usize,
    probability: f64,
    right: usize,
}

impl Reliability {
    /// Sorts answers, each a probability with the truth, into bins. All figures are 0 where there is no answer.
    pub fn of(answers: impl IntoIterator<Item = (f64, bool)>) -> Self {
        let mut sums = [Sum::default(); BINS];
        let mut squares = 0.0;
        for (probability, is) in answers {
            let sum = &mut sums[((probability * BINS as f64) as usize).min(BINS - 1)];
            sum.count += 1;
            sum.probability += probability;
            sum.right += usize::from(is);
            squares += (probability - f64::from(u8::from(is))).powi(2);
        }
        let count: usize = sums.iter().map(|sum| sum.count).sum();
        Self {
            brier: squares / count.max(1) as f64,
            ece: calibration_error(&sums),
            ece_from_0_1: calibration_error(&sums[FROM_A_TENTH..]),
            bins: (0..).zip(&sums).map(|(place, sum)| sum.bin(place)).collect(),
        }
    }
}

impl Sum {
    fn bin(&self, place: u32) -> Bin {
        let mean = |total: f64| (self.count > 0).then(|| total / self.count as f64);
        let edge = |place: u32| f64::from(place) / BINS as f64;
        Bin {
            from: edge(place),
            to: edge(place + 1),
            count: self.count,
            mean: mean(self.probability),
            observed: mean(self.right as f64),
        }
    }
}

/// `nᵦ/n · |mean p − share right|` is `|Σ p − right| / n`.
fn calibration_error(sums: &[Sum]) -> f64 {
    let count: usize = sums.iter().map(|sum| sum.count).sum();
    sums.iter().map(|sum| (sum.probability - sum.right as f64).abs()).sum::<f64>() / count.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_by_hand() {
        let found = Reliability::of([(0.05, false), (0.05, true), (0.75, true), (1.0, true)]);
        let near = |a: f64, b: f64| assert!((a - b).abs() < 1e-12, "{a} {b}");
        near(found.brier, (0.0025 + 0.9025 + 0.0625) / 4.0);
        // 0–0.1: |0.1 − 1|; 0.7–0.8: |0.75 − 1|; 0.9–1: 0.
        near(found.ece, (0.9 + 0.25) / 4.0);
        near(found.ece_from_0_1, 0.25 / 2.0);
        assert_eq!(found.bins.len(), 10);
        assert_eq!(found.bins[9], Bin { from: 0.9, to: 1.0, count: 1, mean: Some(1.0), observed: Some(1.0) });
        assert_eq!(found.bins[3], Bin { from: 0.3, to: 0.4, count: 0, mean: None, observed: None });
    }

    #[test]
    fn no_answer_is_no_error() {
        let found = Reliability::of([]);
        assert_eq!((found.brier, found.ece, found.ece_from_0_1), (0.0, 0.0, 0.0));
    }
}
