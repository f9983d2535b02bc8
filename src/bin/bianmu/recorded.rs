//! How a report was made, as its record names the flags.

use std::ffi::OsString;

use anyhow::Context;
use bianmu::export::provenance::Provenance;
use clap::Parser;

use crate::args::{Args, Command, Report};
use crate::input::ReadingArgs;

const FOREIGN: &str = "the options that it names are none of `bianmu report`";

/// The command line of a report, with further words and pages; `name` stands for it in errors.
pub(crate) fn report(
    name: &str,
    record: &Provenance,
    further: Vec<OsString>,
    pages: Vec<OsString>,
) -> anyhow::Result<(Report, ReadingArgs)> {
    let mut words: Vec<OsString> = ["bianmu", "report", "--output=-"].map(Into::into).to_vec();
    // The record may be anyone's: it can set flags, but name no page.
    let is_flag = |option: &String| option.starts_with("--") && option.len() > 2;
    anyhow::ensure!(record.options.iter().all(is_flag), "{name}: {FOREIGN}");
    words.extend(record.options.iter().map(Into::into));
    words.extend(further);
    words.push("--".into());
    // A report needs a page; without one it is only asked how it counted.
    words.extend(if pages.is_empty() { vec!["-".into()] } else { pages });
    let Args { command, reading } = Args::try_parse_from(words).with_context(|| format!("{name}: {FOREIGN}"))?;
    match command {
        Command::Report(report) => Ok((report, reading)),
        _ => anyhow::bail!("{name}: {FOREIGN}"),
    }
}
