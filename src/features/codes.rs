//! Characters as small numbers.

use crate::tokenize::{Code, Term};

/// Characters with small numbers, so that a few of them make one key. 0 is every character that no term holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Codes {
    /// By the tokenizer's number of a character.
    codes: Vec<u16>,
    count: u16,
}

/// Most characters of a word whose codes fit into one number.
const LONGEST_KEY: usize = 4;

impl Codes {
    /// Gives every character of a term a code; `false` where there are more characters than codes.
    pub(super) fn add(&mut self, term: Term<'_>) -> bool {
        match term {
            Term::Word(word) => word.chars().all(|c| self.add_character(c)),
            Term::Character(c) => self.add_character(c),
            Term::Bigram(a, b) => self.add_character(a) && self.add_character(b),
        }
    }

    fn add_character(&mut self, c: char) -> bool {
        let place = Code::of(c).number();
        if self.codes.len() <= place {
            self.codes.resize(place + 1, 0);
        }
        // Blanks part terms and are in none.
        if self.codes[place] == 0 && !c.is_whitespace() {
            let Some(count) = self.count.checked_add(1) else { return false };
            self.count = count;
            self.codes[place] = count;
        }
        true
    }

    /// How many codes there are, 0 among them.
    pub(super) fn len(&self) -> usize {
        usize::from(self.count) + 1
    }

    #[inline]
    pub(super) fn of(&self, c: char) -> u16 {
        self.at(Code::of(c))
    }

    /// The code of a character as the tokenizer has it.
    #[inline]
    pub(super) fn at(&self, character: Code) -> u16 {
        self.codes.get(character.number()).copied().unwrap_or_default()
    }

    /// The key of a word of three or four characters that all have codes.
    pub(super) fn of_word(&self, word: &str) -> Option<u64> {
        let mut codes = [0; LONGEST_KEY];
        let mut characters = 0;
        for c in word.chars() {
            *codes.get_mut(characters)? = self.of(c);
            characters += 1;
        }
        let codes = &codes[..characters];
        (characters > 2 && !codes.contains(&0)).then(|| codes_key(codes))
    }
}

/// The codes of two characters as one number.
#[inline]
pub(super) fn key(first: u16, second: u16) -> u32 {
    u32::from(first) << 16 | u32::from(second)
}

/// The codes of a word of three or four characters as one number; 0 stands for words that no vocabulary holds.
#[inline]
pub(super) fn codes_key(codes: &[u16]) -> u64 {
    match *codes {
        [a, b, c] => u64::from(a) << 32 | u64::from(key(b, c)),
        [a, b, c, d] if a != 0 => u64::from(key(a, b)) << 32 | u64::from(key(c, d)),
        _ => 0,
    }
}
