//! `bianmu report`: pages in, a finished folder out.

use std::fs;
use std::process::ExitCode;

use crate::args::Report;
use crate::edition;
use crate::failures::{self, Failures, List};
use crate::input::{self, PageFile, Reading};
use crate::interrupt;
use crate::journal::{self, Journal};
use crate::output::{Lock, keep_inputs, make_folder, write_together};

pub(crate) fn run(args: &Report, reading: &Reading) -> anyhow::Result<ExitCode> {
    super::start_threads(&args.jobs)?;
    let failures = Failures::with_limit(args.batch.max_failures);
    let ran = report(args, reading, &failures);
    failures.close(ran, failures_list(args).as_ref(), super::csv_style(args.excel), "tagged")
}

/// Where the rejected pages are listed: in the folder, once it is there.
fn failures_list(args: &Report) -> Option<List> {
    let among = || args.output.is_dir().then(|| List::Among(args.output.join("failures.csv")));
    args.batch.list().or_else(among)
}

/// Makes the folder, so that one that cannot be written is known before any work, and fills it; one that stays empty
/// goes again.
fn report(args: &Report, reading: &Reading, failures: &Failures) -> anyhow::Result<()> {
    let is_new = !args.output.exists();
    make_folder(&args.output)?;
    let filled = fill(args, reading, failures);
    if is_new && (filled.is_err() || failures.is_total()) {
        // Where something lies in it after all, it stays.
        let _ = fs::remove_dir(&args.output);
    }
    filled
}

/// Writes the files; all appear, or none does.
fn fill(args: &Report, reading: &Reading, failures: &Failures) -> anyhow::Result<()> {
    let paths = input::expand(&args.pages, failures);
    failures.expect(paths.len());
    for file in edition::FILES {
        keep_inputs(&args.output.join(file), paths.iter().chain(args.lists.files()))?;
    }
    let _lock = Lock::of_folder(&args.output)?;
    interrupt::listen()?;
    let made_from = edition::made_from(args, reading)?;
    let setup = journal::setup(&made_from, &made_from.options);
    let journal = Journal::open(args.output.join(".bianmu.journal"), &args.output, &setup, args.resuming.choice())?;
    let edition = edition::build(args, reading, &PageFile::all(&paths), failures, &journal)?;
    if failures.is_total() {
        return journal.finish();
    }
    write_together(&args.output, edition.files)?;
    journal.finish()?;
    edition.remarks.iter().for_each(|remark| failures::print(remark));
    failures::print(&input::name(&args.output.join("report.html")));
    Ok(())
}
