//! Which files a verb reads, and reading them.

mod args;
mod folders;
mod names;
mod pages;
mod steady;

use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Read};
use std::path::Path;

use bianmu::corpus::{Corpus, LabelsReading};
use bianmu::encoding::{self, Choice};
use bianmu::error::{Error, Result};
use bianmu::page::Page;
use bianmu::table::{self, Limits, Table};
use bianmu::topic::Taxonomy;

pub(crate) use args::ReadingArgs;
pub(crate) use folders::{distinct, expand};
pub(crate) use names::{name, page_name};
pub(crate) use pages::PageFile;
use steady::Steady;

use crate::failures::{self, Failures};

/// A megabyte, in which sizes of files are given.
const MB: u64 = 1 << 20;
/// Largest file that is read whole: a page, a list, a workbook. A page of a paper has some 40 KB, a whole volume of
/// a paper in one file some 30 MB.
const MAX_FILE: u64 = 64 * MB;

/// How a run reads files: what its flags say.
pub(crate) struct Reading {
    choice: Choice,
    /// Largest file that is read whole, in bytes.
    max_file: u64,
    limits: Limits,
    skips_bad_rows: bool,
}

/// A table, or text in UTF-8 that may be anything else.
pub(crate) enum Opened {
    Table(Table<'static>),
    Text(Box<dyn BufRead + Send>),
}

/// Whether a path stands for standard input.
pub(crate) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// Whether a file's name says that it is a table.
pub(crate) fn is_table(path: &Path) -> bool {
    ["csv", "tsv", "xlsx", "xls"].iter().any(|ending| has_ending(path, ending))
}

/// Whether a file's name ends in `.ending`, in either case.
pub(crate) fn has_ending(path: &Path, ending: &str) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case(ending))
}

impl Reading {
    /// Reads a page file by itself; the page takes the file's stem as its name.
    pub(crate) fn page(&self, path: &Path) -> Result<Page> {
        Page::from_text(page_name(path), &name(path), &self.text(path)?)
    }

    /// Reads a page file of a run, and gives the text that the page was made from too.
    pub(crate) fn page_with_text(&self, file: &PageFile) -> Result<(Page, String)> {
        let text = self.text(&file.path)?;
        Ok((Page::from_text(&file.name, &name(&file.path), &text)?, text))
    }

    /// Reads a whole text file or standard input.
    pub(crate) fn text(&self, path: &Path) -> Result<String> {
        self.text_of(path, &self.bytes(path)?)
    }

    /// Reads a whole file or standard input; a file that is too large is not opened.
    pub(crate) fn bytes(&self, path: &Path) -> Result<Vec<u8>> {
        let wrap = |error| Error::io(name(path), error);
        let mut source: Box<dyn Read> = if is_stdin(path) {
            Box::new(io::stdin().lock())
        } else {
            let file = File::open(path).map_err(wrap)?;
            let size = file.metadata().map_err(wrap)?.len();
            if size > self.max_file {
                return Err(self.too_large(path));
            }
            Box::new(Steady::new(file, name(path)).map_err(wrap)?)
        };
        let mut bytes = Vec::new();
        let mut most = source.by_ref().take(self.max_file + 1);
        most.read_to_end(&mut bytes).map_err(wrap)?;
        if bytes.len() as u64 > self.max_file { Err(self.too_large(path)) } else { Ok(bytes) }
    }

    fn too_large(&self, path: &Path) -> Error {
        Error::TooLarge { name: name(path), most: self.max_file / MB }
    }

    /// The text of a file with these bytes; says how much of it `--lossy` replaced.
    pub(crate) fn text_of(&self, path: &Path, bytes: &[u8]) -> Result<String> {
        let text = encoding::decode(&name(path), bytes, self.choice)?.into_owned();
        if self.choice.lossy {
            let lost = text.matches(char::REPLACEMENT_CHARACTER).count();
            if lost > 0 {
                failures::print(&format!("{}: {lost} characters could not be read and are U+FFFD now", name(path)));
            }
        }
        Ok(text)
    }

    /// All that a reader of UTF-8 still holds.
    pub(crate) fn rest(&self, name: &str, lines: impl BufRead) -> Result<String> {
        let mut bytes = Vec::new();
        lines.take(self.max_file + 1).read_to_end(&mut bytes).map_err(|error| Error::io(name, error))?;
        if bytes.len() as u64 > self.max_file {
            return Err(Error::TooLarge { name: name.to_string(), most: self.max_file / MB });
        }
        Ok(encoding::decode(name, &bytes, Choice::default())?.into_owned())
    }

