//! Which headline belongs to which body: one assignment over the whole page.

use pathfinding::kuhn_munkres::kuhn_munkres;
use pathfinding::matrix::Matrix;

use super::block::Block;
use super::body::{Body, BodyKind, Opening};
use super::overlap::{Overlap, bigrams};
use crate::line_kind::Cues;

/// Lines of display type without a blank line between: set as one, they go to one body.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// Its blocks in order.
    pub(super) blocks: Vec<usize>,
    text: String,
    is_column_name: bool,
}

/// Added where no other body stands between display type and body.
const ADJACENT: f64 = 0.35;
/// Taken for each body that stands between.
const DISTANCE: f64 = 0.12;
/// Most bodies whose distance is told apart; a headline farther off is as good as anywhere.
const FAR: usize = 4;
/// Added on the side, before or after the body, where most headlines of the page stand.
const HABIT: f64 = 0.2;
/// Taken from display type that reads like a column's name.
const COLUMN_NAME: f64 = 0.5;
/// Taken from captions, which seldom have a headline.
const CAPTION: f64 = 0.5;
/// Added to an unmarked body, which only a headline tells from its neighbour.
const UNMARKED: f64 = 0.1;
/// What a pair must be worth to be a headline and its body. With these weights `bianmu evaluate tests/pages` finds
/// the most headlines between 0.45 and 0.6.
const WORTH: f64 = 0.5;
/// Share of a unit's rarer bigrams from which it joins a headline beside it as its kicker or sub-headline.
const JOINS: f64 = 0.22;
/// Values are compared as integers of this resolution.
const SCALE: f64 = 10_000.0;

/// Display type gathered into units.
pub(super) fn units(blocks: &[Block], display: &[usize], cues: &Cues) -> Vec<Unit> {
    let mut units: Vec<Unit> = Vec::new();
    for &at in display {
        let text = &blocks[at].text;
        let is_column_name = cues.is_column_name(text);
        let is_set_with = |unit: &Unit| {
            let last = unit.blocks[unit.blocks.len() - 1];
            last + 1 == at && blocks[last].last() + 1 == blocks[at].first() && unit.is_column_name == is_column_name
        };
        match units.last_mut() {
            Some(unit) if is_set_with(unit) => {
                unit.blocks.push(at);
                unit.text.push_str(text);
            }
            _ => units.push(Unit { blocks: vec![at], text: text.clone(), is_column_name }),
        }
    }
    units
}

/// Where display type stands with regard to a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

/// Gives each unit its body, or none: a slogan or a column's name.
///
/// First one unit a body, such that the whole page's worth is the greatest (Kuhn–Munkres); a first
/// round tells on which side of their bodies the page's headlines stand, the second counts that in.
/// Then kickers and sub-headlines join the unit beside them.
pub(super) fn assign(units: &[Unit], bodies: &[Body], blocks: &[Block]) -> Vec<Option<usize>> {
    if units.is_empty() || bodies.is_empty() {
        return vec![None; units.len()];
    }
    let page = Pairs::new(units, bodies, blocks);
    let first = page.best(None);
    let habit = page.habit(&first);
    let mut owners = page.best(habit);
    page.join_neighbours(&mut owners);
    owners
}

/// What every pair of unit and body is worth.
struct Pairs<'a> {
    units: &'a [Unit],
    bodies: &'a [Body],
    /// Share of the unit's bigrams that the body has, `[unit][body]`.
    shares: Vec<Vec<f64>>,
    /// First and last block of each body.
    spans: Vec<(usize, usize)>,
}

impl<'a> Pairs<'a> {
    fn new(units: &'a [Unit], bodies: &'a [Body], blocks: &[Block]) -> Self {
        let texts: Vec<String> =
            bodies.iter().map(|body| body.blocks.iter().map(|&at| blocks[at].text.as_str()).collect()).collect();
        let overlap = Overlap::new(texts.iter().map(String::as_str));
        let shares = units
            .iter()
            .map(|unit| {
                let bigrams = bigrams(&unit.text);
                (0..bodies.len()).map(|body| overlap.share(&bigrams, body)).collect()
            })
            .collect();
        let span = |body: &Body| {
            let first = body.blocks.iter().copied().min().unwrap_or_default();
            (first, body.blocks.iter().copied().max().unwrap_or_default())
        };
        Self { units, bodies, shares, spans: bodies.iter().map(span).collect() }
    }

