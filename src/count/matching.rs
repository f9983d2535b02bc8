//! Which article of one batch is which of another.

use std::cmp::Reverse;
use std::collections::{BTreeMap, VecDeque};

use rustc_hash::FxHashSet;

use super::Article;
use crate::near_duplicate::shingles;

/// An article of the old batch with the same one of the new, by place; one of the two may be missing.
pub(super) type Pair = (Option<usize>, Option<usize>);

/// Share of the pieces of two texts of one page, of those that either has, from which they are one article whose split
/// or wording changed. Two articles of a page have next to nothing in common.
const SAME: f64 = 0.5;

/// Pairs the articles of two batches: those of the same id and text, then those of the same text under another id, then
/// the most alike of the same page. New articles stand in their order, old ones without a twin come last.
pub(super) fn pairs(old: &[Article], new: &[Article]) -> Vec<Pair> {
    let mut matching = Matching { twins: vec![None; new.len()], is_free: vec![true; old.len()] };
    matching.by_key(old, new, |article| Some((article.id.as_str(), known_by(article))));
    matching.by_key(old, new, |article| article.text.as_deref().filter(|text| !text.is_empty()).map(|text| (text, "")));
    matching.by_likeness(old, new);
    let found = matching.twins.iter().enumerate().map(|(place, twin)| (*twin, Some(place)));
    let lost = (0..old.len()).filter(|place| matching.is_free[*place]).map(|place| (Some(place), None));
    found.chain(lost).collect()
}

/// What tells articles of one id apart.
fn known_by(article: &Article) -> &str {
    article.text.as_deref().unwrap_or(&article.headline)
}

struct Matching {
    /// The old article of each new one.
    twins: Vec<Option<usize>>,
    /// Whether an old article has no twin yet.
    is_free: Vec<bool>,
}

impl Matching {
    fn pair(&mut self, old: usize, new: usize) {
        self.twins[new] = Some(old);
        self.is_free[old] = false;
    }

    /// Pairs articles of the same key, those of one key in their order.
    fn by_key<'a>(
        &mut self,
        old: &'a [Article],
        new: &'a [Article],
        key: impl Fn(&'a Article) -> Option<(&'a str, &'a str)>,
    ) {
        let mut waiting: BTreeMap<_, VecDeque<usize>> = BTreeMap::new();
        for (place, article) in old.iter().enumerate().filter(|(place, _)| self.is_free[*place]) {
            if let Some(key) = key(article) {
                waiting.entry(key).or_default().push_back(place);
            }
        }
        for (place, article) in new.iter().enumerate() {
            let mut same = || waiting.get_mut(&key(article)?)?.pop_front();
            if self.twins[place].is_none()
                && let Some(twin) = same()
            {
                self.pair(twin, place);
            }
        }
    }

    /// Pairs what is left of each page, the most alike first.
    fn by_likeness(&mut self, old: &[Article], new: &[Article]) {
        let mut pages: BTreeMap<&str, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        for (place, article) in old.iter().enumerate().filter(|(place, _)| self.is_free[*place]) {
            pages.entry(page(article)).or_default().0.push(place);
        }
        for (place, article) in new.iter().enumerate().filter(|(place, _)| self.twins[*place].is_none()) {
            pages.entry(page(article)).or_default().1.push(place);
        }
        for (olds, news) in pages.into_iter().filter(|(page, _)| !page.is_empty()).map(|(_, left)| left) {
            let news: Vec<_> = news.into_iter().map(|place| (place, pieces(&new[place]))).collect();
            let mut alike = Vec::new();
            for old_place in olds {
                let own = pieces(&old[old_place]);
                let likeness = news.iter().map(|(place, other)| (per_mille(&own, other), old_place, *place));
                alike.extend(likeness.filter(|(likeness, ..)| f64::from(*likeness) >= SAME * 1000.0));
            }
            alike.sort_by_key(|(likeness, old, new)| (Reverse(*likeness), *new, *old));
            for (_, old, new) in alike {
                if self.is_free[old] && self.twins[new].is_none() {
                    self.pair(old, new);
                }
            }
        }
    }
}

/// The page that an article stands on; empty where its id tells none.
fn page(article: &Article) -> &str {
    article.id.rsplit_once('#').map_or("", |(page, _)| page)
}

fn pieces(article: &Article) -> FxHashSet<u64> {
    shingles(article.text.as_deref().unwrap_or_default()).into_iter().collect()
}

/// The Jaccard likeness of two sets in thousandths.
fn per_mille(a: &FxHashSet<u64>, b: &FxHashSet<u64>) -> u32 {
    let common = a.intersection(b).count();
    (common * 1000 / (a.len() + b.len() - common).max(1)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(id: &str, text: &str) -> Article {
        Article { id: id.into(), text: Some(text.into()), ..Article::default() }
    }

    #[test]
    fn an_article_is_known_again_under_another_id_and_with_another_split() {
        let long = "昨日清晨护林员在后山发现一窝刚出壳的白鹭已通知林业站派人看护";
        let cut = &long[..long.len() / 3 * 2];
        let old = [article("p#1", "甲文"), article("p#2", "乙文"), article("p#3", long), article("q#1", "丙文")];
        let new = [article("p#1", "乙文"), article("p#2", cut), article("p#3", "新文"), article("q#1", "丙文")];
        let expected = [(Some(1), Some(0)), (Some(2), Some(1)), (None, Some(2)), (Some(3), Some(3)), (Some(0), None)];
        assert_eq!(pairs(&old, &new), expected);
    }

    #[test]
    fn what_is_alike_on_other_pages_is_not_the_same_and_rows_without_text_go_by_id_or_order() {
        let long = "昨日清晨护林员在后山发现一窝刚出壳的白鹭已通知林业站派人看护";
        let near = [article("p#1", long)];
        assert_eq!(pairs(&near, &[article("q#1", &format!("{long}了"))]), [(None, Some(0)), (Some(0), None)]);
        let bare = |id: &str| Article { id: id.into(), ..Article::default() };
        assert_eq!(pairs(&[bare("1"), bare("2")], &[bare("2")]), [(Some(1), Some(0)), (Some(0), None)]);
        assert_eq!(pairs(&[bare(""), bare("")], &[bare("")]), [(Some(0), Some(0)), (Some(1), None)]);
    }
}
