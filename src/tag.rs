//! An item with everything the program found about it.

use serde::{Deserialize, Serialize};

use crate::classify::TopicProbability;
use crate::item::Item;

/// An item with its tags: the row of `articles.csv` and the line of `bianmu tag`'s JSONL.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TaggedItem {
    /// The piece of the page; its fields stand beside the tags, not below a field `item`.
    #[serde(flatten)]
    pub item: Item,
    /// Topics over their thresholds, best first.
    pub topics: Vec<TopicProbability>,
    /// Topics not far below: a person should look.
    pub review: Vec<TopicProbability>,
    /// Districts that the item is about, best first.
    pub districts: Vec<String>,
}
