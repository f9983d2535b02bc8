//! Reads articles from pages, CSV and JSONL, some at a time.

use std::collections::BTreeSet;
use std::io::BufRead;
use std::path::Path;

use bianmu::corpus::Columns;
use bianmu::district::Gazetteer;
use bianmu::error::{Error, Result};
use bianmu::page::Page;
use bianmu::segment::Segmenter;
use bianmu::table::Table;
use csv::StringRecord;
use serde_json::Value;

use super::record::Record;
use crate::failures;
use crate::input::{self, Opened, PageFile, Reading};

/// What an input is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Page,
    Table,
    Jsonl,
}

type Lines = Box<dyn BufRead + Send>;

/// Hands out the articles of one input in order.
pub(crate) struct Reader<'a> {
    name: String,
    source: Source,
    reading: &'a Reading,
    gazetteer: &'a Gazetteer,
    /// Homes that rows gave so far.
    homes: BTreeSet<String>,
    /// What is wrong with rows so far.
    bad: Vec<Error>,
}

enum Source {
    Page(std::vec::IntoIter<Record>),
    /// With the names of the columns, and an article read ahead.
    Table(StringRecord, Box<Table<'static>>, Option<Numbered>),
    /// With the number of the last line read, and an article read ahead.
    Jsonl(Lines, u64, Option<Numbered>),
}

impl<'a> Reader<'a> {
    /// Opens an input. Its name tells its kind; standard input shows it by its first bytes.
    pub(crate) fn open(
        path: &Path,
        reading: &'a Reading,
        segmenter: &Segmenter,
        gazetteer: &'a Gazetteer,
    ) -> Result<Self> {
        let name = input::name(path);
        let source = match kind_of(path) {
            Some(Kind::Page) => Source::Page(items(path, &name, &reading.text(path)?, segmenter)?.into_iter()),
            Some(Kind::Table) => of_table(reading.table(path)?)?,
            Some(Kind::Jsonl) => Source::Jsonl(reading.open(path)?, 0, None),
            None => Self::of_unknown(path, &name, reading, segmenter)?,
        };
        Ok(Self { name, source, reading, gazetteer, homes: BTreeSet::new(), bad: Vec::new() })
    }

    /// Opens an input whose name does not tell its kind.
    fn of_unknown(path: &Path, name: &str, reading: &Reading, segmenter: &Segmenter) -> Result<Source> {
        let mut text = match reading.table_or_text(path)? {
            Opened::Table(table) => return of_table(table),
            Opened::Text(text) => text,
        };
        Ok(match sniff(text.fill_buf().map_err(|error| Error::io(name, error))?) {
            Kind::Page => Source::Page(items(path, name, &reading.rest(name, text)?, segmenter)?.into_iter()),
            Kind::Table => of_table(reading.table_of_text(path, text)?)?,
            Kind::Jsonl => Source::Jsonl(text, 0, None),
        })
    }

    /// The column names of a table.
    pub(super) fn header(&self) -> Option<&StringRecord> {
        match &self.source {
            Source::Table(header, ..) => Some(header),
            Source::Page(_) | Source::Jsonl(..) => None,
        }
    }

    /// The input's name in messages.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The next articles in groups, rows one by one and a page's items together, about `count` in all; none at
    /// the end. A home that is no place is named once, where it first stands.
    pub(crate) fn take(&mut self, count: usize) -> Result<Vec<Vec<Record>>> {
        let records = self.records(count)?;
        for (line, record) in &records {
            self.check_home(*line, record);
        }
        Ok(grouped(records.into_iter().map(|(_, record)| record)))
    }

    fn records(&mut self, count: usize) -> Result<Vec<Numbered>> {
        match &mut self.source {
            Source::Page(records) => Ok(records.map(|record| (0, record)).collect()),
            Source::Table(header, table, ahead) => take(ahead, count, || next_row(header, table, &mut self.bad)),
            Source::Jsonl(lines, number, ahead) => {
                let mut lines =
                    Numbering { name: &self.name, reading: self.reading, lines, number, bad: &mut self.bad };
                take(ahead, count, || lines.next())
            }
        }
    }

