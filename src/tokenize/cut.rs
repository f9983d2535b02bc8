//! A text cut into words.

use std::ops::Range;

use super::dictionary::Code;
use super::lexicon::Lexicon;
use super::route::Route;
use super::unknown::Unknown;

/// A text in characters and words, and room to find them; used again for the next text.
#[derive(Debug, Default)]
pub(crate) struct Cut {
    characters: usize,
    /// One a character, and [`Code::END`] twice; what stands behind is of no meaning.
    codes: Vec<Code>,
    /// Where each character begins in the text, in bytes, and where the last one ends.
    offsets: Vec<u32>,
    /// The way through a piece of the text.
    route: Route,
    /// The first character of the piece.
    piece: usize,
    tokens: Vec<Token>,
}

/// A word by its first character and the one behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// The length of a piece in characters: what a way needs stays in the cache, and is little however long the text.
const PIECE: usize = 4096;

/// The length of a text in bytes from which the next one gives back the room that it took.
const LARGE: usize = 1 << 20;

impl Token {
    fn new(start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32 }
    }
}

impl Cut {
    /// The characters of the text.
    pub(crate) fn codes(&self) -> &[Code] {
        &self.codes[..self.characters]
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
        self.read(text);
        self.tokens.clear();
        let mut start = 0;
        while start < self.characters {
            let end = self.find_route(start, lexicon);
            while start < end {
                start = self.cut_next(start, text, lexicon, unknown);
            }
        }
    }

    /// Adds what begins at `start`, and returns where it ends.
    #[inline]
    fn cut_next(&mut self, start: usize, text: &str, lexicon: &Lexicon, unknown: &Unknown) -> usize {
        let length = self.length(start);
        let end = match length {
            0 => start + self.alone(start, text),
            1 => self.run(start, |_| true),
            _ => start + length,
        };
        if length == 1 && end - start > 1 {
            self.cut_run(start, end, text, lexicon, unknown);
        } else {
            self.push(start, end);
        }
        end
    }

    /// The words that a text is cut into where unknown ones are not guessed: runs of ASCII letters and digits alone are
    /// joined.
    pub(super) fn known_parts<'a>(&mut self, text: &'a str, lexicon: &Lexicon) -> Vec<&'a str> {
        self.read(text);
        let is_alphanumeric = |cut: &Self, at: usize| text.as_bytes()[cut.offsets[at] as usize].is_ascii_alphanumeric();
        let (mut start, mut parts) = (0, Vec::new());
        while start < self.characters {
            let piece = self.find_route(start, lexicon);
            while start < piece {
                let end = match self.length(start) {
                    1 if is_alphanumeric(self, start) => self.run(start, |at| is_alphanumeric(self, at)),
                    length => start + length.max(1),
                };
                parts.push(&text[self.bytes(start, end)]);
                start = end;
            }
        }
        parts
    }

    /// Reads the characters of a text.
    fn read(&mut self, text: &str) {
        if self.codes.len() > LARGE && text.len() < LARGE {
            *self = Self::default();
        }
        // A text has no more characters than bytes, so that nothing need grow on the way.
        if self.codes.len() < text.len() + 2 {
            self.codes.resize(text.len() + 2, Code::END);
            self.offsets.resize(text.len() + 1, 0);
        }
        self.characters = 0;
        for ((offset, c), (code, place)) in text.char_indices().zip(self.codes.iter_mut().zip(&mut self.offsets)) {
            *code = Code::of(c);
            *place = offset as u32;
            self.characters += 1;
        }
        self.offsets[self.characters] = text.len() as u32;
        self.codes[self.characters..][..2].fill(Code::END);
    }

    /// Finds the best way through a piece of the text, and returns where the piece ends: before a character that stands
    /// alone, so that no word is parted.
    fn find_route(&mut self, start: usize, lexicon: &Lexicon) -> usize {
        let rest = &self.codes[start..self.characters];
        let alone = rest.iter().skip(PIECE).position(|code| code.is_alone());
        let end = alone.map_or(self.characters, |alone| start + PIECE + alone);
        self.route.find(&self.codes[start..end + 2], lexicon);
        self.piece = start;
        end
    }

    /// The length of the word that begins at a character of the piece, 0 where the character stands alone.
    #[inline]
    fn length(&self, start: usize) -> usize {
        self.route.lengths()[start - self.piece] as usize
    }

    /// The length of a token that stands alone: a line break of two characters is one.
    fn alone(&self, start: usize, text: &str) -> usize {
        if text.as_bytes()[self.offsets[start] as usize..].starts_with(b"\r\n") { 2 } else { 1 }
    }

    /// Where the run of characters that are words of their own ends which begins at `start`.
    fn run(&self, start: usize, is_joined: impl Fn(usize) -> bool) -> usize {
        let lengths = &self.route.lengths()[start - self.piece..];
        let same = lengths.iter().zip(start..).take_while(|(length, at)| **length == 1 && is_joined(*at));
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
