//! Days of the calendar, as people and programs write them.

use std::fmt;

use crate::page::fold::Folded;

/// A day; month and day are 0 where only the year, or year and month, are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

/// What may stand between year, month and day.
const BETWEEN: [char; 9] = ['-', '/', '.', '_', '－', '／', '．', '年', '月'];
/// What may follow a day: a time, `星期三`, `周三`, `（周三）`.
const AFTER: [char; 6] = ['T', '星', '周', '（', '(', '农'];

impl Date {
    /// Reads `2023-06-05`, `2023/6/5`, `2023.6.5`, `2023年6月5日`, `20230605`, with a time or a weekday after it or
    /// without; `2023-06`, `2023年6月` and `2023`; all of them in full-width figures too. `None` for everything else and
    /// for days that no calendar has.
    pub fn parse(text: &str) -> Option<Self> {
        let folded = Folded::of(text.trim());
        let (year, rest) = figures(folded.text());
        if year.len() == 8 {
            return Self::of(&year[..4], &year[4..6], &year[6..]).filter(|_| is_end(rest));
        }
        let (month, rest) = part(rest);
        let (day, rest) = part(rest);
        let rest = rest.strip_prefix(['日', '号']).unwrap_or(rest);
        Self::of(year, month, day).filter(|_| year.len() == 4 && is_end(rest))
    }

    /// The date of figures; `None` where there is no such day.
    fn of(year: &str, month: &str, day: &str) -> Option<Self> {
        let part =
            |figures: &str| if figures.is_empty() { Some(0) } else { figures.parse::<u8>().ok().filter(|n| *n > 0) };
        let (year, month, day) = (year.parse().ok()?, part(month)?, part(day)?);
        let is_day = month <= 12 && day <= days(year, month) && (month > 0 || day == 0);
        is_day.then_some(Self { year, month, day })
    }

    /// The day, if month and day are known.
    pub fn day(self) -> Option<Day> {
        let number = u32::from(self.year) * 10_000 + u32::from(self.month) * 100 + u32::from(self.day);
        (self.day > 0).then_some(Day(number))
    }

    /// `2023-06`, if the month is known.
    pub fn month(self) -> Option<String> {
        (self.month > 0).then(|| format!("{:04}-{:02}", self.year, self.month))
    }
}

/// The days of a month; 31 where it is not known.
fn days(year: u16, month: u8) -> u8 {
    let is_leap = year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400);
    match month {
        2 => 28 + u8::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The figures that a text begins with, and the rest.
fn figures(text: &str) -> (&str, &str) {
    text.split_at(text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len()))
}

/// The figures after a mark that may stand between the parts of a date, and the rest.
fn part(text: &str) -> (&str, &str) {
    match text.trim_start().strip_prefix(BETWEEN) {
        Some(rest) => figures(rest.trim_start()),
        None => ("", text),
    }
}

/// Whether a date may end here: `2023.6.1-6.3` is two.
fn is_end(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(AFTER) || rest.starts_with(char::is_whitespace)
}

/// A day of the calendar, which orders names that a place bore one after the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(u32);

impl Day {
    /// Reads a day in any form that [`Date::parse`] reads.
    pub fn parse(text: &str) -> Option<Self> {
        Date::parse(text)?.day()
    }

    /// The year.
    pub fn year(self) -> u32 {
        self.0 / 10_000
    }

    /// The month, from 1 to 12.
    pub fn month(self) -> u32 {
        self.0 / 100 % 100
    }

    /// The day of the month, from 1 to 31.
    pub fn day(self) -> u32 {
        self.0 % 100
    }

    /// Gives a date without year, `--06-13`, the year in which a page of this day appeared, or the year before for a
    /// month that was still to come: a page of January reports on December.
    pub fn with_year(self, date: &str) -> String {
        let day = date.strip_prefix("--").and_then(|day| Some((day, day.get(..2)?.parse::<u32>().ok()?)));
        match day {
            Some((day, month)) => {
                let year = if month > self.month() { self.year().saturating_sub(1) } else { self.year() };
                format!("{year:04}-{day}")
            }
            None => date.to_string(),
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        let day = Some(Date { year: 2023, month: 6, day: 5 });
        for text in [
            "2023-06-05",
            " 2023/6/5",
            "2023.6.5",
            "2023年6月5日",
            "2023年 6月 5号",
            "20230605",
            "2023-06-05T07:30:00",
            "2023/6/5 0:00",
            "2023年6月5日星期一",
            "２０２３－０６－０５",
        ] {
            assert_eq!(Date::parse(text), day, "{text}");
        }
        assert_eq!(Date::parse("2023年6月"), Some(Date { year: 2023, month: 6, day: 0 }));
        assert_eq!(Date::parse("2023"), Some(Date { year: 2023, month: 0, day: 0 }));
        assert!(Date::parse("2023-06") < day && day < Date::parse("2023-06-12"));
        assert_eq!(Date::parse("2023/6").and_then(Date::month).as_deref(), Some("2023-06"));
        assert_eq!(Day::parse("2023.6.5").map(|day| day.to_string()).as_deref(), Some("2023-06-05"));
        assert_eq!(Day::parse("2023-06"), None);
    }

    #[test]
    fn what_is_no_day_of_the_calendar_is_no_date() {
        for text in ["", "--06-05", "5.6.2023", "2023-13-01", "2023-01-32", "2023-02-29", "2023-06-31", "1900-02-29"] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        for text in ["6月5日", "去年", "45082", "2023-00-01", "2023.6.1-6.3", "202306050102", "2023-6-123"] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
        assert!(Date::parse("2024-02-29").is_some() && Date::parse("2000-02-29").is_some());
    }

    #[test]
    fn a_page_of_january_reports_on_december() {
        let appeared = Day::parse("2024-01-03").unwrap();
        assert_eq!(appeared.with_year("--12-30"), "2023-12-30");
        assert_eq!(appeared.with_year("--01-02"), "2024-01-02");
        assert_eq!(appeared.with_year("2020-01-02"), "2020-01-02");
    }
}
