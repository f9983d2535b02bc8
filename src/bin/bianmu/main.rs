//! `bianmu`: newspaper pages into a table, from the command line.

mod args;
mod cmd;
mod counting;
mod edition;
mod failures;
mod input;
mod interrupt;
mod journal;
mod lists;
mod output;
mod progress;
mod recorded;
mod tagged;
mod unlabelled;
mod values;
mod watch;

use std::io;
use std::process::ExitCode;

use bianmu::error::Error;
use clap::Parser;

fn main() -> ExitCode {
    let args = args::Args::parse();
    let reading = input::Reading::from(&args.reading);
    match args.command.run(&reading) {
        Ok(code) => code,
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            failures::print(&format!("{error:#}"));
            ExitCode::from(exit::FAILED)
        }
    }
}

/// Exit statuses beside 0; clap itself leaves with 2 on wrong usage.
mod exit {
    /// The run failed.
    pub(crate) const FAILED: u8 = 1;
    /// The run finished, but some inputs were skipped.
    pub(crate) const SKIPPED: u8 = 3;
    /// The run finished, but a quality floor was missed.
    pub(crate) const BELOW_FLOOR: u8 = 4;
}

/// Whether the reader of our output has gone away, as in `bianmu tag … | head`.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let kind = |cause: &(dyn std::error::Error + 'static)| match cause.downcast_ref::<Error>() {
        Some(Error::Io { cause, .. }) => Some(cause.kind()),
        _ => cause.downcast_ref::<io::Error>().map(io::Error::kind),
    };
    error.chain().any(|cause| kind(cause) == Some(io::ErrorKind::BrokenPipe))
}
