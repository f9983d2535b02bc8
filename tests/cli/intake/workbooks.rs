//! Workbooks: equal to their CSV twins, and harmless whatever is in them.

use std::fs;
use std::io::{Cursor, Read, Write};
use std::time::{Duration, Instant};

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::harness::{Folder, LABELS, rows};

/// A workbook with the cells of a CSV table as text.
fn workbook(table: &str) -> Workbook {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, cells) in (0..).zip(rows(table)) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    workbook
}

fn bytes(table: &str) -> Vec<u8> {
    workbook(table).save_to_buffer().unwrap()
}

/// A workbook with one of its files changed.
fn forged(workbook: &[u8], name: &str, forge: impl Fn(String) -> String) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut forged = ZipWriter::new(Cursor::new(Vec::new()));
    for k in 0..archive.len() {
        let mut file = archive.by_index(k).unwrap();
        let own = file.name().unwrap().into_owned();
        let mut text = String::new();
        file.read_to_string(&mut text).unwrap();
        forged.start_file(own.as_str(), SimpleFileOptions::default()).unwrap();
        let text = if own == name { forge(text) } else { text };
        forged.write_all(text.as_bytes()).unwrap();
    }
    forged.finish().unwrap().into_inner()
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

/// Trains on a workbook that must be refused with a message that begins so.
#[track_caller]
fn refused(workbook: &[u8], message: &str) {
    let folder = Folder::new().file("in.xlsx", workbook);
    let start = Instant::now();
    let said = folder.bianmu("train in.xlsx -o model").any_stderr().status(1).run();
    assert!(said.stderr.starts_with(&format!("bianmu: in.xlsx{message}")), "{}", said.stderr);
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn l03_a_workbook_is_its_csv_twin() {
    let articles = "id,标题,正文,note\n001,义诊进村,医生为村民量血压,a\n002,开学第一课,\"老师和\n学生\",\n";
    let tags = "topics,districts,text\nhealth；education,沙市区,甲\nhealth,荆州区,乙\n";
    let folder = Folder::with_model().file("labels.csv", LABELS).file("labels.xlsx", bytes(LABELS));
    let folder = folder.file("in.csv", articles).file("in.xlsx", bytes(articles));
    let folder = folder.file("tags.csv", tags).file("tags.xlsx", bytes(tags));
    for line in ["train FILE -o new", "evaluate FILE --model model", "audit FILE"] {
        let said = |file: &str| folder.bianmu(&line.replace("FILE", file)).any_stdout().any_stderr().run();
        let (csv, xlsx) = (said("labels.csv"), said("labels.xlsx"));
        assert_eq!((csv.stdout, csv.stderr), (xlsx.stdout, xlsx.stderr), "{line}");
    }
    assert!(fs::read(folder.path("new")).unwrap() == fs::read(folder.path("model")).unwrap());
    for (line, name) in [("tag FILE --model model", "in"), ("count FILE", "tags")] {
        let of = |file: String| folder.bianmu(&line.replace("FILE", &file)).any_stdout().run().stdout;
        assert_eq!(of(format!("{name}.csv")), of(format!("{name}.xlsx")));
        let stdin = fs::read(folder.path(&format!("{name}.xlsx"))).unwrap();
        let flags = if name == "in" { " --format csv" } else { "" };
        let line = line.replace("FILE", "-") + flags;
        folder.bianmu(&line).stdin(stdin).stdout(&of(format!("{name}.csv"))).run();
    }
}

#[test]
fn days_are_written_as_iso_and_numbers_as_they_stand() {
    let mut book = workbook("id,text,date,share\n");
    let sheet = book.worksheet_from_index(0).unwrap();
    let day = ExcelDateTime::parse_from_str("2023-06-05").unwrap();
    sheet.write_number(1, 0, 7).unwrap();
    sheet.write_string(1, 1, "医生").unwrap();
    sheet.write_datetime_with_format(1, 2, &day, &Format::new().set_num_format("yyyy/m/d")).unwrap();
    sheet.write_number(1, 3, 0.25).unwrap();
    let folder = Folder::with_model().file("in.xlsx", book.save_to_buffer().unwrap());
    let tagged = folder.bianmu("tag in.xlsx --model model").any_stdout().run().rows();
    assert_eq!(tagged[1][..4], ["7", "医生", "2023-06-05", "0.25"]);
}

#[test]
fn l11_a_sheet_with_far_cells_costs_what_its_cells_cost() {
    let mut book = workbook(LABELS);
    book.worksheet_from_index(0).unwrap().write_string(1_048_575, 16_383, "far").unwrap();
    let far = book.save_to_buffer().unwrap();
    let message = ":1048576: 16384 cells where the header has 3; look for a missing comma or quote\n";
    refused(&far, message);
    let folder = Folder::with_model().file("in.xlsx", far);
    folder.bianmu("train in.xlsx -o new --skip-bad-rows").any_stderr().status(3).run();
    assert!(fs::read(folder.path("new")).unwrap() == fs::read(folder.path("model")).unwrap());
    let mut book = workbook("text,topics\n");
    book.worksheet_from_index(0).unwrap().write_string(0, 16_383, "far").unwrap();
    refused(&book.save_to_buffer().unwrap(), ": more than 1000 columns; take out what is no table");
}

#[test]
fn l12_l13_workbooks_that_inflate_without_measure_are_refused() {
    let swollen = |size: usize| forged(&bytes(LABELS), SHEET, |sheet| sheet + &" ".repeat(size));
    let bomb = swollen(8 << 20);
    assert!(bomb.len() < 1 << 20);
    refused(&bomb, ": a workbook that inflates to more than 200 times its size; save it as CSV");
    // The same with a small size declared, in the directory at the end and at the file itself.
    let mut lie = bomb;
    let size = |text: &[u8]| u32::try_from(text.len()).unwrap().to_le_bytes();
    let mut sheet = Vec::new();
    ZipArchive::new(Cursor::new(&lie)).unwrap().by_name(SHEET).unwrap().read_to_end(&mut sheet).unwrap();
    let declared = size(&sheet);
    let places: Vec<usize> = (0..lie.len() - 4).filter(|&at| lie[at..at + 4] == declared).collect();
    assert!(!places.is_empty());
    for at in places {
        lie[at..at + 4].copy_from_slice(&1000_u32.to_le_bytes());
    }
    let folder = Folder::new().file("in.xlsx", &lie);
    let said = folder.bianmu("train in.xlsx -o model").any_stderr().status(1).run();
    assert!(said.stderr.contains("larger than it says") || said.stderr.contains("damaged"), "{}", said.stderr);
    let said = folder.bianmu("train in.xlsx -o model --max-file-size 1").any_stderr().status(1).run();
    assert!(said.stderr.starts_with("bianmu: in.xlsx: "), "{}", said.stderr);
}

#[test]
fn ranges_with_reversed_corners_do_no_harm() {
    let reversed = |sheet: String| {
        let forged = sheet.replacen("<dimension ref=\"A1:", "<dimension ref=\"ZZ99:", 1);
        assert_ne!(sheet, forged);
        let merged = "</sheetData><mergeCells count=\"1\"><mergeCell ref=\"C3:A2\"/></mergeCells>";
        forged.replacen("</sheetData>", merged, 1)
    };
    let folder =
        Folder::new().file("as.xlsx", bytes(LABELS)).file("reversed.xlsx", forged(&bytes(LABELS), SHEET, reversed));
    for name in ["as", "reversed"] {
        folder.bianmu(&format!("train {name}.xlsx -o {name}.model")).any_stderr().run();
    }
    let model = |name: &str| fs::read(folder.path(&format!("{name}.model"))).unwrap();
    assert!(model("as") == model("reversed"));
}

#[test]
fn l14_entities_are_not_taken() {
    let entity = |strings: String| {
        let declared = "?>\n<!DOCTYPE x [<!ENTITY lol \"lol\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>";
        let forged = strings.replacen("?>", declared, 1).replacen("<t>headline</t>", "<t>&f;&lol;</t>", 1);
        assert_eq!(forged.matches("&lol;").count(), 1);
        forged
    };
    refused(&forged(&bytes(LABELS), "xl/sharedStrings.xml", entity), ": a damaged workbook (");
}

#[test]
fn l15_a_formula_without_its_result_is_a_bad_row() {
    let mut book = workbook(LABELS);
    let sheet = book.worksheet_from_index(0).unwrap();
    sheet.write_formula(1, 2, Formula::new("=A1").set_result("health")).unwrap();
    let with = book.save_to_buffer().unwrap();
    let folder = Folder::with_model().file("in.xlsx", &with);
    folder.bianmu("train in.xlsx -o new").any_stderr().run();
    assert!(fs::read(folder.path("new")).unwrap() == fs::read(folder.path("model")).unwrap());
    let without = forged(&with, SHEET, |sheet| sheet.replacen("<v>health</v>", "", 1));
    let message = ":2: cell C2: a formula without its result; open the workbook and save it again\n";
    refused(&without, message);
}

#[test]
fn l17_a_web_page_named_xls_is_told_by_its_content() {
    for (name, content) in [("in.xls", "<html><body><table><tr><td>id</td>"), ("in.csv", "<!DOCTYPE html>\n<html>")] {
        let folder = Folder::new().file(name, content);
        let message =
            "a web page (HTML or XML), not a table; open it in a spreadsheet program and save it as .xlsx or as CSV";
        folder.bianmu(&format!("train {name} -o model")).message(&format!("{name}: {message}")).status(1).run();
    }
    let folder = Folder::new().file("in.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0");
    let message = "a workbook of old Excel (.xls) or one with a password; save it as .xlsx or as CSV";
    folder.bianmu("train in.xls -o model").message(&format!("in.xls: {message}")).status(1).run();
    let folder = Folder::with_model().file("in.xls", LABELS);
    folder.bianmu("train in.xls -o new").any_stderr().run();
}

#[test]
fn l20_hidden_sheets_are_passed_over_and_cells_merged_down_a_column_count_for_each_row() {
    let mut book = Workbook::new();
    book.add_worksheet().set_name("old").unwrap().set_hidden(true).write_string(0, 0, "nothing").unwrap();
    let sheet = book.add_worksheet();
    sheet.set_active(true);
    for (row, cells) in (0..).zip(rows(LABELS)) {
        for (column, cell) in (0..).zip(cells) {
            sheet.write_string(row, column, cell).unwrap();
        }
    }
    let topics: Vec<String> = rows(LABELS).iter().map(|row| row[2].clone()).collect();
    let end = (2..topics.len()).find(|&row| topics[row] != topics[1]).unwrap() - 1;
    assert!(end > 1);
    sheet.merge_range(1, 2, u32::try_from(end).unwrap(), 2, &topics[1], &Format::new()).unwrap();
    book.add_worksheet().set_name("more").unwrap().write_string(0, 0, "x").unwrap();
    let folder = Folder::with_model().file("in.xlsx", book.save_to_buffer().unwrap());
    let said = folder.bianmu("train in.xlsx -o new").any_stderr().run();
    let remark = "bianmu: in.xlsx: only the sheet `Sheet2` is read, not `more`; put the rows in one sheet\n";
    assert!(said.stderr.starts_with(remark), "{}", said.stderr);
    assert!(fs::read(folder.path("new")).unwrap() == fs::read(folder.path("model")).unwrap());
}
