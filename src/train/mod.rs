//! From labelled articles to a model; the only caller of linfa.

mod articles;
mod base;
mod calibrate;
mod documents;
mod em;
mod estimator;
mod fit;
mod folds;
mod grid;
mod keywords;
mod material;
mod matrix;
mod naive_bayes;
mod nbsvm;
mod precision;
mod reference;
mod sources;
mod split;
mod svm;
mod targets;
mod validated;
mod validation;
mod weights;

pub use estimator::{LinearTopics, LinearTopicsParams, LinearTopicsValidParams, SparseRecords};
pub use grid::{Grid, NB, NBSVM};
pub use sources::Sources;
pub use split::Split;
pub(crate) use split::near_copies;
pub use validation::CrossValidation;

use std::borrow::Cow;

use linfa::ParamGuard;
use rayon::prelude::*;

use crate::classify::score;
use crate::corpus::Corpus;
use crate::error::{Error, Result};
use crate::features::Vocabulary;
use crate::model::{Algorithm, DICTIONARY, Provenance, Task, TopicModel};
use crate::tokenize::Tokenizer;
use em::Em;
use material::Material;
use validated::Validated;
use validation::{Scores, Validator, Verdict, mix};
use weights::Weights;

/// Terms of articles, of eight bytes each, that may be held as features at a time: as many folds are fitted together as
/// keep within it, but always one.
const MATRIX_ENTRIES: usize = 1 << 26;

/// How to train.
#[derive(Debug, Clone, PartialEq)]
pub struct TrainerConfig {
    /// How the weights may be fitted, the best by cross-validation; none stands for [`Grid::auto`] of the usual
    /// parameters.
    pub algorithms: Vec<Algorithm>,
    /// One topic an article or several; `None` lets the labels decide.
    pub task: Option<Task>,
    /// A term is kept when at least so many training articles hold it.
    pub min_df: u32,
    /// Cross-validation folds. With 0 there is no cross-validation: training is fast, but there are no figures, and what
    /// scores mean is what they mean on average for the algorithm.
    pub folds: usize,
    /// Deals the folds.
    pub seed: u64,
}

