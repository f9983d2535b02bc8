//! From a text to the places of its terms.

use rustc_hash::FxHashMap;

use super::codes::{Codes, codes_key, key};
use super::pairs::{Pair, Pairs};
use super::tally::Tally;
use crate::tokenize::{Cut, Term, Tokenizer};

/// The characters of a text, and room for what its look-ups find; used again for the next text.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    /// 0, and the code of each character; what stands behind is of no meaning.
    codes: Vec<u16>,
    cut: Cut,
    /// For each character the place of the word that it and the character before it are.
    words: Vec<u32>,
    pub(super) tally: Tally,
}

impl Scratch {
    /// Cuts a text and reads its characters.
    pub(super) fn read(&mut self, text: &str, tokenizer: &Tokenizer, codes: &Codes) {
        tokenizer.cut(text, &mut self.cut);
        self.codes.clear();
        self.codes.push(0);
        self.codes.extend(self.cut.codes().iter().map(|code| codes.at(*code)));
        self.words.resize(self.words.len().max(self.codes.len()), 0);
    }
}

/// What a term without a number is counted as; no branch is needed to leave it out.
pub(super) const UNKNOWN: u32 = 0;
/// The number at a place that no term has.
pub(super) const NONE: u32 = u32::MAX;

/// Where the terms of one [`Place`](super::Place) stand in tables of all terms.
///
/// Such tables are far larger than the cache, and a text's terms are mostly frequent ones: so the frequent terms come
/// first, and the pages and lines that hold them stay in the cache.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Index {
    /// By code: the places of a character as such and as a word.
    singles: Vec<[u32; 2]>,
    pairs: Pairs,
    /// Words of three and four characters by the key of their codes.
    words: FxHashMap<u64, u32>,
    /// Words of more characters.
    long_words: FxHashMap<Box<str>, u32>,
}

impl Index {
    /// Gives places to `terms`, which come with their numbers and the frequent ones first, and whose characters have
    /// codes; adds the number at each place to `numbers`.
    pub(super) fn new(terms: &[(Term<'_>, u32)], codes: &Codes, numbers: &mut Vec<u32>) -> Self {
        let mut index = Self {
            singles: vec![[UNKNOWN; 2]; codes.len()],
            pairs: Pairs::default(),
            words: FxHashMap::default(),
            long_words: FxHashMap::default(),
        };
        let mut pairs: FxHashMap<u32, Twins> = FxHashMap::default();
        for &(term, number) in terms {
            if let Some((key, form)) = pair_key(term, codes) {
                pairs.entry(key).or_default().numbers[form] = number;
            }
        }
        for &(term, number) in terms {
            match pair_key(term, codes) {
                Some((key, _)) => pairs.entry(key).or_default().settle(numbers),
                None => index.insert(term, codes, push(numbers, number)),
            }
        }
        let pairs = pairs.into_iter().filter(|(key, _)| key >> 16 != 0 && key & 0xffff != 0);
        let mut pairs: Vec<Pair> = pairs.map(|(key, twins)| Pair { key, place: twins.place }).collect();
        pairs.sort_unstable_by_key(|pair| pair.key);
        index.pairs = Pairs::new(&pairs);
        index.singles[0] = [UNKNOWN; 2];
        index
    }

    /// Gives a place to a term that is not of two characters.
    fn insert(&mut self, term: Term<'_>, codes: &Codes, place: u32) {
        if let Term::Character(c) = term {
            self.singles[usize::from(codes.of(c))][0] = place;
        }
        let Term::Word(word) = term else { return };
        if let Some(c) = only(word) {
            self.singles[usize::from(codes.of(c))][1] = place;
        } else if let Some(key) = codes.of_word(word) {
            self.words.insert(key, place);
        } else {
            self.long_words.insert(word.into(), place);
        }
    }

    /// The place of a term, [`UNKNOWN`] where it has none.
    pub(super) fn place(&self, term: Term<'_>, codes: &Codes) -> u32 {
        if let Some((key, form)) = pair_key(term, codes) {
            return self.pairs.get(key).places()[form];
        }
        match term {
            Term::Character(c) => self.singles[usize::from(codes.of(c))][0],
            Term::Word(word) => match (only(word), codes.of_word(word)) {
                (Some(c), _) => self.singles[usize::from(codes.of(c))][1],
                (None, Some(key)) => self.words.get(&key).copied().unwrap_or(UNKNOWN),
                (None, None) => self.long_words.get(word).copied().unwrap_or(UNKNOWN),
            },
            Term::Bigram(..) => UNKNOWN,
        }
    }

    /// Counts the terms of the text that `scratch` has read, each `times` times.
    pub(super) fn count(&self, text: &str, times: u32, scratch: &mut Scratch) {
        let Scratch { codes, cut, words, tally } = scratch;
        let words = &mut words[..codes.len() - 1];
        for at in 0..words.len() {
            let code = codes[at + 1];
            let [neighbours, word] = self.pairs.get(key(codes[at], code)).places();
            words[at] = word;
            tally.add(neighbours, times);
            tally.add(self.singles[usize::from(code)][0], times);
        }
        let codes = &codes[1..];
        for &token in cut.tokens() {
            let (start, end) = (token.start as usize, token.end as usize);
            let place = match end - start {
                1 => self.singles[usize::from(codes[start])][1],
                2 => words[start + 1],
                3 | 4 => self.words.get(&codes_key(&codes[start..end])).copied().unwrap_or(UNKNOWN),
                _ => self.long_words.get(&text[cut.bytes(start, end)]).copied().unwrap_or(UNKNOWN),
            };
            tally.add(place, times);
        }
    }
}

/// The two terms that two characters can be, neighbours and a word, on their way to a place.
struct Twins {
    numbers: [u32; 2],
    place: u32,
}

impl Default for Twins {
    fn default() -> Self {
        Self { numbers: [NONE; 2], place: UNKNOWN }
    }
}

impl Twins {
    /// Takes the next place, or the next two where there is a word.
    fn settle(&mut self, numbers: &mut Vec<u32>) {
        if self.place == UNKNOWN {
            let [neighbours, word] = self.numbers;
            self.place = Pair::place_of(push(numbers, neighbours), word != NONE);
            if word != NONE {
                push(numbers, word);
            }
        }
    }
}

/// Adds a number and returns its place.
fn push(numbers: &mut Vec<u32>, number: u32) -> u32 {
    numbers.push(number);
    numbers.len() as u32 - 1
}

/// The key of a term of two characters, and whether it is neighbours, 0, or a word, 1.
fn pair_key(term: Term<'_>, codes: &Codes) -> Option<(u32, usize)> {
    let (a, b, form) = match term {
        Term::Bigram(a, b) => (a, b, 0),
        Term::Character(_) => return None,
        Term::Word(word) => {
            let mut characters = word.chars();
            match (characters.next(), characters.next(), characters.next()) {
                (Some(a), Some(b), None) => (a, b, 1),
                _ => return None,
            }
        }
    };
    Some((key(codes.of(a), codes.of(b)), form))
}

/// The character of a word of one.
fn only(word: &str) -> Option<char> {
    let mut characters = word.chars();
    characters.next().filter(|_| characters.next().is_none())
}
