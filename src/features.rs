//! Terms into numbers: sublinear term frequency × inverse document frequency, at unit length.

mod codes;
mod counter;
mod index;
mod pairs;
mod tally;

use std::cell::RefCell;

use codes::Codes;
pub(crate) use counter::Counter;
use index::{Index, NONE, UNKNOWN};

use crate::page::traditional::simplified;
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

impl Text<'_> {
    /// Calls `read` with the text in simplified characters, in which models and word lists are.
    pub(crate) fn in_simplified<R>(self, read: impl FnOnce(Text<'_>) -> R) -> R {
        match simplified([self.headline, self.body]) {
            None => read(self),
            Some([headline, body]) => read(Text { headline: &headline, body: &body }),
        }
    }
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
///
/// Besides its number a term has a place in tables that are made for speed, the frequent terms in front.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vocabulary {
    terms: Vec<String>,
    codes: Codes,
    anywhere: Index,
    headline: Index,
    /// By place, the number of its term or [`NONE`].
    numbers: Vec<u32>,
}

/// Marks a headline's term in its written form; no word of jieba's can begin with it.
const HEADLINE_MARK: char = '^';
/// Marks a character or a bigram in its written form; no word of jieba's can begin with it.
const CHARACTER_MARK: char = '#';

impl Vocabulary {
    /// Numbers `terms`, which must be sorted and distinct written forms (see [`written`]). `idf` tells which are frequent;
    /// it changes no number.
    ///
    /// # Errors
    ///
    /// What is wrong with the terms: they are in disorder or no written forms, or hold more than 65,535 different characters.
    pub fn new(terms: Vec<String>, idf: &[f32]) -> std::result::Result<Self, &'static str> {
        if !terms.is_sorted_by(|a, b| a < b) {
            return Err("its terms are not in order");
        }
        let places: Option<Vec<(Place, Term<'_>)>> = terms.iter().map(|term| read(term)).collect();
        let places = places.ok_or("a term of it is neither a word nor one or two characters")?;
        let mut order: Vec<u32> = (0..terms.len() as u32).collect();
        let rarity = |number: &u32| idf.get(*number as usize).copied().unwrap_or_default();
        order.sort_by(|a, b| rarity(a).total_cmp(&rarity(b)));
        let mut codes = Codes::default();
        if !order.iter().all(|&number| codes.add(places[number as usize].1)) {
            return Err("its terms hold more than 65,535 different characters");
        }
        let mut numbers = vec![NONE; UNKNOWN as usize + 1];
        let mut index = |wanted: Place| {
            let terms = order.iter().map(|&number| (places[number as usize], number));
            let terms = terms.filter(|((place, _), _)| *place == wanted);
            Index::new(&terms.map(|((_, term), number)| (term, number)).collect::<Vec<_>>(), &codes, &mut numbers)
        };
        let (anywhere, headline) = (index(Place::Anywhere), index(Place::Headline));
        Ok(Self { terms, codes, anywhere, headline, numbers })
    }

    /// The number of a term, if it is known.
    pub fn id(&self, place: Place, term: Term<'_>) -> Option<u32> {
        let index = match place {
            Place::Anywhere => &self.anywhere,
            Place::Headline => &self.headline,
        };
        self.number_at(index.place(term, &self.codes))
    }

    fn number_at(&self, place: u32) -> Option<u32> {
        Some(self.numbers[place as usize]).filter(|number| *number != NONE)
    }

    /// For each place the number of its term, if it has one.
    pub(crate) fn numbers(&self) -> impl ExactSizeIterator<Item = Option<u32>> {
        self.numbers.iter().map(|&number| Some(number).filter(|number| *number != NONE))
    }

    /// Counts the known terms of a text, headline terms weighted; lowest number first.
    ///
    /// The same as [`count_terms`] with [`Vocabulary::id`], but it looks terms up as they lie in the text.
    pub fn count(&self, tokenizer: &Tokenizer, text: Text<'_>) -> Vec<(u32, u32)> {
        self.with_counts(tokenizer, text, |counts| {
            let known = |(place, count): &(u32, u32)| Some((self.number_at(*place)?, *count));
            let mut counts: Vec<(u32, u32)> = counts.iter().filter_map(known).collect();
            counts.sort_unstable();
            counts
        })
    }

