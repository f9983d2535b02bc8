//! `bianmu place`: texts in, the places they name and the districts they are about out.

use std::io::{BufRead, Write};
use std::path::Path;
use std::process::ExitCode;

use bianmu::district::{Gazetteer, Home, Survey};
use bianmu::error::Error;
use serde::Serialize;

use crate::args::{Place, PlaceFormat};
use crate::failures::{Failures, shown};
use crate::input::{self, Reading};
use crate::lists;
use crate::output::Output;

/// A line of the JSONL.
#[derive(Serialize)]
struct Line<'a> {
    text: &'a str,
    #[serde(flatten)]
    survey: Survey,
}

pub(crate) fn run(args: &Place, reading: &Reading) -> anyhow::Result<ExitCode> {
    let gazetteer = lists::gazetteer(args.gazetteer.as_deref(), reading)?.on(args.date);
    let home = args.home.as_deref().map(|home| gazetteer.home(home)).transpose()?.map(|home| home.on(args.date));
    let failures = Failures::default();
    let mut placing = Placing { gazetteer, home, format: args.format, output: Output::open(None)? };
    for text in &args.texts {
        if input::is_stdin(Path::new(text)) {
            placing.lines(reading.open(Path::new(text))?, &failures)?;
        } else {
            placing.text(text)?;
            failures.finish();
        }
    }
    placing.output.finish()?;
    Ok(failures.status())
}

/// What one run works with.
struct Placing {
    gazetteer: Gazetteer,
    home: Option<Home>,
    format: PlaceFormat,
    output: Output,
}

impl Placing {
    /// Writes the places of every line; lines that are no text are skipped.
    fn lines(&mut self, lines: impl BufRead, failures: &Failures) -> anyhow::Result<()> {
        for (line, number) in lines.split(b'\n').zip(1..) {
            let line = line.map_err(|error| Error::io("-", error))?;
            match std::str::from_utf8(&line) {
                Ok(text) => {
                    self.text(text.trim_end_matches('\r'))?;
                    failures.finish();
                }
                Err(_) => failures.skip(&Error::row(
                    "-",
                    number,
                    "not UTF-8 text; save it as UTF-8, or name its encoding with `--encoding`",
                )),
            }
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> anyhow::Result<()> {
        let survey = self.gazetteer.survey(text, self.home.as_ref());
        match self.format {
            PlaceFormat::Jsonl => writeln!(self.output, "{}", serde_json::to_string(&Line { text, survey })?)?,
            PlaceFormat::Text => write!(self.output, "{}", render(text, &survey))?,
        }
        Ok(())
    }
}

/// A text with its districts and mentions below it.
fn render(text: &str, survey: &Survey) -> String {
    let mut lines = format!("{}\n", shown(text));
    for scene in &survey.districts {
        let why = scene.why.as_str();
        lines += &format!("  about {} (score {:.2}, {why})\n", shown(&scene.name), scene.score);
    }
    for named in &survey.mentions {
        let county = if named.county.is_empty() { String::new() } else { format!(" in {}", shown(&named.county)) };
        let (kind, start, end) = (named.kind.as_str(), named.start, named.end);
        lines += &format!("  {} ({kind}{county}, characters {start} to {end})\n", shown(&named.name));
    }
    lines
}
