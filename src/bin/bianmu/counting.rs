//! Counting as the flags say, the same for every verb that counts.

use anyhow::Context;
use bianmu::count::{Article, Column, Counts, Intervals, Story, UNTAGGED, Weight, keep_first_printings, undated};
use bianmu::district::{Gazetteer, Home, Level};
use bianmu::export::counts::{CountsForm, Layout, Shares, write_counts};
use bianmu::export::csv::CsvStyle;

use crate::args::{ColumnArg, Counting, LayoutArg, LevelArg, TableForm};
use crate::failures;

/// What one run counts with.
pub(crate) struct Counter<'a> {
    counting: &'a Counting,
    /// Where districts are to be rolled up: the places.
    places: Option<&'a Gazetteer>,
    home: Option<&'a Home>,
}

impl<'a> Counter<'a> {
    /// Of names that several places bear, those near `home` are meant.
    pub(crate) fn new(counting: &'a Counting, places: Option<&'a Gazetteer>, home: Option<&'a Home>) -> Self {
        Self { counting, places, home }
    }

    /// What is counted by.
    pub(crate) fn columns(&self) -> Vec<Column> {
        self.counting.by.iter().map(|column| column_of(*column)).collect()
    }

    /// How an article about several districts counts.
    pub(crate) fn weight(&self) -> Weight {
        if self.counting.fractional { Weight::Fractional } else { Weight::Whole }
    }

    /// Rolls districts up; a name that no place bears stays as it is, and two districts of a city are one city.
    pub(crate) fn roll_up(&self, districts: &mut Vec<String>) {
        if let (Some(places), Some(level)) = (self.places, self.counting.roll_up.map(level_of)) {
            let mut rolled: Vec<String> = Vec::new();
            for name in districts.iter() {
                let up = places.roll_up(name, level, self.home).unwrap_or(name);
                if !rolled.iter().any(|known| known == up) {
                    rolled.push(up.to_string());
                }
            }
            *districts = rolled;
        }
    }

    /// Leaves each story once, unless every printing counts.
    pub(crate) fn keep_stories<T>(&self, items: &mut Vec<T>, story: impl Fn(&T) -> Story<'_>) {
        if !self.counting.printed {
            keep_first_printings(items, story);
        }
    }

    /// Makes tables of articles ready to be counted: each story once, districts rolled up. Says where reprints cannot
    /// be found.
    pub(crate) fn settle(&self, articles: &mut Vec<Article>) {
        let without = articles.iter().filter(|article| article.text.is_none()).count();
        if without > 0 && !self.counting.printed {
            failures::print(&format!(
                "{without} of {} articles come without their text, so that reprints among them are not found; \
                 count tags with the column `text` or `body`, or say --printed",
                articles.len()
            ));
        }
        self.keep_stories(articles, |article| Story {
            headline: &article.headline,
            text: article.text.as_deref().unwrap_or_default(),
        });
        for article in articles.iter_mut() {
            self.roll_up(&mut article.districts);
        }
    }

    /// Where months are counted, how many settled articles have none, and what to do.
    pub(crate) fn undated(&self, articles: &[Article], remedy: &str) -> Option<String> {
        let undated = undated(articles);
        let is_told = undated > 0 && self.columns().contains(&Column::Month);
        let all = articles.len();
        is_told.then(|| format!("{undated} of {all} articles have no date and count as {UNTAGGED}; {remedy}"))
    }

    /// Writes `counts.csv` of settled articles.
    pub(crate) fn write(
        &self,
        articles: &[Article],
        form: &TableForm,
        out: impl std::io::Write,
        style: CsvStyle,
    ) -> anyhow::Result<()> {
        let columns = self.columns();
        let intervals = form.interval.then(|| intervals(&columns, articles)).transpose()?;
        let counts = Counts::of_articles(&columns, articles);
        let form = CountsForm {
            layout: layout_of(form.layout),
            weight: self.weight(),
            shares: if form.share { Shares::Beside } else { Shares::Without },
            intervals: intervals.as_ref(),
        };
        Ok(write_counts(&counts, form, out, style)?)
    }
}

/// Gives the articles that name no district the home.
pub(crate) fn fill_home(articles: &mut [Article], home: Option<&Home>) {
    if let Some(home) = home {
        for article in articles.iter_mut().filter(|article| article.districts.is_empty()) {
            article.districts.push(home.name().to_string());
        }
    }
}

/// The intervals of the cells, if all articles say how probable every topic is.
fn intervals(columns: &[Column], articles: &[Article]) -> anyhow::Result<Intervals> {
    Intervals::of_articles(columns, articles).context(
        "--interval: the tags do not say how probable every topic is; make them with \
         `bianmu tag --all-probabilities --format jsonl`",
    )
}

fn layout_of(layout: LayoutArg) -> Layout {
    match layout {
        LayoutArg::Long => Layout::Long,
        LayoutArg::Wide => Layout::Wide,
    }
}

fn level_of(level: LevelArg) -> Level {
    match level {
        LevelArg::County => Level::County,
        LevelArg::City => Level::City,
        LevelArg::Province => Level::Province,
    }
}

fn column_of(column: ColumnArg) -> Column {
    match column {
        ColumnArg::District => Column::District,
        ColumnArg::Topic => Column::Topic,
        ColumnArg::Month => Column::Month,
    }
}
