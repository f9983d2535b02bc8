//! Any workbook is a table or an error in words: bytes as they come, and any XML in the place of a sheet and its strings.
#![no_main]

use std::io::{Cursor, Write};

use bianmu::encoding::Choice;
use bianmu::table::{Limits, Table, workbook_cells};
use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Largest workbook taken, in bytes.
const MOST: u64 = 1 << 20;

/// The parts of a workbook beside its first sheet and its strings.
const PARTS: [(&str, &str); 3] = [
    (
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#,
    ),
];

/// A workbook of a sheet and, behind the first NUL, its shared strings.
fn workbook(bytes: &[u8]) -> Vec<u8> {
    let mut parts = bytes.splitn(2, |&byte| byte == 0);
    let sheet = ("xl/worksheets/sheet1.xml", parts.next().unwrap_or_default());
    let strings = ("xl/sharedStrings.xml", parts.next().unwrap_or_default());
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, part) in PARTS.map(|(name, part)| (name, part.as_bytes())).into_iter().chain([sheet, strings]) {
        archive.start_file(name, stored).expect("memory can be written");
        archive.write_all(part).expect("memory can be written");
    }
    archive.finish().expect("memory can be written").into_inner()
}

fuzz_target!(|bytes: &[u8]| {
    let workbook = if bytes.starts_with(b"PK") { bytes.to_vec() } else { workbook(bytes) };
    let said = [
        workbook_cells("t", &workbook).err(),
        match Table::open("t", Box::new(Cursor::new(workbook)), Choice::default(), Limits::DEFAULT, MOST) {
            Ok(table) => {
                let columns = table.header().len();
                let mut rows = table.map(|row| row.and_then(|row| row.cells));
                rows.find_map(|row| row.map_or_else(Some, |cells| {
                    assert_eq!(cells.len(), columns);
                    None
                }))
            }
            Err(error) => Some(error),
        },
    ];
    for error in said.into_iter().flatten() {
        assert!(!error.to_string().is_empty());
    }
});
