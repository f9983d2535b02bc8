//! One article on its way through `tag`.

use bianmu::classify::Classifier;
use bianmu::corpus::split_headline;
use bianmu::district::{Home, Subject, Vote};
use bianmu::error::Error;
use bianmu::features::Text;
use bianmu::item::{Item, ItemKind};
use bianmu::table::same_column;
use bianmu::tag::{TaggedItem, Tagger, Tags};
use serde_json::{Map, Value};

use super::item;
use crate::journal::{self, Journal};
use crate::watch::Watch;

/// An article as it came in.
pub(crate) enum Record {
    /// An item of a page, with the fields beside an item's that it came with.
    Item(Box<Item>, Map<String, Value>),
    /// A row of a table or a line of JSONL.
    Row(Map<String, Value>),
}

/// An article with its tags.
pub(super) enum Tagged {
    /// An item of a page.
    Item(Box<TaggedItem>, Map<String, Value>),
    /// A row with the fields it came with.
    Row(Map<String, Value>, Tags),
}

/// Names under which a row may hold each part of an article.
const HEADLINE: [&str; 3] = ["headline", "title", "标题"];
const BODY: [&str; 3] = ["body", "content", "正文"];
const TEXT: [&str; 3] = ["text", "文本", "内容"];
/// The column that gives an article's paper its home.
const HOME: [&str; 2] = ["home", "所在地"];

impl From<Item> for Record {
    fn from(item: Item) -> Self {
        Self::Item(Box::new(item), Map::new())
    }
}

impl Record {
    /// Reads a line of JSONL: what `segment` writes is an item again.
    pub(super) fn from_json(name: &str, line_number: u64, line: &str) -> Result<Self, Error> {
        let wrong = |message: String| Error::row(name, line_number, message);
        let fields: Map<String, Value> =
            serde_json::from_str(line).map_err(|error| wrong(format!("no JSON object ({error})")))?;
        if fields.contains_key("body_lines") && fields.contains_key("kind") {
            let item = serde_json::from_value(Value::Object(fields.clone()));
            return item
                .map(|item| Self::Item(Box::new(item), fields))
                .map_err(|error| wrong(format!("no item as `bianmu segment` writes it ({error})")));
        }
        if [HEADLINE, BODY, TEXT].concat().iter().all(|name| field(&fields, name).is_none()) {
            return Err(wrong("no field `text`, `headline` or `body`".to_string()));
        }
        Ok(Self::Row(fields))
    }

    /// Reads a row of a table: what `segment` or `tag` wrote is an item again, unless the row gives a home of its own.
    pub(super) fn from_row(fields: Map<String, Value>) -> Self {
        match item::from_row(&fields) {
            Some(item) if read(&fields, &HOME).is_none() => Self::Item(Box::new(item), fields),
            _ => Self::Row(fields),
        }
    }

    /// The home that a row gives, where it gives one; the home of an item's page is told by `--pages-info`.
    pub(super) fn home(&self) -> Option<&str> {
        match self {
            Self::Item(..) => None,
            Self::Row(fields) => read(fields, &HOME),
        }
    }

    /// The headline and the body; none of page furniture.
    pub(crate) fn text(&self) -> Option<Text<'_>> {
        match self {
            Self::Item(item, _) if item.kind == ItemKind::Banner => None,
            Self::Item(item, _) => Some(Text { headline: &item.headline, body: &item.text }),
            Self::Row(fields) => Some(text_of(fields)),
        }
    }

    /// Whether two articles are items of one page.
    pub(super) fn is_on_page_of(&self, other: &Self) -> bool {
        matches!((self, other), (Self::Item(a, _), Self::Item(b, _)) if a.page == b.page)
    }
}

/// The page that a group's items stand on, and the home that they tell; rows stand on none.
pub(super) fn home(group: &[Record], tagger: &Tagger) -> (String, Option<Home>) {
    let items = group.iter().filter_map(|record| match record {
        Record::Item(item, _) => Some(item.as_ref()),
        Record::Row(_) => None,
    });
    let page = items.clone().next().map_or_else(String::new, |item| item.page.clone());
    (page, tagger.home_of(items))
}

