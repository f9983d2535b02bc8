//! From a text to the numbers of its terms.

use jieba_rs::Token;
use rustc_hash::FxHashMap;

use super::counter::Counter;
use super::pairs::{Pair, Pairs};
use crate::tokenize::Term;

/// Characters with small numbers, so that two of them make one key. 0 is every character that no term holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Codes {
    /// By code point.
    codes: Vec<u16>,
    count: u16,
}

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
        let place = c as usize;
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

    #[inline]
    fn of(&self, c: char) -> u16 {
        self.codes.get(c as usize).copied().unwrap_or_default()
    }
}

/// The characters of a text, and room for what their look-ups find; used again for the next text.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    /// 0, and the code of each character.
    codes: Vec<u16>,
    /// For each character the pair that it ends.
    pairs: Vec<Pair>,
    pub(super) counter: Counter,
}

impl Scratch {
    /// Reads the characters of a text.
    pub(super) fn read(&mut self, text: &str, codes: &Codes) {
        self.codes.clear();
        self.codes.push(0);
        self.codes.extend(text.chars().map(|c| codes.of(c)));
    }
}

/// The numbers of the terms of one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Index {
    /// By code: the number of a character as such and as a word.
    singles: Vec<[u32; 2]>,
    pairs: Pairs,
    /// Words of three characters and more.
    long_words: FxHashMap<Box<str>, u32>,
    /// What a term without a number is counted as; no branch is needed to leave it out.
    unknown: u32,
}

#[inline]
fn key(first: u16, second: u16) -> u32 {
    u32::from(first) << 16 | u32::from(second)
}

impl Index {
    /// Numbers terms whose characters have codes; `unknown` must be higher than any number.
    pub(super) fn new<'a>(terms: impl Iterator<Item = (Term<'a>, u32)>, codes: &Codes, unknown: u32) -> Self {
        let mut singles = vec![[unknown; 2]; usize::from(codes.count) + 1];
        let mut pairs: FxHashMap<u32, Pair> = FxHashMap::default();
        let mut long_words = FxHashMap::default();
        let mut pair = |a, b, set: &dyn Fn(&mut Pair)| {
            let key = key(codes.of(a), codes.of(b));
            set(pairs.entry(key).or_insert(Pair { key, neighbours: unknown, word: unknown }));
        };
        for (term, number) in terms {
            match (term, short(term)) {
                (Term::Character(c), _) => singles[usize::from(codes.of(c))][0] = number,
                (Term::Bigram(a, b), _) => pair(a, b, &|pair| pair.neighbours = number),
                (Term::Word(_), Some((c, None))) => singles[usize::from(codes.of(c))][1] = number,
                (Term::Word(_), Some((a, Some(b)))) => pair(a, b, &|pair| pair.word = number),
                (Term::Word(word), None) => {
                    long_words.insert(word.into(), number);
                }
            }
        }
        singles[0] = [unknown; 2];
        let mut pairs: Vec<Pair> =
            pairs.into_values().filter(|pair| pair.key >> 16 != 0 && pair.key & 0xffff != 0).collect();
        pairs.sort_unstable_by_key(|pair| pair.key);
        Self { singles, pairs: Pairs::new(&pairs, unknown), long_words, unknown }
    }

    /// The number of a term, if it has one.
    pub(super) fn id(&self, term: Term<'_>, codes: &Codes) -> Option<u32> {
        let single = |c| self.singles[usize::from(codes.of(c))];
        let pair = |a, b| self.pairs.get(key(codes.of(a), codes.of(b)));
        let number = match (term, short(term)) {
            (Term::Character(c), _) => single(c)[0],
            (Term::Bigram(a, b), _) => pair(a, b).neighbours,
            (Term::Word(_), Some((c, None))) => single(c)[1],
            (Term::Word(_), Some((a, Some(b)))) => pair(a, b).word,
            (Term::Word(word), None) => self.long_words.get(word).copied().unwrap_or(self.unknown),
        };
        (number != self.unknown).then_some(number)
    }

    /// Counts the terms of the text that `scratch` has read, each `times` times.
    pub(super) fn count(&self, tokens: &[Token<'_>], times: u32, scratch: &mut Scratch) {
        let Scratch { codes, pairs, counter } = scratch;
        // All look-ups first: none waits for what becomes of another.
        pairs.clear();
        pairs.extend(codes.windows(2).map(|codes| self.pairs.get(key(codes[0], codes[1]))));
        let codes = &codes[1..];
        for (&code, pair) in codes.iter().zip(&*pairs) {
            counter.add(self.singles[usize::from(code)][0], times);
            counter.add(pair.neighbours, times);
        }
        for token in tokens {
            let number = match token.end - token.start {
                1 => self.singles[usize::from(codes[token.start])][1],
                2 => pairs[token.start + 1].word,
                _ => self.long_words.get(token.word).copied().unwrap_or(self.unknown),
            };
            counter.add(number, times);
        }
    }
}

/// The characters of a word of one or two.
fn short(term: Term<'_>) -> Option<(char, Option<char>)> {
    let Term::Word(word) = term else { return None };
    let mut characters = word.chars();
    match (characters.next(), characters.next(), characters.next()) {
        (Some(first), second, None) => Some((first, second)),
        _ => None,
    }
}
