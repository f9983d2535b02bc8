//! `bianmu explain`.
use crate::args::Explain;
use std::process::ExitCode;
pub(crate) fn run(_args: &Explain) -> anyhow::Result<ExitCode> {
    Ok(ExitCode::SUCCESS)
}
