//! Writers' names without role or mark, which only their place shows: under a headline, or below the last line of a text.

use super::columns::COLUMN_TOLERANCE;
use super::reader::INDENT;
use super::section::is_numbered;
use crate::line_kind::{Cues, LineKind, ends_sentence, is_display, is_office_name};
use crate::page::{Line, Marks};

/// Narrowest line of running text, in half-width columns.
const TEXT_WIDTH: usize = 18;
/// Within so many lines a text comes to a full stop.
const SENTENCE_LINES: usize = 5;
/// Narrowest headline above a name, in half-width columns: two characters.
const HEADLINE_WIDTH: usize = 4;

/// Judges plain lines anew that read like writers' names and stand where they do.
pub(super) fn find_names(lines: &[Line<'_>], numbers: &[usize], cues: &Cues, kinds: &mut [LineKind]) {
    for at in 1..lines.len() {
        if kinds[at] == LineKind::Plain && is_office_name(lines[at].text) {
            let place = Place { lines, numbers, kinds, at };
            if place.is_set_below_text() {
                kinds[at] = LineKind::Signature;
            }
        } else if kinds[at] == LineKind::Plain && cues.may_be_signature(lines[at]) {
            let place = Place { lines, numbers, kinds, at };
            if place.is_under_headline() || place.is_below_text() || place.is_below_headline_of_text() {
                kinds[at] = LineKind::Signature;
            }
        } else if at > 1 && kinds[at] == LineKind::Plain && kinds[at - 1] == LineKind::Signature {
            let place = Place { lines, numbers, kinds, at };
            if is_address(lines[at]) && place.begins_display(at - 2) && place.is_text(at + 1) {
                kinds[at] = LineKind::Salutation;
            }
        }
    }
}

/// Widest line of verse, in half-width columns.
const VERSE_WIDTH: usize = 36;
/// Widest salutation of a letter under its writer's name: `十年后的我：`.
const ADDRESS_WIDTH: usize = 20;

fn is_address(line: Line<'_>) -> bool {
    line.width <= ADDRESS_WIDTH && line.text.ends_with(['：', ':'])
}

/// A line among its neighbours.
struct Place<'a, 'p> {
    lines: &'p [Line<'a>],
    numbers: &'p [usize],
    kinds: &'p [LineKind],
    at: usize,
}

impl Place<'_, '_> {
    fn is_apart(&self, at: usize) -> bool {
        at == 0 || at == self.lines.len() || self.numbers[at] > self.numbers[at - 1] + 1
    }

    /// Whether a headline stands right above and running text below: `守闸人`, `方舟`, `盐河的那道老闸，…`.
    fn is_under_headline(&self) -> bool {
        let above = self.lines[self.at - 1];
        let is_headline = matches!(self.kinds[self.at - 1], LineKind::Plain | LineKind::Attribution)
            && above.width >= HEADLINE_WIDTH
            && is_display(above)
            && !above.text.ends_with('。')
            && self.begins_display(self.at - 1);
        is_headline && (self.is_text(self.after_remark()) || self.is_verse(self.at + 1))
    }