impl TrainerConfig {
    /// The settings of `bianmu train`; `models/README.md` tells how they were found.
    pub const DEFAULT: Self = Self { algorithms: Vec::new(), task: None, min_df: 2, folds: 5, seed: 20_260_101 };
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
        let Trained { model, validation, .. } = self.train_with(corpus, &Sources::default())?;
        let validation = validation.ok_or_else(|| self.unusable(corpus, "too few articles to fold"))?;
        Ok((model, validation))
    }

    /// Trains on labelled articles, which may be few or none, and on what else there is.
    ///
    /// # Errors
    ///
    /// As for [`Trainer::train`], where neither keywords nor a base stand in for labels.
    pub fn train_with<'c>(&self, corpus: &'c Corpus, sources: &Sources<'_>) -> Result<Trained<'c>> {
        let corpus = corpus.with_topics(&sources.topics());
        let validates = self.check(&corpus, sources)?;
        let background = sources.base.or(sources.background).map(|model| base::background(model, BACKGROUND_ARTICLES));
        let numbers = (self.config.min_df, self.config.seed);
        let unlabelled = if validates { sources.unlabelled_texts(&corpus) } else { Vec::new() };
        let material = Material::new(&self.tokenizer, &corpus, sources, &unlabelled, background.as_ref(), numbers);
        let Validated { validation, verdict, unlabelled, guesses } = if validates {
            self.validate(&material, &corpus)?
        } else {
            Validated { verdict: Verdict::unseen(&material.prior()), ..Validated::default() }
        };
        let task = self.config.task.unwrap_or_else(|| corpus.task());
        let best = validation.as_ref().map(|validation| validation.candidates[validation.chosen]);
        let (algorithm, own_share) = match best {
            Some(best) => (best.algorithm, best.own_share),
            None => (
                self.config.algorithms.first().copied().unwrap_or(NBSVM),
                if self.config.folds == 0 { 1.0 } else { 0.0 },
            ),
        };
        let labelled: Vec<usize> = (0..material.len()).collect();
        let rows = guesses.iter().flat_map(|_| material.unlabelled());
        let vectorizer = material.vectorizer(&labelled.iter().copied().chain(rows).collect::<Vec<_>>());
        let own = material.fitter(&vectorizer, &labelled, guesses.as_ref()).fit(algorithm)?;
        let Weights { weights, biases } = match material.ground(&vectorizer)? {
            Some(ground) => own.mixed(own_share, &ground, 1.0 - own_share),
            None => own,
        };
        let verdict = if self.config.folds == 0 { Verdict::uncalibrated(algorithm, task, &biases) } else { verdict };
        let (terms, idf) = vectorizer.into_terms();
        let mut model = TopicModel {
            task,
            algorithm,
            topics: corpus.topics.clone(),
            vocabulary: Vocabulary::new(terms, &idf).map_err(|message| self.unusable(&corpus, message))?,
            idf,
            weights,
            biases,
            decisions: verdict.decisions,
            precision: verdict.precision,
            words: self.words.clone(),
            stop_words: self.stop_words.clone(),
            provenance: Provenance { unlabelled, ..provenance(&corpus, validation.as_ref(), sources) },
        };
        let measure = |validation| reference::of(&model, &self.tokenizer, &corpus, validation, self.config.min_df);
        model.provenance.reference = validation.as_ref().and_then(measure);
        Ok(Trained { model, corpus, validation })
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
        let sources = Sources::default();
        self.check(corpus, &sources)?;
        let numbers = (self.config.min_df, self.config.seed);
        let material = Material::new(&self.tokenizer, corpus, &sources, &[], None, numbers);
        let validated = self.validate(&material, corpus)?.validation;
        validated.ok_or_else(|| self.unusable(corpus, "too few articles to fold"))
    }

    /// Compares the algorithms by cross-validation, then how much base and keywords shall say beside the labels, and
    /// then whether unlabelled articles help; with the best one's verdict from all out-of-fold scores.
    fn validate(&self, material: &Material<'_>, corpus: &Corpus) -> Result<Validated> {
        let folds = split::deal(corpus, &split::kin(corpus, None), self.config.folds, self.config.seed);
        let algorithms = grid::or_usual(&self.config.algorithms);
        let (mut own, ground) = self.out_of_fold(material, corpus, &folds, &algorithms)?;
        let task = self.config.task.unwrap_or_else(|| corpus.task());
        let prior = material.prior();
        let validator = Validator { corpus, task, folds: &folds, fold_count: self.config.folds, prior: &prior };
        let validation = validator.compare(&algorithms.iter().map(|&a| (a, 1.0)).collect::<Vec<_>>(), &own, None);
        let (algorithm, own) = (algorithms[validation.chosen], own.swap_remove(validation.chosen));
        let (validation, scores) = if ground.is_empty() {
            (validation, own)
        } else {
            let share = validator.own_share(&own, &ground);
            let mixed = [mix(&own, &ground, share), own, ground];
            let trials = [(algorithm, share), (algorithm, 1.0), (algorithm, 0.0)];
            let compared = validator.compare(&trials, &mixed, Some(0));
            let [mixed, ..] = mixed;
            (compared, mixed)
        };
        let em = Em { material, validator: &validator, algorithm };
        let taught = if material.unlabelled().is_empty() { None } else { em.teach(&scores)? };
        Ok(Validated::of(&validator, validation, &scores, taught))
    }

    /// Refuses labels from which nothing can be learnt, and says what they lack; [`Trainer::train`] does so too. Tells
    /// whether there are enough to cross-validate.
    ///
    /// # Errors
    ///
    /// The labels hold fewer than two topics or, where neither keywords nor a base stand in, too few articles to fold, or
    /// several topics for an exclusive model.
    pub fn check(&self, corpus: &Corpus, sources: &Sources<'_>) -> Result<bool> {
        if corpus.topics.len() < 2 && corpus.examples.is_empty() {
            let message =
                "no labels, and fewer than two topics have keywords; fill in a column `keywords` or give labels";
            return Err(self.unusable(corpus, message));
        }
        if corpus.topics.len() < 2 {
            return Err(self.unusable(corpus, "fewer than two topics are labelled; label articles of at least two"));
        }
        for algorithm in &self.config.algorithms {
            LinearTopics::params().algorithm(*algorithm).check()?;
        }
        let without_folds = match (self.config.folds, self.config.algorithms.len()) {
            (0, 0) => Some("without folds no algorithms can be compared; name one, `--algorithm nb`"),
            (0, 2..) => {
                Some("without folds nothing can be compared; name one algorithm and one value of each parameter")
            }
            (0, _) if sources.stand_alone() || !sources.unlabelled.is_empty() => {
                Some("without folds there is no telling how much to learn from what is no label; take folds")
            }
            (1, _) => Some("one fold leaves nothing to learn from; take none or at least 2"),
            _ => None,
        };
        if let Some(message) = without_folds {
            return Err(self.unusable(corpus, message));
        }
        let is_enough = corpus.examples.len() >= self.config.folds * 2;
        if !is_enough && !sources.stand_alone() {
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
        Ok(is_enough && self.config.folds > 0)
    }

    #[allow(clippy::unused_self)]
    fn unusable(&self, corpus: &Corpus, message: &str) -> Error {
        Error::Labels { name: corpus.name.clone(), message: message.to_string() }
    }

    /// Scores every article by models fitted on the other folds, one an algorithm, and by base and keywords, if there
    /// are any.
    fn out_of_fold(
        &self,
        material: &Material<'_>,
        corpus: &Corpus,
        folds: &[usize],
        algorithms: &[Algorithm],
    ) -> Result<(Vec<Scores>, Scores)> {
        let fold = |fold| {
            let (held_out, seen): (Vec<usize>, Vec<usize>) = (0..material.len()).partition(|&row| folds[row] == fold);
            let vectorizer = material.vectorizer(&seen);
            let mut fitter = material.fitter(&vectorizer, &seen, None);
            let score_all = |weights: Weights| -> Scores {
                let score = |&row: &usize| score(&vectorizer.features(row), &weights.weights, &weights.biases);
                held_out.par_iter().map(score).collect()
            };
            let own = algorithms.iter().map(|algorithm| fitter.fit(*algorithm).map(score_all));
            let scores: Vec<Scores> = own.collect::<Result<_>>()?;
            let ground = material.ground(&vectorizer)?.map_or_else(Vec::new, score_all);
            Ok((held_out, scores, ground))
        };
        let all: Vec<usize> = (0..self.config.folds).collect();
        let mut own = vec![vec![Vec::new(); corpus.examples.len()]; algorithms.len()];
        let mut ground = vec![Vec::new(); corpus.examples.len()];
        for together in all.chunks(material.matrices_within(MATRIX_ENTRIES)) {
            let by_fold: Vec<_> = together.par_iter().copied().map(fold).collect::<Result<_>>()?;
            for (held_out, by_algorithm, by_ground) in by_fold {
                for (scores, held_out_scores) in own.iter_mut().zip(by_algorithm) {
                    place(scores, &held_out, held_out_scores);
                }
                place(&mut ground, &held_out, by_ground);
            }
        }
        ground.retain(|scores| !scores.is_empty());
        Ok((own, ground))
    }
}

