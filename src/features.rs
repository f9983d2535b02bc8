//! Terms into numbers: sublinear term frequency × inverse document frequency, at unit length.

use rustc_hash::FxHashMap;

use crate::tokenize::{Term, Tokenizer};

/// How often a term of the headline counts beside one of the body.
///
/// Set by five-fold cross-validation on `labels/articles.csv` with `bianmu train`: micro F1 for
/// 1, 2, 3, 5 is stated in `models/README.md`.
pub const HEADLINE_WEIGHT: u32 = 3;

/// What a prediction is made from: a headline, which may be empty, and a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text<'a> {
    /// The headline, whose terms count [`HEADLINE_WEIGHT`] times.
    pub headline: &'a str,
    /// The running text.
    pub body: &'a str,
}

/// Terms of a vocabulary with their values, in ascending order of term; length 1 (L2) or empty.
pub type FeatureVector = Vec<(u32, f32)>;

/// The terms that a model knows, numbered in the byte order of their written forms.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabulary {
    terms: Vec<String>,
    words: FxHashMap<Box<str>, u32>,
    bigrams: FxHashMap<(char, char), u32>,
}

/// Marks a bigram in a term's written form; no word of jieba's can begin with it.
const BIGRAM_MARK: char = '#';

impl Vocabulary {
    /// Numbers `terms`, which must be sorted and distinct written forms (see [`written`]).
    ///
    /// Returns `None` where they are not.
    pub fn new(terms: Vec<String>) -> Option<Self> {
        if !terms.is_sorted_by(|a, b| a < b) {
            return None;
        }
        let mut vocabulary = Self::default();
        for (id, term) in (0..).zip(&terms) {
            match read(term)? {
                Term::Word(word) => vocabulary.words.insert(word.into(), id),
                Term::Bigram(a, b) => vocabulary.bigrams.insert((a, b), id),
            };
        }
        vocabulary.terms = terms;
        Some(vocabulary)
    }

    /// The number of a term, if it is known.
    pub fn id(&self, term: Term<'_>) -> Option<u32> {
        match term {
            Term::Word(word) => self.words.get(word).copied(),
            Term::Bigram(a, b) => self.bigrams.get(&(a, b)).copied(),
        }
    }

    /// The written forms in order.
    pub fn terms(&self) -> &[String] {
        &self.terms
    }

    /// How many terms there are.
    pub fn len(&self) -> usize {
        self.terms.len()
    }

    /// Whether there is no term.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }
}

/// The written form of a term: the word itself, or `#` and the two characters of a bigram.
pub fn written(term: Term<'_>) -> String {
    match term {
        Term::Word(word) => word.to_string(),
        Term::Bigram(a, b) => String::from_iter([BIGRAM_MARK, a, b]),
    }
}

/// The term of a written form; `None` where it is no form of a term.
fn read(written: &str) -> Option<Term<'_>> {
    let Some(bigram) = written.strip_prefix(BIGRAM_MARK) else {
        return (!written.is_empty()).then_some(Term::Word(written));
    };
    let mut chars = bigram.chars();
    match (chars.next(), chars.next(), chars.next()) {
        (Some(a), Some(b), None) => Some(Term::Bigram(a, b)),
        _ => None,
    }
}

/// A term as readers should see it: the bigram's mark becomes a pair of brackets.
pub fn shown(written: &str) -> String {
    match read(written) {
        Some(Term::Bigram(a, b)) => format!("〔{a}{b}〕"),
        _ => written.to_string(),
    }
}

/// Collects how often each term that `number` knows occurs in a text, headline terms weighted.
pub fn count_terms<'a>(
    tokenizer: &Tokenizer,
    text: Text<'a>,
    mut number: impl FnMut(Term<'a>) -> Option<u32>,
) -> Vec<(u32, u32)> {
    let mut ids = Vec::new();
    tokenizer.for_each_term(text.headline, |term| {
        if let Some(id) = number(term) {
            ids.extend([id; HEADLINE_WEIGHT as usize]);
        }
    });
    tokenizer.for_each_term(text.body, |term| ids.extend(number(term)));
    ids.sort_unstable();
    ids.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect()
}

/// The inverse document frequency of a term that `df` of `n` documents hold: `ln((1 + n) / (1 + df)) + 1`,
/// scikit-learn's smooth form.
pub fn inverse_document_frequency(n: usize, df: u32) -> f32 {
    (((1.0 + n as f64) / (1.0 + f64::from(df))).ln() + 1.0) as f32
}

/// Weighs counted terms: `(1 + ln tf) · idf`, then scales the whole to unit length.
pub fn weigh(counts: impl IntoIterator<Item = (u32, u32)>, idf: &[f32]) -> FeatureVector {
    let value = |(id, tf): (u32, u32)| (id, (1.0 + (tf as f32).ln()) * idf[id as usize]);
    let mut features: FeatureVector = counts.into_iter().map(value).collect();
    let length = features.iter().map(|(_, x)| f64::from(*x).powi(2)).sum::<f64>().sqrt();
    if length > 0.0 {
        for (_, x) in &mut features {
            *x = (f64::from(*x) / length) as f32;
        }
    }
    features
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vocabulary_numbers_words_and_bigrams_and_refuses_disorder() {
        let vocabulary = Vocabulary::new(vec!["#古城".into(), "古城".into()]).unwrap();
        assert_eq!(vocabulary.id(Term::Bigram('古', '城')), Some(0));
        assert_eq!(vocabulary.id(Term::Word("古城")), Some(1));
        assert_eq!(Vocabulary::new(vec!["乙".into(), "丙".into(), "甲".into()]), None);
        assert_eq!(Vocabulary::new(vec!["#三个字".into()]), None);
    }

    #[test]
    fn weights_follow_scikit_learns_formula() {
        // By hand, as TfidfVectorizer(sublinear_tf=True) does for "a a b", "b", "c": idf a = ln(4/2)+1, b = ln(4/3)+1.
        let idf = [inverse_document_frequency(3, 1), inverse_document_frequency(3, 2)];
        let features = weigh([(0, 2), (1, 1)], &idf);
        assert!((features[0].1 - 0.912_202).abs() < 1e-5, "{features:?}");
        assert!((features[1].1 - 0.409_742).abs() < 1e-5, "{features:?}");
    }

    #[test]
    fn a_text_without_known_terms_has_no_features() {
        assert!(weigh([], &[]).is_empty());
    }
}
