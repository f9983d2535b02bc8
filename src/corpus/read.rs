//! From a labels table to a corpus, row by row.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::{Columns, ID};
use super::labels::split_topics;
use super::{Corpus, Example};
use crate::error::{Error, Result};
use crate::table::{Table, lost_zeros};
use crate::topic::{Taxonomy, Topic};

/// What a labels table holds.
#[derive(Debug)]
pub struct LabelsReading {
    /// The articles of the good rows.
    pub corpus: Corpus,
    /// What is wrong with each bad row, by line.
    pub bad: Vec<Error>,
    /// What a person should look at although it is no fault, by line.
    pub remarks: Vec<Error>,
}

impl LabelsReading {
    /// The corpus of a table without bad rows.
    ///
    /// # Errors
    ///
    /// There are bad rows; all are named.
    pub fn strictly(self) -> Result<Corpus> {
        Error::all(self.bad)?;
        Ok(self.corpus)
    }
}

/// A row as read, its labels still words.
struct Row {
    line: u64,
    id: String,
    headline: String,
    body: String,
    labels: Vec<String>,
}

/// What to do about a label that is no topic where people may have topics of their own.
const OWN_TOPIC_REMEDY: &str = "; a topic of your own needs three articles";

/// Lines of a table with what is to be said of them.
type Notes = Vec<(u64, String)>;

/// The rows of a table so far.
struct Reader<'a> {
    taxonomy: &'a Taxonomy,
    rows: Vec<Row>,
    wrong: Notes,
    remarks: Notes,
}

/// Reads the good rows of a table and says what is wrong with the others.
pub(super) fn read(table: Table<'_>, taxonomy: &Taxonomy) -> Result<LabelsReading> {
    let name = table.name().to_string();
    let mut reader = Reader { taxonomy, rows: Vec::new(), wrong: Vec::new(), remarks: Vec::new() };
    reader.rows(table)?;
    let topics = topics_of(&reader.rows, taxonomy);
    reader.remark_own_topics(&topics);
    reader.refuse_unknown_topics(&topics);
    reader.compare_ids();
    let Reader { rows, wrong, remarks, .. } = reader;
    let bad = in_order(&name, wrong);
    if rows.is_empty() {
        Error::all(bad)?;
        return Err(Error::Empty { name });
    }
    Ok(LabelsReading { corpus: corpus(&name, rows, &topics), bad, remarks: in_order(&name, remarks) })
}

impl Reader<'_> {
    fn rows(&mut self, table: Table<'_>) -> Result<()> {
        let columns = Columns::find(table.name(), table.header())?;
        let topics = columns.topics(table.name(), table.header())?;
        let id = table.column(ID);
        for row in table {
            let row = row?;
            if row.is_blank() {
                continue;
            }
            let cells = match row.cells {
                Ok(cells) => cells,
                Err(error) => {
                    self.wrong.push((row.line, error.row_message()));
                    continue;
                }
            };
            let (headline, body) = columns.text(|i| cells.get(i));
            if headline.is_empty() && body.is_empty() {
                self.wrong.push((row.line, "no text in this row; fill it in or delete the row".to_string()));
                // Its labels are looked at all the same.
            }
            let cell = |place: Option<usize>| place.and_then(|place| cells.get(place)).unwrap_or_default().trim();
            let labels = split_topics(cell(Some(topics)), self.taxonomy).into_iter().map(str::to_string).collect();
            self.rows.push(Row { line: row.line, id: cell(id).to_string(), headline, body, labels });
        }
        Ok(())
    }

    fn refuse_unknown_topics(&mut self, topics: &[Topic]) {
        let known: BTreeSet<&str> = topics.iter().flat_map(|topic| [topic.id.as_str(), &topic.chinese]).collect();
        let is_known = |label: &str| known.contains(label) || topics.iter().any(|topic| topic.is_named(label));
        let mut bad: BTreeSet<u64> = self.wrong.iter().map(|(line, _)| *line).collect();
        for row in &self.rows {
            for label in row.labels.iter().filter(|label| !is_known(label)) {
                let hint = self.taxonomy.hint(label);
                let remedy = if hint.is_empty() && self.taxonomy.is_open() { OWN_TOPIC_REMEDY } else { "" };
                self.wrong.push((row.line, format!("unknown topic `{label}`{hint}{remedy}")));
                bad.insert(row.line);
            }
        }
        self.rows.retain(|row| !bad.contains(&row.line));
    }

    /// Remarks where a topic that is not in the taxonomy first stands: it may be a slip of the pen for one that is.
    fn remark_own_topics(&mut self, topics: &[Topic]) {
        if !topics.iter().any(|topic| self.taxonomy.find(&topic.chinese).is_some()) {
            return;
        }
        for own in topics.iter().filter(|topic| self.taxonomy.find(&topic.chinese).is_none()) {
            let bears = |row: &&Row| row.labels.contains(&own.chinese);
            let Some(first) = self.rows.iter().find(bears) else { continue };
            let hint = self.taxonomy.hint(&own.chinese);
            let articles = self.rows.iter().filter(bears).count();
            let message = format!("`{}` is a topic of your own, with {articles} articles{hint}", own.chinese);
            self.remarks.push((first.line, message));
        }
    }

    /// Refuses rows that have another's id and other labels, and remarks ids that stand twice or lost their zeros.
    fn compare_ids(&mut self) {
        let mut firsts: BTreeMap<&str, &Row> = BTreeMap::new();
        let mut bad = BTreeSet::new();
        let set = |row: &Row| row.labels.iter().cloned().collect::<BTreeSet<String>>();
        for row in self.rows.iter().filter(|row| !row.id.is_empty()) {
            let first = *firsts.entry(row.id.as_str()).or_insert(row);
            if first.line == row.line {
                continue;
            }
            let stands = format!("the id `{}` stands on line {} already", row.id, first.line);
            if set(first) == set(row) {
                self.remarks.push((row.line, format!("{stands}, with the same labels; keep one")));
            } else {
                self.wrong.push((row.line, format!("{stands}, with other labels; keep one")));
                bad.insert(row.line);
            }
        }
        let ids: Vec<&str> = firsts.keys().copied().collect();
        for (id, kept) in lost_zeros(&ids) {
            let message = format!("the id `{id}` seems to have lost its zeros, which `{kept}` has; format ids as text");
            self.remarks.push((firsts[id].line, message));
        }
        self.rows.retain(|row| !bad.contains(&row.line));
    }
}

