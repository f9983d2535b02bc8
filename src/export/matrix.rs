//! Counts as a matrix: districts down, topics across.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::cell::printable;
use crate::count::{Column, Counts, UNTAGGED};
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
    /// One row of counts a district.
    pub rows: Vec<Vec<u64>>,
}

impl Matrix {
    /// Lays out counts; months are added up.
    ///
    /// # Errors
    ///
    /// The counts are not by district and topic.
    pub(super) fn new(counts: &Counts, topics: &[Topic]) -> Result<Self> {
        let cells = pairs(counts)?;
        let topics = heads(&cells, topics);
        let districts = order(&cells);
        let count = |district: &str, topic: &TopicHead| cells.get(&(district, topic.id.as_str())).copied().unwrap_or(0);
        let rows =
            districts.iter().map(|district| topics.iter().map(|topic| count(district, topic)).collect()).collect();
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
    pub(super) fn row_sum(&self, row: usize) -> u64 {
        self.rows[row].iter().sum()
    }

    /// The sum of a topic's column.
    pub(super) fn column_sum(&self, column: usize) -> u64 {
        self.rows.iter().map(|row| row[column]).sum()
    }

    /// The sum of all cells.
    pub(super) fn sum(&self) -> u64 {
        self.rows.iter().flatten().sum()
    }

    /// The largest cell.
    pub(super) fn max(&self) -> u64 {
        self.rows.iter().flatten().copied().max().unwrap_or(0)
    }
}

type Pairs<'a> = BTreeMap<(&'a str, &'a str), u64>;

fn pairs(counts: &Counts) -> Result<Pairs<'_>> {
    let place = |wanted| counts.columns().iter().position(|column| *column == wanted);
    let (Some(district), Some(topic)) = (place(Column::District), place(Column::Topic)) else {
        let message = "the counts must be by district and by topic".to_string();
        return Err(Error::Export { what: "the district × topic table", message });
    };
    let mut pairs = Pairs::new();
    for (names, articles) in counts.rows() {
        *pairs.entry((names[district], names[topic])).or_default() += articles;
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
    for ((district, _), articles) in cells {
        *sums.entry(district).or_default() += articles;
    }
    let mut districts: Vec<(&str, u64)> = sums.into_iter().collect();
    districts.sort_by_key(|(name, articles)| (*name == UNTAGGED, Reverse(*articles), *name));
    districts.into_iter().map(|(name, _)| name.to_string()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;

    #[test]
    fn rows_and_columns_stand_in_reading_order() {
        let matrix = Matrix::new(&sample::counts(), &sample::topics()).unwrap();
        assert_eq!(matrix.districts, ["沙市区", "荆州区", UNTAGGED]);
        let names: Vec<&str> = matrix.topics.iter().map(|topic| topic.name.as_str()).collect();
        assert_eq!(names, ["卫生健康", "公共安全", "governance", UNTAGGED]);
        assert_eq!(matrix.rows, [[1, 1, 1, 0], [1, 1, 1, 0], [0, 0, 0, 1]]);
        assert_eq!((matrix.row_sum(0), matrix.column_sum(1), matrix.sum(), matrix.max()), (3, 2, 7, 1));
    }

    #[test]
    fn months_add_up_and_a_missing_column_is_an_error() {
        let monthly = Counts::of(&[Column::Month, Column::Topic, Column::District], &sample::batch());
        let matrix = Matrix::new(&monthly, &sample::topics()).unwrap();
        assert_eq!(matrix.rows, [[1, 1, 1, 0], [1, 1, 1, 0], [0, 0, 0, 1]]);
        assert!(Matrix::new(&Counts::new(&[Column::Topic]), &[]).is_err());
    }
}
