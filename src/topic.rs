//! The taxonomy: the topics that an article can carry.

use std::fmt;
use std::io::Read;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result, did_you_mean};
use crate::table::Table;

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

/// Marks that part topics in a cell.
const PARTING: [char; 5] = [';', '；', '、', ',', '，'];

/// The Chinese name of the topic with this id, where it can stand in a cell beside others.
pub fn chinese_name<'t>(topics: &'t [Topic], id: &str) -> Option<&'t str> {
    let topic = topics.iter().find(|topic| topic.id.as_str() == id)?;
    (!topic.chinese.contains(PARTING) && !topic.chinese.is_empty()).then_some(topic.chinese.as_str())
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
    /// Words that stand for each topic; none for most lists.
    keywords: Vec<Vec<String>>,
    /// Whether labels may name topics beside these.
    is_open: bool,
}

/// A row of the table.
#[derive(Deserialize)]
struct Row {
    id: TopicId,
    #[serde(alias = "中文")]
    chinese: String,
    #[serde(alias = "英文")]
    english: String,
    #[serde(alias = "范围")]
    covers: String,
    #[serde(default, alias = "关键词")]
    keywords: String,
}

/// What parts the keywords of a cell, beside blanks.
const KEYWORD_MARKS: [char; 5] = [';', '；', '、', ',', '，'];

impl Taxonomy {
    /// Reads a table in UTF-8, as [`Taxonomy::read`] does.
    ///
    /// # Errors
    ///
    /// As there.
    pub fn from_csv(name: &str, reader: impl Read + Send) -> Result<Self> {
        Self::read(Table::from_text(name, reader)?)
    }

    /// Reads the columns `id`, `chinese`, `english`, `covers` of a table, and `keywords` (关键词) where there is such a
    /// column: words that stand for the topic, parted by `;`, `、`, commas or blanks.
    ///
    /// # Errors
    ///
    /// The table is malformed, lacks a column, names an id twice or has no row.
    pub fn read(table: Table<'_>) -> Result<Self> {
        let name = table.name().to_string();
        let mut topics: Vec<Topic> = Vec::new();
        let (mut keywords, mut wrong) = (Vec::new(), Vec::new());
        for (line, row) in
            table.list::<Row>(&[&["id"], &["chinese", "中文"], &["english", "英文"], &["covers", "范围"]])?
        {
            let Row { id, chinese, english, covers, keywords: words } = row;
            let topic = Topic { id, chinese, english, covers };
            if topics.iter().any(|other| other.id == topic.id) {
                wrong.push(Error::row(&name, line, format!("topic `{}` stands here twice", topic.id)));
            } else {
                topics.push(topic);
                let words = words.split(|c: char| KEYWORD_MARKS.contains(&c) || c.is_whitespace());
                keywords.push(words.filter(|word| !word.is_empty()).map(str::to_string).collect());
            }
        }
        Error::all(wrong)?;
        if topics.is_empty() {
            return Err(Error::Empty { name });
        }
        Ok(Self { topics, keywords, is_open: false })
    }

    /// The same topics as a suggestion: labels may name others beside them, or be a taxonomy of their own.
    #[must_use]
    pub fn open(self) -> Self {
        Self { is_open: true, ..self }
    }

    /// Whether labels may name topics beside these.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// The topics that have keywords, each with these, in order.
    pub fn keywords(&self) -> impl Iterator<Item = (&Topic, &[String])> {
        self.topics.iter().zip(&self.keywords).filter(|(_, words)| !words.is_empty()).map(|(t, words)| (t, &words[..]))
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
    fn keywords_may_be_parted_by_any_mark_and_topics_may_have_none() {
        let table =
            "id,chinese,english,covers,关键词\nhealth,卫生,health,,义诊、门诊；疫苗 医院\neducation,教育,education,,\n";
        let taxonomy = Taxonomy::from_csv("t", table.as_bytes()).unwrap();
        let keywords: Vec<(&str, &[String])> =
            taxonomy.keywords().map(|(topic, words)| (topic.id.as_str(), words)).collect();
        assert_eq!(keywords, [("health", &["义诊", "门诊", "疫苗", "医院"].map(String::from)[..])]);
        assert_eq!(Taxonomy::from_csv("t", TABLE.as_bytes()).unwrap().keywords().count(), 0);
    }

    #[test]
    fn an_id_that_stands_twice_is_named_with_its_line() {
        let table = format!("{TABLE}health,健康,health,\n");
        let error = Taxonomy::from_csv("t.csv", table.as_bytes()).unwrap_err();
        assert_eq!(error.to_string(), "t.csv:4: topic `health` stands here twice");
    }
}
