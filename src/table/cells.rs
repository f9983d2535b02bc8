//! The cells of a row, checked.

use csv::{ByteRecord, StringRecord};

type Checked<T> = std::result::Result<T, String>;

const NOT_UTF8: &str = "not UTF-8 text; save the table as CSV UTF-8, or name its encoding with `--encoding`";
const NUL: &str = "a NUL byte, which no text has; the file is damaged, export it again";

/// The cells of a row as text without byte order marks, which programs that join files leave inside, and without the
/// NUL bytes that fill fields of a fixed length; or what is wrong.
pub(super) fn text(record: &ByteRecord) -> Checked<StringRecord> {
    let record = match memchr::memchr(0, record.as_slice()) {
        Some(_) => record.iter().map(unfilled).collect(),
        None => record.clone(),
    };
    if memchr::memchr(0, record.as_slice()).is_some() {
        return Err(NUL.to_string());
    }
    let cells = StringRecord::from_byte_record(record).map_err(|_| NOT_UTF8.to_string())?;
    let is_marked = cells.as_slice().contains('\u{feff}');
    Ok(if is_marked { cells.iter().map(|cell| cell.replace('\u{feff}', "")).collect() } else { cells })
}

/// A cell without the NUL bytes, and blanks among them, that stand behind its text; where there is no text, all of it.
fn unfilled(cell: &[u8]) -> &[u8] {
    let is_filling = |byte: &u8| *byte == 0 || byte.is_ascii_whitespace();
    match cell.iter().rposition(|byte| !is_filling(byte)) {
        Some(last) if cell.ends_with(&[0]) => &cell[..=last],
        _ => cell,
    }
}

/// The cells of a row of so many columns; empty ones beyond them, which spreadsheets leave, do not count.
pub(super) fn fitted(record: &ByteRecord, columns: usize) -> Checked<StringRecord> {
    let beyond = record.iter().skip(columns).all(|cell| cell.trim_ascii().is_empty());
    if record.len() < columns || !beyond {
        return Err(unequal(record.len(), columns));
    }
    let mut cells = text(record)?;
    cells.truncate(columns);
    Ok(cells)
}

/// What is wrong with a row of so many cells.
pub(super) fn unequal(cells: usize, columns: usize) -> String {
    format!("{cells} cells where the header has {columns}; look for a missing comma or quote")
}

/// Whether a line holds nothing but blanks.
pub(super) fn is_blank_line(record: &ByteRecord) -> bool {
    record.len() == 1 && !record[0].is_empty() && record[0].trim_ascii().is_empty()
}

/// Why cells are not what a list holds.
pub(super) fn message(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::Deserialize { err, .. } => err.kind().to_string(),
        _ => error.to_string(),
    }
}
