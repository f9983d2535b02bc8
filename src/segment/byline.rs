//! Who wrote it and when it happened, as the text says.

use regex::Regex;

use crate::line_kind::{Dateline, ROLES, are_writers, compile, dateline, ends_sentence};
use crate::page::{Line, Marks};

/// Finds bylines and dates; the patterns are compiled once.
#[derive(Debug)]
pub(super) struct Bylines {
    credit: Regex,
    role: Regex,
    bare_year: Regex,
    weekday: Regex,
}

impl Bylines {
    pub(super) fn new() -> Self {
        Self {
            credit: compile(
                r"[（(]?(?:本组图片|本组照片|组图|图片)?[:：]?\s*([^（()）。，！？”]{2,80}?)\s*(摄影报道|摄影|摄)\s*[）)]?\s*$",
            ),
            role: compile(&format!(r"(?:{ROLES})[\s:：]*")),
            bare_year: compile(
                r"(?:^|[\p{Han}“《\s])(20[0-4]\d)(?:\p{Han}|$|[.\-/]\d{1,2}[.\-/]\d{1,2}(?:\s|\p{Han}|$))",
            ),
            weekday: compile(
                r"((?:19|20)\d{2})\s*[年./\-]\s*\d{1,2}\s*[月./\-]\s*\d{1,2}\s*日?\s*[（(]?(?:星\s*期|农历|周[一二三四五六日])",
            ),
        }
    }

    /// The names in a dateline, its day, and the text after it: `本报讯（记者周某）6月13日…`, `本报九江5月31日讯`.
    pub(super) fn dateline<'a>(&self, text: &'a str, year: Option<u16>) -> (String, String, &'a str) {
        let Some(Dateline { news, names, rest }) = dateline(text) else { return (String::new(), String::new(), text) };
        let from = news.find(|c: char| c.is_ascii_digit()).unwrap_or(news.len());
        (self.spaced(names), Self::date(&news[from..], year), rest)
    }

    /// The names of a signature line: `□ 通讯员 杨某`, `□记者 方舟 报道`.
    pub(super) fn signature(&self, text: &str) -> String {
        let names = text.trim_matches(['□', '■', '○', '●', '◇', '◆', '▲', '△', '☐', '◎', ' ', '（', '）', '(', ')']);
        self.spaced(names.strip_suffix(" 报道").unwrap_or(names))
    }

    /// The photographers of a caption: `（付某 摄）` gives `付某 摄`.
    pub(super) fn credit(&self, text: &str) -> String {
        let Some(found) = self.credit.captures(tail(text, CREDIT_REACH)) else { return String::new() };
        // Without a bracket the names are the last words: `…市民在公园晨练。 方舟 摄`.
        format!("{} {}", self.spaced(&found[1]), &found[2])
    }

    /// The names in brackets at the end of a body: `（通讯员 林某）`.
    pub(super) fn sign_off(&self, text: &str) -> String {
        let remark = sign_off(text).filter(|remark| are_writers(remark));
        remark.map_or_else(String::new, |remark| self.spaced(remark))
    }

    /// Sets one space after each role and between names.
    fn spaced(&self, names: &str) -> String {
        let mut parted = String::with_capacity(names.len() + 8);
        let mut from = 0;
        for role in self.role.find_iter(names) {
            let word = role.as_str().trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '：'));
            // `《江淮日报》记者`
            let before = if names[..role.start()].ends_with('》') { "" } else { " " };
            parted.extend([&names[from..role.start()], before, word, " "]);
            from = role.end();
        }
        parted.push_str(&names[from..]);
        let names = parted.replace("文/图", WORK).replace("图/文", WORK_BACK).replace("文/摄", WORK_PHOTO);
        let words: Vec<&str> = names.split([' ', '、', '，', '/', '／']).filter(|word| !word.is_empty()).collect();
        words.join(" ").replace(WORK, "文/图").replace(WORK_BACK, "图/文").replace(WORK_PHOTO, "文/摄")
    }

    /// The day on which a text begins, if it is one day: `6月13日下午，…`; `6月9日至10日` is none.
    pub(super) fn date(text: &str, page_year: Option<u16>) -> String {
        let Some((year, month, day, rest)) = leading_date(after_opening(text)) else { return String::new() };
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) || is_range(rest) {
            return String::new();
        }
        match year.or(page_year) {
            Some(year) => format!("{year:04}-{month:02}-{day:02}"),
            None => format!("--{month:02}-{day:02}"),
        }
    }

    /// The day that a report names after its first words: `国徽挂上柚子树，就成了审判席。12月1日，`, `在节日到来之际，8月16日上午，`.
    pub(super) fn later_date(text: &str, page_year: Option<u16>) -> String {
        let starts = text.char_indices().take(LEAD).filter(|&(_, c)| DAY_AFTER.contains(&c));
        let days = starts.map(|(at, c)| &text[at + c.len_utf8()..]);
        days.filter(|day| stands_by_itself(day))
            .map(|day| Self::date(day, page_year))
            .find(|day| !day.is_empty())
            .unwrap_or_default()
    }

    /// The day that a caption names right after pointing at its photo: `图为12月19日，民警老滕`, `上图：8月3日，`.
    pub(super) fn shown_date(text: &str, page_year: Option<u16>) -> String {
        let days = SHOWN.iter().filter_map(|word| text.split_once(word)).map(|(_, day)| day);
        days.map(|day| Self::date(day, page_year)).find(|day| !day.is_empty()).unwrap_or_default()
    }

    /// The year of a page: that of its masthead. Where it has none, the latest that its text names, future ones left out
    /// (`到2030年`, `2035年远景目标`); where none is named, the latest number that can be one: `2023江城绿色包装产业对接会`.
    pub(super) fn page_year<'a>(&self, lines: impl Iterator<Item = Line<'a>> + Clone) -> Option<u16> {
        self.masthead_year(lines.clone()).or_else(|| self.text_year(lines))
    }

    /// The year of a day with its weekday, `2023年6月7日 星期三`, or else of one that ends a short line at the page's top:
    /// `江滩新闻 2022年9月14日`.
    fn masthead_year<'a>(&self, lines: impl Iterator<Item = Line<'a>> + Clone) -> Option<u16> {
        let has_weekday = |line: &Line<'_>| line.width <= MASTHEAD && line.text.contains(['期', '周', '历']);
        let of_weekday = |line: Line<'a>| self.weekday.captures(line.text)?[1].parse().ok();
        let of_day = |line: Line<'a>| {
            let day = &line.text[line.text.find(|c: char| c.is_ascii_digit())?..];
            leading_date(day).filter(|(.., rest)| rest.is_empty())?.0
        };
        let weekday = lines.clone().filter(has_weekday).filter_map(of_weekday).max();
        let top = lines.filter(|line| !line.text.is_empty()).take(TOP_LINES);
        weekday.or_else(|| top.filter(|line| line.width <= DATED).find_map(of_day))
    }

    fn text_year<'a>(&self, lines: impl Iterator<Item = Line<'a>> + Clone) -> Option<u16> {
        let named = lines.clone().filter(|line| line.has(Marks::YEAR)).flat_map(|line| years(line.text)).max();
        named.or_else(|| lines.flat_map(|line| self.bare_years(line.text)).max())
    }

    fn bare_years<'a>(&self, line: &'a str) -> impl Iterator<Item = u16> + use<'a, '_> {
        let found = line.contains("20").then(|| self.bare_year.captures_iter(line));
        found.into_iter().flatten().filter_map(|found| found[1].parse().ok())
    }
}

