//! `bianmu evaluate`: gold in, figures out.

mod articles;
mod curve;
mod pages;
mod text;

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use bianmu::evaluate::{ArticleFigures, CurvePoint};
use serde::Serialize;

use crate::args::{Evaluate, FiguresFormat};
use crate::exit;
use crate::failures::Failures;
use crate::input::{self, Reading};
use crate::output::Output;

/// Everything measured in one run.
#[derive(Serialize)]
struct Figures {
    #[serde(skip_serializing_if = "Option::is_none")]
    pages: Option<pages::PageFigures>,
    #[serde(skip_serializing_if = "Option::is_none")]
    articles: Option<ArticleFigures>,
    #[serde(skip_serializing_if = "Option::is_none")]
    learning_curve: Option<Vec<CurvePoint>>,
}

pub(crate) fn run(args: &Evaluate, reading: &Reading) -> anyhow::Result<ExitCode> {
    super::start_threads(&args.jobs)?;
    let failures = Failures::default();
    let (tables, pages): (Vec<PathBuf>, Vec<PathBuf>) =
        input::distinct(&args.gold).into_iter().partition(|path| input::is_table(path));
    let pages = input::expand(&pages, &failures);
    let figures = if let Some(labels) = &args.learning_curve {
        let curve = curve::measure(labels, (&tables, &pages), args, reading, &failures)?;
        Figures { pages: None, articles: None, learning_curve: curve }
    } else {
        measure(&tables, &pages, args, reading, &failures)?
    };
    let mut output = Output::open(None)?;
    match args.format {
        FiguresFormat::Json => writeln!(output, "{}", serde_json::to_string_pretty(&figures)?)?,
        FiguresFormat::Text => write!(output, "{}", text::render(&figures))?,
    }
    output.finish()?;
    Ok(if is_below_floor(&figures, args.fail_under) { ExitCode::from(exit::BELOW_FLOOR) } else { failures.status() })
}

/// Measures a model, or models of folds, on pages and tables.
fn measure(
    tables: &[PathBuf],
    pages: &[PathBuf],
    args: &Evaluate,
    reading: &Reading,
    failures: &Failures,
) -> anyhow::Result<Figures> {
    Ok(Figures {
        pages: if pages.is_empty() { None } else { pages::measure(pages, args, reading, failures)? },
        articles: if tables.is_empty() { None } else { articles::measure(tables, args, reading, failures)? },
        learning_curve: None,
    })
}

/// Whether micro F1 of the topics, of pages or of articles, is below the floor.
fn is_below_floor(figures: &Figures, floor: Option<f64>) -> bool {
    let articles = figures.articles.iter().map(|articles| &articles.topics);
    let measured = figures.pages.iter().map(|pages| &pages.topics).chain(articles);
    floor.is_some_and(|floor| measured.map(|topics| topics.micro_f1).any(|micro| micro < floor))
}
