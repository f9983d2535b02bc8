//! Articles as counted terms, numbered once for all folds.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::corpus::Example;
use crate::features::{FeatureVector, Place, count_terms, inverse_document_frequency, weigh, written};
use crate::tokenize::{Term, Tokenizer};

/// Into how many runs the articles are split, each cut and numbered by one thread: enough for every core of an
/// office machine, and few, because each numbers the common terms anew.
const CHUNKS: usize = 16;

/// The counted terms of all articles; a term's number is its rank in the byte order of written forms.
pub(super) struct Documents {
    rows: Vec<Vec<(u32, u32)>>,
    terms: Vec<String>,
}

/// A run of articles with term numbers of its own.
struct Chunk<'a> {
    rows: Vec<Vec<(u32, u32)>>,
    terms: Vec<(Place, Term<'a>)>,
    /// How many articles hold each term.
    df: Vec<u32>,
}

impl Documents {
    /// Cuts all articles into counted terms and keeps those terms that at least `min_df` articles hold: no fold
    /// could keep another.
    pub(super) fn new(tokenizer: &Tokenizer, examples: &[Example], min_df: u32) -> Self {
        let length = examples.len().div_ceil(CHUNKS).max(1);
        let chunks: Vec<Chunk<'_>> = examples.par_chunks(length).map(|chunk| count_chunk(tokenizer, chunk)).collect();
        let merged = Merged::new(&chunks);
        let (terms, ranks) = merged.ranked(min_df);
        let renumber = |(chunk, numbers): (Chunk<'_>, Vec<u32>)| {
            let ranks: Vec<Option<u32>> = numbers.iter().map(|&number| ranks[number as usize]).collect();
            chunk.rows.into_iter().map(move |row| ranked(&row, &ranks)).collect::<Vec<_>>()
        };
        let rows = chunks.into_par_iter().zip(merged.numbers).flat_map_iter(renumber).collect();
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

/// The terms of all chunks, numbered in the order in which they come.
struct Merged<'a> {
    terms: Vec<(Place, Term<'a>)>,
    df: Vec<u32>,
    /// For each chunk, the number of each of its terms.
    numbers: Vec<Vec<u32>>,
}

impl<'a> Merged<'a> {
    fn new(chunks: &[Chunk<'a>]) -> Self {
        let mut merged = Self { terms: Vec::new(), df: Vec::new(), numbers: Vec::new() };
        let mut known: FxHashMap<(Place, Term<'a>), u32> = FxHashMap::default();
        for chunk in chunks {
            let number = |(term, df): (&(Place, Term<'a>), &u32)| {
                let number = *known.entry(*term).or_insert_with(|| {
                    merged.terms.push(*term);
                    merged.df.push(0);
                    merged.terms.len() as u32 - 1
                });
                merged.df[number as usize] += df;
                number
            };
            merged.numbers.push(chunk.terms.iter().zip(&chunk.df).map(number).collect());
        }
        merged
    }

    /// The written forms of the terms that enough articles hold, sorted, and the rank of each term among them.
    fn ranked(&self, min_df: u32) -> (Vec<String>, Vec<Option<u32>>) {
        let mut kept: Vec<(String, usize)> = (0..self.terms.len())
            .into_par_iter()
            .filter(|&number| self.df[number] >= min_df)
            .map(|number| (written(self.terms[number].0, self.terms[number].1), number))
            .collect();
        kept.par_sort_unstable();
        let mut ranks = vec![None; self.terms.len()];
        for (rank, (_, number)) in (0..).zip(&kept) {
            ranks[*number] = Some(rank);
        }
        (kept.into_iter().map(|(term, _)| term).collect(), ranks)
    }
}

fn ranked(row: &[(u32, u32)], ranks: &[Option<u32>]) -> Vec<(u32, u32)> {
    let mut row: Vec<_> = row.iter().filter_map(|&(term, tf)| Some((ranks[term as usize]?, tf))).collect();
    row.sort_unstable();
    row
}

fn count_chunk<'a>(tokenizer: &Tokenizer, examples: &'a [Example]) -> Chunk<'a> {
    let mut numbers: FxHashMap<(Place, Term<'a>), u32> = FxHashMap::default();
    let mut chunk = Chunk { rows: Vec::with_capacity(examples.len()), terms: Vec::new(), df: Vec::new() };
    for example in examples {
        let row = count_terms(tokenizer, example.text(), |place, term| {
            Some(*numbers.entry((place, term)).or_insert_with(|| {
                chunk.terms.push((place, term));
                chunk.terms.len() as u32 - 1
            }))
        });
        chunk.df.resize(chunk.terms.len(), 0);
        for &(term, _) in &row {
            chunk.df[term as usize] += 1;
        }
        chunk.rows.push(row);
    }
    chunk
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
