//! Counting articles by district, topic and month.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;

use crate::date::Date;
use crate::tag::TaggedItem;

mod article;
mod cell;
mod diff;
mod interval;
mod matching;
mod reprint;

pub use article::{Article, undated};
pub use cell::{Cell, Weight};
pub use diff::{Cause, Change, ChangedCell, Figures, diff, diff_figures};
pub use interval::{Interval, Intervals};
pub use reprint::{Story, first_printings, keep_first_printings};

/// Stands where an article carries no district, no topic or no month.
pub const UNTAGGED: &str = "（未标）";

/// A column that articles can be counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// The districts that an article is about.
    District,
    /// The topics that it carries, by id.
    Topic,
    /// The month of its date, `2022-06`.
    Month,
}

impl Column {
    /// All columns, in the order in which people should see them.
    pub const ALL: [Self; 3] = [Self::District, Self::Topic, Self::Month];

    /// What is counted by where nobody says otherwise.
    pub const DEFAULT: [Self; 2] = [Self::District, Self::Topic];

    /// The word used in files and on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::District => "district",
            Self::Topic => "topic",
            Self::Month => "month",
        }
    }

    /// The column of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.as_str() == name)
    }
}

/// One value of a column; [`UNTAGGED`] sorts after every name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Name {
    Known(String),
    Untagged,
}

impl Name {
    fn of(name: &str) -> Self {
        if name == UNTAGGED { Self::Untagged } else { Self::Known(name.to_string()) }
    }

    fn as_str(&self) -> &str {
        match self {
            Self::Known(name) => name,
            Self::Untagged => UNTAGGED,
        }
    }
}

/// How many articles there are in every combination of the chosen columns.
///
/// An article about two districts that carries two topics counts once in each of the four pairs, so the
/// cells of a table add up to more than the articles. Beside it stands a second figure, in which each of the two
/// districts has half of the article ([`Weight::Fractional`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counts {
    columns: Vec<Column>,
    cells: BTreeMap<Vec<Name>, Cell>,
    /// The same without the column of topics: an article with two topics is here once.
    wholes: BTreeMap<Vec<Name>, Cell>,
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row<'a> {
    /// A name for each column.
    pub names: Vec<&'a str>,
    /// The articles.
    pub cell: Cell,
    /// All articles of the row's district and month, whatever their topics, each once.
    pub whole: Cell,
}

impl Counts {
    /// An empty table by `columns`, in that order; a column named twice stands once.
    pub fn new(columns: &[Column]) -> Self {
        Self { columns: distinct(columns), cells: BTreeMap::new(), wholes: BTreeMap::new() }
    }

    /// Counts `items` by `columns`.
    pub fn of<'a>(columns: &[Column], items: impl IntoIterator<Item = &'a TaggedItem>) -> Self {
        let mut counts = Self::new(columns);
        for item in items {
            counts.add_item(item);
        }
        counts
    }

    /// Adds one article. Blank names count for nothing, a name given twice counts once, and `date` is in any form that
    /// [`Date::parse`] reads (`--06-12` has no month that could be told from another year's).
    pub fn add(&mut self, districts: &[impl AsRef<str>], topics: &[impl AsRef<str>], date: &str) {
        let (districts, topics, months) = (names(districts), names(topics), BTreeSet::from([month(date)]));
        let entry = Entry { districts: &districts, topics: &topics, months: &months };
        let keys = entry.keys(&self.columns);
        let wholes: BTreeSet<Vec<Name>> = keys.iter().map(|key| self.without_topic(key)).collect();
        let sharers = if self.columns.contains(&Column::District) { districts.len() } else { 1 };
        let article = Cell::shared_by(sharers);
        for key in keys {
            *self.cells.entry(key).or_default() += article;
        }
        for key in wholes {
            *self.wholes.entry(key).or_default() += article;
        }
    }

    /// Adds a tagged item, unless it is a banner or continues another: an article that goes on over several pages
    /// counts once, by its first piece.
    pub fn add_item(&mut self, tagged: &TaggedItem) {
        if tagged.item.is_counted() {
            let topics: Vec<&str> = tagged.topics.iter().map(|topic| topic.id.as_str()).collect();
            self.add(&tagged.districts, &topics, tagged.item.counted_date());
        }
    }

    /// The columns, in the order chosen.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The rows in the order of their names, [`UNTAGGED`] last: a name for each column, and the articles.
    pub fn rows(&self) -> impl Iterator<Item = (Vec<&str>, u64)> {
        self.full_rows().map(|row| (row.names, row.cell.articles()))
    }

    /// The same rows with everything that is known of them.
    pub fn full_rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.cells.iter().map(|(key, cell)| {
            let whole = self.wholes.get(&self.without_topic(key)).copied().unwrap_or_default();
            Row { names: key.iter().map(Name::as_str).collect(), cell: *cell, whole }
        })
    }

    fn without_topic(&self, key: &[Name]) -> Vec<Name> {
        let named = self.columns.iter().zip(key);
        named.filter(|(column, _)| **column != Column::Topic).map(|(_, name)| name.clone()).collect()
    }

    /// The sum of all cells: the articles, each as often as it was counted.
    pub fn sum(&self) -> u64 {
        self.cells.values().map(|cell| cell.articles()).sum()
    }
}

