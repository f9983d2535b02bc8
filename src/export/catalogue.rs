//! The articles of a batch with their places in the matrix: what the workbook and the page are drawn from.

use std::collections::{BTreeMap, BTreeSet};

use super::batch::Batch;
use super::matrix::Matrix;
use crate::classify::TopicProbability;
use crate::count::UNTAGGED;
use crate::error::Result;
use crate::item::ItemKind;
use crate::tag::TaggedItem;

/// Articles, found by district, by topic and by both. Articles are named by their place in `articles`.
pub(super) struct Catalogue<'a> {
    /// The items other than banners, in order.
    pub articles: Vec<&'a TaggedItem>,
    /// The counts.
    pub matrix: Matrix,
    /// How many pages were read, also those of which no item is left.
    pub pages: usize,
    names: BTreeMap<&'a str, &'a str>,
    cells: Vec<Cells>,
    by_pair: BTreeMap<(usize, usize), Vec<usize>>,
    by_district: BTreeMap<usize, Vec<usize>>,
    by_topic: BTreeMap<usize, Vec<usize>>,
}

impl<'a> Catalogue<'a> {
    /// Brings items, topics and counts together.
    ///
    /// # Errors
    ///
    /// The counts are not by district and topic.
    pub(super) fn new(batch: &Batch<'a>) -> Result<Self> {
        let Batch { items, topics, .. } = *batch;
        let mut catalogue = Self {
            articles: items.iter().filter(|tagged| tagged.item.kind != ItemKind::Banner).collect(),
            matrix: Matrix::new(&batch.counts, topics, batch.weight)?,
            pages: batch.provenance.pages(),
            names: topics.iter().map(|topic| (topic.id.as_str(), topic.chinese.as_str())).collect(),
            cells: Vec::new(),
            by_pair: BTreeMap::new(),
            by_district: BTreeMap::new(),
            by_topic: BTreeMap::new(),
        };
        for place in 0..catalogue.articles.len() {
            catalogue.enter(place);
        }
        Ok(catalogue)
    }

    /// Enters an article under every district, topic and pair that it counts in; the rest of one counts in none.
    fn enter(&mut self, place: usize) {
        let tagged = self.articles[place];
        let rows = places(tagged.districts.iter().map(|name| name.trim()), |name| self.matrix.row_of(name));
        let ids = tagged.topics.iter().map(|topic| topic.id.as_str().trim());
        let columns = places(ids, |id| self.matrix.column_of(id));
        if tagged.item.is_counted() {
            for row in &rows {
                self.by_district.entry(*row).or_default().push(place);
                for column in &columns {
                    self.by_pair.entry((*row, *column)).or_default().push(place);
                }
            }
            for column in &columns {
                self.by_topic.entry(*column).or_default().push(place);
            }
        }
        self.cells.push((rows, columns));
    }

    /// The rows and columns of an article.
    pub(super) fn cells_of(&self, place: usize) -> &Cells {
        &self.cells[place]
    }

    /// The articles that count.
    pub(super) fn counted(&self) -> usize {
        self.articles.iter().filter(|tagged| tagged.item.is_counted()).count()
    }

    /// The articles that count in a cell of the matrix.
    pub(super) fn of_pair(&self, row: usize, column: usize) -> &[usize] {
        self.by_pair.get(&(row, column)).map_or(&[], Vec::as_slice)
    }

    /// The articles about a district, each once.
    pub(super) fn of_district(&self, row: usize) -> &[usize] {
        self.by_district.get(&row).map_or(&[], Vec::as_slice)
    }

    /// The articles that carry a topic, each once.
    pub(super) fn of_topic(&self, column: usize) -> &[usize] {
        self.by_topic.get(&column).map_or(&[], Vec::as_slice)
    }

    /// The name that readers see for a topic.
    pub(super) fn topic_name<'b>(&'b self, topic: &'b TopicProbability) -> &'b str {
        self.names.get(topic.id.as_str()).copied().unwrap_or(topic.id.as_str())
    }
}

/// Rows and columns of the matrix.
pub(super) type Cells = (BTreeSet<usize>, BTreeSet<usize>);

/// The places of an article's names, or that of [`UNTAGGED`] where it has no name.
fn places<'a>(names: impl Iterator<Item = &'a str>, place: impl Fn(&str) -> Option<usize>) -> BTreeSet<usize> {
    let names: BTreeSet<&str> = names.filter(|name| !name.is_empty() && *name != UNTAGGED).collect();
    if names.is_empty() { place(UNTAGGED).into_iter().collect() } else { names.into_iter().filter_map(place).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::count::Weight;
    use crate::export::matrix::shown;
    use crate::export::sample;

    #[test]
    fn every_cell_has_as_many_articles_as_it_counts() {
        let (items, topics, provenance) = (sample::batch(), sample::topics(), sample::provenance());
        let batch = Batch::new(&items, &topics, sample::counts(), Weight::Whole, &provenance).unwrap();
        let catalogue = Catalogue::new(&batch).unwrap();
        for (row, counts) in catalogue.matrix.rows.iter().enumerate() {
            for (column, count) in counts.iter().enumerate() {
                assert_eq!(shown(*count), catalogue.of_pair(row, column).len().to_string(), "{row} {column}");
            }
        }
        assert_eq!((catalogue.articles.len(), catalogue.pages), (4, 3));
        assert_eq!(catalogue.of_district(1), [1, 2]);
        assert_eq!(catalogue.of_topic(0), [0, 2]);
    }
}
