//! `bianmu train`: labelled articles in, a model file and its cross-validated figures out.

use std::io::{self, Write};
use std::process::ExitCode;

use bianmu::builtin;
use bianmu::corpus::Corpus;
use bianmu::measure::{Prf, TopicCounts};
use bianmu::model::{Candidate, Decision, Task, TopicModel};
use bianmu::topic::Topic;
use bianmu::train::{CrossValidation, Trainer, TrainerConfig};

use crate::args::{AlgorithmArg, TaskArg, Train};
use crate::failures::Failures;
use crate::input::Reading;
use crate::lists::load_taxonomy;
use crate::output::write_file;

pub(crate) fn run(args: &Train, reading: &Reading) -> anyhow::Result<ExitCode> {
    super::start_threads(&args.jobs)?;
    let taxonomy = load_taxonomy(args.taxonomy.as_deref(), reading)?;
    let failures = Failures::default();
    let corpus = reading.labels(&args.labels, &taxonomy, &failures)?;
    let words = args.words.as_deref().map_or_else(|| Ok(builtin::WORDS.to_string()), |path| reading.text(path))?;
    let stop_words =
        args.stop_words.as_deref().map_or_else(|| Ok(builtin::STOP_WORDS.to_string()), |path| reading.text(path))?;
    let trainer = Trainer::new(config(args), &words, &stop_words)?;
    trainer.check(&corpus)?;
    corpus.check_support()?;
    let (model, validation) = trainer.train(&corpus)?;
    write_file(&args.output, &model.to_bytes()?)?;
    if args.algorithm == AlgorithmArg::Auto {
        io::stderr().write_all(comparison(&validation).as_bytes())?;
    }
    io::stderr().write_all(summary(&model, &corpus, &validation.counts(&corpus)).as_bytes())?;
    failures.finish();
    Ok(failures.status())
}

fn config(args: &Train) -> TrainerConfig {
    let task = args.task.map(|task| match task {
        TaskArg::Exclusive => Task::Exclusive,
        TaskArg::Multilabel => Task::Multilabel,
    });
    TrainerConfig { algorithm: super::algorithm(args.algorithm), task, ..TrainerConfig::DEFAULT }
}

/// What the algorithm was chosen from, a line a candidate.
fn comparison(validation: &CrossValidation) -> String {
    let line = |(k, candidate): (usize, &Candidate)| {
        let mark = if k == validation.chosen { '*' } else { ' ' };
        format!("{mark} {:8.4} {:8.4}  {}\n", candidate.micro_f1, candidate.macro_f1, candidate.algorithm)
    };
    let lines: String = validation.candidates.iter().enumerate().map(line).collect();
    format!("`auto` compared by five-fold cross-validation and took *:\n  micro F1 macro F1  algorithm\n{lines}")
}

/// What was built and how well it does on articles it had not seen.
fn summary(model: &TopicModel, corpus: &Corpus, counts: &TopicCounts) -> String {
    let task = match model.task {
        Task::Exclusive => "one topic an article",
        Task::Multilabel => "any number of topics an article",
    };
    let head = format!(
        "{} articles, {} topics, {} terms; {task}; {}\nfive-fold cross-validation: micro F1 {:.3}, macro F1 {:.3}\n{}\n",
        corpus.examples.len(),
        model.topics.len(),
        model.vocabulary.len(),
        model.algorithm,
        counts.micro().f1(),
        counts.macro_f1(),
        "  articles precision recall    F1 threshold  topic",
    );
    let line = |((topic, prf), decision): ((&Topic, &Prf), &Decision)| {
        format!(
            "  {:8} {:9.3} {:6.3} {:5.3} {:9.3}  {} {}\n",
            prf.support(),
            prf.precision(),
            prf.recall(),
            prf.f1(),
            decision.threshold,
            topic.id,
            topic.chinese,
        )
    };
    let lines = model.topics.iter().zip(&counts.by_topic).zip(&model.decisions).map(line);
    head + &lines.collect::<String>()
}
