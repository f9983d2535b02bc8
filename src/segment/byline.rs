//! Who wrote it and when it happened, as the text says.

use regex::Regex;

use crate::line_kind::{ROLES, compile};
use crate::page::{Line, Marks};

/// Finds bylines and dates; the patterns are compiled once.
#[derive(Debug)]
pub(super) struct Bylines {
    dateline: Regex,
    credit: Regex,
    sign_off: Regex,
    role: Regex,
    date: Regex,
    date_range: Regex,
    bare_year: Regex,
}

impl Bylines {
    pub(super) fn new() -> Self {
        Self {
            dateline: compile(r"^[□■●◆▲]?\s*(?:[^，。（(]{0,14}(?:讯|消息|电)\s*)?(?:[（(]([^（()）]{2,80})[）)])?\s*"),
            credit: compile(
                r"[（(]?(?:本组图片|本组照片|组图|图片)?[:：]?\s*([^（()）。，！？]{2,80}?)\s*(摄影报道|摄影|摄)\s*[）)]?\s*$",
            ),
            sign_off: compile(&format!(
                r"[。！？”][（(]((?:{ROLES})[^（()）]{{2,60}}|\p{{Han}}{{2,3}}(?:[\s、]\p{{Han}}{{2,3}}){{0,3}})[）)]\s*$"
            )),
            role: compile(&format!(r"({ROLES})[\s:：]*")),
            date: compile(r"^(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日"),
            date_range: compile(r"^(?:至|到|-|—|–|~|～|、|和)\s*(?:\d|次日)"),
            bare_year: compile(r"(?:^|[\p{Han}“《\s])(20[0-4]\d)(?:\p{Han}|$)"),
        }
    }

    /// The names in a dateline, and the text after it: `本报讯（记者周某）6月13日…`.
    pub(super) fn dateline<'a>(&self, text: &'a str) -> (String, &'a str) {
        let Some(found) = self.dateline.captures(text) else { return (String::new(), text) };
        let names = found.get(1).map_or("", |names| names.as_str());
        let end = found.get(0).map_or(0, |whole| whole.end());
        (self.spaced(names), &text[end..])
    }

    /// The names of a signature line: `□ 通讯员 杨某`.
    pub(super) fn signature(&self, text: &str) -> String {
        self.spaced(text.trim_matches(['□', '■', '○', '●', '◇', '◆', '▲', '△', '☐', '◎', ' ', '（', '）', '(', ')']))
    }

    /// The photographers of a caption: `（付某 摄）` gives `付某 摄`.
    pub(super) fn credit(&self, text: &str) -> String {
        let Some(found) = self.credit.captures(text) else { return String::new() };
        // Without a bracket the names are the last words: `…市民在公园晨练。 方舟 摄`.
        format!("{} {}", self.spaced(&found[1]), &found[2])
    }

    /// The names in brackets at the end of a body: `（通讯员 林某）`.
    pub(super) fn sign_off(&self, text: &str) -> String {
        self.sign_off.captures(text).map_or_else(String::new, |found| self.spaced(&found[1]))
    }

    /// Sets one space after each role and between names.
    fn spaced(&self, names: &str) -> String {
        let parted = self.role.replace_all(names, " $1 ");
        parted.split([' ', '、', '，', '/', '／']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The day on which a text begins, if it is one day: `6月13日下午，…`; `6月9日至10日` is none.
    pub(super) fn date(&self, text: &str, year: Option<u16>) -> String {
        let Some(found) = self.date.captures(text) else { return String::new() };
        let end = found.get(0).map_or(0, |whole| whole.end());
        let number = |group: usize| found.get(group).and_then(|digits| digits.as_str().parse::<u16>().ok());
        let (Some(month @ 1..=12), Some(day @ 1..=31)) = (number(2), number(3)) else { return String::new() };
        if self.date_range.is_match(&text[end..]) {
            return String::new();
        }
        match number(1).or(year) {
            Some(year) => format!("{year:04}-{month:02}-{day:02}"),
            None => format!("--{month:02}-{day:02}"),
        }
    }

    /// The year of a page: the latest that its text names, future ones left out (`到2030年`, `2035年远景目标`); where
    /// none is named, the latest number that can be one: `2023江城绿色包装产业对接会`.
    pub(super) fn page_year<'a>(&self, lines: impl Iterator<Item = Line<'a>> + Clone) -> Option<u16> {
        let named = lines.clone().filter(|line| line.has(Marks::YEAR)).flat_map(|line| years(line.text)).max();
        named.or_else(|| lines.flat_map(|line| self.bare_years(line.text)).max())
    }

    fn bare_years<'a>(&self, line: &'a str) -> impl Iterator<Item = u16> + use<'a, '_> {
        let found = line.contains("20").then(|| self.bare_year.captures_iter(line));
        found.into_iter().flatten().filter_map(|found| found[1].parse().ok())
    }
}

