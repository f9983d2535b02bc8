//! What a model can learn from beside labelled articles.

use crate::corpus::{Corpus, Example};
use crate::features::Text;
use crate::model::TopicModel;
use crate::near_duplicate;
use crate::topic::{Taxonomy, Topic};

/// More unlabelled articles than these are thinned out: they cost as much time as labelled ones, and teach less.
const MOST_UNLABELLED: usize = 5000;

/// What a model learns from beside labelled articles; nothing by default.
#[derive(Clone, Copy, Default)]
pub struct Sources<'a> {
    /// Words that stand for topics, each topic's as one article made of nothing else: they decide where there are no
    /// labels, and fade as labels come.
    pub keywords: Option<&'a Taxonomy>,
    /// A model to build on: its weights decide where labels are few, and fade as labels come.
    pub base: Option<&'a TopicModel>,
    /// Articles without labels, which help where cross-validation finds that they do.
    pub unlabelled: &'a [Example],
    /// A model that tells how frequent terms are, for keywords without labels; a base tells it too.
    pub background: Option<&'a TopicModel>,
}

impl Sources<'_> {
    /// The topics that keywords and base name, in the taxonomy's order and then the base's.
    pub(super) fn topics(&self) -> Vec<Topic> {
        let mut topics: Vec<Topic> =
            self.keywords.iter().flat_map(|list| list.keywords()).map(|(t, _)| t.clone()).collect();
        for topic in self.base.iter().flat_map(|base| &base.topics) {
            if topics.iter().all(|other| other.id != topic.id) {
                topics.push(topic.clone());
            }
        }
        topics
    }

    /// The keywords of each topic as a text of its own.
    pub(super) fn keyword_texts(&self, corpus: &Corpus) -> Vec<Example> {
        let text = |(topic, words): (&Topic, &[String])| {
            let place = corpus.topics.iter().position(|other| other.id == topic.id)?;
            let words = words.join("\n");
            Some(Example { headline: String::new(), body: words, topics: vec![place], line: 0 })
        };
        self.keywords.iter().flat_map(|list| list.keywords()).filter_map(text).collect()
    }

    /// The unlabelled articles that there is something to learn from, in an order of their own: no near-copies of labelled
    /// ones or of each other.
    pub(super) fn unlabelled_texts(&self, corpus: &Corpus) -> Vec<Text<'_>> {
        let mut unlabelled: Vec<&Example> = self.unlabelled.iter().collect();
        unlabelled.sort();
        let labelled = corpus.examples.len();
        let all: Vec<&Example> = corpus.examples.iter().chain(unlabelled.iter().copied()).collect();
        let groups = near_duplicate::groups(&all, |example| format!("{}\n{}", example.headline, example.body));
        let is_new = |place: &usize| groups[*place] == *place;
        let new: Vec<usize> = (labelled..all.len()).filter(is_new).collect();
        let step = new.len().div_ceil(MOST_UNLABELLED).max(1);
        new.into_iter().step_by(step).map(|place| unlabelled[place - labelled].text()).collect()
    }

    /// Whether topics can be told apart without any label.
    pub(super) fn stand_alone(&self) -> bool {
        self.base.is_some() || self.keywords.is_some_and(|list| list.keywords().count() > 1)
    }
}
