//! The same story printed twice: on two pages, in two editions, again the next day.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::near_duplicate::{shingles, signature};

/// Share of the pieces of two texts, of those that either has, which they must have in common to be one story
/// (Jaccard). Candidates of this likeness meet in a band of their signatures with probability 0.99.
const SAME: f64 = 0.8;

/// Pieces that a text needs to be compared at all: shorter ones, 图为活动现场 and the like, are alike by form.
const FEWEST_PIECES: usize = 40;

/// For every text the place of the first one that prints the same story, its own place where none does so before it.
///
/// Texts are compared as repaired, by their letters alone, and each with first printings only: a story that is
/// rewritten little by little does not drag all its versions into one.
pub fn first_printings<T: AsRef<str> + Sync>(texts: &[T]) -> Vec<usize> {
    let pieces: Vec<FxHashSet<u64>> =
        texts.par_iter().map(|text| shingles(text.as_ref()).into_iter().collect()).collect();
    let signatures: Vec<_> = texts.par_iter().map(|text| signature(text.as_ref())).collect();
    let mut met: FxHashMap<(usize, u64), Vec<usize>> = FxHashMap::default();
    let mut firsts: Vec<usize> = (0..texts.len()).collect();
    for text in 0..texts.len() {
        if pieces[text].len() < FEWEST_PIECES {
            continue;
        }
        let bands = || signatures[text].iter().copied().enumerate();
        let candidates = bands().filter_map(|band| met.get(&band)).flatten().copied();
        let twin = candidates.filter(|first| likeness(&pieces[*first], &pieces[text]) >= SAME).min();
        match twin {
            Some(first) => firsts[text] = first,
            None => bands().for_each(|band| met.entry(band).or_default().push(text)),
        }
    }
    firsts
}

/// Leaves each story once, in the words of its first printing; what has no text to compare, `""`, stays.
pub fn keep_first_printings<T>(items: &mut Vec<T>, text: impl Fn(&T) -> &str) {
    let texts: Vec<&str> = items.iter().map(text).collect();
    let firsts = first_printings(&texts);
    let mut place = 0..;
    items.retain(|_| place.next().is_some_and(|place| firsts[place] == place));
}

/// The Jaccard likeness of two sets of pieces.
fn likeness(a: &FxHashSet<u64>, b: &FxHashSet<u64>) -> f64 {
    let common = a.intersection(b).count();
    common as f64 / (a.len() + b.len() - common) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    const STORY: &str = "昨日清晨，护林员在后山发现一窝刚出壳的白鹭，已通知林业站派人看护。村里给进山的路口立了牌子，\
        请游人绕行，孩子们轮流写观察日记，等小鹭学会飞。";

    #[test]
    fn a_story_with_other_marks_or_a_changed_word_is_the_same_and_a_rewritten_one_is_not() {
        let marked = STORY.replace('，', " ").replace('。', "\n");
        let changed = STORY.replace("昨日", "近日");
        let rewritten =
            STORY.replace("护林员在后山发现一窝刚出壳", "后山来了几十只").replace("孩子们轮流写", "老师带学生写");
        let texts = [STORY, "渡口新添两盏路灯。", &marked, &rewritten, &changed];
        assert_eq!(first_printings(&texts), [0, 1, 0, 3, 0]);
    }

    #[test]
    fn what_is_short_is_never_a_reprint() {
        assert_eq!(first_printings(&["图为活动现场。", "图为活动现场。", "", ""]), [0, 1, 2, 3]);
    }
}
