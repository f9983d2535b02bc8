//! From a table of changes that a person has looked through to a new labels table.

use std::collections::{BTreeMap, BTreeSet};

use csv::StringRecord;

use super::table::LabelsTable;
use crate::corpus::split_topics;
use crate::error::{Error, Result, did_you_mean};
use crate::export::unguarded;
use crate::table::{Row, Table, missing_with};
use crate::topic::Taxonomy;

/// Makes the changes of a table as [`super::write_changes`] writes it; rows that were deleted from it are not made, and
/// cells under `proposed` may have been edited. Returns the new labels table, in which all other bytes are as before.
///
/// # Errors
///
/// The table is malformed; a change is for a row that is not there, has another text or no longer has the `current`
/// labels, or proposes what cannot be its labels (all such lines are named).
pub fn apply(table: &LabelsTable, changes: Table<'_>, taxonomy: &Taxonomy) -> Result<Vec<u8>> {
    let name = changes.name().to_string();
    let columns = Columns::find(&changes)?;
    let rules = Rules::new(table, taxonomy);
    let mut made: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut errors = Vec::new();
    for row in changes {
        let Row { line, cells, .. } = row?;
        let cells = match cells {
            Ok(cells) => cells,
            Err(error) => {
                errors.push(error);
                continue;
            }
        };
        let change = columns.read(&cells, taxonomy);
        // A remark about a topic is about no row.
        if change.row.is_empty() {
            continue;
        }
        match rules.check(&change) {
            Ok(place) if !seen.insert(place) => {
                errors.push(Error::row(&name, line, format!("row {} stands here twice; keep one", change.row)));
            }
            Ok(_) if set(&change.proposed) == set(&change.current) => {}
            Ok(place) => {
                made.insert(place, change.proposed.iter().map(ToString::to_string).collect());
            }
            Err(message) => errors.push(Error::row(&name, line, message)),
        }
    }
    Error::all(errors)?;
    Ok(table.with_labels(&made))
}

fn set<'a>(labels: &[&'a str]) -> BTreeSet<&'a str> {
    labels.iter().copied().collect()
}

/// Places of the columns that a change is made from.
struct Columns {
    row: usize,
    text: usize,
    current: usize,
    proposed: usize,
}

/// A change as it stands in the file.
struct Proposal<'a> {
    row: &'a str,
    text: &'a str,
    current: Vec<&'a str>,
    proposed: Vec<&'a str>,
}

impl Columns {
    fn find(table: &Table<'_>) -> Result<Self> {
        if table.header().is_empty() {
            return Err(Error::Empty { name: table.name().to_string() });
        }
        let column = |wanted: &str| {
            let hint = "; make the table with `bianmu audit`";
            table.column(&[wanted]).ok_or_else(|| missing_with(table.name(), wanted, table.header(), hint))
        };
        Ok(Self {
            row: column("row")?,
            text: column("text")?,
            current: column("current")?,
            proposed: column("proposed")?,
        })
    }

    fn read<'a>(&self, record: &'a StringRecord, taxonomy: &Taxonomy) -> Proposal<'a> {
        let cell = |column: usize| unguarded(record.get(column).unwrap_or_default());
        let labels = |column: usize| split_topics(cell(column), taxonomy);
        Proposal {
            row: cell(self.row).trim(),
            text: cell(self.text).trim(),
            current: labels(self.current),
            proposed: labels(self.proposed),
        }
    }
}

/// What a change must agree with.
struct Rules<'a> {
    table: &'a LabelsTable,
    taxonomy: &'a Taxonomy,
    known: BTreeSet<&'a str>,
    /// Whether every row has exactly one label and must keep one.
    is_exclusive: bool,
}

impl<'a> Rules<'a> {
    fn new(table: &'a LabelsTable, taxonomy: &'a Taxonomy) -> Self {
        let known = table.rows().iter().flat_map(|row| &row.labels).map(String::as_str).collect();
        Self { table, taxonomy, known, is_exclusive: table.rows().iter().all(|row| row.labels.len() == 1) }
    }

