//! Confident learning: which labels the models of the other articles contradict.
//!
//! Northcutt, Jiang & Chuang, "Confident Learning: Estimating Uncertainty in Dataset Labels" (JAIR 2021): a topic is
//! counted as an article's own where its out-of-fold probability reaches the topic's mean among the articles labelled
//! with it, so that over- and underconfident topics are judged by their own measure; a label is suspect where such a
//! topic contradicts it. Suspects are ranked by how little probability the label has ("self-confidence"). In a
//! multi-label corpus every topic is judged against the rest, as two classes.

use crate::corpus::Corpus;
use crate::measure::ratio;
use crate::model::Task;
use crate::train::CrossValidation;

/// The probability of *not* having a topic from which a label is suspect even where articles without the topic have
/// more on average: a rare topic's mean is above 0.99, which a wrong label hardly reaches. On 8,751 broadcast items in
/// 17 topics with flipped labels (`benches/audit.rs`) average precision was 0.72 without this bound and 0.82 with it.
const SURE: f64 = 0.9;
/// A topic is missing only where it is more likely than not.
const LIKELY: f64 = 0.5;

/// What speaks against the labels of an article.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Doubt {
    /// Labels that it should not have.
    pub(super) wrong: Vec<usize>,
    /// Topics that it should have, the most probable first.
    pub(super) missing: Vec<usize>,
    /// The largest probability that one of these is right.
    pub(super) score: f64,
}

/// The mean probabilities of a topic.
struct Means {
    /// Of the topic among articles labelled with it.
    with: f64,
    /// Of not having it among the others.
    without: f64,
}

/// Doubts about the labels of each article.
pub(super) fn doubts(corpus: &Corpus, validation: &CrossValidation) -> Vec<Option<Doubt>> {
    let articles = || corpus.examples.iter().map(|example| example.topics.as_slice()).zip(&validation.probabilities);
    let means: Vec<Means> = (0..corpus.topics.len()).map(|k| means(k, articles())).collect();
    let doubt = |(labels, probabilities): (&[usize], &Vec<f64>)| match validation.task {
        Task::Exclusive => exclusive(labels, probabilities, &means),
        Task::Multilabel => multilabel(labels, probabilities, &means),
    };
    articles().map(doubt).collect()
}

fn means<'a>(k: usize, articles: impl Iterator<Item = (&'a [usize], &'a Vec<f64>)>) -> Means {
    let (mut with, mut without, mut labelled, mut all) = (0.0, 0.0, 0, 0);
    for (labels, probabilities) in articles {
        all += 1;
        if labels.contains(&k) {
            labelled += 1;
            with += probabilities[k];
        } else {
            without += 1.0 - probabilities[k];
        }
    }
    let mean = |sum: f64, count: usize| if count == 0 { 1.0 } else { sum * ratio(1, count) };
    Means { with: mean(with, labelled), without: mean(without, all - labelled) }
}

/// The most probable of the topics that reach their means, if it is not the label.
fn exclusive(labels: &[usize], probabilities: &[f64], means: &[Means]) -> Option<Doubt> {
    let confident = (0..probabilities.len()).filter(|&k| probabilities[k] >= means[k].with);
    let best = confident.max_by(|a, b| probabilities[*a].total_cmp(&probabilities[*b]).then(b.cmp(a)))?;
    let &label = labels.first()?;
    let score = 1.0 - probabilities[label];
    (best != label).then(|| Doubt { wrong: vec![label], missing: vec![best], score })
}

fn multilabel(labels: &[usize], probabilities: &[f64], means: &[Means]) -> Option<Doubt> {
    let is_wrong = |k: &usize| {
        let (with, without) = (probabilities[*k], 1.0 - probabilities[*k]);
        without >= means[*k].without.min(SURE) && with < means[*k].with
    };
    let is_missing = |k: &usize| !labels.contains(k) && probabilities[*k] >= means[*k].with.max(LIKELY);
    let wrong: Vec<usize> = labels.iter().copied().filter(is_wrong).collect();
    let mut missing: Vec<usize> = (0..probabilities.len()).filter(is_missing).collect();
    missing.sort_by(|a, b| probabilities[*b].total_cmp(&probabilities[*a]));
    let doubts = wrong.iter().map(|&k| 1.0 - probabilities[k]).chain(missing.iter().map(|&k| probabilities[k]));
    let score = doubts.fold(0.0, f64::max);
    (score > 0.0).then_some(Doubt { wrong, missing, score })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn means_of(with: [f64; 2], without: [f64; 2]) -> Vec<Means> {
        with.into_iter().zip(without).map(|(with, without)| Means { with, without }).collect()
    }

    #[test]
    fn means_by_hand() {
        let articles: [(&[usize], Vec<f64>); 3] = [(&[0], vec![0.8]), (&[0], vec![0.4]), (&[], vec![0.1])];
        let means = means(0, articles.iter().map(|(labels, probabilities)| (*labels, probabilities)));
        assert!((means.with - 0.6).abs() < 1e-12 && (means.without - 0.9).abs() < 1e-12);
    }

    #[test]
    fn each_topic_is_judged_by_its_own_measure() {
        let means = means_of([0.9, 0.4], [0.8, 0.95]);
        let case = |labels: &[usize], probabilities: [f64; 2]| multilabel(labels, &probabilities, &means);
        assert_eq!(case(&[0], [0.7, 0.3]), None, "a label that is likely stays");
        assert_eq!(case(&[0], [0.1, 0.6]), Some(Doubt { wrong: vec![0], missing: vec![1], score: 0.9 }));
        assert_eq!(case(&[], [0.8, 0.45]), None, "below its mean, and less likely than not");
        assert_eq!(case(&[1], [0.95, 0.5]).unwrap().missing, [0]);
    }

    #[test]
    fn an_article_with_one_topic_is_doubted_where_another_reaches_its_mean() {
        let means = means_of([0.9, 0.3], [0.5, 0.5]);
        assert_eq!(exclusive(&[0], &[0.6, 0.4], &means), Some(Doubt { wrong: vec![0], missing: vec![1], score: 0.4 }));
        assert_eq!(exclusive(&[1], &[0.6, 0.4], &means), None);
        assert_eq!(exclusive(&[0], &[0.8, 0.2], &means), None, "no topic is sure");
    }
}
