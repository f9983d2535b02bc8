//! How much two stretches of a page have in common, counting what is rare on the page more.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::overlap::{Bigram, each_bigram, is_letter, rarity};

/// The bigrams of a page's blocks, numbered. They are read once, for stretches of the same blocks are compared often.
pub(super) struct Cohesion {
    numbers: FxHashMap<Bigram, u32>,
    blocks: Vec<Numbered>,
    /// How much each number counts.
    weights: Vec<f64>,
    /// For each number the stretch that had it last; shared by all comparisons, so that none clears it.
    seen: RefCell<Seen>,
}

/// The bigrams of one block with its ends, which make bigrams with the blocks around it.
struct Numbered {
    bigrams: Vec<u32>,
    first: Option<char>,
    last: Option<char>,
}

/// What was met last in which stretch.
struct Seen {
    stretch: u32,
    of: Vec<u32>,
}

/// The distinct bigrams of some blocks set one after the other.
pub(super) struct Stretch {
    bigrams: Vec<u32>,
    /// Those over the edges of blocks that no block has.
    over_edges: Vec<Bigram>,
}

impl Cohesion {
    /// Reads the texts of a page's blocks.
    pub(super) fn new<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut numbers: FxHashMap<Bigram, u32> = FxHashMap::default();
        let (mut frequency, mut last_block): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
        let mut blocks: Vec<Numbered> = Vec::new();
        for text in texts {
            let mut bigrams = Vec::with_capacity(text.len() / 3);
            let block = blocks.len() as u32 + 1;
            each_bigram([text], |bigram| {
                let next = frequency.len() as u32;
                let number = *numbers.entry(bigram).or_insert(next);
                if number == next {
                    frequency.push(0);
                    last_block.push(0);
                }
                let before = std::mem::replace(&mut last_block[number as usize], block);
                frequency[number as usize] += u32::from(before != block);
                bigrams.push(number);
            });
            let letter = |c: Option<char>| c.filter(|&c| is_letter(c));
            blocks.push(Numbered {
                bigrams,
                first: letter(text.chars().next()),
                last: letter(text.chars().next_back()),
            });
        }
        let by_frequency: Vec<f64> = (0..=blocks.len()).map(|having| rarity(blocks.len(), having)).collect();
        let weights: Vec<f64> = frequency.iter().map(|&having| by_frequency[having as usize]).collect();
        let seen = RefCell::new(Seen { stretch: 0, of: vec![0; weights.len()] });
        Self { numbers, blocks, weights, seen }
    }

    /// The stretch of some blocks, in this order.
    pub(super) fn stretch(&self, blocks: &[usize]) -> Stretch {
        let mut seen = self.seen.borrow_mut();
        seen.stretch += 1;
        let mut stretch = Stretch { bigrams: Vec::new(), over_edges: Vec::new() };
        let mut before = None;
        for block in blocks.iter().map(|&at| &self.blocks[at]) {
            let edge = before.zip(block.first);
            let number = edge.and_then(|edge| self.numbers.get(&edge).copied());
            if let (Some(edge), None) = (edge, number)
                && !stretch.over_edges.contains(&edge)
            {
                stretch.over_edges.push(edge);
            }
            let new = number.into_iter().chain(block.bigrams.iter().copied()).filter(|&number| seen.is_new(number));
            stretch.bigrams.extend(new);
            before = block.last;
        }
        stretch
    }

    /// The weight of the bigrams that two stretches share, over the weight of the lighter one; 0 if one is empty.
    pub(super) fn between(&self, a: &Stretch, b: &Stretch) -> f64 {
        let mut seen = self.seen.borrow_mut();
        seen.stretch += 1;
        let total =
            |bigrams: &mut dyn Iterator<Item = u32>| bigrams.map(|number| self.weights[number as usize]).sum::<f64>();
        let unknown = rarity(self.blocks.len(), 0);
        let weight =
            |stretch: &Stretch| total(&mut stretch.bigrams.iter().copied()) + unknown * stretch.over_edges.len() as f64;
        let lighter = weight(a).min(weight(b));
        b.bigrams.iter().for_each(|&number| _ = seen.is_new(number));
        let edges = a.over_edges.iter().filter(|edge| b.over_edges.contains(edge)).count();
        let shared = total(&mut a.bigrams.iter().copied().filter(|&number| !seen.is_new(number)));
        if lighter > 0.0 { (shared + unknown * edges as f64) / lighter } else { 0.0 }
    }
}

impl Seen {
    /// Whether a bigram is new to the stretch; it is not from now on.
    fn is_new(&mut self, number: u32) -> bool {
        std::mem::replace(&mut self.of[number as usize], self.stretch) != self.stretch
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_one_matter_hold_together() {
        let cohesion = Cohesion::new(["湖西渔政队开展夜查。", "渔政队收缴地笼。", "小学举行夜读。"]);
        let stretch = |at: usize| cohesion.stretch(&[at]);
        assert!(cohesion.between(&stretch(0), &stretch(1)) > cohesion.between(&stretch(0), &stretch(2)));
        assert!((cohesion.between(&stretch(0), &stretch(0)) - 1.0).abs() < 1e-9);
        assert!(cohesion.between(&stretch(0), &cohesion.stretch(&[])).abs() < f64::EPSILON);
    }

    #[test]
    fn a_headline_broken_in_mid_word_is_read_over_the_break() {
        let cohesion = Cohesion::new(["长江禁", "渔", "禁渔令"]);
        let broken = cohesion.stretch(&[0, 1]);
        assert!(cohesion.between(&broken, &cohesion.stretch(&[2])) > 0.0);
        let other = cohesion.stretch(&[1, 0]);
        assert!(cohesion.between(&other, &cohesion.stretch(&[2])).abs() < f64::EPSILON);
    }
}
