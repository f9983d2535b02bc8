//! What a person knows of pages and their text does not say: the paper's home and the day it appeared.

use std::collections::BTreeMap;
use std::io::Read;

use serde::Deserialize;

use crate::district::{Day, Gazetteer, Home};
use crate::error::{Error, Result};
use crate::table::Table;

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
    pages: BTreeMap<String, PageInfo>,
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

impl PagesInfo {
    /// Reads a table in UTF-8, as [`PagesInfo::read`] does.
    ///
    /// # Errors
    ///
    /// As there.
    pub fn from_csv(name: &str, reader: impl Read + Send, gazetteer: &Gazetteer) -> Result<Self> {
        Self::read(Table::from_text(name, reader)?, gazetteer)
    }

    /// Reads the columns `page`, `publication`, `home`, `date` of a table; all but `page` may be absent or empty.
    ///
    /// # Errors
    ///
    /// The table is malformed or lacks `page`, a home is unknown, or a date is not of the form 2022-06-13.
    pub fn read(table: Table<'_>, gazetteer: &Gazetteer) -> Result<Self> {
        let name = table.name().to_string();
        let mut pages = BTreeMap::new();
        let mut wrong = Vec::new();
        for (line, row) in table.list::<Row>(&[&["page", "版面"]])? {
            let page = row.page.clone();
            match info(row, gazetteer) {
                Ok(info) => {
                    pages.insert(page, info);
                }
                Err(message) => wrong.push(Error::row(&name, line, message)),
            }
        }
        Error::all(wrong)?;
        Ok(Self { pages })
    }

    /// What is known of a page.
    pub fn page(&self, name: &str) -> Option<&PageInfo> {
        self.pages.get(name)
    }
}

impl PageInfo {
    /// Gives a date without year, `--06-13`, the year in which the page appeared, or the year before for a month
    /// that was still to come: a page of January reports on December.
    pub fn with_year(&self, date: &str) -> String {
        let day = date.strip_prefix("--").and_then(|day| Some((day, day.get(..2)?.parse::<u32>().ok()?)));
        match (day, self.day) {
            (Some((day, month)), Some(appeared)) => {
                let year = if month > appeared.month() { appeared.year().saturating_sub(1) } else { appeared.year() };
                format!("{year:04}-{day}")
            }
            _ => date.to_string(),
        }
    }
}

fn info(row: Row, gazetteer: &Gazetteer) -> std::result::Result<PageInfo, String> {
    let home = match row.home.as_str() {
        "" => None,
        name => Some(gazetteer.home(name).map_err(|error| error.to_string())?),
    };
    let day = match row.date.as_str() {
        "" => None,
        date => Some(Day::parse(date).ok_or_else(|| format!("`{date}` is no date of the form 2022-06-13"))?),
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

    #[test]
    fn a_page_of_january_reports_on_december() {
        let table = "page,home,date\np1,沙市区,2024-01-03\np2,,\n";
        let info = PagesInfo::from_csv("i", table.as_bytes(), &gazetteer()).unwrap();
        let page = info.page("p1").unwrap();
        assert_eq!(page.home.as_ref().map(Home::name), Some("沙市区"));
        assert_eq!(page.with_year("--12-30"), "2023-12-30");
        assert_eq!(page.with_year("--01-02"), "2024-01-02");
        assert_eq!(page.with_year("2020-01-02"), "2020-01-02");
        assert_eq!(info.page("p2").unwrap().with_year("--12-30"), "--12-30");
    }

    #[test]
    fn every_wrong_row_is_named() {
        let table = "page,home,date\np1,沙市区,13.6.2022\np2,沙石区,\n";
        let error = PagesInfo::from_csv("i.csv", table.as_bytes(), &gazetteer()).unwrap_err().to_string();
        assert!(error.starts_with("i.csv:2: `13.6.2022` is no date"), "{error}");
        assert!(error.contains("i.csv:3: "), "{error}");
    }
}
