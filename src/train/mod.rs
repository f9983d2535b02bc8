//! From labelled articles to a model; the only caller of linfa.

mod calibrate;
mod documents;
mod folds;
mod matrix;
mod naive_bayes;
mod nbsvm;
mod near_duplicate;
mod svm;
mod weights;

use rayon::prelude::*;

use crate::classify::{normalise, score};
use crate::corpus::Corpus;
use crate::error::{Error, Result};
use crate::features::Vocabulary;
use crate::measure::TopicCounts;
use crate::model::{Algorithm, DICTIONARY, Decision, Provenance, Task, TopicModel};
use crate::tokenize::Tokenizer;
use calibrate::Scored;
use documents::{Documents, Vectorizer};
use matrix::Matrix;
use naive_bayes::Sums;
use weights::{Column, Weights};

/// How to train.
#[derive(Debug, Clone, PartialEq)]
pub struct TrainerConfig {
    /// How the weights are fitted.
    pub algorithm: Algorithm,
    /// One topic an article or several; `None` lets the labels decide.
    pub task: Option<Task>,
    /// A term is kept when at least so many training articles hold it.
    pub min_df: u32,
    /// Cross-validation folds.
    pub folds: usize,
    /// Deals the folds.
    pub seed: u64,
}

impl TrainerConfig {
    /// The settings of `bianmu train`; `models/README.md` tells how they were found.
    pub const DEFAULT: Self = Self { algorithm: NB, task: None, min_df: 2, folds: 5, seed: 20_260_101 };
}

/// Plain naive Bayes as `--algorithm nb` fits it.
pub const NB: Algorithm = Algorithm::Nb { smoothing: 0.05 };
/// Naive Bayes with a support vector machine as `--algorithm nbsvm` fits it.
pub const NBSVM: Algorithm = Algorithm::Nbsvm { smoothing: 0.1, cost: 0.3, interpolation: 0.5 };

/// What every article of the corpus was given by models that had not seen it.
#[derive(Debug, Clone, PartialEq)]
pub struct CrossValidation {
    /// One topic an article, or several.
    pub task: Task,
    /// Probabilities, an article each in the corpus's order, a topic each.
    pub probabilities: Vec<Vec<f64>>,
    /// Tagged topics by place, an article each, best first.
    pub tagged: Vec<Vec<usize>>,
    /// The fold that each article was held out in.
    pub folds: Vec<usize>,
}

impl CrossValidation {
    /// Hits and misses against the corpus's labels.
    pub fn counts(&self, corpus: &Corpus) -> TopicCounts {
        let gold = corpus.examples.iter().map(|example| example.topics.as_slice());
        TopicCounts::of(corpus.topics.len(), gold.zip(self.tagged.iter().map(Vec::as_slice)))
    }
}

/// Trains models with one configuration and one tokenizer.
pub struct Trainer {
    config: TrainerConfig,
    tokenizer: Tokenizer,
    words: String,
    stop_words: String,
}

impl Trainer {
    /// Loads the tokenizer with user words and stop words, both a word a line.
    ///
    /// # Errors
    ///
    /// A line of `words` is no single word.
    pub fn new(config: TrainerConfig, words: &str, stop_words: &str) -> Result<Self> {
        let tokenizer = Tokenizer::new(words, stop_words)?;
        Ok(Self { config, tokenizer, words: words.to_string(), stop_words: stop_words.to_string() })
    }

    /// Trains on all articles, with thresholds and calibration from cross-validation, and returns both.
    ///
    /// Everything that is fitted (vocabulary, idf, weights) is refitted within each fold; an article's
    /// calibration and thresholds in [`CrossValidation`] come from the other folds' scores.
    ///
    /// # Errors
    ///
    /// The labels hold fewer than two topics or too few articles to fold.
    pub fn train(&self, corpus: &Corpus) -> Result<(TopicModel, CrossValidation)> {
        self.check(corpus)?;
        let task = self.config.task.unwrap_or_else(|| corpus.task());
        let documents = Documents::new(&self.tokenizer, &corpus.examples);
        let folds = self.deal(corpus);
        let scores = self.out_of_fold(&documents, corpus, &folds)?;
        let validation = self.validate(corpus, task, &scores, folds);
        let decisions = calibrate::decisions(&scored(corpus, &scores, |_| true), task);
        let counts = validation.counts(corpus);
        let rows: Vec<usize> = (0..documents.len()).collect();
        let vectorizer = documents.vectorizer(&rows, self.config.min_df);
        let Weights { weights, biases } = self.fit(&vectorizer, corpus, &rows)?;
        let (terms, idf) = vectorizer.into_terms();
        let vocabulary = Vocabulary::new(terms).ok_or_else(|| self.unusable(corpus, "no usable terms"))?;
        let provenance = Provenance {
            training_hash: corpus.hash(),
            articles: corpus.examples.len(),
            dictionary: DICTIONARY.to_string(),
            micro_f1: counts.micro().f1(),
            macro_f1: counts.macro_f1(),
        };
        let model = TopicModel {
            task,
            algorithm: self.config.algorithm,
            topics: corpus.topics.clone(),
            vocabulary,
            idf,
            weights,
            biases,
            decisions,
            words: self.words.clone(),
            stop_words: self.stop_words.clone(),
            provenance,
        };
        Ok((model, validation))
    }

