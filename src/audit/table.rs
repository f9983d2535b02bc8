//! A labels table with its bytes, so that a label can be changed and all else stays.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::corpus::{Columns, ID, split_topics};
use crate::error::{Error, Result};
use crate::table::Table;
use crate::topic::Taxonomy;

/// Characters by which an article is known in the table of changes.
const BEGINNING: usize = 30;

/// One labelled article as it stands in the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelsRow {
    /// Line of the file on which the row begins, 1-based.
    pub line: u64,
    /// Its cell under `id`, or nothing.
    pub id: String,
    /// The headline, or else the text.
    pub text: String,
    /// The labels as they are written.
    pub labels: Vec<String>,
    /// Where the cell of the labels stands in the file, quotes included.
    cell: Range<usize>,
}

impl LabelsRow {
    /// How the article begins, in one line.
    pub fn beginning(&self) -> String {
        self.text.chars().take(BEGINNING).map(|c| if c.is_whitespace() || c.is_control() { ' ' } else { c }).collect()
    }
}

/// A labels table: its bytes, and its rows in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LabelsTable {
    name: String,
    bytes: Vec<u8>,
    /// The byte between two cells.
    delimiter: u8,
    rows: Vec<LabelsRow>,
}

impl LabelsTable {
    /// Reads a labels table with the columns of [`crate::corpus::Corpus::read`]; labels are parted where `taxonomy`
    /// knows their parts. The bytes are UTF-8, as [`crate::table::to_csv`] makes them.
    ///
    /// # Errors
    ///
    /// The table lacks a column, or has malformed rows (all of them are named).
    pub fn from_csv(name: &str, bytes: Vec<u8>, taxonomy: &Taxonomy) -> Result<Self> {
        let table = Table::from_text(name, bytes.as_slice())?;
        let columns = Columns::find(name, table.header())?;
        let topics = columns.topics(name, table.header())?;
        let (id, delimiter) = (table.column(ID), table.delimiter());
        let (mut rows, mut wrong) = (Vec::new(), Vec::new());
        for row in table {
            let row = row?;
            match row.cells {
                Ok(cells) => {
                    let (headline, body) = columns.text(|i| cells.get(i));
                    rows.push(LabelsRow {
                        line: row.line,
                        id: id.and_then(|id| cells.get(id)).unwrap_or_default().to_string(),
                        text: if headline.is_empty() { body } else { headline },
                        labels: split_topics(&cells[topics], taxonomy).into_iter().map(str::to_string).collect(),
                        cell: cell_range(&bytes, row.start, topics, delimiter),
                    });
                }
                Err(error) => wrong.push(error),
            }
        }
        Error::all(wrong)?;
        Ok(Self { name: name.to_string(), bytes, delimiter, rows })
    }

    /// The file's name, for messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The rows in the order of the file, without the header.
    pub fn rows(&self) -> &[LabelsRow] {
        &self.rows
    }

    /// The number that a spreadsheet gives to the row at this place.
    pub fn number(place: usize) -> usize {
        place + 2
    }

    /// The place of the row with a spreadsheet's number.
    pub(super) fn place(&self, number: usize) -> Option<usize> {
        number.checked_sub(2).filter(|place| *place < self.rows.len())
    }

    /// The place of the row that begins on a line, or after it.
    pub(super) fn row_on_line(&self, line: u64) -> usize {
        self.rows.partition_point(|row| row.line < line)
    }

    /// The table's bytes with names of topics changed wherever they stand as labels.
    pub(super) fn renamed(&self, names: &BTreeMap<&str, &str>) -> Vec<u8> {
        let rename =
            |label: &String| names.get(label.as_str()).map_or_else(|| label.clone(), |name| (*name).to_string());
        let is_renamed = |row: &&LabelsRow| row.labels.iter().any(|label| names.contains_key(label.as_str()));
        let places = (0..).zip(&self.rows).filter(|(_, row)| is_renamed(row));
        self.with_labels(&places.map(|(place, row)| (place, row.labels.iter().map(rename).collect())).collect())
    }