/// The years that a line names without making them a goal: `2021年开工`, `2022年度`.
fn years(line: &str) -> impl Iterator<Item = u16> {
    line.match_indices("年").filter_map(|(at, year)| {
        let digits = line.get(at.checked_sub(4)?..at)?;
        let is_year = digits.bytes().all(|digit| digit.is_ascii_digit())
            && digits.get(..2).is_some_and(|century| matches!(century, "19" | "20"));
        let after = &line[at + year.len()..];
        let is_future =
            line[..at - 4].ends_with(FUTURE_BEFORE) || after.strip_prefix('度').unwrap_or(after).starts_with("远景");
        if is_year && !is_future { digits.parse().ok() } else { None }
    })
}

/// Characters before a year that make it a goal.
const FUTURE_BEFORE: [char; 4] = ['到', '至', '前', '—'];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;

    #[test]
    fn datelines_give_names_with_one_space_after_each_role() {
        let bylines = Bylines::new();
        assert_eq!(bylines.dateline("本报讯（记者方舟 季平 通讯员林岚）昨日").0, "记者 方舟 季平 通讯员 林岚");
        assert_eq!(bylines.dateline("本报讯(特约记者方舟)2月29日上午"), ("特约记者 方舟".into(), "2月29日上午"));
        assert_eq!(bylines.dateline("本报讯 昨日，"), (String::new(), "昨日，"));
        assert_eq!(bylines.signature("□ 江淮日报记者 方舟 通讯员 林岚"), "江淮日报记者 方舟 通讯员 林岚");
    }

    #[test]
    fn credits_and_sign_offs() {
        let bylines = Bylines::new();
        assert_eq!(bylines.credit("志愿者植树。 （方舟 摄）"), "方舟 摄");
        assert_eq!(bylines.credit("(本组图片:方舟 季平 摄)"), "方舟 季平 摄");
        assert_eq!(bylines.sign_off("……全部建成。（通讯员 林岚）"), "通讯员 林岚");
        assert_eq!(bylines.sign_off("……全部建成。（方舟）"), "方舟");
        assert_eq!(bylines.sign_off("他说（笑）"), "");
    }

    #[test]
    fn a_date_is_one_day_at_the_beginning() {
        let bylines = Bylines::new();
        assert_eq!(bylines.date("6月13日下午，", Some(2022)), "2022-06-13");
        assert_eq!(bylines.date("6月13日下午，", None), "--06-13");
        assert_eq!(bylines.date("2021年6月3日，", Some(2022)), "2021-06-03");
        assert_eq!(bylines.date("6月9日至10日，", Some(2022)), "");
        assert_eq!(bylines.date("近日，", Some(2022)), "");
        assert_eq!(bylines.date("13月40日", Some(2022)), "");
    }

    #[test]
    fn the_year_is_the_latest_that_is_no_goal() {
        let bylines = Bylines::new();
        let year = |text| bylines.page_year(Page::parse("p", text).lines());
        assert_eq!(year("2021年开工，2022年建成\n到2025年全面完成，面向2035年远景目标"), Some(2022));
        assert_eq!(year("2023江城绿色包装产业对接会"), Some(2023));
        assert_eq!(year("近日"), None);
    }
}
