//! Same input, same bytes: whatever the threads, the order, the place and the time.

use std::collections::BTreeSet;

use super::batch::{files, issue};
use crate::harness::{Folder, rows};

const PAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages");

#[test]
fn o10_any_number_of_threads_gives_the_same_bytes() {
    let folder = Folder::new();
    for line in ["segment", "segment --format csv", "tag", "tag --format csv"] {
        let said = |jobs: &str| folder.bianmu(line).arg("--jobs").arg(jobs).arg(PAGES).any_stdout().run().stdout;
        let one = said("1");
        assert!(one.len() > 1000 && one == said("2") && one == said("7"), "{line}");
    }
}

#[test]
fn o10_shuffled_inputs_give_the_same_articles_and_the_same_counts() {
    let folder = issue(40);
    let names: Vec<String> = (0..40).map(|i| format!("issue/{:05}.txt", (i * 17 + 5) % 40)).collect();
    folder.bianmu("report issue --model model -o out").any_stderr().run();
    let mut shuffled = folder.bianmu("report --model model -o shuffled");
    for name in &names {
        shuffled = shuffled.arg(name);
    }
    shuffled.any_stderr().run();
    let articles = |out: &str| rows(&folder.read(&format!("{out}/articles.csv"))).into_iter().collect::<BTreeSet<_>>();
    assert_eq!(articles("out"), articles("shuffled"));
    assert_eq!(folder.read("out/counts.csv"), folder.read("shuffled/counts.csv"));
}

#[test]
fn o11_language_and_time_zone_change_nothing() {
    let folder = issue(3);
    let runs = [("C", "UTC"), ("zh_CN.UTF-8", "Asia/Shanghai"), ("tr_TR.UTF-8", "America/St_Johns")];
    let results = runs.map(|(language, zone)| {
        let mut command = folder.bianmu("report issue --model model -o out").command();
        let status = command.env("LANG", language).env("LC_ALL", language).env("TZ", zone).status().unwrap();
        assert!(status.success(), "{language}");
        files(&folder.path("out"))
    });
    assert!(results[0] == results[1] && results[0] == results[2]);
}

#[test]
fn o20_the_counts_add_up_to_the_articles() {
    let folder = Folder::new();
    folder.bianmu("report -o out --printed").arg(PAGES).any_stderr().run();
    let articles = rows(&folder.read("out/articles.csv"));
    let place = |name: &str| articles[0].iter().position(|column| column == name).unwrap();
    let (topics, districts, continues) = (place("topics"), place("districts"), place("continues"));
    let several = |cell: &str| cell.split(';').count() as u64;
    let begun = articles[1..].iter().filter(|row| row[continues].is_empty());
    let cells: u64 = begun.map(|row| several(&row[topics]) * several(&row[districts])).sum();
    let counts = rows(&folder.read("out/counts.csv"));
    let counted: u64 = counts[1..].iter().map(|row| row[2].parse::<u64>().unwrap()).sum();
    assert!(counted > 50);
    assert_eq!(counted, cells);
}