    /// The table's bytes with other labels in some rows; every other byte stays.
    pub(super) fn with_labels(&self, changes: &BTreeMap<usize, Vec<String>>) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.bytes.len());
        let mut copied = 0;
        for (&place, labels) in changes {
            let cell = &self.rows[place].cell;
            bytes.extend_from_slice(&self.bytes[copied..cell.start]);
            let was_quoted = self.bytes[cell.clone()].starts_with(b"\"");
            bytes.extend_from_slice(written(&labels.join(";"), was_quoted, self.delimiter).as_bytes());
            copied = cell.end;
        }
        bytes.extend_from_slice(&self.bytes[copied..]);
        bytes
    }
}

/// A cell as CSV has it, quoted where it must be or was before.
fn written(cell: &str, was_quoted: bool, delimiter: u8) -> String {
    if was_quoted || cell.contains([char::from(delimiter), '"', '\n', '\r']) || cell.trim() != cell {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_string()
    }
}

/// Where a cell of the record that begins at `start` stands, quotes included, its comma or line end left out.
fn cell_range(bytes: &[u8], start: usize, wanted: usize, delimiter: u8) -> Range<usize> {
    let mut reader = csv_core::ReaderBuilder::new().delimiter(delimiter).build();
    let mut unescaped = [0; 1024];
    let (mut begin, mut at, mut column) = (start, start, 0);
    loop {
        let (result, read, _) = reader.read_field(&bytes[at..], &mut unescaped);
        at += read;
        match result {
            csv_core::ReadFieldResult::InputEmpty | csv_core::ReadFieldResult::OutputFull => {}
            csv_core::ReadFieldResult::Field { record_end } if column == wanted => {
                return trimmed(bytes, begin..at, record_end);
            }
            csv_core::ReadFieldResult::Field { .. } => (column, begin) = (column + 1, at),
            csv_core::ReadFieldResult::End => return at..at,
        }
    }
}

/// A cell without the line end before it and the comma or line end after it.
fn trimmed(bytes: &[u8], mut cell: Range<usize>, is_last: bool) -> Range<usize> {
    let is_end = |byte: u8| byte == b'\n' || byte == b'\r';
    while cell.start < cell.end && is_end(bytes[cell.start]) {
        cell.start += 1;
    }
    if !is_last {
        cell.end = cell.end.saturating_sub(1).max(cell.start);
    }
    while is_last && cell.end > cell.start && is_end(bytes[cell.end - 1]) {
        cell.end -= 1;
    }
    cell
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(table: &str) -> LabelsTable {
        let taxonomy = crate::builtin::taxonomy().unwrap();
        LabelsTable::from_csv("l", table.as_bytes().to_vec(), &taxonomy).unwrap()
    }

    fn cells(table: &str) -> Vec<String> {
        let table = read(table);
        let cell = |row: &LabelsRow| String::from_utf8(table.bytes[row.cell.clone()].to_vec()).unwrap();
        table.rows.iter().map(cell).collect()
    }

    #[test]
    fn the_cell_of_the_labels_is_found_whatever_stands_around_it() {
        assert_eq!(cells("text,label\n甲,a\n乙,b"), ["a", "b"]);
        assert_eq!(cells("\u{feff}label,text\r\na,甲\r\n\r\n\"b\",乙\r\n"), ["a", "\"b\""]);
        assert_eq!(cells("text,label,x\n\"一,\"\"二\"\"\n三\",\"a;b\",1\n,,\n四,,\n"), ["\"a;b\"", "", ""]);
        assert_eq!(cells(&format!("text,label\n{},a\n", "字".repeat(5000))), ["a"]);
        assert_eq!(cells("text\tlabel\n一,二\ta\n"), ["a"]);
        assert_eq!(cells("text;label\n一,二;\"a;b\"\n"), ["\"a;b\""]);
    }

    #[test]
    fn only_the_labels_of_changed_rows_change() {
        let source = "\u{feff}id,text,label,note\r\n1,\"一\r\n二\",\"a\",  x \r\n2,三,b,\"\"\"q\"\"\"\r\n3,四,,\r\n";
        let table = read(source);
        assert_eq!(table.with_labels(&BTreeMap::new()), source.as_bytes());
        let labels = |labels: &[&str]| labels.iter().map(ToString::to_string).collect::<Vec<_>>();
        let changes = BTreeMap::from([(0, labels(&["c", "d"])), (2, labels(&["e,f"]))]);
        let expected = source.replace("\"a\"", "\"c;d\"").replace("四,,", "四,\"e,f\",");
        assert_eq!(String::from_utf8(table.with_labels(&changes)).unwrap(), expected);
    }
}