    /// Opens a file or standard input as text, for reading line by line. What a person types is read as it comes.
    pub(crate) fn open(&self, path: &Path) -> Result<Box<dyn BufRead + Send>> {
        if is_stdin(path) && io::stdin().is_terminal() {
            return Ok(Box::new(BufReader::new(io::stdin())));
        }
        encoding::reader(&name(path), source(path)?, self.choice)
    }

    /// Opens a table in any of its forms.
    pub(crate) fn table(&self, path: &Path) -> Result<Table<'static>> {
        self.table_of(path, source(path)?)
    }

    fn table_of(&self, path: &Path, bytes: Box<dyn BufRead + Send>) -> Result<Table<'static>> {
        let table = Table::open(&name(path), bytes, self.choice, self.limits, self.max_file)?;
        for remark in table.remarks() {
            failures::print(remark);
        }
        Ok(table)
    }

    /// Goes on to read a text as a table.
    pub(crate) fn table_of_text(&self, path: &Path, text: Box<dyn BufRead + Send>) -> Result<Table<'static>> {
        Table::from_reader(&name(path), text, self.limits)
    }

    /// Opens what may be a table or other text.
    pub(crate) fn table_or_text(&self, path: &Path) -> Result<Opened> {
        if is_stdin(path) && io::stdin().is_terminal() {
            return self.open(path).map(Opened::Text);
        }
        let mut bytes = source(path)?;
        let start = bytes.fill_buf().map_err(|error| Error::io(name(path), error))?;
        if table::is_workbook(start) {
            self.table_of(path, bytes).map(Opened::Table)
        } else {
            encoding::reader(&name(path), bytes, self.choice).map(Opened::Text)
        }
    }

    /// Reads a table that is to be changed, as CSV.
    pub(crate) fn csv(&self, path: &Path) -> Result<Vec<u8>> {
        table::to_csv(&name(path), self.bytes(path)?, self.choice, self.limits)
    }

    /// Reads labelled articles.
    pub(crate) fn labels(&self, path: &Path, taxonomy: &Taxonomy, failures: &Failures) -> Result<Corpus> {
        let LabelsReading { corpus, bad, remarks } = Corpus::read(self.table(path)?, taxonomy)?;
        if let Err(remarks) = Error::all(remarks) {
            failures::print(&remarks.to_string());
        }
        self.good((corpus, bad), failures)
    }

    /// What the good rows of an input hold, if there are no bad ones or these are to be left out.
    pub(crate) fn good<T>(&self, (good, bad): (T, Vec<Error>), failures: &Failures) -> Result<T> {
        if self.skips_bad_rows {
            failures.skip_rows(bad);
        } else {
            Error::all(bad)?;
        }
        Ok(good)
    }

    /// Whether the good rows of an input are taken where others are bad.
    pub(crate) fn skips_bad_rows(&self) -> bool {
        self.skips_bad_rows
    }

    /// The same, with encodings told otherwise.
    pub(crate) fn with_choice(&self, choice: Choice) -> Self {
        Self { choice, ..*self }
    }

    /// The encoding that was asked for.
    pub(crate) fn choice(&self) -> Choice {
        self.choice
    }

    /// Reads the next line, with its end; none at the end.
    pub(crate) fn line(
        &self,
        name: &str,
        number: u64,
        lines: &mut (dyn BufRead + Send),
        line: &mut Vec<u8>,
    ) -> Result<bool> {
        line.clear();
        let most = self.limits.row;
        let read = lines.take(most as u64 + 1).read_until(b'\n', line).map_err(|error| Error::io(name, error))?;
        if read > most {
            let message = format!("a line of more than {} MB; raise `--max-row-size`", most as u64 / MB);
            return Err(Error::row(name, number, message));
        }
        Ok(read > 0)
    }
}

/// The bytes of a file or of standard input.
fn source(path: &Path) -> Result<Box<dyn BufRead + Send>> {
    if is_stdin(path) {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let open = || Steady::new(File::open(path)?, name(path));
    Ok(Box::new(BufReader::new(open().map_err(|error| Error::io(name(path), error))?)))
}
