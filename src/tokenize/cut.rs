//! A text cut into words.

use std::ops::Range;

use super::dictionary::Code;
use super::lexicon::Lexicon;
use super::route::Route;
use super::unknown::Unknown;

/// A text in characters and words, and room to find them; used again for the next text.
#[derive(Debug, Default)]
pub(crate) struct Cut {
    /// One a character, and [`Code::END`] twice.
    codes: Vec<Code>,
    /// Where each character begins in the text, in bytes, and where the last one ends.
    offsets: Vec<u32>,
    route: Route,
    tokens: Vec<Token>,
}

/// A word by its first character and the one behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Token {
    fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }
}

impl Cut {
    /// The characters of the text.
    pub(crate) fn codes(&self) -> &[Code] {
        &self.codes[..self.codes.len().saturating_sub(2)]
    }

    /// The words of the text, marks and blanks included; together they are the text.
    pub(crate) fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The words of the text that was cut, each with its place in bytes.
    pub(crate) fn words<'a>(&self, text: &'a str) -> impl Iterator<Item = (usize, &'a str)> {
        self.tokens.iter().map(move |token| {
            let bytes = self.bytes(token.start as usize, token.end as usize);
            (bytes.start, &text[bytes])
        })
    }

    /// Cuts a text into known words, and runs of characters that are in none into words as `unknown` would have them.
    pub(super) fn cut(&mut self, text: &str, lexicon: &Lexicon, unknown: &Unknown) {
        self.read(text, lexicon);
        self.tokens.clear();
        let characters = self.codes().len();
        let mut start = 0;
        while start < characters {
            let end = match self.route.lengths[start] {
                0 => start + self.alone(start, text),
                1 => self.run(start, |_| true),
                length => start + length as usize,
            };
            if end - start > 1 && self.route.lengths[start] == 1 {
                self.cut_run(start, end, text, lexicon, unknown);
            } else {
                self.push(start, end);
            }
            start = end;
        }
    }

    /// The words that a text is cut into where unknown ones are not guessed: runs of ASCII letters and digits alone are
    /// joined.
    pub(super) fn known_parts<'a>(&mut self, text: &'a str, lexicon: &Lexicon) -> Vec<&'a str> {
        self.read(text, lexicon);
        let (characters, mut parts) = (self.codes().len(), Vec::new());
        let is_alphanumeric = |cut: &Self, at: usize| text.as_bytes()[cut.offsets[at] as usize].is_ascii_alphanumeric();
        let mut start = 0;
        while start < characters {
            let end = match self.route.lengths[start] {
                1 if is_alphanumeric(self, start) => self.run(start, |at| is_alphanumeric(self, at)),
                length => start + length.max(1) as usize,
            };
            parts.push(&text[self.bytes(start, end)]);
            start = end;
        }
        parts
    }

    /// Reads the characters of a text and finds the best way through it.
    fn read(&mut self, text: &str, lexicon: &Lexicon) {
        self.codes.clear();
        self.offsets.clear();
        for (offset, c) in text.char_indices() {
            self.codes.push(Code::of(c));
            self.offsets.push(offset as u32);
        }
        self.codes.extend([Code::END; 2]);
        self.offsets.push(text.len() as u32);
        self.route.find(&self.codes, lexicon);
    }

    /// The length of a token that stands alone: a line break of two characters is one.
    fn alone(&self, start: usize, text: &str) -> usize {
        if text.as_bytes()[self.offsets[start] as usize..].starts_with(b"\r\n") { 2 } else { 1 }
    }

    /// Where the run of characters that are words of their own ends which begins at `start`.
    fn run(&self, start: usize, is_joined: impl Fn(usize) -> bool) -> usize {
        let lengths = &self.route.lengths[..self.codes().len()];
        let same = lengths[start..].iter().zip(start..).take_while(|(length, at)| **length == 1 && is_joined(*at));
        start + same.count()
    }

    /// Cuts a run of more than one character: jieba leaves the characters of a known word apart, for the best way has
    /// them so, and guesses at all others.
    fn cut_run(&mut self, start: usize, end: usize, text: &str, lexicon: &Lexicon, unknown: &Unknown) {
        if lexicon.holds(&self.codes[start..end]) {
            (start..end).for_each(|at| self.push(at, at + 1));
            return;
        }
        let run = &text[self.bytes(start, end)];
        if run.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            self.push(start, end);
        } else {
            unknown.cut(run, |from, to| self.push(start + from, start + to));
        }
    }

    fn push(&mut self, start: usize, end: usize) {
        self.tokens.push(Token::new(start, end));
    }

    /// Where the characters from `start` to `end` stand in the text, in bytes.
    pub(crate) fn bytes(&self, start: usize, end: usize) -> Range<usize> {
        self.offsets[start] as usize..self.offsets[end] as usize
    }
}
