//! `bianmu report`: pages in, a finished folder out.

use std::path::Path;
use std::process::ExitCode;

use bianmu::count::{Column, Counts};
use bianmu::district::{BatchHomes, Home};
use bianmu::export::csv::{write_articles, write_counts};
use bianmu::export::{html, xlsx};
use bianmu::item::Item;
use bianmu::tag::{TaggedItem, Tagger};
use rayon::prelude::*;

use super::segment::{self, each_page};
use crate::args::Report;
use crate::failures::{self, Failures};
use crate::input;
use crate::lists;
use crate::output::{make_folder, write_file};

pub(crate) fn run(args: &Report) -> anyhow::Result<ExitCode> {
    super::start_threads(&args.jobs)?;
    let failures = Failures::default();
    let tagger = lists::tagger(&args.lists)?;
    let pages = input::expand(&args.pages, &failures);
    let mut items: Vec<Vec<Item>> = Vec::new();
    each_page(&pages, &failures, segment::items, |page| {
        items.push(page);
        Ok(())
    })?;
    if failures.is_total() {
        return Ok(failures.status());
    }
    let mut homes: Vec<(String, Option<Home>)> =
        items.par_iter().map(|page| (page_of(page), tagger.home_of(page))).collect();
    tagger.fill_homes(&mut homes, &mut BatchHomes::default());
    let pages = items.into_par_iter().zip(&homes);
    let tagged: Vec<TaggedItem> =
        pages.flat_map_iter(|(page, (_, home))| tagger.tag_page_at(page, home.as_ref())).collect();
    write_folder(&args.output, &tagged, &tagger, args.excel)?;
    Ok(failures.status())
}

/// The name of the page that items stand on.
fn page_of(items: &[Item]) -> String {
    items.first().map_or_else(String::new, |item| item.page.clone())
}

/// Writes the four files; each appears whole or not at all.
fn write_folder(folder: &Path, tagged: &[TaggedItem], tagger: &Tagger, excel: bool) -> anyhow::Result<()> {
    make_folder(folder)?;
    let style = super::csv_style(excel);
    let topics = &tagger.classifier().model().topics;
    let counts = Counts::of(&Column::DEFAULT, tagged);
    let mut articles_csv = Vec::new();
    write_articles(tagged, &mut articles_csv, style)?;
    let mut counts_csv = Vec::new();
    write_counts(&counts, &mut counts_csv, style)?;
    let files: [(&str, Vec<u8>); 4] = [
        ("articles.csv", articles_csv),
        ("counts.csv", counts_csv),
        ("counts.xlsx", xlsx::workbook(tagged, topics, &counts)?),
        ("report.html", html::report(tagged, topics, &counts)?.into_bytes()),
    ];
    for (name, bytes) in files {
        write_file(&folder.join(name), &bytes)?;
    }
    failures::print(&input::name(&folder.join("report.html")));
    Ok(())
}
