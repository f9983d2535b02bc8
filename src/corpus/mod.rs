//! Labelled articles: what people write to teach the program.

mod columns;
mod labels;
mod read;
mod values;

pub(crate) use columns::ID;
pub use columns::{Columns, split_headline};
pub use labels::{split_labels, split_topics};
pub use read::LabelsReading;
pub(crate) use read::follows;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::Read;

use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::features::Text;
use crate::model::Task;
use crate::table::Table;
use crate::topic::{Taxonomy, Topic};

/// Articles from which on a topic with a single one is no slip: large tables have long tails of topics.
const LONG_TAIL: usize = 1000;

/// One labelled article.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Example {
    /// The headline, which may be empty.
    pub headline: String,
    /// The running text.
    pub body: String,
    /// Places of its topics in [`Corpus::topics`], ascending; the first label is the main one only in files.
    pub topics: Vec<usize>,
    /// Line of the file on which it begins, 1-based.
    pub line: u64,
}

impl Example {
    /// Headline and body for the classifier.
    pub fn text(&self) -> Text<'_> {
        Text { headline: &self.headline, body: &self.body }
    }
}

/// Labelled articles in canonical order, so that the order of the rows changes nothing.
#[derive(Debug, Clone)]
pub struct Corpus {
    /// The file's name, for messages.
    pub name: String,
    /// The topics that labels name, in the taxonomy's order or else sorted.
    pub topics: Vec<Topic>,
    /// The articles, sorted by their text.
    pub examples: Vec<Example>,
}

impl Corpus {
    /// Reads a labels table in UTF-8, as [`Corpus::read`] does.
    ///
    /// # Errors
    ///
    /// As there; or there are bad rows (all of them are named).
    pub fn from_csv(name: &str, reader: impl Read + Send, taxonomy: &Taxonomy) -> Result<Self> {
        Self::read(Table::from_text(name, reader)?, taxonomy)?.strictly()
    }

    /// Reads a labels table: `text`, or `headline` and `body`, with `topics` or `label`, several topics
    /// joined with `;`, or with `、` or a comma where no topic's name holds one (Chinese column names too, see [`Columns`]).
    ///
    /// Labels are topics of `taxonomy`; a row with another label is bad. Where the taxonomy is open (see
    /// [`Taxonomy::open`]), labels of which less than half are in it are a taxonomy of their own, and otherwise a label
    /// that three articles have is a topic beside those of the taxonomy. A row without text is bad too, and one with the
    /// `id` of an earlier row and other labels.
    ///
    /// # Errors
    ///
    /// The table cannot be read to its end or lacks a column; there is no good row.
    pub fn read(table: Table<'_>, taxonomy: &Taxonomy) -> Result<LabelsReading> {
        read::read(table, taxonomy)
    }

    /// Refuses labels that have topics with a single article: nothing that two articles share can be learnt from one.
    /// A large table has such topics by nature, and they are only named, to be remarked.
    ///
    /// # Errors
    ///
    /// There are such topics in a small table; all are named with their lines.
    pub fn check_support(&self) -> Result<Vec<Error>> {
        let mut single = Vec::new();
        for (k, topic) in self.topics.iter().enumerate() {
            let mut bearers = self.examples.iter().filter(|example| example.topics.contains(&k));
            if let (Some(only), None) = (bearers.next(), bearers.next()) {
                single.push((only.line, &topic.id));
            }
        }
        single.sort();
        let message = |id| format!("topic `{id}` has this article alone; label more of them, or take the label out");
        let single = single.into_iter().map(|(line, id)| Error::row(&self.name, line, message(id))).collect();
        if self.examples.len() < LONG_TAIL { Error::all(single).map(|()| Vec::new()) } else { Ok(single) }
    }

    /// No articles at all, for models that learn from something else.
    pub fn without_labels(name: &str) -> Self {
        Self { name: name.to_string(), topics: Vec::new(), examples: Vec::new() }
    }

    /// Exclusive where every article has exactly one topic, otherwise multi-label, as is a corpus without articles.
    pub fn task(&self) -> Task {
        let is_exclusive = self.examples.iter().all(|example| example.topics.len() == 1) && !self.examples.is_empty();
        if is_exclusive { Task::Exclusive } else { Task::Multilabel }
    }

    /// The articles at `places` alone, with the topics that these name.
    #[must_use]
    pub fn select(&self, places: &[usize]) -> Self {
        let mut examples: Vec<Example> = places.iter().map(|&place| self.examples[place].clone()).collect();
        let named: BTreeSet<usize> = examples.iter().flat_map(|example| example.topics.iter().copied()).collect();
        for example in &mut examples {
            for topic in &mut example.topics {
                *topic = named.range(..*topic).count();
            }
        }
        examples.sort();
        Self { name: self.name.clone(), topics: named.iter().map(|&k| self.topics[k].clone()).collect(), examples }
    }

