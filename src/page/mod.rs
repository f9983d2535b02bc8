//! One page's text layer, cut into numbered lines.

pub mod fold;
mod line;
mod marks;
pub mod repair;
pub mod traditional;

pub use line::{Line, width};
pub use marks::Marks;

use memchr::memchr2;

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
pub fn split_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let text = rest.filter(|text| !text.is_empty())?;
        let end = memchr2(b'\n', b'\r', text.as_bytes()).unwrap_or(text.len());
        let (line, tail) = text.split_at(end);
        rest = Some(tail.strip_prefix("\r\n").or_else(|| tail.get(1..)).unwrap_or(""));
        Some(line)
    })
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
