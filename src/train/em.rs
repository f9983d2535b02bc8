//! What articles without labels teach, by expectation–maximisation (Nigam et al. 2000).
//!
//! A model of the labels guesses the topics of the other articles (expectation); then the next model is fitted on both,
//! with an unlabelled article counting as λ labelled ones (maximisation). Which λ, how many rounds, and whether at all,
//! cross-validation decides: in each fold the guesses are those of models that have not seen the articles held out.
//!
//! A guess is the topics that would be tagged, not their probabilities (classification EM, Celeux & Govaert 1992): with 200
//! labels of `labels/articles.csv` and the rest of it unlabelled, out-of-fold micro F1 is 0.731 without them, 0.783 with
//! tags, and 0.763 with probabilities that make each article partly a positive and partly a negative one.

use rayon::prelude::*;

use super::material::{Guesses, Material};
use super::validation::{Scores, Validator, mix};
use super::weights::Weights;
use super::{MATRIX_ENTRIES, place};
use crate::classify::score;
use crate::error::Result;
use crate::measure::mean;
use crate::model::Algorithm;

/// The weights λ of an unlabelled article that are tried.
const WEIGHTS: [f64; 2] = [0.25, 1.0];
/// Rounds of guessing and fitting that are tried with each weight.
const ROUNDS: usize = 2;

/// Learns from labelled and unlabelled articles by one algorithm.
pub(super) struct Em<'a> {
    pub(super) material: &'a Material<'a>,
    pub(super) validator: &'a Validator<'a>,
    pub(super) algorithm: Algorithm,
}

/// The best that unlabelled articles came to.
pub(super) struct Taught {
    /// The topics that they were taken for by a model of all labels.
    pub(super) guesses: Guesses,
    /// Out-of-fold scores of the labelled articles, those of base and keywords mixed in.
    pub(super) scores: Scores,
    /// Share of the scores that does not come from base and keywords.
    pub(super) own_share: f64,
    /// Whether cross-validation says that it is better than the labels alone.
    pub(super) is_better: bool,
}

/// Scores by a model's own weights and by those of base and keywords; the latter are empty where there are none.
#[derive(Default)]
struct Scored {
    own: Scores,
    ground: Scores,
}

/// What models fitted in one round say.
struct Round {
    /// Of the labelled articles, each by the model of the other folds.
    labelled: Scored,
    /// Of the unlabelled ones, by the model without each fold and, last, by that of all labels.
    unlabelled: Vec<Scored>,
}

