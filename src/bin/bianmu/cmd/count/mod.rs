//! `bianmu count`: tagged articles in, articles per district and topic out.

mod reader;

use std::process::ExitCode;

use crate::args::{ColumnArg, Count, LayoutArg, LevelArg};
use crate::failures::{self, Failures};
use crate::lists;
use crate::output::Output;
use anyhow::Context;
use bianmu::count::{Column, Counts, Intervals, Weight, first_printings};
use bianmu::district::{Gazetteer, Home, Level};
use bianmu::export::counts::{CountsForm, Layout, Shares, write_counts};
use reader::Tagged;

pub(crate) fn run(args: &Count) -> anyhow::Result<ExitCode> {
    let failures = Failures::default();
    let districts = Districts::new(args)?;
    let columns: Vec<Column> = args.by.iter().map(|column| column_of(*column)).collect();
    let mut articles = Vec::new();
    for path in &args.tags {
        match reader::read(path) {
            Ok(own) => {
                articles.extend(own);
                failures.finish();
            }
            Err(error) => failures.skip(&error),
        }
    }
    if !args.printed {
        keep_first_printings(&mut articles);
    }
    let mut counts = Counts::new(&columns);
    for article in &articles {
        let topics: Vec<&str> = article.topics.iter().map(|topic| topic.id.as_str()).collect();
        counts.add(&districts.of(&article.districts), &topics, &article.date);
    }
    let intervals = args.interval.then(|| intervals_of(&articles, &columns, &districts)).transpose()?;
    let form = CountsForm { intervals: intervals.as_ref(), ..form_of(args) };
    let mut output = Output::open(args.output.as_deref())?;
    if !failures.is_total() {
        write_counts(&counts, form, &mut output, super::csv_style(args.excel))?;
    }
    super::segment::place(output, &failures)?;
    Ok(failures.status())
}

/// Leaves each story once, in the words of its first printing, and says where that cannot be done.
fn keep_first_printings(articles: &mut Vec<Tagged>) {
    let without = articles.iter().filter(|article| article.running_text().is_none()).count();
    if without > 0 {
        failures::print(&format!(
            "{without} of {} articles come without their text, so that reprints among them are not found; \
             count tags with the column `text` or `body`, or say --printed",
            articles.len()
        ));
    }
    let texts: Vec<&str> = articles.iter().map(|article| article.running_text().unwrap_or_default()).collect();
    let firsts = first_printings(&texts);
    let mut place = 0..;
    articles.retain(|_| place.next().is_some_and(|place| firsts[place] == place));
}

/// The intervals of the cells, if all articles say how probable every topic is.
fn intervals_of(articles: &[Tagged], columns: &[Column], districts: &Districts) -> anyhow::Result<Intervals> {
    let mut intervals = Intervals::new(columns);
    for article in articles {
        let probabilities = article.all_probabilities.as_deref().context(
            "--interval: the tags do not say how probable every topic is; make them with \
             `bianmu tag --all-probabilities --format jsonl`",
        )?;
        intervals.add(&districts.of(&article.districts), probabilities, &article.date);
    }
    Ok(intervals)
}

fn form_of(args: &Count) -> CountsForm<'static> {
    let layout = match args.layout {
        LayoutArg::Long => Layout::Long,
        LayoutArg::Wide => Layout::Wide,
    };
    let weight = if args.fractional { Weight::Fractional } else { Weight::Whole };
    CountsForm { layout, weight, shares: if args.share { Shares::Beside } else { Shares::Without }, intervals: None }
}

/// The districts that articles are counted under.
struct Districts {
    home: Option<Home>,
    /// Where districts are to be rolled up: the places, and how far up.
    up: Option<(Gazetteer, Level)>,
}

impl Districts {
    fn new(args: &Count) -> anyhow::Result<Self> {
        if args.home.is_none() && args.roll_up.is_none() {
            return Ok(Self { home: None, up: None });
        }
        let gazetteer = lists::gazetteer(args.gazetteer.as_deref())?;
        let home = args.home.as_deref().map(|name| gazetteer.home(name)).transpose()?;
        let level = args.roll_up.map(|level| match level {
            LevelArg::County => Level::County,
            LevelArg::City => Level::City,
            LevelArg::Province => Level::Province,
        });
        Ok(Self { home, up: level.map(|level| (gazetteer, level)) })
    }

    /// An article's districts: the home where it names none, rolled up; a name that no place bears stays as it is.
    fn of<'a>(&'a self, named: &'a [String]) -> Vec<&'a str> {
        let home = self.home.as_ref().map(Home::name).filter(|_| named.is_empty());
        let named = named.iter().map(String::as_str).chain(home);
        match &self.up {
            None => named.collect(),
            Some((gazetteer, level)) => {
                named.map(|name| gazetteer.roll_up(name, *level, self.home.as_ref()).unwrap_or(name)).collect()
            }
        }
    }
}

fn column_of(column: ColumnArg) -> Column {
    match column {
        ColumnArg::District => Column::District,
        ColumnArg::Topic => Column::Topic,
        ColumnArg::Month => Column::Month,
    }
}
