//! Finds slots for the nodes of a trie.

use std::cmp::Reverse;

use crate::layout::{CHECK, FILTER, FILTER_BITS, FIRST, FIRST_FILTER_BITS, SLOT_BITS, WEIGHT, bit_of};
use crate::trie::{Node, Trie};

/// Finds slots for the nodes of a trie with `codes` codes, and fills them. The slots from 0 on are those of the nodes of
/// one character, by their codes.
pub(crate) fn slots(trie: &Trie, codes: usize) -> Result<Vec<u64>, String> {
    let bases = bases(trie, codes);
    let mut slots = Vec::new();
    // A parent stands before its children, so that its place is known.
    let mut places = vec![0; trie.nodes.len()];
    for (at, node) in trie.nodes.iter().enumerate() {
        let base = bases[at];
        let filter =
            node.children.clone().fold(0, |bits, child| bits | 1 << bit_of(trie.nodes[child].code, FILTER_BITS));
        for child in node.children.clone() {
            places[child] = base ^ trie.nodes[child].code as usize;
        }
        if base.max(places[at]) >> SLOT_BITS != 0 {
            return Err(format!("its words need more than {} slots", 1u32 << SLOT_BITS));
        }
        if places[at] >= slots.len() {
            slots.resize(places[at] + 1, 0);
        }
        if at > 0 {
            let parent = places[node.parent] as u64;
            slots[places[at]] = base as u64 | parent << CHECK | node.weight << WEIGHT | filter << FILTER;
        }
    }
    Ok(slots)
}

/// The entries of the nodes of one character: what their slots hold, and filters of their children.
pub(crate) fn firsts(trie: &Trie, slots: &[u64], codes: usize) -> Vec<u64> {
    let mut firsts = vec![0; codes * FIRST];
    for node in &trie.nodes[trie.nodes[0].children.clone()] {
        let entry = &mut firsts[node.code as usize * FIRST..][..FIRST];
        entry[0] = slots[node.code as usize];
        for child in node.children.clone() {
            let bit = bit_of(trie.nodes[child].code, FIRST_FILTER_BITS) as usize;
            entry[1 + bit / 64] |= 1 << (bit % 64);
        }
    }
    firsts
}

/// The base of each node's children.
fn bases(trie: &Trie, codes: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (1..trie.nodes.len()).filter(|&at| !trie.nodes[at].children.is_empty()).collect();
    // Many children need much room, and few fill what is left; what texts often need stands close together.
    order.sort_by_key(|&at| {
        let Node { children, frequency, .. } = &trie.nodes[at];
        (Reverse(class(children.len())), Reverse(*frequency))
    });
    let mut bases = vec![0; trie.nodes.len()];
    let mut room = Room { taken: vec![true; codes], from: 0 };
    let mut before = 0;
    for at in order {
        let children = trie.nodes[at].children.clone();
        if class(children.len()) != before {
            before = class(children.len());
            room.from = codes;
        }
        let codes: Vec<usize> = children.map(|child| trie.nodes[child].code as usize).collect();
        bases[at] = room.take(&codes);
    }
    bases
}

/// Nodes of one class have about as many children: half as many again at most.
fn class(children: usize) -> u32 {
    let bits = children.ilog2();
    2 * bits + u32::from(bits > 0 && children >> (bits - 1) & 1 == 1)
}

/// Which slots are taken.
struct Room {
    taken: Vec<bool>,
    /// Where the search begins: further on no base was found.
    from: usize,
}

impl Room {
    /// Takes slots for all of these codes, and returns their base.
    fn take(&mut self, codes: &[usize]) -> usize {
        let first = codes[0];
        let is_free = |taken: &[bool], slot: usize| !taken.get(slot).copied().unwrap_or_default();
        while !codes.iter().all(|code| is_free(&self.taken, self.from ^ first ^ code)) {
            self.from += 1;
        }
        let base = self.from ^ first;
        for slot in codes.iter().map(|code| base ^ code) {
            if slot >= self.taken.len() {
                self.taken.resize(slot + 1, false);
            }
            self.taken[slot] = true;
        }
        base
    }
}