/// What stands for `文/图` while names are parted, whose stroke parts no names, for `图/文` and for `文/摄`.
const WORK: &str = "\u{1}";
const WORK_BACK: &str = "\u{2}";
const WORK_PHOTO: &str = "\u{3}";

/// A credit or a sign-off begins within so many characters of its text's end.
const CREDIT_REACH: usize = 120;

/// What stands in brackets after the last sentence of a text: `…全部建成。（方舟）`.
pub(super) fn sign_off(text: &str) -> Option<&str> {
    let inner = text.trim_end().strip_suffix(['）', ')'])?;
    let (before, remark) = tail(inner, CREDIT_REACH).rsplit_once(['（', '('])?;
    (before.is_empty() || ends_sentence(before.trim_end())).then_some(remark)
}

/// The last characters of a text.
fn tail(text: &str, most: usize) -> &str {
    text.char_indices().rev().nth(most - 1).map_or(text, |(start, _)| &text[start..])
}

/// Widest line of a masthead that names the day and its weekday.
const MASTHEAD: usize = 90;
/// Lines at the top of a page in which its masthead may stand.
const TOP_LINES: usize = 3;
/// Widest line that names no more than a section and the day.
const DATED: usize = 44;

/// Longest of the quotations that a report opens with before it says when, in characters.
const QUOTATION: usize = 60;

/// A report names its day within so many characters, if not at once; what is farther on is seldom the event's day.
const LEAD: usize = 45;
/// What a day stands after in the middle of a text.
const DAY_AFTER: [char; 9] = ['。', '！', '？', '”', '—', '…', '，', ',', '：'];
/// What shows a photo in its caption.
const SHOWN: [&str; 5] = ["图为", "上图：", "下图：", "左图：", "右图："];

/// Whether a day begins a text as an event's does, `8月16日上午，`, and no term, `9月1日起`.
fn stands_by_itself(text: &str) -> bool {
    let rest = leading_date(text).map_or("", |(_, _, _, rest)| rest);
    rest.starts_with(['，', ',', '上', '下', '中', '晚', '早', '清', '凌', '傍', '夜'])
}

/// The text after a bullet and after short quotations that it opens with: `●6月1日`, `“太方便了！”5月20日，`.
fn after_opening(text: &str) -> &str {
    let mut text = text.trim_start_matches(BULLETS);
    while let Some(inner) = text.strip_prefix('“') {
        let end = inner.char_indices().take(QUOTATION).find(|&(_, c)| c == '”').map(|(at, c)| at + c.len_utf8());
        let Some(end) = end else { break };
        text = &inner[end..];
    }
    text
}