impl Em<'_> {
    /// Tries what the unlabelled articles are good for, beside out-of-fold scores of labels `alone`.
    pub(super) fn teach(&self, alone: &Scores) -> Result<Option<Taught>> {
        let before = self.validator.precisions(alone);
        let first = self.fit(None)?;
        let mut best: Option<(f64, Taught)> = None;
        for weight in WEIGHTS {
            let mut guesses = self.guess(&first, weight);
            for _ in 0..ROUNDS {
                let round = self.fit(Some(&guesses))?;
                let (own_share, scores) = self.mixed(&round.labelled);
                let after = self.validator.precisions(&scores);
                let next = self.guess(&round, weight);
                let whole = std::mem::replace(&mut guesses, next).pop();
                let precision = mean(after.iter().copied());
                if let Some(guesses) = whole
                    && best.as_ref().is_none_or(|(best, _)| precision > *best)
                {
                    best =
                        Some((precision, Taught { guesses, scores, own_share, is_better: is_better(&before, &after) }));
                }
            }
        }
        Ok(best.map(|(_, taught)| taught))
    }

    /// Fits one model without each fold and one of all labels, with the unlabelled articles where their topics are guessed.
    fn fit(&self, guesses: Option<&[Guesses]>) -> Result<Round> {
        let all: Vec<usize> = (0..=self.validator.fold_count).collect();
        let count = self.validator.folds.len();
        let mut round = Round {
            labelled: Scored { own: vec![Vec::new(); count], ground: vec![Vec::new(); count] },
            unlabelled: Vec::new(),
        };
        for together in all.chunks(self.material.matrices_within(MATRIX_ENTRIES)) {
            let part = |&part: &usize| self.fit_without(part, guesses.map(|guesses| &guesses[part]));
            for (held_out, labelled, unlabelled) in together.par_iter().map(part).collect::<Result<Vec<_>>>()? {
                place(&mut round.labelled.own, &held_out, labelled.own);
                place(&mut round.labelled.ground, &held_out, labelled.ground);
                round.unlabelled.push(unlabelled);
            }
        }
        round.labelled.ground.retain(|scores| !scores.is_empty());
        Ok(round)
    }

    /// Fits a model without one fold, and scores that fold's articles and the unlabelled ones.
    fn fit_without(&self, fold: usize, guesses: Option<&Guesses>) -> Result<(Vec<usize>, Scored, Scored)> {
        let labelled = 0..self.material.len();
        let (held_out, seen): (Vec<usize>, Vec<usize>) = labelled.partition(|&row| self.validator.folds[row] == fold);
        let unlabelled: Vec<usize> = self.material.unlabelled().collect();
        // A term that no article with topics holds would speak for the rarest topic.
        let rows = if guesses.is_some() { [seen.as_slice(), &unlabelled].concat() } else { seen.clone() };
        let vectorizer = self.material.vectorizer(&rows);
        let own = self.material.fitter(&vectorizer, &seen, guesses).fit(self.algorithm)?;
        let ground = self.material.ground(&vectorizer)?;
        let score_all = |weights: &Weights, rows: &[usize]| -> Scores {
            let score = |&row: &usize| score(&vectorizer.features(row), &weights.weights, &weights.biases);
            rows.par_iter().map(score).collect()
        };
        let scored = |rows: &[usize]| Scored {
            own: score_all(&own, rows),
            ground: ground.as_ref().map_or_else(Vec::new, |ground| score_all(ground, rows)),
        };
        let (labelled, unlabelled) = (scored(&held_out), scored(&unlabelled));
        Ok((held_out, labelled, unlabelled))
    }

    /// The topics of the unlabelled articles, by the model without each fold and by that of all labels.
    fn guess(&self, round: &Round, weight: f64) -> Vec<Guesses> {
        let (own_share, scores) = self.mixed(&round.labelled);
        let guess = |(fold, scored): (usize, &Scored)| {
            let decisions = self.validator.decisions_without(fold, &scores);
            let scores =
                if scored.ground.is_empty() { &scored.own } else { &mix(&scored.own, &scored.ground, own_share) };
            let topics = scores.iter().map(|scores| self.validator.tagged(&decisions, scores)).collect();
            Guesses { weight, topics }
        };
        round.unlabelled.par_iter().enumerate().map(guess).collect()
    }

    /// The share of a model's own scores beside those of base and keywords, and both mixed.
    fn mixed(&self, scored: &Scored) -> (f64, Scores) {
        if scored.ground.is_empty() {
            return (1.0, scored.own.clone());
        }
        let share = self.validator.own_share(&scored.own, &scored.ground);
        (share, mix(&scored.own, &scored.ground, share))
    }
}

/// A gain counts from so many standard errors: the best of four trials is above one by chance alone.
const STANDARD_ERRORS: f64 = 2.0;

/// Whether the mean of paired figures has risen by more than chance may do.
fn is_better(before: &[f64], after: &[f64]) -> bool {
    let gains = || before.iter().zip(after).map(|(before, after)| after - before);
    let count = before.len() as f64;
    let gain = mean(gains());
    let variance = gains().map(|x| (x - gain).powi(2)).sum::<f64>() / (count - 1.0).max(1.0);
    gain > STANDARD_ERRORS * (variance / count).sqrt()
}

#[cfg(test)]
mod tests {
    use super::is_better;

    #[test]
    fn a_gain_within_two_standard_errors_is_none() {
        let before = [0.5; 4];
        // Gains 0.5, 0.25, 0, 0: mean 0.1875, standard error 0.12.
        assert!(!is_better(&before, &[1.0, 0.75, 0.5, 0.5]));
        assert!(is_better(&before, &[1.0, 0.75, 0.75, 0.5]));
        assert!(!is_better(&before, &before));
    }
}
