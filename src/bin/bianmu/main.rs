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

use crate::args::{Args, Command};
use crate::input::Reading;

fn main() -> ExitCode {
    let args = Args::parse();
    let reading = Reading::from(&args.reading);
    match run(args.command, &reading) {
        Ok(code) => code,
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            failures::print(&format!("{error:#}"));
            ExitCode::from(exit::FAILED)
        }
    }
}

/// Each verb has a file.
fn run(command: Command, reading: &Reading) -> anyhow::Result<ExitCode> {
    match command {
        Command::Report(args) => cmd::report::run(&args, reading),
        Command::Segment(args) => cmd::segment::run(&args, reading),
        Command::Train(args) => cmd::train::run(&args, reading),
        Command::Tag(args) => cmd::tag::run(&args, reading),
        Command::Count(args) => cmd::count::run(&args, reading),
        Command::Verify(args) => cmd::verify::run(&args, reading),
        Command::Diff(args) => cmd::diff::run(&args, reading),
        Command::Evaluate(args) => cmd::evaluate::run(&args, reading),
        Command::Explain(args) => cmd::explain::run(&args, reading),
        Command::Place(args) => cmd::place::run(&args, reading),
        Command::Audit(args) => cmd::audit::run(&args, reading),
        Command::Completions(args) => cmd::completions::run(&args),
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