/// What stands before each of a row of briefs.
const BULLETS: [char; 7] = ['●', '◆', '■', '▲', '★', '◎', ' '];

/// Year, month and day with which a text begins, as printed, and what follows: `2024年6月13日下午`, `6月13日，`.
fn leading_date(text: &str) -> Option<(Option<u16>, u16, u16, &str)> {
    let number = |text: &str, unit: char, digits: std::ops::RangeInclusive<usize>| {
        let end = text.bytes().take_while(u8::is_ascii_digit).count();
        let number = text[..end].parse().ok().filter(|_| digits.contains(&end))?;
        Some((number, text[end..].strip_prefix(unit)?.len()))
    };
    let after = |rest: usize| &text[text.len() - rest..];
    let (year, rest) = number(text, '年', 4..=4).map_or((None, text.len()), |(year, rest)| (Some(year), rest));
    let (month, rest) = number(after(rest), '月', 1..=2)?;
    let (day, rest) = number(after(rest), '日', 1..=2)?;
    Some((year, month, day, after(rest)))
}

/// Whether a date goes on to another: `至10日`, `—次日`.
fn is_range(rest: &str) -> bool {
    let to = rest.strip_prefix(['至', '到', '-', '—', '–', '~', '～', '、', '和']).map(str::trim_start);
    to.is_some_and(|to| to.starts_with(|c: char| c.is_ascii_digit()) || to.starts_with("次日"))
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
        let case = |text, names: &str, day: &str, rest| {
            assert_eq!(bylines.dateline(text, Some(2024)), (names.to_string(), day.to_string(), rest), "{text}");
        };
        case("本报讯（记者方舟 季平 通讯员林岚）昨日", "记者 方舟 季平 通讯员 林岚", "", "昨日");
        case("本报讯(特约记者方舟)2月29日上午", "特约记者 方舟", "", "2月29日上午");
        case("本报讯 昨日，", "", "", "昨日，");
        case("新华社北京6月1日电（记者方舟） 国家", "记者 方舟", "2024-06-01", "国家");
        case("本报九江5月31日讯（首席记者 方舟）今天", "首席记者 方舟", "2024-05-31", "今天");
        case("（记者 方舟（左））昨日", "", "", "（记者 方舟（左））昨日");
        assert_eq!(bylines.signature("□ 江淮日报记者 方舟 通讯员 林岚"), "江淮日报记者 方舟 通讯员 林岚");
        assert_eq!(bylines.signature("□ 《江淮日报》记者 方舟"), "《江淮日报》记者 方舟");
        assert_eq!(bylines.signature("本报记者 方舟 文/摄"), "本报记者 方舟 文/摄");
    }

    #[test]
    fn credits_and_sign_offs() {
        let bylines = Bylines::new();
        assert_eq!(bylines.credit("志愿者植树。 （方舟 摄）"), "方舟 摄");
        assert_eq!(bylines.credit("(本组图片:方舟 季平 摄)"), "方舟 季平 摄");
        assert_eq!(bylines.sign_off("……全部建成。（通讯员 林岚）"), "通讯员 林岚");
        assert_eq!(bylines.sign_off("……全部建成。（方舟）"), "方舟");
        assert_eq!(bylines.sign_off("……全部建成。（县植保站 方舟）"), "县植保站 方舟");
        assert_eq!(bylines.sign_off("（方舟）"), "方舟");
        assert_eq!(bylines.sign_off("他说（笑）"), "");
        assert_eq!(bylines.sign_off("三行之和相等。（答案见中缝）"), "");
    }

    #[test]
    fn a_date_is_one_day_at_the_beginning() {
        assert_eq!(Bylines::date("6月13日下午，", Some(2022)), "2022-06-13");
        assert_eq!(Bylines::date("6月13日下午，", None), "--06-13");
        assert_eq!(Bylines::date("2021年6月3日，", Some(2022)), "2021-06-03");
        assert_eq!(Bylines::date("6月9日至10日，", Some(2022)), "");
        assert_eq!(Bylines::date("近日，", Some(2022)), "");
        assert_eq!(Bylines::date("13月40日", Some(2022)), "");
    }

    #[test]
    fn a_report_may_name_its_day_after_its_first_words() {
        let later = |text| Bylines::later_date(text, Some(2022));
        assert_eq!(later("两张饭桌一拼，就成了审判席。12月1日，法官来到柚园。"), "2022-12-01");
        assert_eq!(later("在第六个医师节到来之际,8月16日上午,副市长看望医生。"), "2022-08-16");
        assert_eq!(later("记者获悉，8月16日起，新规施行。"), "");
        assert_eq!(later("记者获悉，4月2日至4日，客运站加开班车。"), "");
        let far =
            "为进一步扩大档案工作的社会知晓度和影响力，区档案馆围绕主题，开展档案服务基层街道社区的活动。6月9日，";
        assert_eq!(later(far), "");
        assert_eq!(Bylines::shown_date("孩子们放学要过冰河。图为12月19日，民警送孩子过河。", None), "--12-19");
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
