//! All that one training works on: labelled articles, keywords and a base.

use super::base::Base;
use super::documents::{Background, Documents, Vectorizer};
use super::fit::Fitter;
use super::keywords;
use super::matrix::Matrix;
use super::naive_bayes::Sums;
use super::sources::Sources;
use super::weights::Weights;
use crate::corpus::Corpus;
use crate::error::Result;
use crate::model::Decision;
use crate::tokenize::Tokenizer;

/// The texts of a training, numbered: the labelled articles, and a text of keywords a topic.
pub(super) struct Material<'a> {
    corpus: &'a Corpus,
    documents: Documents<'a>,
    /// The topic that each text of keywords stands for.
    keywords: Vec<usize>,
    base: Option<Base<'a>>,
    min_df: u32,
    seed: u64,
}

impl<'a> Material<'a> {
    /// Cuts all texts into counted terms.
    pub(super) fn new(
        tokenizer: &Tokenizer,
        corpus: &'a Corpus,
        sources: &Sources<'a>,
        background: Option<&'a Background<'a>>,
        (min_df, seed): (u32, u64),
    ) -> Self {
        let keywords = sources.keyword_texts(corpus);
        Self {
            corpus,
            documents: Documents::new(tokenizer, &corpus.examples, &keywords, min_df, background),
            keywords: keywords.iter().flat_map(|text| text.topics.clone()).collect(),
            base: sources.base.map(|model| Base::new(model, corpus)),
            min_df,
            seed,
        }
    }

    /// How many labelled articles there are.
    pub(super) fn len(&self) -> usize {
        self.corpus.examples.len()
    }

    /// Vocabulary and idf of the given labelled articles.
    pub(super) fn vectorizer(&self, rows: &[usize]) -> Vectorizer<'_> {
        self.documents.vectorizer(rows, self.min_df)
    }

    /// How many folds may be fitted together within so many terms of articles.
    pub(super) fn matrices_within(&self, entries: usize) -> usize {
        self.documents.matrices_within(entries)
    }

    /// Ready to fit weights to the given labelled articles.
    pub(super) fn fitter<'b>(
        &'b self,
        vectorizer: &'b Vectorizer<'_>,
        rows: &'b [usize],
    ) -> Fitter<'b, impl Fn() -> Matrix, Matrix> {
        let topics: Vec<&[usize]> = rows.iter().map(|&row| self.corpus.examples[row].topics.as_slice()).collect();
        let mut sums = Sums::new(vectorizer.terms(), self.corpus.topics.len());
        let mut rest = topics.iter().copied();
        for block in vectorizer.blocks(rows) {
            sums.add(&block, rest.by_ref().take(block.len()));
        }
        let matrix = || Matrix::concat(vectorizer.blocks(rows));
        Fitter::new(sums, topics, vectorizer.terms(), self.seed, matrix)
    }

    /// The weights that base and keywords give; those of keywords for topics that the base does not know.
    pub(super) fn ground(&self, vectorizer: &Vectorizer<'_>) -> Result<Option<Weights>> {
        let base = self.base.as_ref().map(|base| base.weights(vectorizer));
        if self.keywords.is_empty() {
            return Ok(base);
        }
        let topics = self.corpus.topics.len();
        let is_new = |k: usize| self.base.as_ref().is_none_or(|base| !base.knows(k));
        let keywords = keywords::weights(&vectorizer.keywords(), &self.keywords, vectorizer.terms(), topics, is_new)?;
        Ok(Some(match base {
            Some(base) => base.mixed(1.0, &keywords, 1.0),
            None => keywords,
        }))
    }

    /// What scores mean before any label is seen; `None` for topics that neither base nor keywords tell of.
    pub(super) fn prior(&self) -> Vec<Option<Decision>> {
        let mut prior = match &self.base {
            Some(base) => base.decisions(),
            None => vec![None; self.corpus.topics.len()],
        };
        for &topic in &self.keywords {
            prior[topic].get_or_insert(keywords::ALONE);
        }
        prior
    }
}
