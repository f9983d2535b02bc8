//! Every flag and its help; no logic.

mod batch;
mod counting;
mod learning;
mod looking;
mod published;

use std::path::PathBuf;

use clap::{Args as ClapArgs, Parser, Subcommand};

pub(crate) use self::batch::{Batch, Resume, Resuming};
pub(crate) use self::counting::{Counting, TableForm};
pub(crate) use self::learning::{Evaluate, Parameters, Train};
pub(crate) use self::looking::{Audit, Explain, Place};
pub(crate) use self::published::{Diff, Verify};
use crate::input::ReadingArgs;
pub(crate) use crate::values::{
    AlgorithmArg, ColumnArg, DiffFormat, ExplainFormat, FiguresFormat, Format, LayoutArg, LevelArg, PlaceFormat,
    SegmentFormat, TaskArg,
};

/// Turn newspaper pages into a table: articles, topics, districts and counts.
#[derive(Parser)]
#[command(name = "bianmu", version, arg_required_else_help = true, after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
    #[command(flatten, next_help_heading = "Reading files")]
    pub(crate) reading: ReadingArgs,
}

const EXAMPLES: &str = "Examples:
  bianmu report pages/ -o out                       pages in, finished folder out
  bianmu train labels.csv -o my.model               learn from your own labelled articles
  bianmu tag pages/ --model my.model -o tags.csv    tag a batch
  bianmu segment page.txt | bianmu tag | bianmu count
  bianmu segment pages/ -o proof.html               see how the pages were split

Exit status: 0 done, 1 failed, 2 wrong usage, 3 finished but some inputs were skipped,
4 a quality floor was missed.";

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Pages in, finished folder out: articles.csv, counts.csv, counts.xlsx, report.html
    Report(Report),
    /// Split pages into articles, captions, quotations and banners
    Segment(Segment),
    /// Learn topics from your own labelled articles
    Train(Train),
    /// Tag pages or articles with topics and districts
    Tag(Tag),
    /// Count tagged articles per district and topic
    Count(Count),
    /// Build a report anew from what it says it was made from, and compare
    Verify(Verify),
    /// Show which counts changed from one report to another, and through which articles
    Diff(Diff),
    /// Measure against labelled articles or pages with gold
    Evaluate(Evaluate),
    /// Show which terms make a text's topics, and what would turn them
    Explain(Explain),
    /// Show the places that texts name and the districts they are about
    Place(Place),
    /// Find likely wrong and missing labels, copies and misspelt topics; propose changes, and make them
    Audit(Audit),
    /// Print a completion script for your shell
    Completions(Completions),
}

/// The model and the lists, each with a built-in default.
#[derive(ClapArgs)]
pub(crate) struct Lists {
    /// Model made by `bianmu train`; `default` is the built-in one
    #[arg(long, value_name = "MODEL", default_value = "default")]
    pub(crate) model: PathBuf,
    /// Topic names: CSV with id, chinese, english, covers
    #[arg(long, value_name = "CSV")]
    pub(crate) taxonomy: Option<PathBuf>,
    /// Places to add to the built-in ones: CSV with name, kind, parent, aliases, from, to
    #[arg(long, value_name = "CSV")]
    pub(crate) gazetteer: Option<PathBuf>,
    /// The paper's home: a district or a city, for a bare 区委 or 全区
    #[arg(long, value_name = "PLACE")]
    pub(crate) home: Option<String>,
    /// Home and date of each page: CSV with page (版面), publication (报纸), home (所在地), date (日期)
    #[arg(long, value_name = "CSV")]
    pub(crate) pages_info: Option<PathBuf>,
}

impl Lists {
    /// All files that are named.
    pub(crate) fn files(&self) -> impl Iterator<Item = &PathBuf> {
        [Some(&self.model), self.taxonomy.as_ref(), self.gazetteer.as_ref(), self.pages_info.as_ref()]
            .into_iter()
            .flatten()
    }
}

#[derive(ClapArgs)]
pub(crate) struct Jobs {
    /// Threads to use; all cores by default, and the same output for any number
    #[arg(long, short, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) jobs: usize,
}

#[derive(ClapArgs)]
pub(crate) struct Report {
    /// Page files (.txt) or folders of them
    #[arg(value_name = "PAGE", required = true)]
    pub(crate) pages: Vec<PathBuf>,
    /// Folder to write into; it is made if absent
    #[arg(long, short, value_name = "DIR")]
    pub(crate) output: PathBuf,
    #[command(flatten)]
    pub(crate) counting: Counting,
    #[command(flatten)]
    pub(crate) form: TableForm,
    /// Write CSV for Excel and WPS: byte order mark, CRLF, guarded formulas, Chinese names of topics
    #[arg(long)]
    pub(crate) excel: bool,
    #[command(flatten)]
    pub(crate) lists: Lists,
    #[command(flatten)]
    pub(crate) jobs: Jobs,
    #[command(flatten)]
    pub(crate) batch: Batch,
    #[command(flatten)]
    pub(crate) resuming: Resuming,
}

