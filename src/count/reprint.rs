//! The same story printed twice: on two pages, in two editions, again the next day.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::near_duplicate::{shingles, signature};

/// Share of the pieces of two texts, of those that either has, which they must have in common to be one story
/// (Jaccard). Candidates of this likeness meet in a band of their signatures with probability 0.99.
const SAME: f64 = 0.8;

/// Pieces that a text needs to be compared at all: shorter ones, 图为活动现场 and the like, are alike by form.
const FEWEST_PIECES: usize = 40;

/// Pieces that a shorter text needs to be a reprint of one that equals it to the letter, headline and all.
const FEWEST_EQUAL_PIECES: usize = 8;

/// What a story is known by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Story<'a> {
    /// The headline, which may be empty.
    pub headline: &'a str,
    /// The running text; empty for what is to be compared with nothing.
    pub text: &'a str,
}

/// For every story the place of the first one that prints the same, its own place where none does so before it.
///
/// Texts are compared as repaired, by their letters alone, and each with first printings only: a story that is
/// rewritten little by little does not drag all its versions into one. A text too short for that is the same story only
/// under the same headline and with the same letters.
pub fn first_printings(stories: &[Story<'_>]) -> Vec<usize> {
    let pieces: Vec<FxHashSet<u64>> =
        stories.par_iter().map(|story| shingles(story.text).into_iter().collect()).collect();
    let signatures: Vec<_> = stories.par_iter().map(|story| signature(story.text)).collect();
    let mut met: FxHashMap<(usize, u64), Vec<usize>> = FxHashMap::default();
    let mut met_short: FxHashMap<[String; 2], usize> = FxHashMap::default();
    let mut firsts: Vec<usize> = (0..stories.len()).collect();
    for text in 0..stories.len() {
        if pieces[text].len() < FEWEST_PIECES {
            if pieces[text].len() >= FEWEST_EQUAL_PIECES && !stories[text].headline.is_empty() {
                firsts[text] = *met_short.entry(stories[text].letters()).or_insert(text);
            }
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

impl Story<'_> {
    fn letters(&self) -> [String; 2] {
        [self.headline, self.text].map(|part| part.chars().filter(|c| c.is_alphanumeric()).collect())
    }
}

/// Leaves each story once, in the words of its first printing; what has no text to compare, `""`, stays.
pub fn keep_first_printings<T>(items: &mut Vec<T>, story: impl Fn(&T) -> Story<'_>) {
    let stories: Vec<Story<'_>> = items.iter().map(story).collect();
    let firsts = first_printings(&stories);
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

    fn untitled(text: &str) -> Story<'_> {
        Story { headline: "", text }
    }

    #[test]
    fn a_story_with_other_marks_or_a_changed_word_is_the_same_and_a_rewritten_one_is_not() {
        let marked = STORY.replace('，', " ").replace('。', "\n");
        let changed = STORY.replace("昨日", "近日");
        let rewritten =
            STORY.replace("护林员在后山发现一窝刚出壳", "后山来了几十只").replace("孩子们轮流写", "老师带学生写");
        let texts = [STORY, "渡口新添两盏路灯。", &marked, &rewritten, &changed].map(untitled);
        assert_eq!(first_printings(&texts), [0, 1, 0, 3, 0]);
    }

    #[test]
    fn what_is_short_is_a_reprint_only_to_the_letter_and_under_the_same_headline() {
        let lamps =
            Story { headline: "渡口添灯", text: "渡口新添两盏路灯，夜里等船的人说亮堂多了。" };
        let marked =
            Story { headline: "渡口 添灯", text: "渡口新添两盏路灯,夜里等船的人说亮堂多了" };
        let elsewhere = Story { headline: "码头添灯", ..lamps };
        let caption = Story { headline: "图片新闻", text: "图为活动现场。" };
        let stories = [lamps, caption, marked, elsewhere, caption, untitled(lamps.text), Story::default()];
        assert_eq!(first_printings(&stories), [0, 1, 0, 3, 4, 5, 6]);
    }
}
