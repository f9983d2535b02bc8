//! Jumps: what a piece says about the page that it goes on to or comes from, `（下转第三版）`, `（上接A1版）`.

use regex::Regex;

use crate::item::{Item, ItemKind};
use crate::line_kind::compile;
use crate::page::traditional::simplify;

/// Which way a jump points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Direction {
    /// The text goes on elsewhere.
    To,
    /// The text comes from elsewhere.
    From,
}

/// A page's number in its issue: `3`, `A3`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PageNumber {
    section: Option<char>,
    number: u8,
}

impl PageNumber {
    /// Whether both can be one page; a section that only one of them names says nothing against it.
    pub(super) fn fits(&self, other: &Self) -> bool {
        let is_one_section = match (self.section, other.section) {
            (Some(a), Some(b)) => a == b,
            _ => true,
        };
        is_one_section && self.number == other.number
    }
}

/// A jump with the article that it stands at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Jump {
    /// The article, by its place on the page.
    pub(super) item: usize,
    pub(super) direction: Direction,
    /// The page that it points at.
    pub(super) page: PageNumber,
}

/// What tells a page from the others of a batch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Folio {
    /// Its number, from its furniture or else its name.
    pub(super) number: Option<PageNumber>,
    /// The day of the issue, eight digits.
    pub(super) date: Option<String>,
}

/// Patterns of jumps and folios, compiled once.
pub(super) struct JumpCues {
    jump: Regex,
    folio: Regex,
    date: Regex,
    date_in_name: Regex,
    number_in_name: Regex,
}

/// How far into a text, or before its end, a jump is looked for, in characters.
const REACH: usize = 24;
/// Most jumps that are followed on one page; no paper has nearly as many.
const MOST_JUMPS: usize = 32;

impl JumpCues {
    pub(super) fn new() -> Self {
        const NUMBER: &str = r"(?:第\s*)?([A-Za-z]?)\s*(\d{1,2}|[一二三四五六七八九十]{1,3})\s*版";
        Self {
            jump: compile(&format!("(下转|上接|紧接|转)\\s*{NUMBER}")),
            folio: compile(&format!("(?:^|\\s){NUMBER}")),
            date: compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日"),
            date_in_name: compile(r"((?:19|20)\d{2})[-_.]?(0[1-9]|1[0-2])[-_.]?([0-3]\d)"),
            number_in_name: compile(r"^[-_.\s第]*([A-Za-z]?)(\d{1,2})版?$"),
        }
    }

    /// The jumps of a page's articles.
    pub(super) fn jumps(&self, items: &[Item]) -> Vec<Jump> {
        let mut jumps = Vec::new();
        for (at, item) in items.iter().enumerate() {
            match item.kind {
                ItemKind::Banner => jumps.extend(self.of_banner(items, item)),
                ItemKind::Article => jumps.extend(self.of_text(at, &item.text)),
                ItemKind::Caption | ItemKind::Quote => {}
            }
        }
        jumps.truncate(MOST_JUMPS);
        jumps
    }

    /// A jump on a line of its own points from the text that ends above it, or into the one that begins below.
    fn of_banner(&self, items: &[Item], banner: &Item) -> Option<Jump> {
        let line = banner.span()?.0;
        let (direction, page) = self.jump(&banner.text)?;
        let of = |at: &usize| items[*at].kind == ItemKind::Article;
        let lines = |at: usize| items[at].body_lines.iter();
        let articles = (0..items.len()).filter(of);
        let item = match direction {
            Direction::To => articles
                .filter_map(|at| {
                    lines(at).map(|[_, last]| *last).filter(|last| *last < line).max().map(|last| (last, at))
                })
                .max(),
            Direction::From => articles
                .filter_map(|at| {
                    lines(at).map(|[first, _]| *first).filter(|first| *first > line).min().map(|first| (first, at))
                })
                .min(),
        };
        item.map(|(_, item)| Jump { item, direction, page })
    }

