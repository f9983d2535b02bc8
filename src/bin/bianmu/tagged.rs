//! Tagged articles as `bianmu tag` and `bianmu report` write them, in JSONL or CSV.

use std::io::BufRead;
use std::path::Path;

use bianmu::classify::TopicProbability;
use bianmu::corpus::split_labels;
use bianmu::count::Article;
use bianmu::error::{Error, Result};
use bianmu::export::unguarded;
use bianmu::topic::csv_error;
use csv::StringRecord;
use serde::{Deserialize, Deserializer};

use crate::input;

/// A line of JSONL: the part of a tagged article that counting reads.
#[derive(Deserialize)]
struct Line {
    #[serde(default, deserialize_with = "text")]
    id: Option<String>,
    #[serde(default)]
    kind: String,
    #[serde(default, deserialize_with = "text")]
    headline: Option<String>,
    #[serde(default)]
    date: String,
    /// Set where it is the rest of an article that counts elsewhere.
    #[serde(default)]
    continues: String,
    topics: Vec<TopicId>,
    districts: Vec<String>,
    #[serde(default)]
    all_probabilities: Option<Vec<TopicProbability>>,
    #[serde(default, deserialize_with = "text")]
    text: Option<String>,
    /// The running text of a row that came from a labels table.
    #[serde(default, deserialize_with = "text")]
    body: Option<String>,
}

#[derive(Deserialize)]
struct TopicId {
    id: String,
}

/// Page furniture, which is no article.
const BANNER: &str = "banner";

/// A text where there is one; what is none is of no use for counting, and no error.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Option<String>, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    Ok(value.as_str().map(str::to_string))
}

/// Whether an article counts by itself: page furniture and the rests of articles do not.
fn is_counted(kind: &str, continues: &str) -> bool {
    kind != BANNER && continues.is_empty()
}

impl From<Line> for Article {
    fn from(line: Line) -> Self {
        Self {
            id: line.id.unwrap_or_default(),
            headline: line.headline.unwrap_or_default(),
            districts: line.districts,
            topics: line.topics.into_iter().map(|topic| topic.id).collect(),
            date: line.date,
            text: line.text.or(line.body),
            all_probabilities: line.all_probabilities,
        }
    }
}

/// Reads the articles of one input that count, or none of them.
pub(crate) fn read(path: &Path) -> Result<Vec<Article>> {
    let name = input::name(path);
    let mut lines = input::open(path)?;
    let first = lines.fill_buf().map_err(|error| Error::io(&name, error))?;
    let is_json = first.trim_ascii_start().starts_with(b"{");
    if is_json || input::has_ending(path, "jsonl") { read_jsonl(&name, lines) } else { read_csv(&name, lines) }
}

fn read_jsonl(name: &str, lines: impl BufRead) -> Result<Vec<Article>> {
    let mut articles = Vec::new();
    for (line, number) in lines.lines().zip(1..) {
        let line = line.map_err(|error| Error::io(name, error))?;
        if !line.trim().is_empty() {
            let line: Line = serde_json::from_str(&line)
                .map_err(|error| Error::row(name, number, format!("no article as `bianmu tag` writes it ({error})")))?;
            if is_counted(&line.kind, &line.continues) {
                articles.push(line.into());
            }
        }
    }
    Ok(articles)
}

/// The articles of a table that count.
pub(crate) fn read_csv(name: &str, lines: impl BufRead) -> Result<Vec<Article>> {
    let mut table = csv::Reader::from_reader(lines);
    let header = table.headers().map_err(|error| csv_error(name, &error))?.clone();
    let columns = Columns::find(name, &header)?;
    let mut articles = Vec::new();
    for row in table.records() {
        let row = row.map_err(|error| csv_error(name, &error))?;
        articles.extend(columns.article(&row));
    }
    Ok(articles)
}

/// Where a table has what counting reads.
struct Columns {
    topics: usize,
    districts: usize,
    id: Option<usize>,
    kind: Option<usize>,
    headline: Option<usize>,
    date: Option<usize>,
    continues: Option<usize>,
    text: Option<usize>,
}

impl Columns {
    fn find(name: &str, header: &StringRecord) -> Result<Self> {
        if header.is_empty() {
            return Err(Error::Empty { name: name.to_string() });
        }
        let place = |wanted: &str| header.iter().position(|cell| cell.trim_start_matches('\u{feff}') == wanted);
        let missing = |wanted: &str| {
            let found: Vec<String> = header.iter().map(|cell| format!("`{cell}`")).collect();
            let hint = "; make the table with `bianmu tag`".to_string();
            Error::MissingColumn { name: name.to_string(), wanted: wanted.to_string(), found: found.join(", "), hint }
        };
        Ok(Self {
            topics: place("topics").ok_or_else(|| missing("topics"))?,
            districts: place("districts").ok_or_else(|| missing("districts"))?,
            id: place("id"),
            kind: place("kind"),
            headline: place("headline"),
            date: place("date"),
            continues: place("continues"),
            text: place("text").or_else(|| place("body")),
        })
    }

    /// The article of a row, if it counts.
    fn article(&self, row: &StringRecord) -> Option<Article> {
        let raw = |place: Option<usize>| place.and_then(|place| row.get(place)).unwrap_or_default();
        // A table for Excel has a guard before what would run as a formula, such as a date without year.
        let cell = |place: Option<usize>| unguarded(raw(place)).to_string();
        let list = |place: usize| split_labels(unguarded(raw(Some(place)))).map(str::to_string).collect();
        is_counted(raw(self.kind), raw(self.continues)).then(|| Article {
            id: cell(self.id),
            headline: cell(self.headline),
            districts: list(self.districts),
            topics: list(self.topics),
            date: cell(self.date),
            text: self.text.map(|place| cell(Some(place))),
            all_probabilities: None,
        })
    }
}