impl Row<'_> {
    /// Share of the district's articles that are in this row; the shares of a district's topics add up to more than 1
    /// where articles carry several.
    pub fn share(&self, weight: Weight) -> f64 {
        self.cell.figure(weight) / self.whole.figure(weight)
    }
}

impl AddAssign for Counts {
    /// Adds the cells of a table counted by the same columns, as another thread did.
    ///
    /// # Panics
    ///
    /// The columns differ: no sum of such tables means anything.
    fn add_assign(&mut self, other: Self) {
        assert_eq!(self.columns, other.columns, "only tables by the same columns can be added");
        for (key, cell) in other.cells {
            *self.cells.entry(key).or_default() += cell;
        }
        for (key, cell) in other.wholes {
            *self.wholes.entry(key).or_default() += cell;
        }
    }
}

/// The columns without those named before.
fn distinct(columns: &[Column]) -> Vec<Column> {
    let mut chosen = Vec::new();
    for column in columns {
        if !chosen.contains(column) {
            chosen.push(*column);
        }
    }
    chosen
}

/// The names of an article in each column.
struct Entry<'a> {
    districts: &'a BTreeSet<Name>,
    topics: &'a BTreeSet<Name>,
    months: &'a BTreeSet<Name>,
}

impl Entry<'_> {
    /// Every combination of a name for each column.
    fn keys(&self, columns: &[Column]) -> Vec<Vec<Name>> {
        let with = |key: &Vec<Name>, name: &Name| [key.as_slice(), std::slice::from_ref(name)].concat();
        columns.iter().fold(vec![Vec::new()], |keys, column| {
            let names = match column {
                Column::District => self.districts,
                Column::Topic => self.topics,
                Column::Month => self.months,
            };
            keys.iter().flat_map(|key| names.iter().map(move |name| with(key, name))).collect()
        })
    }
}

/// The distinct names of a list, or [`Name::Untagged`] where it has none.
fn names(list: &[impl AsRef<str>]) -> BTreeSet<Name> {
    let known = |name: &str| !name.is_empty() && name != UNTAGGED;
    let names: BTreeSet<Name> = list
        .iter()
        .map(|name| name.as_ref().trim())
        .filter(|name| known(name))
        .map(|name| Name::Known(name.to_string()))
        .collect();
    if names.is_empty() { BTreeSet::from([Name::Untagged]) } else { names }
}

fn month(date: &str) -> Name {
    month_of(date).map_or(Name::Untagged, Name::Known)
}

