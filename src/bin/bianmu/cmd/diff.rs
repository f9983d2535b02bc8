//! `bianmu diff`: which counts changed from one report to another, and through which articles.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use bianmu::builtin;
use bianmu::count::{Article, ChangedCell, Column, Counts, Figures, Weight, diff, diff_figures};
use bianmu::error::Error;
use bianmu::export::csv;
use bianmu::export::provenance::Provenance;
use bianmu::table::Table;
use serde_json::{Map, Value, json};

use crate::args::{Counting, Diff, DiffFormat};
use crate::counting::{Counter, fill_home};
use crate::edition::PROVENANCE;
use crate::failures::shown;
use crate::input::{self, Reading};
use crate::lists;
use crate::output::{Output, format_of};
use crate::recorded;
use crate::tagged;

/// One of the two that are compared.
enum Side {
    Articles(Vec<Article>),
    /// A table of counts by columns.
    Counts(Vec<Column>, Figures),
}

pub(crate) fn run(args: &Diff, reading: &Reading) -> anyhow::Result<ExitCode> {
    let [old, new] = countings(args, reading)?;
    let needs_places = args.home.is_some() || old.roll_up.is_some() || new.roll_up.is_some();
    let places = needs_places.then(|| lists::gazetteer(args.gazetteer.as_deref(), reading)).transpose()?;
    let home = places.as_ref().zip(args.home.as_deref()).map(|(places, home)| places.home(home)).transpose()?;
    let counter = |counting| Counter::new(counting, places.as_ref(), home.as_ref());
    let read = |path: &Path, counting| {
        let mut side = read(path, reading)?;
        if let Side::Articles(articles) = &mut side {
            fill_home(articles, home.as_ref());
            counter(counting).settle(articles);
        }
        anyhow::Ok(side)
    };
    let (columns, cells) = compare(args, read(&args.old, &old)?, read(&args.new, &new)?, &counter(&new))?;
    let mut output = Output::open(args.output.as_deref())?;
    match format_of(args.format, args.output.as_deref()).unwrap_or(DiffFormat::Text) {
        DiffFormat::Text => output.write_all(text(&cells).as_bytes())?,
        DiffFormat::Csv => {
            write_csv(&columns, &cells, csv::Table::new("diff", &mut output, super::csv_style(args.excel))?)?;
        }
        DiffFormat::Jsonl => cells.iter().try_for_each(|cell| writeln!(output, "{}", object(&columns, cell)))?,
    }
    output.finish()?;
    Ok(ExitCode::SUCCESS)
}

/// How the two are counted: a report as it was, tags as the other; and both as the flags say where there are some.
fn countings(args: &Diff, reading: &Reading) -> anyhow::Result<[Counting; 2]> {
    let flags = || args.counting.clone();
    if args.counting != Counting::default() {
        return Ok([flags(), flags()]);
    }
    let (old, new) = (recorded(&args.old, reading)?, recorded(&args.new, reading)?);
    if let (Some(old), Some(new)) = (&old, &new) {
        anyhow::ensure!(
            old.by == new.by && old.fractional == new.fractional,
            "{} and {} are not counted alike (--by, --fractional); say with these flags how to count both",
            input::name(&args.old),
            input::name(&args.new)
        );
    }
    let own = |own: &Option<Counting>, other: &Option<Counting>| own.clone().or_else(|| other.clone());
    Ok([own(&old, &new).unwrap_or_else(flags), own(&new, &old).unwrap_or_else(flags)])
}

/// How the report of a folder was counted; none for tags and tables.
fn recorded(path: &Path, reading: &Reading) -> anyhow::Result<Option<Counting>> {
    let record = path.join(PROVENANCE);
    if !record.is_file() {
        return Ok(None);
    }
    let name = input::name(&record);
    let provenance = Provenance::from_json(&name, &reading.bytes(&record)?)?;
    let (report, _) = recorded::report(&name, &provenance, Vec::new(), Vec::new())?;
    Ok(Some(report.counting))
}

/// Reads a folder's articles, tags, or a table of counts.
fn read(path: &Path, reading: &Reading) -> Result<Side, Error> {
    let file = tagged::file_of(path);
    if input::is_table(&file) {
        let table = reading.table(&file)?;
        let has = |names: &[&str]| table.column(names).is_some();
        if has(&["articles"]) && !has(&["topics"]) {
            return read_counts(table);
        }
    }
    let (mut articles, bad) = tagged::read(&file, reading)?;
    Error::all(bad)?;
    if path.is_dir() {
        // A report for spreadsheets has the names of topics, others have their ids.
        let taxonomy = builtin::taxonomy()?;
        let id = |name: &str| taxonomy.find(name).map(|topic| topic.id.as_str());
        for article in &mut articles {
            article.rename_topics(id);
        }
    }
    Ok(Side::Articles(articles))
}

