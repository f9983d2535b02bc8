//! The flags of the verbs that look at finished reports.

use std::path::PathBuf;

use clap::Args as ClapArgs;

use super::{Counting, DiffFormat, Jobs, plain_file};

#[derive(ClapArgs)]
pub(crate) struct Verify {
    /// Folders that `bianmu report` wrote, or files of them: counts.xlsx, report.html, counts.csv, articles.csv
    #[arg(value_name = "EXPORT", required = true)]
    pub(crate) exports: Vec<PathBuf>,
    /// Folder below which the pages, the model and the lists are now, if they are not where they were
    #[arg(long, value_name = "DIR")]
    pub(crate) inputs: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) jobs: Jobs,
}

#[derive(ClapArgs)]
pub(crate) struct Diff {
    /// A folder that `bianmu report` wrote, tags in CSV or JSONL, or a counts.csv
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,
    /// The same, later
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,
    #[command(flatten)]
    pub(crate) counting: Counting,
    /// District of the articles that name none
    #[arg(long, value_name = "PLACE")]
    pub(crate) home: Option<String>,
    /// Places to add to the built-in ones: CSV with name, kind, parent, aliases, from, to
    #[arg(long, value_name = "CSV")]
    pub(crate) gazetteer: Option<PathBuf>,
    /// By default what the output's name says, else text
    #[arg(long, value_enum)]
    pub(crate) format: Option<DiffFormat>,
    /// File to write; standard output by default
    #[arg(long, short, value_name = "FILE", value_parser = plain_file)]
    pub(crate) output: Option<PathBuf>,
    /// Write CSV for Excel and WPS: byte order mark, CRLF, guarded formulas
    #[arg(long)]
    pub(crate) excel: bool,
}
