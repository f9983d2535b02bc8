//! Workbooks: the first visible sheet of an XLSX file as a table.
//!
//! Cells come one by one and only those that are there: a sheet with cells at A1 and XFD1048576 is two cells.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{CellErrorType, DataRef, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx};
use csv::StringRecord;

use super::{Limits, Place, Row, cells, inflated};
use crate::error::{Error, Result};

/// How a workbook begins, as every zip archive.
const ZIP: &[u8] = b"PK\x03\x04";
/// How the files of old Excel begin, and encrypted workbooks.
const OLE: &[u8] = &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
/// Most columns of a table; what people label has a few dozen.
const COLUMNS: u32 = 1_000;
/// Bytes within which a page of HTML shows what it is.
const MARKUP: usize = 512;

/// What bytes are that are no text.
pub(super) enum Form {
    Workbook,
    /// Something else, and what to do.
    Foreign(&'static str),
}

/// Tells by its first bytes what is no text.
pub(super) fn sniff(start: &[u8]) -> Option<Form> {
    if start.starts_with(ZIP) {
        Some(Form::Workbook)
    } else if start.starts_with(OLE) {
        Some(Form::Foreign("a workbook of old Excel (.xls) or one with a password; save it as .xlsx or as CSV"))
    } else {
        None
    }
}

/// Tells by its first bytes a text that is no table: web sites name pages .xls so that Excel opens them.
pub(super) fn markup(start: &[u8]) -> Option<&'static str> {
    let start = start.strip_prefix("\u{feff}".as_bytes()).unwrap_or(start).trim_ascii_start();
    let start = start[..start.len().min(MARKUP)].to_ascii_lowercase();
    let holds = |tag: &str| memchr::memmem::find(&start, tag.as_bytes()).is_some();
    let is_html = start.starts_with(b"<") && ["<html", "<!doctype", "<table", "<?xml", "<head"].into_iter().any(holds);
    if is_html || start.starts_with(b"mime-version:") {
        Some("a web page (HTML or XML), not a table; open it in a spreadsheet program and save it as .xlsx or as CSV")
    } else {
        None
    }
}

/// The cells of a row by their columns, or what is wrong with the row.
type Cells = std::result::Result<BTreeMap<u32, String>, String>;

/// The rows of a sheet.
pub(super) struct Sheet {
    header: StringRecord,
    rows: std::collections::btree_map::IntoIter<u32, Cells>,
}

impl Sheet {
    /// Reads the first visible sheet that has cells; with remarks on others that have some too.
    pub(super) fn read(name: &str, bytes: Vec<u8>, limits: Limits, most: u64) -> Result<(Self, Vec<String>)> {
        let refused = |what: String| Error::Workbook { name: name.to_string(), message: what };
        inflated::check(&bytes, most).map_err(refused)?;
        let mut workbook = Workbook::open(bytes).map_err(refused)?;
        let mut filled = Vec::new();
        let mut chosen = BTreeMap::new();
        for sheet in workbook.visible_sheets() {
            if chosen.is_empty() {
                chosen = workbook.rows(&sheet, limits, most).map_err(refused)?;
                filled.extend((!chosen.is_empty()).then_some(sheet));
            } else if workbook.has_cells(&sheet).map_err(refused)? {
                filled.push(sheet);
            }
        }
        let remarks = filled.iter().skip(1).map(|other| {
            format!("{name}: only the sheet `{}` is read, not `{other}`; put the rows in one sheet", filled[0])
        });
        let remarks = remarks.collect();
        Ok((Self::of(chosen).map_err(refused)?, remarks))
    }

    fn of(mut rows: BTreeMap<u32, Cells>) -> std::result::Result<Self, String> {
        let header = match rows.pop_first() {
            None => StringRecord::new(),
            Some((_, cells)) => {
                let cells = cells?;
                let columns = cells.last_key_value().map_or(0, |(column, _)| column + 1);
                if columns > COLUMNS {
                    return Err(format!("more than {COLUMNS} columns; take out what is no table"));
                }
                (0..columns).map(|column| cells.get(&column).map_or("", String::as_str)).collect()
            }
        };
        Ok(Self { header, rows: rows.into_iter() })
    }

    /// The cells of the first row.
    pub(super) fn header(&self) -> &StringRecord {
        &self.header
    }

    /// The next row that has cells.
    pub(super) fn next(&mut self, name: &str) -> Option<Row> {
        let (row, cells) = self.rows.next()?;
        let columns = self.header.len() as u32;
        let line = u64::from(row) + 1;
        let fitted = cells.and_then(|cells| match cells.last_key_value() {
            Some((column, _)) if *column >= columns => Err(cells::unequal(*column as usize + 1, columns as usize)),
            _ => Ok((0..columns).map(|column| cells.get(&column).map_or("", String::as_str)).collect()),
        });
        Some(Row { line, start: 0, cells: fitted.map_err(|message| Error::row(name, line, message)) })
    }
}

/// The cells of all sheets, hidden ones too.
pub(super) fn all_cells(
    bytes: &[u8],
    limits: Limits,
    most: u64,
) -> std::result::Result<BTreeMap<Place, String>, String> {
    inflated::check(bytes, most)?;
    let mut workbook = Workbook::open(bytes.to_vec())?;
    let mut all = BTreeMap::new();
    for sheet in workbook.0.sheet_names() {
        for (row, cells) in workbook.rows(&sheet, limits, most)? {
            let cells = cells.unwrap_or_else(|message| BTreeMap::from([(0, message)]));
            all.extend(cells.into_iter().map(|(column, text)| ((sheet.clone(), row, column), text)));
        }
    }
    Ok(all)
}

