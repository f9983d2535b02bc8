//! Deciding about articles with what the other folds' scores say.

use rayon::prelude::*;

use super::base::STEEPNESS;
use super::calibrate::{Scored, UNKNOWN, decisions};
use super::precision;
use crate::classify::{normalise, tagged};
use crate::corpus::Corpus;
use crate::measure::ranking::label_ranking;
use crate::measure::{TopicCounts, mean};
use crate::model::{Algorithm, Candidate, Decision, PrecisionTable, Task};

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
    /// The algorithms that were compared, in the order tried; one where it was given.
    pub candidates: Vec<Candidate>,
    /// The place in `candidates` of the one that was taken.
    pub chosen: usize,
}

impl CrossValidation {
    /// The same candidates, with what `better` did in the place of the one taken.
    pub(super) fn replaced_by(mut self, better: Self) -> Self {
        self.candidates[self.chosen] = better.candidates[better.chosen];
        Self { candidates: self.candidates, chosen: self.chosen, ..better }
    }

    /// Hits and misses against the corpus's labels.
    pub fn counts(&self, corpus: &Corpus) -> TopicCounts {
        count(corpus, &self.tagged)
    }
}

/// What candidates are chosen by: the accuracy of an exclusive model; the mean of micro and macro F1 of a
/// multi-label one, so that neither the large nor the rare topics decide alone.
pub(super) fn figure(candidate: &Candidate, task: Task) -> f64 {
    match task {
        Task::Exclusive => candidate.micro_f1,
        Task::Multilabel => f64::midpoint(candidate.micro_f1, candidate.macro_f1),
    }
}

fn count(corpus: &Corpus, tagged: &[Vec<usize>]) -> TopicCounts {
    let gold = corpus.examples.iter().map(|example| example.topics.as_slice());
    TopicCounts::of(corpus.topics.len(), gold.zip(tagged.iter().map(Vec::as_slice)))
}

/// Out-of-fold scores of one algorithm, an article each, a topic each.
pub(super) type Scores = Vec<Vec<f64>>;

/// What out-of-fold scores say of each topic's probabilities.
#[derive(Default)]
pub(super) struct Verdict {
    pub(super) decisions: Vec<Decision>,
    pub(super) precision: Option<PrecisionTable>,
}

/// Shares of the score that labels can have beside base and keywords.
const OWN_SHARES: [f64; 9] = [0.0, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 1.0];

/// Scores that are the labels' own by `share` and otherwise the ground's.
pub(super) fn mix(own: &Scores, ground: &Scores, share: f64) -> Scores {
    let mix = |(own, ground): (&Vec<f64>, &Vec<f64>)| {
        own.iter().zip(ground).map(|(own, ground)| share * own + (1.0 - share) * ground).collect()
    };
    own.iter().zip(ground).map(mix).collect()
}

/// Log odds of a score of 0 by NB-SVM: between 0.1 and 4.5 on the corpora of `models/README.md`, mostly near 2 on articles.
const NBSVM_OFFSET: f64 = 2.0;

impl Verdict {
    /// What scores of an algorithm mean on average, where no articles are held out.
    ///
    /// A naive Bayes score is the log odds but for its bias: that most articles lack a topic is counted in full, though
    /// terms of one article are far from independent, and on `labels/articles.csv` calibration takes it back (slopes of
    /// 0.8 to 1.2, offsets of minus the bias and up to 1 more).
    pub(super) fn uncalibrated(algorithm: Algorithm, task: Task, biases: &[f64]) -> Self {
        let decision = |bias: &f64| match (algorithm, task) {
            (Algorithm::Nb { .. }, Task::Multilabel) => Decision { offset: -bias, ..UNKNOWN },
            (Algorithm::Nb { .. }, Task::Exclusive) => UNKNOWN,
            (Algorithm::Nbsvm { .. }, _) => Decision { slope: STEEPNESS, offset: NBSVM_OFFSET, ..UNKNOWN },
        };
        Self { decisions: biases.iter().map(decision).collect(), precision: None }
    }

    /// What there is to say where no article could be held out.
    pub(super) fn unseen(prior: &[Option<Decision>]) -> Self {
        Self { decisions: prior.iter().map(|known| known.unwrap_or(UNKNOWN)).collect(), precision: None }
    }
}

/// The folds that the articles of a corpus were dealt into, and what is asked of them.
pub(super) struct Validator<'a> {
    pub(super) corpus: &'a Corpus,
    pub(super) task: Task,
    pub(super) folds: &'a [usize],
    pub(super) fold_count: usize,
    /// What is known of each topic's scores before any article is seen.
    pub(super) prior: &'a [Option<Decision>],
}

