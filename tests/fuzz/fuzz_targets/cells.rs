//! Any text comes back from a table; for a spreadsheet it is inert and short enough.
#![no_main]

use bianmu::export::MAX_CELL_UNITS;
use bianmu::export::csv::{CsvStyle, Table};
use libfuzzer_sys::fuzz_target;

fn written(cells: &[&str], style: CsvStyle) -> Vec<Vec<u8>> {
    let mut table = Table::new("t", Vec::new(), style).expect("memory can be written");
    table.row(cells).expect("memory can be written");
    let bytes = table.finish().expect("memory can be written");
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&bytes);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    let row = reader.byte_records().next().expect("a row was written").expect("it is a row");
    row.iter().map(<[u8]>::to_vec).collect()
}

fuzz_target!(|text: &str| {
    let cells = ["id", text, "end"];
    assert_eq!(written(&cells, CsvStyle::Plain)[1], text.as_bytes());
    let cell = String::from_utf8(written(&cells, CsvStyle::Excel)[1].clone()).expect("text stays text");
    assert!(cell.encode_utf16().count() <= MAX_CELL_UNITS);
    let shown = cell.trim_start_matches(|c: char| c.is_whitespace() || c.is_control());
    let is_number = shown.parse::<f64>().is_ok();
    assert!(is_number || !shown.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']), "{cell:?}");
});
