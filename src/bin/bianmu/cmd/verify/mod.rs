//! `bianmu verify`: builds an export anew from what it says it was made from, and compares.

mod compare;
mod export;
mod inputs;
mod table;

use std::ffi::OsString;
use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use bianmu::encoding::Choice;
use bianmu::export::provenance::{Role, Source, VERSION};

use self::compare::differences;
use self::export::{Export, File};
use self::inputs::{Found, Inputs};
use self::table::Table;
use crate::args::{Report, TableForm, Verify};
use crate::counting::Counter;
use crate::edition::{self, Edition};
use crate::exit;
use crate::failures::{self, Failures, shown};
use crate::input::{self, PageFile, Reading};
use crate::journal::Journal;
use crate::lists;
use crate::output::Output;
use crate::recorded;
use crate::tagged;

pub(crate) fn run(args: &Verify, reading: &Reading) -> anyhow::Result<ExitCode> {
    super::start_threads(&args.jobs)?;
    let inputs = Inputs::below(args.inputs.as_deref());
    let mut output = Output::open(None)?;
    let mut is_sound = true;
    for path in &args.exports {
        match Export::open(path, reading).and_then(|export| verify(&export, &inputs, reading, &mut output)) {
            Ok(is_equal) => is_sound &= is_equal,
            Err(error) if crate::is_broken_pipe(&error) => return Err(error),
            Err(error) => {
                failures::print(&format!("{error:#}"));
                is_sound = false;
            }
        }
    }
    output.finish()?;
    Ok(if is_sound { ExitCode::SUCCESS } else { ExitCode::from(exit::FAILED) })
}

/// Checks one export and says what was found; whether all is as it should be.
fn verify(export: &Export, inputs: &Inputs, reading: &Reading, output: &mut Output) -> anyhow::Result<bool> {
    let made_by = &export.provenance.program;
    if made_by != VERSION {
        let message = "what differs may come from the program";
        failures::print(&format!("{}: made by {made_by}, this is {VERSION}; {message}", export.name));
    }
    let sources: Vec<_> = export.provenance.sources.iter().map(|source| inputs.find(source)).collect();
    let lost: Vec<String> = sources.iter().filter_map(|found| found.as_ref().err().cloned()).collect();
    for message in &lost {
        failures::print(message);
    }
    let (report, choice) = report_of(export, sources.into_iter().map(Result::ok))?;
    let reading = reading.with_choice(choice);
    let adds_up = adds_up(export, &report, &reading, output)?;
    if !lost.is_empty() {
        let (lost, all) = (lost.len(), export.provenance.sources.len());
        failures::print(&format!(
            "{}: cannot be built anew, {lost} of its {all} inputs are gone or changed",
            export.name
        ));
        untouched(export, output)?;
        return Ok(false);
    }
    Ok(rebuilt(export, &report, &reading, output)? && adds_up)
}

/// The command line that made an export, with the places where its inputs are now; those that are lost are left out.
fn report_of(export: &Export, found: impl Iterator<Item = Option<Found>>) -> anyhow::Result<(Report, Choice)> {
    let (mut words, mut pages) = (Vec::new(), Vec::new());
    for Found { role, path } in found.flatten() {
        match (flag(role), path) {
            (Some(flag), Some(path)) => words.extend([OsString::from(flag), path.into_os_string()]),
            (None, Some(path)) => pages.push(path.into_os_string()),
            (_, None) => {}
        }
    }
    let (report, reading) = recorded::report(&export.name, &export.provenance, words, pages)?;
    Ok((report, Reading::from(&reading).choice()))
}

/// The flag that hands an input of this role to `report`; pages need none.
fn flag(role: Role) -> Option<&'static str> {
    match role {
        Role::Model => Some("--model"),
        Role::Taxonomy => Some("--taxonomy"),
        Role::Gazetteer => Some("--gazetteer"),
        Role::PagesInfo => Some("--pages-info"),
        Role::Page => None,
    }
}

