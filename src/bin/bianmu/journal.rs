//! What a run has done so far, kept so that a run that broke off can be gone on with.
//!
//! Splitting a page and tagging its items depend on nothing but the page, the items and the setup. The journal keeps the
//! results under hashes of what they were made from, a line each behind a checksum; the same run again takes a result
//! over where it finds it, and does all else anew. So the output is the same whatever the journal holds, and an input
//! that has changed in between is done again.

mod file;

use std::fmt::Debug;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use anyhow::bail;
use bianmu::district::Home;
use bianmu::export::provenance::{Provenance, Role, sha256};
use bianmu::item::Item;
use bianmu::page::Page;
use bianmu::segment::Segmenter;
use bianmu::tag::{TaggedItem, Tagger};
use serde::Serialize;
use serde::de::DeserializeOwned;

use self::file::JournalFile;
use crate::args::Resume;
use crate::failures;
use crate::input::name;

/// The results of a run; one that is not kept remembers nothing.
pub(crate) struct Journal(Option<Mutex<Kept>>);

struct Kept {
    file: JournalFile,
    /// How many results were taken over from the broken run.
    taken_over: usize,
}

/// What results depend on beside their inputs, by name: version, hashes of model and lists, flags.
pub(crate) type Setup = Vec<(String, String)>;

impl Journal {
    /// Keeps nothing.
    pub(crate) fn none() -> Self {
        Self(None)
    }

    /// Opens the journal of `output`, whose lock the caller holds; without `resume` an old one is thrown away.
    ///
    /// # Errors
    ///
    /// The broken run had another setup, or the journal cannot be read or written.
    pub(crate) fn open(path: PathBuf, output: &Path, setup: &Setup, resume: Resume) -> anyhow::Result<Self> {
        let file = JournalFile::open(path, resume)?;
        let file = match file.setup() {
            None => file.begin(setup)?,
            Some(old) => {
                if let Some((what, old, new)) = difference(old, setup) {
                    bail!(
                        "{}: the broken run had {what} {old}, this one has {new}; give it the same, or begin anew without \
                         --resume",
                        name(output)
                    );
                }
                file
            }
        };
        Ok(Self(Some(Mutex::new(Kept { file, taken_over: 0 }))))
    }

    /// The result of a step on an input: taken over, or made and kept. `bytes_of` gives all of the input that the result
    /// depends on.
    pub(crate) fn once<I, T: Serialize + DeserializeOwned>(
        &self,
        step: &str,
        input: I,
        bytes_of: impl FnOnce(&I) -> Vec<u8>,
        make: impl FnOnce(I) -> T,
    ) -> T {
        let Some(kept) = &self.0 else { return make(input) };
        let lock = || kept.lock().unwrap_or_else(PoisonError::into_inner);
        let key = key(step, &bytes_of(&input));
        let found = lock().file.find(&key);
        if let Some(result) = found.and_then(|json| serde_json::from_slice(&json).ok()) {
            lock().taken_over += 1;
            return result;
        }
        let result = make(input);
        if let Ok(json) = serde_json::to_vec(&result) {
            lock().file.add(&key, &json);
        }
        result
    }

    /// Brings what was done since the last time to the file.
    pub(crate) fn save(&self) -> anyhow::Result<()> {
        match &self.0 {
            None => Ok(()),
            Some(kept) => kept.lock().unwrap_or_else(PoisonError::into_inner).file.save(),
        }
    }

    /// Throws the journal away, as the output is in its place.
    pub(crate) fn finish(self) -> anyhow::Result<()> {
        let Some(kept) = self.0 else { return Ok(()) };
        let kept = kept.into_inner().unwrap_or_else(PoisonError::into_inner);
        if kept.taken_over > 0 {
            failures::print(&format!("resumed: {} results taken over from the broken run", kept.taken_over));
        }
        kept.file.remove()
    }
}

/// The first thing in which two setups differ, with its two values.
fn difference(old: &Setup, new: &Setup) -> Option<(String, String, String)> {
    let value = |setup: &Setup, what: &str| {
        let found = setup.iter().find(|(name, _)| name == what);
        found.map_or_else(|| "none".to_string(), |(_, value)| format!("`{value}`"))
    };
    let whats = old.iter().chain(new).map(|(what, _)| what);
    whats.map(|what| (what.clone(), value(old, what), value(new, what))).find(|(_, old, new)| old != new)
}

/// The name of a result: a hash of the step and of all that it was made from.
fn key(step: &str, of: &[u8]) -> String {
    sha256(&[step.as_bytes(), &[0], of].concat())
}

/// Splits the page of a text, or takes its items over.
pub(crate) fn split(journal: &Journal, segmenter: &Segmenter, page: &Page, text: &str) -> Vec<Item> {
    let bytes_of = |page: &&Page| [page.name.as_bytes(), &[0], text.as_bytes()].concat();
    journal.once("split", page, bytes_of, |page| segmenter.segment(page))
}

/// Tags the items of a page, or takes their tags over.
pub(crate) fn tag_page(journal: &Journal, tagger: &Tagger, items: Vec<Item>, home: Option<&Home>) -> Vec<TaggedItem> {
    let bytes_of = |items: &Vec<Item>| with_home(json(items), home);
    journal.once("tag", items, bytes_of, |items| tagger.tag_page_at(items, home))
}

/// An input as bytes, which tell it from every other.
pub(crate) fn json(input: &(impl Serialize + Debug)) -> Vec<u8> {
    serde_json::to_vec(input).unwrap_or_else(|_| format!("{input:?}").into_bytes())
}

/// The same with the home that goes with it.
pub(crate) fn with_home(mut bytes: Vec<u8>, home: Option<&Home>) -> Vec<u8> {
    bytes.extend_from_slice(format!("{home:?}").as_bytes());
    bytes
}

/// The setup of a run: the version, the files that it works with beside its inputs, and the flags that change results.
pub(crate) fn setup(provenance: &Provenance, flags: &[String]) -> Setup {
    let files = provenance.sources.iter().map(|source| source.sha256.clone());
    let roles = provenance.sources.iter().map(|source| word(source.role).to_string());
    let mut setup = vec![("version".to_string(), env!("CARGO_PKG_VERSION").to_string())];
    for (role, file) in roles.zip(files) {
        match setup.iter_mut().find(|(what, _)| *what == role) {
            Some((_, files)) => *files += &format!(", {file}"),
            None => setup.push((role, file)),
        }
    }
    setup.push(("flags".to_string(), flags.join(" ")));
    setup
}

/// The flag by which a file came.
fn word(role: Role) -> &'static str {
    match role {
        Role::Model => "--model",
        Role::Taxonomy => "--taxonomy",
        Role::Gazetteer => "--gazetteer",
        Role::PagesInfo => "--pages-info",
        Role::Page => "page",
    }
}
