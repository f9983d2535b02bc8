//! Articles as counted terms, numbered once for all folds.

mod numbering;
mod packed;
mod rows;

use rayon::prelude::*;

use super::matrix::Matrix;
use crate::corpus::Example;
use crate::features::{Counter, FeatureVector, Place, Text, count_terms, inverse_document_frequency, weigh, written};
use crate::page::traditional::simplified;
use crate::tokenize::{Term, Tokenizer};
use numbering::Numbering;
pub(super) use packed::Packed;
use rows::{Rows, Runs};

/// Into how many runs the articles are split, each cut and numbered by one thread: enough for every core of an
/// office machine, and few, because each numbers the common terms anew.
const CHUNKS: usize = 16;

/// How many articles are turned into features at a time: enough for all threads, and few beside all articles.
const BLOCK: usize = 1024;

/// The counted terms of all articles; a term's number is its rank in the byte order of written forms.
pub(super) struct Documents<'a> {
    /// The articles in order.
    runs: Runs,
    /// The texts of keywords.
    keywords: Vec<Rows>,
    terms: Vec<String>,
    /// Which terms every vocabulary holds: those of keywords and of the background.
    always: Vec<bool>,
    background: Option<&'a Background<'a>>,
    /// For each term its number in the background, where that has it.
    known: Vec<Option<u32>>,
}

/// What articles seen long ago tell of terms.
pub(super) struct Background<'a> {
    /// Written forms in order.
    pub(super) terms: &'a [String],
    /// How many articles held each term.
    pub(super) df: Vec<f64>,
    /// How many articles there were.
    pub(super) articles: f64,
}

/// A run of articles with term numbers of its own.
struct Chunk<'a> {
    rows: Rows,
    terms: Vec<(Place, Term<'a>)>,
    /// How many articles hold each term.
    df: Vec<u32>,
}

impl<'a> Documents<'a> {
    /// Cuts all articles into counted terms and keeps those terms that tell topics apart and that at least `min_df`
    /// articles hold: no fold could keep another. The terms of `keywords`, whose rows come after those of the
    /// articles, and of the background are kept in any case.
    pub(super) fn new(
        tokenizer: &Tokenizer,
        articles: &[Text<'_>],
        keywords: &[Example],
        min_df: u32,
        background: Option<&'a Background<'a>>,
    ) -> Self {
        let (article_twins, keyword_twins) =
            (twins(articles.iter().copied()), twins(keywords.iter().map(Example::text)));
        let articles: Vec<Text<'_>> =
            articles.iter().zip(&article_twins).map(|(text, twin)| read(*text, twin.as_ref())).collect();
        let keyword_texts = keywords.iter().zip(&keyword_twins).map(|(row, twin)| read(row.text(), twin.as_ref()));
        let keyword_texts: Vec<Text<'_>> = keyword_texts.collect();
        let length = articles.len().div_ceil(CHUNKS).max(1);
        let articles = articles.par_chunks(length).map(|chunk| count_chunk(tokenizer, chunk, 1));
        let keyword_rows = keyword_texts.par_iter().map(|text| count_chunk(tokenizer, &[*text], min_df));
        let chunks: Vec<Chunk<'_>> = articles.chain(keyword_rows).collect();
        let merged = Merged::new(&chunks);
        let (terms, ranks) = merged.ranked(tokenizer, min_df, background.map_or(&[], |background| background.terms));
        let renumber = |(chunk, numbers): (Chunk<'_>, Vec<u32>)| {
            let ranks: Vec<Option<u32>> = numbers.iter().map(|&number| ranks[number as usize]).collect();
            ranked(&chunk.rows, &ranks)
        };
        let mut runs: Vec<Rows> = chunks.into_par_iter().zip(merged.numbers).map(renumber).collect();
        let keywords = runs.split_off(runs.len() - keywords.len());
        let known: Vec<Option<u32>> = match background {
            None => vec![None; terms.len()],
            Some(background) => places_among(&terms, background.terms),
        };
        let mut always: Vec<bool> = known.iter().map(Option::is_some).collect();
        for (term, _) in keywords.iter().flat_map(|rows| rows.row(0)) {
            always[term as usize] = true;
        }
        Self { runs: Runs::new(runs, length), keywords, terms, always, background, known }
    }

    /// How many matrices of all articles hold no more than `entries` terms together; one at least.
    pub(super) fn matrices_within(&self, entries: usize) -> usize {
        (entries / self.runs.entries().max(1)).max(1)
    }

    /// The counted terms of article `row`.
    fn row(&self, row: usize) -> impl Iterator<Item = (u32, u32)> {
        self.runs.row(row)
    }

    /// Chooses the terms that at least `min_df` of the given articles hold, and fits their idf on these articles and the
    /// background.
    pub(super) fn vectorizer(&self, rows: &[usize], min_df: u32) -> Vectorizer<'_> {
        let mut df = vec![0u32; self.terms.len()];
        for &row in rows {
            for (term, _) in self.row(row) {
                df[term as usize] += 1;
            }
        }
        let mut places = vec![None; self.terms.len()];
        let mut kept = Vec::new();
        let mut idf = Vec::new();
        let articles = rows.len() as f64 + self.background.map_or(0.0, |background| background.articles);
        let before = |term: usize| Some(self.background?.df[self.known[term]? as usize]);
        for (term, &df) in df.iter().enumerate().filter(|(term, df)| **df >= min_df || self.always[*term]) {
            places[term] = Some(kept.len() as u32);
            kept.push(term);
            idf.push(inverse_document_frequency(articles, f64::from(df) + before(term).unwrap_or_default()));
        }
        Vectorizer { documents: self, places, kept, idf }
    }
}

