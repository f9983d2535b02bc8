//! Labels that are made wrong on purpose, to see whether an audit finds them.
//!
//! One row in twenty is flipped, chosen by a seeded hash of its number. Where every row of the table has one label, it
//! becomes another one. Otherwise one of these happens, each as likely as the others that the row allows: one of its
//! labels becomes another topic (rows with a label), a topic is added (all rows), or one of its labels is taken away
//! (rows with several labels). The other topic is drawn evenly from the table's topics that the row does not have.

use std::collections::BTreeSet;

/// One row in so many is flipped.
const ONE_IN: usize = 20;

/// A labels table with some rows flipped.
pub(crate) struct Flipped {
    /// The table as CSV.
    pub(crate) table: Vec<u8>,
    /// The flipped rows, numbered as a spreadsheet does.
    pub(crate) rows: BTreeSet<usize>,
}

/// Flips labels in a table whose labels stand in the column `topics` or `label`.
pub(crate) fn flip(table: &[u8], seed: u64) -> Flipped {
    let mut reader = csv::Reader::from_reader(table);
    let header = reader.headers().unwrap().clone();
    let column = header.iter().position(|name| ["topics", "label"].contains(&name)).unwrap();
    let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let mut labels: Vec<Vec<String>> = records.iter().map(|record| split(&record[column])).collect();
    let topics: Vec<String> = labels.iter().flatten().cloned().collect::<BTreeSet<_>>().into_iter().collect();
    let is_exclusive = labels.iter().all(|labels| labels.len() == 1);
    let mut places: Vec<usize> = (0..records.len()).collect();
    places.sort_by_key(|&place| hash(seed ^ hash(place as u64)));
    places.truncate(records.len() / ONE_IN);
    for &place in &places {
        let mut dice = Dice(hash(seed ^ hash(!(place as u64))));
        flip_row(&mut labels[place], &topics, is_exclusive, &mut dice);
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&header).unwrap();
    for (record, labels) in records.iter().zip(&labels) {
        let label = labels.join(";");
        writer
            .write_record(record.iter().enumerate().map(|(i, cell)| if i == column { &label } else { cell }))
            .unwrap();
    }
    Flipped { table: writer.into_inner().unwrap(), rows: places.into_iter().map(|place| place + 2).collect() }
}

fn split(cell: &str) -> Vec<String> {
    cell.split(';').filter(|label| !label.is_empty()).map(str::to_string).collect()
}

fn flip_row(labels: &mut Vec<String>, topics: &[String], is_exclusive: bool, dice: &mut Dice) {
    let others: Vec<&String> = topics.iter().filter(|topic| !labels.contains(topic)).collect();
    let other = others[dice.below(others.len())].clone();
    let own = dice.below(labels.len().max(1));
    let choices = match labels.len() {
        _ if is_exclusive => &["replace"][..],
        0 => &["add"],
        1 => &["add", "replace"],
        _ => &["add", "replace", "remove"],
    };
    match choices[dice.below(choices.len())] {
        "add" => labels.push(other),
        "replace" => labels[own] = other,
        _ => drop(labels.remove(own)),
    }
}

/// Numbers drawn one after another.
struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: usize) -> usize {
        self.0 = hash(self.0);
        (self.0 % sides as u64) as usize
    }
}

/// Spreads the bits of a number (the finalizer of splitmix64).
fn hash(x: u64) -> u64 {
    let x = x.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// Average precision of a ranking: the mean, over all flipped rows, of the precision at each one's rank; a flipped row
/// that is not listed counts 0.
pub(crate) fn average_precision(ranking: impl IntoIterator<Item = usize>, flipped: &BTreeSet<usize>) -> f64 {
    let (mut hits, mut sum) = (0.0, 0.0);
    for (row, rank) in ranking.into_iter().zip(1u32..) {
        if flipped.contains(&row) {
            hits += 1.0;
            sum += hits / f64::from(rank);
        }
    }
    sum / flipped.len().max(1) as f64
}
