//! `bianmu count`.
use crate::args::Count;
use std::process::ExitCode;
pub(crate) fn run(_args: &Count) -> anyhow::Result<ExitCode> {
    Ok(ExitCode::SUCCESS)
}
