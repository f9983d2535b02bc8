//! What a person knows of pages and their text does not say: the paper's home and the day it appeared.

use std::collections::BTreeMap;
use std::io::Read;

use serde::Deserialize;

use crate::date::Day;
use crate::district::{Gazetteer, Home};
use crate::error::{Error, Result};
use crate::table::{Table, same_column};

/// Facts about one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageInfo {
    /// The paper's name; empty where it is not given.
    pub publication: String,
    /// The paper's home.
    pub home: Option<Home>,
    /// The day on which the page appeared.
    pub day: Option<Day>,
}

/// Facts about pages, by page name.
#[derive(Debug, Clone, Default)]
pub struct PagesInfo {
    name: String,
    pages: BTreeMap<String, (u64, PageInfo)>,
    remarks: Vec<String>,
}

/// A page of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PagePath {
    /// The page's name.
    pub name: String,
    /// The path of its file, parted by `/` and without ending.
    pub path: String,
}

/// A row of the table.
#[derive(Deserialize)]
struct Row {
    #[serde(alias = "版面")]
    page: String,
    #[serde(default, alias = "报纸")]
    publication: String,
    #[serde(default, alias = "所在地")]
    home: String,
    #[serde(default, alias = "日期")]
    date: String,
}

/// The columns that are read, by either name.
const COLUMNS: [[&str; 2]; 4] = [["page", "版面"], ["publication", "报纸"], ["home", "所在地"], ["date", "日期"]];

impl PagesInfo {
    /// Reads a table in UTF-8, as [`PagesInfo::read`] does.
    ///
    /// # Errors
    ///
    /// As there.
    pub fn from_csv(name: &str, reader: impl Read + Send, gazetteer: &Gazetteer) -> Result<Self> {
        Self::read(Table::from_text(name, reader)?, gazetteer)
    }

    /// Reads the columns `page`, `publication`, `home`, `date` of a table; all but `page` may be absent or empty. A page
    /// may be written with the ending `.txt` and with the folders above it.
    ///
    /// # Errors
    ///
    /// The table is malformed or lacks `page`, a home is unknown, a date is no day of the calendar, or two rows name one
    /// page.
    pub fn read(table: Table<'_>, gazetteer: &Gazetteer) -> Result<Self> {
        let name = table.name().to_string();
        let remarks = unread(&table).map(|column| format!("{name}: the column `{column}` is not read; {}", read()));
        let mut info = Self { remarks: remarks.collect(), name, pages: BTreeMap::new() };
        let mut wrong = Vec::new();
        for (line, row) in table.list::<Row>(&[&COLUMNS[0]])? {
            let page = bare(&row.page);
            let added = facts(row, gazetteer).and_then(|facts| add(&mut info.pages, page, line, facts));
            wrong.extend(added.err().map(|message| Error::row(&info.name, line, message)));
        }
        Error::all(wrong)?;
        Ok(info)
    }

    /// What a person should know of the table: columns that are not read.
    pub fn remarks(&self) -> &[String] {
        &self.remarks
    }

    /// Finds the pages of a run that the rows mean: by name, or by the end of the path, `01` or `6月/01`. Gives a remark
    /// for each row that means none of them.
    ///
    /// # Errors
    ///
    /// A row may mean several pages, or two rows mean one.
    pub fn settle(&mut self, pages: &[PagePath]) -> Result<Vec<String>> {
        let mut by_stem: BTreeMap<&str, Vec<&PagePath>> = BTreeMap::new();
        for page in pages {
            by_stem.entry(stem(&page.path)).or_default().push(page);
        }
        let (mut settled, mut remarks, mut wrong) = (BTreeMap::new(), Vec::new(), Vec::new());
        let mut rows: Vec<_> = std::mem::take(&mut self.pages).into_iter().collect();
        rows.sort_by_key(|(_, (line, _))| *line);
        for (written, (line, info)) in rows {
            let meant = meant(&written, by_stem.get(stem(&written)).map_or(&[], Vec::as_slice));
            let added = match meant[..] {
                [] => {
                    remarks.push(format!("{}:{line}: `{written}` names no page of this run", self.name));
                    add(&mut settled, written, line, info)
                }
                [page] => add(&mut settled, page.name.clone(), line, info),
                _ => Err(several(&written, &meant)),
            };
            wrong.extend(added.err().map(|message| Error::row(&self.name, line, message)));
        }
        self.pages = settled;
        Error::all(wrong)?;
        Ok(remarks)
    }

    /// What is known of a page.
    pub fn page(&self, name: &str) -> Option<&PageInfo> {
        self.pages.get(name).map(|(_, info)| info)
    }
}

/// The columns of a table that have none of our names.
fn unread<'a>(table: &'a Table<'_>) -> impl Iterator<Item = &'a str> {
    let is_ours = |column: &str| COLUMNS.iter().flatten().any(|name| same_column(column, name));
    table.header().iter().filter(move |column| !column.is_empty() && !is_ours(column))
}

/// The columns that are read, in words.
fn read() -> String {
    let names: Vec<String> = COLUMNS.iter().map(|[english, chinese]| format!("`{english}` ({chinese})")).collect();
    format!("its columns are {}", names.join(", "))
}

/// A page as people write it, `.\6月\01.txt`, without its ending.
fn bare(written: &str) -> String {
    let path = written.replace('\\', "/");
    let path = path.strip_prefix("./").unwrap_or(&path);
    let ending = path.len().checked_sub(".txt".len()).and_then(|at| path.split_at_checked(at));
    match ending {
        Some((stem, ending)) if ending.eq_ignore_ascii_case(".txt") => stem.to_string(),
        _ => path.to_string(),
    }
}

