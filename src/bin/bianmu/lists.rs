//! The model and the lists that a run works with: built in, or from the files that flags name.

use std::fs;
use std::path::Path;

use anyhow::Context;
use bianmu::builtin;
use bianmu::classify::Classifier;
use bianmu::model::TopicModel;
use bianmu::topic::Taxonomy;

use crate::input::{name, read_text};

/// The name that stands for the built-in model.
const DEFAULT_MODEL: &str = "default";

/// Loads the classifier that `--model` and `--taxonomy` name.
pub(crate) fn classifier(model: &Path, taxonomy: Option<&Path>) -> anyhow::Result<Classifier> {
    let mut model = load_model(model)?;
    if let Some(path) = taxonomy {
        model.rename_topics(&name(path), &load_taxonomy(Some(path))?)?;
    }
    Ok(Classifier::new(model)?)
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
