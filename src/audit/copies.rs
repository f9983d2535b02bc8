//! Articles that stand in the table more than once.

use std::collections::BTreeMap;

use crate::corpus::{Corpus, Example};
use crate::measure::ratio;
use crate::train::near_copies;

/// Share of character pairs in common (Sørensen–Dice) from which a text is a near-copy: a reprint with another byline
/// has 0.95 and more, two reports of one kind of event seldom 0.6.
const NEAR: f64 = 0.9;
/// The least score of a contradiction: one of the two labellings is wrong, whatever a model says.
const CONTRADICTION: f64 = 0.5;

/// An article that repeats another.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Copy {
    /// Places in the corpus of the article and of the one that it repeats.
    pub(super) place: usize,
    pub(super) twin: usize,
    /// The labels that it should have, if the texts are the same and the labels are not.
    pub(super) proposed: Option<Vec<usize>>,
    /// How far its labels are from its twin's by the out-of-fold probabilities; 0 where they are the same.
    pub(super) score: f64,
}

impl Copy {
    /// The article's labels that are not proposed.
    pub(super) fn differing(&self, corpus: &Corpus, proposed: &[usize]) -> Vec<usize> {
        let labels = corpus.examples[self.place].topics.iter();
        labels.copied().filter(|label| !proposed.contains(label)).collect()
    }
}

/// The letters of a text, which copies have in common whatever their blanks and marks.
fn letters(example: &Example) -> String {
    example.headline.chars().chain(example.body.chars()).filter(|c| c.is_alphanumeric()).collect()
}

/// Finds the copies in a corpus with out-of-fold probabilities for its articles.
pub(super) fn find(corpus: &Corpus, probabilities: &[Vec<f64>]) -> Vec<Copy> {
    let mut places: Vec<usize> = (0..corpus.examples.len()).collect();
    places.sort_by_key(|&place| corpus.examples[place].line);
    let of_group = near_copies(corpus);
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for place in places {
        groups.entry(of_group[place]).or_default().push(place);
    }
    let finder = Finder { corpus, probabilities };
    groups.values().filter(|group| group.len() > 1).flat_map(|group| finder.among(group)).collect()
}

/// Finds the copies among articles that may be copies of each other.
struct Finder<'a> {
    corpus: &'a Corpus,
    probabilities: &'a [Vec<f64>],
}

impl Finder<'_> {
    fn labels(&self, place: usize) -> &[usize] {
        &self.corpus.examples[place].topics
    }

    fn among(&self, group: &[usize]) -> Vec<Copy> {
        let mut same: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for &place in group {
            same.entry(letters(&self.corpus.examples[place])).or_default().push(place);
        }
        let mut copies = Vec::new();
        let mut heads: Vec<(&str, usize)> = Vec::new();
        for (text, places) in &same {
            let head = self.head(places);
            copies.extend(places.iter().filter(|&&place| place != head).map(|&place| self.same(place, head)));
            match heads.iter().find(|(other, _)| dice(other, text) >= NEAR) {
                Some((_, twin)) => copies.push(self.near(head, *twin)),
                None => heads.push((text, head)),
            }
        }
        copies
    }

    /// The first of the articles with the labels that most of them have, or of equally many those that the
    /// probabilities favour.
    fn head(&self, places: &[usize]) -> usize {
        let votes = |place: usize| places.iter().filter(|&&other| self.labels(other) == self.labels(place)).count();
        let favour = |place: usize| {
            places.iter().map(|&other| likelihood(self.labels(place), &self.probabilities[other])).sum::<f64>()
        };
        let ranks: Vec<(usize, f64)> = places.iter().map(|&place| (votes(place), favour(place))).collect();
        let is_better =
            |a: usize, b: usize| ranks[a].0.cmp(&ranks[b].0).then(ranks[a].1.total_cmp(&ranks[b].1)).is_gt();
        places[(1..places.len()).fold(0, |best, place| if is_better(place, best) { place } else { best })]
    }

    /// An article with the text of another: a contradiction where its labels are not the same.
    fn same(&self, place: usize, twin: usize) -> Copy {
        let copy = self.near(place, twin);
        if self.labels(place) == self.labels(twin) {
            return copy;
        }
        Copy { proposed: Some(self.labels(twin).to_vec()), score: copy.score.max(CONTRADICTION), ..copy }
    }

    fn near(&self, place: usize, twin: usize) -> Copy {
        let score = distance(self.labels(place), self.labels(twin), &self.probabilities[place]);
        Copy { place, twin, proposed: None, score }
    }
}

