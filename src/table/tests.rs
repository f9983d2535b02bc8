use std::io::Cursor;

use super::*;

fn open(bytes: impl Into<Vec<u8>>) -> Result<Table<'static>> {
    Table::open("t", Box::new(Cursor::new(bytes.into())), Choice::default(), Limits::DEFAULT, MAX_WORKBOOK)
}

/// Header and rows, a bad row as its message.
#[track_caller]
fn read(text: &str) -> Vec<String> {
    let table = open(text).unwrap();
    let header = table.header().iter().collect::<Vec<_>>().join("|");
    let row = |row: Row| match row.cells {
        Ok(cells) => format!("{} {}", row.line, cells.iter().collect::<Vec<_>>().join("|")),
        Err(error) => error.to_string(),
    };
    std::iter::once(header).chain(table.map(|found| found.map_or_else(|error| format!("! {error}"), row))).collect()
}

#[test]
fn any_usual_delimiter_parts_cells() {
    for (delimiter, quoted) in [(",", "\"乙,丙\""), ("\t", "乙,丙"), (";", "乙,丙"), ("，", "乙,丙"), ("；", "乙,丙")]
    {
        let text = format!("\u{feff} id {delimiter}text\n1{delimiter}{quoted}\n");
        assert_eq!(read(&text), ["id|text", "2 1|乙,丙"], "{delimiter}");
    }
}

#[test]
fn every_bad_row_is_named_and_the_others_are_read() {
    let text = "id,text\n1\n2,乙\n3,丙,丁\n4,\0\n5,\u{feff}戊,,\n  \n\n6,己";
    let unequal =
        |line, cells| format!("t:{line}: {cells} cells where the header has 2; look for a missing comma or quote");
    let nul = "t:5: a NUL byte, which no text has; the file is damaged, export it again".to_string();
    assert_eq!(
        read(text),
        ["id|text".to_string(), unequal(2, 1), "3 2|乙".into(), unequal(4, 3), nul, "6 5|戊".into(), "9 6|己".into()]
    );
}

#[test]
fn every_line_end_parts_rows() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["id,text", "1,\"甲\n乙\"", "2,丙", "3"].join(end);
        let rows = read(&text);
        assert_eq!(rows[..3], ["id|text", "2 1|甲\n乙", "4 2|丙"], "{end:?}");
        assert!(rows[3].starts_with("t:5: 1 cells"), "{}", rows[3]);
    }
}

#[test]
fn nul_bytes_that_fill_a_field_are_cut_off_and_others_refused() {
    let rows = read("id,text\n1,\"甲\n\0 \0\"\n2,乙\0丙\0\n3,\0\0\n4\0,丁 \n");
    assert_eq!((&*rows[1], &*rows[4]), ("2 1|甲", "6 4|丁 "));
    assert!(rows[2..4].iter().all(|row| row.contains("a NUL byte")), "{rows:?}");
}

#[test]
fn a_quote_that_is_never_closed_is_named_with_its_line() {
    let never = "! t:3: the quote that opens a cell here is never closed; close it";
    assert_eq!(read("id,text\n1,甲\n2,\"乙\n3,丙\n").last().unwrap(), never);
    let text = format!("id,text\n1,甲\n2,\"乙\n{}", "3,丙\n".repeat(50_000));
    let rows = read(&text);
    let within = "! t:3: the quote that opens a cell here is not closed within ";
    assert!(rows.last().unwrap().starts_with(within), "{}", rows.last().unwrap());
    assert_eq!(read("id,text\n1,\"a\"\"b\"\n2,a\"b\n"), ["id|text", "2 1|a\"b", "3 2|a\"b"]);
}

#[test]
fn cells_and_rows_have_limits() {
    let cell = Limits::DEFAULT.cell;
    assert_eq!(read(&format!("text\n{}\n", "字".repeat(cell))).len(), 2);
    let rows = read(&format!("text\n{}\n", "字".repeat(cell + 1)));
    assert_eq!(rows[1], "! t:2: a cell of more than 100000 characters; raise `--max-cell-length`");
    let rows = read(&format!("text\n{}\n", "字,".repeat(300_000)));
    assert_eq!(rows[1], "! t:2: a row of more than 1 MB; raise `--max-row-size`");
}

#[test]
fn what_is_no_table_is_told_by_its_content() {
    let refused = |bytes: &[u8], message: &str| {
        let error = open(bytes).err().unwrap().to_string();
        assert!(error.starts_with(message), "{error}");
    };
    refused(b"\n<html><table><tr><td>id", "t: a web page (HTML or XML), not a table; open it");
    refused("\u{feff}<!DOCTYPE html>".as_bytes(), "t: a web page (HTML or XML), not a table; open it");
    refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0", "t: a workbook of old Excel (.xls) or one with a password");
    refused(b"PK\x03\x04 and nothing more", "t: a damaged workbook (");
    assert_eq!(read("<b>,id\n1,2\n")[0], "<b>|id");
}

#[test]
fn a_list_is_found_under_its_columns_whatever_their_form() {
    let list = |text: &str| Table::from_text("t", text.as_bytes())?.list::<(String,)>(&[&["name", "名称"]]);
    assert_eq!(list(" ＮＡＭＥ \n 甲 \n\n").unwrap(), [(2, ("甲".to_string(),))]);
    assert_eq!(
        list("nme\n甲\n").unwrap_err().to_string(),
        "t: no column `name`; found `nme`; for `nme`, did you mean `name`?"
    );
    assert_eq!(list("").unwrap_err().to_string(), "t: empty, there is nothing to read in it");
}
