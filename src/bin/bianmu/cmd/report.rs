//! `bianmu report`.
use crate::args::Report;
use std::process::ExitCode;
pub(crate) fn run(_args: &Report) -> anyhow::Result<ExitCode> {
    Ok(ExitCode::SUCCESS)
}
