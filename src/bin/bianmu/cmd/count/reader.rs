//! Tagged articles as `bianmu tag` writes them, in JSONL or CSV.

use std::io::BufRead;
use std::path::Path;

use bianmu::classify::TopicProbability;
use bianmu::corpus::split_labels;
use bianmu::error::{Error, Result};
use bianmu::topic::csv_error;
use serde::{Deserialize, Deserializer};

use crate::input;

/// The part of a tagged article that counting reads.
#[derive(Deserialize)]
pub(super) struct Tagged {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    pub(super) date: String,
    /// Set where it is the rest of an article that counts elsewhere.
    #[serde(default)]
    continues: String,
    pub(super) topics: Vec<TopicId>,
    pub(super) districts: Vec<String>,
    /// What every topic's probability is, by which intervals are made.
    #[serde(default)]
    pub(super) all_probabilities: Option<Vec<TopicProbability>>,
    /// The running text, by which reprints are found.
    #[serde(default, deserialize_with = "text")]
    text: Option<String>,
    /// The same in a row that came from a labels table.
    #[serde(default, deserialize_with = "text")]
    body: Option<String>,
}

#[derive(Deserialize)]
pub(super) struct TopicId {
    pub(super) id: String,
}

/// Page furniture, which is no article.
const BANNER: &str = "banner";

/// A text where there is one; what is none is of no use for counting, and no error.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Option<String>, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    Ok(value.as_str().map(str::to_string))
}

impl Tagged {
    /// The running text, where the article came with one.
    pub(super) fn running_text(&self) -> Option<&str> {
        self.text.as_deref().or(self.body.as_deref())
    }
}

/// Reads one input whole or not at all; page furniture and the rests of articles are left away.
pub(super) fn read(path: &Path) -> Result<Vec<Tagged>> {
    let name = input::name(path);
    let mut lines = input::open(path)?;
    let first = lines.fill_buf().map_err(|error| Error::io(&name, error))?;
    let is_json = first.trim_ascii_start().starts_with(b"{");
    let mut articles = if is_json || input::has_ending(Path::new(&name), "jsonl") {
        read_jsonl(&name, lines)?
    } else {
        read_csv(&name, lines)?
    };
    articles.retain(|article| article.kind != BANNER && article.continues.is_empty());
    Ok(articles)
}

fn read_jsonl(name: &str, lines: impl BufRead) -> Result<Vec<Tagged>> {
    let mut articles = Vec::new();
    for (line, number) in lines.lines().zip(1..) {
        let line = line.map_err(|error| Error::io(name, error))?;
        if !line.trim().is_empty() {
            let tagged = serde_json::from_str(&line)
                .map_err(|error| Error::row(name, number, format!("no article as `bianmu tag` writes it ({error})")))?;
            articles.push(tagged);
        }
    }
    Ok(articles)
}

fn read_csv(name: &str, lines: impl BufRead) -> Result<Vec<Tagged>> {
    let mut articles = Vec::new();
    let mut table = csv::Reader::from_reader(lines);
    let header = table.headers().map_err(|error| csv_error(name, &error))?.clone();
    if header.is_empty() {
        return Err(Error::Empty { name: name.to_string() });
    }
    let place = |wanted: &str| header.iter().position(|cell| cell.trim_start_matches('\u{feff}') == wanted);
    let missing = |wanted: &str| {
        let found: Vec<String> = header.iter().map(|cell| format!("`{cell}`")).collect();
        let hint = "; make the table with `bianmu tag`".to_string();
        Error::MissingColumn { name: name.to_string(), wanted: wanted.to_string(), found: found.join(", "), hint }
    };
    let topics = place("topics").ok_or_else(|| missing("topics"))?;
    let districts = place("districts").ok_or_else(|| missing("districts"))?;
    let (kind, date, continues) = (place("kind"), place("date"), place("continues"));
    let (text, body) = (place("text"), place("body"));
    for row in table.records() {
        let row = row.map_err(|error| csv_error(name, &error))?;
        let cell = |place: Option<usize>| place.and_then(|place| row.get(place)).unwrap_or_default();
        let list = |place| split_labels(cell(Some(place))).map(str::to_string);
        articles.push(Tagged {
            kind: cell(kind).to_string(),
            continues: cell(continues).to_string(),
            // Excel's guard stands before a date without year.
            date: cell(date).trim_start_matches('\'').to_string(),
            topics: list(topics).map(|id| TopicId { id }).collect(),
            districts: list(districts).collect(),
            all_probabilities: None,
            text: text.map(|place| cell(Some(place)).to_string()),
            body: body.map(|place| cell(Some(place)).to_string()),
        });
    }
    Ok(articles)
}
