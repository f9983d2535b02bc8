//! What one pass over a line finds: how wide it is, and which marks it holds.

/// A set of marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks(u16);

impl Marks {
    /// `，` or `,`
    pub const COMMA: Self = Self(1);
    /// `。`
    pub const FULL_STOP: Self = Self(1 << 1);
    /// `；` or `;`
    pub const SEMICOLON: Self = Self(1 << 2);
    /// `：` or `:`
    pub const COLON: Self = Self(1 << 3);
    /// A blank.
    pub const SPACE: Self = Self(1 << 4);
    /// `／` or `/`
    pub const SLASH: Self = Self(1 << 5);
    /// `“` or `《`
    pub const OPENING: Self = Self(1 << 6);
    /// `年`
    pub const YEAR: Self = Self(1 << 7);
    /// `讯`, as in `本报讯`
    pub const NEWS: Self = Self(1 << 9);
    /// What the words for writers end with: `记者`, `通讯员`, `摄影师`
    pub const ROLE_END: Self = Self(1 << 10);
    /// A character that folding changes.
    pub(super) const UNFOLDED: Self = Self(1 << 8);

    /// Whether one of `others` is among them.
    pub fn has(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// These and those.
    #[must_use]
    pub const fn or(self, others: Self) -> Self {
        Self(self.0 | others.0)
    }

    fn of(c: char) -> Self {
        if ('\u{4e00}'..='\u{9fff}').contains(&c) {
            return match c {
                '年' => Self::YEAR,
                '讯' => Self::NEWS,
                '者' | '员' | '人' | '师' | '民' | '友' => Self::ROLE_END,
                _ => Self(0),
            };
        }
        match c {
            '，' | ',' => Self::COMMA,
            '。' => Self::FULL_STOP,
            '；' | ';' => Self::SEMICOLON,
            '：' | ':' => Self::COLON,
            ' ' => Self::SPACE,
            '／' | '/' => Self::SLASH,
            '“' | '《' => Self::OPENING,
            '!'..='~' | '\u{2010}'..='\u{2027}' | '\u{3001}'..='\u{3fff}' => Self(0),
            c if super::fold::fold(c) == Some(c) => Self(0),
            _ => Self::UNFOLDED,
        }
    }
}

/// The marks of a text, and its width in half-width columns.
pub(super) fn scan(text: &str) -> (Marks, usize) {
    let (mut marks, mut width) = (Marks::default(), 0);
    for c in text.chars() {
        marks = marks.or(Marks::of(c));
        width += 2 - usize::from(c.is_ascii());
    }
    (marks, width)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_tells_its_marks_and_its_width() {
        let (marks, width) = scan("2023年，“大运河a1”");
        assert!(marks.has(Marks::COMMA) && marks.has(Marks::OPENING) && marks.has(Marks::YEAR));
        assert!(!marks.has(Marks::FULL_STOP.or(Marks::SPACE).or(Marks::UNFOLDED)));
        assert_eq!(width, 20);
        assert!(scan("⻓江").0.has(Marks::UNFOLDED));
    }
}
