//! `bianmu evaluate`.
use crate::args::Evaluate;
use std::process::ExitCode;
pub(crate) fn run(_args: &Evaluate) -> anyhow::Result<ExitCode> {
    Ok(ExitCode::SUCCESS)
}
