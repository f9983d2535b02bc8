//! `bianmu tag`: pages or articles in, the same with topics and districts out.

mod item;
pub(crate) mod reader;
pub(crate) mod record;
mod writer;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::ensure;
use bianmu::district::BatchHomes;
use bianmu::error::Error;
use bianmu::item::Item;
use bianmu::segment::{Continuations, Segmenter};
use bianmu::tag::{Probabilities, Tagger};
use indicatif::ProgressBar;
use rayon::prelude::*;

use self::reader::{Kind, Reader};
use self::record::Record;
use self::writer::{Row, Writer};
use crate::args::{Format, Resume, Tag};
use crate::failures::Failures;
use crate::input::{self, PageFile, Reading};
use crate::interrupt;
use crate::journal::{self, Journal};
use crate::lists::{self, Others};
use crate::output::{Output, format_of, hidden};
use crate::progress;
use crate::watch::Watch;

/// How many articles are read ahead and tagged at a time; what bounds memory is this times an article's length.
const RECORDS_AT_A_TIME: usize = 256;
/// How many pages are read, split and tagged at a time.
const PAGES_AT_A_TIME: usize = 64;

pub(crate) fn run(args: &Tag, reading: &Reading) -> anyhow::Result<ExitCode> {
    super::start_threads(&args.jobs)?;
    let failures = Failures::with_limit(args.batch.max_failures);
    let ran = tag(args, reading, &failures);
    failures.close(ran, args.batch.list().as_ref(), super::csv_style(args.excel), "tagged")
}

fn tag(args: &Tag, reading: &Reading, failures: &Failures) -> anyhow::Result<()> {
    let inputs = input::expand(&args.inputs, failures);
    failures.expect(inputs.len());
    let format = format_of(args.format, args.output.as_deref()).unwrap_or_else(|| format_of_inputs(&inputs));
    anyhow::ensure!(
        !args.all_probabilities || format == Format::Jsonl,
        "a table has no room for all probabilities; add --format jsonl"
    );
    let output = Output::open_for(args.output.as_deref(), inputs.iter().chain(args.lists.files()))?;
    interrupt::listen_for(&output)?;
    let pages: Vec<PathBuf> = inputs.iter().filter(|path| is_page(path)).cloned().collect();
    let others = if pages.len() == inputs.len() { Others::None } else { Others::May };
    let pages = PageFile::all(&pages);
    let mut tagger = lists::tagger_at(&args.lists, args.precision, &pages, others, reading)?;
    if args.all_probabilities {
        tagger = tagger.with_probabilities(Probabilities::All);
    }
    let journal = journal(args, &output)?;
    let mut writer = Writer::new(output, format, super::csv_style(args.excel))?;
    let bar = progress::bar(None, "articles tagged");
    let watch = Watch::new(tagger.classifier());
    let tagging = Tagging {
        reading,
        tagger,
        watch,
        groups: AtomicUsize::new(0),
        segmenter: Segmenter::new(),
        format,
        failures,
        journal,
        bar: &bar,
    };
    let mut batch = BatchHomes::default();
    let mut pages = pages.as_slice();
    for group in inputs.chunk_by(|a, b| is_page(a) && is_page(b)) {
        if is_page(&group[0]) {
            let (own, rest) = pages.split_at(group.len());
            tagging.pages(own, &mut writer, &mut batch)?;
            pages = rest;
        } else {
            tagging.articles(&group[0], &mut writer, &mut batch)?;
        }
    }
    bar.finish_and_clear();
    tagging.watch.warn(tagging.tagger.classifier());
    let output = writer.into_output()?;
    let last = || tagging.journal.finish();
    if failures.is_total() { last() } else { output.finish_before(last) }
}

/// What a run that is killed leaves for `--resume`; an output that is no file has nothing that could be gone on with.
fn journal(args: &Tag, output: &Output) -> anyhow::Result<Journal> {
    let resume = args.resuming.choice();
    let Some(file) = output.file() else {
        ensure!(resume == Resume::No, "--resume goes on with a file; name one with --output");
        return Ok(Journal::none());
    };
    let flags = [
        args.precision.map(|precision| format!("--precision={precision}")),
        args.all_probabilities.then(|| "--all-probabilities".to_string()),
        args.lists.home.as_ref().map(|home| format!("--home={home}")),
    ];
    let flags: Vec<String> = flags.into_iter().flatten().collect();
    Journal::open(hidden(file, ".journal"), file, &journal::setup(&lists::provenance(&args.lists)?, &flags), resume)
}

/// Whether an input's name says that it is a page.
fn is_page(path: &Path) -> bool {
    reader::kind_of(path) == Some(Kind::Page)
}

/// CSV where the first input is a table; standard input of unknown kind and everything else gives JSONL.
fn format_of_inputs(inputs: &[PathBuf]) -> Format {
    let is_csv = inputs.first().is_some_and(|path| input::is_table(path));
    if is_csv { Format::Csv } else { Format::Jsonl }
}

/// The fault that is the input's own, so that the other inputs can still be tagged; any other fails.
fn own_fault(error: anyhow::Error) -> anyhow::Result<Error> {
    if crate::is_broken_pipe(&error) { Err(error) } else { error.downcast() }
}

/// What one run tags with.
struct Tagging<'a> {
    reading: &'a Reading,
    tagger: Tagger,
    watch: Watch,
    /// How many pages and rows were tagged.
    groups: AtomicUsize,
    segmenter: Segmenter,
    format: Format,
    failures: &'a Failures,
    journal: Journal,
    bar: &'a ProgressBar,
}

