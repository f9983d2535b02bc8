//! An export as it lies there: its files, and what it says it was made from.

use std::collections::BTreeMap;
use std::path::Path;

use bianmu::export::provenance::{Provenance, Source, sha256};
use bianmu::export::xlsx::SOURCES_SHEET;
use bianmu::table::workbook_cells;
use regex::Regex;

use crate::edition::PROVENANCE;
use crate::input::{self, Reading};

/// A file of an export.
pub(super) struct File {
    /// Its path in messages.
    pub(super) name: String,
    /// The name under which `report` writes such a file.
    pub(super) kind: String,
    pub(super) bytes: Vec<u8>,
}

/// One folder, or one file that was taken from it.
pub(super) struct Export {
    pub(super) name: String,
    pub(super) provenance: Provenance,
    pub(super) files: Vec<File>,
    /// Files that were written and are not there now.
    pub(super) gone: Vec<String>,
}

impl Export {
    pub(super) fn open(path: &Path, reading: &Reading) -> anyhow::Result<Self> {
        if path.is_dir() {
            return Self::open_folder(path, reading);
        }
        if path.file_name().is_some_and(|name| name == PROVENANCE) {
            let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
            return Self::open_folder(folder.unwrap_or(Path::new(".")), reading);
        }
        Self::open_file(path, reading)
    }

    fn open_folder(folder: &Path, reading: &Reading) -> anyhow::Result<Self> {
        let name = input::name(folder);
        let record = folder.join(PROVENANCE);
        anyhow::ensure!(
            record.is_file(),
            "{name}: no {PROVENANCE} in this folder; make the folder with `bianmu report`"
        );
        let provenance = Provenance::from_json(&input::name(&record), &reading.bytes(&record)?)?;
        let (mut files, mut gone) = (Vec::new(), Vec::new());
        for written in &provenance.written {
            // The record may be anyone's: only names, never paths out of the folder.
            let path = folder.join(Path::new(&written.name).file_name().unwrap_or_default());
            if path.is_file() {
                files.push(read(&path, written.name.clone(), reading)?);
            } else {
                gone.push(input::name(&path));
            }
        }
        anyhow::ensure!(!files.is_empty(), "{name}: {PROVENANCE} names no file that is here");
        Ok(Self { name, provenance, files, gone })
    }

    fn open_file(path: &Path, reading: &Reading) -> anyhow::Result<Self> {
        let name = input::name(path);
        let own_name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let beside = beside(path, reading)?;
        let (kind, own) = if input::has_ending(path, "xlsx") {
            ("counts.xlsx".to_string(), Some(rows_of_workbook(&name, &reading.bytes(path)?)?))
        } else if input::has_ending(path, "html") {
            ("report.html".to_string(), Some(rows_of_page(&String::from_utf8_lossy(&reading.bytes(path)?))?))
        } else {
            (own_name, None)
        };
        let own = own.map(|rows| Provenance::from_rows(&name, rows)).transpose()?;
        let provenance = match (own, beside) {
            // The record beside it knows the paths, if it is of this file.
            (Some(own), Some(beside)) if is_same(&own, &beside) => beside,
            (Some(own), _) => own,
            (None, Some(beside)) => beside,
            (None, None) => anyhow::bail!(
                "{name}: nothing says what it was made from; verify the folder that `bianmu report` wrote, its \
                 counts.xlsx or its report.html"
            ),
        };
        Ok(Self { name, provenance, files: vec![read(path, kind, reading)?], gone: Vec::new() })
    }

    /// The file that `report` writes under this name.
    pub(super) fn file(&self, kind: &str) -> Option<&File> {
        self.files.iter().find(|file| file.kind == kind)
    }

    /// Whether a file has the bytes that were written, where that is known.
    pub(super) fn is_untouched(&self, file: &File) -> Option<bool> {
        let written = self.provenance.written.iter().find(|written| written.name == file.kind)?;
        Some(written.sha256 == sha256(&file.bytes))
    }
}

fn read(path: &Path, kind: String, reading: &Reading) -> anyhow::Result<File> {
    Ok(File { name: input::name(path), kind, bytes: reading.bytes(path)? })
}

/// The record in the folder of a file.
fn beside(path: &Path, reading: &Reading) -> anyhow::Result<Option<Provenance>> {
    let record = path.with_file_name(PROVENANCE);
    let read = || Ok(Provenance::from_json(&input::name(&record), &reading.bytes(&record)?)?);
    record.is_file().then(read).transpose()
}

/// Whether two records are of one run, one of them without paths.
fn is_same(own: &Provenance, beside: &Provenance) -> bool {
    let bare = |source: &Source| Source { path: None, ..source.clone() };
    own.program == beside.program
        && own.options == beside.options
        && own.sources.iter().map(bare).eq(beside.sources.iter().map(bare))
}

fn rows_of_workbook(name: &str, bytes: &[u8]) -> anyhow::Result<Vec<[String; 3]>> {
    let mut rows: BTreeMap<u32, [String; 3]> = BTreeMap::new();
    for ((sheet, row, column), text) in workbook_cells(name, bytes)? {
        if sheet == SOURCES_SHEET
            && let Some(cell) = rows.entry(row).or_default().get_mut(column as usize)
        {
            *cell = text;
        }
    }
    anyhow::ensure!(!rows.is_empty(), "{name}: no sheet {SOURCES_SHEET}; it is no workbook of `bianmu report`");
    Ok(rows.into_values().skip(1).collect())
}

/// The rows of the table that a page shows at its end.
fn rows_of_page(html: &str) -> anyhow::Result<Vec<[String; 3]>> {
    let start = html.rfind("<details class=\"provenance\">").unwrap_or(html.len());
    let row = Regex::new("<tr><td>([^<]*)</td><td>([^<]*)</td><td><code>([^<]*)</code></td></tr>")?;
    let plain =
        |text: &str| text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    Ok(row.captures_iter(&html[start..]).map(|found| [1, 2, 3].map(|group| plain(&found[group]))).collect())
}
