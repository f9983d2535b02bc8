//! `bianmu tag`.
use crate::args::Tag;
use std::process::ExitCode;
pub(crate) fn run(_args: &Tag) -> anyhow::Result<ExitCode> {
    Ok(ExitCode::SUCCESS)
}
