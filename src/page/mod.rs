//! One page's text layer, cut into numbered lines.

mod line;
pub mod repair;

pub use line::{Line, width};

use memchr::memchr2;

use crate::error::{Error, Result};

/// A page of a newspaper: its name and its repaired lines in the order of the text layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The file stem, `000_x` for `000_x.txt`.
    pub name: String,
    lines: Vec<Line>,
}

impl Page {
    /// Cuts `text` into lines and repairs each by itself (see [`repair::repair_line`]).
    pub fn parse(name: impl Into<String>, text: &str) -> Self {
        let lines = split_lines(text).map(Line::new).collect();
        Self { name: name.into(), lines }
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
    pub fn lines(&self) -> &[Line] {
        &self.lines
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
            let read: Vec<&str> = page.lines().iter().map(|line| line.text.as_str()).collect();
            assert_eq!(read, lines);
        }
    }

    #[test]
    fn a_form_feed_leaves_its_line_and_all_numbers_as_they_are() {
        let page = Page::parse("p", "一\n\u{c}二\n三\n");
        let read: Vec<&str> = page.lines().iter().map(|line| line.text.trim()).collect();
        assert_eq!(read, ["一", "二", "三"]);
    }

    #[test]
    fn blanks_are_no_page() {
        assert!(matches!(Page::from_text("p", "p.txt", " \n\n"), Err(Error::Empty { .. })));
    }
}