    /// The place of the row that a change is for, or what is wrong with the change.
    fn check(&self, change: &Proposal<'_>) -> std::result::Result<usize, String> {
        let file = self.table.name();
        let place = change.row.parse().ok().and_then(|number| self.table.place(number));
        let Some(place) = place else {
            return Err(format!("`{}` is no row of {file}; run `bianmu audit` again", change.row));
        };
        let row = &self.table.rows()[place];
        let labels: BTreeSet<&str> = row.labels.iter().map(String::as_str).collect();
        if change.text != row.beginning().trim() {
            return Err(format!("row {} of {file} is another article now; run `bianmu audit` again", change.row));
        }
        if labels != set(&change.current) {
            let now = row.labels.join(";");
            return Err(format!("row {} of {file} has the labels `{now}` now; run `bianmu audit` again", change.row));
        }
        if self.is_exclusive && change.proposed.len() != 1 {
            return Err("every row of the table has one label; propose one".to_string());
        }
        let is_known = |label: &&&str| self.known.contains(**label) || self.taxonomy.find(label).is_some();
        match change.proposed.iter().find(|label| !is_known(label)) {
            Some(label) => Err(format!("unknown topic `{label}`{}", did_you_mean(label, self.known.iter().copied()))),
            None => Ok(place),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;

    const LABELS: &str = "text,label\n义诊进村,a;b\n开学,a\n修路,b\n";

    fn applied(labels: &str, changes: &str) -> Result<Vec<u8>> {
        let taxonomy = builtin::taxonomy().unwrap();
        let table = LabelsTable::from_csv("l.csv", labels.as_bytes().to_vec(), &taxonomy).unwrap();
        apply(&table, Table::from_text("c.csv", changes.as_bytes())?, &taxonomy)
    }

    fn case(changes: &str) -> std::result::Result<String, String> {
        let new = applied(LABELS, &format!("row,text,current,proposed,reason\n{changes}"));
        new.map(|bytes| String::from_utf8(bytes).unwrap()).map_err(|error| error.to_string())
    }

    #[test]
    fn changes_are_made_and_remarks_and_rows_without_a_change_are_none() {
        assert_eq!(case("2,义诊进村,b;a,b,\n,,a,a,\n4,修路,b,b,\n"), Ok(LABELS.replace("a;b", "b")));
        assert_eq!(
            case("3,'开学,a,,\n").unwrap_err(),
            "c.csv:2: row 3 of l.csv is another article now; run `bianmu audit` again"
        );
        assert_eq!(case(""), Ok(LABELS.to_string()));
    }

    #[test]
    fn every_stale_or_impossible_change_is_named_with_its_line() {
        let changes = "2,义诊进村,a,b,\n9,开学,a,b,\n3,开学,a,c,\n4,修路,b,a,\n4,修路,b,,\nx,开学,a,b,\n3,修路,a,b,\n";
        let expected = [
            "c.csv:2: row 2 of l.csv has the labels `a;b` now; run `bianmu audit` again",
            "c.csv:3: `9` is no row of l.csv; run `bianmu audit` again",
            "c.csv:4: unknown topic `c`",
            "c.csv:6: row 4 stands here twice; keep one",
            "c.csv:7: `x` is no row of l.csv; run `bianmu audit` again",
            "c.csv:8: row 3 of l.csv is another article now; run `bianmu audit` again",
        ];
        assert_eq!(case(changes).unwrap_err(), expected.join("\n"));
    }

    #[test]
    fn a_table_with_one_label_a_row_keeps_one() {
        for proposed in ["", "a;b"] {
            let changes = format!("row,text,current,proposed\n2,x,a,{proposed}\n");
            let error = applied("text,label\nx,a\ny,b\n", &changes).unwrap_err();
            assert_eq!(error.to_string(), "c.csv:2: every row of the table has one label; propose one");
        }
    }
}
