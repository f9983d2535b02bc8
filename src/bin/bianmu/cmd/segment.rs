//! `bianmu segment`: pages into items.

use std::io::Write;
use std::process::ExitCode;

use bianmu::error::Error;
use bianmu::export::csv::Table;
use bianmu::export::proof::Proof;
use bianmu::item::Item;
use bianmu::segment::{Continuations, Segmenter};
use rayon::prelude::*;

use crate::args::{Segment, SegmentFormat};
use crate::failures::Failures;
use crate::input::{self, PageFile, Reading};
use crate::interrupt;
use crate::journal::Journal;
use crate::output::{Output, format_of};
use crate::progress;

/// How many pages are read and split at a time: enough to keep all cores busy, few enough to stay small.
pub(crate) const PAGES_AT_A_TIME: usize = 64;

/// Columns of the CSV form.
const COLUMNS: [&str; 12] = [
    "page",
    "id",
    "kind",
    "headline",
    "headline_lines",
    "body_lines",
    "byline",
    "date",
    "check",
    "first_line",
    "text",
    "continues",
];

pub(crate) fn run(args: &Segment, reading: &Reading) -> anyhow::Result<ExitCode> {
    super::start_threads(&args.jobs)?;
    let failures = Failures::with_limit(args.batch.max_failures);
    let ran = split(args, reading, &failures);
    failures.close(ran, args.batch.list().as_ref(), super::csv_style(args.excel), "split")
}

fn split(args: &Segment, reading: &Reading, failures: &Failures) -> anyhow::Result<()> {
    let paths = input::expand(&args.pages, failures);
    failures.expect(paths.len());
    let mut output = Output::open_for(args.output.as_deref(), &paths)?;
    let pages = PageFile::all(&paths);
    interrupt::listen_for(&output)?;
    match format_of(args.format, args.output.as_deref()).unwrap_or(SegmentFormat::Jsonl) {
        SegmentFormat::Jsonl => each_item(&pages, reading, failures, |item| {
            // serde_json hides the system's error, and with it a closed pipe, so it writes to memory.
            let mut line = serde_json::to_vec(&item)?;
            line.push(b'\n');
            Ok(output.write_all(&line)?)
        })?,
        SegmentFormat::Csv => {
            let mut table = Table::new("items", &mut output, super::csv_style(args.excel))?;
            table.row(COLUMNS)?;
            each_item(&pages, reading, failures, |item| Ok(table.row(cells(&item))?))?;
            table.finish()?;
        }
        SegmentFormat::Html => {
            let mut proof = Proof::default();
            let with_text = |segmenter: &Segmenter, file: &PageFile| with_text(segmenter, file, reading);
            each_page(&pages, failures, &Journal::none(), with_text, |(name, text), items| {
                proof.add(&name, &text, &items);
                Ok(())
            })?;
            if !failures.is_total() {
                output.write_all(proof.finish().as_bytes())?;
            }
        }
    }
    place(output, failures)
}

/// Completes an output unless every input was skipped: then the file that was there stays.
pub(crate) fn place(output: Output, failures: &Failures) -> anyhow::Result<()> {
    if failures.is_total() { Ok(()) } else { output.finish() }
}

fn each_item(
    pages: &[PageFile],
    reading: &Reading,
    failures: &Failures,
    mut each: impl FnMut(Item) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let items = |segmenter: &Segmenter, file: &PageFile| {
        let (page, _) = reading.page_with_text(file)?;
        Ok(((), segmenter.segment(&page)))
    };
    each_page(pages, failures, &Journal::none(), items, |(), items| items.into_iter().try_for_each(&mut each))
}

/// The items of a page beside its name and its text as the file has it.
fn with_text(
    segmenter: &Segmenter,
    file: &PageFile,
    reading: &Reading,
) -> Result<((String, String), Vec<Item>), Error> {
    let (page, text) = reading.page_with_text(file)?;
    let items = segmenter.segment(&page);
    Ok(((page.name, text), items))
}

/// Splits pages on all cores, links the articles that go on from one to another, and hands the pages over in order;
/// pages that cannot be read are skipped.
pub(crate) fn each_page<T: Send>(
    pages: &[PageFile],
    failures: &Failures,
    journal: &Journal,
    split: impl Fn(&Segmenter, &PageFile) -> Result<(T, Vec<Item>), Error> + Sync,
    mut each: impl FnMut(T, Vec<Item>) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let segmenter = Segmenter::new();
    let mut continuations = Continuations::new();
    let bar = progress::bar(Some(pages.len() as u64), "pages");
    for chunk in pages.chunks(PAGES_AT_A_TIME) {
        interrupt::check()?;
        let results: Vec<Result<_, Error>> = chunk.par_iter().map(|file| split(&segmenter, file)).collect();
        for result in results {
            match result {
                Ok((beside, items)) => {
                    failures.finish();
                    continuations
                        .push(beside, items)
                        .into_iter()
                        .try_for_each(|(beside, items)| each(beside, items))?;
                }
                Err(error) => {
                    failures.skip(&error);
                    failures.check_limit()?;
                }
            }
            bar.inc(1);
        }
        journal.save()?;
    }
    continuations.finish().into_iter().try_for_each(|(beside, items)| each(beside, items))?;
    bar.finish_and_clear();
    Ok(())
}

fn cells(item: &Item) -> [String; 12] {
    let lines: Vec<String> = item.headline_lines.iter().map(usize::to_string).collect();
    let ranges: Vec<String> = item.body_lines.iter().map(|[first, last]| format!("{first}-{last}")).collect();
    [
        item.page.clone(),
        item.id.clone(),
        item.kind.as_str().to_string(),
        item.headline.clone(),
        lines.join(";"),
        ranges.join(";"),
        item.byline.clone(),
        item.date.clone(),
        item.check.to_string(),
        item.span().map_or_else(String::new, |(first, _)| first.to_string()),
        item.text.clone(),
        item.continues.clone(),
    ]
}
