//! From which probability a topic's tags are right as often as somebody wants.

/// The lowest precision that can be asked for, in hundredths.
const LOWEST: usize = 50;
/// How many precisions can be asked for, a hundredth apart: 0.50 to 0.99.
pub const LEVELS: usize = 50;
/// Stands in the table where no threshold gives the precision; no probability reaches it.
pub const NEVER: f64 = 2.0;

/// For each topic the thresholds that gave each precision on held-out articles.
#[derive(Debug, Clone, PartialEq)]
pub struct PrecisionTable {
    /// Topic-major: that of level `l` of topic `k` stands at `k · LEVELS + l`.
    thresholds: Vec<f64>,
}

/// The precision of level `level`.
pub fn precision_of(level: usize) -> f64 {
    (LOWEST + level) as f64 / 100.0
}

impl PrecisionTable {
    /// Takes the thresholds of `topics` topics, [`LEVELS`] each.
    ///
    /// Returns `None` where they are of another number, no probabilities, or fall from a level to the next.
    pub fn new(topics: usize, thresholds: Vec<f64>) -> Option<Self> {
        let is_threshold = |x: &f64| (0.0..=1.0).contains(x) || x.to_bits() == NEVER.to_bits();
        let fits = topics.checked_mul(LEVELS) == Some(thresholds.len())
            && thresholds.iter().all(is_threshold)
            && thresholds.chunks(LEVELS).all(<[f64]>::is_sorted);
        fits.then_some(Self { thresholds })
    }

    /// The threshold of each topic for the lowest level that is at least `precision`; `None` outside 0.5 to 0.99.
    pub fn thresholds(&self, precision: f64) -> Option<Vec<f64>> {
        let level = (0..LEVELS).find(|&level| precision_of(level) >= precision)?;
        let is_asked = precision >= precision_of(0);
        is_asked.then(|| self.thresholds.chunks(LEVELS).map(|topic| topic[level]).collect())
    }

    /// All thresholds as they stand in the model file.
    pub(super) fn values(&self) -> &[f64] {
        &self.thresholds
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_precision_finds_its_level_or_the_next_above() {
        let rising: Vec<f64> = (0..LEVELS).map(|level| precision_of(level) / 2.0).collect();
        let table = PrecisionTable::new(2, [rising, vec![NEVER; LEVELS]].concat()).unwrap();
        assert_eq!(table.thresholds(0.9), Some(vec![0.45, NEVER]));
        assert_eq!(table.thresholds(0.895), Some(vec![0.45, NEVER]));
        assert_eq!(table.thresholds(0.5), Some(vec![0.25, NEVER]));
        for outside in [0.49, 0.995, 1.0, f64::NAN, -1.0] {
            assert_eq!(table.thresholds(outside), None, "{outside}");
        }
    }

    #[test]
    fn a_table_that_no_training_gives_is_refused() {
        let level = |at: usize, value: f64| {
            let mut thresholds = vec![0.5; LEVELS];
            thresholds[at] = value;
            PrecisionTable::new(1, thresholds)
        };
        assert!(level(0, 0.5).is_some() && level(LEVELS - 1, NEVER).is_some());
        for wrong in [level(3, 0.4), level(3, f64::NAN), level(LEVELS - 1, 1.5), level(0, -0.1)] {
            assert_eq!(wrong, None);
        }
        assert_eq!(PrecisionTable::new(2, vec![0.5; LEVELS]), None);
    }
}