/// A workbook whose size was found harmless.
struct Workbook(Xlsx<Cursor<Vec<u8>>>);

impl Workbook {
    fn open(bytes: Vec<u8>) -> std::result::Result<Self, String> {
        Xlsx::new(Cursor::new(bytes)).map(Self).map_err(in_words)
    }

    /// The names of the sheets that a person sees.
    fn visible_sheets(&self) -> Vec<String> {
        let sheets = self.0.sheets_metadata().iter();
        let visible =
            sheets.filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible);
        visible.map(|sheet| sheet.name.clone()).collect()
    }

    fn has_cells(&mut self, sheet: &str) -> std::result::Result<bool, String> {
        let mut reader = self.0.worksheet_cells_reader(sheet).map_err(in_words)?;
        while let Some(cell) = reader.next_cell().map_err(in_words)? {
            if !matches!(cell.get_value(), DataRef::Empty) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The cells of a sheet that hold something, by row and column. A cell that is merged down a column counts for each
    /// of its rows that has other cells.
    fn rows(&mut self, sheet: &str, limits: Limits, most: u64) -> std::result::Result<BTreeMap<u32, Cells>, String> {
        let merged = self.0.merge_cells_by_sheet_name(sheet).map_err(in_words)?;
        let mut reader = self.0.worksheet_cells_reader(sheet).map_err(in_words)?;
        let mut rows: BTreeMap<u32, Cells> = BTreeMap::new();
        let mut size = 0;
        while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(in_words)? {
            let (row, column) = cell.pos;
            let value = match &cell.value {
                DataRef::Empty if cell.formula.is_none() => continue,
                DataRef::Empty => Err("a formula without its result; open the workbook and save it again".to_string()),
                value => written(value).and_then(|text| within(text, limits)),
            };
            let value = value.map_err(|message| format!("cell {}: {message}", address(row, column)));
            let cells = rows.entry(row).or_insert_with(|| Ok(BTreeMap::new()));
            match (cells, value) {
                (Ok(_), Ok(text)) if text.is_empty() => {}
                (Ok(cells), Ok(text)) => {
                    size += (text.len() + std::mem::size_of::<(u32, String)>()) as u64;
                    cells.insert(column, text);
                }
                (cells @ Ok(_), Err(message)) => *cells = Err(message),
                (Err(_), _) => {}
            }
            if size > most * TEXT_TIMES {
                return Err(format!("a sheet with more than {} MB of text; split it", (most * TEXT_TIMES) >> 20));
            }
        }
        rows.retain(|_, cells| cells.as_ref().map_or(true, |cells| !cells.is_empty()));
        for area in &merged {
            fill(&mut rows, area);
        }
        Ok(rows)
    }
}

/// A sheet's text may be so many times as large as the largest file that is taken: many cells may share one string.
const TEXT_TIMES: u64 = 4;

/// Gives the value of a cell that is merged down a column to the rows below it.
fn fill(rows: &mut BTreeMap<u32, Cells>, area: &Dimensions) {
    let ((first, column), (last, _)) = (area.start, area.end);
    let Some(Ok(cells)) = rows.get(&first) else { return };
    let Some(text) = cells.get(&column).cloned() else { return };
    if first < last {
        for (_, cells) in rows.range_mut(first + 1..=last) {
            if let Ok(cells) = cells {
                cells.entry(column).or_insert_with(|| text.clone());
            }
        }
    }
}

/// The text of a cell, as a spreadsheet would write it to CSV; days as 2023-06-05.
fn written(value: &DataRef<'_>) -> std::result::Result<String, String> {
    Ok(match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.replace('\u{feff}', ""),
        DataRef::SharedString(text) => text.replace('\u{feff}', ""),
        DataRef::Bool(is_true) => if *is_true { "TRUE" } else { "FALSE" }.to_string(),
        DataRef::DateTime(time) if time.is_datetime() => iso(*time),
        DataRef::DateTime(time) => time.as_f64().to_string(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(error) => return Err(format!("the error {}; correct it", error_name(error))),
    })
}

fn error_name(error: &CellErrorType) -> String {
    error.to_string()
}

/// `2023-06-05`, or with a time where there is one.
fn iso(time: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = time.to_ymd_hms_milli();
    if (hour, minute, second) == (0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
    }
}

fn within(text: String, limits: Limits) -> std::result::Result<String, String> {
    let is_long = text.len() > limits.cell && text.chars().count() > limits.cell;
    if text.contains('\0') {
        Err("a NUL, which no text has".to_string())
    } else if is_long {
        Err(format!("more than {} characters; raise `--max-cell-length`", limits.cell))
    } else {
        Ok(text)
    }
}

/// A cell's name, `C7`; row and column are 0-based.
fn address(row: u32, column: u32) -> String {
    let (mut letters, mut rest) = (String::new(), column + 1);
    while rest > 0 {
        letters.insert(0, char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    format!("{letters}{}", row + 1)
}

fn in_words(error: impl std::fmt::Display) -> String {
    format!("a damaged workbook ({error}); open it in a spreadsheet program and save it again")
}
