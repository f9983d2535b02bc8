//! The parts of the image, each a file of numbers, the lower bytes first.

use std::collections::HashMap;

use crate::dictionary::Dictionary;
use crate::double_array;
use crate::layout::{JOINS, WEIGHT_BITS, joins};
use crate::trie::{Trie, Word};

/// Makes the files of the image, with their names.
pub(crate) fn files(dictionary: &Dictionary<'_>) -> Result<[(&'static str, Vec<u8>); 4], String> {
    let characters = dictionary.characters();
    let frequencies = dictionary.frequencies();
    if frequencies.len() >> WEIGHT_BITS != 0 {
        return Err(format!("its words have more than {} frequencies", 1u32 << WEIGHT_BITS));
    }
    let codes: HashMap<char, u32> = characters.iter().copied().zip(1..).collect();
    let weights: HashMap<u64, u64> = frequencies.iter().copied().zip(1..).collect();
    let mut words: Vec<Word> = Vec::with_capacity(dictionary.words.len());
    for (word, frequency) in &dictionary.words {
        let codes = word.chars().map(|c| codes[&c]).collect();
        words.push(Word { codes, weight: weights[frequency], frequency: *frequency });
    }
    words.sort_unstable();
    let (trie, codes_count) = (Trie::new(&words), characters.len() + 1);
    let slots = double_array::slots(&trie, codes_count)?;
    let firsts = double_array::firsts(&trie, &slots, codes_count);
    // The weight of number 0 is that of no word; its place holds the total.
    let frequencies: Vec<u64> = std::iter::once(dictionary.total).chain(frequencies).collect();
    let bytes = |numbers: &[u64]| numbers.iter().flat_map(|number| number.to_le_bytes()).collect();
    Ok([
        ("characters", characters_table(&characters)?),
        ("firsts", bytes(&firsts)),
        ("nodes", bytes(&slots)),
        ("frequencies", bytes(&frequencies)),
    ])
}

/// For each character of the basic plane its code and whether it joins.
fn characters_table(characters: &[char]) -> Result<Vec<u8>, String> {
    let mut table = vec![0u16; 1 << 16];
    for (place, entry) in table.iter_mut().enumerate() {
        if char::from_u32(place as u32).is_some_and(joins) {
            *entry |= JOINS;
        }
    }
    for (&c, code) in characters.iter().zip(1..) {
        let entry = table.get_mut(c as usize).filter(|_| code < JOINS);
        *entry.ok_or(format!("the character `{c}` has no place in the table"))? |= code;
    }
    Ok(table.into_iter().flat_map(u16::to_le_bytes).collect())
}
