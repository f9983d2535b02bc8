//! The model and the lists that a run works with: built in, or from the files that flags name.

use std::fs;
use std::io::Read;
use std::path::Path;

use anyhow::Context;
use bianmu::builtin;
use bianmu::classify::Classifier;
use bianmu::district::Gazetteer;
use bianmu::export::provenance::{BUILT_IN, Provenance, Role, Source, sha256};
use bianmu::model::{MAX_FILE, TopicModel};
use bianmu::pages_info::{PagePath, PagesInfo};
use bianmu::tag::Tagger;
use bianmu::topic::Taxonomy;

use crate::args::Lists;
use crate::failures;
use crate::input::{PageFile, Reading, name};

/// Loads everything that tagging needs.
pub(crate) fn tagger(lists: &Lists, reading: &Reading) -> anyhow::Result<Tagger> {
    tagger_at(lists, None, &[], Others::May, reading)
}

/// Loads everything that tagging pages needs, and these pages alone.
pub(crate) fn tagger_for(lists: &Lists, pages: &[PageFile], reading: &Reading) -> anyhow::Result<Tagger> {
    tagger_at(lists, None, pages, Others::None, reading)
}

/// Whether a run has pages that are not known beforehand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Others {
    /// It may: JSONL of items names them as it goes.
    May,
    /// It has none.
    None,
}

/// Loads everything that tagging these pages, and perhaps others, with a precision needs.
pub(crate) fn tagger_at(
    lists: &Lists,
    precision: Option<f64>,
    pages: &[PageFile],
    others: Others,
    reading: &Reading,
) -> anyhow::Result<Tagger> {
    let gazetteer = gazetteer(lists.gazetteer.as_deref(), reading)?;
    let home = lists.home.as_deref().map(|home| gazetteer.home(home)).transpose()?;
    let pages = match &lists.pages_info {
        None => PagesInfo::default(),
        Some(path) => pages_info(path, pages, others, &gazetteer, reading)?,
    };
    let classifier = at_precision(classifier(lists, reading)?, precision)?;
    Ok(Tagger::new(classifier, gazetteer, home, pages))
}

/// Reads what a table says of pages; says what in it is of no use.
fn pages_info(
    path: &Path,
    pages: &[PageFile],
    others: Others,
    gazetteer: &Gazetteer,
    reading: &Reading,
) -> anyhow::Result<PagesInfo> {
    let mut info = PagesInfo::read(reading.table(path)?, gazetteer)?;
    let pages: Vec<PagePath> = pages.iter().map(PageFile::page_path).collect();
    let strange = info.settle(&pages)?;
    let strange = strange.iter().filter(|_| others == Others::None);
    info.remarks().iter().chain(strange).for_each(|remark| failures::print(remark));
    Ok(info)
}

/// Asks a classifier for a precision, if there is one to ask for.
pub(crate) fn at_precision(classifier: Classifier, precision: Option<f64>) -> anyhow::Result<Classifier> {
    Ok(match precision {
        Some(precision) => classifier.with_precision(precision)?,
        None => classifier,
    })
}

/// Loads the classifier that `--model` and `--taxonomy` name.
pub(crate) fn classifier(lists: &Lists, reading: &Reading) -> anyhow::Result<Classifier> {
    let mut model = load_model(&lists.model)?;
    if let Some(path) = &lists.taxonomy {
        model.rename_topics(&name(path), &load_taxonomy(Some(path), reading)?)?;
    }
    Ok(Classifier::new(model)?)
}

/// What a run works with beside its pages, with the hash of each file.
pub(crate) fn provenance(lists: &Lists) -> anyhow::Result<Provenance> {
    let model = if lists.model == Path::new(BUILT_IN) { None } else { Some(lists.model.as_path()) };
    let model = model.map_or_else(|| Ok(built_in(Role::Model)), |model| file(Role::Model, model))?;
    let mut sources = vec![model];
    let files =
        [(Role::Taxonomy, &lists.taxonomy), (Role::Gazetteer, &lists.gazetteer), (Role::PagesInfo, &lists.pages_info)];
    for (role, path) in files {
        if role == Role::Gazetteer {
            sources.push(built_in(role));
        }
        if let Some(path) = path {
            sources.push(file(role, path)?);
        }
    }
    Ok(Provenance { sources, ..Provenance::default() })
}

/// What the program brings along in a role, with its hash.
pub(crate) fn built_in(role: Role) -> Source {
    let bytes = if role == Role::Model { builtin::MODEL } else { builtin::PLACES.as_bytes() };
    Source { role, name: BUILT_IN.to_string(), path: None, sha256: sha256(bytes) }
}

/// A file in a role, with its hash; a pipe, which can be read but once, has none.
fn file(role: Role, path: &Path) -> anyhow::Result<Source> {
    let bytes = path.is_file().then(|| fs::read(path).with_context(|| name(path))).transpose()?;
    Ok(source(role, path, bytes.map_or_else(String::new, |bytes| sha256(&bytes))))
}

/// A file whose hash is known.
pub(crate) fn source(role: Role, path: &Path, sha256: String) -> Source {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    Source { role, name, path: Some(self::name(path)), sha256 }
}

/// Loads the model that a flag names, or the built-in one.
pub(crate) fn load_model(path: &Path) -> anyhow::Result<TopicModel> {
    if path == Path::new(BUILT_IN) {
        return Ok(builtin::model()?);
    }
    let mut bytes = Vec::new();
    // One byte more than the library takes is enough for it to refuse the file.
    let read = fs::File::open(path).and_then(|file| file.take(MAX_FILE + 1).read_to_end(&mut bytes));
    read.with_context(|| name(path))?;
    Ok(TopicModel::from_bytes(&name(path), &bytes)?)
}

/// Loads the taxonomy that a flag names, or the built-in one.
pub(crate) fn load_taxonomy(path: Option<&Path>, reading: &Reading) -> anyhow::Result<Taxonomy> {
    match path {
        None => Ok(builtin::taxonomy()?),
        Some(path) => Ok(Taxonomy::read(reading.table(path)?)?),
    }
}

/// Loads the built-in gazetteer with the rows of a file laid over it.
pub(crate) fn gazetteer(path: Option<&Path>, reading: &Reading) -> anyhow::Result<Gazetteer> {
    let built_in = builtin::gazetteer()?;
    match path {
        None => Ok(built_in),
        Some(path) => Ok(built_in.merge_table(reading.table(path)?)?),
    }
}
