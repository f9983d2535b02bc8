//! From which probability each topic's tags are right as often as somebody may want, by out-of-fold probabilities.

use crate::classify::tagged;
use crate::model::{Decision, LEVELS, NEVER, PrecisionTable, Task, precision_of};

/// How many articles the calibrated probabilities weigh as much as, beside the articles counted: a few lucky ones at the
/// top promise nothing.
const PRIOR_ARTICLES: f64 = 50.0;

/// Fits the table on articles, each with its probabilities and its topics. Only what is tagged anyway counts: no
/// threshold is below a topic's own.
pub(super) fn table<'a>(
    decisions: &[Decision],
    task: Task,
    articles: impl Iterator<Item = (&'a [f64], &'a [usize])>,
) -> Option<PrecisionTable> {
    let mut answers: Vec<Vec<(f64, bool)>> = vec![Vec::new(); decisions.len()];
    for (probabilities, topics) in articles {
        for k in tagged(probabilities, decisions, task) {
            answers[k].push((probabilities[k], topics.contains(&k)));
        }
    }
    let row = |(k, answers): (usize, &mut Vec<(f64, bool)>)| {
        let lowest = match task {
            Task::Exclusive => 0.0,
            Task::Multilabel => decisions[k].threshold,
        };
        answers.retain(|(probability, _)| *probability >= lowest);
        thresholds(answers, lowest)
    };
    PrecisionTable::new(decisions.len(), answers.iter_mut().enumerate().flat_map(row).collect())
}

/// The lowest threshold, halfway between two probabilities or `lowest`, that gives each precision.
///
/// The precision of the `n` answers above a threshold is estimated as `(right + m · p̄) / (n + m)` with their mean
/// probability `p̄` and `m` = [`PRIOR_ARTICLES`].
fn thresholds(answers: &mut [(f64, bool)], lowest: f64) -> [f64; LEVELS] {
    answers.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut thresholds = [NEVER; LEVELS];
    let (mut right, mut sum) = (0.0, 0.0);
    for (i, (probability, is)) in answers.iter().enumerate() {
        right += f64::from(u8::from(*is));
        sum += probability;
        let threshold = match answers.get(i + 1) {
            Some((next, _)) if next.total_cmp(probability).is_eq() => continue,
            Some((next, _)) => f64::midpoint(*probability, *next),
            None => lowest,
        };
        let count = (i + 1) as f64;
        let precision = (right + PRIOR_ARTICLES * sum / count) / (count + PRIOR_ARTICLES);
        for (level, found) in thresholds.iter_mut().enumerate() {
            if precision >= precision_of(level) {
                *found = threshold;
            }
        }
    }
    thresholds
}

#[cfg(test)]
mod tests {
    use super::*;

    const AT_90: usize = 40;

    #[test]
    fn the_lowest_threshold_that_gives_the_precision_is_taken() {
        // 100 answers at 0.95, all right, and 100 at 0.75, 60 of them right.
        let mut answers: Vec<(f64, bool)> = (0..200).map(|i| (if i < 100 { 0.95 } else { 0.75 }, i < 160)).collect();
        let found = thresholds(&mut answers, 0.4);
        // All: (160 + 50 · 0.85) / 250 = 0.81; the upper half: (100 + 50 · 0.95) / 150 = 0.983.
        assert_eq!((precision_of(AT_90), found[AT_90]), (0.9, 0.85));
        assert_eq!((precision_of(31), found[31]), (0.81, 0.4));
        assert_eq!((precision_of(32), found[32]), (0.82, 0.85));
        assert_eq!((found[48], found[49]), (0.85, NEVER));
        assert!(found.is_sorted());
    }

    #[test]
    fn a_few_right_answers_of_low_probability_promise_little() {
        let found = thresholds(&mut [(0.6, true), (0.55, true), (0.5, true)], 0.4);
        assert_eq!((found[0], found[AT_90]), (0.4, NEVER));
        assert!(thresholds(&mut [], 0.4).iter().all(|threshold| threshold.total_cmp(&NEVER).is_eq()));
    }
}