/// The pages of the export with the names that they had, and the places where they are now.
fn pages(export: &Export, report: &Report) -> Vec<PageFile> {
    let sources = export.provenance.sources.iter().filter(|source| source.role == Role::Page);
    let lay = |(source, now): (&Source, &PathBuf)| match &source.path {
        Some(path) if *path != input::name(now) => PathBuf::from(path),
        _ => now.clone(),
    };
    let lay: Vec<PathBuf> = sources.zip(&report.pages).map(lay).collect();
    PageFile::all(&lay).into_iter().zip(&report.pages).map(|(page, now)| page.now_at(now.clone())).collect()
}

/// Builds the export anew and compares every file.
fn rebuilt(export: &Export, report: &Report, reading: &Reading, output: &mut Output) -> anyhow::Result<bool> {
    let failures = Failures::default();
    let Edition { files, .. } = edition::build(report, reading, &pages(export, report), &failures, &Journal::none())?;
    let mut is_equal = true;
    for file in &export.files {
        let Some((_, anew)) = files.iter().find(|(name, _)| *name == file.kind) else {
            continue;
        };
        let found = differences(file, anew)?;
        is_equal &= found.is_empty();
        let verdict = match (found.is_empty(), file.bytes == *anew) {
            (true, true) => "equal to what its inputs give",
            (true, false) => "saved anew, but every cell is equal to what its inputs give",
            (false, _) => "DIFFERS from what its inputs give",
        };
        say(output, &file.name, verdict, &found)?;
    }
    for gone in &export.gone {
        say(output, gone, "GONE, it was written with the others", &[])?;
    }
    Ok(is_equal && export.gone.is_empty())
}

/// Says of each file whether it is as it was written; the inputs are not asked.
fn untouched(export: &Export, output: &mut Output) -> anyhow::Result<()> {
    for file in &export.files {
        let verdict = match export.is_untouched(file) {
            Some(true) => "as it was written",
            Some(false) => "CHANGED since it was written",
            None => continue,
        };
        say(output, &file.name, verdict, &[])?;
    }
    Ok(())
}

/// Counts the export's own articles and compares the figures; true where there are no two files to compare.
fn adds_up(export: &Export, report: &Report, reading: &Reading, output: &mut Output) -> anyhow::Result<bool> {
    let (Some(articles), Some(counts)) = (export.file("articles.csv"), export.file("counts.csv")) else {
        return Ok(true);
    };
    let rolls_up = report.counting.roll_up.is_some();
    let places = rolls_up.then(|| lists::gazetteer(report.lists.gazetteer.as_deref(), reading)).transpose()?;
    let home = places.as_ref().zip(report.lists.home.as_deref()).map(|(places, home)| places.home(home)).transpose()?;
    let mut own = tagged::read_written(&articles.name, &articles.bytes)?;
    let counter = Counter::new(&report.counting, places.as_ref(), home.as_ref());
    counter.settle(&mut own);
    // Articles do not say how probable the topics are that they lack, so intervals cannot be had from them.
    let form = TableForm { interval: false, ..report.form.clone() };
    let mut recounted = Vec::new();
    counter.write(&own, &form, &mut recounted, super::csv_style(report.excel))?;
    let here = Table::parse(&counts.name, &counts.bytes)?.without(&["low", "high"]);
    let found = here.differences(&Table::parse(&counts.name, &recounted)?, "counted");
    let verdict = if found.is_empty() { "adds up from articles.csv" } else { "DOES NOT ADD UP from articles.csv" };
    say(output, &counts.name, verdict, &found)?;
    Ok(found.is_empty())
}

/// How many differences of a file are listed.
const LISTED: usize = 20;

fn say(output: &mut Output, name: &str, verdict: &str, found: &[String]) -> anyhow::Result<()> {
    writeln!(output, "{}: {verdict}", shown(name))?;
    for line in found.iter().take(LISTED) {
        writeln!(output, "  {}", shown(line))?;
    }
    if found.len() > LISTED {
        writeln!(output, "  and {} more", found.len() - LISTED)?;
    }
    Ok(())
}

impl File {
    /// Whether a file's name ends so.
    fn is(&self, ending: &str) -> bool {
        self.kind.ends_with(ending)
    }
}
