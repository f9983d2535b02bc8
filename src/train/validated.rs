//! What cross-validation leaves for the model.

use super::em::Taught;
use super::material::Guesses;
use super::validation::{CrossValidation, Scores, Validator, Verdict};
use crate::model::Unlabelled;

/// Figures, decisions, and what the unlabelled articles are taken for where they help.
#[derive(Default)]
pub(super) struct Validated {
    pub(super) validation: Option<CrossValidation>,
    pub(super) verdict: Verdict,
    pub(super) unlabelled: Option<Unlabelled>,
    pub(super) guesses: Option<Guesses>,
}

impl Validated {
    /// Takes the labels alone, with their out-of-fold scores, or what unlabelled articles have `taught` where it is better.
    pub(super) fn of(
        validator: &Validator<'_>,
        alone: CrossValidation,
        scores: &Scores,
        taught: Option<Taught>,
    ) -> Self {
        let Some(taught) = taught else {
            return Self { verdict: validator.verdict(scores), validation: Some(alone), ..Self::default() };
        };
        let chosen = alone.candidates[alone.chosen];
        let trial = (chosen.algorithm, taught.own_share);
        let with = validator.compare(&[trial], std::slice::from_ref(&taught.scores), None);
        let Taught { guesses, scores: with_scores, is_better, .. } = taught;
        let unlabelled = Unlabelled {
            articles: guesses.topics.len(),
            weight: if is_better { guesses.weight } else { 0.0 },
            with: with.candidates[0].micro_f1,
            without: chosen.micro_f1,
        };
        let validation = if is_better { alone.replaced_by(with) } else { alone };
        Self {
            verdict: validator.verdict(if is_better { &with_scores } else { scores }),
            validation: Some(validation),
            unlabelled: Some(unlabelled),
            guesses: is_better.then_some(guesses),
        }
    }
}
