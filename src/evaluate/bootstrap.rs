//! Intervals by the percentile bootstrap (Efron 1979), seeded, so that the same data give the same interval.

use rayon::prelude::*;
use serde::Serialize;

use crate::splitmix::{mix, numbers};

/// A 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// 2.5th percentile of the draws.
    pub low: f64,
    /// 97.5th percentile of the draws.
    pub high: f64,
}

/// How often the data are drawn again.
const DRAWS: u64 = 1000;
/// Share of the draws outside the interval on either side.
const TAIL: f64 = 0.025;

/// Computes `figure` over `DRAWS` draws of `count` places with replacement.
pub fn interval(count: usize, figure: impl Fn(&[usize]) -> f64 + Sync) -> Interval {
    if count == 0 {
        return Interval { low: 0.0, high: 0.0 };
    }
    let mut figures: Vec<f64> = (0..DRAWS).into_par_iter().map(|draw| figure(&drawn(count, draw))).collect();
    figures.sort_by(f64::total_cmp);
    let at = |share: f64| figures[((DRAWS - 1) as f64 * share).round() as usize];
    Interval { low: at(TAIL), high: at(1.0 - TAIL) }
}

/// `count` places below `count`.
fn drawn(count: usize, draw: u64) -> Vec<usize> {
    // The high bits of a number times the count give a place without division.
    let place = |number: u64| ((u128::from(number) * count as u128) >> 64) as usize;
    numbers(mix(draw)).map(place).take(count).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_interval_of_a_mean_is_about_two_standard_errors_wide() {
        // 400 values, half 0 and half 1: standard error 0.025.
        let mean = |draw: &[usize]| draw.iter().filter(|&&place| place % 2 == 0).count() as f64 / 400.0;
        let found = interval(400, mean);
        assert!((found.low - 0.451).abs() < 0.01 && (found.high - 0.549).abs() < 0.01, "{found:?}");
        assert_eq!(found, interval(400, mean));
    }
}
