//! How well probabilities put the right before the wrong, whatever the thresholds.

/// Average precision of one topic: `Σ (Rₙ − Rₙ₋₁) Pₙ` over the distinct probabilities, from the highest down, where
/// `Pₙ` and `Rₙ` are precision and recall of all articles at or above the n-th (Manning, Raghavan & Schütze 2008,
/// §8.4, as scikit-learn's `average_precision_score` computes it). `None` where no article has the topic.
pub fn average_precision(articles: &[(f64, bool)]) -> Option<f64> {
    let positives = articles.iter().filter(|(_, is)| *is).count();
    let mut ranked = articles.to_vec();
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut above, mut hits, mut sum) = (0, 0, 0.0);
    for tied in ranked.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let new = tied.iter().filter(|(_, is)| *is).count();
        above += tied.len();
        hits += new;
        sum += new as f64 * hits as f64 / above as f64;
    }
    (positives > 0).then(|| sum / positives as f64)
}

/// Label ranking average precision of one article: for each of its labels the share of labels among the topics that
/// are at least as probable, averaged (Tsoumakas, Katakis & Vlahavas 2010). 1 for an article without labels or with
/// all of them, as scikit-learn's `label_ranking_average_precision_score` has it: there is nothing to put wrong.
pub fn label_ranking(gold: &[usize], probabilities: &[f64]) -> f64 {
    if gold.is_empty() || gold.len() >= probabilities.len() {
        return 1.0;
    }
    let share = |&label: &usize| {
        let at_least = |p: f64| p >= probabilities[label];
        let rank = probabilities.iter().filter(|p| at_least(**p)).count();
        let labels = gold.iter().filter(|k| at_least(probabilities[**k])).count();
        labels as f64 / rank as f64
    };
    gold.iter().map(share).sum::<f64>() / gold.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn average_precision_by_hand() {
        let case = |articles: &[(f64, bool)], expected: f64| {
            let found = average_precision(articles).unwrap();
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        };
        case(&[(0.9, true), (0.8, false), (0.7, true)], f64::midpoint(1.0, 2.0 / 3.0));
        // Ties are one step: the order within them says nothing.
        case(&[(0.5, true), (0.5, false)], 0.5);
        case(&[(0.5, false), (0.5, true)], 0.5);
        case(&[(0.1, true)], 1.0);
        assert_eq!(average_precision(&[(0.9, false)]), None);
        assert_eq!(average_precision(&[]), None);
    }

    #[test]
    fn label_ranking_by_hand() {
        let case = |gold: &[usize], probabilities: &[f64], expected: f64| {
            assert!((label_ranking(gold, probabilities) - expected).abs() < 1e-12);
        };
        // The example of scikit-learn's documentation: ranks 2 and 3.
        case(&[0], &[0.75, 0.5, 1.0], 1.0 / 2.0);
        case(&[2], &[1.0, 0.2, 0.1], 1.0 / 3.0);
        case(&[0, 2], &[0.9, 0.5, 0.1], f64::midpoint(1.0, 2.0 / 3.0));
        case(&[], &[0.9, 0.5], 1.0);
        case(&[0, 1], &[0.9, 0.5], 1.0);
    }
}
