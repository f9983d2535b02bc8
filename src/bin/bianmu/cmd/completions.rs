//! `bianmu completions`: a script that lets the shell complete verbs and flags.

use std::io::Write;
use std::process::ExitCode;

use clap::CommandFactory;

use crate::args::{Args, Completions};
use crate::output::Output;

pub(crate) fn run(args: &Completions) -> anyhow::Result<ExitCode> {
    // clap_complete panics where it cannot write, so it never meets the pipe itself.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "bianmu", &mut script);
    let mut output = Output::open(None)?;
    output.write_all(&script)?;
    output.finish()?;
    Ok(ExitCode::SUCCESS)
}
