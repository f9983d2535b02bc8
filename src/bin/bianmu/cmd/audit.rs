//! `bianmu audit`: labelled articles in, proposed changes of their labels out; or changes in, new labels out.

use std::io::Write;
use std::process::ExitCode;

use anyhow::bail;
use bianmu::audit::{LabelsTable, apply, audit, write_changes};
use bianmu::builtin;
use bianmu::topic::Taxonomy;
use bianmu::train::{NBSVM, Trainer, TrainerConfig};

use crate::args::Audit;
use crate::input::{Reading, is_stdin, name};
use crate::lists::load_taxonomy;
use crate::output::Output;

pub(crate) fn run(args: &Audit, reading: &Reading) -> anyhow::Result<ExitCode> {
    if is_stdin(&args.labels) && args.apply.as_deref().is_some_and(is_stdin) {
        bail!("-: standard input cannot be both the labels and the changes; name a file for one");
    }
    super::start_threads(&args.jobs)?;
    let inputs = args.apply.iter().chain([&args.labels]);
    let mut output = Output::open_for(args.output.as_deref(), inputs)?;
    let taxonomy = load_taxonomy(args.taxonomy.as_deref(), reading)?;
    let table = LabelsTable::from_csv(&name(&args.labels), reading.csv(&args.labels)?, &taxonomy)?;
    let result = match &args.apply {
        Some(changes) => apply(&table, reading.table(changes)?, &taxonomy)?,
        None => proposed(args, &table, &taxonomy)?,
    };
    output.write_all(&result)?;
    output.finish()?;
    Ok(ExitCode::SUCCESS)
}

fn proposed(args: &Audit, table: &LabelsTable, taxonomy: &Taxonomy) -> anyhow::Result<Vec<u8>> {
    let config = TrainerConfig { algorithms: vec![NBSVM], ..TrainerConfig::DEFAULT };
    let trainer = Trainer::new(config, builtin::WORDS, builtin::STOP_WORDS)?;
    let mut bytes = Vec::new();
    write_changes(&audit(table, taxonomy, &trainer)?, &mut bytes, super::csv_style(args.excel))?;
    Ok(bytes)
}
