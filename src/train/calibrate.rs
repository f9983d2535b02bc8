//! Scores into probabilities and decisions, from scores of articles that the model had not seen.

use std::cell::LazyCell;

use linfa::ParamGuard;
use linfa::composing::platt_scaling::{Platt, PlattParams, platt_newton_method};
use ndarray::ArrayView1;

use crate::model::{Decision, Task};

/// A topic with fewer positives than this borrows the slope and offset of all topics together:
/// two numbers fitted on a handful of points say more about these than about the topic.
const MIN_POSITIVES: usize = 8;
/// Thresholds stay within these probabilities: beyond them a few articles decide.
const THRESHOLD_RANGE: (f64, f64) = (0.15, 0.6);

/// Out-of-fold scores of one topic with the truth.
pub(super) struct Scored {
    pub(super) scores: Vec<f64>,
    pub(super) truth: Vec<bool>,
}

/// Fits calibration and threshold of every topic.
pub(super) fn decisions(topics: &[Scored], task: Task) -> Vec<Decision> {
    let pooled = Scored {
        scores: topics.iter().flat_map(|topic| topic.scores.iter().copied()).collect(),
        truth: topics.iter().flat_map(|topic| topic.truth.iter().copied()).collect(),
    };
    let common = LazyCell::new(|| sigmoid(&pooled).unwrap_or((1.0, 0.0)));
    topics.iter().map(|topic| decision(topic, &common, task)).collect()
}

fn decision(topic: &Scored, common: &LazyCell<(f64, f64), impl FnOnce() -> (f64, f64)>, task: Task) -> Decision {
    let positives = topic.truth.iter().filter(|is| **is).count();
    let own = if positives >= MIN_POSITIVES { sigmoid(topic) } else { None };
    let (slope, offset) = own.unwrap_or_else(|| **common);
    let unset = Decision { slope, offset, threshold: 0.5 };
    let threshold = match task {
        Task::Exclusive => 0.5,
        Task::Multilabel => best_threshold(topic, unset),
    };
    Decision { threshold, ..unset }
}

/// Slope and offset of Platt's sigmoid by Newton's method (Lin, Lin & Weng 2007), as linfa has it;
/// `None` where it does not converge or would turn the scores around.
fn sigmoid(scored: &Scored) -> Option<(f64, f64)> {
    let params: PlattParams<f64, ()> = Platt::params();
    let params = params.check().ok()?;
    let truth = ArrayView1::from(&scored.truth);
    let (a, b) = platt_newton_method(ArrayView1::from(&scored.scores), truth, &params).ok()?;
    // linfa writes 1 / (1 + exp(a · score + b)).
    (a < 0.0 && a.is_finite() && b.is_finite()).then_some((-a, -b))
}

/// The threshold with the best F1 on the out-of-fold probabilities, within [`THRESHOLD_RANGE`];
/// halfway to the next probability below, so that a like article falls on the same side.
fn best_threshold(topic: &Scored, decision: Decision) -> f64 {
    let mut ranked: Vec<(f64, bool)> =
        topic.scores.iter().zip(&topic.truth).map(|(score, is)| (decision.probability(*score), *is)).collect();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let positives = ranked.iter().filter(|(_, is)| *is).count();
    let (low, high) = THRESHOLD_RANGE;
    let mut best = (0.0, f64::midpoint(low, high));
    let mut hits = 0;
    for (i, (probability, is)) in ranked.iter().enumerate() {
        hits += usize::from(*is);
        let below = ranked.get(i + 1).map_or(0.0, |next| next.0);
        let threshold = f64::midpoint(*probability, below);
        let f1 = 2.0 * hits as f64 / (i + 1 + positives) as f64;
        if f1 > best.0 && (low..=high).contains(&threshold) && below < *probability {
            best = (f1, threshold);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scored(positives: &[f64], negatives: &[f64]) -> Scored {
        let truth = [vec![true; positives.len()], vec![false; negatives.len()]].concat();
        Scored { scores: [positives, negatives].concat(), truth }
    }

    #[test]
    fn calibrated_probabilities_rise_with_the_score_and_match_the_share() {
        // At score 1 two of three are positive, at −1 one of three.
        let topic = scored(
            &[1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, -1.0, -1.0, -1.0, -1.0],
            &[1.0, 1.0, 1.0, 1.0, -1.0, -1.0, -1.0, -1.0, -1.0, -1.0, -1.0, -1.0],
        );
        let decision = decisions(&[topic], Task::Multilabel)[0];
        assert!((decision.probability(1.0) - 0.64).abs() < 0.03, "{}", decision.probability(1.0));
        assert!((decision.probability(-1.0) - 0.36).abs() < 0.03, "{}", decision.probability(-1.0));
    }

    #[test]
    fn a_topic_with_few_positives_borrows_the_common_sigmoid() {
        let large = scored(&[2.0; 20], &[-2.0; 20]);
        let decisions = decisions(&[large, scored(&[0.5], &[-3.0, -2.0])], Task::Multilabel);
        assert!(decisions[1].slope > 0.0 && decisions[1].probability(0.5).is_finite());
    }

    #[test]
    fn a_topic_that_no_article_has_is_no_panic() {
        let decisions = decisions(&[scored(&[], &[-1.0, 0.0])], Task::Multilabel);
        assert!(decisions[0].probability(0.0).is_finite());
    }
}
