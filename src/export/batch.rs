//! Everything that the workbook and the page are drawn from.

use super::provenance::Provenance;
use crate::count::{Article, Column, Counts, Intervals, Weight};
use crate::error::Result;
use crate::tag::TaggedItem;
use crate::topic::Topic;

/// A batch of tagged items with its counts in every form that is shown.
#[derive(Debug, Clone)]
pub struct Batch<'a> {
    /// The items, each story as often as it counts.
    pub items: &'a [TaggedItem],
    /// The topics in the order in which they are shown.
    pub topics: &'a [Topic],
    /// How an article about several districts counts in the table of districts and topics.
    pub weight: Weight,
    /// Articles by district and topic.
    pub counts: Counts,
    /// The same with every printing of a story.
    pub printed: Counts,
    /// Articles by month and topic.
    pub months: Counts,
    /// The intervals of `counts`, where every article says how probable each topic is.
    pub intervals: Option<Intervals>,
    /// What all was made from.
    pub provenance: &'a Provenance,
}

impl<'a> Batch<'a> {
    /// Counts `items`; `printed` are the counts by district and topic in which a story counts as often as it was
    /// printed.
    ///
    /// # Errors
    ///
    /// `printed` is not by district and topic.
    pub fn new(
        items: &'a [TaggedItem],
        topics: &'a [Topic],
        printed: Counts,
        weight: Weight,
        provenance: &'a Provenance,
    ) -> Result<Self> {
        super::matrix::hold_to_default(&printed)?;
        let articles: Vec<Article> = items.iter().filter_map(Article::of).collect();
        let counts = Counts::of_articles(&Column::DEFAULT, &articles);
        let months = Counts::of_articles(&[Column::Month, Column::Topic], &articles);
        let intervals = Intervals::of_articles(&Column::DEFAULT, &articles);
        Ok(Self { items, topics, weight, counts, printed, months, intervals, provenance })
    }
}
