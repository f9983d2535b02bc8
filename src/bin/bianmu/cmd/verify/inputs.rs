//! Where the inputs of an export are now.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use bianmu::export::provenance::{BUILT_IN, Role, Source, VERSION, sha256};
use walkdir::WalkDir;

use crate::lists;

/// The files below the folder that `--inputs` names, by their names.
pub(super) struct Inputs(BTreeMap<String, Vec<PathBuf>>);

/// An input that is there and has its hash; without a path where the program brings it along.
pub(super) struct Found {
    pub(super) role: Role,
    pub(super) path: Option<PathBuf>,
}

impl Inputs {
    pub(super) fn below(folder: Option<&Path>) -> Self {
        let mut files: BTreeMap<String, Vec<PathBuf>> = BTreeMap::new();
        for entry in folder.into_iter().flat_map(|folder| WalkDir::new(folder).sort_by_file_name()).flatten() {
            if entry.file_type().is_file() {
                files.entry(entry.file_name().to_string_lossy().into_owned()).or_default().push(entry.into_path());
            }
        }
        Self(files)
    }

    /// The input with its hash, below the folder or where it lay; or why there is none.
    pub(super) fn find(&self, source: &Source) -> Result<Found, String> {
        let (role, name) = (source.role, source.name.as_str());
        if source.path.is_none() && name == BUILT_IN && matches!(role, Role::Model | Role::Gazetteer) {
            return is_built_in(source).map(|()| Found { role, path: None });
        }
        let lay = source.path.as_deref().map(PathBuf::from);
        let told = lay.as_ref().map_or(name.to_string(), |path| path.display().to_string());
        if source.sha256.is_empty() || told == "-" {
            return Err(format!("{told}: came through a pipe and cannot be had again"));
        }
        let below = self.0.get(name).into_iter().flatten().cloned();
        let there: Vec<PathBuf> = below.chain(lay).filter(|path| path.is_file()).collect();
        let same = there.iter().find(|path| fs::read(path).is_ok_and(|bytes| sha256(&bytes) == source.sha256));
        match (same, there.first()) {
            (Some(path), _) => Ok(Found { role, path: Some(path.clone()) }),
            (None, Some(path)) => Err(format!("{}: changed since the export was made", path.display())),
            (None, None) => Err(format!("{told}: gone; say with --inputs in which folder it is now")),
        }
    }
}

/// Whether what the program brings along is what the export was made with.
fn is_built_in(source: &Source) -> Result<(), String> {
    if lists::built_in(source.role).sha256 == source.sha256 {
        return Ok(());
    }
    let what = if source.role == Role::Model { "model" } else { "gazetteer" };
    Err(format!("the built-in {what} of {VERSION} is not the one that the export was made with"))
}
