//! Page gold: how well pages are split into items.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::item::{Item, ItemKind};
use crate::measure::ratio;
use crate::page::Page;

/// The gold of one page, as people write it in `NAME.json` beside `NAME.txt`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct GoldPage {
    /// The page's name.
    pub page: String,
    /// The paper's home district or city; empty where it is unknown.
    #[serde(default)]
    pub home_district: Option<String>,
    /// Its items.
    pub items: Vec<GoldItem>,
}

/// One item of a page's gold; line numbers are 1-based and inclusive.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct GoldItem {
    /// Its name on the page.
    pub id: String,
    /// What kind of piece it is.
    pub kind: ItemKind,
    /// The main headline.
    pub headline: String,
    /// Lines of headline, kicker and sub-headline.
    pub headline_lines: Vec<usize>,
    /// Ranges of the body's lines.
    pub body_lines: Vec<[usize; 2]>,
    /// Writers as printed.
    pub byline: String,
    /// ISO date of the event.
    pub event_date: String,
    /// Topics, the main one first.
    pub topics: Vec<String>,
    /// Districts, the main one first.
    pub districts: Vec<String>,
}

impl GoldPage {
    /// Reads the gold of a page from JSON.
    ///
    /// # Errors
    ///
    /// The JSON is malformed, or a range is empty or runs past the page's end.
    pub fn from_json(name: &str, json: &str, page: &Page) -> Result<Self> {
        let gold: Self = serde_json::from_str(json)
            .map_err(|error| Error::row(name, error.line() as u64, format!("no page gold: {error}")))?;
        let last = page.lines().len();
        let is_outside = |line: usize| line == 0 || line > last;
        for item in &gold.items {
            let is_wrong = item.headline_lines.iter().any(|&line| is_outside(line))
                || item.body_lines.iter().any(|&[from, to]| is_outside(from) || is_outside(to) || from > to);
            if is_wrong {
                let message = format!("item `{}` names lines that the page of {last} lines does not have", item.id);
                return Err(Error::row(name, 1, message));
            }
        }
        Ok(gold)
    }
}

/// A gold item counts as found when it and an item of the program share at least this much of their lines
/// (intersection over union).
pub const FOUND_AT: f64 = 0.8;
/// An item of the program counts as invented when no gold item shares this much with it.
pub const INVENTED_BELOW: f64 = 0.1;

/// How well items were found; every figure but the last two is a count of gold items other than banners.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub struct SegmentationCounts {
    /// Gold items other than banners.
    pub items: usize,
    /// Their non-blank lines are exactly an item's.
    pub exact: usize,
    /// Intersection over union of the lines is at least 0.8.
    pub found: usize,
    /// The main headline is the gold one, blanks and quotation marks aside.
    pub headline: usize,
    /// The byline is the gold one, blanks aside.
    pub byline: usize,
    /// The date is the gold one.
    pub date: usize,
    /// The kind is the gold one.
    pub kind: usize,
    /// Gold banners.
    pub banners: usize,
    /// Gold banners of which every line is in a banner of the program.
    pub banners_found: usize,
    /// Items of the program other than banners that no gold item shares a tenth of its lines with.
    pub invented: usize,
    /// Characters, times twice their B-cubed precision and recall; see [`SegmentationCounts::b_cubed`].
    characters: f64,
    precision: f64,
    recall: f64,
    /// Items of the program other than banners.
    pub predicted: usize,
    /// Of these, items with `check` set.
    pub checked: usize,
    /// Items without `check` that are exact.
    pub unchecked_exact: usize,
}

/// The figures of a set of pages.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Segmentation {
    /// Gold items other than banners.
    pub items: usize,
    /// Share of them whose non-blank lines are exactly an item's.
    pub exact: f64,
    /// Share with an intersection over union of lines of at least 0.8.
    pub iou_80: f64,
    /// Share whose main headline is right.
    pub headline: f64,
    /// Share whose byline is right.
    pub byline: f64,
    /// Share whose date is right.
    pub date: f64,
    /// Share whose kind is right.
    pub kind: f64,
    /// Gold banners.
    pub banners: usize,
    /// Share of them found as banners.
    pub banners_found: f64,
    /// Items that no gold item shares a tenth of its lines with.
    pub invented: usize,
    /// B-cubed F1 over characters (Bagga & Baldwin 1998).
    pub b_cubed_f1: f64,
    /// Share of the program's items with `check` set.
    pub checked: f64,
    /// Share of the items without `check` that are exact.
    pub unchecked_exact: f64,
}

impl SegmentationCounts {
    /// Compares one page.
    pub fn of(page: &Page, gold: &GoldPage, items: &[Item]) -> Self {
        let comparison = Comparison::new(page, gold, items);
        comparison.counts()
    }

    /// B-cubed F1: for every character, how much of its item and of its gold item the two share, averaged over
    /// characters as precision and recall. Banners are clusters like any other.
    fn b_cubed(&self) -> f64 {
        let (precision, recall) = (self.precision / self.characters, self.recall / self.characters);
        if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
    }

