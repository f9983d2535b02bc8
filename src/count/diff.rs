//! What changed between two counts, cell by cell, and through which articles.

use std::collections::{BTreeMap, BTreeSet};

use super::matching::pairs;
use super::{Article, Cell, Column, Entry, Name, Weight, distinct, month, names};

/// What happened to an article, as one cell sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// The old batch does not have it.
    Added,
    /// The new batch does not have it.
    Removed,
    /// It has other topics.
    Retagged,
    /// It is about other districts.
    Moved,
    /// It has another month.
    Redated,
}

impl Change {
    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Retagged => "retagged",
            Self::Moved => "moved",
            Self::Redated => "redated",
        }
    }
}

/// An article through which a cell changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cause {
    /// What happened to it.
    pub change: Change,
    /// Its id, the new one where it has two.
    pub id: String,
    /// Its headline.
    pub headline: String,
}

/// A cell that changed.
#[derive(Debug, Clone, PartialEq)]
pub struct ChangedCell {
    /// A name for each column.
    pub names: Vec<String>,
    /// The figure before.
    pub old: f64,
    /// The figure after; the same where as many articles came as went.
    pub new: f64,
    /// The articles through which it changed, in the new batch's order, then those that it lost; empty where two tables
    /// were compared.
    pub causes: Vec<Cause>,
}

/// A cell's figures by its names, as a table of counts has them.
pub type Figures = BTreeMap<Vec<String>, f64>;

/// The cells by `columns` that changed from the old articles to the new, in the order of a table's rows. Articles are
/// known again by id and text, by text alone, and by likeness on the same page.
pub fn diff(columns: &[Column], weight: Weight, old: &[Article], new: &[Article]) -> Vec<ChangedCell> {
    let columns = distinct(columns);
    let mut before: BTreeMap<Vec<Name>, Cell> = BTreeMap::new();
    let mut after = before.clone();
    let mut causes: BTreeMap<Vec<Name>, Vec<Cause>> = BTreeMap::new();
    for (old_place, new_place) in pairs(old, new) {
        let (old, new) = (old_place.map(|place| &old[place]), new_place.map(|place| &new[place]));
        let (left, entered) = (shares(old, &columns), shares(new, &columns));
        let keys: BTreeSet<&Vec<Name>> = left.keys().chain(entered.keys()).collect();
        for key in keys {
            let (left, entered) = (left.get(key).copied(), entered.get(key).copied());
            *before.entry(key.clone()).or_default() += left.unwrap_or_default();
            *after.entry(key.clone()).or_default() += entered.unwrap_or_default();
            let figure = |cell: Option<Cell>| cell.unwrap_or_default().figure(weight);
            if figure(left).total_cmp(&figure(entered)).is_ne() {
                causes.entry(key.clone()).or_default().extend(cause(&columns, key, old, new));
            }
        }
    }
    let figure = |cells: &BTreeMap<Vec<Name>, Cell>, key: &Vec<Name>| cells[key].figure(weight);
    let changed = causes.into_iter().map(|(key, causes)| ChangedCell {
        old: figure(&before, &key),
        new: figure(&after, &key),
        names: key.iter().map(|name| name.as_str().to_string()).collect(),
        causes,
    });
    changed.collect()
}

/// The cells that changed from one table to another, without articles.
pub fn diff_figures(old: &Figures, new: &Figures) -> Vec<ChangedCell> {
    let keys: BTreeSet<Vec<Name>> =
        old.keys().chain(new.keys()).map(|key| key.iter().map(|name| Name::of(name)).collect()).collect();
    let cell = |key: Vec<Name>| {
        let names: Vec<String> = key.iter().map(|name| name.as_str().to_string()).collect();
        let figure = |figures: &Figures| figures.get(&names).copied().unwrap_or_default();
        let (old, new) = (figure(old), figure(new));
        old.total_cmp(&new).is_ne().then(|| ChangedCell { names, old, new, causes: Vec::new() })
    };
    keys.into_iter().filter_map(cell).collect()
}

/// The part of each cell that an article has.
fn shares(article: Option<&Article>, columns: &[Column]) -> BTreeMap<Vec<Name>, Cell> {
    let Some(article) = article else {
        return BTreeMap::new();
    };
    let (districts, topics) = (names(&article.districts), names(&article.topics));
    let months = BTreeSet::from([month(&article.date)]);
    let entry = Entry { districts: &districts, topics: &topics, months: &months };
    let sharers = if columns.contains(&Column::District) { districts.len() } else { 1 };
    entry.keys(columns).into_iter().map(|key| (key, Cell::shared_by(sharers))).collect()
}

