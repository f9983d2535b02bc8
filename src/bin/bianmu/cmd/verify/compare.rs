//! What differs between a file and the same one built anew.

use std::collections::{BTreeMap, BTreeSet};

use bianmu::table::{Place, workbook_cells};
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
        return Ok(of_workbooks(&workbook_cells(&file.name, &file.bytes)?, &workbook_cells(&file.name, anew)?));
    }
    if file.is("html") {
        return of_pages(&String::from_utf8_lossy(&file.bytes), &String::from_utf8_lossy(anew));
    }
    Ok(vec!["its bytes are others".to_string()])
}

/// The cells of a workbook.
type Cells = BTreeMap<Place, String>;

fn of_workbooks(here: &Cells, anew: &Cells) -> Vec<String> {
    let places: BTreeSet<_> = here.keys().chain(anew.keys()).collect();
    let line = |place: &&Place| {
        let cell = |cells: &Cells| cells.get(*place).cloned().unwrap_or_default();
        let (sheet, row, column) = place;
        let (here, anew) = (cell(here), cell(anew));
        let address = format!("{sheet}!{}{}", letters(*column), row + 1);
        (here != anew).then(|| format!("{address}: {} here, {} rebuilt", short(&here), short(&anew)))
    };
    places.iter().filter_map(line).collect()
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