    /// Calls `read` with the places of a text's terms and their counts, in the order in which they come first. Among
    /// them are places without a term.
    pub(crate) fn with_counts<R>(
        &self,
        tokenizer: &Tokenizer,
        text: Text<'_>,
        read: impl FnOnce(&[(u32, u32)]) -> R,
    ) -> R {
        SCRATCH.with_borrow_mut(|Scratch { index, counts, .. }| {
            index.tally.reserve(self.numbers.len());
            if !text.headline.is_empty() {
                index.read(text.headline, tokenizer, &self.codes);
                self.anywhere.count(text.headline, HEADLINE_WEIGHT, index);
                self.headline.count(text.headline, 1, index);
            }
            index.read(text.body, tokenizer, &self.codes);
            self.anywhere.count(text.body, 1, index);
            index.tally.drain_into(counts);
            read(counts)
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

/// Room for one text at a time, used again for the next.
#[derive(Default)]
struct Scratch {
    /// Empty between texts.
    counter: Counter,
    /// Its tally is empty between texts.
    index: index::Scratch,
    counts: Vec<(u32, u32)>,
}

thread_local! {
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
pub fn inverse_document_frequency(n: f64, df: f64) -> f32 {
    (((1.0 + n) / (1.0 + df)).ln() + 1.0) as f32
}

/// The number of documents that give an inverse document frequency, of `n`.
pub fn document_frequency(n: f64, idf: f32) -> f64 {
    ((1.0 + n) / (f64::from(idf) - 1.0).exp() - 1.0).clamp(0.0, n)
}

/// Sublinear term frequency, `1 + ln tf`.
pub(crate) fn frequency(tf: u32) -> f32 {
    // Most terms stand once in a text, and the logarithm of 1 is 0.
    if tf == 1 { 1.0 } else { 1.0 + (tf as f32).ln() }
}

/// Weighs counted terms: `(1 + ln tf) · idf`, then scales the whole to unit length.
pub fn weigh(counts: impl IntoIterator<Item = (u32, u32)>, idf: &[f32]) -> FeatureVector {
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
        let vocabulary = Vocabulary::new(terms.to_vec(), &[1.0, 2.0, 3.0, 1.5]).unwrap();
        assert_eq!(vocabulary.id(Place::Anywhere, Term::Character('古')), Some(0));
        assert_eq!(vocabulary.id(Place::Anywhere, Term::Bigram('古', '城')), Some(1));
        assert_eq!(vocabulary.id(Place::Headline, Term::Word("古城")), Some(2));
        assert_eq!(vocabulary.id(Place::Anywhere, Term::Word("古城")), Some(3));
        assert_eq!(vocabulary.id(Place::Headline, Term::Character('古')), None);
        let error = |terms: &[&str]| Vocabulary::new(terms.iter().map(ToString::to_string).collect(), &[]).unwrap_err();
        assert_eq!(error(&["乙", "丙", "甲"]), "its terms are not in order");
        assert_eq!(error(&["#三个字"]), "a term of it is neither a word nor one or two characters");
    }

    #[test]
    fn more_characters_than_can_be_numbered_are_said_to_be_too_many() {
        let characters = (0x4e00..).filter_map(char::from_u32).filter(|c| !c.is_whitespace()).take(1 << 16);
        let terms: Vec<String> = characters.map(String::from).collect();
        assert!(Vocabulary::new(terms[1..].to_vec(), &[]).is_ok());
        let error = Vocabulary::new(terms, &[]).unwrap_err();
        assert_eq!(error, "its terms hold more than 65,535 different characters");
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
        let vocabulary = Vocabulary::new(["#城", "^#城"].map(String::from).to_vec(), &[]).unwrap();
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
            let terms: Vec<String> = terms.map(|(_, term)| term.clone()).collect();
            let idf: Vec<f32> = (0..terms.len()).map(|i| (i * 7 % 11) as f32).collect();
            let vocabulary = Vocabulary::new(terms, &idf).unwrap();
            let counts = count_terms(&tokenizer, text, |place, term| vocabulary.id(place, term));
            assert_eq!(vocabulary.count(&tokenizer, text), counts);
            assert!(counts.len() > vocabulary.len() / 3, "{counts:?}");
        }
    }

    #[test]
    fn weights_follow_scikit_learns_formula() {
        // By hand, as TfidfVectorizer(sublinear_tf=True) does for "a a b", "b", "c": idf a = ln(4/2)+1, b = ln(4/3)+1.
        let idf = [inverse_document_frequency(3.0, 1.0), inverse_document_frequency(3.0, 2.0)];
        let features = weigh([(0, 2), (1, 1)], &idf);
        assert!((features[0].1 - 0.912_202).abs() < 1e-5, "{features:?}");
        assert!((features[1].1 - 0.409_742).abs() < 1e-5, "{features:?}");
    }

    #[test]
    fn a_document_frequency_comes_back_from_its_inverse() {
        for df in [0.0, 1.0, 7.0, 1652.0] {
            assert!((document_frequency(1652.0, inverse_document_frequency(1652.0, df)) - df).abs() < 1e-3, "{df}");
        }
    }

    #[test]
    fn a_text_without_known_terms_has_no_features() {
        assert!(weigh([], &[]).is_empty());
    }
}
