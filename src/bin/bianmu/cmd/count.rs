//! `bianmu count`: tagged articles in, articles per district and topic out.

use std::io::BufRead;
use std::path::Path;
use std::process::ExitCode;

use bianmu::corpus::split_labels;
use bianmu::count::{Column, Counts};
use bianmu::error::{Error, Result};
use bianmu::export::csv::write_counts;
use bianmu::topic::csv_error;
use serde::Deserialize;

use crate::args::{ColumnArg, Count};
use crate::failures::Failures;
use crate::input;
use crate::lists;
use crate::output::Output;

/// The part of a tagged article that counting reads.
#[derive(Deserialize)]
struct Tagged {
    #[serde(default)]
    kind: String,
    #[serde(default)]
    date: String,
    topics: Vec<TopicId>,
    districts: Vec<String>,
}

#[derive(Deserialize)]
struct TopicId {
    id: String,
}

/// Page furniture, which is no article.
const BANNER: &str = "banner";

pub(crate) fn run(args: &Count) -> anyhow::Result<ExitCode> {
    let failures = Failures::default();
    let home = match &args.home {
        None => None,
        Some(name) => Some(lists::gazetteer(None)?.home(name)?.name().to_string()),
    };
    let columns: Vec<Column> = args.by.iter().map(|column| column_of(*column)).collect();
    let mut counts = Counts::new(&columns);
    for path in &args.tags {
        let mut own = Counts::new(&columns);
        match add_input(path, home.as_deref(), &mut own) {
            Ok(()) => {
                counts += own;
                failures.finish();
            }
            Err(error) => failures.skip(&error),
        }
    }
    let mut output = Output::open(args.output.as_deref())?;
    if !failures.is_total() {
        write_counts(&counts, &mut output, super::csv_style(args.excel))?;
    }
    super::segment::finish(output, &failures)
}

fn column_of(column: ColumnArg) -> Column {
    match column {
        ColumnArg::District => Column::District,
        ColumnArg::Topic => Column::Topic,
        ColumnArg::Month => Column::Month,
    }
}

/// Counts one input whole or not at all.
fn add_input(path: &Path, home: Option<&str>, counts: &mut Counts) -> Result<()> {
    let name = input::name(path);
    let mut lines = input::open(path)?;
    let first = lines.fill_buf().map_err(|error| Error::io(&name, error))?;
    let is_json = first.trim_ascii_start().starts_with(b"{");
    let mut add = |tagged: &Tagged| {
        if tagged.kind != BANNER {
            let ids: Vec<&str> = tagged.topics.iter().map(|topic| topic.id.as_str()).collect();
            let home: Vec<String> = home.map(str::to_string).into_iter().collect();
            let districts = if tagged.districts.is_empty() { &home } else { &tagged.districts };
            counts.add(districts, &ids, &tagged.date);
        }
    };
    if is_json || input::has_ending(Path::new(&name), "jsonl") {
        read_jsonl(&name, lines, &mut add)
    } else {
        read_csv(&name, lines, &mut add)
    }
}

fn read_jsonl(name: &str, lines: impl BufRead, add: &mut impl FnMut(&Tagged)) -> Result<()> {
    for (line, number) in lines.lines().zip(1..) {
        let line = line.map_err(|error| Error::io(name, error))?;
        if !line.trim().is_empty() {
            let tagged = serde_json::from_str(&line)
                .map_err(|error| Error::row(name, number, format!("no article as `bianmu tag` writes it ({error})")))?;
            add(&tagged);
        }
    }
    Ok(())
}

fn read_csv(name: &str, lines: impl BufRead, add: &mut impl FnMut(&Tagged)) -> Result<()> {
    let mut table = csv::Reader::from_reader(lines);
    let header = table.headers().map_err(|error| csv_error(name, &error))?.clone();
    if header.is_empty() {
        return Err(Error::Empty { name: name.to_string() });
    }
    let place = |wanted: &str| header.iter().position(|cell| cell.trim_start_matches('\u{feff}') == wanted);
    let missing = |wanted: &str| {
        let found: Vec<String> = header.iter().map(|cell| format!("`{cell}`")).collect();
        let hint = "; make the table with `bianmu tag`".to_string();
        Error::MissingColumn { name: name.to_string(), wanted: wanted.to_string(), found: found.join(", "), hint }
    };
    let topics = place("topics").ok_or_else(|| missing("topics"))?;
    let districts = place("districts").ok_or_else(|| missing("districts"))?;
    let (kind, date) = (place("kind"), place("date"));
    for row in table.records() {
        let row = row.map_err(|error| csv_error(name, &error))?;
        let cell = |place: Option<usize>| place.and_then(|place| row.get(place)).unwrap_or_default();
        let list = |place| split_labels(cell(Some(place))).map(str::to_string);
        add(&Tagged {
            kind: cell(kind).to_string(),
            // Excel's guard stands before a date without year.
            date: cell(date).trim_start_matches('\'').to_string(),
            topics: list(topics).map(|id| TopicId { id }).collect(),
            districts: list(districts).collect(),
        });
    }
    Ok(())
}