/// The last part of a path.
fn stem(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, stem)| stem)
}

/// The pages that a row may mean; one whose name or path it is goes before those whose paths end so.
fn meant<'a>(written: &str, pages: &[&'a PagePath]) -> Vec<&'a PagePath> {
    let named: Vec<&PagePath> =
        pages.iter().copied().filter(|page| page.name == written || page.path == written).collect();
    let ends = |page: &&PagePath| page.path.strip_suffix(written).is_some_and(|above| above.ends_with('/'));
    if named.is_empty() { pages.iter().copied().filter(ends).collect() } else { named }
}

fn several(written: &str, pages: &[&PagePath]) -> String {
    let names: Vec<String> = pages.iter().map(|page| format!("`{}`", page.name)).collect();
    format!("`{written}` may be {}; write which of them", names.join(" or "))
}

/// Enters a page's facts; none may be there from another line.
fn add(
    pages: &mut BTreeMap<String, (u64, PageInfo)>,
    page: String,
    line: u64,
    info: PageInfo,
) -> std::result::Result<(), String> {
    if page.is_empty() {
        return Err("names no page".to_string());
    }
    if let Some((first, _)) = pages.get(&page) {
        return Err(format!("`{page}` again, as in line {first}; leave one row a page"));
    }
    pages.insert(page, (line, info));
    Ok(())
}

fn facts(row: Row, gazetteer: &Gazetteer) -> std::result::Result<PageInfo, String> {
    let home = match row.home.as_str() {
        "" => None,
        name => Some(gazetteer.home(name).map_err(|error| error.to_string())?),
    };
    let day = match row.date.as_str() {
        "" => None,
        date => Some(
            Day::parse(date).ok_or_else(|| format!("`{date}` is no day of the calendar; write it as 2022-06-13"))?,
        ),
    };
    Ok(PageInfo { publication: row.publication, home: home.map(|home| home.on(day)), day })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gazetteer() -> Gazetteer {
        let table =
            "name,kind,parent,aliases,from,to\n湖北省,province,,,,\n荆州市,city,湖北省,,,\n沙市区,district,荆州市,,,\n";
        Gazetteer::from_csv("g", table.as_bytes()).unwrap()
    }

    fn read_table(table: &str) -> Result<PagesInfo> {
        PagesInfo::from_csv("i.csv", table.as_bytes(), &gazetteer())
    }

    fn pages(paths: &[(&str, &str)]) -> Vec<PagePath> {
        paths.iter().map(|(name, path)| PagePath { name: (*name).into(), path: (*path).into() }).collect()
    }

    #[test]
    fn days_may_be_written_as_spreadsheets_do_and_pages_with_their_ending() {
        let info = read_table("版面,所在地,日期,本地\np1.txt,沙市区,2024/1/3,x\np2,,,\n").unwrap();
        let page = info.page("p1").unwrap();
        assert_eq!(page.home.as_ref().map(Home::name), Some("沙市区"));
        assert_eq!(page.day, Day::parse("2024-01-03"));
        assert_eq!(info.page("p2").unwrap().day, None);
        let remark = "i.csv: the column `本地` is not read; its columns are `page` (版面), `publication` (报纸), `home` \
            (所在地), `date` (日期)";
        assert_eq!(info.remarks(), [remark]);
    }

    #[test]
    fn every_wrong_row_is_named() {
        let table = "page,home,date\np1,沙市区,13.6.2022\np2,沙石区,\np3,,2023-06-31\np4,,\np4.TXT,,\n,沙市区,\n";
        let error = read_table(table).unwrap_err().to_string();
        let lines: Vec<&str> = error.lines().collect();
        assert!(lines[0].starts_with("i.csv:2: `13.6.2022` is no day"), "{error}");
        assert!(lines[1].starts_with("i.csv:3: "), "{error}");
        assert!(lines[2].starts_with("i.csv:4: `2023-06-31` is no day"), "{error}");
        assert_eq!(lines[3], "i.csv:6: `p4` again, as in line 5; leave one row a page");
        assert_eq!(lines[4], "i.csv:7: names no page");
    }

    #[test]
    fn a_row_means_the_page_whose_path_ends_so() {
        let pages = pages(&[("6月/01", "in/6月/01"), ("7月/01", "in/7月/01"), ("02", "in/7月/02")]);
        let mut info = read_table("page,home\n6月\\01.txt,沙市区\nin/7月/01,\n02,\n03,\n").unwrap();
        assert_eq!(info.settle(&pages).unwrap(), ["i.csv:5: `03` names no page of this run"]);
        assert!(info.page("6月/01").unwrap().home.is_some() && info.page("7月/01").unwrap().home.is_none());
        assert!(info.page("02").is_some() && info.page("01").is_none());
    }

    #[test]
    fn a_name_of_several_pages_and_two_rows_for_one_are_refused() {
        let pages = pages(&[("6月/01", "in/6月/01"), ("7月/01", "in/7月/01"), ("02", "in/7月/02")]);
        let error = |table: &str| read_table(table).unwrap().settle(&pages).unwrap_err().to_string();
        assert_eq!(error("page\n01\n"), "i.csv:2: `01` may be `6月/01` or `7月/01`; write which of them");
        assert_eq!(error("page\n02\n7月/02\n"), "i.csv:3: `02` again, as in line 2; leave one row a page");
    }
}
