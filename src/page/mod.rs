//! One page's text layer, cut into numbered lines.

pub mod fold;
mod line;
mod marks;
pub mod repair;
pub mod traditional;

pub use line::{Line, width};
pub use marks::Marks;

use memchr::{memchr2, memmem};

use crate::error::{Error, Result};
use repair::Repair;

/// A page of a newspaper: its name and its repaired lines in the order of the text layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The file stem, `000_x` for `000_x.txt`.
    pub name: String,
    /// The repaired lines, one right after the other: neighbours are joined by taking both.
    text: String,
    lines: Vec<Span>,
    dropped: usize,
}

/// A line as a stretch of the page's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Span {
    start: usize,
    width: usize,
    marks: Marks,
    is_stretched: bool,
    is_doubled: bool,
    is_indented: bool,
    cells: usize,
}

impl Page {
    /// Cuts `text` into lines and repairs each by itself (see [`repair::repair_line`]).
    pub fn parse(name: impl Into<String>, text: &str) -> Self {
        let mut page =
            Self { name: name.into(), text: String::with_capacity(text.len()), lines: Vec::new(), dropped: 0 };
        split_lines(text).for_each(|line| page.push(line));
        page
    }

    fn push(&mut self, raw: &str) {
        let start = self.text.len();
        let (marks, width) = marks::scan(raw);
        if repair::is_sound(raw, marks) {
            self.text.push_str(raw);
            let span =
                Span { start, width, marks, is_stretched: false, is_doubled: false, is_indented: false, cells: 1 };
            return self.lines.push(span);
        }
        let is_indented = raw.starts_with([' ', '\u{3000}', '\t']);
        let cells = raw.split_whitespace().count();
        let Repair { text, is_stretched, is_doubled, dropped } = repair::repair(raw);
        let (marks, width) = marks::scan(&text);
        self.text.push_str(&text);
        self.dropped += dropped;
        self.lines.push(Span { start, width, marks, is_stretched, is_doubled, is_indented, cells });
    }

    /// Parses a page from the text of `file`.
    ///
    /// # Errors
    ///
    /// The text holds nothing but blanks.
    pub fn from_text(name: impl Into<String>, file: &str, text: &str) -> Result<Self> {
        if text.trim().is_empty() {
            return Err(Error::Empty { name: file.to_string() });
        }
        Ok(Self::parse(name, text))
    }

    /// The repaired lines.
    pub fn lines(&self) -> impl ExactSizeIterator<Item = Line<'_>> + DoubleEndedIterator + Clone {
        (0..self.lines.len()).map(|at| self.line(at))
    }

    /// The line at `at`, counted from 0.
    ///
    /// # Panics
    ///
    /// The page has no such line.
    pub fn line(&self, at: usize) -> Line<'_> {
        let Span { start, width, marks, is_stretched, is_doubled, is_indented, cells } = self.lines[at];
        Line { text: &self.text[start..self.end(at)], width, marks, is_stretched, is_doubled, is_indented, cells }
    }

    /// The text of the lines from `first` to `last`, with nothing between them.
    ///
    /// # Panics
    ///
    /// The page has no such lines.
    pub fn joined(&self, first: usize, last: usize) -> &str {
        &self.text[self.lines[first].start..self.end(last)]
    }

    /// Where the line at `at` ends in the page's text.
    fn end(&self, at: usize) -> usize {
        self.lines.get(at + 1).map_or(self.text.len(), |next| next.start)
    }

    /// Places of the lines that are not blank, counted from 0.
    pub fn printed(&self) -> Vec<usize> {
        (0..self.lines.len()).filter(|&at| self.lines[at].start < self.end(at)).collect()
    }

    /// The page in simplified characters, each at the same bytes; `None` where none of its characters is traditional.
    pub(crate) fn simplified(&self) -> Option<Self> {
        let [text] = traditional::simplified([&self.text])?;
        let mut twin = Self { name: self.name.clone(), text, lines: self.lines.clone(), dropped: self.dropped };
        for at in 0..twin.lines.len() {
            twin.lines[at].marks = marks::scan(twin.line(at).text).0;
        }
        Some(twin)
    }

    /// How many characters without meaning the text layer held: private use, controls, zero width.
    pub fn dropped(&self) -> usize {
        self.dropped
    }
}

/// Splits at LF, CRLF and lone CR alike: text layers come from three kinds of systems. Line numbers count these lines.
///
/// The other breaks of Unicode (UAX #14, classes BK and NL) end a line too: layout programs export a forced line break as
/// U+2028, word processors as a vertical tab. A form feed before a line, where PDF readers set it, is none of them.
pub fn split_lines(text: &str) -> impl Iterator<Item = &str> {
    let common = |text: &str| memchr2(b'\n', b'\r', text.as_bytes());
    let rest_of = |tail: &str| tail.chars().next().map_or(0, char::len_utf8);
    let has_rare = has_rare_break(text);
    let mut rest = text;
    std::iter::from_fn(move || {
        let text = Some(rest).filter(|text| !text.is_empty())?;
        let end = if has_rare { rare_end(text) } else { common(text) };
        let (line, tail) = text.split_at(end.unwrap_or(text.len()));
        rest = tail.strip_prefix("\r\n").unwrap_or(&tail[rest_of(tail)..]);
        Some(line)
    })
}

/// What ends a line beside LF and CR, and nearly never stands in a text.
const RARE_BREAKS: [char; 5] = ['\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'];

fn has_rare_break(text: &str) -> bool {
    let holds = |c: char| memmem::find(text.as_bytes(), c.encode_utf8(&mut [0; 4]).as_bytes()).is_some();
    RARE_BREAKS.into_iter().any(holds)
}

/// Where the first line of a text with rare breaks ends.
fn rare_end(text: &str) -> Option<usize> {
    let start = text.len() - text.trim_start_matches('\u{c}').len();
    let is_end = |c: char| matches!(c, '\n' | '\r') || RARE_BREAKS.contains(&c);
    text[start..].find(is_end).map(|end| start + end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end_gives_the_same_lines() {
        let lines = ["一", "", "二"];
        for text in ["一\n\n二\n", "一\r\n\r\n二\r\n", "一\r\r二"] {
            let page = Page::parse("p", text);
            let read: Vec<&str> = page.lines().map(|line| line.text).collect();
            assert_eq!(read, lines);
        }
    }

    #[test]
    fn breaks_of_layout_programs_end_lines() {
        for end in ["\u{b}", "\u{85}", "\u{2028}", "\u{2029}", "\u{c}", "\r\n"] {
            let lines: Vec<String> =
                split_lines(&format!("一{end}\u{2028}二\r\n三{end}")).map(str::to_string).collect();
            assert_eq!(
                lines.iter().filter(|line| !line.trim().is_empty()).collect::<Vec<_>>(),
                ["一", "二", "三"],
                "{end:?}"
            );
            assert_eq!(lines.len(), 4, "{end:?}: {lines:?}");
        }
        assert_eq!(split_lines("·“”…—\u{2027}").count(), 1);
    }

    #[test]
    fn a_form_feed_leaves_its_line_and_all_numbers_as_they_are() {
        let page = Page::parse("p", "一\n\u{c}二\n三\n");
        let read: Vec<&str> = page.lines().map(|line| line.text.trim()).collect();
        assert_eq!(read, ["一", "二", "三"]);
    }

    #[test]
    fn blanks_are_no_page() {
        assert!(matches!(Page::from_text("p", "p.txt", " \n\n"), Err(Error::Empty { .. })));
    }
}
