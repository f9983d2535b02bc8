//! A given text made whole for reading: line wraps and letter-spacing closed, with the way back to where each
//! character stood.

use std::ops::Range;

use crate::page::repair::is_hanzi;

/// Longest line that can be a headline, in characters.
const HEADLINE_CHARS: usize = 40;
/// Ends a sentence, so that what stands before it is no headline.
const SENTENCE_ENDS: [char; 6] = ['。', '！', '？', '；', '!', '?'];
/// Opens a report, and so the line after a headline: 本报讯, 新华社武汉6月1日电.
const REPORT_OPENINGS: [&str; 6] = ["本报讯", "本报记者", "（记者", "（通讯员", "新华社", "通讯员"];

/// A text for reading and where its characters came from.
pub(super) struct Unwrapped {
    /// The text without wraps; paragraphs stand on lines of their own.
    pub(super) text: String,
    /// For every character of `text` its number in the given text.
    origins: Vec<usize>,
}

impl Unwrapped {
    /// Closes the wraps of a text. A single line break is a wrap, `沙⏎市区`; a blank line, an indent or the opening of
    /// a report begins a paragraph.
    pub(super) fn of(given: &str) -> Self {
        let chars: Vec<char> = given.chars().collect();
        let mut unwrapped = Self { text: String::with_capacity(given.len()), origins: Vec::with_capacity(chars.len()) };
        let mut at = 0;
        while at < chars.len() {
            if !chars[at].is_whitespace() {
                unwrapped.push(chars[at], at);
                at += 1;
                continue;
            }
            let blank = chars[at..].iter().take_while(|c| c.is_whitespace()).count();
            if let Some(kept) = kept(&chars, at..at + blank) {
                unwrapped.push(kept, at);
            }
            at += blank;
        }
        unwrapped
    }

    fn push(&mut self, c: char, origin: usize) {
        self.text.push(c);
        self.origins.push(origin);
    }

    /// The headline, where the text opens with a paragraph that can be one, and the body.
    pub(super) fn parts(&self) -> (&str, &str) {
        match self.text.split_once('\n') {
            Some((first, rest))
                if first.chars().count() <= HEADLINE_CHARS && !first.trim_end().ends_with(SENTENCE_ENDS) =>
            {
                (first, rest)
            }
            _ => ("", &self.text),
        }
    }

    /// Characters of the given text that a range of bytes of [`Unwrapped::text`] covers.
    pub(super) fn origin(&self, range: &Range<usize>) -> Range<usize> {
        let first = self.text[..range.start].chars().count();
        let last = first + self.text[range.clone()].chars().count();
        let end = self.origins[first..last].last().map_or(0, |last| last + 1);
        self.origins.get(first).copied().unwrap_or(end)..end
    }
}

/// What stays of blanks between two words: a line break between paragraphs, a space between words, or nothing.
fn kept(chars: &[char], blank: Range<usize>) -> Option<char> {
    let before = blank.start.checked_sub(1).map(|at| chars[at])?;
    let after = *chars.get(blank.end)?;
    let breaks = chars[blank.clone()].iter().filter(|c| **c == '\n').count();
    if breaks > 0 {
        let indent = chars[blank.clone()].iter().rev().take_while(|c| **c != '\n').count();
        let opens = REPORT_OPENINGS
            .iter()
            .any(|word| word.chars().eq(chars[blank.end..].iter().copied().take(word.chars().count())));
        let is_paragraph = breaks > 1 || indent > 1 || opens;
        return if is_paragraph {
            Some('\n')
        } else {
            (before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric()).then_some(' ')
        };
    }
    (!is_letter_spaced(chars, &blank)).then_some(' ')
}

/// Whether a blank only spaces characters: `沙 市 区`, where both neighbours stand alone.
fn is_letter_spaced(chars: &[char], blank: &Range<usize>) -> bool {
    let is_apart = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_none_or(|c| !is_hanzi(*c));
    let is_single = |at: usize| is_hanzi(chars[at]) && is_apart(at.checked_sub(1)) && is_apart(Some(at + 1));
    is_single(blank.start - 1) && is_single(blank.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(given: &str, expected: &str, headline: &str) {
        let unwrapped = Unwrapped::of(given);
        assert_eq!(unwrapped.text, expected);
        assert_eq!(unwrapped.parts().0, headline);
    }

    #[test]
    fn wraps_close_and_paragraphs_stay() {
        case("沙\n市区召开会议", "沙市区召开会议", "");
        case("在沙\r\n 市区", "在沙市区", "");
        case("夜市开街\n\n昨晚，沙\n市区开街。", "夜市开街\n昨晚，沙市区开街。", "夜市开街");
        case("夜市开街\n　　昨晚，沙市区开街。", "夜市开街\n昨晚，沙市区开街。", "夜市开街");
        case("夜市开街\n本报讯 昨晚", "夜市开街\n本报讯 昨晚", "夜市开街");
        case("夜市开街了。\n\n昨晚", "夜市开街了。\n昨晚", "");
        case(" Wi\nFi ", "Wi Fi", "");
    }

    #[test]
    fn letter_spacing_closes_and_words_stay_apart() {
        case("沙 市 区 夜市", "沙市区 夜市", "");
        case("沙市区 荆州区", "沙市区 荆州区", "");
    }

    #[test]
    fn every_character_knows_where_it_stood() {
        let unwrapped = Unwrapped::of("在沙\n市区、荆州");
        let range = unwrapped.text.find("沙市区").map(|at| at..at + "沙市区".len()).unwrap();
        assert_eq!(unwrapped.origin(&range), 1..5);
    }
}
