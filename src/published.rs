//! The day on which a page appeared, as its masthead or the names of its file and folders tell it.

use std::sync::LazyLock;

use regex::Regex;

use crate::date::Day;
use crate::item::{Item, ItemKind};
use crate::line_kind::compile;

/// A day in a masthead, and what stands after it in most: `2023年6月7日 星期三`.
static PRINTED: LazyLock<Regex> = LazyLock::new(|| {
    compile(r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日\s*(星\s*期|农历|農曆|[（(]?周[一二三四五六日])?")
});

/// A day in a name: `20230605A03`, `沙市报2023.6.5第1版`, `2023年6月/5日`.
static NAMED: LazyLock<Regex> = LazyLock::new(|| {
    compile(
        r"(?x) (?: ^ | \D ) ((?:19|20)\d{2}) (?: (\d{2}) (\d{2})
        | [-_.\x20年/]{1,2} (\d{1,2}) [-_.\x20月/]{1,2} (\d{1,2}) )",
    )
});

/// The day in the furniture of a page: before all others one with its weekday, never one on a line of its own under a
/// text, which dates a notice.
pub fn printed_day(items: &[Item]) -> Option<Day> {
    let furniture = || items.iter().filter(|item| item.kind == ItemKind::Banner).map(|item| item.text.as_str());
    let masthead = furniture().flat_map(days).find(|day| day.place == Place::Masthead);
    let found = masthead.or_else(|| furniture().flat_map(days).find(|day| day.place == Place::Line));
    found.map(|found| found.day)
}

/// Where a day stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before its weekday.
    Masthead,
    /// On some line.
    Line,
    /// Alone under a text.
    Signature,
}

struct Found {
    day: Day,
    place: Place,
}

fn days(text: &str) -> impl Iterator<Item = Found> {
    let found = PRINTED.captures_iter(text);
    found.filter_map(|found| {
        let (start, end) = found.get(0).map(|whole| (whole.start(), whole.end()))?;
        let is_alone = text[..start].ends_with('\n') && text[end..].trim().is_empty();
        let place = match found.get(4) {
            Some(_) => Place::Masthead,
            None if is_alone => Place::Signature,
            None => Place::Line,
        };
        Some(Found { day: day([&found[1], &found[2], &found[3]])?, place })
    })
}

fn day([year, month, day]: [&str; 3]) -> Option<Day> {
    Day::parse(&format!("{year}-{month}-{day}"))
}

/// The day that a page's path tells, `2023-06-05_01`, `20230605/01`, `沙市报2023.6.5第1版`: the last part of it that does.
/// The parts are parted by `/`; in `2023/06/05/01` the last folder is the day, in `2023/06/01` the file is no day.
pub fn named_day(path: &str) -> Option<Day> {
    let (folders, stem) = path.rsplit_once('/').unwrap_or(("", path));
    last_day(stem).or_else(|| last_day(folders))
}

fn last_day(name: &str) -> Option<Day> {
    let found = NAMED.captures_iter(name);
    let days = found.filter_map(|found| {
        let is_cut = found.get(5).is_some_and(|day| name[day.end()..].starts_with(|c: char| c.is_ascii_digit()));
        if is_cut {
            return None;
        }
        let part = |packed, apart| found.get(packed).or(found.get(apart)).map_or("", |part| part.as_str());
        day([&found[1], part(2, 4), part(3, 5)])
    });
    days.last()
}

/// Notes on items of one page when it appeared: as its masthead says, or else as its path does.
pub fn note(items: &mut [Item], named: Option<Day>) {
    if let Some(day) = printed_day(items).or(named) {
        for item in items {
            item.published = day.to_string();
        }
    }
}

/// Dates items of one page that appeared on the day which a person gives, or else on the one noted, or else on the one
/// that the masthead or the page's name tells: a date without year gets its year, also one whose year came from a masthead
/// that the person corrects.
pub fn settle(items: &mut [Item], known: Option<Day>) {
    let Some(first) = items.first() else { return };
    let told = || printed_day(items).or_else(|| named_day(&first.page));
    let Some(day) = known.or_else(|| Day::parse(&first.published)).or_else(told) else { return };
    let printed = known.and_then(|_| printed_day(items)).map(Day::year).filter(|year| *year != day.year());
    let wrong = printed.map(|year| format!("{year:04}-"));
    for item in items {
        let bare =
            wrong.as_ref().and_then(|year| item.date.strip_prefix(year.as_str())).map(|rest| format!("--{rest}"));
        item.date = day.with_year(bare.as_ref().unwrap_or(&item.date));
        item.published = day.to_string();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;
    use crate::segment::Segmenter;

    #[test]
    fn a_name_tells_its_day_in_the_usual_forms() {
        let case = |path: &str, expected: &str| {
            assert_eq!(named_day(path).map_or_else(String::new, |day| day.to_string()), expected, "{path}");
        };
        case("2023-06-05", "2023-06-05");
        case("2023-06-05_02", "2023-06-05");
        case("20230605A03", "2023-06-05");
        case("rb2023060502", "2023-06-05");
        case("2023年6月5日", "2023-06-05");
        case("沙市报2023.6.5第1版", "2023-06-05");
        case("pages/20230605/01", "2023-06-05");
        case("沙市报/2023年6月/5日/01", "2023-06-05");
        case("2023/06/05/01", "2023-06-05");
        case("2023-01-01/2023-06-05", "2023-06-05");
        case("扫描2024-01-02/1998-07-01/3", "1998-07-01");
        for path in ["2023/06/01", "6月/01", "000_d64fe62f0ebf1c02", "2023-13-01", "20230631", "第12023-6-5", "01", ""]
        {
            case(path, "");
        }
    }

    fn banner(text: &str) -> Item {
        let mut item = Segmenter::new().segment(&Page::parse("p", "无题\n")).remove(0);
        (item.kind, item.text) = (ItemKind::Banner, text.to_string());
        item
    }

    #[test]
    fn a_person_knows_better_than_the_masthead() {
        let mut items = ["2032年6月5日 星期一", "", ""].map(banner);
        items[1].date = "2032-06-04".into();
        items[2].date = "2021-06-04".into();
        settle(&mut items, None);
        assert_eq!((items[1].date.as_str(), items[1].published.as_str()), ("2032-06-04", "2032-06-05"));
        settle(&mut items, Day::parse("2023-06-05"));
        assert_eq!((items[1].date.as_str(), items[1].published.as_str()), ("2023-06-04", "2023-06-05"));
        assert_eq!(items[2].date, "2021-06-04");
    }

    #[test]
    fn a_masthead_goes_before_a_notice_and_a_name() {
        let case = |texts: &[&str], expected: &str| {
            let mut items: Vec<Item> = texts.iter().map(|text| banner(text)).collect();
            note(&mut items, Day::parse("2023-01-01"));
            assert!(items.iter().all(|item| item.published == expected), "{texts:?}: {}", items[0].published);
        };
        case(&["沙市区妇女联合会\n2023年6月4日", "编辑 方舟2023年6月5日 星期一"], "2023-06-05");
        case(&["沙市区妇女联合会\n2023年6月4日"], "2023-01-01");
        case(&["策划：方舟2023年6月5日"], "2023-06-05");
        case(&["1985年 10月8日\n农历乙丑年八月廿四"], "1985-10-08");
        case(&["2023年6月31日 星期一"], "2023-01-01");
    }
}
