//! Tables as people have them: CSV with any usual delimiter in any usual encoding, and workbooks (XLSX).
//!
//! [`Table::open`] looks at the content, not at the file's name. A row that cannot be used says why and the next one
//! follows, so that a person mends a whole table in one go; a table that cannot be read on is an error.

mod cells;
mod delimiter;
mod guard;
mod header;
mod ids;
mod inflated;
mod sheet;

use std::collections::BTreeMap;
use std::io::{BufRead, Cursor, Read};

use csv::{ByteRecord, StringRecord};
use serde::de::DeserializeOwned;

use crate::encoding::{self, Choice};
use crate::error::{Error, Result};
use guard::Guard;
pub(crate) use header::{missing, position};
pub use header::{missing_with, same_column};
pub(crate) use ids::lost_zeros;
use sheet::Sheet;

/// How much of a table is held in memory at a time.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Most characters of a cell. A quote that was never closed makes one cell of the whole rest.
    pub cell: usize,
    /// Most bytes of a row.
    pub row: usize,
}

impl Limits {
    /// Three times what a cell of Excel can hold, for tables hold longer articles, and a megabyte a row.
    pub const DEFAULT: Self = Self { cell: 100_000, row: 1 << 20 };
}

/// Largest workbook that [`Table::open`] should be asked to take, in bytes.
pub const MAX_WORKBOOK: u64 = 64 << 20;

/// A table that is being read: its header, and its rows one by one.
pub struct Table<'a> {
    name: String,
    header: StringRecord,
    rows: Rows<'a>,
    remarks: Vec<String>,
}

/// A row of a table.
#[derive(Debug)]
pub struct Row {
    /// Line of the file on which it begins, or its number in a workbook; 1-based.
    pub line: u64,
    /// Offset in bytes from which the row is found in text that is separated by a single character; 0 in others.
    pub(crate) start: usize,
    /// Its cells, as many as the header has, or what is wrong with the row.
    pub cells: Result<StringRecord>,
}

impl Row {
    /// Whether there is nothing in its cells; spreadsheets leave such rows at the end.
    pub(crate) fn is_blank(&self) -> bool {
        self.cells.as_ref().is_ok_and(|cells| cells.iter().all(|cell| cell.trim().is_empty()))
    }
}

type Text<'a> = csv::Reader<Guard<Box<dyn BufRead + Send + 'a>>>;

enum Rows<'a> {
    /// Delimited text, whose columns stand apart by the byte.
    Text(Box<Text<'a>>, u8),
    Sheet(Sheet),
    /// After an error.
    Over,
}

impl Table<'static> {
    /// Reads a table whatever its form. A workbook of more than `most` bytes, or of much more inflated, is refused.
    ///
    /// # Errors
    ///
    /// The bytes are no table that is known; they are too many; or as for [`Table::from_text`].
    pub fn open(
        name: &str,
        mut bytes: Box<dyn BufRead + Send>,
        choice: Choice,
        limits: Limits,
        most: u64,
    ) -> Result<Self> {
        match sheet::sniff(bytes.fill_buf().map_err(|error| Error::io(name, error))?) {
            Some(sheet::Form::Workbook) => Self::of_workbook(name, bytes, limits, most),
            Some(sheet::Form::Foreign(what)) => Err(Error::NotATable { name: name.to_string(), what }),
            None => Self::from_reader(name, encoding::reader(name, bytes, choice)?, limits),
        }
    }

    fn of_workbook(name: &str, bytes: impl Read, limits: Limits, most: u64) -> Result<Self> {
        let mut workbook = Vec::new();
        let read = bytes.take(most + 1).read_to_end(&mut workbook).map_err(|error| Error::io(name, error))?;
        if read as u64 > most {
            return Err(Error::TooLarge { name: name.to_string(), most: most >> 20 });
        }
        let (sheet, remarks) = Sheet::read(name, workbook, limits, most)?;
        let header = tidied(sheet.header());
        Ok(Self { name: name.to_string(), header, rows: Rows::Sheet(sheet), remarks })
    }
}

