//! The taxonomy: the topics that an article can carry.

use std::fmt;
use std::io::Read;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, did_you_mean};

/// The stable name of a topic, `public-safety`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct TopicId(pub String);

impl TopicId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TopicId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// One class of the taxonomy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Topic {
    /// The stable name, used in files.
    pub id: TopicId,
    /// The name shown to readers, `公共安全`.
    pub chinese: String,
    /// The English name.
    pub english: String,
    /// What belongs to the topic, for the person who labels.
    pub covers: String,
}

impl Topic {
    /// A topic that is known by one name alone, as in other people's label files.
    pub fn bare(name: &str) -> Self {
        Self {
            id: TopicId(name.to_string()),
            chinese: name.to_string(),
            english: name.to_string(),
            covers: String::new(),
        }
    }

    /// Whether `word` names this topic by id, Chinese or English name.
    pub(crate) fn is_named(&self, word: &str) -> bool {
        self.id.0 == word || self.chinese == word || self.english.eq_ignore_ascii_case(word)
    }
}

/// The list of topics, in the order in which people should see them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taxonomy {
    topics: Vec<Topic>,
}

impl Taxonomy {
    /// Reads the columns `id`, `chinese`, `english`, `covers` of a CSV table.
    ///
    /// # Errors
    ///
    /// The table is malformed, lacks a column, names an id twice or has no row.
    pub fn from_csv(name: &str, reader: impl Read) -> Result<Self> {
        let mut topics: Vec<Topic> = Vec::new();
        let mut table = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(reader);
        for row in table.deserialize::<Topic>() {
            let topic = row.map_err(|error| csv_error(name, &error))?;
            if topics.iter().any(|other| other.id == topic.id) {
                let line = topics.len() as u64 + 2;
                return Err(Error::row(name, line, format!("topic `{}` stands here twice", topic.id)));
            }
            topics.push(topic);
        }
        if topics.is_empty() {
            return Err(Error::Empty { name: name.to_string() });
        }
        Ok(Self { topics })
    }

    /// The topics in order.
    pub fn topics(&self) -> &[Topic] {
        &self.topics
    }

    /// Finds a topic by id, Chinese or English name.
    pub fn find(&self, word: &str) -> Option<&Topic> {
        self.topics.iter().find(|topic| topic.is_named(word))
    }

    /// `, did you mean `…`?` for a word that names no topic, or nothing.
    pub fn hint(&self, word: &str) -> String {
        let names = self.topics.iter().flat_map(|topic| [topic.id.as_str(), &topic.chinese]);
        did_you_mean(word, names)
    }
}

/// Turns an error of the csv crate into ours, with the line it speaks of.
pub fn csv_error(name: &str, error: &csv::Error) -> Error {
    if let csv::ErrorKind::Io(cause) = error.kind()
        && let Some(Error::Row { name, line, message }) = cause.get_ref().and_then(|inner| inner.downcast_ref())
    {
        return Error::row(name, *line, message);
    }
    let line = error.position().map_or(1, csv::Position::line);
    let message = match error.kind() {
        csv::ErrorKind::Utf8 { .. } => {
            "not UTF-8 text; save the table as CSV UTF-8, or name its encoding with `--encoding`".to_string()
        }
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("{len} cells where the header has {expected_len}; look for a missing comma or quote")
        }
        csv::ErrorKind::Deserialize { err, .. } => err.kind().to_string(),
        _ => error.to_string(),
    };
    Error::row(name, line, message)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "id,chinese,english,covers\nhealth,卫生健康,health,义诊\neducation,教育,education,学校\n";

    #[test]
    fn a_topic_answers_to_all_its_names() {
        let taxonomy = Taxonomy::from_csv("t", TABLE.as_bytes()).unwrap();
        assert_eq!(taxonomy.find("卫生健康").unwrap().id.as_str(), "health");
        assert_eq!(taxonomy.hint("heath"), ", did you mean `health`?");
        assert_eq!(taxonomy.find("heath"), None);
    }

    #[test]
    fn an_id_that_stands_twice_is_named_with_its_line() {
        let table = format!("{TABLE}health,健康,health,\n");
        let error = Taxonomy::from_csv("t.csv", table.as_bytes()).unwrap_err();
        assert_eq!(error.to_string(), "t.csv:4: topic `health` stands here twice");
    }
}
