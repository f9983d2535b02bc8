//! `bianmu segment`.
use crate::args::Segment;
use std::process::ExitCode;
pub(crate) fn run(_args: &Segment) -> anyhow::Result<ExitCode> {
    Ok(ExitCode::SUCCESS)
}