    /// The same articles with further topics that none of them has: `topics` in their order, then those that only
    /// labels name.
    #[must_use]
    pub fn with_topics(&self, topics: &[Topic]) -> Cow<'_, Self> {
        if topics.is_empty() {
            return Cow::Borrowed(self);
        }
        let mut all = topics.to_vec();
        all.extend(self.topics.iter().filter(|own| topics.iter().all(|topic| topic.id != own.id)).cloned());
        let place = |own: &Topic| all.iter().position(|topic| topic.id == own.id).unwrap_or_default();
        let places: Vec<usize> = self.topics.iter().map(place).collect();
        let mut examples = self.examples.clone();
        for example in &mut examples {
            example.topics = example.topics.iter().map(|&k| places[k]).collect();
            example.topics.sort_unstable();
        }
        examples.sort();
        Cow::Owned(Self { name: self.name.clone(), topics: all, examples })
    }

    /// SHA-256 of the articles and labels in canonical order, in hex.
    pub fn hash(&self) -> String {
        let mut hash = Sha256::new();
        for example in &self.examples {
            for field in [&example.headline, &example.body] {
                hash.update((field.len() as u64).to_le_bytes());
                hash.update(field);
            }
            for &k in &example.topics {
                hash.update(self.topics[k].id.as_str());
                hash.update(";");
            }
        }
        crate::model::hex(&hash.finalize())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taxonomy() -> Taxonomy {
        let table = "id,chinese,english,covers\nhealth,卫生健康,health,\neducation,教育,education,\neconomy,经济发展,economy,\n";
        Taxonomy::from_csv("topics", table.as_bytes()).unwrap()
    }

    fn read(table: &str) -> Result<Corpus> {
        Corpus::from_csv("l.csv", table.as_bytes(), &taxonomy())
    }

    fn open(table: &str) -> LabelsReading {
        Corpus::read(Table::from_text("l.csv", table.as_bytes()).unwrap(), &taxonomy().open()).unwrap()
    }

    #[test]
    fn labels_may_be_ids_or_chinese_names_and_rows_in_any_order() {
        let one = read("headline,body,topics\n义诊进村,乙,卫生健康;education\n开学,甲,教育\n").unwrap();
        let other = read("标题,正文,主题\n开学,甲,education\n义诊进村,乙,health、教育\n").unwrap();
        assert_eq!(one.hash(), other.hash());
        assert_eq!(one.task(), Task::Multilabel);
        assert_eq!(one.topics.len(), 2);
    }

    #[test]
    fn every_unknown_topic_is_named_with_its_line() {
        let error = read("text,label\n甲,health\n乙,education\n丙,heath\n丁,economi\n").unwrap_err().to_string();
        assert_eq!(
            error,
            "l.csv:4: unknown topic `heath`, did you mean `health`?\nl.csv:5: unknown topic `economi`, did you mean `economy`?"
        );
    }

    #[test]
    fn foreign_labels_are_a_taxonomy_of_their_own_unless_one_is_given() {
        let table = "text,label\n甲,体育\n乙,财经\n";
        assert!(read(table).unwrap_err().to_string().starts_with("l.csv:2: unknown topic `体育`"));
        let corpus = open(table).strictly().unwrap();
        assert_eq!(corpus.task(), Task::Exclusive);
        assert_eq!(corpus.topics[0].id.as_str(), "体育");
    }

    #[test]
    fn a_label_of_three_articles_is_a_topic_beside_those_of_an_open_taxonomy() {
        let rows = "甲,教育\n乙,教育;侨务\n丙,卫生健康\n丁,侨务\n戊,侨务;健教\n己,教育\n";
        let LabelsReading { corpus, bad, remarks } = open(&format!("text,label\n{rows}"));
        let ids: Vec<&str> = corpus.topics.iter().map(|topic| topic.id.as_str()).collect();
        assert_eq!(ids, ["health", "education", "侨务"]);
        assert_eq!(remarks[0].to_string(), "l.csv:3: `侨务` is a topic of your own, with 3 articles");
        assert_eq!(bad.len(), 1);
        assert!(bad[0].to_string().ends_with("a topic of your own needs three articles"), "{}", bad[0]);
    }

    #[test]
    fn a_selection_names_only_its_own_topics() {
        let corpus = read("text,label\n甲,health\n乙,education;economy\n丙,economy\n").unwrap();
        let places: Vec<usize> = (0..3).filter(|&place| corpus.examples[place].body != "甲").collect();
        let selected = corpus.select(&places);
        assert_eq!(selected.topics.iter().map(|topic| topic.id.as_str()).collect::<Vec<_>>(), ["education", "economy"]);
        let alone = read("text,label\n乙,education;economy\n丙,economy\n").unwrap();
        assert_eq!((selected.examples.len(), selected.hash()), (2, alone.hash()));
    }

    #[test]
    fn further_topics_leave_the_labels_as_they_are() {
        let corpus = read("text,label\n甲,health\n乙,education;economy\n").unwrap();
        let topics = ["economy", "sport", "health"].map(Topic::bare);
        let widened = corpus.with_topics(&topics);
        let ids: Vec<&str> = widened.topics.iter().map(|topic| topic.id.as_str()).collect();
        assert_eq!(ids, ["economy", "sport", "health", "education"]);
        let labels = |corpus: &Corpus, body: &str| -> BTreeSet<String> {
            let example = corpus.examples.iter().find(|example| example.body == body).unwrap();
            example.topics.iter().map(|&k| corpus.topics[k].id.to_string()).collect()
        };
        for body in ["甲", "乙"] {
            assert_eq!(labels(&widened, body), labels(&corpus, body));
        }
    }

    #[test]
    fn rows_without_text_and_empty_tables_are_refused() {
        let error = read("text,label\n甲,heath\n,health\n乙,health\n").unwrap_err().to_string();
        assert_eq!(
            error,
            "l.csv:2: unknown topic `heath`, did you mean `health`?\nl.csv:3: no text in this row; fill it in or delete the row"
        );
        assert!(matches!(read("text,label\n"), Err(Error::Empty { .. })));
    }
}
