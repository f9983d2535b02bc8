//! All that one training works on: labelled articles, keywords and a base.

use std::ops::Range;

use super::MATRIX_ENTRIES;
use super::articles::Articles;
use super::base::Base;
use super::documents::{Background, Documents, Vectorizer};
use super::fit::Fitter;
use super::keywords;
use super::naive_bayes::Sums;
use super::sources::Sources;
use super::targets::Target;
use super::weights::Weights;
use crate::corpus::{Corpus, Example};
use crate::error::Result;
use crate::features::Text;
use crate::model::Decision;
use crate::tokenize::Tokenizer;

/// What unlabelled articles are taken for.
pub(super) struct Guesses {
    /// How many labelled articles one of them counts as.
    pub(super) weight: f64,
    /// The places of their topics, an article each.
    pub(super) topics: Vec<Vec<usize>>,
}

/// The texts of a training, numbered: the labelled articles, then the unlabelled ones; and a text of keywords a topic.
pub(super) struct Material<'a> {
    corpus: &'a Corpus,
    /// How many unlabelled articles there are.
    unlabelled: usize,
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
        unlabelled: &[Text<'_>],
        background: Option<&'a Background<'a>>,
        (min_df, seed): (u32, u64),
    ) -> Self {
        let keywords = sources.keyword_texts(corpus);
        let labelled = corpus.examples.iter().map(Example::text);
        let articles: Vec<Text<'_>> = labelled.chain(unlabelled.iter().copied()).collect();
        Self {
            corpus,
            unlabelled: unlabelled.len(),
            documents: Documents::new(tokenizer, &articles, &keywords, min_df, background),
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

    /// The numbers of the unlabelled articles.
    pub(super) fn unlabelled(&self) -> Range<usize> {
        self.len()..self.len() + self.unlabelled
    }

    /// Vocabulary and idf of the given articles.
    pub(super) fn vectorizer(&self, rows: &[usize]) -> Vectorizer<'_> {
        self.documents.vectorizer(rows, self.min_df)
    }

    /// How many folds may be fitted together within so many terms of articles.
    pub(super) fn matrices_within(&self, entries: usize) -> usize {
        self.documents.matrices_within(entries)
    }

    /// Ready to fit weights to the given labelled articles, and to the unlabelled ones where their topics are guessed.
    pub(super) fn fitter<'b>(
        &'b self,
        vectorizer: &'b Vectorizer<'b>,
        labelled: &'b [usize],
        guesses: Option<&'b Guesses>,
    ) -> Fitter<'b, impl Fn() -> Articles<'b>> {
        let known = labelled.iter().map(|&row| Target::known(&self.corpus.examples[row].topics));
        let guessed = guesses
            .iter()
            .flat_map(|guesses| guesses.topics.iter().map(|topics| Target::guessed(topics, guesses.weight)));
        let targets: Vec<Target<'b>> = known.chain(guessed).collect();
        let unlabelled = guesses.iter().flat_map(|_| self.unlabelled());
        let rows: Vec<usize> = labelled.iter().copied().chain(unlabelled).collect();
        let mut sums = Sums::new(vectorizer.terms(), self.corpus.topics.len());
        let mut rest = targets.iter();
        for block in vectorizer.blocks(&rows) {
            sums.add(&block, rest.by_ref().take(block.len()));
        }
        let articles = move || Articles::new(vectorizer, &rows, MATRIX_ENTRIES);
        Fitter::new(sums, targets, vectorizer.terms(), self.seed, articles)
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
