//! What can be wrong with what people hand to bianmu, in words that help them mend it.

mod code;

use std::io;

pub use code::Code;

/// The result of every fallible call in this library.
pub type Result<T> = std::result::Result<T, Error>;

/// Something that cannot be read, understood or trained on.
///
/// Messages are lower case, name the place first and end with the remedy.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file or stream could not be read or written.
    #[error("{name}: {cause}")]
    Io {
        /// The file, or `-` for standard input.
        name: String,
        /// What the system said; the message holds it, so it is no `source` that would be printed again.
        cause: io::Error,
    },
    /// Bytes that are not UTF-8 text, nor surely text in another encoding.
    #[error(
        "{name}: not UTF-8 text (first bad byte at offset {offset}); save it as UTF-8, or name its encoding with \
         `--encoding`"
    )]
    NotText {
        /// The file.
        name: String,
        /// Offset in bytes of the first byte that is no text.
        offset: usize,
    },
    /// Text that was read in a wrong encoding and saved again.
    #[error("{name}: {message}")]
    Garbled {
        /// The file.
        name: String,
        /// What was done to it, and the remedy.
        message: String,
    },
    /// A file that is too large to be read whole.
    #[error("{name}: larger than {most} MB; split it, or raise `--max-file-size`")]
    TooLarge {
        /// The file.
        name: String,
        /// The most that is read, in megabytes.
        most: u64,
    },
    /// A file that was written to while it was read.
    #[error("{name}: changed while it was read; run again when it is complete")]
    Changed {
        /// The file.
        name: String,
    },
    /// Something in a folder that is no file to be read, although it has the name of one.
    #[error("{name}: {what}")]
    NoFile {
        /// Its path.
        name: String,
        /// What it is, and the remedy.
        what: &'static str,
    },
    /// A page or table without anything in it.
    #[error("{name}: empty, there is nothing to read in it")]
    Empty {
        /// The file.
        name: String,
    },
    /// A folder without a page in it.
    #[error("{name}: no page file (.txt) in this folder")]
    NoPages {
        /// The folder.
        name: String,
    },
    /// A file that is no table, whatever its name says.
    #[error("{name}: {what}")]
    NotATable {
        /// The file.
        name: String,
        /// What it is instead, and the remedy.
        what: &'static str,
    },
    /// A workbook that cannot be read or is too large.
    #[error("{name}: {message}")]
    Workbook {
        /// The file.
        name: String,
        /// What is wrong with it, and the remedy.
        message: String,
    },
    /// A table lacks a column that it must have.
    #[error("{name}: no column `{wanted}`; found {found}{hint}")]
    MissingColumn {
        /// The table.
        name: String,
        /// The column, or the choice of columns, that is needed.
        wanted: String,
        /// The columns that the table has.
        found: String,
        /// `, did you mean …?` or nothing.
        hint: String,
    },
    /// A row of a table, or a line of a list, that does not say what it should.
    #[error("{name}:{line}: {message}")]
    Row {
        /// The file.
        name: String,
        /// Line of the file, 1-based.
        line: u64,
        /// What is wrong and what to do.
        message: String,
    },
    /// Several rows at once, so that a person mends a file in one go.
    #[error("{}", list(.0))]
    Rows(Vec<Error>),
    /// Labels from which nothing can be learnt.
    #[error("{name}: {message}")]
    Labels {
        /// The labels file.
        name: String,
        /// What is missing.
        message: String,
    },
    /// A model file that is cut short, foreign or damaged.
    #[error("{name}: not a usable model: {message}")]
    Model {
        /// The model file.
        name: String,
        /// What is wrong with it.
        message: String,
    },
    /// A precision that a model cannot be asked for.
    #[error("a precision of {precision} cannot be had: {message}")]
    Precision {
        /// What was asked for.
        precision: f64,
        /// Why not, and what to do.
        message: &'static str,
    },
    /// A model and a taxonomy that do not belong together.
    #[error("{name}: the model's topics {missing} are not in this taxonomy; add them to it or leave `--taxonomy` away")]
    Taxonomy {
        /// The taxonomy file.
        name: String,
        /// The topics that it lacks.
        missing: String,
    },
    /// An export that does not say what it was made from.
    #[error("{name}: {message}")]
    Provenance {
        /// The export.
        name: String,
        /// What is missing.
        message: String,
    },
    /// A result that could not be turned into a file's form.
    #[error("cannot write {what}: {message}")]
    Export {
        /// What was being written.
        what: &'static str,
        /// What went wrong.
        message: String,
    },
}

impl Error {
    /// Wraps an I/O error with the name of its file; an error of ours that came through a reader comes out as it was.
    pub fn io(name: impl Into<String>, cause: io::Error) -> Self {
        cause.downcast().unwrap_or_else(|cause| Self::Io { name: name.into(), cause })
    }

    /// Fails with all of `errors` together, if there are any.
    ///
    /// # Errors
    ///
    /// `errors` is not empty.
    pub fn all(mut errors: Vec<Self>) -> Result<()> {
        match errors.len() {
            0 => Ok(()),
            1 => Err(errors.swap_remove(0)),
            _ => Err(Self::Rows(errors)),
        }
    }

    /// What is wrong with a row, without file and line; the whole message of an error that is about none.
    pub(crate) fn row_message(self) -> String {
        if let Self::Row { message, .. } = self { message } else { self.to_string() }
    }

    /// Reports a row of `name` at 1-based `line`.
    pub fn row(name: impl Into<String>, line: u64, message: impl Into<String>) -> Self {
        Self::Row { name: name.into(), line, message: message.into() }
    }
}

/// How many errors of one file are printed before the rest is only counted.
const LISTED: usize = 1000;

/// One error a line, the first [`LISTED`] of them.
fn list(errors: &[Error]) -> String {
    let mut lines: Vec<String> = errors.iter().take(LISTED).map(ToString::to_string).collect();
    if errors.len() > LISTED {
        lines.push(format!("and {} more rows like these", errors.len() - LISTED));
    }
    lines.join("\n")
}

/// Names the candidate most like `word`, as `, did you mean `…`?`, or nothing where none is near.
///
/// Nearness is Jaro–Winkler similarity of at least 0.7.
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    nearest(word, candidates).map_or_else(String::new, |(_, candidate)| format!(", did you mean `{candidate}`?"))
}

/// The candidate most like `word`, with its similarity, where one is near.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<(f64, &'a str)> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(word, candidate), candidate))
        .filter(|(similarity, _)| *similarity >= NEAR)
        .min_by(|a, b| b.0.total_cmp(&a.0))
}

/// Similarity from which a word counts as a slip of another; 0.7 takes `heath` for `health` and
/// `lable` for `label` but not `text` for `topics`.
const NEAR: f64 = 0.7;

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn a_slip_finds_its_word_and_a_stranger_none() {
        let topics = ["health", "education", "economy"];
        assert_eq!(did_you_mean("heath", topics), ", did you mean `health`?");
        assert_eq!(did_you_mean("zebra", topics), "");
    }
}