/// What a row that does not give its home tells of it; items are asked as pages.
pub(super) fn vote(group: &[Record], tagger: &Tagger) -> Option<Vote> {
    let [Record::Row(fields)] = group else {
        return None;
    };
    let Text { headline, body } = text_of(fields);
    read(fields, &HOME).is_none().then(|| tagger.gazetteer().vote(&Subject { headline, body })).flatten()
}

/// Finds the topics and districts of one row or of one page's items. A page's paper is from `home`; a row's from the home
/// that it gives, or else, also where that is no place, from `of_rows`.
pub(super) fn tag(
    group: Vec<Record>,
    tagger: &Tagger,
    home: Option<&Home>,
    of_rows: Option<&Home>,
    journal: &Journal,
) -> Vec<Tagged> {
    let mut items = Vec::new();
    let mut beside = Vec::new();
    let mut rows = Vec::new();
    for record in group {
        match record {
            Record::Item(item, fields) => {
                items.push(*item);
                beside.push(fields);
            }
            Record::Row(fields) => {
                let bytes_of = |fields: &&Map<String, Value>| journal::with_home(journal::json(fields), of_rows);
                let tags = journal.once("tag a row", &fields, bytes_of, |fields| tag_row(fields, tagger, of_rows));
                rows.push(Tagged::Row(fields, tags));
            }
        }
    }
    let items = journal::tag_page(journal, tagger, items, home).into_iter().zip(beside);
    rows.extend(items.map(|(item, fields)| Tagged::Item(Box::new(item), fields)));
    rows
}

/// The field of a name, as a table's columns are found.
fn field<'a>(fields: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    fields.get(name).or_else(|| fields.iter().find(|(key, _)| same_column(key, name)).map(|(_, value)| value))
}

/// The first text among the fields of the given names, blanks cut away; `None` where there is none.
fn read<'a>(fields: &'a Map<String, Value>, names: &[&str]) -> Option<&'a str> {
    let text = names.iter().find_map(|name| field(fields, name)?.as_str())?.trim();
    (!text.is_empty()).then_some(text)
}

fn tag_row(fields: &Map<String, Value>, tagger: &Tagger, of_rows: Option<&Home>) -> Tags {
    let home = read(fields, &HOME).and_then(|name| tagger.gazetteer().home(name).ok());
    tagger.tag(text_of(fields), home.as_ref().or(of_rows))
}

/// Headline and body of a row.
fn text_of(fields: &Map<String, Value>) -> Text<'_> {
    let part = |names: &[&str]| read(fields, names).unwrap_or_default();
    let (mut headline, mut body) = (part(&HEADLINE), part(&BODY));
    if body.is_empty() {
        let text = part(&TEXT);
        (headline, body) = if headline.is_empty() { split_headline(text) } else { (headline, text) };
    }
    Text { headline, body }
}

impl Tagged {
    /// Shows the article to a watch; page furniture is none.
    pub(super) fn show(&self, watch: &Watch, classifier: &Classifier) {
        match self {
            Self::Item(item, _) if item.item.kind == ItemKind::Banner => {}
            Self::Item(item, _) => {
                let text = Text { headline: &item.item.headline, body: &item.item.text };
                watch.add(classifier, text, &item.topics, &item.review);
            }
            Self::Row(fields, tags) => watch.add(classifier, text_of(fields), &tags.topics, &tags.review),
        }
    }

    /// The article as a JSON object: what came in, with the tags in place of fields of their names.
    pub(super) fn into_json(self) -> serde_json::Result<Map<String, Value>> {
        let (mut fields, own) = match self {
            Self::Item(item, fields) => (fields, serde_json::to_value(item)?),
            Self::Row(fields, tags) => (fields, serde_json::to_value(tags)?),
        };
        // Fields keep their places; tags that are new come last.
        if let Value::Object(own) = own {
            fields.extend(own);
        }
        Ok(fields)
    }
}
