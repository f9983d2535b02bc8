//! Which files a verb reads, and reading them.

use std::fs;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use anyhow::Context;
use bianmu::error::{Error, Result};
use bianmu::page::Page;
use walkdir::WalkDir;

use crate::failures::Failures;

/// Ending of page files; a folder's other files are passed over.
const PAGE_ENDING: &str = "txt";

/// Whether a path stands for standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// The name used in messages.
pub(crate) fn name(path: &Path) -> String {
    path.display().to_string()
}

/// Puts the page files of folders, in sorted order, in the folders' places. Links are not followed.
/// Folders that cannot be read and folders without pages are skipped.
pub(crate) fn expand(paths: &[PathBuf], failures: &Failures) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let before = files.len();
        for entry in WalkDir::new(path).sort_by_file_name() {
            match entry {
                Ok(entry) if entry.file_type().is_file() && has_ending(entry.path(), PAGE_ENDING) => {
                    files.push(entry.into_path());
                }
                Ok(_) => {}
                Err(error) => failures.skip(&error),
            }
        }
        if files.len() == before {
            failures.skip(&format!("{}: no page file (.{PAGE_ENDING}) in this folder", path.display()));
        }
    }
    files
}

/// Whether a file's name ends in `.ending`, in either case.
pub(crate) fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(ending))
}

/// Reads a page file; the page takes the file's stem as its name.
pub(crate) fn read_page(path: &Path) -> Result<Page> {
    let file = name(path);
    let bytes = read_bytes(path)?;
    Page::from_bytes(page_name(path), &file, &bytes)
}

/// The name of the page that a file holds: its stem, or `stdin`.
pub(crate) fn page_name(path: &Path) -> String {
    let stem = path.file_stem().unwrap_or(path.as_os_str());
    if is_stdin(path) { "stdin".to_string() } else { stem.to_string_lossy().into_owned() }
}

/// Reads a whole file or standard input.
pub(crate) fn read_bytes(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if is_stdin(path) {
        io::stdin().lock().read_to_end(&mut bytes).map_err(|error| Error::io("-", error))?;
    } else {
        bytes = fs::read(path).map_err(|error| Error::io(name(path), error))?;
    }
    Ok(bytes)
}

/// Opens a file or standard input for reading line by line.
pub(crate) fn open(path: &Path) -> Result<Box<dyn BufRead + Send>> {
    if is_stdin(path) {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let file = fs::File::open(path).map_err(|error| Error::io(name(path), error))?;
    Ok(Box::new(BufReader::new(file)))
}

/// Reads a whole text file that a run cannot do without.
pub(crate) fn read_text(path: &Path) -> anyhow::Result<String> {
    let bytes = fs::read(path).with_context(|| name(path))?;
    Ok(bianmu::page::decode(&name(path), &bytes)?.to_string())
}
