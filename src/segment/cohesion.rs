//! How much two stretches of a page have in common, counting what is rare on the page more.

use std::cell::RefCell;

use rustc_hash::FxHashMap;

use super::overlap::{Bigram, bigram, each_bigram, is_letter, rarity};

/// The bigrams of a page's blocks, numbered. They are read once, for stretches of the same blocks are compared often.
pub(super) struct Cohesion {
    numbers: FxHashMap<Bigram, u32>,
    /// The numbers of all blocks' bigrams, block by block.
    bigrams: Vec<u32>,
    blocks: Vec<Numbered>,
    /// What is known of each number; shared by all comparisons, so that none clears it.
    known: RefCell<Known>,
}

/// The bigrams of one block with its ends, which make bigrams with the blocks around it.
struct Numbered {
    /// Where its bigrams begin and end.
    bigrams: (usize, usize),
    first: Option<char>,
    last: Option<char>,
}

/// What is known of the bigrams, by number.
struct Known {
    /// The stretch, counted over all comparisons, that comes next.
    stretch: u32,
    of: Vec<Weighed>,
}

/// How much a bigram counts, and which stretch had it last.
#[derive(Clone, Copy)]
struct Weighed {
    weight: f64,
    stretch: u32,
}

/// What one pass over a stretch gathers.
#[derive(Default)]
struct Gathered {
    /// Weight of its distinct bigrams.
    weight: f64,
    /// Weight of those among them that the stretch before had too.
    shared: f64,
    /// Those over the edges of blocks that no block has.
    over_edges: Vec<Bigram>,
}

impl Cohesion {
    /// Reads the texts of a page's blocks.
    pub(super) fn new<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut numbers: FxHashMap<Bigram, u32> = FxHashMap::default();
        let (mut bigrams, mut blocks) = (Vec::new(), Vec::new());
        // How many blocks have each bigram, and the last that has it.
        let mut having: Vec<(u32, u32)> = Vec::new();
        for (text, block) in texts.into_iter().zip(1..) {
            let from = bigrams.len();
            bigrams.reserve(text.len() / 3);
            numbers.reserve(text.len() / 6);
            each_bigram([text], |bigram| {
                let number = *numbers.entry(bigram).or_insert_with(|| {
                    having.push((0, 0));
                    having.len() as u32 - 1
                });
                let (count, last) = &mut having[number as usize];
                *count += u32::from(*last != block);
                *last = block;
                bigrams.push(number);
            });
            let letter = |c: Option<char>| c.filter(|&c| is_letter(c));
            let (first, last) = (letter(text.chars().next()), letter(text.chars().next_back()));
            blocks.push(Numbered { bigrams: (from, bigrams.len()), first, last });
        }
        let by_count: Vec<f64> = (0..=blocks.len()).map(|having| rarity(blocks.len(), having)).collect();
        let weighed = |&(count, _): &(u32, u32)| Weighed { weight: by_count[count as usize], stretch: 0 };
        let known = RefCell::new(Known { stretch: 1, of: having.iter().map(weighed).collect() });
        Self { numbers, bigrams, blocks, known }
    }

    /// The weight of the bigrams that two stretches of blocks, each in its order, share, over the weight of the lighter
    /// one; 0 if one is empty.
    pub(super) fn between(&self, a: &[usize], b: &[usize]) -> f64 {
        let known = &mut *self.known.borrow_mut();
        let (before, after) = (self.gather(a, known), self.gather(b, known));
        known.stretch += 1;
        let unknown = rarity(self.blocks.len(), 0);
        let weight = |gathered: &Gathered| gathered.weight + unknown * gathered.over_edges.len() as f64;
        let lighter = weight(&before).min(weight(&after));
        let edges = before.over_edges.iter().filter(|edge| after.over_edges.contains(edge)).count();
        if lighter > 0.0 { (after.shared + unknown * edges as f64) / lighter } else { 0.0 }
    }

    /// Goes through a stretch; its number is the next one.
    fn gather(&self, blocks: &[usize], known: &mut Known) -> Gathered {
        let mut gathered = Gathered::default();
        let (before, current) = (known.stretch, known.stretch + 1);
        known.stretch = current;
        let mut take = |number: u32| {
            let Weighed { weight, stretch } = &mut known.of[number as usize];
            if *stretch != current {
                gathered.weight += *weight;
                gathered.shared += if *stretch == before { *weight } else { 0.0 };
                *stretch = current;
            }
        };
        let mut last = None;
        for block in blocks.iter().map(|&at| &self.blocks[at]) {
            if let Some(edge) = last.zip(block.first).map(|(last, first)| bigram(last, first)) {
                match self.numbers.get(&edge) {
                    Some(&number) => take(number),
                    None if gathered.over_edges.contains(&edge) => {}
                    None => gathered.over_edges.push(edge),
                }
            }
            let (from, to) = block.bigrams;
            self.bigrams[from..to].iter().for_each(|&number| take(number));
            last = block.last;
        }
        gathered
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_one_matter_hold_together() {
        let cohesion = Cohesion::new(["湖西渔政队开展夜查。", "渔政队收缴地笼。", "小学举行夜读。"]);
        assert!(cohesion.between(&[0], &[1]) > cohesion.between(&[0], &[2]));
        assert!((cohesion.between(&[0], &[0]) - 1.0).abs() < 1e-9);
        assert!(cohesion.between(&[0], &[]).abs() < f64::EPSILON);
    }

    #[test]
    fn a_headline_broken_in_mid_word_is_read_over_the_break() {
        let cohesion = Cohesion::new(["长江禁", "渔", "禁渔令"]);
        assert!(cohesion.between(&[0, 1], &[2]) > 0.0);
        assert!(cohesion.between(&[1, 0], &[2]).abs() < f64::EPSILON);
    }
}
