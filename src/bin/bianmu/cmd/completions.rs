//! `bianmu completions`: a script that lets the shell complete verbs and flags.

use std::process::ExitCode;

use clap::CommandFactory;

use crate::args::{Args, Completions};

pub(crate) fn run(args: &Completions) -> ExitCode {
    clap_complete::generate(args.shell, &mut Args::command(), "bianmu", &mut std::io::stdout());
    ExitCode::SUCCESS
}