    /// Reads all articles, some at a time.
    ///
    /// # Errors
    ///
    /// Some are bad; all such rows are named.
    pub(super) fn check(mut self, count: usize) -> Result<()> {
        while !self.records(count)?.is_empty() {}
        Error::all(self.bad)
    }

    /// What is wrong with the rows that were left out.
    pub(crate) fn into_bad(self) -> Vec<Error> {
        self.bad
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
    if input::is_table(path) {
        Some(Kind::Table)
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
    let is_table = Table::from_text("", first).is_ok_and(|table| Columns::find("", table.header()).is_ok());
    if is_table { Kind::Table } else { Kind::Page }
}

fn items(path: &Path, name: &str, text: &str, segmenter: &Segmenter) -> Result<Vec<Record>> {
    let page = Page::from_text(input::page_name(path), name, text)?;
    let file = PageFile::all(&[path.to_path_buf()]);
    let items = file.iter().flat_map(|file| file.dated(segmenter.segment(&page)));
    Ok(items.map(Record::from).collect())
}

fn of_table(table: Table<'static>) -> Result<Source> {
    Columns::find(table.name(), table.header())?;
    Ok(Source::Table(distinct(table.header()), Box::new(table), None))
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

/// Most items of one page that are tagged together; no page of a paper has nearly as many.
const MOST_ON_A_PAGE: usize = 10_000;

/// Takes `count` articles and then on to the end of a page's items; the article after them stays `ahead`.
fn take(
    ahead: &mut Option<Numbered>,
    count: usize,
    mut next: impl FnMut() -> Result<Option<Numbered>>,
) -> Result<Vec<Numbered>> {
    let mut records: Vec<Numbered> = ahead.take().into_iter().collect();
    while let Some(record) = next()? {
        let goes_on = records.last().is_some_and(|(_, last)| last.is_on_page_of(&record.1));
        if records.len() >= count && !(goes_on && records.len() < MOST_ON_A_PAGE) {
            *ahead = Some(record);
            break;
        }
        records.push(record);
    }
    Ok(records)
}

/// The next good row.
fn next_row(header: &StringRecord, table: &mut Table<'static>, bad: &mut Vec<Error>) -> Result<Option<Numbered>> {
    for row in table {
        let row = row?;
        let cell = |(name, cell): (&str, &str)| (name.to_string(), Value::from(cell));
        match row.cells {
            Ok(cells) => return Ok(Some((row.line, Record::from_row(header.iter().zip(&cells).map(cell).collect())))),
            Err(error) => bad.push(error),
        }
    }
    Ok(None)
}

const NOT_UTF8: &str = "not UTF-8 text; save it as UTF-8, or name its encoding with `--encoding`";

/// The lines of JSONL with their numbers.
struct Numbering<'a> {
    name: &'a str,
    reading: &'a Reading,
    lines: &'a mut Lines,
    /// The number of the last line read.
    number: &'a mut u64,
    bad: &'a mut Vec<Error>,
}

impl Numbering<'_> {
    /// The next good article.
    fn next(&mut self) -> Result<Option<Numbered>> {
        let mut line = Vec::new();
        loop {
            *self.number += 1;
            if !self.reading.line(self.name, *self.number, self.lines, &mut line)? {
                return Ok(None);
            }
            match self.record(&line) {
                Ok(Some(record)) => return Ok(Some((*self.number, record))),
                Ok(None) => {}
                Err(error) => self.bad.push(error),
            }
        }
    }

    /// The article of a line, unless it is blank.
    fn record(&self, line: &[u8]) -> Result<Option<Record>> {
        let text = std::str::from_utf8(line).map_err(|_| Error::row(self.name, *self.number, NOT_UTF8))?;
        let is_blank = text.trim().is_empty();
        (!is_blank).then(|| Record::from_json(self.name, *self.number, text)).transpose()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn standard_input_shows_its_kind() {
        assert_eq!(sniff(b"{\"text\":\"a\"}\n"), Kind::Jsonl);
        assert_eq!(sniff("\u{feff}标题,正文\n甲,乙\n".as_bytes()), Kind::Table);
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
