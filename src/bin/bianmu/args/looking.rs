//! The flags of the verbs that look at texts and labels.

use std::path::PathBuf;

use bianmu::date::Day;
use clap::Args as ClapArgs;

use super::{ExplainFormat, Jobs, Lists, PlaceFormat, plain_file};

#[derive(ClapArgs)]
pub(crate) struct Explain {
    /// A text, a file, or - for standard input; a short first line is the headline
    #[arg(value_name = "TEXT-or-FILE")]
    pub(crate) text: String,
    /// Terms to show for each topic; 0 shows all
    #[arg(long, value_name = "N", default_value_t = 10)]
    pub(crate) terms: usize,
    /// By default what the output's name says, or text
    #[arg(long, value_enum)]
    pub(crate) format: Option<ExplainFormat>,
    /// Colour the text by what speaks for and against each topic; by default on a terminal without `NO_COLOR`
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: clap::ColorChoice,
    /// File to write; standard output by default
    #[arg(long, short, value_name = "FILE", value_parser = plain_file)]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) lists: Lists,
}

#[derive(ClapArgs)]
pub(crate) struct Place {
    /// Texts, or - for standard input with one text a line
    #[arg(value_name = "TEXT", required = true)]
    pub(crate) texts: Vec<String>,
    /// The paper's home: a district or a city, for a bare 区委 or 全区 and names that several places bear
    #[arg(long, value_name = "PLACE")]
    pub(crate) home: Option<String>,
    /// The day on which the texts appeared, as 2019-06-13: a name means the place that bore it then
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub(crate) date: Option<Day>,
    /// Places to add to the built-in ones: CSV with name, kind, parent, aliases, from, to
    #[arg(long, value_name = "CSV")]
    pub(crate) gazetteer: Option<PathBuf>,
    #[arg(long, value_enum, default_value = "text")]
    pub(crate) format: PlaceFormat,
}

#[derive(ClapArgs)]
pub(crate) struct Audit {
    /// CSV with text (or headline, body) and topics (or label), as for `bianmu train`
    #[arg(value_name = "LABELS")]
    pub(crate) labels: PathBuf,
    /// Make the changes of this table, the output of an audit with unwanted rows deleted, and write the new labels
    #[arg(long, value_name = "CHANGES", conflicts_with = "excel")]
    pub(crate) apply: Option<PathBuf>,
    /// File to write; standard output by default
    #[arg(long, short, value_name = "FILE", value_parser = plain_file)]
    pub(crate) output: Option<PathBuf>,
    /// Write CSV for Excel and WPS: byte order mark, CRLF, guarded formulas
    #[arg(long)]
    pub(crate) excel: bool,
    /// Topics that labels may name: CSV with id, chinese, english, covers
    #[arg(long, value_name = "CSV")]
    pub(crate) taxonomy: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) jobs: Jobs,
}

/// Reads a day.
fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "no date of the form 2019-06-13".to_string())
}
