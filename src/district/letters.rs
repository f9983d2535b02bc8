//! Which characters begin or end the words of a list: one look that spares the list at most places of a text.

/// Bits of a set, few enough to stay in the cache; the characters of a few dozen words share them seldom.
const BITS: usize = 2048;
const WORD: usize = u64::BITS as usize;

/// A set of characters that may take one for a member that is none, and never the other way round.
pub(super) struct Letters([u64; BITS / WORD]);

impl Letters {
    /// The first characters of words.
    pub(super) fn first_of<'w>(words: impl IntoIterator<Item = &'w &'w str>) -> Self {
        Self::of(words.into_iter().filter_map(|word| word.chars().next()))
    }

    /// The last characters of words.
    pub(super) fn last_of<'w>(words: impl IntoIterator<Item = &'w &'w str>) -> Self {
        Self::of(words.into_iter().filter_map(|word| word.chars().next_back()))
    }

    fn of(chars: impl Iterator<Item = char>) -> Self {
        let mut bits = [0; BITS / WORD];
        chars.map(place).for_each(|place| bits[place / WORD] |= 1 << (place % WORD));
        Self(bits)
    }

    /// Whether a character may be one of the set.
    pub(super) fn may_hold(&self, c: char) -> bool {
        let place = place(c);
        self.0[place / WORD] >> (place % WORD) & 1 == 1
    }

    /// Whether a text may open with one of the words whose first characters these are.
    pub(super) fn may_open(&self, text: &str) -> bool {
        text.chars().next().is_some_and(|c| self.may_hold(c))
    }

    /// Whether a text may end with one of the words whose last characters these are.
    pub(super) fn may_end(&self, text: &str) -> bool {
        text.chars().next_back().is_some_and(|c| self.may_hold(c))
    }
}

/// Characters of one script stand close together, so their lowest bits tell them apart.
fn place(c: char) -> usize {
    c as usize % BITS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_the_list_always_passes_and_few_others_do() {
        let words = ["日报", "晚报", "大学"];
        let (first, last) = (Letters::first_of(&words), Letters::last_of(&words));
        for word in words {
            assert!(first.may_open(word) && last.may_end(word), "{word}");
        }
        let others = ('\u{4e00}'..'\u{5600}').filter(|c| first.may_hold(*c)).count();
        assert_eq!(others, 3);
        assert!(!first.may_open("") && !last.may_end(""));
    }
}
