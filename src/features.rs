//! Terms into numbers: sublinear term frequency × inverse document frequency, at unit length.

mod counter;
mod index;
mod pairs;

use std::cell::RefCell;

pub(crate) use counter::Counter;
use index::{Codes, Index, Scratch};

use crate::tokenize::{Term, Tokenizer};

/// How often a term of the headline counts beside one of the body, apart from the term of its own that
/// every headline term also is (see [`Place::Headline`]).
///
/// By five-fold cross-validation with `bianmu train`; the figures for 1, 2 and 3 stand in `models/README.md`.
pub const HEADLINE_WEIGHT: u32 = 2;

/// What a prediction is made from: a headline, which may be empty, and a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text<'a> {
    /// The headline, whose terms count [`HEADLINE_WEIGHT`] times and once more as headline terms.
    pub headline: &'a str,
    /// The running text.
    pub body: &'a str,
}

/// Terms of a vocabulary with their values, in ascending order of term; length 1 (L2) or empty.
pub type FeatureVector = Vec<(u32, f32)>;

/// Where a term stands, as far as the model cares. `义诊` in a headline says what an article is about; somewhere in
/// its text it may be an aside: so a headline's terms are counted with the body's and as terms of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// In headline or body.
    Anywhere,
    /// In the headline.
    Headline,
}

/// The terms that a model knows, numbered in the byte order of their written forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vocabulary {
    terms: Vec<String>,
    codes: Codes,
    anywhere: Index,
    headline: Index,
}

/// Marks a headline's term in its written form; no word of jieba's can begin with it.
const HEADLINE_MARK: char = '^';
/// Marks a character or a bigram in its written form; no word of jieba's can begin with it.
const CHARACTER_MARK: char = '#';

