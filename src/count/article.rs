//! An article as counting sees it.

use super::{Column, Counts, Intervals};
use crate::classify::TopicProbability;
use crate::tag::TaggedItem;

/// What counting needs of a tagged article.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Article {
    /// Its id; empty where it came without one.
    pub id: String,
    /// The headline, by which people know it again.
    pub headline: String,
    /// The districts that it is about.
    pub districts: Vec<String>,
    /// The ids of its topics.
    pub topics: Vec<String>,
    /// The date by which it counts; empty where there is none.
    pub date: String,
    /// The running text, by which reprints are found; `None` where it came without.
    pub text: Option<String>,
    /// The probability of every topic, of which intervals are made.
    pub all_probabilities: Option<Vec<TopicProbability>>,
}

impl Article {
    /// What counting needs of an item; `None` for one that is not counted.
    pub fn of(tagged: &TaggedItem) -> Option<Self> {
        tagged.item.is_counted().then(|| Self {
            id: tagged.item.id.clone(),
            headline: tagged.item.headline.clone(),
            districts: tagged.districts.clone(),
            topics: tagged.topics.iter().map(|topic| topic.id.as_str().to_string()).collect(),
            date: tagged.item.counted_date().to_string(),
            text: Some(tagged.item.text.clone()),
            all_probabilities: tagged.all_probabilities.clone(),
        })
    }
}

impl Article {
    /// Gives topics other names; one that has none keeps its own.
    pub fn rename_topics<'n>(&mut self, name: impl Fn(&str) -> Option<&'n str>) {
        let probable = self.all_probabilities.iter_mut().flatten().map(|topic| &mut topic.id.0);
        for topic in self.topics.iter_mut().chain(probable) {
            if let Some(name) = name(topic) {
                *topic = name.to_string();
            }
        }
    }
}

/// How many of the articles count in no month.
pub fn undated(articles: &[Article]) -> usize {
    articles.iter().filter(|article| super::month_of(&article.date).is_none()).count()
}

impl Counts {
    /// Counts articles by `columns`.
    pub fn of_articles<'a>(columns: &[Column], articles: impl IntoIterator<Item = &'a Article>) -> Self {
        let mut counts = Self::new(columns);
        for article in articles {
            counts.add(&article.districts, &article.topics, &article.date);
        }
        counts
    }
}

impl Intervals {
    /// The intervals of articles' counts by `columns`; `None` where an article does not say how probable every topic is.
    pub fn of_articles<'a>(columns: &[Column], articles: impl IntoIterator<Item = &'a Article>) -> Option<Self> {
        let mut intervals = Self::new(columns);
        for article in articles {
            intervals.add(&article.districts, article.all_probabilities.as_deref()?, &article.date);
        }
        Some(intervals)
    }
}
