//! Items and articles with everything the program finds about them.

use serde::{Deserialize, Serialize};

use crate::classify::{Classifier, TopicProbability, rounded};
use crate::district::{BatchHomes, Gazetteer, Home, Subject};
use crate::features::Text;
use crate::item::{Item, ItemKind};
use crate::pages_info::PagesInfo;
use crate::published;

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
    /// The probability of every topic of the model, where the tagger was asked for it: what intervals of counts are
    /// made of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub all_probabilities: Option<Vec<TopicProbability>>,
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
    /// The probability of every topic of the model, where the tagger was asked for it: what intervals of counts are
    /// made of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub all_probabilities: Option<Vec<TopicProbability>>,
}

/// Finds the topics and districts of texts; shared by reference between threads.
pub struct Tagger {
    classifier: Classifier,
    gazetteer: Gazetteer,
    home: Option<Home>,
    pages: PagesInfo,
    probabilities: Probabilities,
}

/// Which probabilities tags hold.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Probabilities {
    /// Those of the tagged topics and of those to review.
    #[default]
    Tagged,
    /// Also those of all topics, in [`Tags::all_probabilities`].
    All,
}

impl Tagger {
    /// Puts a classifier and a gazetteer together; `home` is the paper's home where nothing nearer is known, and must
    /// come from the same gazetteer, as the homes of `pages` must.
    pub fn new(classifier: Classifier, gazetteer: Gazetteer, home: Option<Home>, pages: PagesInfo) -> Self {
        Self { classifier, gazetteer, home, pages, probabilities: Probabilities::default() }
    }

    /// The same tagger, with these probabilities in its tags.
    #[must_use]
    pub fn with_probabilities(self, probabilities: Probabilities) -> Self {
        Self { probabilities, ..self }
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
        let (topics, all_probabilities) = match self.probabilities {
            Probabilities::Tagged => (self.classifier.classify(text), None),
            Probabilities::All => {
                let (probabilities, topics) = self.classifier.classify_with_probabilities(text);
                (topics, Some(self.named(&probabilities)))
            }
        };
        let subject = Subject { headline: text.headline, body: text.body };
        let districts = self.gazetteer.focus(&subject, home.or(self.home.as_ref()));
        Tags { topics: topics.tagged, review: topics.review, districts, all_probabilities }
    }

    /// The probabilities with their topics, in the model's order.
    fn named(&self, probabilities: &[f64]) -> Vec<TopicProbability> {
        let topics = self.classifier.model().topics.iter().zip(probabilities);
        topics.map(|(topic, p)| TopicProbability { id: topic.id.clone(), probability: rounded(*p) }).collect()
    }

    /// Tags the items of one page, with the page's home and year where they are known; a home that nobody names is
    /// inferred from the items.
    pub fn tag_page(&self, items: Vec<Item>) -> Vec<TaggedItem> {
        let home = self.home_of(&items);
        self.tag_page_at(items, home.as_ref())
    }

    /// Tags the items of one page of a paper that is from `home`.
    pub fn tag_page_at(&self, mut items: Vec<Item>, home: Option<&Home>) -> Vec<TaggedItem> {
        let known = items.first().and_then(|item| self.pages.page(&item.page)?.day);
        published::settle(&mut items, known);
        items.into_iter().map(|item| self.tag_item(item, home)).collect()
    }

    /// The home of a page's paper: what is known of the page or the batch, or else what the items tell.
    pub fn home_of<'a>(&self, items: impl IntoIterator<Item = &'a Item> + Clone) -> Option<Home> {
        let first = items.clone().into_iter().next()?;
        let page = self.pages.page(&first.page);
        let day = page.and_then(|page| page.day);
        let known = page.and_then(|page| page.home.clone()).or_else(|| self.home.clone());
        let home = known.or_else(|| {
            let is_banner = |item: &&Item| item.kind == ItemKind::Banner;
            let articles = items.clone().into_iter().filter(|item| !is_banner(item));
            let articles = articles.map(|item| Subject { headline: &item.headline, body: &item.text });
            let banners = items.into_iter().filter(is_banner);
            self.gazetteer.infer_home(articles, banners.flat_map(|item| [item.headline.as_str(), item.text.as_str()]))
        });
        home.map(|home| home.on(day))
    }

    /// Gives pages that do not tell their home the one that the other pages of their publication tell; `batch` holds
    /// what pages before these told. `pages` are page names with what [`Tagger::home_of`] found.
    pub fn fill_homes(&self, pages: &mut [(String, Option<Home>)], batch: &mut BatchHomes) {
        let publication = |page: &str| self.pages.page(page).map_or("", |page| page.publication.as_str());
        for (page, home) in pages.iter() {
            if let Some(home) = home {
                batch.add(publication(page), home);
            }
        }
        for (page, home) in pages.iter_mut().filter(|(_, home)| home.is_none()) {
            let day = self.pages.page(page).and_then(|page| page.day);
            *home = self.gazetteer.batch_home(batch, publication(page)).map(|home| home.on(day));
        }
    }

    /// The home of rows of a table that do not give theirs: the tagger's, or else the one that nearly all rows of the
    /// batch so far are about.
    pub fn home_of_rows(&self, batch: &BatchHomes) -> Option<Home> {
        self.home.clone().or_else(|| self.gazetteer.rows_home(batch))
    }

    /// Tags one item. Banners get no tags.
    fn tag_item(&self, item: Item, home: Option<&Home>) -> TaggedItem {
        let tags = match item.kind {
            ItemKind::Banner => Tags::default(),
            ItemKind::Article | ItemKind::Caption | ItemKind::Quote => {
                let text = Text { headline: &item.headline, body: &item.text };
                self.tag(text, home)
            }
        };
        let Tags { topics, review, districts, all_probabilities } = tags;
        TaggedItem { item, topics, review, districts, all_probabilities }
    }
}