    /// The side of the body on which the unit stands; a unit inside a body stands after its beginning.
    fn side(&self, unit: usize, body: usize) -> Side {
        if self.units[unit].blocks[0] < self.spans[body].0 { Side::Before } else { Side::After }
    }

    /// How many other bodies stand between a unit and a body.
    fn distance(&self, unit: usize, body: usize) -> usize {
        let at = self.units[unit].blocks[0];
        let (first, last) = self.spans[body];
        let is_between = |&(from, to): &(usize, usize)| (at < from && to < first) || (last < from && to < at);
        self.spans.iter().filter(|span| is_between(span)).count().min(FAR)
    }

    /// What it is worth that the unit is the body's headline, beyond [`WORTH`].
    fn worth(&self, unit: usize, body: usize, habit: Option<Side>) -> f64 {
        let distance = self.distance(unit, body);
        let mut worth = self.shares[unit][body] - WORTH - DISTANCE * distance as f64;
        if distance == 0 {
            worth += ADJACENT;
        }
        if habit == Some(self.side(unit, body)) {
            worth += HABIT;
        }
        if self.units[unit].is_column_name {
            worth -= COLUMN_NAME;
        }
        if self.bodies[body].kind == BodyKind::Caption {
            worth -= CAPTION;
        } else if self.bodies[body].opening == Opening::Unmarked {
            worth += UNMARKED;
        }
        worth
    }

    /// The pairing of most worth; units without a body get `None`.
    fn best(&self, habit: Option<Side>) -> Vec<Option<usize>> {
        let (rows, bodies) = (self.units.len(), self.bodies.len());
        // One column more for each unit: staying without a body is worth nothing.
        let weights = Matrix::from_fn(rows, bodies + rows, |(unit, column)| {
            if column < bodies { (self.worth(unit, column, habit).max(0.0) * SCALE).round() as i64 } else { 0 }
        });
        let (_, columns) = kuhn_munkres(&weights);
        (0..rows)
            .map(|unit| Some(columns[unit]).filter(|&body| body < bodies && self.worth(unit, body, habit) > 0.0))
            .collect()
    }

    /// The side on which more of the matched units stand.
    fn habit(&self, owners: &[Option<usize>]) -> Option<Side> {
        let matched = || owners.iter().enumerate().filter_map(|(unit, body)| Some((unit, (*body)?)));
        let before = matched().filter(|&(unit, body)| self.side(unit, body) == Side::Before).count();
        match before.cmp(&(matched().count() - before)) {
            std::cmp::Ordering::Greater => Some(Side::Before),
            std::cmp::Ordering::Less => Some(Side::After),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// Lets units without a body join the headline beside them whose body they share words with.
    fn join_neighbours(&self, owners: &mut [Option<usize>]) {
        loop {
            let joining = (0..owners.len()).filter(|&unit| owners[unit].is_none()).find_map(|unit| {
                let beside = [unit.checked_sub(1), Some(unit + 1)];
                let neighbours =
                    beside.into_iter().flatten().filter(|&other| other < owners.len() && self.are_beside(unit, other));
                let bodies = neighbours.filter_map(|other| owners[other]);
                let best = bodies.max_by(|&a, &b| self.shares[unit][a].total_cmp(&self.shares[unit][b]))?;
                self.can_join(unit, best).then_some((unit, best))
            });
            let Some((unit, body)) = joining else { return };
            owners[unit] = Some(body);
        }
    }

    fn can_join(&self, unit: usize, body: usize) -> bool {
        !self.units[unit].is_column_name && self.shares[unit][body] >= JOINS
    }

    /// Whether no other block stands between two units.
    fn are_beside(&self, a: usize, b: usize) -> bool {
        let (first, second) = (a.min(b), a.max(b));
        self.units[first].blocks.last().is_some_and(|last| last + 1 == self.units[second].blocks[0])
    }
}
