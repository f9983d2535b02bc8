//! What would turn the decision about a topic: the fewest terms without which a tagged topic is tagged no longer, or
//! without which one just under its threshold is tagged.
//!
//! To remove a term from a text is to count it zero times. Vocabulary and idf stay, and the values of the others are
//! scaled to unit length again, as for any text. With the shares `s = value · weight` of a score and a set `R` removed,
//!
//! > score = bias + (Σ s − Σ_R s) / √(1 − Σ_R value²),
//!
//! which is exactly the score of the text whose counted terms lack `R`. Other terms over the same characters stay.

use serde::Serialize;

use super::{Share, is_unknown};
use crate::classify::{Classifier, rounded, tagged};
use crate::model::{Decision, Task, TopicModel};

/// Terms without which the decision about a topic would be the other one.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Flip {
    /// The terms to remove, the most telling first, with their shares of the topic's score.
    pub without: Vec<Share>,
    /// The topic's probability once they are removed.
    pub probability: f64,
}

/// Of a text with no more terms than this all sets are tried, 4,095 at most.
const ALL_SETS: usize = 12;
/// How often the order in which terms are removed is refined.
const PASSES: usize = 3;

/// Finds the fewest terms whose removal turns the decision about topic `k`, if any removal does.
///
/// Terms are tried in the order of what their removal does to the topic's distance from its threshold, or from a rival
/// in an exclusive model, with the change of length taken at first order; whether the decision has turned is computed
/// exactly. Several orders are tried, and the shortest answer is kept; of a short text it is the fewest for certain.
pub(super) fn flip(classifier: &Classifier, features: &[(u32, f32)], k: usize) -> Option<Flip> {
    let removal = Removal { classifier, features, k, is_tagged: is_tagged(classifier, features, k) };
    let best = if features.len() <= ALL_SETS {
        removal.fewest_of_all()?
    } else {
        removal.distances().iter().filter_map(|distance| removal.fewest(distance)).min_by_key(Vec::len)?
    };
    let probability = rounded(removal.probabilities_without(&best)[k]);
    let without = best.iter().map(|&place| Share::of(classifier, features[place], k)).collect();
    Some(Flip { without, probability })
}

fn is_tagged(classifier: &Classifier, features: &[(u32, f32)], k: usize) -> bool {
    let probabilities = classifier.probabilities(&classifier.scores(features));
    tags(classifier.model(), &probabilities, features.len()).contains(&k)
}

/// The tagged topics of a text with so many known terms, as [`Classifier::classify`] decides.
fn tags(model: &TopicModel, probabilities: &[f64], terms: usize) -> Vec<usize> {
    if is_unknown(model, terms) { Vec::new() } else { tagged(probabilities, &model.decisions, model.task) }
}

/// A linear measure that is positive where a topic is tagged: `constant + Σ value · weight`.
struct Distance {
    constant: f64,
    /// One a feature: value · weight.
    shares: Vec<f64>,
}

/// The search for the terms to remove about one topic.
struct Removal<'a> {
    classifier: &'a Classifier,
    features: &'a [(u32, f32)],
    k: usize,
    is_tagged: bool,
}

