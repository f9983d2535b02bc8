//! One line of a page with what its look tells.

use super::marks::Marks;

/// A repaired line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line<'a> {
    /// The repaired text; empty for a blank line.
    pub text: &'a str,
    /// Width in half-width columns: 2 for a Chinese character or mark, 1 for a Latin one.
    pub width: usize,
    /// The marks in it.
    pub marks: Marks,
    /// Whether it was letter-spaced, as justified lines and display type are.
    pub is_stretched: bool,
    /// Whether it was set twice, as slogans are.
    pub is_doubled: bool,
    /// Whether it begins with a blank, as a paragraph's first line does on many pages.
    pub is_indented: bool,
    /// How many words it was set in, blanks between, before repair; the cells of a table's row are.
    pub cells: usize,
}

impl Line<'_> {
    /// Whether the line holds nothing.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Whether the line holds one of some marks.
    pub fn has(&self, marks: Marks) -> bool {
        self.marks.has(marks)
    }
}

/// Width of a text in half-width columns.
pub fn width(text: &str) -> usize {
    // Bytes are counted because that is many times faster: the first of a character's bytes is no `10xxxxxx`.
    let chars = text.bytes().filter(|byte| byte & 0xc0 != 0x80).count();
    2 * chars - text.bytes().filter(u8::is_ascii).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;

    #[test]
    fn chinese_is_wide_and_latin_narrow() {
        assert_eq!(width("大运河a1，"), 10);
        assert_eq!(Page::parse("p", "大运河a1，").line(0).width, 10);
    }

    #[test]
    fn a_letter_spaced_line_is_remembered_as_such() {
        assert!(Page::parse("p", "提 升 政 务 水 平").line(0).is_stretched);
        assert!(!Page::parse("p", "凝心聚力 再启新程").line(0).is_stretched);
    }
}