/// Why an article has another part in a cell than before.
fn cause(columns: &[Column], key: &[Name], old: Option<&Article>, new: Option<&Article>) -> Option<Cause> {
    let (change, article) = match (old, new) {
        (None, Some(new)) => (Change::Added, new),
        (Some(old), None) => (Change::Removed, old),
        (Some(old), Some(new)) => (between(columns, key, old, new), new),
        (None, None) => return None,
    };
    Some(Cause { change, id: article.id.clone(), headline: article.headline.clone() })
}

/// What changed of an article that both batches have: the first of district, topic and month that only one of the two
/// has as the cell says. Where all are the same, it shares itself among other districts.
fn between(columns: &[Column], key: &[Name], old: &Article, new: &Article) -> Change {
    let has = |article: &Article, column: Column, name: &Name| match column {
        Column::District => names(&article.districts).contains(name),
        Column::Topic => names(&article.topics).contains(name),
        Column::Month => month(&article.date) == *name,
    };
    let named = |wanted: Column| columns.iter().zip(key).find(|(column, _)| **column == wanted);
    let differs =
        |column: Column| named(column).is_some_and(|(_, name)| has(old, column, name) != has(new, column, name));
    match Column::ALL.into_iter().find(|column| differs(*column)) {
        Some(Column::Topic) => Change::Retagged,
        Some(Column::Month) => Change::Redated,
        Some(Column::District) | None => Change::Moved,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(id: &str, districts: &[&str], topics: &[&str], date: &str) -> Article {
        let own = |names: &[&str]| names.iter().map(|name| (*name).to_string()).collect();
        let text = Some(format!("{id}的正文"));
        Article {
            id: id.into(),
            districts: own(districts),
            topics: own(topics),
            date: date.into(),
            text,
            ..Article::default()
        }
    }

    fn lines(columns: &[Column], weight: Weight, old: &[Article], new: &[Article]) -> Vec<String> {
        let causes = |cell: &ChangedCell| {
            cell.causes.iter().map(|cause| format!(" {}:{}", cause.change.as_str(), cause.id)).collect::<String>()
        };
        let cells = diff(columns, weight, old, new);
        cells.iter().map(|cell| format!("{} {}→{}{}", cell.names.join(" "), cell.old, cell.new, causes(cell))).collect()
    }

    #[test]
    fn every_kind_of_change_is_named_in_the_cells_that_it_changed() {
        let old = [
            article("a", &["甲区"], &["x"], ""),
            article("b", &["甲区"], &["x"], ""),
            article("c", &["甲区"], &["y"], "2022-06-01"),
            article("d", &["丙区"], &["z"], ""),
        ];
        let new = [
            article("a", &["乙区"], &["x"], ""),
            article("b", &["甲区"], &["y"], ""),
            article("c", &["甲区"], &["y"], "2022-07-01"),
            article("e", &["甲区"], &["x"], ""),
        ];
        let expected = [
            "丙区 z 1→0 removed:d",
            "乙区 x 0→1 moved:a",
            "甲区 x 2→1 moved:a retagged:b added:e",
            "甲区 y 1→2 retagged:b",
        ];
        assert_eq!(lines(&Column::DEFAULT, Weight::Whole, &old, &new), expected);
        let months = lines(&[Column::Month], Weight::Whole, &old[2..3], &new[2..3]);
        assert_eq!(months, ["2022-06 1→0 redated:c", "2022-07 0→1 redated:c"]);
        assert!(lines(&Column::DEFAULT, Weight::Whole, &old, &old).is_empty());
    }

    #[test]
    fn an_article_that_shares_itself_among_more_districts_changes_the_old_cell_too() {
        let (old, new) = ([article("a", &["甲区"], &["x"], "")], [article("a", &["甲区", "乙区"], &["x"], "")]);
        assert_eq!(lines(&Column::DEFAULT, Weight::Whole, &old, &new), ["乙区 x 0→1 moved:a"]);
        let fractional = lines(&Column::DEFAULT, Weight::Fractional, &old, &new);
        assert_eq!(fractional, ["乙区 x 0→0.5 moved:a", "甲区 x 1→0.5 moved:a"]);
    }

    #[test]
    fn tables_differ_in_the_cells_of_either() {
        let table = |rows: &[(&str, f64)]| rows.iter().map(|(name, n)| (vec![(*name).to_string()], *n)).collect();
        let cells = diff_figures(&table(&[("甲", 1.0), ("乙", 2.0)]), &table(&[("乙", 2.0), ("丙", 3.0)]));
        let found: Vec<_> = cells.iter().map(|cell| (cell.names[0].as_str(), cell.old, cell.new)).collect();
        assert_eq!(found, [("丙", 0.0, 3.0), ("甲", 1.0, 0.0)]);
    }
}
