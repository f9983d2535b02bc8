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

    /// Parses a page from the bytes of a file.
    ///
    /// # Errors
    ///
    /// The bytes are not UTF-8 text, or hold nothing but blanks.
    pub fn from_bytes(name: impl Into<String>, file: &str, bytes: &[u8]) -> Result<Self> {
        let text = decode(file, bytes)?;
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

/// Reads bytes as UTF-8, with or without a byte order mark.
///
/// # Errors
///
/// A byte sequence that is not UTF-8, or a NUL, which no text file has.
pub fn decode<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str> {
    let not_text = |offset| Error::NotText { name: file.to_string(), offset };
    let text = std::str::from_utf8(bytes).map_err(|error| not_text(error.valid_up_to()))?;
    if let Some(offset) = text.find('\0') {
        return Err(not_text(offset));
    }
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
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
    fn bytes_that_are_no_text_are_refused_with_their_offset() {
        let error = Page::from_bytes("p", "p.txt", b"ab\xff").unwrap_err();
        assert!(error.to_string().starts_with("p.txt: not UTF-8 text (first bad byte at offset 2)"));
        assert!(Page::from_bytes("p", "p.txt", b"ab\0c").is_err());
        assert!(matches!(Page::from_bytes("p", "p.txt", b" \n\n"), Err(Error::Empty { .. })));
    }
}
