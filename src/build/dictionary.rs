//! The words of jieba's dictionary.

use std::collections::HashMap;

/// The words with their frequencies, sorted.
pub(crate) struct Dictionary<'a> {
    pub(crate) words: Vec<(&'a str, u64)>,
    /// The sum of all frequencies.
    pub(crate) total: u64,
}

impl<'a> Dictionary<'a> {
    /// Reads a word a line: the word, how often it was seen, and its part of speech, parted by blanks.
    pub(crate) fn read(text: &'a str) -> Result<Self, String> {
        let mut words = HashMap::new();
        let mut total = 0;
        for (line, number) in text.lines().zip(1..) {
            let mut fields = line.split_ascii_whitespace();
            let (Some(word), Some(frequency)) = (fields.next(), fields.next()) else {
                return Err(format!("line {number} holds no word with its frequency"));
            };
            let frequency: u64 = frequency.parse().map_err(|error| format!("line {number}: {error}"))?;
            total += frequency;
            words.insert(word, frequency);
        }
        let mut words: Vec<(&str, u64)> = words.into_iter().collect();
        words.sort_unstable();
        Ok(Self { words, total })
    }

    /// The characters, the frequent ones first.
    pub(crate) fn characters(&self) -> Vec<char> {
        let mut counts: HashMap<char, u64> = HashMap::new();
        for (word, frequency) in &self.words {
            for c in word.chars() {
                *counts.entry(c).or_default() += frequency;
            }
        }
        let mut characters: Vec<(char, u64)> = counts.into_iter().collect();
        characters.sort_unstable_by_key(|&(c, count)| (std::cmp::Reverse(count), c));
        characters.into_iter().map(|(c, _)| c).collect()
    }

    /// The frequencies that words have, the highest first: their places are small numbers.
    pub(crate) fn frequencies(&self) -> Vec<u64> {
        let mut frequencies: Vec<u64> = self.words.iter().map(|(_, frequency)| *frequency).collect();
        frequencies.sort_unstable_by(|a, b| b.cmp(a));
        frequencies.dedup();
        frequencies
    }
}
