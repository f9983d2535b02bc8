//! `bianmu report`: pages in, a finished folder out.

use std::path::Path;
use std::process::ExitCode;

use bianmu::count::{Column, Counts, Intervals, first_printings};
use bianmu::district::{BatchHomes, Home};
use bianmu::error::Error;
use bianmu::export::counts::{CountsForm, write_counts};
use bianmu::export::csv::write_articles;
use bianmu::export::provenance::{Provenance, Role, sha256};
use bianmu::export::{html, xlsx};
use bianmu::item::{Item, ItemKind};
use bianmu::page::Page;
use bianmu::segment::Segmenter;
use bianmu::tag::{Probabilities, TaggedItem, Tagger};
use rayon::prelude::*;

use super::segment::each_page;
use crate::args::Report;
use crate::failures::{self, Failures, List};
use crate::input;
use crate::lists;
use crate::output::{make_folder, write_file};

pub(crate) fn run(args: &Report) -> anyhow::Result<ExitCode> {
    super::start_threads(&args.jobs)?;
    let failures = Failures::with_limit(args.batch.max_failures);
    let ran = report(args, &failures);
    failures.close(ran, failures_list(args).as_ref(), super::csv_style(args.excel), "tagged")
}

/// Where the rejected pages are listed: in the folder, once it is there.
fn failures_list(args: &Report) -> Option<List> {
    let among = || args.output.is_dir().then(|| List::Among(args.output.join("failures.csv")));
    args.batch.list().or_else(among)
}

fn report(args: &Report, failures: &Failures) -> anyhow::Result<()> {
    let tagger = lists::tagger(&args.lists)?.with_probabilities(Probabilities::All);
    let pages = input::expand(&args.pages, failures);
    failures.expect(pages.len());
    let mut items: Vec<Vec<Item>> = Vec::new();
    let mut provenance = lists::provenance(&args.lists)?;
    each_page(&pages, failures, hashed, |(name, hash), page| {
        provenance.add_hashed(Role::Page, &name, hash);
        items.push(page);
        Ok(())
    })?;
    if failures.is_total() {
        return Ok(());
    }
    let mut homes: Vec<(String, Option<Home>)> =
        items.par_iter().map(|page| (page_of(page), tagger.home_of(page))).collect();
    tagger.fill_homes(&mut homes, &mut BatchHomes::default());
    let pages = items.into_par_iter().zip(&homes);
    let tagged: Vec<TaggedItem> =
        pages.flat_map_iter(|(page, (_, home))| tagger.tag_page_at(page, home.as_ref())).collect();
    write_folder(args, tagged, &tagger, &provenance)
}

/// The items of a page, with its name and the hash of its file.
fn hashed(segmenter: &Segmenter, path: &Path) -> Result<((String, String), Vec<Item>), Error> {
    let bytes = input::read_bytes(path)?;
    let page = Page::from_text(input::page_name(path), &input::name(path), &input::text_of(path, &bytes)?)?;
    let items = segmenter.segment(&page);
    Ok(((page.name, sha256(&bytes)), items))
}

/// The name of the page that items stand on.
fn page_of(items: &[Item]) -> String {
    items.first().map_or_else(String::new, |item| item.page.clone())
}

/// Writes the four files; each appears whole or not at all. `articles.csv` has every article printed, the others each
/// story once unless told otherwise.
fn write_folder(
    args: &Report,
    mut tagged: Vec<TaggedItem>,
    tagger: &Tagger,
    provenance: &Provenance,
) -> anyhow::Result<()> {
    make_folder(&args.output)?;
    let style = super::csv_style(args.excel);
    let topics = &tagger.classifier().model().topics;
    let mut articles_csv = Vec::new();
    write_articles(&tagged, &mut articles_csv, style)?;
    let printed = Counts::of(&Column::DEFAULT, &tagged);
    if !args.printed {
        keep_first_printings(&mut tagged);
    }
    let counts = Counts::of(&Column::DEFAULT, &tagged);
    let mut counts_csv = Vec::new();
    write_counts(&counts, CountsForm::default(), &mut counts_csv, style)?;
    let files: [(&str, Vec<u8>); 4] = [
        ("articles.csv", articles_csv),
        ("counts.csv", counts_csv),
        ("counts.xlsx", xlsx::workbook(&tagged, topics, &counts, &intervals_of(&tagged), &printed, provenance)?),
        ("report.html", html::report(&tagged, topics, &counts, provenance)?.into_bytes()),
    ];
    for (name, bytes) in files {
        write_file(&args.output.join(name), &bytes)?;
    }
    failures::print(&input::name(&args.output.join("report.html")));
    Ok(())
}

/// The intervals of the counts of these items.
fn intervals_of(tagged: &[TaggedItem]) -> Intervals {
    let mut intervals = Intervals::new(&Column::DEFAULT);
    for tagged in tagged.iter().filter(|tagged| tagged.item.is_counted()) {
        if let Some(probabilities) = &tagged.all_probabilities {
            intervals.add(&tagged.districts, probabilities, &tagged.item.date);
        }
    }
    intervals
}

/// Leaves each story once. Banners, which are not counted, are compared with nothing.
fn keep_first_printings(tagged: &mut Vec<TaggedItem>) {
    let text = |tagged: &TaggedItem| match tagged.item.kind {
        ItemKind::Banner => String::new(),
        ItemKind::Article | ItemKind::Caption | ItemKind::Quote => tagged.item.text.clone(),
    };
    let texts: Vec<String> = tagged.iter().map(text).collect();
    let firsts = first_printings(&texts);
    let mut place = 0..;
    tagged.retain(|_| place.next().is_some_and(|place| firsts[place] == place));
}