impl Removal<'_> {
    /// The distances along which the decision may turn: from the threshold, or from each rival.
    fn distances(&self) -> Vec<Distance> {
        let model = self.classifier.model();
        let own = model.decisions[self.k];
        if model.task == Task::Multilabel {
            let logit = (own.threshold / (1.0 - own.threshold)).ln();
            return vec![self.distance(model, own, |_| 0.0, own.offset - logit)];
        }
        let rivals = (0..model.topics.len()).filter(|rival| *rival != self.k);
        rivals
            .map(|rival| {
                let other = model.decisions[rival];
                let constant = own.offset - other.offset - other.slope * model.biases[rival];
                let weight = |term: u32| other.slope * f64::from(model.weights_of(term)[rival]);
                self.distance(model, own, weight, constant)
            })
            .collect()
    }

    fn distance(&self, model: &TopicModel, own: Decision, rival: impl Fn(u32) -> f64, constant: f64) -> Distance {
        let share = |&(term, value): &(u32, f32)| {
            f64::from(value) * (own.slope * f64::from(model.weights_of(term)[self.k]) - rival(term))
        };
        Distance {
            constant: constant + own.slope * model.biases[self.k],
            shares: self.features.iter().map(share).collect(),
        }
    }

    /// The shortest prefix of the terms, those first that push the distance most, that turns the decision.
    ///
    /// The decision turns where the shares that are left add up to less than `−constant · length`, the length being
    /// `√(1 − Σ value²)` over the removed terms. With the root taken at first order around the length found before, each
    /// removed term counts `share + constant · value² / (2 · length)`.
    fn fewest(&self, distance: &Distance) -> Option<Vec<usize>> {
        let sign = if self.is_tagged { 1.0 } else { -1.0 };
        let mut length = 1.0;
        let mut best: Option<Vec<usize>> = None;
        for _ in 0..PASSES {
            let push = |place: usize| {
                let square = f64::from(self.features[place].1).powi(2);
                sign * (distance.shares[place] + distance.constant * square / (2.0 * length))
            };
            let mut order: Vec<(f64, usize)> = (0..self.features.len()).map(|place| (push(place), place)).collect();
            order.retain(|(push, _)| *push > 0.0);
            order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let order: Vec<usize> = order.into_iter().map(|(_, place)| place).collect();
            let Some((found, left)) = self.shortest_prefix(&order) else { break };
            if best.as_ref().is_none_or(|best| found.len() < best.len()) {
                best = Some(found);
            }
            length = left.max(f64::EPSILON);
        }
        best
    }

    /// The fewest terms that turn the decision, of all sets; of two as small the first in the order of the terms.
    fn fewest_of_all(&self) -> Option<Vec<usize>> {
        let places = |set: u32| (0..self.features.len()).filter(move |place| set >> place & 1 == 1);
        let mut sets: Vec<u32> = (1..1 << self.features.len()).collect();
        sets.sort_by_key(|set| set.count_ones());
        let mut sets = sets.into_iter().map(|set| places(set).collect::<Vec<usize>>());
        sets.find(|removed| {
            let rest = self.without(removed);
            let probabilities = self.classifier.probabilities(&rest.scores(self.classifier.model()));
            tags(self.classifier.model(), &probabilities, rest.terms).contains(&self.k) != self.is_tagged
        })
    }

    /// The shortest prefix whose removal turns the decision, with the length that is left before rescaling.
    fn shortest_prefix(&self, order: &[usize]) -> Option<(Vec<usize>, f64)> {
        let mut rest = Rest::new(self.classifier.model(), self.features);
        for (taken, &place) in (1..).zip(order) {
            rest.remove(self.classifier.model(), self.features[place]);
            let probabilities = self.classifier.probabilities(&rest.scores(self.classifier.model()));
            let is_tagged = tags(self.classifier.model(), &probabilities, rest.terms).contains(&self.k);
            if is_tagged != self.is_tagged {
                return Some((order[..taken].to_vec(), rest.square.max(0.0).sqrt()));
            }
        }
        None
    }

    fn probabilities_without(&self, removed: &[usize]) -> Vec<f64> {
        self.classifier.probabilities(&self.without(removed).scores(self.classifier.model()))
    }

    fn without(&self, removed: &[usize]) -> Rest {
        let mut rest = Rest::new(self.classifier.model(), self.features);
        for &place in removed {
            rest.remove(self.classifier.model(), self.features[place]);
        }
        rest
    }
}

/// What is left of a text: its sums before rescaling.
struct Rest {
    terms: usize,
    /// Sum of the squared values.
    square: f64,
    /// Sum of the shares, one a topic.
    sums: Vec<f64>,
}

impl Rest {
    fn new(model: &TopicModel, features: &[(u32, f32)]) -> Self {
        let mut rest = Self { terms: features.len(), square: 0.0, sums: vec![0.0; model.topics.len()] };
        for feature in features {
            rest.add(model, *feature, 1.0);
        }
        rest
    }

    fn remove(&mut self, model: &TopicModel, feature: (u32, f32)) {
        self.terms -= 1;
        self.add(model, feature, -1.0);
    }

    fn add(&mut self, model: &TopicModel, (term, value): (u32, f32), sign: f64) {
        let value = f64::from(value);
        self.square += sign * value * value;
        for (sum, weight) in self.sums.iter_mut().zip(model.weights_of(term)) {
            *sum += sign * value * f64::from(*weight);
        }
    }

