//! From labelled articles to a model; the only caller of linfa.

mod calibrate;
mod documents;
mod estimator;
mod fit;
mod folds;
mod grid;
mod matrix;
mod naive_bayes;
mod nbsvm;
mod precision;
mod split;
mod svm;
mod validation;
mod weights;

pub use estimator::{LinearTopics, LinearTopicsParams, LinearTopicsValidParams, SparseRecords};
pub use grid::{NB, NBSVM};
pub use split::Split;
pub(crate) use split::near_copies;
pub use validation::CrossValidation;

use rayon::prelude::*;

use crate::classify::score;
use crate::corpus::Corpus;
use crate::error::{Error, Result};
use crate::features::Vocabulary;
use crate::model::{Algorithm, DICTIONARY, Provenance, Task, TopicModel};
use crate::tokenize::Tokenizer;
use documents::{Documents, Vectorizer};
use fit::Fitter;
use matrix::Matrix;
use naive_bayes::Sums;
use validation::{Scores, Validator, Verdict};
use weights::Weights;

/// Terms of articles, of eight bytes each, that may be held as features at a time: as many folds are fitted together as
/// keep within it, but always one.
const MATRIX_ENTRIES: usize = 1 << 26;

/// How to train.
#[derive(Debug, Clone, PartialEq)]
pub struct TrainerConfig {
    /// How the weights are fitted; `None` lets cross-validation choose between naive Bayes with and without a
    /// support vector machine, and their parameters.
    pub algorithm: Option<Algorithm>,
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
    pub const DEFAULT: Self = Self { algorithm: None, task: None, min_df: 2, folds: 5, seed: 20_260_101 };
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
    /// calibration and thresholds in [`CrossValidation`] come from the other folds' scores. Where the algorithm
    /// is chosen, it is chosen by these figures, which are then a little flattered.
    ///
    /// # Errors
    ///
    /// The labels hold fewer than two topics or too few articles to fold.
    pub fn train(&self, corpus: &Corpus) -> Result<(TopicModel, CrossValidation)> {
        self.check(corpus)?;
        let documents = Documents::new(&self.tokenizer, &corpus.examples, self.config.min_df);
        let (validation, Verdict { decisions, precision }) = self.validate(&documents, corpus)?;
        let best = validation.candidates[validation.chosen];
        let rows: Vec<usize> = (0..documents.len()).collect();
        let vectorizer = documents.vectorizer(&rows, self.config.min_df);
        let Weights { weights, biases } = self.fitter(&vectorizer, corpus, &rows).fit(best.algorithm)?;
        let (terms, idf) = vectorizer.into_terms();
        let model = TopicModel {
            task: validation.task,
            algorithm: best.algorithm,
            topics: corpus.topics.clone(),
            vocabulary: Vocabulary::new(terms, &idf).map_err(|message| self.unusable(corpus, message))?,
            idf,
            weights,
            biases,
            decisions,
            precision,
            words: self.words.clone(),
            stop_words: self.stop_words.clone(),
            provenance: provenance(corpus, &validation),
        };
        Ok((model, validation))
    }

    /// Gives every article the probabilities and topics that models give it which have not seen it, as
    /// [`Trainer::train`] does on its way, but fits no model in the end.
    ///
    /// Row `i` of [`CrossValidation::probabilities`] belongs to `corpus.examples[i]`, and that article was held out
    /// in fold `folds[i]`, together with its near-copies.
    ///
    /// # Errors
    ///
    /// As for [`Trainer::train`].
    pub fn cross_validate(&self, corpus: &Corpus) -> Result<CrossValidation> {
        self.check(corpus)?;
        let documents = Documents::new(&self.tokenizer, &corpus.examples, self.config.min_df);
        Ok(self.validate(&documents, corpus)?.0)
    }

    /// Compares the algorithms by cross-validation; with the best one's verdict from all out-of-fold scores.
    fn validate(&self, documents: &Documents, corpus: &Corpus) -> Result<(CrossValidation, Verdict)> {
        let folds = split::deal(corpus, &split::kin(corpus, None), self.config.folds, self.config.seed);
        let algorithms = self.config.algorithm.map_or_else(grid::candidates, |algorithm| vec![algorithm]);
        let scores = self.out_of_fold(documents, corpus, &folds, &algorithms)?;
        let task = self.config.task.unwrap_or_else(|| corpus.task());
        let validator = Validator { corpus, task, folds: &folds, fold_count: self.config.folds };
        let validation = validator.choose(&algorithms, &scores);
        let verdict = validator.verdict(&scores[validation.chosen]);
        Ok((validation, verdict))
    }