/// Reads `counts.csv` in the long layout.
fn read_counts(table: Table<'_>) -> Result<Side, Error> {
    let name = table.name().to_string();
    let columns = table.header().iter().enumerate();
    let columns: Vec<(usize, Column)> =
        columns.filter_map(|(place, head)| Some((place, Column::from_name(head)?))).collect();
    let articles = table.column(&["articles"]).unwrap_or_default();
    let mut figures = Figures::new();
    for row in table {
        let row = row?;
        let (line, row) = (row.line, row.cells?);
        let cell = &row[articles];
        let figure: f64 = cell.parse().ok().filter(|figure: &f64| figure.is_finite()).ok_or_else(|| {
            Error::row(&name, line, format!("`{cell}` is no number of articles; make the table with `bianmu count`"))
        })?;
        figures.insert(columns.iter().map(|(place, _)| row[*place].to_string()).collect(), figure);
    }
    Ok(Side::Counts(columns.into_iter().map(|(_, column)| column).collect(), figures))
}

/// The columns and the cells that changed; where one side is a table, the other is counted by its columns.
fn compare(
    args: &Diff,
    old: Side,
    new: Side,
    counter: &Counter<'_>,
) -> anyhow::Result<(Vec<Column>, Vec<ChangedCell>)> {
    let weight = counter.weight();
    let (columns, old, new) = match (old, new) {
        (Side::Articles(old), Side::Articles(new)) => {
            let mut columns = counter.columns();
            let mut seen = BTreeSet::new();
            columns.retain(|column| seen.insert(*column));
            let cells = diff(&columns, weight, &old, &new);
            return Ok((columns, cells));
        }
        (Side::Counts(columns, old), Side::Articles(new)) => {
            let new = figures(&columns, weight, &new);
            (columns, old, new)
        }
        (Side::Articles(old), Side::Counts(columns, new)) => (columns.clone(), figures(&columns, weight, &old), new),
        (Side::Counts(columns, old), Side::Counts(others, new)) => {
            anyhow::ensure!(
                columns == others,
                "{} and {} are not counted by the same columns; make them with the same --by",
                input::name(&args.old),
                input::name(&args.new)
            );
            (columns, old, new)
        }
    };
    Ok((columns, diff_figures(&old, &new)))
}

/// The figures of articles, as a table has them: fractions with four decimals.
fn figures(columns: &[Column], weight: Weight, articles: &[Article]) -> Figures {
    let counts = Counts::of_articles(columns, articles);
    let rows = counts.full_rows().map(|row| {
        let names = row.names.into_iter().map(str::to_string).collect();
        (names, (row.cell.figure(weight) * 1e4).round() / 1e4)
    });
    rows.collect()
}

/// A figure, whole or with up to four decimals.
fn figure(figure: f64) -> String {
    let text = format!("{figure:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

fn text(cells: &[ChangedCell]) -> String {
    let mut lines = String::new();
    for cell in cells {
        lines += &format!("{}: {} → {}\n", shown(&cell.names.join(", ")), figure(cell.old), figure(cell.new));
        for cause in &cell.causes {
            let line = format!("  {:<8} {} {}", cause.change.as_str(), cause.id, cause.headline);
            lines += &format!("{}\n", shown(line.trim_end()));
        }
    }
    let articles: BTreeSet<&str> = cells.iter().flat_map(|cell| &cell.causes).map(|cause| cause.id.as_str()).collect();
    let through = if articles.is_empty() { String::new() } else { format!(" through {} articles", articles.len()) };
    lines + &format!("{} cells changed{through}\n", cells.len())
}

fn write_csv(columns: &[Column], cells: &[ChangedCell], mut table: csv::Table<&mut Output>) -> anyhow::Result<()> {
    let heads = columns.iter().map(|column| column.as_str());
    table.row(heads.chain(["old", "new", "change", "id", "headline"]))?;
    for cell in cells {
        let figures = [figure(cell.old), figure(cell.new)];
        let names = || cell.names.iter().cloned().chain(figures.clone());
        for cause in &cell.causes {
            let through = [cause.change.as_str().to_string(), cause.id.clone(), cause.headline.clone()];
            table.row(names().chain(through))?;
        }
        if cell.causes.is_empty() {
            table.row(names().chain(["", "", ""].map(str::to_string)))?;
        }
    }
    table.finish()?;
    Ok(())
}

/// A cell as a line of JSONL.
fn object(columns: &[Column], cell: &ChangedCell) -> Value {
    let number = |figure: f64| if figure.fract() == 0.0 { json!(figure as u64) } else { json!(figure) };
    let mut object = Map::new();
    for (column, name) in columns.iter().zip(&cell.names) {
        object.insert(column.as_str().to_string(), json!(name));
    }
    object.insert("old".to_string(), number(cell.old));
    object.insert("new".to_string(), number(cell.new));
    let causes = cell.causes.iter();
    let causes =
        causes.map(|cause| json!({"change": cause.change.as_str(), "id": cause.id, "headline": cause.headline}));
    object.insert("articles".to_string(), causes.collect());
    Value::Object(object)
}
