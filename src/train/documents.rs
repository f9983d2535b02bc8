//! Articles as counted terms, numbered once for all folds.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::corpus::Example;
use crate::features::{FeatureVector, Place, count_terms, inverse_document_frequency, weigh, written};
use crate::tokenize::{Term, Tokenizer};

/// How many articles are cut and numbered at a time by one thread.
const CHUNK: usize = 256;

/// The counted terms of all articles; a term's number is its rank in the byte order of written forms.
pub(super) struct Documents {
    rows: Vec<Vec<(u32, u32)>>,
    terms: Vec<String>,
}

/// A chunk's articles with term numbers of its own.
struct Chunk {
    rows: Vec<Vec<(u32, u32)>>,
    terms: Vec<String>,
}

impl Documents {
    /// Cuts all articles into counted terms.
    pub(super) fn new(tokenizer: &Tokenizer, examples: &[Example]) -> Self {
        let chunks: Vec<Chunk> = examples.par_chunks(CHUNK).map(|chunk| count_chunk(tokenizer, chunk)).collect();
        let mut terms: Vec<String> = chunks.iter().flat_map(|chunk| chunk.terms.iter().cloned()).collect();
        terms.par_sort_unstable();
        terms.dedup();
        let number = |term: &String| terms.binary_search(term).map_or(u32::MAX, |rank| rank as u32);
        let renumber = |chunk: Chunk| {
            let ranks: Vec<u32> = chunk.terms.iter().map(number).collect();
            chunk.rows.into_iter().map(move |row| ranked(row, &ranks)).collect::<Vec<_>>()
        };
        let rows = chunks.into_par_iter().flat_map_iter(renumber).collect();
        Self { rows, terms }
    }

    /// How many articles there are.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Chooses the terms that at least `min_df` of the given articles hold, and fits their idf on these articles.
    pub(super) fn vectorizer(&self, rows: &[usize], min_df: u32) -> Vectorizer<'_> {
        let mut df = vec![0u32; self.terms.len()];
        for &row in rows {
            for &(term, _) in &self.rows[row] {
                df[term as usize] += 1;
            }
        }
        let mut places = vec![None; self.terms.len()];
        let mut kept = Vec::new();
        let mut idf = Vec::new();
        for (term, &df) in df.iter().enumerate().filter(|(_, df)| **df >= min_df) {
            places[term] = Some(kept.len() as u32);
            kept.push(term);
            idf.push(inverse_document_frequency(rows.len(), df));
        }
        Vectorizer { documents: self, places, kept, idf }
    }
}

fn ranked(row: Vec<(u32, u32)>, ranks: &[u32]) -> Vec<(u32, u32)> {
    let mut row: Vec<_> = row.into_iter().map(|(term, tf)| (ranks[term as usize], tf)).collect();
    row.sort_unstable();
    row
}

fn count_chunk(tokenizer: &Tokenizer, examples: &[Example]) -> Chunk {
    let mut numbers: FxHashMap<(Place, Term<'_>), u32> = FxHashMap::default();
    let mut terms = Vec::new();
    let mut rows = Vec::with_capacity(examples.len());
    for example in examples {
        rows.push(count_terms(tokenizer, example.text(), |place, term| {
            Some(*numbers.entry((place, term)).or_insert_with(|| {
                terms.push(written(place, term));
                terms.len() as u32 - 1
            }))
        }));
    }
    Chunk { rows, terms }
}

/// Vocabulary and idf fitted on some of the articles; turns every article into features.
pub(super) struct Vectorizer<'a> {
    documents: &'a Documents,
    places: Vec<Option<u32>>,
    kept: Vec<usize>,
    /// One a kept term.
    pub(super) idf: Vec<f32>,
}

impl Vectorizer<'_> {
    /// The features of article `row`; terms outside the vocabulary are left out.
    pub(super) fn features(&self, row: usize) -> FeatureVector {
        let known = |&(term, tf): &(u32, u32)| self.places[term as usize].map(|place| (place, tf));
        weigh(self.documents.rows[row].iter().filter_map(known), &self.idf)
    }

    /// How many terms the vocabulary has.
    pub(super) fn terms(&self) -> usize {
        self.kept.len()
    }

    /// The vocabulary's written forms in order.
    pub(super) fn into_terms(self) -> (Vec<String>, Vec<f32>) {
        let terms = self.kept.iter().map(|&term| self.documents.terms[term].clone()).collect();
        (terms, self.idf)
    }
}
