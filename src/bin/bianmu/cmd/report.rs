//! `bianmu report`: pages in, a finished folder out.

use std::process::ExitCode;

use crate::args::Report;
use crate::edition;
use crate::failures::{self, Failures, List};
use crate::input::{self, Reading};
use crate::output::{make_folder, write_file};

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

/// Writes the files; each appears whole or not at all.
fn report(args: &Report, reading: &Reading, failures: &Failures) -> anyhow::Result<()> {
    let pages = input::expand(&args.pages, failures);
    failures.expect(pages.len());
    let files = edition::build(args, reading, &pages, failures)?;
    if failures.is_total() {
        return Ok(());
    }
    make_folder(&args.output)?;
    for (name, bytes) in files {
        write_file(&args.output.join(name), &bytes)?;
    }
    failures::print(&input::name(&args.output.join("report.html")));
    Ok(())
}