impl<'a> Table<'a> {
    /// Reads delimited text in UTF-8: CSV with commas, tabs, semicolons or their full-width forms.
    ///
    /// # Errors
    ///
    /// There is no header, or the text is none.
    pub fn from_text(name: &str, text: impl Read + Send + 'a) -> Result<Self> {
        Self::from_reader(name, Box::new(std::io::BufReader::new(text)), Limits::DEFAULT)
    }

    /// Reads delimited text in UTF-8 as [`Table::from_text`] does, within limits.
    ///
    /// # Errors
    ///
    /// As there.
    pub fn from_reader(name: &str, mut text: Box<dyn BufRead + Send + 'a>, limits: Limits) -> Result<Self> {
        let start = text.fill_buf().map_err(|error| Error::io(name, error))?;
        if let Some(what) = sheet::markup(start) {
            return Err(Error::NotATable { name: name.to_string(), what });
        }
        let delimiter = delimiter::sniff(start);
        let (text, delimiter) = if let Ok(byte) = u8::try_from(delimiter) {
            (text, byte)
        } else {
            let text = delimiter::replaced(name, text, delimiter, limits)?;
            (Box::new(Cursor::new(text)) as Box<dyn BufRead + Send>, delimiter::UNIT)
        };
        let guard = Guard::new(name, text, delimiter, limits);
        let mut table =
            csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).flexible(true).from_reader(guard);
        let mut record = ByteRecord::new();
        table.read_byte_record(&mut record).map_err(|error| fatal(name, error))?;
        let line = table.get_mut().next_line();
        let header = cells::text(&record).map_err(|message| Error::row(name, line, message))?;
        let rows = Rows::Text(Box::new(table), delimiter);
        Ok(Self { name: name.to_string(), header: tidied(&header), rows, remarks: Vec::new() })
    }

    /// The file's name, for messages.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The names of the columns, blanks around them cut away; none where the table is empty.
    pub fn header(&self) -> &StringRecord {
        &self.header
    }

    /// What a person should know of how the table was read.
    pub fn remarks(&self) -> &[String] {
        &self.remarks
    }

    /// The byte that columns stand apart by in the text, `,` in workbooks.
    pub(crate) fn delimiter(&self) -> u8 {
        if let Rows::Text(_, delimiter) = &self.rows { *delimiter } else { b',' }
    }

    /// The place of the column that has one of these names, the first name first.
    pub fn column(&self, names: &[&str]) -> Option<usize> {
        position(&self.header, names)
    }

    /// Reads all rows as a list's, with their lines: columns are told by their names as [`same_column`] does, cells are
    /// trimmed.
    ///
    /// # Errors
    ///
    /// The table is empty or lacks one of the columns `needed`, each given by its names; a row is not as it should be
    /// (all such rows are named).
    pub(crate) fn list<T: DeserializeOwned>(self, needed: &[&[&str]]) -> Result<Vec<(u64, T)>> {
        let name = self.name.clone();
        if self.header.is_empty() {
            return Err(Error::Empty { name });
        }
        if let Some(names) = needed.iter().find(|names| self.column(names).is_none()) {
            return Err(missing(&name, names[0], &self.header, &[names]));
        }
        let header: StringRecord = self.header.iter().map(header::normal).collect();
        let (mut list, mut wrong) = (Vec::new(), Vec::new());
        for row in self {
            let row = row?;
            if row.is_blank() {
                continue;
            }
            let entry = row.cells.and_then(|mut cells| {
                cells.trim();
                cells.deserialize(Some(&header)).map_err(|error| Error::row(&name, row.line, cells::message(&error)))
            });
            match entry {
                Ok(entry) => list.push((row.line, entry)),
                Err(error) => wrong.push(error),
            }
        }
        Error::all(wrong)?;
        Ok(list)
    }

    /// The table as CSV with commas, in UTF-8.
    ///
    /// # Errors
    ///
    /// The table cannot be read to its end, or has bad rows (all of them are named).
    pub fn into_csv(self) -> Result<Vec<u8>> {
        let failed = |error: csv::Error| Error::Export { what: "a table", message: error.to_string() };
        let mut csv = csv::Writer::from_writer(Vec::new());
        csv.write_record(&self.header).map_err(failed)?;
        let mut wrong = Vec::new();
        for row in self {
            match row?.cells {
                Ok(cells) => csv.write_record(&cells).map_err(failed)?,
                Err(error) => wrong.push(error),
            }
        }
        Error::all(wrong)?;
        csv.into_inner().map_err(|error| Error::Export { what: "a table", message: error.to_string() })
    }

    fn next_of_text(&mut self) -> Option<Result<Row>> {
        let Rows::Text(text, _) = &mut self.rows else { return None };
        let mut record = ByteRecord::new();
        let line = loop {
            match text.read_byte_record(&mut record) {
                Ok(false) => return None,
                Ok(true) => {
                    let line = text.get_mut().next_line();
                    if !cells::is_blank_line(&record) {
                        break line;
                    }
                }
                Err(error) => {
                    self.rows = Rows::Over;
                    return Some(Err(fatal(&self.name, error)));
                }
            }
        };
        let start = record.position().map_or(0, |position| position.byte() as usize);
        let cells = cells::fitted(&record, self.header.len()).map_err(|message| Error::row(&self.name, line, message));
        Some(Ok(Row { line, start, cells }))
    }
}

