//! `failures.csv`: what was wrong with which input, for programs and for spreadsheets.

use std::path::PathBuf;
use std::{fs, io};

use anyhow::Context;
use bianmu::error::Error;
use bianmu::export::csv::{CsvStyle, Table};

use crate::input::name;
use crate::output::write_file;

/// The columns of `failures.csv`.
const COLUMNS: [&str; 7] = ["path", "stage", "code", "line", "offset", "message", "advice"];

/// A row of `failures.csv`.
pub(super) struct Fault([String; 7]);

impl Fault {
    pub(super) fn of(error: &Error) -> Self {
        let code = error.code();
        Self([
            error.name().to_string(),
            code.stage.to_string(),
            code.id.to_string(),
            error.line().map_or_else(String::new, |line| line.to_string()),
            error.offset().map_or_else(String::new, |offset| offset.to_string()),
            error.to_string(),
            code.advice.to_string(),
        ])
    }
}

/// Where the table goes.
pub(crate) enum List {
    /// A file that was asked for; it holds the header alone where nothing was wrong.
    Named(PathBuf),
    /// A file among results; it is there only where something was wrong.
    Among(PathBuf),
}

impl List {
    /// Writes the table; one of an earlier run goes where this run needs none.
    pub(super) fn write(&self, faults: &[Fault], style: CsvStyle) -> anyhow::Result<()> {
        match self {
            Self::Among(path) if faults.is_empty() => match fs::remove_file(path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error).with_context(|| name(path)),
                _ => Ok(()),
            },
            Self::Named(path) | Self::Among(path) => write_file(path, &table(faults, style)?),
        }
    }
}

fn table(faults: &[Fault], style: CsvStyle) -> anyhow::Result<Vec<u8>> {
    let mut table = Table::new("failures.csv", Vec::new(), style)?;
    table.row(COLUMNS)?;
    for Fault(cells) in faults {
        table.row(cells)?;
    }
    Ok(table.finish()?)
}
