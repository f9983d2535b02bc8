//! Labelled articles: what people write to teach the program.

mod columns;
mod date;
mod labels;
mod values;

pub use columns::{Columns, split_headline};
pub use date::Date;
pub use labels::split_labels;

use std::collections::BTreeSet;
use std::io::Read;

use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::features::Text;
use crate::model::Task;
use crate::topic::{Taxonomy, Topic, csv_error};

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

/// A row as read, its labels still words.
struct Row {
    line: u64,
    headline: String,
    body: String,
    labels: Vec<String>,
}

impl Corpus {
    /// Reads a labels table: `text`, or `headline` and `body`, with `topics` or `label`, several topics
    /// joined with `;`, or with `、` or a comma where no topic's name holds one (Chinese column names too, see [`Columns`]).
    ///
    /// Labels are topics of `taxonomy` when at least half of all labels in the table are in it; every other
    /// label is then an error. Otherwise the labels are a taxonomy of their own.
    ///
    /// # Errors
    ///
    /// The table is malformed or lacks a column; a row has no text or an unknown topic (all such rows
    /// are named); there is no row.
    pub fn from_csv(name: &str, reader: impl Read, taxonomy: &Taxonomy) -> Result<Self> {
        let (rows, mut wrong) = read_rows(name, reader, taxonomy)?;
        if rows.is_empty() {
            return Err(Error::Empty { name: name.to_string() });
        }
        let topics = topics_of(&rows, taxonomy);
        let place = |label: &str| {
            topics.iter().position(|topic| {
                topic.id.as_str() == label || topic.chinese == label || topic.english.eq_ignore_ascii_case(label)
            })
        };
        let mut examples = Vec::with_capacity(rows.len());
        for row in rows {
            let mut places = BTreeSet::new();
            for label in &row.labels {
                match place(label) {
                    Some(k) => {
                        places.insert(k);
                    }
                    None => wrong.push((row.line, unknown_topic(label, taxonomy))),
                }
            }
            examples.push(Example {
                headline: row.headline,
                body: row.body,
                topics: places.into_iter().collect(),
                line: row.line,
            });
        }
        wrong.sort();
        Error::all(wrong.into_iter().map(|(line, message)| Error::row(name, line, message)).collect())?;
        examples.sort();
        Ok(Self { name: name.to_string(), topics, examples })
    }

    /// Exclusive where every article has exactly one topic, otherwise multi-label.
    pub fn task(&self) -> Task {
        if self.examples.iter().all(|example| example.topics.len() == 1) { Task::Exclusive } else { Task::Multilabel }
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

fn unknown_topic(label: &str, taxonomy: &Taxonomy) -> String {
    format!("unknown topic `{label}`{}", taxonomy.hint(label))
}

/// Lines of a table with what is wrong on them.
type Wrong = Vec<(u64, String)>;

fn read_rows(name: &str, reader: impl Read, taxonomy: &Taxonomy) -> Result<(Vec<Row>, Wrong)> {
    let mut table = csv::ReaderBuilder::new().from_reader(reader);
    let header = table.headers().map_err(|error| csv_error(name, &error))?.clone();
    let columns = Columns::find(name, &header)?;
    let topics = columns.topics(name, &header)?;
    let mut rows = Vec::new();
    let mut wrong = Vec::new();
    for record in table.records() {
        let record = record.map_err(|error| csv_error(name, &error))?;
        let line = record.position().map_or(0, csv::Position::line);
        let (headline, body) = columns.text(|i| record.get(i));
        if headline.is_empty() && body.is_empty() {
            wrong.push((line, "no text in this row; fill it in or delete the row".to_string()));
        }
        let labels = split_labels(record.get(topics).unwrap_or_default());
        let labels = labels.flat_map(|label| labels::parts(label, taxonomy)).map(str::to_string).collect();
        rows.push(Row { line, headline, body, labels });
    }
    Ok((rows, wrong))
}

/// Whether labels follow a taxonomy: at least half of them are in it.
pub(crate) fn follows<'a>(labels: impl Iterator<Item = &'a str>, taxonomy: &Taxonomy) -> bool {
    let (known, all) =
        labels.fold((0, 0), |(known, all), label| (known + usize::from(taxonomy.find(label).is_some()), all + 1));
    known * 2 >= all
}

/// The given taxonomy if at least half of all labels are in it, else the labels themselves.
fn topics_of(rows: &[Row], taxonomy: &Taxonomy) -> Vec<Topic> {
    let labels = || rows.iter().flat_map(|row| &row.labels);
    let known: BTreeSet<_> = labels().filter_map(|label| taxonomy.find(label)).map(|topic| &topic.id).collect();
    if follows(labels().map(String::as_str), taxonomy) {
        taxonomy.topics().iter().filter(|topic| known.contains(&topic.id)).cloned().collect()
    } else {
        labels().map(String::as_str).collect::<BTreeSet<_>>().into_iter().map(Topic::bare).collect()
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
    fn foreign_labels_are_a_taxonomy_of_their_own() {
        let corpus = read("text,label\n甲,体育\n乙,财经\n").unwrap();
        assert_eq!(corpus.task(), Task::Exclusive);
        assert_eq!(corpus.topics[0].id.as_str(), "体育");
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
    fn rows_without_text_and_empty_tables_are_refused() {
        let error = read("text,label\n甲,heath\n,health\n乙,health\n").unwrap_err().to_string();
        assert_eq!(
            error,
            "l.csv:2: unknown topic `heath`, did you mean `health`?\nl.csv:3: no text in this row; fill it in or delete the row"
        );
        assert!(matches!(read("text,label\n"), Err(Error::Empty { .. })));
    }
}
