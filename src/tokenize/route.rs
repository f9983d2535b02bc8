//! The most likely way to cut a text into words that are known.

use std::hint::select_unpredictable;

use super::dictionary::Code;
use super::lexicon::Lexicon;
use super::prefixes::Prefixes;

/// For each character of a text how long the word is that begins there on the best way.
#[derive(Debug, Default)]
pub(super) struct Route {
    /// 0 for a character that stands alone.
    lengths: Vec<u32>,
    characters: usize,
    /// The logarithm of the probability of the rest of the text from a character to the next one that stands alone.
    logs: Vec<f64>,
    prefixes: Prefixes,
}

/// The best word at a character so far.
#[derive(Clone, Copy)]
struct Best {
    log: f64,
    /// 0 before the first word.
    length: usize,
}

impl Best {
    const NONE: Self = Self { log: f64::NEG_INFINITY, length: 0 };

    /// Takes a word longer than those before it if it is at least as likely; none whose probability is no number.
    #[inline]
    fn take_longer(&mut self, log: f64, length: usize) {
        let is_better = log >= self.log;
        self.log = select_unpredictable(is_better, log, self.log);
        self.length = select_unpredictable(is_better, length, self.length);
    }

    /// Takes a word that is more likely, or as likely and longer.
    #[inline]
    fn take(&mut self, log: f64, length: usize) {
        if log > self.log || (log >= self.log && length > self.length) {
            *self = Self { log, length };
        }
    }
}

impl Route {
    /// The lengths for the characters of the text.
    #[inline]
    pub(super) fn lengths(&self) -> &[u32] {
        &self.lengths[..self.characters]
    }

    /// Finds the way through `codes`, of which the last two are behind the text and the first of these stands alone: the path of the highest probability
    /// through the graph of all words in the text, each as likely as it is frequent. It is jieba's, with the same sums in
    /// the same order.
    pub(super) fn find(&mut self, codes: &[Code], lexicon: &Lexicon) {
        self.prefixes.find(codes, lexicon);
        let characters = codes.len() - 2;
        self.characters = characters;
        self.logs.resize(self.logs.len().max(codes.len()), 0.0);
        self.lengths.resize(self.lengths.len().max(codes.len()), 0);
        // The rests of the text one and two characters on.
        let mut rests = [0.0; 2];
        self.logs[characters] = 0.0;
        let (logs, lengths) = (&mut self.logs[..=characters], &mut self.lengths[..characters]);
        for start in (0..characters).rev() {
            let best = if codes[start].is_alone() {
                Best { log: 0.0, length: 0 }
            } else {
                step(start, rests, codes, logs, &mut self.prefixes, lexicon)
            };
            logs[start] = best.log;
            lengths[start] = best.length as u32;
            rests = [best.log, rests[0]];
        }
    }
}

/// The best word that begins at `start`; where none does, the character with the frequency 1.
#[inline]
fn step(
    start: usize,
    rests: [f64; 2],
    codes: &[Code],
    after: &[f64],
    prefixes: &mut Prefixes,
    lexicon: &Lexicon,
) -> Best {
    let logs = prefixes.logs[start];
    let mut best = Best::NONE;
    best.take_longer(logs[0] + rests[0], 1);
    best.take_longer(logs[1] + rests[1], 2);
    if let Some(third) = prefixes.take_third(start) {
        let (mut node, mut end) = (Some(third), start + 3);
        while let Some(prefix) = node {
            best.take_longer(lexicon.log(prefix) + after[end], end - start);
            node = prefix.next(codes[end]);
            end += 1;
        }
    }
    if prefixes.take_added(start) {
        let rests = &after[start..];
        lexicon.added.for_each_at_start(&codes[start..], |length, log| {
            best.take(log - lexicon.log_total + rests[length], length);
        });
    }
    if best.length == 0 { Best { log: 0.0 - lexicon.log_total + rests[0], length: 1 } } else { best }
}