impl Tagging<'_> {
    /// Splits and tags pages, some at a time on all cores; pages that cannot be read are skipped.
    fn pages(&self, pages: &[PageFile], writer: &mut Writer, batch: &mut BatchHomes) -> anyhow::Result<()> {
        let mut continuations = Continuations::new();
        for chunk in pages.chunks(PAGES_AT_A_TIME) {
            let split = |file: &PageFile| {
                let (page, text) = self.reading.page_with_text(file)?;
                Ok(file.dated(journal::split(&self.journal, &self.segmenter, &page, &text)))
            };
            let results: Vec<anyhow::Result<Vec<Item>>> = chunk.par_iter().map(split).collect();
            let mut settled = Vec::new();
            for (file, items) in chunk.iter().zip(results) {
                match items {
                    Ok(items) => settled.extend(continuations.push(&file.path, items)),
                    Err(error) => self.settle(Err(error))?,
                }
            }
            self.items(settled, writer, batch)?;
            self.after_chunk()?;
        }
        self.items(continuations.finish(), writer, batch)
    }

    /// Tags the items of pages on all cores and writes them in order.
    fn items(
        &self,
        pages: Vec<(&PathBuf, Vec<Item>)>,
        writer: &mut Writer,
        batch: &mut BatchHomes,
    ) -> anyhow::Result<()> {
        let records = |(path, items): (_, Vec<Item>)| (path, items.into_iter().map(Record::from).collect());
        let (paths, groups): (Vec<&PathBuf>, Vec<Vec<Record>>) = pages.into_iter().map(records).unzip();
        for (path, rows) in paths.into_iter().zip(self.rows(groups, batch)) {
            let written = rows.and_then(|rows| rows.into_iter().try_for_each(|row| self.write(path, row, writer)));
            self.settle(written)?;
        }
        Ok(())
    }

    /// Tags rows and the items of pages; `batch` holds what pages and rows before these told of their papers'
    /// homes.
    fn rows(&self, groups: Vec<Vec<Record>>, batch: &mut BatchHomes) -> Vec<anyhow::Result<Vec<Row>>> {
        let mut homes: Vec<_> = groups.par_iter().map(|group| record::home(group, &self.tagger)).collect();
        self.tagger.fill_homes(&mut homes, batch);
        let votes: Vec<_> = groups.par_iter().filter_map(|group| record::vote(group, &self.tagger)).collect();
        for vote in votes {
            batch.add_row(vote);
        }
        let of_rows = self.tagger.home_of_rows(batch);
        let before = self.groups.fetch_add(groups.len(), Ordering::Relaxed);
        let tagged = groups.into_par_iter().zip(&homes).enumerate().map(|(number, (group, (_, home)))| {
            let tagged = record::tag(group, &self.tagger, home.as_ref(), of_rows.as_ref(), &self.journal);
            if Watch::is_watched(before + number) {
                for tagged in &tagged {
                    tagged.show(&self.watch, self.tagger.classifier());
                }
            }
            tagged.into_iter().map(|tagged| Row::new(self.format, tagged)).collect()
        });
        tagged.collect()
    }

    /// Tags one table or JSONL input, reading the next articles while these are tagged.
    fn articles(&self, path: &Path, writer: &mut Writer, batch: &mut BatchHomes) -> anyhow::Result<()> {
        let tagged = self.read_articles(path, writer, batch);
        self.settle(tagged)
    }

    /// Tags the rows of an input. A file is read to its end before its first row is written: one with bad rows is
    /// tagged whole or not at all, or without them where that was asked for.
    fn read_articles(&self, path: &Path, writer: &mut Writer, batch: &mut BatchHomes) -> anyhow::Result<()> {
        let open = || Reader::open(path, self.reading, &self.segmenter, self.tagger.gazetteer());
        if path.is_file() && !self.reading.skips_bad_rows() {
            open()?.check(RECORDS_AT_A_TIME)?;
        }
        let mut reader = open()?;
        writer.begin(reader.name(), reader.header())?;
        let mut chunk = reader.take(RECORDS_AT_A_TIME)?;
        while !chunk.is_empty() {
            let (groups, next) = rayon::join(|| self.rows(chunk, batch), || reader.take(RECORDS_AT_A_TIME));
            for rows in groups {
                rows?.into_iter().try_for_each(|row| self.write(path, row, writer))?;
            }
            self.after_chunk()?;
            chunk = next?;
        }
        Ok(self.reading.good(((), reader.into_bad()), self.failures)?)
    }

    /// Keeps what a chunk of articles gave. Being stopped is no fault of the input.
    fn after_chunk(&self) -> anyhow::Result<()> {
        self.journal.save()?;
        interrupt::check()
    }

    fn write(&self, path: &Path, row: Row, writer: &mut Writer) -> anyhow::Result<()> {
        self.bar.inc(1);
        writer.write(&input::name(path), row)
    }

    /// Counts an input as finished, or as skipped when the fault is its own; other faults end the run.
    fn settle(&self, tagged: anyhow::Result<()>) -> anyhow::Result<()> {
        match tagged {
            Ok(()) => self.failures.finish(),
            Err(error) => {
                self.failures.skip(&own_fault(error)?);
                self.failures.check_limit()?;
            }
        }
        Ok(())
    }
}
