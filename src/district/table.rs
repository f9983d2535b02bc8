//! Reads the gazetteer's table.

use std::io::Read;

use serde::Deserialize;

use super::place::{Alias, Kind, Place};
use crate::error::{Error, Result};
use crate::topic::csv_error;

/// Stands between two aliases in a cell.
const BETWEEN_ALIASES: char = ';';
/// Ends an alias that is an ordinary word too.
const WORD_MARK: char = '?';

/// One row of the table; a user's table may do without the last three columns.
#[derive(Deserialize)]
struct Row {
    name: String,
    kind: Kind,
    parent: String,
    #[serde(default)]
    aliases: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

/// A place with the file and line it was read from.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) place: Place,
    pub(super) file: String,
    pub(super) line: u64,
}

impl Entry {
    /// An error at this row.
    pub(super) fn error(&self, message: impl Into<String>) -> Error {
        Error::row(&self.file, self.line, message)
    }
}

/// Reads the rows of a table, in order.
pub(super) fn read(name: &str, reader: impl Read) -> Result<Vec<Entry>> {
    let mut table = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(reader);
    let headers = table.headers().map_err(|error| csv_error(name, &error))?.clone();
    let mut entries = Vec::new();
    for record in table.records() {
        let record = record.map_err(|error| csv_error(name, &error))?;
        let line = record.position().map_or(1, csv::Position::line);
        let row: Row = record.deserialize(Some(&headers)).map_err(|error| csv_error(name, &error))?;
        entries.push(row.into_entry(name, line)?);
    }
    if entries.is_empty() {
        return Err(Error::Empty { name: name.to_string() });
    }
    Ok(entries)
}

impl Row {
    fn into_entry(self, file: &str, line: u64) -> Result<Entry> {
        let error = |message: String| Error::row(file, line, message);
        let place = Place {
            aliases: aliases(&self.aliases),
            name: self.name,
            kind: self.kind,
            parent: self.parent,
            from: date(&self.from).map_err(error)?,
            to: date(&self.to).map_err(error)?,
        };
        if place.name.is_empty() {
            return Err(error("no name; write one or take the row out".to_string()));
        }
        if let (Some(from), Some(to)) = (&place.from, &place.to)
            && from > to
        {
            return Err(error(format!("`{}` ends on {to}, before it begins on {from}; exchange the two", place.name)));
        }
        Ok(Entry { place, file: file.to_string(), line })
    }
}

/// Splits a cell of aliases: `沙市;公安?`.
fn aliases(cell: &str) -> Vec<Alias> {
    let parts = cell.split(BETWEEN_ALIASES).map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let name = part.trim_end_matches(WORD_MARK);
            Alias { name: name.to_string(), is_word: name != part }
        })
        .filter(|alias| !alias.name.is_empty())
        .collect()
}

/// An ISO date, or nothing where the cell is empty; `Err` holds what is wrong.
fn date(cell: &str) -> std::result::Result<Option<String>, String> {
    if cell.is_empty() {
        return Ok(None);
    }
    let digits = |part: &str, len: usize| part.len() == len && part.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = cell.split('-').collect();
    match parts[..] {
        [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2) => Ok(Some(cell.to_string())),
        _ => Err(format!("`{cell}` is no date; write it as 2020-06-12 or leave it empty")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "name,kind,parent,aliases,from,to\n";

    fn error(row: &str) -> String {
        read("d.csv", format!("{HEADER}{row}").as_bytes()).unwrap_err().to_string()
    }

    #[test]
    fn an_alias_that_is_an_ordinary_word_is_marked() {
        let entries = read("d.csv", format!("{HEADER}公安县,county,荆州市,公安?;荆江县,,\n").as_bytes()).unwrap();
        let aliases: Vec<_> = entries[0].place.aliases.iter().map(|a| (a.name.as_str(), a.is_word)).collect();
        assert_eq!(aliases, [("公安", true), ("荆江县", false)]);
    }

    #[test]
    fn a_table_of_three_columns_is_enough() {
        let entries = read("d.csv", "name,kind,parent\n荆州市,city,湖北省\n".as_bytes()).unwrap();
        assert_eq!(entries[0].place.from, None);
    }

    #[test]
    fn errors_name_the_line_and_the_remedy() {
        assert_eq!(
            error("监利市,county-city,荆州市,,2020/06/12,\n"),
            "d.csv:2: `2020/06/12` is no date; write it as 2020-06-12 or leave it empty"
        );
        assert_eq!(error(",city,,,,\n"), "d.csv:2: no name; write one or take the row out");
        assert_eq!(
            error("监利县,county,荆州市,,2020-06-12,1950-01-01\n"),
            "d.csv:2: `监利县` ends on 1950-01-01, before it begins on 2020-06-12; exchange the two"
        );
        assert!(error("监利市,shire,荆州市,,,\n").starts_with("d.csv:2: unknown variant `shire`, expected one of"));
        assert_eq!(error(""), "d.csv: empty, there is nothing to read in it");
    }
}
