//! Which files a verb reads, and reading them.

use std::fs;
use std::io::{self, BufRead, BufReader, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use bianmu::encoding::{self, Choice};
use bianmu::error::{Error, Result};
use bianmu::page::Page;
use walkdir::WalkDir;

use crate::failures::{self, Failures};

/// Ending of page files; a folder's other files are passed over.
const PAGE_ENDING: &str = "txt";

/// How the run reads text: what `--encoding` and `--lossy` say, or the record of an export that is verified.
static CHOICE: RwLock<Option<Choice>> = RwLock::new(None);

/// Sets how the run reads text.
pub(crate) fn choose(choice: Choice) {
    *CHOICE.write().unwrap_or_else(PoisonError::into_inner) = Some(choice);
}

/// How the run reads text.
pub(crate) fn choice() -> Choice {
    CHOICE.read().unwrap_or_else(PoisonError::into_inner).unwrap_or_default()
}

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
                Err(error) => failures.skip(&unreadable(path, error)),
            }
        }
        if files.len() == before {
            failures.skip(&Error::NoPages { name: name(path) });
        }
    }
    files
}

/// What is wrong with an entry of a folder.
fn unreadable(folder: &Path, error: walkdir::Error) -> Error {
    let name = name(error.path().unwrap_or(folder));
    Error::io(name, error.into_io_error().unwrap_or_else(|| io::Error::other("its links go round in a circle")))
}

/// Whether a file's name ends in `.ending`, in either case.
pub(crate) fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(ending))
}

/// Reads a page file; the page takes the file's stem as its name.
pub(crate) fn read_page(path: &Path) -> Result<Page> {
    Page::from_text(page_name(path), &name(path), &read_text(path)?)
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

/// Opens a file or standard input as text, for reading line by line. What a person types is read as it comes.
pub(crate) fn open(path: &Path) -> Result<Box<dyn BufRead + Send>> {
    if is_stdin(path) {
        let typed = BufReader::new(io::stdin());
        return if io::stdin().is_terminal() {
            Ok(Box::new(typed))
        } else {
            encoding::reader("-", Box::new(typed), choice())
        };
    }
    let file = fs::File::open(path).map_err(|error| Error::io(name(path), error))?;
    encoding::reader(&name(path), Box::new(BufReader::new(file)), choice())
}

/// Reads a whole text file or standard input.
pub(crate) fn read_text(path: &Path) -> Result<String> {
    text_of(path, &read_bytes(path)?)
}

/// The text of a file with these bytes; says how much of it `--lossy` replaced.
pub(crate) fn text_of(path: &Path, bytes: &[u8]) -> Result<String> {
    let choice = choice();
    let text = encoding::decode(&name(path), bytes, choice)?.into_owned();
    if choice.lossy {
        let lost = text.matches(char::REPLACEMENT_CHARACTER).count();
        if lost > 0 {
            failures::print(&format!("{}: {lost} characters could not be read and are U+FFFD now", name(path)));
        }
    }
    Ok(text)
}
