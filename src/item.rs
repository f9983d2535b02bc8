//! A piece of a page: article, caption, quotation or banner.

use serde::{Deserialize, Serialize};

use crate::date::Date;

/// What kind of piece an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ItemKind {
    /// Running text with a headline of its own.
    Article,
    /// A photo's text that reports something by itself.
    Caption,
    /// A quotation with its source.
    Quote,
    /// A slogan, column name, section title or other page furniture.
    Banner,
}

impl ItemKind {
    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Caption => "caption",
            Self::Quote => "quote",
            Self::Banner => "banner",
        }
    }

    /// The word shown to Chinese readers.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Article => "文章",
            Self::Caption => "图片说明",
            Self::Quote => "摘录",
            Self::Banner => "版面标识",
        }
    }
}

/// A piece of a page as files hold it: line numbers are 1-based and inclusive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// The page's name.
    pub page: String,
    /// The page's name, `#` and the item's place on the page from 1.
    pub id: String,
    /// What kind of piece it is.
    pub kind: ItemKind,
    /// The main headline alone, without kicker and sub-headline; empty where there is none.
    pub headline: String,
    /// Lines that hold the headline, its kicker and sub-headline.
    pub headline_lines: Vec<usize>,
    /// Ranges `[first, last]` of lines that hold the body, in reading order.
    pub body_lines: Vec<[usize; 2]>,
    /// Writers as printed, `记者 周蓉 通讯员 宋富毅`; empty where none is named.
    pub byline: String,
    /// ISO date of the dateline, `--06-13` where the year is unknown, empty where there is none.
    pub date: String,
    /// The repaired body: wraps joined, paragraphs separated by a line feed.
    pub text: String,
    /// Whether the program doubts its own split.
    pub check: bool,
    /// The id of the item on another page of the batch that this one goes on from, `（上接第一版）`; empty where there is
    /// none, and then left out of files.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub continues: String,
    /// ISO date of the day on which the page appeared, as tagging finds it; empty where nothing tells it, and then left
    /// out of files.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub published: String,
}

impl Item {
    /// Whether the item counts as an article: page furniture does not, nor does the rest of an article that began on
    /// another page.
    pub fn is_counted(&self) -> bool {
        self.kind != ItemKind::Banner && self.continues.is_empty()
    }

    /// The date by which the item counts: its own, or where that tells no month the day on which its page appeared.
    pub fn counted_date(&self) -> &str {
        counted_date(&self.date, &self.published)
    }

    /// All line numbers of the item in order.
    pub fn lines(&self) -> Vec<usize> {
        let body = self.body_lines.iter().flat_map(|[first, last]| *first..=*last);
        let mut lines: Vec<usize> = self.headline_lines.iter().copied().chain(body).collect();
        lines.sort_unstable();
        lines
    }

    /// The first and the last line of the item.
    pub fn span(&self) -> Option<(usize, usize)> {
        let lines = self.lines();
        Some((*lines.first()?, *lines.last()?))
    }
}

/// The date by which an article counts that has a date of its own and appeared on another: its own if that tells a month.
pub fn counted_date<'a>(own: &'a str, published: &'a str) -> &'a str {
    let tells_month = || Date::parse(own).and_then(Date::month).is_some();
    if published.is_empty() || tells_month() { own } else { published }
}