impl Iterator for Table<'_> {
    type Item = Result<Row>;

    fn next(&mut self) -> Option<Result<Row>> {
        match &mut self.rows {
            Rows::Sheet(sheet) => sheet.next(&self.name).map(Ok),
            Rows::Text(..) => self.next_of_text(),
            Rows::Over => None,
        }
    }
}

/// The place of a cell in a workbook: its sheet, and row and column from 0.
pub type Place = (String, u32, u32);

/// Reads the cells of all sheets of a workbook; a row with a bad cell has what is wrong with it in its first.
///
/// # Errors
///
/// The workbook is damaged, or too large when inflated.
pub fn workbook_cells(name: &str, bytes: &[u8]) -> Result<BTreeMap<Place, String>> {
    sheet::all_cells(bytes, Limits { cell: usize::MAX, ..Limits::DEFAULT }, MAX_WORKBOOK)
        .map_err(|message| Error::Workbook { name: name.to_string(), message })
}

/// Whether bytes begin as a workbook does, or as another file that is no text and [`Table::open`] has words for.
pub fn is_workbook(start: &[u8]) -> bool {
    sheet::sniff(start).is_some()
}

/// Reads a table that is to be changed in place: CSV in UTF-8 stays as it is, all else becomes CSV.
///
/// # Errors
///
/// As for [`Table::open`] and [`Table::into_csv`].
pub fn to_csv(name: &str, bytes: Vec<u8>, choice: Choice, limits: Limits) -> Result<Vec<u8>> {
    let is_text = sheet::sniff(&bytes).is_none();
    if is_text {
        let text = encoding::decode(name, &bytes, choice)?;
        if delimiter::sniff(text.as_bytes()).is_ascii() && sheet::markup(text.as_bytes()).is_none() {
            return Ok(text.into_owned().into_bytes());
        }
    }
    Table::open(name, Box::new(Cursor::new(bytes)), choice, limits, MAX_WORKBOOK)?.into_csv()
}

/// Column names without what people do not see.
fn tidied(header: &StringRecord) -> StringRecord {
    header.iter().map(|cell| cell.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}')).collect()
}

/// An error after which no row follows.
fn fatal(name: &str, error: csv::Error) -> Error {
    let line = error.position().map_or(1, csv::Position::line);
    match error.into_kind() {
        csv::ErrorKind::Io(cause) => Error::io(name, cause),
        other => Error::row(name, line, format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests;