    /// Jumps that stand in a text itself, before its first or after its last word.
    fn of_text(&self, item: usize, text: &str) -> Vec<Jump> {
        let head = text.char_indices().nth(REACH).map_or(text, |(end, _)| &text[..end]);
        let tail = text.char_indices().rev().nth(REACH).map_or(text, |(start, _)| &text[start..]);
        let ends = [(head, Direction::From), (tail, Direction::To)];
        let jump = |(text, wanted)| {
            let (direction, page) = self.jump(text)?;
            (direction == wanted).then_some(Jump { item, direction, page })
        };
        ends.into_iter().filter_map(jump).collect()
    }

    fn jump(&self, text: &str) -> Option<(Direction, PageNumber)> {
        let text = simplify(text);
        let found = self.jump.captures(&text)?;
        let direction = if matches!(&found[1], "上接" | "紧接") { Direction::From } else { Direction::To };
        Some((direction, page_number(&found[2], &found[3])?))
    }

    /// What a page's name and furniture say about its place in the paper.
    pub(super) fn folio(&self, name: &str, items: &[Item]) -> Folio {
        let furniture = || items.iter().filter(|item| item.kind == ItemKind::Banner).map(|item| item.text.as_str());
        let printed = |text: &str| {
            let found = self.folio.captures(text).filter(|_| !self.jump.is_match(&simplify(text)))?;
            page_number(&found[1], &found[2])
        };
        let day = |text: &str, pattern: &Regex| {
            let found = pattern.captures(text)?;
            Some(format!("{}{:0>2}{:0>2}", &found[1], &found[2], &found[3]))
        };
        let rest = self.date_in_name.replace(name, "");
        let named = || {
            let part = rest.rsplit(['_', '-', '.', ' ']).find(|part| !part.is_empty())?;
            let found = self.number_in_name.captures(part)?;
            page_number(&found[1], &found[2])
        };
        Folio {
            number: furniture().find_map(printed).or_else(named),
            date: day(name, &self.date_in_name).or_else(|| furniture().find_map(|text| day(text, &self.date))),
        }
    }
}

fn page_number(section: &str, number: &str) -> Option<PageNumber> {
    let number = number.parse().ok().or_else(|| chinese_number(number))?;
    Some(PageNumber { section: section.chars().next().map(|c| c.to_ascii_uppercase()), number })
}

/// `十二` → 12; nothing above 99.
fn chinese_number(text: &str) -> Option<u8> {
    let digit = |part: &str| match part {
        "" => None,
        _ => "一二三四五六七八九".chars().zip(1..).find(|(c, _)| part == c.to_string()).map(|(_, digit)| digit),
    };
    match text.split_once('十') {
        None => digit(text),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens)? };
            Some(tens * 10 + if ones.is_empty() { 0 } else { digit(ones)? })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(section: &str, number: u8) -> PageNumber {
        PageNumber { section: section.chars().next(), number }
    }

    #[test]
    fn jumps_are_read_in_all_their_forms() {
        let cues = JumpCues::new();
        let case = |text: &str, direction, page| assert_eq!(cues.jump(text), Some((direction, page)), "{text}");
        case("（下转第二版）", Direction::To, number("", 2));
        case("下转2版", Direction::To, number("", 2));
        case("▼下转A3版", Direction::To, number("A", 3));
        case("（转第十二版）", Direction::To, number("", 12));
        case("（上接A1版）", Direction::From, number("A", 1));
        case("（紧接第一版）", Direction::From, number("", 1));
        assert_eq!(cues.jump("下转各科室办理"), None);
    }

    #[test]
    fn names_tell_page_and_day() {
        let cues = JumpCues::new();
        let case = |name: &str, page: Option<PageNumber>, date: Option<&str>| {
            assert_eq!(cues.folio(name, &[]), Folio { number: page, date: date.map(str::to_string) }, "{name}");
        };
        case("2024-03-12_02", Some(number("", 2)), Some("20240312"));
        case("20240312A03", Some(number("A", 3)), Some("20240312"));
        case("2024-03-12", None, Some("20240312"));
        case("荆州日报-第3版", Some(number("", 3)), None);
        case("000_d64fe62f0ebf1c02", None, None);
    }
}