    /// Refuses labels from which nothing can be learnt, and says what they lack; [`Trainer::train`] does so too.
    ///
    /// # Errors
    ///
    /// The labels hold fewer than two topics or too few articles to fold, or several topics for an exclusive model.
    pub fn check(&self, corpus: &Corpus) -> Result<()> {
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

    /// Scores every article by models fitted on the other folds, one an algorithm.
    fn out_of_fold(
        &self,
        documents: &Documents,
        corpus: &Corpus,
        folds: &[usize],
        algorithms: &[Algorithm],
    ) -> Result<Vec<Scores>> {
        let mut scores = vec![vec![Vec::new(); documents.len()]; algorithms.len()];
        let fold = |fold| {
            let (held_out, seen): (Vec<usize>, Vec<usize>) = (0..documents.len()).partition(|&row| folds[row] == fold);
            let vectorizer = documents.vectorizer(&seen, self.config.min_df);
            let mut fitter = self.fitter(&vectorizer, corpus, &seen);
            let score_all = |algorithm: &Algorithm| {
                let weights = fitter.fit(*algorithm)?;
                let score = |&row: &usize| score(&vectorizer.features(row), &weights.weights, &weights.biases);
                Ok(held_out.par_iter().map(score).collect())
            };
            let scores: Vec<Scores> = algorithms.iter().map(score_all).collect::<Result<_>>()?;
            Ok((held_out, scores))
        };
        let all: Vec<usize> = (0..self.config.folds).collect();
        for together in all.chunks(documents.matrices_within(MATRIX_ENTRIES)) {
            let by_fold: Vec<_> = together.par_iter().copied().map(fold).collect::<Result<_>>()?;
            for (held_out, by_algorithm) in by_fold {
                for (scores, held_out_scores) in scores.iter_mut().zip(by_algorithm) {
                    for (&row, row_scores) in held_out.iter().zip(held_out_scores) {
                        scores[row] = row_scores;
                    }
                }
            }
        }
        Ok(scores)
    }

    fn fitter<'a>(
        &self,
        vectorizer: &'a Vectorizer<'_>,
        corpus: &'a Corpus,
        rows: &'a [usize],
    ) -> Fitter<'a, impl Fn() -> Matrix, Matrix> {
        let topics: Vec<&[usize]> = rows.iter().map(|&row| corpus.examples[row].topics.as_slice()).collect();
        let mut sums = Sums::new(vectorizer.terms(), corpus.topics.len());
        let mut rest = topics.iter().copied();
        for block in vectorizer.blocks(rows) {
            sums.add(&block, rest.by_ref().take(block.len()));
        }
        let matrix = || Matrix::concat(vectorizer.blocks(rows));
        Fitter::new(sums, topics, vectorizer.terms(), self.config.seed, matrix)
    }
}

fn provenance(corpus: &Corpus, validation: &CrossValidation) -> Provenance {
    let best = validation.candidates[validation.chosen];
    Provenance {
        training_hash: corpus.hash(),
        articles: corpus.examples.len(),
        dictionary: DICTIONARY.to_string(),
        micro_f1: best.micro_f1,
        macro_f1: best.macro_f1,
        candidates: validation.candidates.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::validation::figure;
    use super::*;
    use crate::topic::Taxonomy;

    /// Sixty invented articles, every third with both topics; `turned` puts the rows in another order.
    fn corpus(turned: bool) -> Corpus {
        let health = ["义诊进村量血压", "社区医院开夜门诊", "疫苗接种点延时", "乡镇卫生院添设备"];
        let education = ["小学操场翻新", "老师家访走山路", "暑期课堂开班", "校园书屋上新"];
        let row = |i: usize| {
            let (a, b) = (health[i % 4], education[(i / 4) % 4]);
            match i % 3 {
                0 => format!("{a}，第{i}场,health\n"),
                1 => format!("{b}，第{i}天,education\n"),
                _ => format!("{a}；{b}，共{i}人,health;education\n"),
            }
        };
        let mut rows: Vec<String> = (0..60).map(row).collect();
        if turned {
            rows.reverse();
        }
        let table = format!("text,label\n{}", rows.concat());
        let taxonomy = "id,chinese,english,covers\nhealth,卫生,health,\neducation,教育,education,\n";
        let taxonomy = Taxonomy::from_csv("t", taxonomy.as_bytes()).unwrap();
        Corpus::from_csv("l.csv", table.as_bytes(), &taxonomy).unwrap()
    }

    fn train(threads: usize, turned: bool) -> (TopicModel, CrossValidation) {
        let trainer = Trainer::new(TrainerConfig::DEFAULT, "", "").unwrap();
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| trainer.train(&corpus(turned)).unwrap())
    }

    #[test]
    fn neither_the_number_of_threads_nor_the_order_of_rows_changes_a_byte() {
        let (model, _) = train(1, false);
        let bytes = model.to_bytes().unwrap();
        assert_eq!(train(3, false).0.to_bytes().unwrap(), bytes);
        assert_eq!(train(2, true).0.to_bytes().unwrap(), bytes);
    }

    #[test]
    fn cross_validation_alone_gives_what_training_gives_on_its_way() {
        let trainer = Trainer::new(TrainerConfig { algorithm: Some(NB), ..TrainerConfig::DEFAULT }, "", "").unwrap();
        let corpus = corpus(false);
        let validation = trainer.cross_validate(&corpus).unwrap();
        assert_eq!(validation, trainer.train(&corpus).unwrap().1);
        assert_eq!((validation.probabilities.len(), validation.folds.len()), (60, 60));
    }

    #[test]
    fn auto_takes_the_candidate_with_the_best_figure_and_the_model_says_which() {
        let (model, validation) = train(2, false);
        let chosen = validation.candidates[validation.chosen];
        assert_eq!(model.algorithm, chosen.algorithm);
        assert!(validation.candidates.len() > 3);
        let best = figure(&chosen, model.task);
        assert!(validation.candidates.iter().all(|other| figure(other, model.task) <= best));
        assert_eq!(model.provenance.candidates, validation.candidates);
        assert_eq!(validation.tagged.len(), 60);
    }
}
