//! Words that no list holds.

use jieba_rs::Jieba;

/// Guesses where the words of a run of characters are: jieba-rs without a dictionary, which leaves its hidden Markov
/// model of where characters stand in words, and its rule for names and numbers such as `10-11`.
pub(super) struct Unknown {
    jieba: Jieba,
}

impl Unknown {
    /// Loads nothing: the model is part of the program.
    pub(super) fn new() -> Self {
        Self { jieba: Jieba::empty() }
    }

    /// Calls `each` with the first character of every word and the one behind it.
    pub(super) fn cut(&self, run: &str, mut each: impl FnMut(usize, usize)) {
        for token in self.jieba.cut(run, true) {
            each(token.start, token.end);
        }
    }
}
