//! One file a verb: open files, call the library, write.

pub(crate) mod audit;
pub(crate) mod completions;
pub(crate) mod count;
pub(crate) mod diff;
pub(crate) mod evaluate;
pub(crate) mod explain;
pub(crate) mod place;
pub(crate) mod report;
pub(crate) mod segment;
pub(crate) mod tag;
pub(crate) mod train;
pub(crate) mod verify;

use anyhow::Context;
use bianmu::export::csv::CsvStyle;
use bianmu::model::Algorithm;
use bianmu::train::Grid;

use crate::args::{AlgorithmArg, Jobs};

/// The style of CSV tables that `--excel` asks for.
pub(crate) fn csv_style(excel: bool) -> CsvStyle {
    if excel { CsvStyle::Excel } else { CsvStyle::Plain }
}

/// Sets how many threads the run uses.
fn start_threads(jobs: &Jobs) -> anyhow::Result<()> {
    rayon::ThreadPoolBuilder::new().num_threads(jobs.jobs).build_global().context("cannot start threads")
}

/// The algorithms that `--algorithm` names, with these parameters to choose from; none where all is left to `auto`.
fn algorithms(arg: AlgorithmArg, grid: &Grid) -> Vec<Algorithm> {
    match arg {
        AlgorithmArg::Auto if *grid == Grid::default() => Vec::new(),
        AlgorithmArg::Auto => grid.auto(),
        AlgorithmArg::Nb => grid.nb(),
        AlgorithmArg::Nbsvm => grid.nbsvm(),
    }
}