/// For each of `terms` its place in `others`; both are sorted.
fn places_among(terms: &[String], others: &[String]) -> Vec<Option<u32>> {
    let mut place = 0;
    let found = |term: &String| {
        while others.get(place).is_some_and(|other| other < term) {
            place += 1;
        }
        (others.get(place) == Some(term)).then_some(place as u32)
    };
    terms.iter().map(found).collect()
}

/// The terms of all chunks.
struct Merged<'a> {
    terms: Vec<(Place, Term<'a>)>,
    df: Vec<u32>,
    /// For each chunk, the number of each of its terms.
    numbers: Vec<Vec<u32>>,
}

impl<'a> Merged<'a> {
    fn new(chunks: &[Chunk<'a>]) -> Self {
        let mut numbering = Numbering::default();
        let mut df = Vec::new();
        let mut renumber = |chunk: &Chunk<'a>| {
            let number = |((place, term), count): (&(Place, Term<'a>), &u32)| {
                let number = numbering.number(*place, *term);
                df.resize(numbering.terms.len(), 0);
                df[number as usize] += count;
                number
            };
            chunk.terms.iter().zip(&chunk.df).map(number).collect()
        };
        let numbers = chunks.iter().map(&mut renumber).collect();
        Self { terms: numbering.terms, df, numbers }
    }

    /// The written forms of the terms that are kept, `others` among them, sorted, and the rank of each term.
    fn ranked(&self, tokenizer: &Tokenizer, min_df: u32, others: &[String]) -> (Vec<String>, Vec<Option<u32>>) {
        let is_telling = |number: usize| match self.terms[number].1 {
            Term::Word(word) => tokenizer.is_telling(word),
            Term::Character(_) | Term::Bigram(..) => true,
        };
        // Where there are others, which of them a rare term is shows only by its written form.
        let least = if others.is_empty() { min_df } else { 1 };
        let mut kept: Vec<(String, usize)> = (0..self.terms.len())
            .into_par_iter()
            .filter(|&number| self.df[number] >= least && is_telling(number))
            .map(|number| (written(self.terms[number].0, self.terms[number].1), number))
            .filter(|(term, number)| self.df[*number] >= min_df || others.binary_search(term).is_ok())
            .collect();
        kept.par_sort_unstable();
        let mut terms: Vec<String> = kept.iter().map(|(term, _)| term.clone()).chain(others.iter().cloned()).collect();
        terms.par_sort_unstable();
        terms.dedup();
        let mut ranks = vec![None; self.terms.len()];
        let places = kept.iter().map(|(term, _)| terms.binary_search(term).ok());
        for (place, (_, number)) in places.zip(&kept) {
            ranks[*number] = place.map(|place| place as u32);
        }
        (terms, ranks)
    }
}

/// The rows with their terms' ranks, without the terms that have none.
fn ranked(rows: &Rows, ranks: &[Option<u32>]) -> Rows {
    let mut counter = Counter::default();
    let mut ranked = Rows::default();
    for row in 0..rows.len() {
        for (term, tf) in rows.row(row) {
            if let Some(rank) = ranks[term as usize] {
                counter.add(rank, tf);
            }
        }
        ranked.push(&counter.drain());
    }
    ranked.shrink();
    ranked
}

/// Headline and body of each text in simplified characters, where it is traditional.
fn twins<'a>(texts: impl Iterator<Item = Text<'a>>) -> Vec<Option<[String; 2]>> {
    texts.map(|text| simplified([text.headline, text.body])).collect()
}

