//! Any lines of JSON are tagged articles or an error; their counts add up and can be written.
#![no_main]

use bianmu::count::{Column, Counts};
use bianmu::export::counts::{CountsForm, write_counts};
use bianmu::export::csv::CsvStyle;
use bianmu::tag::TaggedItem;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let items: Vec<TaggedItem> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let counts = Counts::of(&Column::DEFAULT, &items);
    let counted = items.iter().filter(|tagged| tagged.item.is_counted());
    let cells: usize = counted.map(|tagged| tagged.districts.len().max(1) * tagged.topics.len().max(1)).sum();
    assert_eq!(counts.sum(), cells as u64);
    let mut table = Vec::new();
    write_counts(&counts, CountsForm::default(), &mut table, CsvStyle::Excel).expect("memory can be written");
});