    fn scores(&self, model: &TopicModel) -> Vec<f64> {
        if self.terms == 0 || self.square <= 0.0 {
            return model.biases.clone();
        }
        let length = self.square.sqrt();
        model.biases.iter().zip(&self.sums).map(|(bias, sum)| bias + sum / length).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;
    use crate::features::Text;

    const TEXTS: [Text<'_>; 3] = [
        Text {
            headline: "渔政夜查", body: "渔政执法队在湖面查获非法捕捞船只三艘，收缴地笼九副。"
        },
        Text { headline: "", body: "校医室请来医生，教老师和学生认药、量血压。" },
        Text {
            headline: "村口多了“说理亭”", body: "本报讯 村民有事到亭里说，老支书和法律顾问一起调解。"
        },
    ];

    fn classifier(task: Task) -> Classifier {
        let mut model = builtin::model().unwrap();
        model.task = task;
        Classifier::new(model).unwrap()
    }

    /// The features without some of them, at unit length again.
    fn without(features: &[(u32, f32)], removed: &[usize]) -> Vec<(u32, f32)> {
        let kept = features.iter().enumerate().filter(|(place, _)| !removed.contains(place));
        let mut kept: Vec<(u32, f32)> = kept.map(|(_, feature)| *feature).collect();
        let length = kept.iter().map(|(_, value)| f64::from(*value).powi(2)).sum::<f64>().sqrt();
        for (_, value) in &mut kept {
            *value = (f64::from(*value) / length) as f32;
        }
        kept
    }

    #[test]
    fn a_flip_turns_the_decision_of_the_text_without_its_terms_and_no_term_of_it_is_idle() {
        let mut found = 0;
        for task in [Task::Multilabel, Task::Exclusive] {
            let classifier = classifier(task);
            for text in TEXTS {
                let features = classifier.features(text);
                for k in 0..classifier.model().topics.len() {
                    let removal = Removal {
                        classifier: &classifier,
                        features: &features,
                        k,
                        is_tagged: is_tagged(&classifier, &features, k),
                    };
                    let distances = removal.distances();
                    let Some(terms) = distances.iter().filter_map(|d| removal.fewest(d)).min_by_key(Vec::len) else {
                        continue;
                    };
                    let turned = |removed: &[usize]| {
                        is_tagged(&classifier, &without(&features, removed), k) != removal.is_tagged
                    };
                    assert!(turned(&terms));
                    assert!(!turned(&terms[..terms.len() - 1]), "the prefix is the shortest");
                    let rest = classifier.probabilities(&classifier.scores(&without(&features, &terms)))[k];
                    assert!((removal.probabilities_without(&terms)[k] - rest).abs() < 1e-5);
                    found += 1;
                }
            }
        }
        assert!(found > 10, "{found}");
    }

    /// The size of the smallest set that turns the decision, by trying all.
    fn smallest(classifier: &Classifier, features: &[(u32, f32)], k: usize) -> Option<usize> {
        let before = is_tagged(classifier, features, k);
        let sets = 1u32..1 << features.len();
        let places = |set: u32| (0..features.len()).filter(|place| set >> place & 1 == 1).collect::<Vec<_>>();
        let turned = |set: &u32| is_tagged(classifier, &without(features, &places(*set)), k) != before;
        sets.filter(turned).map(|set| set.count_ones() as usize).min()
    }

    #[test]
    fn no_smaller_set_of_terms_turns_a_short_text() {
        let mut compared = 0;
        for task in [Task::Multilabel, Task::Exclusive] {
            let classifier = classifier(task);
            for body in ["义诊", "医生", "老师", "查获", "渔政", "学校", "插秧"] {
                let features = classifier.features(Text { headline: "", body });
                assert!(features.len() < 12, "{body}");
                for k in 0..classifier.model().topics.len() {
                    let found = flip(&classifier, &features, k).map(|flip| flip.without.len());
                    assert_eq!(found, smallest(&classifier, &features, k), "{body} {k}");
                    compared += usize::from(found.is_some());
                }
            }
        }
        assert!(compared > 10, "{compared}");
    }
}
