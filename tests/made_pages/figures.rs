//! How well made pages are split, in all and habit by habit.

use std::collections::BTreeMap;
use std::fmt::Write;

use bianmu::evaluate::pages::{Comparison, GoldPage, SegmentationCounts};
use bianmu::item::{Item, ItemKind};
use bianmu::page::Page;
use bianmu::segment::Segmenter;

use crate::gold::MadePage;
use crate::habits::Habit;

/// Items with a habit.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Share {
    items: usize,
    exact: usize,
    headline: usize,
}

impl Share {
    fn add(&mut self, exact: usize, headline: usize) {
        self.items += 1;
        self.exact += exact;
        self.headline += headline;
    }
}

/// The figures of a run.
#[derive(Default)]
pub(crate) struct Figures {
    pub(crate) counts: SegmentationCounts,
    all: Share,
    by_habit: BTreeMap<Habit, Share>,
    /// One line for each item that is not exact or lacks its headline.
    pub(crate) misses: Vec<String>,
}

impl Figures {
    /// Splits a page and adds what came of it.
    pub(crate) fn add(&mut self, made: &MadePage, segmenter: &Segmenter) {
        let page = Page::parse(&made.name, &made.text);
        let items = segmenter.segment(&page);
        self.counts += SegmentationCounts::of(&page, &made.gold, &items);
        for (gold, found) in Comparison::new(&page, &made.gold, &items).pairs() {
            let only = GoldPage { items: vec![gold.clone()], ..made.gold.clone() };
            let counts = found.map(|(item, _)| SegmentationCounts::of(&page, &only, std::slice::from_ref(item)));
            let (exact, headline) = counts.map_or((0, 0), |counts| (counts.exact, counts.headline));
            if exact + headline < 2 {
                let found = found.map(|(item, _)| item);
                self.misses.push(format!("{} {}: {}", made.name, gold.id, miss(gold, found, exact, headline)));
            }
            self.all.add(exact, headline);
            for habit in made.habits.iter().chain(&made.item_habits[&gold.id]) {
                self.by_habit.entry(*habit).or_default().add(exact, headline);
            }
        }
    }

    /// The table: for each habit, exact and headline with it and without it, what hurts most first.
    pub(crate) fn table(&self) -> String {
        let figures = self.counts.figures();
        let mut table = format!(
            "items {}, B-cubed F1 {:.4}, exact {:.4}, headline {:.4}, byline {:.4}, kind {:.4}, banners {:.4}, invented {}, check {:.4}, exact without check {:.4}\n",
            figures.items,
            figures.b_cubed_f1,
            figures.exact,
            figures.headline,
            figures.byline,
            figures.kind,
            figures.banners_found,
            figures.invented,
            figures.checked,
            figures.unchecked_exact,
        );
        let mut rows: Vec<(f64, Habit, &Share)> =
            self.by_habit.iter().map(|(habit, share)| (self.lost(share), *habit, share)).collect();
        rows.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        table.push_str("habit                        items   exact  without | headline without | lost\n");
        for (lost, habit, share) in rows {
            let rest = self.without(share);
            let _ = writeln!(
                table,
                "{:<27} {:>6}  {:.4}   {:.4} |   {:.4}  {:.4} | {lost:>5.0}",
                format!("{habit:?}"),
                share.items,
                ratio(share.exact, share.items),
                ratio(rest.exact, rest.items),
                ratio(share.headline, share.items),
                ratio(rest.headline, rest.items),
            );
        }
        table
    }

    fn without(&self, share: &Share) -> Share {
        Share {
            items: self.all.items - share.items,
            exact: self.all.exact - share.exact,
            headline: self.all.headline - share.headline,
        }
    }

    /// How many exact items more there would be if those with the habit were found as often as the others.
    fn lost(&self, share: &Share) -> f64 {
        let rest = self.without(share);
        ratio(rest.exact, rest.items) * share.items as f64 - share.exact as f64
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}

fn miss(gold: &bianmu::evaluate::pages::GoldItem, found: Option<&Item>, exact: usize, headline: usize) -> String {
    let kind = gold.kind.as_str();
    let what = if exact == 0 { "not exact" } else { "exact" };
    let title = if headline == 0 { "wrong headline" } else { "right headline" };
    let ours = found.map_or_else(
        || "nothing".to_string(),
        |item| {
            format!(
                "{}`{}` {:?} {:?}{}",
                if item.kind == ItemKind::Banner { "banner " } else { "" },
                item.headline,
                item.headline_lines,
                item.body_lines,
                if item.check { " check" } else { "" }
            )
        },
    );
    format!(
        "{kind} {what}, {title}; gold `{}` {:?} {:?}; ours {ours}",
        gold.headline, gold.headline_lines, gold.body_lines
    )
}
