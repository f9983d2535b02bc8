//! Inputs that could not be read or understood: each named once on standard error, counted, and listed on request.

mod limit;
mod shown;
mod table;

use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use anyhow::{bail, ensure};
use bianmu::error::Error;
use bianmu::export::csv::CsvStyle;

pub(crate) use self::limit::Limit;
pub(crate) use self::shown::{is_hidden, shown};
use self::table::Fault;
pub(crate) use self::table::List;
use crate::exit;

/// Counts the inputs of a run: those that finished, and those that were rejected, with what was wrong with them.
#[derive(Default)]
pub(crate) struct Failures {
    limit: Option<Limit>,
    /// How many inputs the run has, with those that were rejected while they were looked for.
    total: AtomicUsize,
    finished: AtomicUsize,
    rejected: AtomicUsize,
    /// Whether rows of inputs that finished were left out.
    rows: AtomicBool,
    faults: Mutex<Vec<Fault>>,
}

impl Failures {
    /// Stops at a limit, if there is one.
    pub(crate) fn with_limit(limit: Option<Limit>) -> Self {
        Self { limit, ..Self::default() }
    }

    /// Says how many inputs are still to be read.
    pub(crate) fn expect(&self, inputs: usize) {
        self.total.store(inputs + self.rejected(), Ordering::Relaxed);
    }

    /// Names a rejected input.
    pub(crate) fn skip(&self, error: &Error) {
        self.rejected.fetch_add(1, Ordering::Relaxed);
        self.name(error);
    }

    /// Names the bad rows of an input whose good ones are taken.
    pub(crate) fn skip_rows(&self, rows: Vec<Error>) {
        if let Err(error) = Error::all(rows) {
            self.rows.store(true, Ordering::Relaxed);
            self.name(&error);
        }
    }

    fn name(&self, error: &Error) {
        self.faults.lock().unwrap_or_else(PoisonError::into_inner).extend(error.each().iter().map(Fault::of));
        print(&error.to_string());
    }

    /// Counts an input that finished.
    pub(crate) fn finish(&self) {
        self.finished.fetch_add(1, Ordering::Relaxed);
    }

    fn finished(&self) -> usize {
        self.finished.load(Ordering::Relaxed)
    }

    fn rejected(&self) -> usize {
        self.rejected.load(Ordering::Relaxed)
    }

    /// Whether no input at all finished although there were some.
    pub(crate) fn is_total(&self) -> bool {
        self.finished() == 0 && self.rejected() > 0
    }

    /// Fails when more inputs were rejected than the run may bear.
    pub(crate) fn check_limit(&self) -> anyhow::Result<()> {
        let (rejected, total) = (self.rejected(), self.total.load(Ordering::Relaxed));
        match self.limit {
            Some(limit) if limit.is_passed(rejected, total) => {
                bail!(
                    "stopped: {rejected} of {total} inputs rejected, more than --max-failures {limit}; mend them, or allow more"
                )
            }
            _ => Ok(()),
        }
    }

    /// 0 when every input finished whole, 1 when none did, otherwise 3.
    pub(crate) fn status(&self) -> ExitCode {
        match (self.finished(), self.rejected()) {
            (_, 0) if !self.rows.load(Ordering::Relaxed) => ExitCode::SUCCESS,
            (0, _) => ExitCode::from(exit::FAILED),
            _ => ExitCode::from(exit::SKIPPED),
        }
    }

    /// Ends a run: lists what was rejected, says how the inputs add up unless all finished, and gives the status.
    /// `done` says what was done to them: `tagged`.
    pub(crate) fn close(
        &self,
        ran: anyhow::Result<()>,
        list: Option<&List>,
        style: CsvStyle,
        done: &str,
    ) -> anyhow::Result<ExitCode> {
        if ran.as_ref().is_err_and(crate::is_broken_pipe) {
            return ran.map(|()| ExitCode::SUCCESS);
        }
        if let Some(list) = list {
            list.write(&self.faults.lock().unwrap_or_else(PoisonError::into_inner), style)?;
        }
        let (finished, rejected) = (self.finished(), self.rejected());
        let total = self.total.load(Ordering::Relaxed);
        let left = total.saturating_sub(finished + rejected);
        if rejected > 0 || (finished > 0 && left > 0) {
            print(&format!("inputs: {total} read = {finished} {done} + {rejected} rejected + {left} skipped"));
        }
        ran?;
        ensure!(total == finished + rejected, "the inputs do not add up: a fault of bianmu; do not use the result");
        Ok(self.status())
    }
}

/// Prints a message on standard error, each line after the program's name; foreign text may hold
/// control characters, which are shown and never sent to the terminal. A run goes on when nobody reads along.
pub(crate) fn print(message: &str) {
    for line in message.lines() {
        let _ = writeln!(io::stderr(), "bianmu: {}", shown(line));
    }
}
