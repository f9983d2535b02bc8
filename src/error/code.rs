//! Faults in a form that programs can rely on: a code that stays, where it happened, and what to do.

use std::io::ErrorKind;

use super::Error;

/// What kind of fault an error is. Codes keep their meaning from version to version; messages may be worded anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Code {
    /// The code itself, such as `E-ENC-001`.
    pub id: &'static str,
    /// In which step the fault came up: `read`, `decode`, `table`, `model`, `set up`, `write` or `verify`.
    pub stage: &'static str,
    /// What to do about it.
    pub advice: &'static str,
}

const fn code(id: &'static str, stage: &'static str, advice: &'static str) -> Code {
    Code { id, stage, advice }
}

const NOT_FOUND: Code = code("E-IO-001", "read", "look for a misspelt name, or leave it away");
const NOT_ALLOWED: Code = code("E-IO-002", "read", "give yourself the right to read it");
const UNREADABLE: Code = code("E-IO-003", "read", "copy it anew from where it came from");
const TOO_LARGE: Code = code("E-IO-004", "read", "split it, or raise --max-file-size");
const CHANGED: Code = code("E-IO-005", "read", "run again when nobody writes to it");
const NO_FILE: Code = code("E-IO-006", "read", "name the file itself");
const NOT_TEXT: Code = code("E-ENC-001", "decode", "save it as UTF-8, or name its encoding with --encoding");
const GARBLED: Code = code("E-ENC-002", "decode", "take the file from before it was saved in a wrong encoding");
const EMPTY: Code = code("E-TXT-001", "read", "export it again; there is no text in it");
const NO_PAGES: Code = code("E-TXT-002", "read", "name a folder with page files (.txt)");
const NO_COLUMN: Code = code("E-TAB-001", "table", "name the columns in the first row as the README does");
const BAD_ROW: Code = code("E-TAB-002", "table", "mend the row that is named");
const NO_LABELS: Code = code("E-TAB-003", "table", "mend the table as the message says");
const NO_TAXONOMY: Code = code("E-TAB-004", "table", "add the topics to the taxonomy");
const NO_TABLE: Code = code("E-TAB-005", "table", "save it as .xlsx or as CSV");
const NO_WORKBOOK: Code = code("E-TAB-006", "table", "save it anew as .xlsx, or as CSV");
const NO_MODEL: Code = code("E-MOD-001", "model", "train the model again, or copy it again");
const NO_PRECISION: Code = code("E-SET-001", "set up", "ask for another precision");
const NO_PROVENANCE: Code = code("E-OUT-002", "verify", "take a folder, workbook or page that a report wrote");
const NO_EXPORT: Code = code("E-OUT-001", "write", "write in another format");

impl Error {
    /// The code of this fault; of several rows, that of the first.
    pub fn code(&self) -> Code {
        match self {
            Self::Io { cause, .. } => match cause.kind() {
                ErrorKind::NotFound => NOT_FOUND,
                ErrorKind::PermissionDenied => NOT_ALLOWED,
                _ => UNREADABLE,
            },
            Self::TooLarge { .. } => TOO_LARGE,
            Self::Changed { .. } => CHANGED,
            Self::NoFile { .. } => NO_FILE,
            Self::NotATable { .. } => NO_TABLE,
            Self::Workbook { .. } => NO_WORKBOOK,
            Self::NotText { .. } => NOT_TEXT,
            Self::Garbled { .. } => GARBLED,
            Self::Empty { .. } => EMPTY,
            Self::NoPages { .. } => NO_PAGES,
            Self::MissingColumn { .. } => NO_COLUMN,
            Self::Row { .. } => BAD_ROW,
            Self::Rows(rows) => rows.first().map_or(BAD_ROW, Self::code),
            Self::Labels { .. } => NO_LABELS,
            Self::Taxonomy { .. } => NO_TAXONOMY,
            Self::Model { .. } => NO_MODEL,
            Self::Precision { .. } => NO_PRECISION,
            Self::Provenance { .. } => NO_PROVENANCE,
            Self::Export { .. } => NO_EXPORT,
        }
    }

    /// The file at fault, as it was named; empty where it is no file.
    pub fn name(&self) -> &str {
        match self {
            Self::Io { name, .. }
            | Self::TooLarge { name, .. }
            | Self::Changed { name }
            | Self::NoFile { name, .. }
            | Self::NotATable { name, .. }
            | Self::Workbook { name, .. }
            | Self::NotText { name, .. }
            | Self::Garbled { name, .. }
            | Self::Empty { name }
            | Self::NoPages { name }
            | Self::MissingColumn { name, .. }
            | Self::Row { name, .. }
            | Self::Labels { name, .. }
            | Self::Taxonomy { name, .. }
            | Self::Provenance { name, .. }
            | Self::Model { name, .. } => name,
            Self::Rows(rows) => rows.first().map_or("", Self::name),
            Self::Precision { .. } | Self::Export { .. } => "",
        }
    }

    /// The 1-based line at fault, where it is one line.
    pub fn line(&self) -> Option<u64> {
        match self {
            Self::Row { line, .. } => Some(*line),
            _ => None,
        }
    }

    /// The offset in bytes at which reading failed, where it is known.
    pub fn offset(&self) -> Option<usize> {
        match self {
            Self::NotText { offset, .. } => Some(*offset),
            _ => None,
        }
    }

    /// Every fault by itself: the rows of a table one by one, any other error as the one that it is.
    pub fn each(&self) -> &[Self] {
        match self {
            Self::Rows(rows) => rows,
            one => std::slice::from_ref(one),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const ALL: [Code; 19] = [
        TOO_LARGE,
        CHANGED,
        NO_FILE,
        NO_TABLE,
        NO_WORKBOOK,
        NOT_FOUND,
        NOT_ALLOWED,
        UNREADABLE,
        NOT_TEXT,
        GARBLED,
        EMPTY,
        NO_PAGES,
        NO_COLUMN,
        BAD_ROW,
        NO_LABELS,
        NO_TAXONOMY,
        NO_MODEL,
        NO_PRECISION,
        NO_EXPORT,
    ];

    #[test]
    fn every_code_stands_for_one_fault() {
        let ids: BTreeSet<&str> = ALL.iter().map(|code| code.id).collect();
        assert_eq!(ids.len(), ALL.len());
        assert!(ALL.iter().all(|code| code.id.starts_with("E-") && !code.advice.is_empty()));
    }

    #[test]
    fn rows_come_one_by_one_with_their_lines() {
        let rows = Error::Rows(vec![Error::row("t.csv", 2, "a"), Error::row("t.csv", 9, "b")]);
        assert_eq!(rows.each().iter().map(Error::line).collect::<Vec<_>>(), [Some(2), Some(9)]);
        assert_eq!((rows.name(), rows.code().id), ("t.csv", "E-TAB-002"));
    }

    #[test]
    fn the_offset_of_a_bad_byte_is_known() {
        let error = Error::NotText { name: "p.txt".into(), offset: 7 };
        assert_eq!((error.code().id, error.offset(), error.line()), ("E-ENC-001", Some(7), None));
    }
}
