//! The prefixes of all words.

use std::ops::Range;

/// A word by its codes, with the number of its weight and its frequency.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Word {
    pub(crate) codes: Vec<u32>,
    pub(crate) weight: u64,
    pub(crate) frequency: u64,
}

/// Prefixes, the shorter ones first; the first one is empty.
pub(crate) struct Trie {
    pub(crate) nodes: Vec<Node>,
}

/// A prefix.
pub(crate) struct Node {
    /// Its last character.
    pub(crate) code: u32,
    /// The prefix shorter by one.
    pub(crate) parent: usize,
    /// The prefixes longer by one.
    pub(crate) children: Range<usize>,
    /// Of the word that it is; 0 where it is none.
    pub(crate) weight: u64,
    /// The sum over the words that begin with it.
    pub(crate) frequency: u64,
    words: Range<usize>,
    length: usize,
}

impl Trie {
    /// Finds the prefixes of words that are sorted by their codes.
    pub(crate) fn new(words: &[Word]) -> Self {
        let root =
            Node { code: 0, parent: 0, children: 0..0, weight: 0, frequency: 0, words: 0..words.len(), length: 0 };
        let mut nodes = vec![root];
        let mut at = 0;
        while at < nodes.len() {
            let first = nodes.len();
            let mut rest = nodes[at].words.clone();
            // The word that is the prefix itself has no further character.
            if nodes[at].weight != 0 {
                rest.start += 1;
            }
            while !rest.is_empty() {
                let child = child(&words[rest.clone()], rest.start, at, nodes[at].length);
                rest.start = child.words.end;
                nodes.push(child);
            }
            nodes[at].children = first..nodes.len();
            at += 1;
        }
        Self { nodes }
    }
}

/// The child of node `parent` that the first of `words` belongs to; `start` is that word's place among all.
fn child(words: &[Word], start: usize, parent: usize, depth: usize) -> Node {
    let first = &words[0];
    let (code, length) = (first.codes[depth], depth + 1);
    let count = words.iter().take_while(|word| word.codes[depth] == code).count();
    let frequency = words[..count].iter().map(|word| word.frequency).sum();
    let weight = if first.codes.len() == length { first.weight } else { 0 };
    Node { code, parent, children: 0..0, weight, frequency, words: start..start + count, length }
}
