//! Pages made from labelled articles with real papers' habits switched on and off at random, and exact gold.
//!
//! The figures of a longer run, habit by habit:
//! `MADE_PAGES=1000 MADE_SEED=7 cargo test --release --test made_pages -- --nocapture figures`.
//! `MADE_MISSES=1` lists what was missed, and `MADE_SHOW=7000012` prints the page of that seed with its gold.

mod article;
mod aside;
mod banner;
mod byline;
mod compose;
mod figures;
mod glyphs;
mod gold;
mod habits;
mod headline;
mod kicker;
mod layout;
mod piece;
mod plan;
mod rng;
mod sheet;
mod subhead;
mod texts;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use bianmu::item::ItemKind;
use bianmu::page::Page;
use bianmu::segment::Segmenter;

use article::Material;
use figures::Figures;
use gold::{MadePage, make};
use habits::Habit;

/// Pages of a plain `cargo test`.
const PAGES: u64 = 60;
/// Pages in which the rarest habit, one page in 100, occurs.
const HABIT_PAGES: u64 = 600;
/// Seeds of one run lie together and far from those of another.
const SEEDS_APART: u64 = 1_000_000;

fn pages(seed: u64, count: u64) -> impl Iterator<Item = MadePage> {
    let material = Material::load();
    (0..count).map(move |number| make(&material, seed * SEEDS_APART + number))
}

/// A number in the environment of the test.
fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn the_same_seed_makes_the_same_page() {
    for (one, other) in pages(1, 8).zip(pages(1, 8)) {
        assert_eq!(one.text, other.text);
        assert_eq!(one.gold, other.gold);
    }
}

#[test]
fn gold_names_every_line_once_and_fits_itself() {
    for made in pages(2, PAGES) {
        let page = Page::parse(&made.name, &made.text);
        let ranges = made.gold.items.iter().flat_map(|item| &item.body_lines).flat_map(|&[from, to]| from..=to);
        let headlines = made.gold.items.iter().flat_map(|item| item.headline_lines.iter().copied());
        let is_blank = |line: usize| page.line(line - 1).is_blank();
        assert_each_line_once(&page, ranges.chain(headlines).filter(|&line| !is_blank(line)));
    }
}

#[test]
fn every_habit_occurs() {
    let seen: BTreeSet<Habit> = pages(5, HABIT_PAGES)
        .flat_map(|made| made.habits.into_iter().chain(made.item_habits.into_values().flatten()))
        .collect();
    assert_eq!(seen.len(), Habit::SplitPhotoGroup as usize + 1, "{seen:?}");
}

#[test]
fn every_line_of_a_page_is_in_exactly_one_item() {
    let segmenter = Segmenter::new();
    for made in pages(3, PAGES) {
        let page = Page::parse(&made.name, &made.text);
        let items = segmenter.segment(&page);
        let lines = items.iter().flat_map(bianmu::item::Item::lines);
        assert_each_line_once(&page, lines.filter(|&line| !page.line(line - 1).is_blank()));
        assert_eq!(items, Segmenter::new().segment(&page));
    }
}

#[track_caller]
fn assert_each_line_once(page: &Page, lines: impl Iterator<Item = usize>) {
    let mut owners: BTreeMap<usize, usize> = BTreeMap::new();
    lines.for_each(|line| *owners.entry(line).or_default() += 1);
    for (line, number) in page.lines().zip(1..) {
        let expected = usize::from(!line.is_blank());
        assert_eq!(
            owners.get(&number).copied().unwrap_or_default(),
            expected,
            "{}:{number} `{}`",
            page.name,
            line.text
        );
    }
}

#[test]
fn an_empty_page_has_no_items() {
    let segmenter = Segmenter::new();
    for text in ["", "\n", "\n\n \n\u{3000}\n"] {
        assert!(segmenter.segment(&Page::parse("empty", text)).is_empty());
    }
}

/// Floors a little under what the pages of a plain `cargo test` measure: 0.976, 0.781 and 0.802.
/// More labelled articles make other pages, which moves the figures by a point or two.
const B_CUBED_FLOOR: f64 = 0.96;
const EXACT_FLOOR: f64 = 0.75;
const HEADLINE_FLOOR: f64 = 0.77;
/// Seed of the pages that the floors are for.
const FLOOR_SEED: u64 = 4;

#[test]
fn figures_hold() {
    if let Some(seed) = setting("MADE_SHOW") {
        return show(&make(&Material::load(), seed));
    }
    let (seed, count) = (setting("MADE_SEED"), setting("MADE_PAGES"));
    let segmenter = Segmenter::new();
    let mut figures = Figures::default();
    for made in pages(seed.unwrap_or(FLOOR_SEED), count.unwrap_or(PAGES)) {
        figures.add(&made, &segmenter);
    }
    if setting("MADE_MISSES").is_some() {
        figures.misses.iter().for_each(|miss| println!("{miss}"));
    }
    println!("{}", figures.table());
    if seed.is_none() && count.is_none() {
        let measured = figures.counts.figures();
        assert!(measured.b_cubed_f1 >= B_CUBED_FLOOR, "B-cubed F1 {:.4}", measured.b_cubed_f1);
        assert!(measured.exact >= EXACT_FLOOR, "exact {:.4}", measured.exact);
        assert!(measured.headline >= HEADLINE_FLOOR, "headline {:.4}", measured.headline);
    }
}

/// Prints a page with the item that each line belongs to, by the gold and as split.
fn show(made: &MadePage) {
    println!("{} {:?}", made.name, made.habits);
    for item in &made.gold.items {
        println!("{} {:?} `{}` {} {:?}", item.id, item.kind, item.headline, item.byline, made.item_habits[&item.id]);
    }
    let gold = made.gold.items.iter();
    let gold = owners(gold.map(|item| (item.id.as_str(), &item.headline_lines[..], &item.body_lines[..])));
    let items = Segmenter::new().segment(&Page::parse("", &made.text));
    let split = items.iter().filter(|item| item.kind != ItemKind::Banner);
    let split = owners(split.map(|item| (item.id.as_str(), &item.headline_lines[..], &item.body_lines[..])));
    let of = |owners: &BTreeMap<usize, String>, line| owners.get(&line).cloned().unwrap_or_default();
    for (line, number) in made.text.lines().zip(1..) {
        println!("{number:>4} {:<5}{:<5}{line}", of(&gold, number), of(&split, number));
    }
}

/// The item of each line; `h` marks a headline's lines.
fn owners<'a>(items: impl Iterator<Item = (&'a str, &'a [usize], &'a [[usize; 2]])>) -> BTreeMap<usize, String> {
    let mut owners = BTreeMap::new();
    for (id, headline_lines, body_lines) in items {
        owners.extend(headline_lines.iter().map(|&line| (line, format!("{id}h"))));
        owners.extend(body_lines.iter().flat_map(|&[from, to]| from..=to).map(|line| (line, id.to_string())));
    }
    owners
}
