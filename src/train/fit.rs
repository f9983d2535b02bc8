//! Fits weights by one algorithm or by several that share their parts.

use super::articles::Articles;
use super::naive_bayes::Sums;
use super::nbsvm::blend;
use super::svm::Plane;
use super::targets::Target;
use super::weights::{Column, Weights};
use crate::error::Result;
use crate::model::Algorithm;

/// Articles with their targets, and the parts of the last fit, which the next may need again: naive Bayes depends on the
/// smoothing alone, the planes on smoothing and cost.
///
/// Naive Bayes needs the articles' sums alone. All their features are a large part of the memory that training takes,
/// and so `features` is asked for them when the first plane is fitted.
pub(super) struct Fitter<'a, F> {
    sums: Sums,
    targets: Vec<Target<'a>>,
    terms: usize,
    seed: u64,
    features: F,
    articles: Option<Articles<'a>>,
    bayes: Option<(f64, Vec<Column>)>,
    planes: Option<([f64; 2], Vec<Plane>)>,
}

impl<'a, F: Fn() -> Articles<'a>> Fitter<'a, F> {
    /// Takes the sums of articles over `terms` terms, the target of each article, and the way to their features.
    pub(super) fn new(sums: Sums, targets: Vec<Target<'a>>, terms: usize, seed: u64, features: F) -> Self {
        Self { sums, targets, terms, seed, features, articles: None, bayes: None, planes: None }
    }

    /// Fits the weights of all topics. Fast where smoothing and cost are those of the call before.
    ///
    /// # Errors
    ///
    /// linfa-bayes refuses the smoothing.
    pub(super) fn fit(&mut self, algorithm: Algorithm) -> Result<Weights> {
        let columns = match algorithm {
            Algorithm::Nb { smoothing } => self.bayes(smoothing)?.to_vec(),
            Algorithm::Nbsvm { smoothing, cost, interpolation } => {
                self.refine(smoothing, cost)?;
                let bayes = self.bayes.iter().flat_map(|(_, bayes)| bayes);
                let planes = self.planes.iter().flat_map(|(_, planes)| planes);
                bayes.zip(planes).map(|(bayes, plane)| blend(bayes, plane, interpolation)).collect()
            }
        };
        Ok(Weights::new(self.terms, &columns))
    }

    fn bayes(&mut self, smoothing: f64) -> Result<&[Column]> {
        let known = self.bayes.take().filter(|(known, _)| known.to_bits() == smoothing.to_bits());
        let bayes = match known {
            Some(bayes) => bayes,
            None => (smoothing, self.sums.fit(smoothing)?),
        };
        Ok(&self.bayes.insert(bayes).1)
    }

    fn refine(&mut self, smoothing: f64, cost: f64) -> Result<()> {
        self.bayes(smoothing)?;
        let key = [smoothing, cost];
        if self.planes.as_ref().is_none_or(|(known, _)| known.map(f64::to_bits) != key.map(f64::to_bits)) {
            let bayes = self.bayes.as_ref().map_or(&[][..], |(_, bayes)| bayes);
            let articles = self.articles.get_or_insert_with(&self.features);
            self.planes = None;
            self.planes = Some((key, articles.planes(&self.targets, bayes, cost, self.seed)));
        }
        Ok(())
    }
}