#[derive(ClapArgs)]
pub(crate) struct Segment {
    /// Page files (.txt), folders of them, or - for standard input
    #[arg(value_name = "PAGE", default_value = "-")]
    pub(crate) pages: Vec<PathBuf>,
    /// File to write; standard output by default
    #[arg(long, short, value_name = "FILE", value_parser = plain_file)]
    pub(crate) output: Option<PathBuf>,
    /// By default what the output's name says, else JSONL
    #[arg(long, value_enum)]
    pub(crate) format: Option<SegmentFormat>,
    /// Write CSV for Excel and WPS: byte order mark, CRLF, guarded formulas
    #[arg(long)]
    pub(crate) excel: bool,
    #[command(flatten)]
    pub(crate) jobs: Jobs,
    #[command(flatten)]
    pub(crate) batch: Batch,
}

#[derive(ClapArgs)]
pub(crate) struct Tag {
    /// Pages (.txt), folders of them, articles in CSV or JSONL, or - for standard input
    #[arg(value_name = "INPUT", default_value = "-")]
    pub(crate) inputs: Vec<PathBuf>,
    /// File to write; standard output by default
    #[arg(long, short, value_name = "FILE", value_parser = plain_file)]
    pub(crate) output: Option<PathBuf>,
    /// By default what the output's name says, else CSV for CSV and JSONL for all other inputs
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,
    /// Write CSV for Excel and WPS: byte order mark, CRLF, guarded formulas
    #[arg(long)]
    pub(crate) excel: bool,
    /// Tag only what is sure enough that so many tags are right, 0.5 to 0.99; the rest goes to review
    #[arg(long, value_name = "SHARE", value_parser = precision)]
    pub(crate) precision: Option<f64>,
    /// Write the probability of every topic too, for `bianmu count --interval`; in JSONL only
    #[arg(long)]
    pub(crate) all_probabilities: bool,
    #[command(flatten)]
    pub(crate) lists: Lists,
    #[command(flatten)]
    pub(crate) jobs: Jobs,
    #[command(flatten)]
    pub(crate) batch: Batch,
    #[command(flatten)]
    pub(crate) resuming: Resuming,
}

#[derive(ClapArgs)]
pub(crate) struct Count {
    /// Output of `bianmu tag` in CSV or JSONL, folders that `bianmu report` wrote, or - for standard input
    #[arg(value_name = "TAGS", default_value = "-")]
    pub(crate) tags: Vec<PathBuf>,
    /// File to write; standard output by default
    #[arg(long, short, value_name = "FILE", value_parser = plain_file)]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) counting: Counting,
    #[command(flatten)]
    pub(crate) form: TableForm,
    /// District of the articles that name none
    #[arg(long, value_name = "PLACE")]
    pub(crate) home: Option<String>,
    /// Places to add to the built-in ones: CSV with name, kind, parent, aliases, from, to
    #[arg(long, value_name = "CSV")]
    pub(crate) gazetteer: Option<PathBuf>,
    /// Write CSV for Excel and WPS: byte order mark, CRLF, guarded formulas, Chinese names of topics
    #[arg(long)]
    pub(crate) excel: bool,
}

#[derive(ClapArgs)]
pub(crate) struct Completions {
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

/// Reads a precision that a model can be asked for.
fn precision(text: &str) -> Result<f64, String> {
    within(text, 0.5, 0.99)
}

/// Reads a smoothing; more than 10 leaves nothing of what articles of a topic have in common.
fn smoothing(text: &str) -> Result<f64, String> {
    within(text, 0.0001, 10.0)
}

/// Reads C; beyond these a support vector machine learns nothing, or every slip by heart.
fn cost(text: &str) -> Result<f64, String> {
    within(text, 0.001, 1000.0)
}

/// Reads a share.
fn interpolation(text: &str) -> Result<f64, String> {
    within(text, 0.0, 1.0)
}

fn within(text: &str, least: f64, most: f64) -> Result<f64, String> {
    let number = text.trim().parse().ok().filter(|number| (least..=most).contains(number));
    number.ok_or_else(|| format!("not a number from {least} to {most}"))
}

/// Endings of files that hold no plain text.
const OFFICE: [&str; 9] = ["xlsx", "xlsm", "xls", "et", "ods", "docx", "doc", "wps", "pdf"];

/// A file to write tables or lines to. By the name of a workbook no program could open them.
fn plain_file(path: &str) -> Result<PathBuf, String> {
    let path = PathBuf::from(path);
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    if OFFICE.contains(&ending.as_str()) {
        return Err(format!("what is written is no .{ending} file; name a .csv file, with --excel for Excel and WPS"));
    }
    Ok(path)
}
