//! Reads articles from pages, CSV and JSONL, some at a time.

use std::collections::BTreeSet;
use std::io::BufRead;
use std::path::Path;

use bianmu::corpus::Columns;
use bianmu::district::Gazetteer;
use bianmu::encoding::{Choice, decode};
use bianmu::error::{Error, Result};
use bianmu::page::Page;
use bianmu::segment::Segmenter;
use csv::StringRecord;
use serde_json::Value;

use super::record::Record;
use crate::failures;
use crate::input;

/// What an input is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Page,
    Csv,
    Jsonl,
}

type Lines = Box<dyn BufRead + Send>;

/// Hands out the articles of one input in order.
pub(super) struct Reader<'a> {
    name: String,
    source: Source,
    gazetteer: &'a Gazetteer,
    /// Homes that rows gave so far.
    homes: BTreeSet<String>,
}

enum Source {
    Page(std::vec::IntoIter<Record>),
    Csv(StringRecord, Box<csv::Reader<Lines>>),
    /// With the number of the last line read, and an article read ahead.
    Jsonl(Lines, u64, Option<Numbered>),
}

impl<'a> Reader<'a> {
    /// Opens an input. Its name tells its kind; standard input shows it by its first bytes.
    pub(super) fn open(path: &Path, segmenter: &Segmenter, gazetteer: &'a Gazetteer) -> Result<Self> {
        let name = input::name(path);
        if kind_of(path) == Some(Kind::Page) {
            let items = items(path, &name, &input::read_text(path)?, segmenter)?.into_iter();
            return Ok(Self { name, source: Source::Page(items), gazetteer, homes: BTreeSet::new() });
        }
        let mut lines = input::open(path)?;
        let kind = match kind_of(path) {
            Some(kind) => kind,
            None => sniff(lines.fill_buf().map_err(|error| Error::io(&name, error))?),
        };
        let source = match kind {
            Kind::Page => Source::Page(items(path, &name, &rest(&name, lines)?, segmenter)?.into_iter()),
            Kind::Csv => open_csv(&name, lines)?,
            Kind::Jsonl => Source::Jsonl(lines, 0, None),
        };
        Ok(Self { name, source, gazetteer, homes: BTreeSet::new() })
    }

    /// The column names of a CSV input.
    pub(super) fn header(&self) -> Option<&StringRecord> {
        match &self.source {
            Source::Csv(header, _) => Some(header),
            Source::Page(_) | Source::Jsonl(..) => None,
        }
    }

    /// The input's name in messages.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The next articles in groups, rows one by one and a page's items together, about `count` in all; none at
    /// the end. A home that is no place is named once, where it first stands.
    pub(super) fn take(&mut self, count: usize) -> Result<Vec<Vec<Record>>> {
        let records = match &mut self.source {
            Source::Page(records) => return Ok(grouped(records)),
            Source::Csv(header, table) => take_rows(&self.name, header, table, count),
            Source::Jsonl(lines, number, ahead) => take_lines(&self.name, lines, number, ahead, count),
        }?;
        for (line, record) in &records {
            self.check_home(*line, record);
        }
        Ok(grouped(records.into_iter().map(|(_, record)| record)))
    }

    fn check_home(&mut self, line: u64, record: &Record) {
        if let Some(home) = record.home()
            && !self.homes.contains(home)
        {
            self.homes.insert(home.to_string());
            if let Err(error) = self.gazetteer.home(home) {
                failures::print(&Error::row(&self.name, line, error.to_string()).to_string());
            }
        }
    }
}

/// Puts the items of a page together, and every row by itself.
fn grouped(records: impl Iterator<Item = Record>) -> Vec<Vec<Record>> {
    let mut groups: Vec<Vec<Record>> = Vec::new();
    for record in records {
        match groups.last_mut() {
            Some(group) if group[0].is_on_page_of(&record) => group.push(record),
            _ => groups.push(vec![record]),
        }
    }
    groups
}

/// The kind that a file's ending tells.
pub(super) fn kind_of(path: &Path) -> Option<Kind> {
    let has = |ending| input::has_ending(path, ending);
    if has("csv") {
        Some(Kind::Csv)
    } else if has("jsonl") || has("ndjson") || has("json") {
        Some(Kind::Jsonl)
    } else if has("txt") {
        Some(Kind::Page)
    } else {
        None
    }
}

/// The kind that the first bytes show: an object, a header with a text column, or else a page.
fn sniff(bytes: &[u8]) -> Kind {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let first = bytes.split(|&byte| byte == b'\n').next().unwrap_or_default();
    if first.trim_ascii_start().starts_with(b"{") {
        return Kind::Jsonl;
    }
    let mut table = csv::ReaderBuilder::new().has_headers(false).from_reader(first);
    let mut header = StringRecord::new();
    let is_table = table.read_record(&mut header).is_ok() && Columns::find("", &header).is_ok();
    if is_table { Kind::Csv } else { Kind::Page }
}

