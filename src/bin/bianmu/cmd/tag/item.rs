//! Items read back from a table that `segment` or `tag` wrote.

use bianmu::item::{Item, ItemKind};
use serde_json::{Map, Value};

/// The item that a row holds: one that names its page and one of the four kinds. Columns that a person took away are empty.
pub(super) fn from_row(fields: &Map<String, Value>) -> Option<Item> {
    let cell = |name: &str| fields.get(name).and_then(Value::as_str);
    let text = |name: &str| cell(name).unwrap_or_default().to_string();
    Some(Item {
        page: cell("page").filter(|page| !page.is_empty())?.to_string(),
        id: text("id"),
        kind: serde_json::from_value::<ItemKind>(fields.get("kind")?.clone()).ok()?,
        headline: cell("headline")?.to_string(),
        headline_lines: list(&text("headline_lines"), |line| line.parse().ok()),
        body_lines: list(&text("body_lines"), range),
        byline: text("byline"),
        date: text("date"),
        text: cell("text")?.to_string(),
        check: cell("check") == Some("true"),
        continues: text("continues"),
        published: text("published"),
    })
}

/// The parts of a cell such as `3;5`.
fn list<T>(cell: &str, part: impl Fn(&str) -> Option<T>) -> Vec<T> {
    cell.split(';').filter_map(part).collect()
}

/// The lines `7-9`.
fn range(part: &str) -> Option<[usize; 2]> {
    let (first, last) = part.split_once('-')?;
    Some([first.parse().ok()?, last.parse().ok()?])
}
