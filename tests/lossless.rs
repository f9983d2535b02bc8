//! Nothing of a text is lost: character by character from page to items, cell by cell through tables and workbooks.

// Helpers of tests are no tests to clippy, and a test may well fail by panicking.
#![allow(clippy::unwrap_used)]

use std::io::Cursor;
use std::sync::LazyLock;

use bianmu::encoding::Choice;
use bianmu::export::csv::{CsvStyle, Table as Written};
use bianmu::export::unguarded;
use bianmu::item::Item;
use bianmu::page::fold::fold;
use bianmu::page::traditional::simplify;
use bianmu::page::{Page, split_lines};
use bianmu::segment::Segmenter;
use bianmu::table::{Limits, MAX_WORKBOOK, Table};
use proptest::prelude::*;
use proptest::sample::select;
use rust_xlsxwriter::Workbook;

static SEGMENTER: LazyLock<Segmenter> = LazyLock::new(Segmenter::new);

/// A piece of a line: what papers print, and what broken fonts and old systems leave.
fn piece() -> impl Strategy<Value = String> {
    let odd = "\u{b}\u{c}\u{85}\u{ad}\u{200b}\u{202e}\u{2028}\u{2029}\u{feff}\u{e001}\u{f0001}\u{1000c9}\u{fdd0}⼀⻓㎡①Å😀\u{301}𠮷〇";
    let cues =
        "本报讯（记者 |本報訊（記者 |通讯员|摄）|荊州市|沙市区|6月12日|２０|（下转第2版）|新华社|公 告|雨後|=1+1|\"";
    prop_oneof![
        4 => "[\u{4e00}-\u{9fa5}]{1,12}",
        2 => select("，。：？“”（）()—·.,-/@+'".chars().collect::<Vec<_>>()).prop_map(String::from),
        2 => select(cues.split('|').collect::<Vec<_>>()).prop_map(str::to_string),
        1 => "[0-9A-Za-z]{1,4}",
        1 => "[ \t\u{3000}]{1,3}",
        1 => select(odd.chars().collect::<Vec<_>>()).prop_map(String::from),
    ]
}

/// A line, set once, twice, or letter by letter.
fn line() -> impl Strategy<Value = String> {
    let pieces = || prop::collection::vec(piece(), 0..7).prop_map(|pieces| pieces.concat());
    prop_oneof![
        6 => pieces(),
        1 => (pieces(), 2..5usize).prop_map(|(line, times)| line.repeat(times)),
        1 => pieces().prop_map(|line| line.chars().flat_map(|c| [c, ' ']).collect()),
    ]
}

fn page_text() -> impl Strategy<Value = String> {
    let end = select(vec!["\n", "\n", "\r\n", "\r", "\n\n"]);
    prop::collection::vec((line(), end), 0..40)
        .prop_map(|lines| lines.into_iter().flat_map(|(line, end)| [line, end.to_string()]).collect())
}

/// The characters that show something, folded.
fn shown(text: &str) -> Vec<char> {
    text.chars().filter_map(fold).filter(|c| !c.is_whitespace()).collect()
}

fn sorted(mut chars: Vec<char>) -> Vec<char> {
    chars.sort_unstable();
    chars
}

/// The characters of the body's lines as repaired.
fn of_body(item: &Item, page: &Page) -> Vec<char> {
    item.body_lines.iter().flat_map(|&[first, last]| shown(page.joined(first - 1, last - 1))).collect()
}

fn cases(count: u32) -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(count) }
}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn every_character_of_a_page_is_in_one_item_or_counted_as_dropped(text in page_text()) {
        let page = Page::parse("p", &text);
        let items = SEGMENTER.segment(&page);
        let mut owners = vec![0; page.lines().len()];
        items.iter().flat_map(Item::lines).for_each(|line| owners[line - 1] += 1);
        let mut strays = 0;
        for ((raw, line), owners) in split_lines(&text).zip(page.lines()).zip(owners) {
            let (printed, repaired) = (shown(raw), shown(line.text));
            strays += raw.chars().filter(|&c| fold(c).is_none()).count();
            prop_assert!(printed.is_empty() || owners == 1, "a line with characters is in {} items: {:?}", owners, raw);
            if line.is_doubled {
                prop_assert!(printed.len() > repaired.len() && printed.iter().all(|c| repaired.contains(c)), "{:?}", raw);
            } else {
                prop_assert_eq!(printed, repaired);
            }
        }
        prop_assert_eq!(page.dropped(), strays);
        for item in &items {
            prop_assert_eq!(sorted(shown(&item.text)), sorted(of_body(item, &page)), "text and body lines differ");
        }
    }

    #[test]
    fn a_page_in_traditional_characters_is_put_out_as_printed(text in page_text()) {
        let page = Page::parse("p", &text);
        let whole = page.lines().map(|line| line.text).collect::<String>();
        for item in SEGMENTER.segment(&page) {
            for part in [&item.headline, &item.byline] {
                let is_printed = part.chars().all(|c| c.is_whitespace() || whole.contains(c));
                prop_assert!(is_printed, "{:?} has characters that the page has not", part);
            }
        }
        let simple = simplify(&text).into_owned();
        prop_assert_eq!(simplify(&simple), simple.as_str());
    }
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn a_table_for_spreadsheets_gives_back_what_was_put_in(cells in prop::collection::vec(line(), 1..8)) {
        let mut table = Written::new("t", Vec::new(), CsvStyle::Excel).unwrap();
        table.row(["id"].into_iter().chain(cells.iter().map(String::as_str))).unwrap();
        let bytes = table.finish().unwrap();
        let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
        let row = reader.records().next().unwrap().unwrap();
        for (read, cell) in row.iter().skip(1).zip(&cells) {
            // A cell that comes with its guard is not given a second one.
            prop_assert_eq!(unguarded(read), unguarded(cell));
        }
    }

    #[test]
    fn a_workbook_of_articles_is_read_as_it_was_written(rows in prop::collection::vec((line(), page_text()), 1..6)) {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet();
        for (row, cells) in (0..).zip([("headline".to_string(), "body".to_string())].iter().chain(&rows)) {
            sheet.write_string(row, 0, &cells.0).unwrap();
            sheet.write_string(row, 1, &cells.1).unwrap();
        }
        let bytes = Box::new(Cursor::new(workbook.save_to_buffer().unwrap()));
        let table = Table::open("t", bytes, Choice::default(), Limits::DEFAULT, MAX_WORKBOOK).unwrap();
        let read: Vec<[String; 2]> =
            table.map(|row| row.unwrap().cells.unwrap()).map(|row| [row[0].to_string(), row[1].to_string()]).collect();
        // A byte order mark is no text, and rows of empty cells are none.
        let kept = |text: &str| text.replace('\u{feff}', "");
        let written = rows.iter().map(|(headline, body)| [kept(headline), kept(body)]);
        let written: Vec<[String; 2]> = written.filter(|row| row.iter().any(|cell| !cell.is_empty())).collect();
        prop_assert_eq!(read, written);
    }
}