/// `2022-06` of a date in any form that [`Date::parse`] reads; `None` where the year or the month is missing.
pub(crate) fn month_of(date: &str) -> Option<String> {
    Date::parse(date)?.month()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(counts: &Counts) -> Vec<String> {
        counts.rows().map(|(names, articles)| format!("{} {articles}", names.join(" "))).collect()
    }

    const NONE: [&str; 0] = [];

    #[test]
    fn an_article_counts_in_every_pair_it_carries() {
        let mut counts = Counts::new(&Column::DEFAULT);
        counts.add(&["沙市区", "荆州区", "沙市区"], &["health", "economy"], "2022-06-12");
        counts.add(&["沙市区"], &["health", "health", " "], "");
        assert_eq!(rows(&counts), ["沙市区 economy 1", "沙市区 health 2", "荆州区 economy 1", "荆州区 health 1"]);
        assert_eq!(counts.sum(), 5);
    }

    #[test]
    fn districts_share_an_article_and_topics_do_not() {
        let mut counts = Counts::new(&Column::DEFAULT);
        counts.add(&["沙市区", "荆州区"], &["health", "economy"], "");
        counts.add(&["沙市区"], &["health"], "");
        let figures: Vec<_> = counts
            .full_rows()
            .map(|row| (row.cell.figure(Weight::Fractional), row.share(Weight::Whole), row.share(Weight::Fractional)))
            .collect();
        let third = 1.0 / 3.0;
        assert_eq!(figures, [(0.5, 0.5, third), (1.5, 1.0, 1.0), (0.5, 1.0, 1.0), (0.5, 1.0, 1.0)]);
    }

    #[test]
    fn columns_left_away_do_not_multiply() {
        let mut counts = Counts::new(&[Column::Month, Column::District, Column::Month]);
        counts.add(&["沙市区"], &["health", "economy"], "2022-06-12");
        assert_eq!(rows(&counts), ["2022-06 沙市区 1"]);
    }

    #[test]
    fn untagged_comes_last_even_after_names_that_sort_late() {
        let mut counts = Counts::new(&Column::DEFAULT);
        counts.add(&NONE, &NONE, "");
        counts.add(&["～湾"], &NONE, "");
        counts.add(&["～湾"], &["～"], "");
        assert_eq!(rows(&counts), ["～湾 ～ 1", "～湾 （未标） 1", "（未标） （未标） 1"]);
    }

    #[test]
    fn a_month_needs_its_year() {
        let case = |date: &str, expected: &str| assert_eq!(month(date).as_str(), expected, "{date}");
        case("2022-06-12", "2022-06");
        case("2022-06", "2022-06");
        case("--06-13", UNTAGGED);
        case("2022", UNTAGGED);
        case("2022年6月12日", "2022-06");
        case("2022/6/12", "2022-06");
        case("2022-13-12", UNTAGGED);
        case("2022-02-30", UNTAGGED);
        case("", UNTAGGED);
    }

    #[test]
    fn tables_of_two_threads_add_up() {
        let part = |names: &[&str]| {
            let mut counts = Counts::new(&[Column::District]);
            for name in names {
                counts.add(&[name], &NONE, "");
            }
            counts
        };
        let mut whole = part(&["甲区", "乙区"]);
        whole += part(&["乙区", "丙区"]);
        assert_eq!(whole, part(&["甲区", "乙区", "乙区", "丙区"]));
    }

    #[test]
    fn banners_are_not_counted() {
        use crate::export::sample;
        use crate::item::ItemKind;
        let mut banner = sample::article("p#1", "沙市区", &["health"]);
        banner.item.kind = ItemKind::Banner;
        let caption =
            TaggedItem { item: crate::item::Item { kind: ItemKind::Caption, ..banner.item.clone() }, ..banner.clone() };
        assert_eq!(Counts::of(&Column::DEFAULT, &[banner, caption]).sum(), 1);
    }

    #[test]
    fn an_article_on_two_pages_counts_once() {
        use crate::export::sample;
        let begun = sample::article("p1#1", "沙市区", &["health"]);
        let mut rest = sample::article("p3#2", "荆州区", &["health"]);
        rest.item.continues = begun.item.id.clone();
        assert_eq!(rows(&Counts::of(&Column::DEFAULT, &[begun, rest])), ["沙市区 health 1"]);
    }

    proptest! {
        #[test]
        fn the_table_adds_up_to_the_pairs_of_its_articles(
            articles in prop::collection::vec(
                (prop::collection::btree_set("[甲乙丙]区", 0..4), prop::collection::btree_set("[a-d]", 0..4)),
                0..20,
            )
        ) {
            let mut counts = Counts::new(&Column::DEFAULT);
            let mut pairs = 0;
            for (districts, topics) in &articles {
                let districts: Vec<&String> = districts.iter().collect();
                let topics: Vec<&String> = topics.iter().collect();
                counts.add(&districts, &topics, "");
                pairs += districts.len().max(1) * topics.len().max(1);
            }
            prop_assert_eq!(counts.sum(), pairs as u64);
        }
    }
}