/// A text, or its twin.
fn read<'a>(text: Text<'a>, twin: Option<&'a [String; 2]>) -> Text<'a> {
    twin.map_or(text, |[headline, body]| Text { headline, body })
}

/// Counts the terms of a run of articles, each of which counts as `articles` where rare terms are dropped.
fn count_chunk<'a>(tokenizer: &Tokenizer, texts: &[Text<'a>], articles: u32) -> Chunk<'a> {
    let mut numbering = Numbering::default();
    let mut rows = Rows::default();
    let mut df = Vec::new();
    for &text in texts {
        let row = count_terms(tokenizer, text, |place, term| Some(numbering.number(place, term)));
        df.resize(numbering.terms.len(), 0);
        for &(term, _) in &row {
            df[term as usize] += articles;
        }
        rows.push(&row);
    }
    rows.shrink();
    Chunk { rows, terms: numbering.terms, df }
}

/// Vocabulary and idf fitted on some of the articles; turns every article into features.
pub(super) struct Vectorizer<'a> {
    documents: &'a Documents<'a>,
    places: Vec<Option<u32>>,
    kept: Vec<usize>,
    /// One a kept term.
    pub(super) idf: Vec<f32>,
}

impl Vectorizer<'_> {
    /// The features of the texts of keywords.
    pub(super) fn keywords(&self) -> Matrix {
        let known = |(term, tf): (u32, u32)| self.places[term as usize].map(|place| (place, tf));
        self.documents.keywords.iter().map(|rows| weigh(rows.row(0).filter_map(known), &self.idf)).collect()
    }

    /// The features of article `row`; terms outside the vocabulary are left out.
    pub(super) fn features(&self, row: usize) -> FeatureVector {
        weigh(self.counts(row), &self.idf)
    }

    /// The terms of article `row` that are in the vocabulary, with their counts.
    fn counts(&self, row: usize) -> impl Iterator<Item = (u32, u32)> {
        let known = |(term, tf): (u32, u32)| self.places[term as usize].map(|place| (place, tf));
        self.documents.row(row).filter_map(known)
    }

    /// The features of articles in order, a block at a time, made by all threads.
    pub(super) fn blocks<'r>(&self, rows: &'r [usize]) -> impl Iterator<Item = Matrix> + use<'_, 'r> {
        let block = |rows: &'r [usize]| {
            let features: Vec<FeatureVector> = rows.par_iter().map(|&row| self.features(row)).collect();
            features.into_iter().collect()
        };
        rows.chunks(BLOCK).map(block)
    }

    /// The terms of the vocabulary, the most frequent first.
    pub(super) fn by_frequency(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.idf.len() as u32).collect();
        order.sort_by(|a, b| self.idf[*a as usize].total_cmp(&self.idf[*b as usize]));
        order
    }

    /// How many features articles have together.
    pub(super) fn entries(&self, rows: &[usize]) -> usize {
        let known = |(term, _): &(u32, u32)| self.places[*term as usize].is_some();
        rows.par_iter().map(|&row| self.documents.row(row).filter(known).count()).sum()
    }

    /// How many terms the vocabulary has.
    pub(super) fn terms(&self) -> usize {
        self.kept.len()
    }

    /// For each term of the vocabulary its number in the background, where that has it.
    pub(super) fn known(&self) -> impl Iterator<Item = Option<u32>> {
        self.kept.iter().map(|&term| self.documents.known[term])
    }

    /// The vocabulary's written forms in order.
    pub(super) fn into_terms(self) -> (Vec<String>, Vec<f32>) {
        let terms = self.kept.iter().map(|&term| self.documents.terms[term].clone()).collect();
        (terms, self.idf)
    }
}