impl Vocabulary {
    /// Numbers `terms`, which must be sorted and distinct written forms (see [`written`]).
    ///
    /// Returns `None` where they are not, or where they hold more than 65,535 different characters.
    pub fn new(terms: Vec<String>) -> Option<Self> {
        if !terms.is_sorted_by(|a, b| a < b) {
            return None;
        }
        let places: Vec<(Place, Term<'_>)> = terms.iter().map(|term| read(term)).collect::<Option<_>>()?;
        let mut codes = Codes::default();
        if !places.iter().all(|(_, term)| codes.add(*term)) {
            return None;
        }
        let index = |wanted: Place| {
            let numbered = places.iter().zip(0..).filter(|((place, _), _)| *place == wanted);
            Index::new(numbered.map(|((_, term), id)| (*term, id)), &codes, terms.len() as u32)
        };
        let (anywhere, headline) = (index(Place::Anywhere), index(Place::Headline));
        Some(Self { terms, codes, anywhere, headline })
    }

    /// The number of a term, if it is known.
    pub fn id(&self, place: Place, term: Term<'_>) -> Option<u32> {
        match place {
            Place::Anywhere => self.anywhere.id(term, &self.codes),
            Place::Headline => self.headline.id(term, &self.codes),
        }
    }

    /// Counts the known terms of a text, headline terms weighted; lowest number first.
    ///
    /// The same as [`count_terms`] with [`Vocabulary::id`], but it looks terms up as they lie in the text.
    pub fn count(&self, tokenizer: &Tokenizer, text: Text<'_>) -> Vec<(u32, u32)> {
        SCRATCH.with_borrow_mut(|scratch| {
            if !text.headline.is_empty() {
                let tokens = tokenizer.cut(text.headline);
                scratch.read(text.headline, &self.codes);
                self.anywhere.count(&tokens, HEADLINE_WEIGHT, scratch);
                self.headline.count(&tokens, 1, scratch);
            }
            let tokens = tokenizer.cut(text.body);
            scratch.read(text.body, &self.codes);
            self.anywhere.count(&tokens, 1, scratch);
            let mut counts = scratch.counter.drain();
            let unknown = self.terms.len() as u32;
            counts.pop_if(|(id, _)| *id == unknown);
            counts
        })
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

/// The written form of a term: the word itself, or `#` and one or two characters; `^` before all that in a headline.
pub fn written(place: Place, term: Term<'_>) -> String {
    let mark = match place {
        Place::Anywhere => "",
        Place::Headline => "^",
    };
    match term {
        Term::Word(word) => format!("{mark}{word}"),
        Term::Character(c) => format!("{mark}{CHARACTER_MARK}{c}"),
        Term::Bigram(a, b) => format!("{mark}{CHARACTER_MARK}{a}{b}"),
    }
}

/// The term of a written form; `None` where it is no form of a term.
fn read(written: &str) -> Option<(Place, Term<'_>)> {
    let (place, written) = match written.strip_prefix(HEADLINE_MARK) {
        Some(rest) => (Place::Headline, rest),
        None => (Place::Anywhere, written),
    };
    let Some(characters) = written.strip_prefix(CHARACTER_MARK) else {
        return (!written.is_empty()).then_some((place, Term::Word(written)));
    };
    let mut chars = characters.chars();
    let term = match (chars.next(), chars.next(), chars.next()) {
        (Some(c), None, None) => Term::Character(c),
        (Some(a), Some(b), None) => Term::Bigram(a, b),
        _ => return None,
    };
    Some((place, term))
}

/// A term as readers should see it: characters and bigrams in brackets, `标题` before a headline's term.
pub fn shown(written: &str) -> String {
    let Some((place, term)) = read(written) else { return written.to_string() };
    let term = match term {
        Term::Word(word) => word.to_string(),
        Term::Character(c) => format!("〔{c}〕"),
        Term::Bigram(a, b) => format!("〔{a}{b}〕"),
    };
    match place {
        Place::Anywhere => term,
        Place::Headline => format!("标题:{term}"),
    }
}

thread_local! {
    /// Holds one text at a time; its counter is empty between texts.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// Counts the terms of a text by the numbers that `number` gives them, headline terms weighted; lowest number first.
pub fn count_terms<'a>(
    tokenizer: &Tokenizer,
    text: Text<'a>,
    mut number: impl FnMut(Place, Term<'a>) -> Option<u32>,
) -> Vec<(u32, u32)> {
    SCRATCH.with_borrow_mut(|Scratch { counter, .. }| {
        tokenizer.for_each_term(text.headline, |term| {
            if let Some(id) = number(Place::Anywhere, term) {
                counter.add(id, HEADLINE_WEIGHT);
            }
            if let Some(id) = number(Place::Headline, term) {
                counter.add(id, 1);
            }
        });
        tokenizer.for_each_term(text.body, |term| {
            if let Some(id) = number(Place::Anywhere, term) {
                counter.add(id, 1);
            }
        });
        counter.drain()
    })
}

/// The inverse document frequency of a term that `df` of `n` documents hold: `ln((1 + n) / (1 + df)) + 1`,
/// scikit-learn's smooth form.
pub fn inverse_document_frequency(n: usize, df: u32) -> f32 {
    (((1.0 + n as f64) / (1.0 + f64::from(df))).ln() + 1.0) as f32
}

/// Weighs counted terms: `(1 + ln tf) · idf`, then scales the whole to unit length.
pub fn weigh(counts: impl IntoIterator<Item = (u32, u32)>, idf: &[f32]) -> FeatureVector {
    // Most terms stand once in a text, and the logarithm of 1 is 0.
    let frequency = |tf: u32| if tf == 1 { 1.0 } else { 1.0 + (tf as f32).ln() };
    let value = |(id, tf): (u32, u32)| (id, frequency(tf) * idf[id as usize]);
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
    fn a_vocabulary_numbers_terms_by_place_and_refuses_disorder() {
        let terms = ["#古", "#古城", "^古城", "古城"].map(String::from);
        let vocabulary = Vocabulary::new(terms.to_vec()).unwrap();
        assert_eq!(vocabulary.id(Place::Anywhere, Term::Character('古')), Some(0));
        assert_eq!(vocabulary.id(Place::Anywhere, Term::Bigram('古', '城')), Some(1));
        assert_eq!(vocabulary.id(Place::Headline, Term::Word("古城")), Some(2));
        assert_eq!(vocabulary.id(Place::Anywhere, Term::Word("古城")), Some(3));
        assert_eq!(vocabulary.id(Place::Headline, Term::Character('古')), None);
        assert_eq!(Vocabulary::new(vec!["乙".into(), "丙".into(), "甲".into()]), None);
        assert_eq!(Vocabulary::new(vec!["#三个字".into()]), None);
    }

    #[test]
    fn a_written_term_reads_back_and_is_shown_in_words() {
        let terms = [Term::Word("古城"), Term::Character('古'), Term::Bigram('古', '城')];
        for (place, term) in [Place::Anywhere, Place::Headline].into_iter().flat_map(|p| terms.map(|t| (p, t))) {
            assert_eq!(read(&written(place, term)), Some((place, term)));
        }
        assert_eq!(shown("^#古城"), "标题:〔古城〕");
        assert_eq!(shown("古城"), "古城");
    }

    #[test]
    fn headline_terms_count_more_and_once_on_their_own() {
        let tokenizer = Tokenizer::new("", "").unwrap();
        let vocabulary = Vocabulary::new(["#城", "^#城"].map(String::from).to_vec()).unwrap();
        let text = Text { headline: "城", body: "城与城" };
        let counts = count_terms(&tokenizer, text, |place, term| vocabulary.id(place, term));
        assert_eq!(counts, [(0, 2 + HEADLINE_WEIGHT), (1, 1)]);
        assert_eq!(vocabulary.count(&tokenizer, text), counts);
    }

    #[test]
    fn a_vocabulary_counts_what_it_numbers() {
        let tokenizer = Tokenizer::new("", "").unwrap();
        let (headline, body) =
            ("古城夜游 100人", "古城的夜，\r\n游人如织。\u{0}😀 夜市abc、古城夜游图书馆\u{3000}古 城");
        let text = Text { headline, body };
        let mut terms = Vec::new();
        for place in [Place::Anywhere, Place::Headline] {
            for part in [headline, body] {
                tokenizer.for_each_term(part, |term| terms.push(written(place, term)));
            }
        }
        terms.retain(|term| read(term).is_some() && !term.contains(char::is_whitespace));
        terms.sort();
        terms.dedup();
        // All terms, and every third one missing.
        for keep in [1, 3] {
            let terms = terms.iter().enumerate().filter(|(i, _)| keep == 1 || i % keep != 0);
            let vocabulary = Vocabulary::new(terms.map(|(_, term)| term.clone()).collect()).unwrap();
            let counts = count_terms(&tokenizer, text, |place, term| vocabulary.id(place, term));
            assert_eq!(vocabulary.count(&tokenizer, text), counts);
            assert!(counts.len() > vocabulary.len() / 3, "{counts:?}");
        }
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