fn in_order(name: &str, mut notes: Notes) -> Vec<Error> {
    notes.sort();
    notes.into_iter().map(|(line, message)| Error::row(name, line, message)).collect()
}

/// The articles of good rows, with those of the topics that they name.
fn corpus(name: &str, rows: Vec<Row>, topics: &[Topic]) -> Corpus {
    let place = |label: &String| {
        let exact = topics.iter().position(|topic| topic.id.as_str() == label || topic.chinese == *label);
        exact.or_else(|| topics.iter().position(|topic| topic.is_named(label)))
    };
    let mut examples = Vec::with_capacity(rows.len());
    for row in rows {
        let topics: BTreeSet<usize> = row.labels.iter().filter_map(place).collect();
        let Row { line, headline, body, .. } = row;
        examples.push(Example { headline, body, topics: topics.into_iter().collect(), line });
    }
    let all: Vec<usize> = (0..examples.len()).collect();
    Corpus { name: name.to_string(), topics: topics.to_vec(), examples }.select(&all)
}

/// Whether labels follow a taxonomy: they must, or at least half of them are in it.
pub(crate) fn follows<'a>(labels: impl Iterator<Item = &'a str>, taxonomy: &Taxonomy) -> bool {
    let (known, all) =
        labels.fold((0, 0), |(known, all), label| (known + usize::from(taxonomy.find(label).is_some()), all + 1));
    !taxonomy.is_open() || known * 2 >= all
}

/// Articles from which on a label beside an open taxonomy is a topic and no slip of the pen.
const OWN_TOPIC: usize = 3;

/// The topics of a taxonomy that labels name, then those of their own; all are their own where they do not follow it.
fn topics_of(rows: &[Row], taxonomy: &Taxonomy) -> Vec<Topic> {
    let labels = || rows.iter().flat_map(|row| &row.labels).map(String::as_str);
    if !follows(labels(), taxonomy) {
        return labels().collect::<BTreeSet<_>>().into_iter().map(Topic::bare).collect();
    }
    let known: BTreeSet<_> = labels().filter_map(|label| taxonomy.find(label)).map(|topic| &topic.id).collect();
    let mut topics: Vec<Topic> = taxonomy.topics().iter().filter(|topic| known.contains(&topic.id)).cloned().collect();
    if taxonomy.is_open() {
        let mut articles: BTreeMap<&str, usize> = BTreeMap::new();
        for label in labels().filter(|label| taxonomy.find(label).is_none()) {
            *articles.entry(label).or_default() += 1;
        }
        articles.retain(|_, articles| *articles >= OWN_TOPIC);
        topics.extend(articles.into_keys().map(Topic::bare));
    }
    topics
}