/// All that a reader still holds.
fn rest(name: &str, mut lines: Lines) -> Result<String> {
    let mut bytes = Vec::new();
    lines.read_to_end(&mut bytes).map_err(|error| Error::io(name, error))?;
    Ok(decode(name, &bytes, Choice::default())?.into_owned())
}

fn items(path: &Path, name: &str, text: &str, segmenter: &Segmenter) -> Result<Vec<Record>> {
    let page = Page::from_text(input::page_name(path), name, text)?;
    Ok(segmenter.segment(&page).into_iter().map(Record::from).collect())
}

fn open_csv(name: &str, lines: Lines) -> Result<Source> {
    let mut table = csv::ReaderBuilder::new().from_reader(lines);
    let header = table.headers().map_err(|error| bianmu::topic::csv_error(name, &error))?;
    let header: StringRecord = header.iter().map(|cell| cell.trim_start_matches('\u{feff}').trim()).collect();
    Columns::find(name, &header)?;
    Ok(Source::Csv(distinct(&header), Box::new(table)))
}

/// Numbers the columns whose name stood before, `text,text` → `text,text.2`, so that none is lost. Spreadsheets leave
/// nameless columns at the end: `id,text,,`.
fn distinct(header: &StringRecord) -> StringRecord {
    let mut names: Vec<String> = Vec::with_capacity(header.len());
    for cell in header {
        let numbered = (2..).map(|number| format!("{cell}.{number}"));
        let name = std::iter::once(cell.to_string()).chain(numbered).find(|name| !names.contains(name));
        names.extend(name);
    }
    names.into()
}

/// An article with its line in the file.
type Numbered = (u64, Record);

fn take_rows(name: &str, header: &StringRecord, table: &mut csv::Reader<Lines>, count: usize) -> Result<Vec<Numbered>> {
    let mut records = Vec::new();
    for row in table.records().take(count) {
        let row = row.map_err(|error| bianmu::topic::csv_error(name, &error))?;
        let cell = |(name, cell): (&str, &str)| (name.to_string(), Value::from(cell));
        let line = row.position().map_or(0, csv::Position::line);
        records.push((line, Record::Row(header.iter().zip(&row).map(cell).collect())));
    }
    Ok(records)
}

const NOT_UTF8: &str = "not UTF-8 text; save it as UTF-8, or name its encoding with `--encoding`";

/// Most items of one page that are tagged together; no page of a paper has nearly as many.
const MOST_ON_A_PAGE: usize = 10_000;

/// Reads `count` articles and then on to the end of a page's items; the article after them stays `ahead`.
fn take_lines(
    name: &str,
    lines: &mut Lines,
    number: &mut u64,
    ahead: &mut Option<Numbered>,
    count: usize,
) -> Result<Vec<Numbered>> {
    let mut records: Vec<Numbered> = ahead.take().into_iter().collect();
    while let Some(record) = take_line(name, lines, number)? {
        let goes_on = records.last().is_some_and(|(_, last)| last.is_on_page_of(&record.1));
        if records.len() >= count && !(goes_on && records.len() < MOST_ON_A_PAGE) {
            *ahead = Some(record);
            break;
        }
        records.push(record);
    }
    Ok(records)
}

/// The article of the next line that is not blank.
fn take_line(name: &str, lines: &mut Lines, number: &mut u64) -> Result<Option<Numbered>> {
    let mut line = Vec::new();
    loop {
        line.clear();
        *number += 1;
        if lines.read_until(b'\n', &mut line).map_err(|error| Error::io(name, error))? == 0 {
            return Ok(None);
        }
        let text = std::str::from_utf8(&line).map_err(|_| Error::row(name, *number, NOT_UTF8))?;
        if !text.trim().is_empty() {
            return Ok(Some((*number, Record::from_json(name, *number, text)?)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standard_input_shows_its_kind() {
        assert_eq!(sniff(b"{\"text\":\"a\"}\n"), Kind::Jsonl);
        assert_eq!(sniff("\u{feff}标题,正文\n甲,乙\n".as_bytes()), Kind::Csv);
        assert_eq!(sniff("本报讯（记者方舟）昨日\n".as_bytes()), Kind::Page);
        assert_eq!(sniff(b""), Kind::Page);
    }

    #[test]
    fn a_repeated_column_gets_a_number() {
        let case = |header: &[&str], expected: &[&str]| {
            assert_eq!(distinct(&StringRecord::from(header)), StringRecord::from(expected));
        };
        case(&["id", "text"], &["id", "text"]);
        case(&["text", "text", "text.2", "text"], &["text", "text.2", "text.2.2", "text.3"]);
        case(&["text", "", ""], &["text", "", ".2"]);
    }
}
