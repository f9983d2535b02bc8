//! Numbers terms in the order in which they come.

use rustc_hash::FxHashMap;

use crate::features::Place;
use crate::tokenize::Term;

/// Terms with their numbers. Terms of one or two characters are looked up by these, for hashing words costs more.
#[derive(Default)]
pub(super) struct Numbering<'a> {
    /// The terms in order of number.
    pub(super) terms: Vec<(Place, Term<'a>)>,
    /// By [`key`].
    short: FxHashMap<u64, [u32; FORMS]>,
    long_words: FxHashMap<(Place, &'a str), u32>,
}

/// Characters can be two terms, neighbours and a word, in two places.
const FORMS: usize = 4;
/// Stands for the number of a term that has none yet.
const NONE: u32 = u32::MAX;

impl<'a> Numbering<'a> {
    /// The number of a term, the next free one for a new term.
    pub(super) fn number(&mut self, place: Place, term: Term<'a>) -> u32 {
        let next = self.terms.len() as u32;
        let number = match (key(term), term) {
            (None, Term::Word(word)) => self.long_words.entry((place, word)).or_insert(NONE),
            (key, _) => {
                let is_word = matches!(term, Term::Word(_));
                let form = usize::from(place == Place::Headline) * 2 + usize::from(is_word);
                &mut self.short.entry(key.unwrap_or_default()).or_insert([NONE; FORMS])[form]
            }
        };
        if *number == NONE {
            *number = next;
            self.terms.push((place, term));
        }
        *number
    }
}

/// A term of one or two characters as a number.
fn key(term: Term<'_>) -> Option<u64> {
    let (first, second) = match term {
        Term::Character(c) => (c, None),
        Term::Bigram(a, b) => (a, Some(b)),
        Term::Word(word) => {
            let mut characters = word.chars();
            match (characters.next(), characters.next(), characters.next()) {
                (Some(first), second, None) => (first, second),
                _ => return None,
            }
        }
    };
    // The character 0 may stand in a text, and is not the same as none.
    let second = second.map_or(0, |c| u64::from(u32::from(c)) + 1);
    Some(u64::from(u32::from(first)) << 32 | second)
}
