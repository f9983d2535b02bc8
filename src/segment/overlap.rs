//! How much two texts of a page have in common, counting what is rare on the page more.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::page::repair::is_hanzi;

/// Two neighbouring letters.
type Bigram = (char, char);

/// Distinct bigrams of a text; marks and blanks stand between words, not in them.
pub(super) fn bigrams(text: &str) -> Vec<Bigram> {
    let mut seen = FxHashSet::default();
    let mut bigrams = Vec::new();
    let mut before = None;
    for c in text.chars() {
        let current = (is_hanzi(c) || c.is_ascii_alphanumeric()).then_some(c);
        if let (Some(a), Some(b)) = (before, current)
            && seen.insert((a, b))
        {
            bigrams.push((a, b));
        }
        before = current;
    }
    bigrams
}

/// Texts of one page, ready to be compared.
pub(super) struct Overlap {
    texts: Vec<FxHashSet<Bigram>>,
    frequency: FxHashMap<Bigram, usize>,
}

impl Overlap {
    /// Reads the texts.
    pub(super) fn new<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let texts: Vec<FxHashSet<Bigram>> = texts.into_iter().map(|text| bigrams(text).into_iter().collect()).collect();
        let mut frequency = FxHashMap::default();
        for bigram in texts.iter().flatten() {
            *frequency.entry(*bigram).or_insert(0) += 1;
        }
        Self { texts, frequency }
    }

    /// The share of `bigrams` that text number `text` has, each weighed by its rarity among the texts
    /// (`ln((1 + n) / (1 + df)) + 1`, the smooth idf of the classifier); 0 without bigrams.
    pub(super) fn share(&self, bigrams: &[Bigram], text: usize) -> f64 {
        let (mut shared, mut all) = (0.0, 0.0);
        for bigram in bigrams {
            let weight = self.weight(*bigram);
            all += weight;
            if self.texts[text].contains(bigram) {
                shared += weight;
            }
        }
        if all > 0.0 { shared / all } else { 0.0 }
    }

    /// The weight of the bigrams that two texts share, over the weight of the lighter text; 0 if one is empty.
    pub(super) fn cohesion(&self, a: &[Bigram], b: &[Bigram]) -> f64 {
        let in_b: FxHashSet<Bigram> = b.iter().copied().collect();
        let total = |bigrams: &[Bigram]| bigrams.iter().map(|bigram| self.weight(*bigram)).sum::<f64>();
        let shared: Vec<Bigram> = a.iter().copied().filter(|bigram| in_b.contains(bigram)).collect();
        let lighter = total(a).min(total(b));
        if lighter > 0.0 { total(&shared) / lighter } else { 0.0 }
    }

    fn weight(&self, bigram: Bigram) -> f64 {
        let df = self.frequency.get(&bigram).copied().unwrap_or(0);
        ((1.0 + self.texts.len() as f64) / (1.0 + df as f64)).ln() + 1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_shares_more_with_its_own_article() {
        let overlap = Overlap::new(["近日，湖西渔政队开展夜查，收缴地笼九副。", "近日，湖东小学开展夜读活动。"]);
        let headline = bigrams("渔政夜查收缴地笼");
        assert!(overlap.share(&headline, 0) > 0.6);
        assert!(overlap.share(&headline, 1) < 0.1);
        assert!(overlap.share(&[], 0).abs() < f64::EPSILON);
    }
}
