//! How paragraphs show that they begin: with a blank, or with a day.

use crate::line_kind::{ends_sentence, is_display};
use crate::page::{Line, Marks};

/// Fewest paragraphs with a blank before them that are a page's habit.
const INDENTED_LINES: usize = 4;

/// Whether lines that begin with a blank are many and nearly all stand after a finished sentence or display type, and
/// whether nearly all running text after a finished sentence begins with one.
pub(super) fn indents(lines: &[Line<'_>]) -> (bool, bool) {
    let is_headline = |line: Line<'_>| is_display(line) && !line.is_indented && !line.has(Marks::COMMA);
    let (mut all, mut opening, mut without) = (0, 0, 0);
    for pair in lines.windows(2).filter(|pair| !pair[1].is_stretched) {
        let (before, line) = (pair[0], pair[1]);
        if line.is_indented {
            all += 1;
            opening += usize::from(ends_sentence(before.text) || !before.is_indented && is_display(before));
        } else if (ends_sentence(before.text) || is_headline(before)) && !is_display(line) {
            without += 1;
        }
    }
    let is_habit = all >= INDENTED_LINES && opening * 10 >= all * 9;
    (is_habit, is_habit && without * 10 <= all)
}

/// Whether a line begins with a day, as articles do: `8月19日晚，`.
pub(super) fn begins_with_day(text: &str) -> bool {
    let rest = |text: &'_ str| text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let month = rest(text);
    let after = text[text.len() - month..].strip_prefix('月').unwrap_or_default();
    month < text.len() && rest(after) < after.len() && after[after.len() - rest(after)..].starts_with('日')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;

    fn habits(text: &str) -> (bool, bool) {
        let page = Page::parse("p", text);
        let lines: Vec<Line<'_>> = page.printed().iter().map(|&number| page.line(number)).collect();
        indents(&lines)
    }

    #[test]
    fn blanks_before_paragraphs_are_a_habit_from_four_on() {
        let paragraph = "　　春灌开闸放水，渠水流进了十二个村\n庄，村民放了心。\n";
        assert_eq!(habits(&paragraph.repeat(5)), (true, true));
        assert_eq!(habits(&paragraph.repeat(3)), (false, false));
        let without = "春灌开闸。放水，渠水流进了十二个村\n庄，村民放了心。\n";
        let mixed = format!("{}{}", paragraph.repeat(5), without.repeat(3));
        assert_eq!(habits(&mixed), (true, false));
        let broken = "春灌开闸放水，渠水\n 流进了十二个村庄，村\n 民放了心，开\n".repeat(4);
        assert_eq!(habits(&broken), (false, false));
    }

    #[test]
    fn days_are_told_from_numbers() {
        assert!(begins_with_day("8月19日晚，") && !begins_with_day("8月以来") && !begins_with_day("19日晚"));
    }
}
