//! Counts as a matrix: districts down, topics across.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::cell::printable;
use crate::count::{Cell, Column, Counts, UNTAGGED, Weight};
use crate::error::{Error, Result};
use crate::topic::Topic;

/// A topic as the head of a column.
pub(super) struct TopicHead {
    /// The topic's id, or [`UNTAGGED`].
    pub id: String,
    /// The name that readers see; the id where the taxonomy does not know the topic.
    pub name: String,
}

/// District × topic counts, with the order in which people read them.
pub(super) struct Matrix {
    /// Most articles first, equal ones by name, [`UNTAGGED`] last.
    pub districts: Vec<String>,
    /// In the taxonomy's order, then unknown topics by id, then [`UNTAGGED`].
    pub topics: Vec<TopicHead>,
    /// One row of figures a district.
    pub rows: Vec<Vec<f64>>,
}

impl Matrix {
    /// Lays out counts in a weight; months are added up.
    ///
    /// # Errors
    ///
    /// The counts are not by district and topic.
    pub(super) fn new(counts: &Counts, topics: &[Topic], weight: Weight) -> Result<Self> {
        let cells = pairs(counts)?;
        let topics = heads(&cells, topics);
        let districts = order(&cells);
        let figure = |district: &str, topic: &TopicHead| {
            cells.get(&(district, topic.id.as_str())).copied().unwrap_or_default().figure(weight)
        };
        let rows =
            districts.iter().map(|district| topics.iter().map(|topic| figure(district, topic)).collect()).collect();
        Ok(Self { districts, topics, rows })
    }

    /// The place of a district.
    pub(super) fn row_of(&self, district: &str) -> Option<usize> {
        self.districts.iter().position(|name| name == district)
    }

    /// The place of a topic.
    pub(super) fn column_of(&self, topic: &str) -> Option<usize> {
        self.topics.iter().position(|head| head.id == topic)
    }

    /// The sum of a district's row.
    pub(super) fn row_sum(&self, row: usize) -> f64 {
        self.rows[row].iter().sum()
    }

    /// The sum of a topic's column.
    pub(super) fn column_sum(&self, column: usize) -> f64 {
        self.rows.iter().map(|row| row[column]).sum()
    }

    /// The sum of all cells.
    pub(super) fn sum(&self) -> f64 {
        self.rows.iter().flatten().sum()
    }

    /// The largest cell.
    pub(super) fn max(&self) -> f64 {
        self.rows.iter().flatten().copied().fold(0.0, f64::max)
    }
}

type Pairs<'a> = BTreeMap<(&'a str, &'a str), Cell>;

/// A figure as people read it: whole, or with at most two decimals where districts share articles.
pub(super) fn shown(figure: f64) -> String {
    let text = format!("{figure:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// Fails for counts that are not by district and topic, in this order.
pub(super) fn hold_to_default(counts: &Counts) -> Result<()> {
    if counts.columns() == Column::DEFAULT {
        return Ok(());
    }
    let message = "the counts must be by district and by topic".to_string();
    Err(Error::Export { what: "the district × topic table", message })
}

fn pairs(counts: &Counts) -> Result<Pairs<'_>> {
    let place = |wanted| counts.columns().iter().position(|column| *column == wanted);
    let (Some(district), Some(topic)) = (place(Column::District), place(Column::Topic)) else {
        let message = "the counts must be by district and by topic".to_string();
        return Err(Error::Export { what: "the district × topic table", message });
    };
    let mut pairs = Pairs::new();
    for row in counts.full_rows() {
        *pairs.entry((row.names[district], row.names[topic])).or_default() += row.cell;
    }
    Ok(pairs)
}

fn heads(cells: &Pairs<'_>, topics: &[Topic]) -> Vec<TopicHead> {
    let known: BTreeSet<&str> = topics.iter().map(|topic| topic.id.as_str()).collect();
    let found: BTreeSet<&str> = cells.keys().map(|(_, topic)| *topic).collect();
    let head = |id: &str, name: &str| TopicHead { id: id.to_string(), name: printable(name).into_owned() };
    let unknown = found.iter().filter(|id| !known.contains(*id) && **id != UNTAGGED);
    let untagged = found.get(UNTAGGED);
    let named = topics.iter().map(|topic| head(topic.id.as_str(), &topic.chinese));
    named.chain(unknown.chain(untagged).map(|id| head(id, id))).collect()
}

fn order(cells: &Pairs<'_>) -> Vec<String> {
    let mut sums: BTreeMap<&str, u64> = BTreeMap::new();
    for ((district, _), cell) in cells {
        *sums.entry(district).or_default() += cell.articles();
    }
    let mut districts: Vec<(&str, u64)> = sums.into_iter().collect();
    districts.sort_by_key(|(name, articles)| (*name == UNTAGGED, Reverse(*articles), *name));
    districts.into_iter().map(|(name, _)| name.to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;

    const ROWS: [[f64; 4]; 3] = [[1.0, 1.0, 1.0, 0.0], [1.0, 1.0, 1.0, 0.0], [0.0, 0.0, 0.0, 1.0]];

    #[test]
    fn districts_that_share_an_article_have_parts_of_it() {
        let matrix = Matrix::new(&sample::counts(), &sample::topics(), Weight::Fractional).unwrap();
        assert_eq!(matrix.rows[0].iter().copied().map(shown).collect::<Vec<_>>(), ["1", "0.5", "0.5", "0"]);
        assert_eq!([1.0 / 3.0, 10.0, 100.25].map(shown), ["0.33", "10", "100.25"]);
    }

    #[test]
    fn rows_and_columns_stand_in_reading_order() {
        let matrix = Matrix::new(&sample::counts(), &sample::topics(), Weight::Whole).unwrap();
        assert_eq!(matrix.districts, ["沙市区", "荆州区", UNTAGGED]);
        let names: Vec<&str> = matrix.topics.iter().map(|topic| topic.name.as_str()).collect();
        assert_eq!(names, ["卫生健康", "公共安全", "governance", UNTAGGED]);
        assert_eq!(matrix.rows, ROWS);
        let sums = [matrix.row_sum(0), matrix.column_sum(1), matrix.sum(), matrix.max()];
        assert_eq!(sums.map(shown), ["3", "2", "7", "1"]);
    }

    #[test]
    fn months_add_up_and_a_missing_column_is_an_error() {
        let monthly = Counts::of(&[Column::Month, Column::Topic, Column::District], &sample::batch());
        let matrix = Matrix::new(&monthly, &sample::topics(), Weight::Whole).unwrap();
        assert_eq!(matrix.rows, ROWS);
        assert!(Matrix::new(&Counts::new(&[Column::Topic]), &[], Weight::Whole).is_err());
    }
}
