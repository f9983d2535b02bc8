//! The words that texts are cut into, with their frequencies: jieba's dictionary and the user's words.

use rustc_hash::FxHashMap;

use super::added::Added;
use super::dictionary::{self, Code, Firsts, Node};

/// Words with frequencies.
pub(super) struct Lexicon {
    /// The frequencies that the dictionary's words have, by the numbers that words have instead.
    frequencies: Vec<u64>,
    /// Their logarithms; not a number for no word.
    frequency_logs: Vec<f64>,
    /// The same less [`Lexicon::log_total`]: the logarithms of the words' probabilities.
    logs: Vec<f64>,
    total: u64,
    /// The logarithm of the sum of all frequencies.
    pub(super) log_total: f64,
    pub(super) firsts: Firsts,
    pub(super) added: Added,
    added_frequencies: FxHashMap<String, u64>,
}

impl Lexicon {
    /// The dictionary alone.
    pub(super) fn new() -> Self {
        let frequencies: Vec<u64> = dictionary::frequencies().collect();
        // Where no word has a frequency, at 0, stands their sum.
        let total = frequencies.first().copied().unwrap_or_default();
        let mut frequency_logs: Vec<f64> = frequencies.iter().map(|frequency| (*frequency as f64).ln()).collect();
        frequency_logs.iter_mut().take(1).for_each(|log| *log = f64::NAN);
        let mut lexicon = Self {
            logs: frequency_logs.clone(),
            frequency_logs,
            frequencies,
            total: 0,
            log_total: 0.0,
            firsts: Firsts::new(),
            added: Added::default(),
            added_frequencies: FxHashMap::default(),
        };
        lexicon.set_total(total);
        lexicon
    }

    fn set_total(&mut self, total: u64) {
        self.total = total;
        self.log_total = (total as f64).ln();
        for (log, frequency_log) in self.logs.iter_mut().zip(&self.frequency_logs) {
            *log = frequency_log - self.log_total;
        }
    }

    /// The logarithm of the probability of the word that a prefix is; not a number where it is none.
    #[inline]
    pub(super) fn log(&self, prefix: Node) -> f64 {
        self.logs[prefix.weight()]
    }

    /// Adds a word with such a frequency that it is cut whole, as jieba's `add_word` does.
    pub(super) fn add(&mut self, word: &str, parts: &[&str]) {
        let old = self.frequency(word);
        let frequency = self.suggested(parts).max(old.unwrap_or(1));
        self.set_total(self.total + frequency - old.unwrap_or_default());
        self.added_frequencies.insert(word.to_string(), frequency);
        let codes: Vec<Code> = word.chars().map(Code::of).collect();
        // A word with a character that stands alone is never cut whole.
        if !codes.iter().any(|code| code.is_alone()) {
            self.firsts.mark(codes[0], codes.get(1).copied());
            self.added.insert(&codes, (frequency as f64).ln());
        }
    }

    /// Whether these characters, two or more, are a word.
    pub(super) fn holds(&self, word: &[Code]) -> bool {
        let [first, second, ref rest @ ..] = *word else { return false };
        let [first, prefix] = self.firsts.get_two([first, second]);
        let is_known = || rest.iter().try_fold(prefix, |node, code| node.next(*code)).is_some_and(Node::is_word);
        (prefix.is_some() && is_known()) || (first.may_begin_added(second) && self.added.holds(word))
    }

    /// A frequency by which the parts that a word is cut into are less likely than the word: jieba's `suggest_freq`.
    fn suggested(&self, parts: &[&str]) -> u64 {
        let log = |part: &&str| (self.frequency(part).unwrap_or(1) as f64).ln();
        let log_frequency = parts.iter().fold(0.0, |sum, part| sum + log(part) - self.log_total);
        (log_frequency + self.log_total).exp() as u64 + 1
    }

    fn frequency(&self, word: &str) -> Option<u64> {
        let known = || {
            let mut codes = word.chars().map(Code::in_words);
            let first = self.firsts.get(codes.next()?);
            let node = codes.try_fold(first, Node::next)?;
            Some(node.weight()).filter(|weight| *weight != 0).map(|weight| self.frequencies[weight])
        };
        self.added_frequencies.get(word).copied().or_else(known)
    }
}
