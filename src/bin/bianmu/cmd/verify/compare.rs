//! What differs between a file and the same one built anew.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use anyhow::Context;
use calamine::{Reader, Xlsx};
use regex::Regex;

use super::export::File;
use super::table::{Table, short};

/// A line for each difference that people see; empty where there is none.
pub(super) fn differences(file: &File, anew: &[u8]) -> anyhow::Result<Vec<String>> {
    if file.bytes == anew {
        return Ok(Vec::new());
    }
    let made = "rebuilt";
    if file.is("csv") {
        return Ok(Table::parse(&file.name, &file.bytes)?.differences(&Table::parse(&file.name, anew)?, made));
    }
    if file.is("xlsx") {
        return of_workbooks(&cells(&file.name, &file.bytes)?, &cells(&file.name, anew)?);
    }
    if file.is("html") {
        return of_pages(&String::from_utf8_lossy(&file.bytes), &String::from_utf8_lossy(anew));
    }
    Ok(vec!["its bytes are others".to_string()])
}

/// The cells of a workbook by sheet, row and column.
type Cells = BTreeMap<(String, u32, u32), String>;

fn cells(name: &str, bytes: &[u8]) -> anyhow::Result<Cells> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).with_context(|| format!("{name}: no workbook"))?;
    let mut cells = Cells::new();
    for sheet in book.sheet_names() {
        let range = book.worksheet_range(&sheet).with_context(|| name.to_string())?;
        let (top, left) = range.start().unwrap_or_default();
        let used = range
            .used_cells()
            .map(|(row, column, cell)| ((sheet.clone(), top + row as u32, left + column as u32), cell.to_string()));
        cells.extend(used);
    }
    Ok(cells)
}

fn of_workbooks(here: &Cells, anew: &Cells) -> anyhow::Result<Vec<String>> {
    let places: BTreeSet<_> = here.keys().chain(anew.keys()).collect();
    let line = |place: &&(String, u32, u32)| {
        let cell = |cells: &Cells| cells.get(*place).cloned().unwrap_or_default();
        let (sheet, row, column) = place;
        let (here, anew) = (cell(here), cell(anew));
        let address = format!("{sheet}!{}{}", letters(*column), row + 1);
        (here != anew).then(|| format!("{address}: {} here, {} rebuilt", short(&here), short(&anew)))
    };
    Ok(places.iter().filter_map(line).collect())
}

/// A column's letters: A, B, …, Z, AA.
fn letters(column: u32) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    if column < 26 { last.to_string() } else { letters(column / 26 - 1) + &last.to_string() }
}

/// The first words that differ; where none do, colours, links or styles have been changed.
fn of_pages(here: &str, anew: &str) -> anyhow::Result<Vec<String>> {
    let tag = Regex::new("<[^>]*>")?;
    let mut texts = tag.split(here).zip(tag.split(anew)).filter(|(here, anew)| here != anew);
    let first = texts.next().map_or_else(
        || "its words are equal, its markup is not".to_string(),
        |(here, anew)| format!("first difference: {} here, {} rebuilt", short(here), short(anew)),
    );
    Ok(vec![first])
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        assert_eq!([0, 25, 26, 51, 52, 701, 702].map(letters), ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
