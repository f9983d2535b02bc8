//! Reads a user's table of places.

use std::borrow::Cow;

use serde::Deserialize;

use super::names::FEWEST_BYTES;
use super::place::{Kind, Name, Use, Validity};
use crate::date::Day;
use crate::error::{Error, Result};
use crate::table::Table;

/// What stands between two aliases in a cell; no name of a place holds one.
const BETWEEN_ALIASES: [char; 5] = [';', '；', '、', ',', '，'];

/// The cells of one row; the last three columns may be absent.
#[derive(Deserialize)]
struct Cells {
    #[serde(alias = "名称")]
    name: String,
    #[serde(alias = "类别")]
    kind: Kind,
    #[serde(alias = "上级")]
    parent: String,
    #[serde(default, alias = "别名")]
    aliases: String,
    #[serde(default, alias = "起始")]
    from: String,
    #[serde(default, alias = "截止")]
    to: String,
}

/// A place as a row has it, with the file and line it was read from.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) name: String,
    pub(super) kind: Kind,
    /// The name of the place it lies in, `长春市/朝阳区` where that name has several bearers; empty for none.
    pub(super) parent: String,
    pub(super) aliases: Vec<Name>,
    validity: Validity,
    file: String,
    pub(super) line: u64,
}

impl Row {
    /// The name in the first column.
    pub(super) fn canonical(&self) -> Name {
        Name { text: Cow::Owned(self.name.clone()), by: Use::Canonical, validity: self.validity }
    }

    /// An error at this row.
    pub(super) fn error(&self, message: impl Into<String>) -> Error {
        Error::row(&self.file, self.line, message)
    }
}

/// Names of the columns that a table must have.
const NAME: &[&str] = &["name", "名称"];
const KIND: &[&str] = &["kind", "类别"];
const PARENT: &[&str] = &["parent", "上级"];

/// Reads the rows of a table, in order.
pub(super) fn read(table: Table<'_>) -> Result<Vec<Row>> {
    let name = table.name().to_string();
    let (mut rows, mut wrong) = (Vec::new(), Vec::new());
    for (line, cells) in table.list::<Cells>(&[NAME, KIND, PARENT])? {
        match cells.into_row(&name, line) {
            Ok(row) => rows.push(row),
            Err(message) => wrong.push(Error::row(&name, line, message)),
        }
    }
    Error::all(wrong)?;
    if rows.is_empty() {
        return Err(Error::Empty { name });
    }
    Ok(rows)
}

impl Cells {
    /// Checks the cells; `Err` holds what is wrong.
    fn into_row(self, file: &str, line: u64) -> std::result::Result<Row, String> {
        if self.name.is_empty() {
            return Err("no name; write one or take the row out".to_string());
        }
        let validity = Validity { from: date(&self.from)?, to: date(&self.to)? };
        if let Validity { from: Some(from), to: Some(to) } = validity
            && from > to
        {
            return Err(format!("`{}` ends on {to}, before it begins on {from}; exchange the two", self.name));
        }
        let aliases = aliases(&self.aliases)?;
        let short = aliases.iter().map(|alias| alias.text.as_ref()).find(|alias| alias.len() < FEWEST_BYTES);
        if let Some(short) = short.or(Some(self.name.as_str()).filter(|name| name.len() < FEWEST_BYTES)) {
            return Err(format!("`{short}` is too short to be told from other words; write two characters or more"));
        }
        let (name, kind, parent) = (self.name, self.kind, self.parent);
        Ok(Row { name, kind, parent, aliases, validity, file: file.to_string(), line })
    }
}

/// Splits a cell of aliases: `沙市;公安?`.
fn aliases(cell: &str) -> std::result::Result<Vec<Name>, String> {
    let parts = cell.split(BETWEEN_ALIASES).map(str::trim).filter(|part| !part.is_empty());
    parts
        .map(|part| {
            let name = Name::parse(Cow::Owned(part.to_string()), Use::Alias);
            name.ok_or_else(|| format!("`{part}` does not end in a date; write it as 监利县<2020-06-12"))
        })
        .collect()
}

/// An ISO date, or nothing where the cell is empty; `Err` holds what is wrong.
fn date(cell: &str) -> std::result::Result<Option<Day>, String> {
    if cell.is_empty() {
        return Ok(None);
    }
    let day = Day::parse(cell).ok_or_else(|| format!("`{cell}` is no date; write it as 2020-06-12 or leave it empty"));
    day.map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "name,kind,parent,aliases,from,to\n";

    fn read_text(text: &str) -> Result<Vec<Row>> {
        read(Table::from_text("d.csv", text.as_bytes()).unwrap())
    }

    fn error(row: &str) -> String {
        read_text(&format!("{HEADER}{row}")).unwrap_err().to_string()
    }

    #[test]
    fn aliases_carry_marks() {
        let rows = read_text(&format!("{HEADER}公安县,county,荆州市,公安?;荆江县,,\n")).unwrap();
        let aliases: Vec<_> = rows[0].aliases.iter().map(|alias| (alias.text.as_ref(), alias.by)).collect();
        assert_eq!(aliases, [("公安", Use::Word), ("荆江县", Use::Alias)]);
    }

    #[test]
    fn a_table_of_three_columns_is_enough() {
        let rows = read_text("name,kind,parent\n荆州市,city,湖北省\n").unwrap();
        assert_eq!(rows[0].validity, Validity::default());
    }

    #[test]
    fn errors_name_the_line_and_the_remedy() {
        assert_eq!(
            error("监利市,county-city,荆州市,,12.06.2020,\n"),
            "d.csv:2: `12.06.2020` is no date; write it as 2020-06-12 or leave it empty"
        );
        assert_eq!(error(",city,,,,\n"), "d.csv:2: no name; write one or take the row out");
        assert_eq!(
            error("监利县,county,荆州市,,2020-06-12,1950-01-01\n"),
            "d.csv:2: `监利县` ends on 1950-01-01, before it begins on 2020-06-12; exchange the two"
        );
        assert_eq!(
            error("监利市,county-city,荆州市,监利县<2020,,\n"),
            "d.csv:2: `监利县<2020` does not end in a date; write it as 监利县<2020-06-12"
        );
        assert_eq!(
            error("A区,district,荆州市,,,\n"),
            "d.csv:2: `A区` is too short to be told from other words; write two characters or more"
        );
        assert!(error("监利市,shire,荆州市,,,\n").starts_with("d.csv:2: unknown variant `shire`, expected one of"));
        assert_eq!(error(""), "d.csv: empty, there is nothing to read in it");
    }
}