fn place(scores: &mut [Vec<f64>], rows: &[usize], of_rows: Scores) {
    for (&row, of_row) in rows.iter().zip(of_rows) {
        scores[row] = of_row;
    }
}

/// What a training made.
#[derive(Debug)]
pub struct Trained<'c> {
    /// The model.
    pub model: TopicModel,
    /// The labelled articles, over all topics of the model.
    pub corpus: Cow<'c, Corpus>,
    /// How well it does on articles it had not seen; `None` where there are too few labels to tell.
    pub validation: Option<CrossValidation>,
}

/// How many articles a background weighs as much as at most, so that it fades as labels come.
const BACKGROUND_ARTICLES: f64 = 2000.0;

fn provenance(corpus: &Corpus, validation: Option<&CrossValidation>, sources: &Sources<'_>) -> Provenance {
    let best = validation.map(|validation| validation.candidates[validation.chosen]);
    Provenance {
        training_hash: corpus.hash(),
        articles: corpus.examples.len(),
        dictionary: DICTIONARY.to_string(),
        micro_f1: best.map_or(0.0, |best| best.micro_f1),
        macro_f1: best.map_or(0.0, |best| best.macro_f1),
        unlabelled: None,
        reference: None,
        base: sources.base.map(|base| base.provenance.training_hash.clone()),
        candidates: validation.map_or_else(Vec::new, |validation| validation.candidates.clone()),
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
        let trainer = Trainer::new(TrainerConfig { algorithms: vec![NB], ..TrainerConfig::DEFAULT }, "", "").unwrap();
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