    /// Where the text begins below a name, after a remark or a number: `（连载十七）`, `其一`.
    fn after_remark(&self) -> usize {
        let next = self.at + 1;
        let is_remark = |line: &Line<'_>| {
            line.width <= ADDRESS_WIDTH && line.text.starts_with(['（', '(']) && ends_sentence(line.text)
        };
        let is_passed = self.lines.get(next).is_some_and(|line| is_remark(line) || is_numbered(line.text));
        next + usize::from(is_passed)
    }

    /// Whether a name of three characters, or several names, stand by themselves below a headline that itself stands below
    /// its text: `…座椅自然就“归位”了。`, `莫让座椅成了晾晒架`, `方舟舟`.
    fn is_below_headline_of_text(&self) -> bool {
        let (above, text) = (self.at - 1, self.lines[self.at].text);
        let first = (0..=above).rev().find(|&line| self.is_apart(line)).filter(|&first| first > 0 && above - first < 3);
        let is_headline = |line: usize| self.kinds[line] == LineKind::Plain && is_display(self.lines[line]);
        let is_below_text =
            |first: usize| ends_sentence(self.lines[first - 1].text) && !is_display(self.lines[first - 1]);
        let is_name = text.chars().count() == 3 || text.contains(' ');
        is_name
            && self.is_apart(self.at)
            && self.is_apart(self.at + 1)
            && !self.is_text(self.at + 1)
            && self.lines[above].width >= TEXT_WIDTH
            && first.is_some_and(|first| is_below_text(first) && (first..self.at).all(is_headline))
    }

    /// Whether display type begins at `at` or a few lines above, not in the middle of a sentence.
    fn begins_display(&self, at: usize) -> bool {
        let first = (0..=at).rev().find(|&line| self.is_apart(line) || ends_sentence(self.lines[line - 1].text));
        first.is_some_and(|first| at - first < 4 && (first..=at).all(|line| is_display(self.lines[line])))
    }

    /// Whether running text begins at `at`: a salutation, or a line too long for display type or with a sentence's marks.
    fn is_text(&self, at: usize) -> bool {
        let Some(line) = self.lines.get(at) else { return false };
        match self.kinds[at] {
            LineKind::Salutation => true,
            LineKind::Plain if is_address(*line) => self.lines.get(at + 1).is_some_and(|next| !is_display(*next)),
            LineKind::Plain => {
                let is_wide = || line.width >= TEXT_WIDTH && line.width > self.lines[at - 1].width;
                !is_display(*line) || is_wide() || self.is_column(at)
            }
            _ => false,
        }
    }

    /// Whether lines of one width begin at `at`, the first short by a blank at most, and come to a full stop.
    fn is_column(&self, at: usize) -> bool {
        let Some([first, second, third]) = self.lines.get(at..at + 3) else { return false };
        let is_full = first.width >= TEXT_WIDTH && first.width + INDENT + COLUMN_TOLERANCE >= second.width;
        let are_alike =
            second.width.abs_diff(third.width) <= COLUMN_TOLERANCE && first.width <= second.width + COLUMN_TOLERANCE;
        let end = (at + SENTENCE_LINES).min(self.lines.len());
        is_full && are_alike && self.lines[at..end].iter().any(|line| line.has(Marks::FULL_STOP))
    }

    /// Whether a stanza begins at `at`, apart from what stands above.
    fn is_verse(&self, at: usize) -> bool {
        let is_line = |at: usize| {
            let line = self.lines.get(at);
            line.is_some_and(|line| is_display(*line) && line.cells == 1 && line.width <= VERSE_WIDTH)
                && self.kinds[at] == LineKind::Plain
        };
        self.is_apart(at) && is_line(at) && is_line(at + 1) && !self.is_apart(at + 1) && is_line(at + 2)
    }

    /// Whether running text ends right above, set on to the line, and a day or nothing is set on below.
    fn is_set_below_text(&self) -> bool {
        let is_text = self.kinds[self.at - 1] == LineKind::Plain && ends_sentence(self.lines[self.at - 1].text);
        let is_day = || self.kinds.get(self.at + 1) == Some(&LineKind::Closing);
        is_text && !self.is_apart(self.at) && (self.is_apart(self.at + 1) || is_day())
    }

    /// Whether running text ends right above, and something else or nothing follows.
    fn is_below_text(&self) -> bool {
        let above = self.lines[self.at - 1];
        let is_text = matches!(self.kinds[self.at - 1], LineKind::Plain | LineKind::Dateline)
            && ends_sentence(above.text)
            && !is_headline_question(above, self.lines.get(self.at.wrapping_sub(2)));
        let is_set_on = !self.is_apart(self.at);
        let words = self.lines[self.at].text.split(' ').count();
        is_text && (is_set_on && self.is_apart(self.at + 1) || words > 1 && !self.is_text(self.at + 1))
    }
}

/// Whether a short question or exclamation may be a headline: no text stands right above it.
fn is_headline_question(line: Line<'_>, above: Option<&Line<'_>>) -> bool {
    is_display(line) && above.is_none_or(|above| ends_sentence(above.text) || above.width + 8 < line.width)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;

    fn signatures(text: &str) -> Vec<String> {
        let (page, cues) = (Page::parse("p", text), Cues::new());
        let numbers = page.printed();
        let lines: Vec<Line<'_>> = numbers.iter().map(|&number| page.line(number)).collect();
        let mut kinds: Vec<LineKind> = lines.iter().map(|&line| cues.kind(line)).collect();
        find_names(&lines, &numbers, &cues, &mut kinds);
        let of = |(line, kind): (&Line<'_>, &LineKind)| (*kind == LineKind::Signature).then(|| line.text.to_string());
        lines.iter().zip(&kinds).filter_map(of).collect()
    }

    #[test]
    fn names_stand_under_headlines_and_below_texts() {
        assert_eq!(signatures("守闸人\n方舟\n盐河的那道老闸，是老蒋守着的。"), ["方舟"]);
        assert_eq!(signatures("我的第一次夜巡\n福利供电所 季平\n\n师傅说，夜里巡线听毛病。"), ["福利供电所 季平"]);
        assert_eq!(signatures("他说完就回了家，再也没有出来过。\n方舟\n\n守闸人"), ["方舟"]);
        let below = "公共座椅是给走累的老人坐的，请别占了它。\n\n莫让惠民座椅成了晾晒架";
        assert_eq!(signatures(&format!("{below}\n\n方江河\n\n您说我办\n")), ["方江河"]);
        assert!(signatures(&format!("{below}\n安全关\n\n您说我办\n")).is_empty(), "the rest of a broken headline");
        assert_eq!(
            signatures("雾过大滩\n方舟\n\n（连载十七）\n\n且说排头佬立在排尾，听见滩声如雷，心里一沉。"),
            ["方舟"]
        );
        assert_eq!(signatures("秋兴二首\n方舟\n\n其一\n\n沅水东来抱郭斜，虹桥影里数归鸦。"), ["方舟"]);
        let essay = "先补水再找药\n市一医院儿科主治医师 方舟\n\n早晚转凉，来看病的孩子一\n下多了起来。家长常犯的错，\n是急着止泻，其实不必那样。";
        assert_eq!(signatures(essay), ["市一医院儿科主治医师 方舟"]);
        assert_eq!(
            signatures("希望有关部门把它挪一挪，顺便补一\n补标线。\n新安镇 一名家长\n\n编者按 三封来信，"),
            ["新安镇 一名家长"]
        );
    }

    #[test]
    fn words_among_text_are_no_names() {
        assert!(signatures("他说完就回了家，再也没有出来过。\n方舟\n盐河的那道老闸，是老蒋守着的。").is_empty());
        assert!(signatures("方舟\n季平\n江河").is_empty());
    }
}
