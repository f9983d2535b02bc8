//! `bianmu train`: labelled articles in, a model file and its cross-validated figures out.

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::bail;
use bianmu::builtin;
use bianmu::corpus::Corpus;
use bianmu::error::Error;
use bianmu::measure::{Prf, TopicCounts};
use bianmu::model::{Candidate, Decision, Task, TopicModel, Unlabelled};
use bianmu::topic::Topic;
use bianmu::train::{CrossValidation, Grid, Sources, Trained, Trainer, TrainerConfig};
use clap::ValueEnum;

use crate::args::{AlgorithmArg, Parameters, TaskArg, Train};
use crate::failures::{self, Failures};
use crate::input::{Reading, name};
use crate::lists::{load_model, load_taxonomy};
use crate::output::Output;
use crate::unlabelled;

pub(crate) fn run(args: &Train, reading: &Reading) -> anyhow::Result<ExitCode> {
    let config = config(args)?;
    super::start_threads(&args.jobs)?;
    let mut output =
        Output::open_for(Some(&args.output), args.labels.iter().chain(&args.base).chain(&args.unlabelled))?;
    let taxonomy = load_taxonomy(args.taxonomy.as_deref(), reading)?;
    let failures = Failures::default();
    let corpus = match &args.labels {
        Some(labels) => reading.labels(labels, &taxonomy, &failures)?,
        None => Corpus::without_labels(&args.taxonomy.as_deref().map_or_else(String::new, name)),
    };
    let base = args.base.as_deref().map(load_model).transpose()?;
    let has_keywords = args.taxonomy.is_some() && taxonomy.keywords().next().is_some();
    let background = if has_keywords && base.is_none() { Some(builtin::model()?) } else { None };
    let unlabelled = unlabelled::read(&args.unlabelled, reading, &failures)?;
    let sources = Sources {
        keywords: has_keywords.then_some(&taxonomy),
        base: base.as_ref(),
        unlabelled: &unlabelled,
        background: background.as_ref(),
    };
    let list = |path: Option<&Path>, built_in: &str| path.map_or_else(|| Ok(built_in.to_string()), |p| reading.text(p));
    let (words, stop_words) = match &base {
        Some(base) => (base.words.clone(), base.stop_words.clone()),
        None => (list(args.words.as_deref(), builtin::WORDS)?, list(args.stop_words.as_deref(), builtin::STOP_WORDS)?),
    };
    let trainer = Trainer::new(config, &words, &stop_words)?;
    if base.is_none() && !has_keywords {
        trainer.check(&corpus, &sources)?;
        if let Err(remarks) = Error::all(corpus.check_support()?) {
            failures::print(&remarks.to_string());
        }
    }
    let trained = trainer.train_with(&corpus, &sources)?;
    output.write_all(&trained.model.to_bytes()?)?;
    output.finish()?;
    io::stderr().write_all(report(args, &trained).as_bytes())?;
    failures.finish();
    Ok(failures.status())
}

/// What was built, how well it does, and what else there was to choose from.
fn report(args: &Train, trained: &Trained<'_>) -> String {
    let Trained { model, corpus, validation } = trained;
    let Some(validation) = validation else {
        let unused = if args.unlabelled.is_empty() { "" } else { ", and articles without labels are left out" };
        let why = if args.folds == 0 {
            "no cross-validation, so no figures, and probabilities that were fitted on other articles: train with folds \
             before you rely on them"
                .to_string()
        } else {
            format!("too few labels to learn from, base or keywords stand alone{unused}: label more and train again")
        };
        return format!("{}; {why}\n", built(model));
    };
    let compared = match &validation.candidates[..] {
        [mixed, labels, ground] if mixed.algorithm == labels.algorithm => mixture(mixed, labels, ground),
        [_] => String::new(),
        _ => comparison(validation, args.algorithm, args.folds),
    };
    let without_labels = model.provenance.unlabelled.as_ref().map_or_else(String::new, unlabelled_articles);
    compared + &without_labels + &summary(model, &validation.counts(corpus), args.folds)
}

/// How much the labels say beside base and keywords, and what either would do alone.
fn mixture(mixed: &Candidate, labels: &Candidate, ground: &Candidate) -> String {
    format!(
        "labels make {:.0} % of the scores, base or keywords the rest; micro F1 {:.3}, of labels alone {:.3}, without them {:.3}\n",
        mixed.own_share * 100.0,
        mixed.micro_f1,
        labels.micro_f1,
        ground.micro_f1,
    )
}

/// What articles without labels were good for.
fn unlabelled_articles(found: &Unlabelled) -> String {
    let Unlabelled { articles, weight, with, without } = found;
    let figures = format!("micro F1 {with:.3} with them, {without:.3} without");
    if *weight > 0.0 {
        format!("{articles} articles without labels help and count as {weight} of a labelled one each: {figures}\n")
    } else {
        format!("{articles} articles without labels do not help, and are left out: {figures}\n")
    }
}

fn config(args: &Train) -> anyhow::Result<TrainerConfig> {
    let Parameters { smoothing, cost, interpolation } = &args.parameters;
    if args.algorithm == AlgorithmArg::Nb && !(cost.is_empty() && interpolation.is_empty()) {
        bail!(
            "`--cost` and `--interpolation` are of the support vector machine, which `nb` has not; take nbsvm or auto"
        );
    }
    let grid = Grid { smoothings: smoothing.clone(), costs: cost.clone(), interpolations: interpolation.clone() };
    let task = args.task.map(|task| match task {
        TaskArg::Exclusive => Task::Exclusive,
        TaskArg::Multilabel => Task::Multilabel,
    });
    Ok(TrainerConfig {
        algorithms: super::algorithms(args.algorithm, &grid),
        task,
        folds: args.folds.into(),
        ..TrainerConfig::DEFAULT
    })
}

/// What the algorithm was chosen from, a line a candidate.
fn comparison(validation: &CrossValidation, algorithm: AlgorithmArg, folds: u8) -> String {
    let line = |(k, candidate): (usize, &Candidate)| {
        let mark = if k == validation.chosen { '*' } else { ' ' };
        format!("{mark} {:8.4} {:8.4}  {}\n", candidate.micro_f1, candidate.macro_f1, candidate.algorithm)
    };
    let lines: String = validation.candidates.iter().enumerate().map(line).collect();
    let folds = in_words(folds);
    let by = algorithm.to_possible_value().map_or_else(String::new, |value| value.get_name().to_string());
    format!("`{by}` compared by {folds}-fold cross-validation and took *:\n  micro F1 macro F1  algorithm\n{lines}")
}

/// A number of folds as it is spoken of.
fn in_words(folds: u8) -> String {
    if folds == 5 { "five".to_string() } else { folds.to_string() }
}

fn built(model: &TopicModel) -> String {
    let task = match model.task {
        Task::Exclusive => "one topic an article",
        Task::Multilabel => "any number of topics an article",
    };
    let (articles, topics, terms) = (model.provenance.articles, model.topics.len(), model.vocabulary.len());
    format!("{articles} articles, {topics} topics, {terms} terms; {task}; {}", model.algorithm)
}

/// What was built and how well it does on articles it had not seen.
fn summary(model: &TopicModel, counts: &TopicCounts, folds: u8) -> String {
    let head = format!(
        "{}\n{}-fold cross-validation: micro F1 {:.3}, macro F1 {:.3}\n{}\n",
        built(model),
        in_words(folds),
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
