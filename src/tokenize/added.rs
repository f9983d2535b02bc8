//! The user's words beside the dictionary's.

use rustc_hash::FxHashMap;

use super::dictionary::Code;

/// A trie of a few words, which is asked only where a text may hold one.
#[derive(Default)]
pub(super) struct Added {
    /// The node below a node along a character; 0 is the root.
    children: FxHashMap<(u32, Code), u32>,
    /// By node, the logarithm of the frequency of the word that ends there; not a number where none does.
    logs: Vec<f64>,
}

impl Added {
    /// Adds a word, or changes its frequency.
    pub(super) fn insert(&mut self, word: &[Code], log: f64) {
        if self.logs.is_empty() {
            self.logs.push(f64::NAN);
        }
        let mut node = 0;
        for &code in word {
            let next = self.logs.len() as u32;
            node = *self.children.entry((node, code)).or_insert(next);
            if node == next {
                self.logs.push(f64::NAN);
            }
        }
        self.logs[node as usize] = log;
    }

    /// Whether these characters are a word.
    pub(super) fn holds(&self, word: &[Code]) -> bool {
        let mut is_word = false;
        self.for_each_at_start(word, |length, _| is_word = length == word.len());
        is_word
    }

    /// Calls `each` with the length and the logarithm of the frequency of every word that `text` begins with.
    pub(super) fn for_each_at_start(&self, text: &[Code], mut each: impl FnMut(usize, f64)) {
        let mut node = 0;
        for (&code, length) in text.iter().zip(1..) {
            let Some(&next) = self.children.get(&(node, code)) else { break };
            node = next;
            let log = self.logs[node as usize];
            if !log.is_nan() {
                each(length, log);
            }
        }
    }
}
