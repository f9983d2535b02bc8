//! Whether a batch looks like the text that a model was trained on.
//!
//! Calibrated probabilities and thresholds hold for texts like those of the training. Three figures of a batch are held
//! against the model's [`Reference`]: the words that the model does not know, the best topic's probability, and how often
//! each topic is tagged. Large batches differ from any training in ways that matter little, so a figure is asked how far it
//! lies off, not how surely.

use crate::classify::{Classifier, TopicProbability};
use crate::features::{Place, Text};
use crate::model::{Reference, TopicModel};
use crate::tokenize::{Term, Tokenizer};

/// Fewer articles say little about a batch: their topics differ from any mixture by chance.
pub const MIN_ARTICLES: usize = 30;
/// From how many standard deviations of single articles on the batch's mean is far off.
const FAR: f64 = 1.0;
/// From which share of tags that another mixture of topics accounts for on the batch's topics are far off.
const FAR_RATES: f64 = 0.5;
/// Figures are summed as whole numbers of this size, so that the order of articles changes no sum.
const UNIT: f64 = 1e-9;

/// The sums over a batch's articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Batch {
    articles: u64,
    unseen: u64,
    best: u64,
    /// Tags of each topic, and last the articles without any.
    tags: Vec<u64>,
}

/// How far a batch lies from the training.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drift {
    /// Mean share of an article's words that the model does not know.
    pub unseen: f64,
    /// Mean of the best topics' probabilities.
    pub best: f64,
    /// Share of the tags that would have to be other ones for the topics to be as frequent as in training (total variation).
    pub rates: f64,
    /// The same figures lie so far off that something is amiss.
    pub is_far: [bool; 3],
}

impl Batch {
    /// No articles yet, of a model's topics.
    pub fn new(model: &TopicModel) -> Self {
        Self { articles: 0, unseen: 0, best: 0, tags: vec![0; model.topics.len() + 1] }
    }

    /// Adds an article with its tags and the topics to review.
    pub fn add(
        &mut self,
        classifier: &Classifier,
        text: Text<'_>,
        tags: &[TopicProbability],
        review: &[TopicProbability],
    ) {
        let model = classifier.model();
        let unseen = unseen(classifier.tokenizer(), text, |word| {
            model.vocabulary.id(Place::Anywhere, Term::Word(word)).is_none()
        });
        let best = tags.iter().chain(review).map(|tag| tag.probability).fold(0.0, f64::max);
        self.articles += 1;
        self.unseen += (unseen / UNIT) as u64;
        self.best += (best / UNIT) as u64;
        for (count, topic) in self.tags.iter_mut().zip(&model.topics) {
            *count += tags.iter().filter(|tag| tag.id == topic.id).count() as u64;
        }
        if let (true, Some(none)) = (tags.is_empty(), self.tags.last_mut()) {
            *none += 1;
        }
    }

    /// Adds another batch.
    pub fn join(&mut self, other: &Self) {
        self.articles += other.articles;
        self.unseen += other.unseen;
        self.best += other.best;
        for (count, other) in self.tags.iter_mut().zip(&other.tags) {
            *count += other;
        }
    }

    /// How far the batch lies from the training; `None` where there are fewer than [`MIN_ARTICLES`].
    pub fn against(&self, reference: &Reference) -> Option<Drift> {
        if self.articles < MIN_ARTICLES as u64 {
            return None;
        }
        let mean = |sum: u64| sum as f64 * UNIT / self.articles as f64;
        let (unseen, best) = (mean(self.unseen), mean(self.best));
        let all = self.tags.iter().sum::<u64>().max(1) as f64;
        let gaps = self.tags.iter().zip(&reference.rates).map(|(tags, rate)| (*tags as f64 / all - rate).abs());
        let rates = gaps.sum::<f64>() / 2.0;
        let is_far = [
            unseen > reference.unseen.mean + FAR * reference.unseen.deviation,
            best < reference.best.mean - FAR * reference.best.deviation,
            rates > FAR_RATES,
        ];
        Some(Drift { unseen, best, rates, is_far })
    }
}

impl Drift {
    /// Whether any figure lies far off.
    pub fn is_far(&self) -> bool {
        self.is_far.contains(&true)
    }
}

/// Share of a text's words that `is_unseen`; none of a text without words.
pub(crate) fn unseen(tokenizer: &Tokenizer, text: Text<'_>, is_unseen: impl Fn(&str) -> bool) -> f64 {
    let (mut words, mut unseen) = (0usize, 0usize);
    for part in [text.headline, text.body] {
        for (_, word) in tokenizer.spans(part).into_iter().filter(|(_, word)| tokenizer.is_telling(word)) {
            words += 1;
            unseen += usize::from(is_unseen(word));
        }
    }
    crate::measure::ratio(unseen, words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;
    use crate::model::Spread;

    fn spread(mean: f64, deviation: f64) -> Spread {
        Spread { mean, deviation }
    }

    #[test]
    fn figures_by_hand() {
        let reference = Reference { unseen: spread(0.1, 0.05), best: spread(0.8, 0.2), rates: vec![0.5, 0.3, 0.2] };
        let unit = |x: f64| (x / UNIT) as u64;
        let batch = Batch { articles: 100, unseen: unit(14.0), best: unit(59.0), tags: vec![0, 100, 25] };
        let drift = batch.against(&reference).unwrap();
        // 0, 0.8, 0.2 against 0.5, 0.3, 0.2: (0.5 + 0.5 + 0) / 2.
        assert!((drift.unseen - 0.14).abs() < 1e-6 && (drift.rates - 0.5).abs() < 1e-12, "{drift:?}");
        assert_eq!(drift.is_far, [false, true, false]);
        assert_eq!(Batch { articles: 29, ..batch }.against(&reference), None);
    }

    #[test]
    fn words_that_the_model_does_not_know_are_counted() {
        let classifier = Classifier::new(builtin::model().unwrap()).unwrap();
        let share = |body| {
            let is_unseen = |word: &str| classifier.model().vocabulary.id(Place::Anywhere, Term::Word(word)).is_none();
            unseen(classifier.tokenizer(), Text { headline: "", body }, is_unseen)
        };
        assert_eq!((share("医院义诊"), share("qwertyuiop"), share("，。")), (0.0, 1.0, 0.0));
    }
}