    /// The figures.
    pub fn figures(&self) -> Segmentation {
        let share = |part| ratio(part, self.items);
        Segmentation {
            items: self.items,
            exact: share(self.exact),
            iou_80: share(self.found),
            headline: share(self.headline),
            byline: share(self.byline),
            date: share(self.date),
            kind: share(self.kind),
            banners: self.banners,
            banners_found: ratio(self.banners_found, self.banners),
            invented: self.invented,
            b_cubed_f1: self.b_cubed(),
            checked: ratio(self.checked, self.predicted),
            unchecked_exact: ratio(self.unchecked_exact, self.predicted - self.checked),
        }
    }
}

impl std::ops::AddAssign for SegmentationCounts {
    fn add_assign(&mut self, other: Self) {
        self.items += other.items;
        self.exact += other.exact;
        self.found += other.found;
        self.headline += other.headline;
        self.byline += other.byline;
        self.date += other.date;
        self.kind += other.kind;
        self.banners += other.banners;
        self.banners_found += other.banners_found;
        self.invented += other.invented;
        self.characters += other.characters;
        self.precision += other.precision;
        self.recall += other.recall;
        self.predicted += other.predicted;
        self.checked += other.checked;
        self.unchecked_exact += other.unchecked_exact;
    }
}

/// A gold page and the program's items side by side; lines are 1-based and non-blank.
pub struct Comparison<'a> {
    page: &'a Page,
    gold: Vec<(&'a GoldItem, BTreeSet<usize>)>,
    items: Vec<(&'a Item, BTreeSet<usize>)>,
}

impl<'a> Comparison<'a> {
    /// Puts the two side by side.
    pub fn new(page: &'a Page, gold: &'a GoldPage, items: &'a [Item]) -> Self {
        let is_text = |line: &usize| !page.line(line - 1).is_blank();
        let gold_lines = |item: &GoldItem| {
            let body = item.body_lines.iter().flat_map(|&[from, to]| from..=to);
            body.chain(item.headline_lines.iter().copied()).filter(is_text).collect()
        };
        let item_lines = |item: &Item| item.lines().into_iter().filter(is_text).collect();
        Self {
            page,
            gold: gold.items.iter().map(|item| (item, gold_lines(item))).collect(),
            items: items.iter().map(|item| (item, item_lines(item))).collect(),
        }
    }

    /// Pairs gold items with items one to one, the best pairs first; banners pair with nothing.
    pub fn pairs(&self) -> Vec<(&'a GoldItem, Option<(&'a Item, f64)>)> {
        let mut candidates = Vec::new();
        for (g, (gold, gold_lines)) in self.gold.iter().enumerate() {
            for (i, (item, item_lines)) in self.items.iter().enumerate() {
                let iou = intersection_over_union(gold_lines, item_lines);
                if gold.kind != ItemKind::Banner && item.kind != ItemKind::Banner && iou > 0.0 {
                    candidates.push((iou, g, i));
                }
            }
        }
        candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut partner: BTreeMap<usize, (usize, f64)> = BTreeMap::new();
        let mut taken = BTreeSet::new();
        for (iou, g, i) in candidates {
            if !partner.contains_key(&g) && taken.insert(i) {
                partner.insert(g, (i, iou));
            }
        }
        let paired = |g: usize| partner.get(&g).map(|&(i, iou)| (self.items[i].0, iou));
        let is_item = |g: &usize| self.gold[*g].0.kind != ItemKind::Banner;
        (0..self.gold.len()).filter(is_item).map(|g| (self.gold[g].0, paired(g))).collect()
    }

    fn counts(&self) -> SegmentationCounts {
        let mut counts = SegmentationCounts::default();
        for (gold, partner) in self.pairs() {
            counts.items += 1;
            let Some((item, iou)) = partner else { continue };
            let is_exact = (iou - 1.0).abs() < f64::EPSILON;
            counts.exact += usize::from(is_exact);
            counts.unchecked_exact += usize::from(is_exact && !item.check);
            counts.found += usize::from(iou >= FOUND_AT);
            counts.headline += usize::from(plain(&item.headline) == plain(&gold.headline));
            counts.byline += usize::from(plain(&item.byline) == plain(&gold.byline));
            counts.date += usize::from(item.date == gold.event_date);
            counts.kind += usize::from(item.kind == gold.kind);
        }
        self.count_banners(&mut counts);
        self.count_items(&mut counts);
        self.count_characters(&mut counts);
        counts
    }

    fn count_banners(&self, counts: &mut SegmentationCounts) {
        let banner_lines: BTreeSet<usize> = self
            .items
            .iter()
            .filter(|(item, _)| item.kind == ItemKind::Banner)
            .flat_map(|(_, lines)| lines)
            .copied()
            .collect();
        for (_, lines) in self.gold.iter().filter(|(gold, _)| gold.kind == ItemKind::Banner) {
            counts.banners += 1;
            counts.banners_found += usize::from(lines.is_subset(&banner_lines));
        }
    }

    fn count_items(&self, counts: &mut SegmentationCounts) {
        for (item, lines) in self.items.iter().filter(|(item, _)| item.kind != ItemKind::Banner) {
            counts.predicted += 1;
            counts.checked += usize::from(item.check);
            let best = self
                .gold
                .iter()
                .filter(|(gold, _)| gold.kind != ItemKind::Banner)
                .map(|(_, gold)| intersection_over_union(gold, lines));
            counts.invented += usize::from(best.fold(0.0, f64::max) < INVENTED_BELOW);
        }
    }

    fn count_characters(&self, counts: &mut SegmentationCounts) {
        let size = |lines: &BTreeSet<usize>| -> f64 {
            lines.iter().map(|line| self.page.line(line - 1).text.chars().count() as f64).sum()
        };
        for (_, gold) in &self.gold {
            for (_, item) in &self.items {
                let shared = size(&gold.intersection(item).copied().collect());
                if shared > 0.0 {
                    counts.precision += shared * shared / size(item);
                    counts.recall += shared * shared / size(gold);
                    counts.characters += shared;
                }
            }
        }
    }
}

