//! From the paths that a person names to the files that are read, each once.

use std::collections::BTreeMap;
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

use bianmu::error::Error;
use walkdir::{DirEntry, WalkDir};

use super::{has_ending, is_stdin, name};
use crate::failures::{self, Failures};

/// Ending of page files; a folder's other files are passed over.
const PAGE_ENDING: &str = "txt";

/// Puts the page files of folders, in sorted order, in the folders' places, and leaves every file once. In folders
/// links are not followed, and pipes and devices not opened; what a person names is read whatever it is.
/// What cannot be read, and folders without pages, are skipped.
pub(crate) fn expand(paths: &[PathBuf], failures: &Failures) -> Vec<PathBuf> {
    let mut files = Files::default();
    for path in paths {
        if !path.is_dir() {
            files.add(path.clone());
        } else if !files.add_folder(path, failures) {
            failures.skip(&Error::NoPages { name: name(path) });
        }
    }
    files.paths
}

/// Leaves every file once.
pub(crate) fn distinct(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut files = Files::default();
    for path in paths {
        files.add(path.clone());
    }
    files.paths
}

/// Files in order, none twice.
#[derive(Default)]
struct Files {
    paths: Vec<PathBuf>,
    /// The place of each file in `paths`, for those that can be told from others.
    places: BTreeMap<FileId, usize>,
}

impl Files {
    /// Adds a file, unless it is here under this or another name.
    fn add(&mut self, path: PathBuf) {
        let id = if is_stdin(&path) { None } else { file_id(&path) };
        match id.map(|id| self.places.entry(id).or_insert(self.paths.len())) {
            Some(place) if *place < self.paths.len() => {
                let first = name(&self.paths[*place]);
                failures::print(&format!("{}: the same file as {first}; it is read once", name(&path)));
            }
            _ => self.paths.push(path),
        }
    }

    /// Adds the page files of a folder; whether anything was there to be read or to be named as skipped.
    fn add_folder(&mut self, folder: &Path, failures: &Failures) -> bool {
        let mut found = false;
        for entry in WalkDir::new(folder).sort_by_file_name() {
            match entry {
                Ok(entry) if entry.file_type().is_file() => {
                    if has_ending(entry.path(), PAGE_ENDING) {
                        self.add(entry.into_path());
                        found = true;
                    }
                }
                Ok(entry) => {
                    if let Some(what) = reason(&entry) {
                        failures.skip(&Error::NoFile { name: name(entry.path()), what });
                        found = true;
                    }
                }
                Err(error) => {
                    failures.skip(&unreadable(folder, error));
                    found = true;
                }
            }
        }
        found
    }
}

/// Why something in a folder is not read although it looks like pages.
fn reason(entry: &DirEntry) -> Option<&'static str> {
    let kind = entry.file_type();
    let is_page = has_ending(entry.path(), PAGE_ENDING);
    if kind.is_symlink() && (is_page || fs::metadata(entry.path()).is_ok_and(|target| target.is_dir())) {
        Some("a link, and links in folders are not followed; name what it leads to")
    } else if is_page && !kind.is_symlink() && !kind.is_dir() {
        Some(special(kind))
    } else {
        None
    }
}

#[cfg(unix)]
fn special(kind: FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    if kind.is_fifo() {
        "a pipe, not a file; name it to have it read"
    } else if kind.is_socket() {
        "a socket, not a file"
    } else {
        "a device, not a file"
    }
}

#[cfg(not(unix))]
fn special(_: FileType) -> &'static str {
    "not a file"
}

/// What is wrong with an entry of a folder.
fn unreadable(folder: &Path, error: walkdir::Error) -> Error {
    let name = name(error.path().unwrap_or(folder));
    Error::io(name, error.into_io_error().unwrap_or_else(|| io::Error::other("its links go round in a circle")))
}

/// What tells a file from every other, whatever its name.
#[cfg(unix)]
type FileId = (u64, u64);

#[cfg(unix)]
fn file_id(path: &Path) -> Option<FileId> {
    use std::os::unix::fs::MetadataExt;
    let metadata = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
type FileId = PathBuf;

#[cfg(not(unix))]
fn file_id(path: &Path) -> Option<FileId> {
    fs::canonicalize(path).ok()
}
