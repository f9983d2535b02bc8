//! How high an audit ranks flipped labels: `cargo bench --bench audit [-- LABELS.csv…]`; without a table, the starter
//! corpus. What is flipped, and what average precision is: `tests/flips/mod.rs`.

#[path = "../tests/flips/mod.rs"]
#[allow(clippy::unwrap_used)]
mod flips;

mod tables;

use std::fs;

use bianmu::audit::{Kind, LabelsTable, audit};
use bianmu::builtin;
use bianmu::train::{NBSVM, Trainer, TrainerConfig};

/// Seeds of the flips.
const SEEDS: [u64; 3] = [1, 2, 3];

fn main() {
    let Some(paths) = tables::asked_for() else { return };
    println!("{:>5} {:>6} {:>8} {:>6} {:>6} {:>9}  table", "seed", "rows", "flipped", "listed", "found", "precision");
    for path in &paths {
        let table = fs::read(path).expect("the table can be read");
        for seed in SEEDS {
            measure(path, &table, seed);
        }
    }
}

/// Flips labels, ranks the rows, and prints a line.
fn measure(path: &str, table: &[u8], seed: u64) {
    let flipped = flips::flip(table, seed);
    let config = TrainerConfig { algorithms: vec![NBSVM], ..TrainerConfig::DEFAULT };
    let trainer = Trainer::new(config, builtin::WORDS, builtin::STOP_WORDS).expect("the built-in words are sound");
    let taxonomy = builtin::taxonomy().expect("the built-in taxonomy opens");
    let table = LabelsTable::from_csv(path, flipped.table, &taxonomy).expect("the table is sound");
    let changes = audit(&table, &taxonomy, &trainer).expect("the labels can be trained on");
    let is_doubt = |kind: Kind| matches!(kind, Kind::WrongLabel | Kind::MissingLabel | Kind::ContradictingCopy);
    let listed = || changes.iter().filter(|change| is_doubt(change.kind)).filter_map(|change| change.row);
    let found = listed().filter(|row| flipped.rows.contains(row)).count();
    let precision = flips::average_precision(changes.iter().filter_map(|change| change.row), &flipped.rows);
    let (rows, flipped, listed) = (table.rows().len(), flipped.rows.len(), listed().count());
    println!("{seed:>5} {rows:>6} {flipped:>8} {listed:>6} {found:>6} {precision:>9.3}  {path}");
}