fn intersection_over_union(a: &BTreeSet<usize>, b: &BTreeSet<usize>) -> f64 {
    ratio(a.intersection(b).count(), a.union(b).count())
}

/// A headline or byline for comparing: without blanks, and with one kind of quotation marks and brackets.
fn plain(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '『' | '「' | '"' | '“' => '“',
            '』' | '」' | '”' => '”',
            '(' => '（',
            ')' => '）',
            ':' => '：',
            ',' => '，',
            c => c,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gold(json: &str, page: &Page) -> GoldPage {
        GoldPage::from_json("g.json", json, page).unwrap()
    }

    fn item(kind: ItemKind, headline_lines: &[usize], body: [usize; 2], headline: &str) -> Item {
        Item {
            page: "p".into(),
            id: "p#1".into(),
            kind,
            headline: headline.into(),
            headline_lines: headline_lines.to_vec(),
            body_lines: vec![body],
            byline: String::new(),
            date: String::new(),
            text: String::new(),
            check: false,
            continues: String::new(),
            published: String::new(),
        }
    }

    /// Two gold articles of 3 and 2 lines and a banner; the program gives the last line of the first to the second.
    #[test]
    fn figures_by_hand() {
        let page = Page::parse("p", "题\n甲甲\n乙乙\n\n丙丙\n丁丁\n横幅\n");
        let gold = gold(
            r#"{"page":"p","items":[
            {"id":"a1","kind":"article","headline":"题","headline_lines":[1],"body_lines":[[2,3]],"byline":"","event_date":"","topics":[],"districts":[]},
            {"id":"a2","kind":"article","headline":"","headline_lines":[],"body_lines":[[5,6]],"byline":"","event_date":"2022-01-01","topics":[],"districts":[]},
            {"id":"a3","kind":"banner","headline":"","headline_lines":[],"body_lines":[[7,7]],"byline":"","event_date":"","topics":[],"districts":[]}]}"#,
            &page,
        );
        let items = [
            item(ItemKind::Article, &[1], [2, 2], "题"),
            item(ItemKind::Article, &[], [3, 6], ""),
            item(ItemKind::Banner, &[], [7, 7], ""),
        ];
        let figures = SegmentationCounts::of(&page, &gold, &items).figures();
        assert_eq!(figures.items, 2);
        assert!(figures.exact.abs() < 1e-12, "2/3 and 2/3 of the lines agree, none is exact");
        assert!(figures.iou_80.abs() < 1e-12);
        assert!((figures.headline - 1.0).abs() < 1e-12);
        assert!((figures.date - 0.5).abs() < 1e-12, "the second date is missed");
        assert!((figures.banners_found - 1.0).abs() < 1e-12);
        assert_eq!(figures.invented, 0);
        // 11 characters. Precision: 3·3/3 + 2·2/6 + 4·4/6 + 2·2/2 = 25/3; recall: 3·3/5 + 2·2/5 + 4·4/4 + 2 = 8.6.
        let (precision, recall) = (25.0 / 3.0 / 11.0, 8.6 / 11.0);
        assert!((figures.b_cubed_f1 - 2.0 * precision * recall / (precision + recall)).abs() < 1e-12);
    }

    #[test]
    fn gold_that_does_not_fit_its_page_is_refused() {
        let page = Page::parse("p", "一行\n");
        let json = r#"{"page":"p","items":[{"id":"a1","kind":"article","headline":"","headline_lines":[],"body_lines":[[1,9]],"byline":"","event_date":"","topics":[],"districts":[]}]}"#;
        let error = GoldPage::from_json("g.json", json, &page).unwrap_err().to_string();
        assert_eq!(error, "g.json:1: item `a1` names lines that the page of 1 lines does not have");
        assert!(GoldPage::from_json("g.json", "{", &page).is_err());
    }
}