/// Share of character pairs in common, `2 |A ∩ B| / (|A| + |B|)` (Dice 1945); strsim's `sorensen_dice` divides by bytes,
/// which makes a third of it for Chinese.
fn dice(a: &str, b: &str) -> f64 {
    let pairs = |text: &str| -> BTreeMap<(char, char), usize> {
        text.chars().zip(text.chars().skip(1)).fold(BTreeMap::new(), |mut pairs, pair| {
            *pairs.entry(pair).or_default() += 1;
            pairs
        })
    };
    let (a, b) = (pairs(a), pairs(b));
    let common = a.iter().map(|(pair, count)| count.min(b.get(pair).unwrap_or(&0))).sum::<usize>();
    ratio(2 * common, a.values().chain(b.values()).sum())
}

/// The log-likelihood of a labelling.
fn likelihood(labels: &[usize], probabilities: &[f64]) -> f64 {
    let own = |(k, p): (usize, &f64)| if labels.contains(&k) { *p } else { 1.0 - p };
    probabilities.iter().enumerate().map(own).map(|p| p.max(f64::MIN_POSITIVE).ln()).sum()
}

/// The largest probability against a labelling among the topics in which another differs from it.
fn distance(labels: &[usize], other: &[usize], probabilities: &[f64]) -> f64 {
    let differs = |k: &usize| labels.contains(k) != other.contains(k);
    let against = |k: usize| if labels.contains(&k) { 1.0 - probabilities[k] } else { probabilities[k] };
    (0..probabilities.len()).filter(differs).map(against).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;

    #[test]
    fn likeness_counts_pairs_of_characters() {
        // 护林 林员 against 护林 林员 员说: 2 · 2 / 5.
        assert!((dice("护林员", "护林员说") - 0.8).abs() < 1e-12);
        assert!((dice("甲", "乙") - 0.0).abs() < 1e-12);
    }

    #[test]
    fn copies_are_told_by_their_text_and_contradict_by_their_labels() {
        let story = "昨日清晨，护林员在后山发现一窝刚出壳的白鹭，已通知林业站派人看护，周边设了围栏，村民自发轮流值守";
        let table = format!("text,label\n{story}。,a\n{story}！,a\n“{story}”,b\n{story}多日。,b\n渡口新添两盏路灯,b\n");
        let corpus = Corpus::from_csv("l", table.as_bytes(), &builtin::taxonomy().unwrap()).unwrap();
        let copies = find(&corpus, &vec![vec![0.8, 0.2]; 5]);
        let line = |place: usize| corpus.examples[place].line;
        let contradicting: Vec<&Copy> = copies.iter().filter(|copy| copy.proposed.is_some()).collect();
        assert_eq!(contradicting.len(), 1);
        assert_eq!((line(contradicting[0].place), &contradicting[0].proposed), (4, &Some(vec![0])));
        assert!((contradicting[0].score - 0.8).abs() < 1e-12);
        let mut near: Vec<(u64, bool)> = copies
            .iter()
            .filter(|copy| copy.proposed.is_none())
            .map(|copy| (line(copy.place), copy.score > 0.0))
            .collect();
        near.sort_unstable();
        assert_eq!(near, [(3, false), (5, true)], "{copies:?}");
    }
}