    /// Refuses labels from which nothing can be learnt, and says what they lack.
    fn check(&self, corpus: &Corpus) -> Result<()> {
        if corpus.topics.len() < 2 {
            return Err(self.unusable(corpus, "fewer than two topics are labelled; label articles of at least two"));
        }
        if corpus.examples.len() < self.config.folds * 2 {
            let message =
                format!("{} articles are too few; label at least {}", corpus.examples.len(), self.config.folds * 2);
            return Err(self.unusable(corpus, &message));
        }
        if self.config.task == Some(Task::Exclusive)
            && let Some(example) = corpus.examples.iter().find(|example| example.topics.len() != 1)
        {
            let message = "an exclusive model needs exactly one topic in every row; mend it or leave `--task` away";
            return Err(Error::row(&corpus.name, example.line, message));
        }
        Ok(())
    }

    #[allow(clippy::unused_self)]
    fn unusable(&self, corpus: &Corpus, message: &str) -> Error {
        Error::Labels { name: corpus.name.clone(), message: message.to_string() }
    }

    fn deal(&self, corpus: &Corpus) -> Vec<usize> {
        let texts: Vec<String> =
            corpus.examples.iter().map(|example| format!("{}\n{}", example.headline, example.body)).collect();
        let labels: Vec<&[usize]> = corpus.examples.iter().map(|example| example.topics.as_slice()).collect();
        let groups = near_duplicate::groups(&texts);
        folds::assign(&groups, &labels, corpus.topics.len(), self.config.folds, self.config.seed)
    }

    /// Scores every article by a model fitted on the other folds.
    fn out_of_fold(&self, documents: &Documents, corpus: &Corpus, folds: &[usize]) -> Result<Vec<Vec<f64>>> {
        let by_fold: Vec<Vec<(usize, Vec<f64>)>> = (0..self.config.folds)
            .into_par_iter()
            .map(|fold| {
                let (held_out, seen): (Vec<usize>, Vec<usize>) =
                    (0..documents.len()).partition(|&row| folds[row] == fold);
                let vectorizer = documents.vectorizer(&seen, self.config.min_df);
                let fitted = self.fit(&vectorizer, corpus, &seen)?;
                let one = |row| (row, score(&vectorizer.features(row), &fitted.weights, &fitted.biases));
                Ok(held_out.into_iter().map(one).collect())
            })
            .collect::<Result<_>>()?;
        let mut scores = vec![Vec::new(); documents.len()];
        for (row, row_scores) in by_fold.into_iter().flatten() {
            scores[row] = row_scores;
        }
        Ok(scores)
    }

    fn fit(&self, vectorizer: &Vectorizer<'_>, corpus: &Corpus, rows: &[usize]) -> Result<Weights> {
        let features: Matrix = rows.iter().map(|&row| vectorizer.features(row)).collect();
        let topics: Vec<&[usize]> = rows.iter().map(|&row| corpus.examples[row].topics.as_slice()).collect();
        let sums = Sums::new(vectorizer.terms(), corpus.topics.len(), &features, &topics);
        let columns: Vec<Column> = match self.config.algorithm {
            Algorithm::Nb { smoothing } => sums.fit(smoothing)?,
            Algorithm::Nbsvm { smoothing, cost, interpolation } => {
                let bayes = sums.fit(smoothing)?;
                let planes = nbsvm::planes(&features, &topics, &bayes, cost, self.config.seed);
                bayes.iter().zip(&planes).map(|(bayes, plane)| nbsvm::blend(bayes, plane, interpolation)).collect()
            }
        };
        Ok(Weights::new(vectorizer.terms(), &columns))
    }

    /// Decides about each fold's articles with what the other folds' scores say.
    fn validate(&self, corpus: &Corpus, task: Task, scores: &[Vec<f64>], folds: Vec<usize>) -> CrossValidation {
        let by_fold: Vec<Vec<Decision>> = (0..self.config.folds)
            .map(|fold| calibrate::decisions(&scored(corpus, scores, |row| folds[row] != fold), task))
            .collect();
        let (probabilities, tagged) =
            scores.iter().zip(&folds).map(|(scores, &fold)| decide(&by_fold[fold], scores, task)).unzip();
        CrossValidation { task, probabilities, tagged, folds }
    }
}

/// Probabilities and tagged topics of one article.
fn decide(decisions: &[Decision], scores: &[f64], task: Task) -> (Vec<f64>, Vec<usize>) {
    let mut probabilities: Vec<f64> = decisions.iter().zip(scores).map(|(d, s)| d.probability(*s)).collect();
    if task == Task::Exclusive {
        normalise(&mut probabilities);
    }
    let mut ranked: Vec<usize> = (0..probabilities.len()).collect();
    ranked.sort_by(|&a, &b| probabilities[b].total_cmp(&probabilities[a]));
    match task {
        Task::Exclusive => ranked.truncate(1),
        Task::Multilabel => ranked.retain(|&k| probabilities[k] >= decisions[k].threshold),
    }
    (probabilities, ranked)
}

/// The out-of-fold scores of the chosen articles, topic by topic.
fn scored(corpus: &Corpus, scores: &[Vec<f64>], is_chosen: impl Fn(usize) -> bool) -> Vec<Scored> {
    let rows: Vec<usize> = (0..scores.len()).filter(|&row| is_chosen(row)).collect();
    let topic = |k: usize| Scored {
        scores: rows.iter().map(|&row| scores[row][k]).collect(),
        truth: rows.iter().map(|&row| corpus.examples[row].topics.contains(&k)).collect(),
    };
    (0..corpus.topics.len()).map(topic).collect()
}
