//! `counts.csv`: a row a cell, or the topics across.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use super::csv::{CsvStyle, Table};
use crate::count::{Cell, Column, Counts, Interval, Intervals, Row, UNTAGGED, Weight};
use crate::error::{Error, Result};

/// How a table of counts is laid out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Layout {
    /// A row for each combination that occurs, its articles in the last column.
    #[default]
    Long,
    /// A column for each name of the last column counted by, a row for each combination of the others, 0 where there is
    /// no article.
    Wide,
}

/// Whether each count has its share beside it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shares {
    /// Counts alone.
    #[default]
    Without,
    /// A column `share` with four decimals: [`Row::share`].
    Beside,
}

/// What `counts.csv` shows of the counts.
#[derive(Debug, Clone, Copy, Default)]
pub struct CountsForm<'a> {
    /// Long or wide.
    pub layout: Layout,
    /// How an article about several districts counts; fractions have four decimals.
    pub weight: Weight,
    /// The column `share` of the long layout.
    pub shares: Shares,
    /// The columns `low` and `high` of the long layout, empty for articles without a topic.
    pub intervals: Option<&'a Intervals>,
}

const NAME: &str = "counts.csv";

/// Writes `counts.csv`: the chosen columns and `articles`, one row a combination that occurs, or as `form` says.
///
/// # Errors
///
/// `out` cannot be written; or the form is wide, and the counts are not by two columns or more; or it has shares or
/// intervals, and the counts are not by topic.
pub fn write_counts(counts: &Counts, form: CountsForm<'_>, out: impl Write, style: CsvStyle) -> Result<()> {
    let table = Table::new(NAME, out, style)?;
    let refused = |message: &str| Err(Error::Export { what: NAME, message: message.to_string() });
    let has_figures = form.shares == Shares::Beside || form.intervals.is_some();
    if has_figures && !counts.columns().contains(&Column::Topic) {
        return refused("shares and intervals need the column `topic`");
    }
    match (form.layout, counts.columns()) {
        (Layout::Long, _) => write_long(counts, form, table),
        (Layout::Wide, [others @ .., _]) if !others.is_empty() => write_wide(counts, others, form.weight, table),
        (Layout::Wide, _) => refused("a wide layout needs two columns to count by, the second across"),
    }
}

fn write_long(counts: &Counts, form: CountsForm<'_>, mut table: Table<impl Write>) -> Result<()> {
    let share: &[&str] = if form.shares == Shares::Beside { &["share"] } else { &[] };
    let ends: &[&str] = if form.intervals.is_some() { &["low", "high"] } else { &[] };
    let columns = counts.columns().iter().map(|column| column.as_str());
    table.row(columns.chain(["articles"]).chain(ends.iter().copied()).chain(share.iter().copied()))?;
    for row in counts.full_rows() {
        let mut cells: Vec<String> = row.names.iter().map(|name| (*name).to_string()).collect();
        cells.push(figure(row.cell, form.weight));
        if let Some(intervals) = form.intervals {
            let interval = intervals.of(&row.names);
            let end = |end: fn(Interval) -> u64| interval.map_or_else(String::new, |found| end(found).to_string());
            cells.extend([end(|found| found.low), end(|found| found.high)]);
        }
        if form.shares == Shares::Beside {
            cells.push(format!("{:.4}", row.share(form.weight)));
        }
        table.row(cells)?;
    }
    table.finish().map(drop)
}

/// What names a line of the wide layout, what is untagged last.
type Line<'a> = (Vec<bool>, Vec<&'a str>);

fn write_wide(counts: &Counts, others: &[Column], weight: Weight, mut table: Table<impl Write>) -> Result<()> {
    let mut lines: BTreeMap<Line<'_>, BTreeMap<&str, Cell>> = BTreeMap::new();
    let mut heads = BTreeSet::new();
    for Row { mut names, cell, .. } in counts.full_rows() {
        let head = names.pop().unwrap_or_default();
        heads.insert((head == UNTAGGED, head));
        let untagged_last = names.iter().map(|name| *name == UNTAGGED).collect();
        lines.entry((untagged_last, names)).or_default().insert(head, cell);
    }
    let others = others.iter().map(|column| column.as_str());
    table.row(others.chain(heads.iter().map(|(_, head)| *head)))?;
    for ((_, names), cells) in lines {
        let count = |head: &str| figure(cells.get(head).copied().unwrap_or_default(), weight);
        let names = names.into_iter().map(str::to_string);
        table.row(names.chain(heads.iter().map(|(_, head)| count(head))))?;
    }
    table.finish().map(drop)
}

fn figure(cell: Cell, weight: Weight) -> String {
    match weight {
        Weight::Whole => cell.articles().to_string(),
        Weight::Fractional => format!("{:.4}", cell.figure(weight)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;

    fn text(columns: &[Column], form: CountsForm<'_>) -> String {
        let mut bytes = Vec::new();
        write_counts(&Counts::of(columns, &sample::batch()), form, &mut bytes, CsvStyle::Plain).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn counts_of_a_small_batch() {
        let case = |columns: &[Column]| text(columns, CountsForm::default());
        insta::assert_snapshot!(case(&Column::DEFAULT), @"
        district,topic,articles
        沙市区,governance,1
        沙市区,health,1
        沙市区,safety,1
        荆州区,governance,1
        荆州区,health,1
        荆州区,safety,1
        （未标）,（未标）,1
        ");
        insta::assert_snapshot!(case(&[Column::Month, Column::District]), @"
        month,district,articles
        2022-06,沙市区,2
        2022-06,荆州区,1
        （未标）,荆州区,1
        （未标）,（未标）,1
        ");
    }

    #[test]
    fn shares_are_of_all_articles_of_the_district() {
        let form = CountsForm { shares: Shares::Beside, weight: Weight::Fractional, ..CountsForm::default() };
        insta::assert_snapshot!(text(&Column::DEFAULT, form), @"
        district,topic,articles,share
        沙市区,governance,0.5000,0.3333
        沙市区,health,1.0000,0.6667
        沙市区,safety,0.5000,0.3333
        荆州区,governance,0.5000,0.3333
        荆州区,health,1.0000,0.6667
        荆州区,safety,0.5000,0.3333
        （未标）,（未标）,1.0000,1.0000
        ");
    }

    #[test]
    fn a_wide_table_has_the_last_column_across() {
        let form = CountsForm { layout: Layout::Wide, ..CountsForm::default() };
        insta::assert_snapshot!(text(&[Column::District, Column::Month, Column::Topic], form), @"
        district,month,governance,health,safety,（未标）
        沙市区,2022-06,1,1,1,0
        荆州区,2022-06,1,0,1,0
        荆州区,（未标）,0,1,0,0
        （未标）,（未标）,0,0,0,1
        ");
        insta::assert_snapshot!(text(&[Column::District, Column::Month], form), @"
        district,2022-06,（未标）
        沙市区,2,0
        荆州区,1,1
        （未标）,0,1
        ");
        let counts = Counts::new(&[Column::District]);
        assert!(write_counts(&counts, form, Vec::new(), CsvStyle::Plain).is_err());
    }
}
