//! Text into terms: jieba words, single characters and character bigrams.

mod added;
mod cut;
mod dictionary;
mod layout;
mod lexicon;
#[cfg(test)]
mod oracle;
mod prefixes;
mod route;
#[cfg(test)]
mod tests;
mod unknown;

use std::cell::Cell;

use rustc_hash::FxHashSet;

use crate::error::{Error, Result};
use crate::page::traditional::simplify;
pub(crate) use cut::Cut;
pub(crate) use dictionary::Code;
use lexicon::Lexicon;
use unknown::Unknown;

/// What a text is made of, for counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Term<'a> {
    /// A word as jieba cuts it; marks and blanks are words too.
    Word(&'a str),
    /// One character that is no blank: Chinese, a letter, a digit or a mark.
    Character(char),
    /// Two such characters without a blank between them. Marks and digits count too: `(图)`, `18岁`, `》第`.
    Bigram(char, char),
}

/// Cuts text into [`Term`]s, with the words that jieba-rs finds, on its dictionary and with its hidden Markov model: the
/// most likely path through the graph of all words in the text, and guesses where no word is known. Only the way there is
/// another, which needs no loading and is about twice as fast. Share one by reference between threads.
pub struct Tokenizer {
    lexicon: Lexicon,
    unknown: Unknown,
    stop_words: FxHashSet<String>,
}

impl Tokenizer {
    /// Adds `words` to jieba's dictionary and leaves out `stop_words`.
    ///
    /// Both lists hold a word a line; a line that starts with `#` is a comment. Traditional characters count as the
    /// simplified ones, in which texts are cut. jieba computes the
    /// frequency of an added word such that it is cut whole.
    ///
    /// # Errors
    ///
    /// A line of `words` holds a blank, so that it could never be cut as one word.
    pub fn new(words: &str, stop_words: &str) -> Result<Self> {
        let (mut lexicon, mut cut) = (Lexicon::new(), Cut::default());
        for (line, word) in list_lines(words) {
            if word.contains(char::is_whitespace) {
                return Err(Error::row("words", line, format!("`{word}` holds a blank; put one word on a line")));
            }
            let word = simplify(word);
            let parts = cut.known_parts(&word, &lexicon);
            lexicon.add(&word, &parts);
        }
        let stop_words = list_lines(stop_words).map(|(_, word)| simplify(word).into_owned()).collect();
        Ok(Self { lexicon, unknown: Unknown::new(), stop_words })
    }

    /// Calls `each` with every term of `text`, words first. Among the words are those that tell no topics apart: a
    /// vocabulary leaves them out, and so they cost a look-up and no test.
    pub fn for_each_term<'a>(&self, text: &'a str, mut each: impl FnMut(Term<'a>)) {
        let mut cut = CUT.take();
        self.cut(text, &mut cut);
        cut.words(text).for_each(|(_, word)| each(Term::Word(word)));
        CUT.set(cut);
        let mut before = None;
        for c in text.chars() {
            let current = (!c.is_whitespace()).then_some(c);
            if let Some(c) = current {
                each(Term::Character(c));
                if let Some(before) = before {
                    each(Term::Bigram(before, c));
                }
            }
            before = current;
        }
    }

    /// Cuts `text`; what `cut` held before is forgotten.
    pub(crate) fn cut(&self, text: &str, cut: &mut Cut) {
        cut.cut(text, &self.lexicon, &self.unknown);
    }

    /// The words of `text` with their places in bytes, as jieba cuts it; marks and blanks included.
    pub fn spans<'a>(&self, text: &'a str) -> Vec<(usize, &'a str)> {
        let mut cut = CUT.take();
        self.cut(text, &mut cut);
        let spans = cut.words(text).collect();
        CUT.set(cut);
        spans
    }

    /// Whether a word can tell topics apart: it holds a letter and is no stop word.
    pub(crate) fn is_telling(&self, word: &str) -> bool {
        word.chars().any(char::is_alphabetic) && !self.stop_words.contains(word)
    }
}

thread_local! {
    /// Room for one text at a time, used again for the next.
    static CUT: Cell<Cut> = Cell::default();
}

/// The words of a list with their 1-based lines, comments and blank lines left out.
fn list_lines(list: &str) -> impl Iterator<Item = (u64, &str)> {
    list.lines()
        .zip(1..)
        .map(|(word, line)| (line, word.trim()))
        .filter(|(_, word)| !word.is_empty() && !word.starts_with('#'))
}
