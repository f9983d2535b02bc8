//! Says once when a batch looks unlike the text that the model was trained on.

use std::sync::{Mutex, PoisonError};

use bianmu::classify::{Classifier, TopicProbability};
use bianmu::drift::{Batch, Drift};
use bianmu::features::Text;
use bianmu::model::Reference;

use crate::failures;

/// So many pages or rows are looked at from the beginning of a batch.
const FIRST: usize = 128;
/// Of those after them one in so many: looking costs a good part of what tagging costs.
const STEP: usize = 16;

/// Looks at articles as they are tagged.
pub(crate) struct Watch {
    batch: Mutex<Batch>,
}

impl Watch {
    pub(crate) fn new(classifier: &Classifier) -> Self {
        Self { batch: Mutex::new(Batch::new(classifier.model())) }
    }

    /// Whether the page or row of this number is among those that are looked at.
    pub(crate) fn is_watched(number: usize) -> bool {
        number < FIRST || number.is_multiple_of(STEP)
    }

    /// Looks at an article with its tags.
    pub(crate) fn add(
        &self,
        classifier: &Classifier,
        text: Text<'_>,
        tags: &[TopicProbability],
        review: &[TopicProbability],
    ) {
        let mut one = Batch::new(classifier.model());
        one.add(classifier, text, tags, review);
        self.batch.lock().unwrap_or_else(PoisonError::into_inner).join(&one);
    }

    /// Warns where the batch lies far from the training.
    pub(crate) fn warn(self, classifier: &Classifier) {
        let batch = self.batch.into_inner().unwrap_or_else(PoisonError::into_inner);
        let Some(reference) = &classifier.model().provenance.reference else { return };
        if let Some(drift) = batch.against(reference).filter(Drift::is_far) {
            failures::print(&warning(&drift, reference));
        }
    }
}

/// What is unlike the training, with its figure there.
fn warning(drift: &Drift, reference: &Reference) -> String {
    let percent = |x: f64| format!("{:.0} %", x * 100.0);
    let texts = [
        format!(
            "{} of an article's words are unknown to it ({} in training)",
            percent(drift.unseen),
            percent(reference.unseen.mean)
        ),
        format!(
            "its best topic has a probability of {:.2} on average ({:.2} in training)",
            drift.best, reference.best.mean
        ),
        format!("{} of the tags would be others if topics were as frequent as in training", percent(drift.rates)),
    ];
    let far: Vec<String> = texts.into_iter().zip(drift.is_far).filter(|(_, is)| *is).map(|(text, _)| text).collect();
    format!(
        "warning: these articles look unlike those that the model learnt from: {}; check some tags by hand, and label some of these articles",
        far.join("; ")
    )
}
