//! Items and articles with everything the program finds about them.

use serde::{Deserialize, Serialize};

use crate::classify::{Classifier, TopicProbability};
use crate::district::{Gazetteer, Home, Subject};
use crate::features::Text;
use crate::item::{Item, ItemKind};
use crate::pages_info::{PageInfo, PagesInfo};

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

/// The tags of one text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Tags {
    /// Topics over their thresholds, best first.
    pub topics: Vec<TopicProbability>,
    /// Topics not far below: a person should look.
    pub review: Vec<TopicProbability>,
    /// Districts that the text is about, best first.
    pub districts: Vec<String>,
}

/// Finds the topics and districts of texts; shared by reference between threads.
pub struct Tagger {
    classifier: Classifier,
    gazetteer: Gazetteer,
    home: Option<Home>,
    pages: PagesInfo,
}

impl Tagger {
    /// Puts a classifier and a gazetteer together; `home` is the paper's home where nothing nearer is known, and must
    /// come from the same gazetteer, as the homes of `pages` must.
    pub fn new(classifier: Classifier, gazetteer: Gazetteer, home: Option<Home>, pages: PagesInfo) -> Self {
        Self { classifier, gazetteer, home, pages }
    }

    /// The classifier.
    pub fn classifier(&self) -> &Classifier {
        &self.classifier
    }

    /// The gazetteer.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// Finds the topics and districts of a text. A `home` of its own goes before the tagger's.
    pub fn tag(&self, text: Text<'_>, home: Option<&Home>) -> Tags {
        let topics = self.classifier.classify(text);
        let subject = Subject { headline: text.headline, body: text.body };
        let districts = self.gazetteer.focus(&subject, home.or(self.home.as_ref()));
        Tags { topics: topics.tagged, review: topics.review, districts }
    }

    /// Tags the items of one page, with the page's home and year where they are known; a home that nobody names is
    /// inferred from the items.
    pub fn tag_page(&self, items: Vec<Item>) -> Vec<TaggedItem> {
        let page = items.first().and_then(|item| self.pages.page(&item.page));
        let day = page.and_then(|page| page.day);
        let known = page.and_then(|page| page.home.clone()).or_else(|| self.home.as_ref().map(|home| home.on(day)));
        let home = known.or_else(|| {
            let articles = items.iter().filter(|item| item.kind != ItemKind::Banner);
            self.gazetteer.infer_home(articles.map(|item| Subject { headline: &item.headline, body: &item.text }))
        });
        items.into_iter().map(|item| self.tag_item(item, page, home.as_ref())).collect()
    }

    /// Tags one item. Banners get no tags.
    fn tag_item(&self, mut item: Item, page: Option<&PageInfo>, home: Option<&Home>) -> TaggedItem {
        if let Some(page) = page {
            item.date = page.with_year(&item.date);
        }
        let tags = match item.kind {
            ItemKind::Banner => Tags::default(),
            ItemKind::Article | ItemKind::Caption | ItemKind::Quote => {
                let text = Text { headline: &item.headline, body: &item.text };
                self.tag(text, home)
            }
        };
        TaggedItem { item, topics: tags.topics, review: tags.review, districts: tags.districts }
    }
}
