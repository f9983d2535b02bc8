//! What is known of an article's topics, and how much it counts in fitting.

use super::svm::Case;

/// An article's topics and weight. A labelled article weighs 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Target<'a> {
    topics: &'a [usize],
    weight: f64,
}

impl<'a> Target<'a> {
    /// A labelled article with the places of its topics.
    pub(super) fn known(topics: &'a [usize]) -> Self {
        Self { topics, weight: 1.0 }
    }

    /// An article that is taken for one of these topics and counts as `weight` labelled ones.
    pub(super) fn guessed(topics: &'a [usize], weight: f64) -> Self {
        Self { topics, weight }
    }

    /// The places of its topics.
    pub(super) fn topics(&self) -> &'a [usize] {
        self.topics
    }

    /// How many labelled articles it counts as.
    pub(super) fn weight(&self) -> f64 {
        self.weight
    }

    /// The side of topic `k`'s plane that it belongs on, and what it is worth there.
    pub(super) fn case(&self, k: usize) -> Case {
        Case { is_topic: self.topics.contains(&k), weight: self.weight }
    }
}
