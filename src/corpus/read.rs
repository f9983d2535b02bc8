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
                self.wrong.push((row.line, format!("unknown topic `{label}`{hint}")));
                bad.insert(row.line);
            }
        }
        self.rows.retain(|row| !bad.contains(&row.line));
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

/// Whether labels follow a taxonomy: at least half of them are in it.
pub(crate) fn follows<'a>(labels: impl Iterator<Item = &'a str>, taxonomy: &Taxonomy) -> bool {
    let (known, all) =
        labels.fold((0, 0), |(known, all), label| (known + usize::from(taxonomy.find(label).is_some()), all + 1));
    known * 2 >= all
}

/// The given taxonomy if at least half of all labels are in it, else the labels themselves.
fn topics_of(rows: &[Row], taxonomy: &Taxonomy) -> Vec<Topic> {
    let labels = || rows.iter().flat_map(|row| &row.labels);
    if follows(labels().map(String::as_str), taxonomy) {
        let known: BTreeSet<_> = labels().filter_map(|label| taxonomy.find(label)).map(|topic| &topic.id).collect();
        taxonomy.topics().iter().filter(|topic| known.contains(&topic.id)).cloned().collect()
    } else {
        labels().map(String::as_str).collect::<BTreeSet<_>>().into_iter().map(Topic::bare).collect()
    }
}
