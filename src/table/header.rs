//! Column names as people mean them.

use csv::StringRecord;

use crate::error::{Error, did_you_mean};

/// Whether a column's name is meant by another: blanks around, capitals and letters of full width do not count.
pub fn same_column(cell: &str, name: &str) -> bool {
    cell == name || normal(cell) == normal(name)
}

/// The place of the first name that the header has.
pub(crate) fn position(header: &StringRecord, names: &[&str]) -> Option<usize> {
    names.iter().find_map(|name| header.iter().position(|cell| same_column(cell, name)))
}

/// A column name as people mean it: no BOM, no blanks around, lower case, no letters of full width.
pub(super) fn normal(cell: &str) -> String {
    cell.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')
        .chars()
        .map(half_width)
        .collect::<String>()
        .to_lowercase()
}

/// The ASCII character of a full-width one, `ｔ`; Unicode has both in the same order.
fn half_width(c: char) -> char {
    match c {
        '！'..='～' => char::from_u32(c as u32 - ('！' as u32 - '!' as u32)).unwrap_or(c),
        _ => c,
    }
}

/// Most columns that a message lists.
const LISTED: usize = 20;

/// The columns of a table, for a message.
fn found(header: &StringRecord) -> String {
    let mut found: Vec<String> = header.iter().take(LISTED).map(|cell| format!("`{}`", normal(cell))).collect();
    if header.len() > LISTED {
        found.push(format!("and {} more", header.len() - LISTED));
    }
    found.join(", ")
}

/// Names a column that a table lacks, those it has, and the nearest name.
pub(crate) fn missing(name: &str, wanted: &str, header: &StringRecord, names: &[&[&str]]) -> Error {
    let hint = header
        .iter()
        .map(|cell| (cell, did_you_mean(&normal(cell), names.concat())))
        .find(|(_, hint)| !hint.is_empty())
        .map_or_else(String::new, |(cell, hint)| format!("; for `{}`{hint}", normal(cell)));
    missing_with(name, wanted, header, &hint)
}

/// Names a column that a table lacks and those it has, with a remedy.
pub fn missing_with(name: &str, wanted: &str, header: &StringRecord, hint: &str) -> Error {
    let (name, wanted, hint) = (name.to_string(), wanted.to_string(), hint.to_string());
    Error::MissingColumn { name, wanted, found: found(header), hint }
}
