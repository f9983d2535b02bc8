//! Text into terms: jieba words, single characters and character bigrams.

use jieba_rs::{Jieba, Token};
use rustc_hash::FxHashSet;

use crate::error::{Error, Result};
use crate::page::traditional::simplify;

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

/// Cuts text into [`Term`]s. Building one loads jieba's dictionary, which takes longer than
/// cutting thousands of headlines: build one and share it by reference between threads.
pub struct Tokenizer {
    jieba: Jieba,
    stop_words: FxHashSet<String>,
}

impl Tokenizer {
    /// Loads jieba's dictionary, adds `words` and leaves out `stop_words`.
    ///
    /// Both lists hold a word a line; a line that starts with `#` is a comment. Traditional characters count as the
    /// simplified ones, in which texts are cut. jieba computes the
    /// frequency of an added word such that it is cut whole.
    ///
    /// # Errors
    ///
    /// A line of `words` holds a blank, so that it could never be cut as one word.
    pub fn new(words: &str, stop_words: &str) -> Result<Self> {
        let mut jieba = Jieba::new();
        for (line, word) in list_lines(words) {
            if word.contains(char::is_whitespace) {
                return Err(Error::row("words", line, format!("`{word}` holds a blank; put one word on a line")));
            }
            jieba.add_word(&simplify(word), None, None);
        }
        let stop_words = list_lines(stop_words).map(|(_, word)| simplify(word).into_owned()).collect();
        Ok(Self { jieba, stop_words })
    }

    /// Calls `each` with every term of `text`, words first. Among the words are those that tell no topics apart: a
    /// vocabulary leaves them out, and so they cost a look-up and no test.
    pub fn for_each_term<'a>(&self, text: &'a str, mut each: impl FnMut(Term<'a>)) {
        for token in self.cut(text) {
            each(Term::Word(token.word));
        }
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

    /// The words of `text` with their places, marks and blanks included.
    pub(crate) fn cut<'a>(&self, text: &'a str) -> Vec<Token<'a>> {
        self.jieba.cut(text, true)
    }

    /// The words of `text` with their places in bytes, as jieba cuts it; marks and blanks included.
    pub fn spans<'a>(&self, text: &'a str) -> Vec<(usize, &'a str)> {
        self.cut(text).into_iter().map(|token| (token.byte_start, token.word)).collect()
    }

    /// Whether a word can tell topics apart: it holds a letter and is no stop word.
    pub(crate) fn is_telling(&self, word: &str) -> bool {
        word.chars().any(char::is_alphabetic) && !self.stop_words.contains(word)
    }
}

/// The words of a list with their 1-based lines, comments and blank lines left out.
fn list_lines(list: &str) -> impl Iterator<Item = (u64, &str)> {
    list.lines()
        .zip(1..)
        .map(|(word, line)| (line, word.trim()))
        .filter(|(_, word)| !word.is_empty() && !word.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words<'a>(tokenizer: &Tokenizer, text: &'a str) -> Vec<&'a str> {
        let mut words = Vec::new();
        tokenizer.for_each_term(text, |term| {
            if let Term::Word(word) = term
                && tokenizer.is_telling(word)
            {
                words.push(word);
            }
        });
        words
    }

    #[test]
    fn numbers_marks_and_stop_words_are_no_terms() {
        let tokenizer = Tokenizer::new("", "的\n# a comment\n").unwrap();
        assert_eq!(words(&tokenizer, "公园的灯，2024年修好"), ["公园", "灯", "年", "修好"]);
    }

    #[test]
    fn a_user_word_is_cut_whole() {
        let tokenizer = Tokenizer::new("一网通办\n", "").unwrap();
        assert_eq!(words(&tokenizer, "推行一网通办"), ["推行", "一网通办"]);
        assert!(Tokenizer::new("一网 通办\n", "").is_err());
    }

    #[test]
    fn bigrams_take_marks_and_numbers_and_stop_at_blanks() {
        let tokenizer = Tokenizer::new("", "").unwrap();
        let (mut characters, mut bigrams) = (String::new(), String::new());
        tokenizer.for_each_term("古城，3月 开", |term| match term {
            Term::Word(_) => {}
            Term::Character(c) => characters.push(c),
            Term::Bigram(a, b) => bigrams.extend([a, b, ' ']),
        });
        assert_eq!(characters, "古城，3月开");
        assert_eq!(bigrams, "古城 城， ，3 3月 ");
    }
}
