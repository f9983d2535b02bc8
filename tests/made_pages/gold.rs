//! A composed sheet as the text layer and the gold that belongs to it.

use std::collections::{BTreeMap, BTreeSet};

use bianmu::evaluate::pages::{GoldItem, GoldPage};
use bianmu::item::ItemKind;

use crate::article::Material;
use crate::compose::compose;
use crate::glyphs::Glyphs;
use crate::habits::{Habit, Style};
use crate::layout::{SetLine, Stand, blanks};
use crate::rng::Rng;
use crate::sheet::{Owner, Sheet, TextBox};

/// A made page.
pub(crate) struct MadePage {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) gold: GoldPage,
    /// The page's habits.
    pub(crate) habits: Vec<Habit>,
    /// Each gold item's own habits by its id.
    pub(crate) item_habits: BTreeMap<String, BTreeSet<Habit>>,
}

/// Makes the page of a seed.
pub(crate) fn make(material: &Material, seed: u64) -> MadePage {
    let mut rng = Rng::new(seed);
    let style = Style::draw(&mut rng);
    let sheet = compose(material, &style, &mut rng);
    let (text, owners) = print(&sheet, &style, &mut rng);
    let name = format!("made_{seed}");
    let lines = Lines::new(&owners, sheet.items.len());
    let mut order: Vec<usize> = (0..sheet.items.len()).collect();
    order.sort_by_key(|&item| lines.body[item].first().map(|range| range[0]));
    let mut items = Vec::new();
    let mut item_habits = BTreeMap::new();
    for (item, number) in order.into_iter().zip(1..) {
        let gold = lines.gold(item, number, &sheet);
        item_habits.insert(gold.id.clone(), sheet.items[item].habits.clone());
        items.push(gold);
    }
    let gold = GoldPage { page: name.clone(), home_district: None, items };
    MadePage { name, text, gold, habits: style.habits, item_habits }
}

/// The page's text, and the owner of each of its lines; blank lines have none.
fn print(sheet: &Sheet, style: &Style, rng: &mut Rng) -> (String, Vec<Option<Owner>>) {
    let mut text = String::new();
    let mut owners: Vec<Option<Owner>> = Vec::new();
    let mut glyphs = Glyphs::new(style);
    for text_box in &sheet.boxes {
        let apart = if owners.is_empty() {
            rng.weighted(&[(0, 80), (1, 15), (2, 5)])
        } else {
            rng.weighted(&[(1, 88), (2, 8), (3, 4)])
        };
        (0..apart).for_each(|_| push(&mut text, &mut owners, "", None));
        let lines: Vec<SetLine> = text_box.iter().map(|(line, _)| line.clone()).collect();
        for ((line, owner), is_blank) in text_box.iter().zip(blanks(&lines, style, rng)) {
            if is_blank {
                push(&mut text, &mut owners, "", None);
            }
            let is_opening = matches!(line.stand, Stand::Indent | Stand::Glued);
            let is_display = is_display(line, text_box);
            push(&mut text, &mut owners, &glyphs.spoil(&line.text, is_opening, is_display, rng), Some(*owner));
        }
    }
    (text, owners)
}

/// Whether a line is a headline or page furniture rather than one of a text.
fn is_display(line: &SetLine, text_box: &TextBox) -> bool {
    line.stand == Stand::Display && text_box.iter().all(|(line, _)| line.stand == Stand::Display)
}

fn push(text: &mut String, owners: &mut Vec<Option<Owner>>, line: &str, owner: Option<Owner>) {
    text.push_str(line);
    text.push('\n');
    owners.push(owner);
}

/// The lines of each item; numbers are 1-based.
struct Lines {
    headline: Vec<Vec<usize>>,
    body: Vec<Vec<[usize; 2]>>,
}

impl Lines {
    fn new(owners: &[Option<Owner>], items: usize) -> Self {
        let mut lines = Self { headline: vec![Vec::new(); items], body: vec![Vec::new(); items] };
        let mut last = None;
        for (owner, number) in owners.iter().zip(1..) {
            let Some(owner) = *owner else { continue };
            if owner.is_headline {
                lines.headline[owner.item].push(number);
            } else {
                match lines.body[owner.item].last_mut() {
                    Some(range) if last == Some(owner) => range[1] = number,
                    _ => lines.body[owner.item].push([number, number]),
                }
            }
            last = Some(owner);
        }
        lines
    }

    /// The gold of an item. Dates, topics and districts are not part of what made pages measure.
    fn gold(&self, item: usize, number: usize, sheet: &Sheet) -> GoldItem {
        let draft = &sheet.items[item];
        let is_banner = draft.kind == ItemKind::Banner;
        GoldItem {
            id: format!("a{number:02}"),
            kind: draft.kind,
            headline: if is_banner { String::new() } else { draft.headline.clone() },
            headline_lines: self.headline[item].clone(),
            body_lines: self.body[item].clone(),
            byline: draft.byline.clone(),
            event_date: String::new(),
            topics: Vec::new(),
            districts: Vec::new(),
        }
    }
}
