//! The model and the lists that a run works with: built in, or from the files that flags name.

use std::fs;
use std::path::Path;

use anyhow::Context;
use bianmu::builtin;
use bianmu::classify::Classifier;
use bianmu::district::Gazetteer;
use bianmu::export::provenance::{Provenance, Role};
use bianmu::model::TopicModel;
use bianmu::pages_info::PagesInfo;
use bianmu::tag::Tagger;
use bianmu::topic::Taxonomy;

use crate::args::Lists;
use crate::input::{name, read_text};

/// The name that stands for the built-in model, and in exports for the built-in places.
const DEFAULT_MODEL: &str = "default";

/// Loads everything that tagging needs.
pub(crate) fn tagger(lists: &Lists) -> anyhow::Result<Tagger> {
    tagger_at(lists, None)
}

/// Loads everything that tagging with a precision needs.
pub(crate) fn tagger_at(lists: &Lists, precision: Option<f64>) -> anyhow::Result<Tagger> {
    let gazetteer = gazetteer(lists.gazetteer.as_deref())?;
    let home = lists.home.as_deref().map(|home| gazetteer.home(home)).transpose()?;
    let pages = match &lists.pages_info {
        None => PagesInfo::default(),
        Some(path) => PagesInfo::from_csv(&name(path), read_text(path)?.as_bytes(), &gazetteer)?,
    };
    let classifier = at_precision(classifier(lists)?, precision)?;
    Ok(Tagger::new(classifier, gazetteer, home, pages))
}

/// Asks a classifier for a precision, if there is one to ask for.
pub(crate) fn at_precision(classifier: Classifier, precision: Option<f64>) -> anyhow::Result<Classifier> {
    Ok(match precision {
        Some(precision) => classifier.with_precision(precision)?,
        None => classifier,
    })
}

/// Loads the classifier that `--model` and `--taxonomy` name.
pub(crate) fn classifier(lists: &Lists) -> anyhow::Result<Classifier> {
    let mut model = load_model(&lists.model)?;
    if let Some(path) = &lists.taxonomy {
        model.rename_topics(&name(path), &load_taxonomy(Some(path))?)?;
    }
    Ok(Classifier::new(model)?)
}

/// What a run works with beside its pages, with the hash of each file.
pub(crate) fn provenance(lists: &Lists) -> anyhow::Result<Provenance> {
    let mut provenance = Provenance::default();
    if lists.model == Path::new(DEFAULT_MODEL) {
        provenance.add(Role::Model, DEFAULT_MODEL, builtin::MODEL);
    } else {
        add_file(&mut provenance, Role::Model, Some(&lists.model))?;
    }
    add_file(&mut provenance, Role::Taxonomy, lists.taxonomy.as_deref())?;
    provenance.add(Role::Gazetteer, DEFAULT_MODEL, builtin::PLACES.as_bytes());
    add_file(&mut provenance, Role::Gazetteer, lists.gazetteer.as_deref())?;
    add_file(&mut provenance, Role::PagesInfo, lists.pages_info.as_deref())?;
    Ok(provenance)
}

fn add_file(provenance: &mut Provenance, role: Role, path: Option<&Path>) -> anyhow::Result<()> {
    if let Some(path) = path {
        let file = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
        if path.is_file() {
            provenance.add(role, &file, &fs::read(path).with_context(|| name(path))?);
        } else {
            // A pipe, which can be read but once, and was.
            provenance.add_hashed(role, &file, String::new());
        }
    }
    Ok(())
}

fn load_model(path: &Path) -> anyhow::Result<TopicModel> {
    if path == Path::new(DEFAULT_MODEL) {
        return Ok(builtin::model()?);
    }
    let bytes = fs::read(path).with_context(|| name(path))?;
    Ok(TopicModel::from_bytes(&name(path), &bytes)?)
}

/// Loads the taxonomy that a flag names, or the built-in one.
pub(crate) fn load_taxonomy(path: Option<&Path>) -> anyhow::Result<Taxonomy> {
    match path {
        None => Ok(builtin::taxonomy()?),
        Some(path) => Ok(Taxonomy::from_csv(&name(path), read_text(path)?.as_bytes())?),
    }
}

/// Loads the built-in gazetteer with the rows of a file laid over it.
pub(crate) fn gazetteer(path: Option<&Path>) -> anyhow::Result<Gazetteer> {
    let built_in = builtin::gazetteer()?;
    match path {
        None => Ok(built_in),
        Some(path) => Ok(built_in.merge(&name(path), read_text(path)?.as_bytes())?),
    }
}