impl Validator<'_> {
    /// Measures each algorithm with its share of the score, and takes the one at `chosen`, or else the best, the first
    /// of equals.
    pub(super) fn compare(
        &self,
        trials: &[(Algorithm, f64)],
        scores: &[Scores],
        chosen: Option<usize>,
    ) -> CrossValidation {
        let measure = |(&(algorithm, own_share), scores): (&(Algorithm, f64), &Scores)| {
            let counts = count(self.corpus, &self.decide(scores).1);
            Candidate { algorithm, own_share, micro_f1: counts.micro().f1(), macro_f1: counts.macro_f1() }
        };
        let candidates: Vec<Candidate> = trials.par_iter().zip(scores).map(measure).collect();
        let figure = |k: usize| figure(&candidates[k], self.task);
        let best = (1..candidates.len()).fold(0, |best, k| if figure(k) > figure(best) { k } else { best });
        let chosen = chosen.unwrap_or(best);
        // Decided once more: the answers of all trials would take more memory than the articles.
        let (probabilities, tagged) = self.decide(&scores[chosen]);
        CrossValidation { task: self.task, probabilities, tagged, folds: self.folds.to_vec(), candidates, chosen }
    }

    /// The share of the score that labels shall have beside base and keywords: that which puts the right topics first,
    /// by label ranking average precision of out-of-fold scores, the smallest of equals. It asks for no thresholds, of
    /// which a few labels say little.
    pub(super) fn own_share(&self, own: &Scores, ground: &Scores) -> f64 {
        let precision = |share: &f64| mean(self.precisions(&mix(own, ground, *share)));
        let precisions: Vec<f64> = OWN_SHARES.iter().map(precision).collect();
        let best = (1..OWN_SHARES.len()).fold(0, |best, i| if precisions[i] > precisions[best] { i } else { best });
        OWN_SHARES[best]
    }

    /// How well out-of-fold scores put each article's topics first (label ranking average precision).
    pub(super) fn precisions(&self, scores: &Scores) -> Vec<f64> {
        let gold = self.corpus.examples.iter().map(|example| example.topics.as_slice());
        gold.zip(scores).map(|(gold, scores)| label_ranking(gold, scores)).collect()
    }

    /// Calibration and thresholds from all articles, for the model.
    pub(super) fn verdict(&self, scores: &Scores) -> Verdict {
        let decisions = self.decisions_without(self.fold_count, scores);
        let probabilities: Vec<Vec<f64>> = scores.iter().map(|scores| self.probabilities(&decisions, scores)).collect();
        let topics = self.corpus.examples.iter().map(|example| example.topics.as_slice());
        let precision = precision::table(&decisions, self.task, probabilities.iter().map(Vec::as_slice).zip(topics));
        Verdict { decisions, precision }
    }

    /// Calibration and thresholds from the articles without a fold; without one that no article is in, from all.
    pub(super) fn decisions_without(&self, fold: usize, scores: &Scores) -> Vec<Decision> {
        decisions(&self.scored(scores, |row| self.folds[row] != fold), self.task, self.prior)
    }

    /// The probabilities of one article's topics.
    pub(super) fn probabilities(&self, decisions: &[Decision], scores: &[f64]) -> Vec<f64> {
        let mut probabilities: Vec<f64> = decisions.iter().zip(scores).map(|(d, s)| d.probability(*s)).collect();
        if self.task == Task::Exclusive {
            normalise(&mut probabilities);
        }
        probabilities
    }

    /// The topics that one article would be tagged with.
    pub(super) fn tagged(&self, decisions: &[Decision], scores: &[f64]) -> Vec<usize> {
        tagged(&self.probabilities(decisions, scores), decisions, self.task)
    }

    /// Probabilities and tagged topics of every article, decided by the scores of the other folds.
    fn decide(&self, scores: &Scores) -> (Vec<Vec<f64>>, Vec<Vec<usize>>) {
        let folds = (0..self.fold_count).into_par_iter();
        let by_fold: Vec<Vec<Decision>> = folds.map(|fold| self.decisions_without(fold, scores)).collect();
        let decide = |(scores, &fold): (&Vec<f64>, &usize)| {
            let probabilities = self.probabilities(&by_fold[fold], scores);
            let tagged = tagged(&probabilities, &by_fold[fold], self.task);
            (probabilities, tagged)
        };
        scores.iter().zip(self.folds).map(decide).unzip()
    }

    /// The out-of-fold scores of the chosen articles, topic by topic.
    fn scored(&self, scores: &Scores, is_chosen: impl Fn(usize) -> bool) -> Vec<Scored> {
        let rows: Vec<usize> = (0..scores.len()).filter(|&row| is_chosen(row)).collect();
        let topic = |k: usize| Scored {
            scores: rows.iter().map(|&row| scores[row][k]).collect(),
            truth: rows.iter().map(|&row| self.corpus.examples[row].topics.contains(&k)).collect(),
        };
        (0..self.corpus.topics.len()).map(topic).collect()
    }
}
