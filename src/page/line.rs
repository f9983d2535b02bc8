//! One line of a page with what its look tells.

use super::repair;

/// A repaired line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The repaired text; empty for a blank line.
    pub text: String,
    /// Whether the line was letter-spaced, as justified lines and display type are.
    pub is_stretched: bool,
    /// Whether the line was set twice, as slogans are.
    pub is_doubled: bool,
}

impl Line {
    /// Repairs a raw line.
    pub fn new(raw: &str) -> Self {
        let repair::Repaired { text, is_stretched, is_doubled } = repair::repair(raw);
        Self { text, is_stretched, is_doubled }
    }

    /// Whether the line holds nothing.
    pub fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    /// Width in half-width columns: 2 for a Chinese character or mark, 1 for a Latin one.
    pub fn width(&self) -> usize {
        width(&self.text)
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

    #[test]
    fn chinese_is_wide_and_latin_narrow() {
        assert_eq!(width("大运河a1，"), 10);
    }

    #[test]
    fn a_letter_spaced_line_is_remembered_as_such() {
        assert!(Line::new("提 升 政 务 水 平").is_stretched);
        assert!(!Line::new("凝心聚力 再启新程").is_stretched);
    }
}
