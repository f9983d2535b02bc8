//! The names under which parts of `report.html` are linked.

/// The list of all articles.
pub(super) const ALL: &str = "articles";

/// The list behind a cell.
pub(super) fn pair(row: usize, column: usize) -> String {
    format!("d{row}t{column}")
}

/// A district's profile and lists.
pub(super) fn district(row: usize) -> String {
    format!("d{row}")
}

/// A topic's list.
pub(super) fn topic(column: usize) -> String {
    format!("t{column}")
}

/// An article.
pub(super) fn article(place: usize) -> String {
    format!("a{}", place + 1)
}
