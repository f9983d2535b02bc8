//! Which headline belongs to which body: one assignment over the whole page.

use super::block::{Block, BlockKind};
use super::body::{Body, BodyKind, Opening};
use super::matching::{Edge, best_pairs};
use super::overlap::Overlap;
use super::unit::{SubHeadline, Unit};

/// Added where the name of a notice, or anything above a table, stands right above: such titles seldom share words with
/// what they are the title of.
const TITLE: f64 = 0.4;

/// What the share of a unit's rarer bigrams that the body has counts beside the other evidence.
const SHARE: f64 = 1.5;
/// Added where no other body stands between display type and body.
const ADJACENT: f64 = 0.2;
/// Added where nothing at all stands between: of two display lines without words in common the nearer one is it.
const TOUCHING: f64 = 0.02;
/// Added where several lines set together stand right above: a column's name or a slogan has one.
const SET_ABOVE: f64 = 0.15;
/// Added where it stands before the body, as most headlines do: decides between bodies worth the same.
const BEFORE: f64 = 0.001;
/// Taken for each body that stands between.
const DISTANCE: f64 = 0.08;
/// Most bodies whose distance is told apart; a headline farther off is as good as anywhere.
const FAR: usize = 4;
/// Added on the side, before or after the body, where most headlines of the page stand.
const HABIT: f64 = 0.12;
/// Added where it is the body's turn in the order of a knot.
const TURN: f64 = 0.1;
/// Taken from display type that reads like a column's name or a slogan.
const SLOGAN: f64 = 1.2;
/// Taken from display type that is set twice, as slogans mostly are.
const DOUBLED: f64 = 0.3;
/// Taken from a sub-headline that stands apart from its headline, which is to be found first.
const SUB_HEADLINE: f64 = 0.6;
/// Taken from captions, which seldom have a headline.
const CAPTION: f64 = 0.35;
/// Taken where it stands right above the caption: a word in common with it then makes it the title.
const CAPTION_TITLE: f64 = 0.25;
/// The same where they have rarer words in common.
const CAPTION_TITLE_SHARED: f64 = 0.15;
/// What a pair must be worth to be a headline and its body: without words in common, standing beside it on the
/// usual side is just not enough.
const WORTH: f64 = 0.35;
/// What a pair must be worth in the last round, among bodies that have no headline and what display type is left.
const LAST_WORTH: f64 = 0.15;
/// Most display lines that are paired at a time.
const MOST_UNITS: usize = 200;
/// Values are compared as integers of this resolution.
const SCALE: f64 = 10_000.0;

/// Where display type stands with regard to a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

/// Gives each unit its body, or none: a slogan or a column's name.
///
/// First one unit a body, such that the whole page's worth is the greatest ([`best_pairs`]); a first
/// round tells on which side of their bodies the page's headlines stand, the second counts that in.
/// Then kickers and sub-headlines join the unit beside them, and a last round with a lower floor pairs what is left.
///
/// A page has some dozens of headlines; for thousands, as a listing has, parts of [`MOST_UNITS`] are paired one by
/// one with the bodies that stand among them, so that the cost stays linear.
pub(super) fn assign(units: &[Unit], bodies: &[Body], blocks: &[Block<'_>]) -> Vec<Option<usize>> {
    let firsts: Vec<usize> = bodies.iter().map(|body| span(body).0).collect();
    let mut order: Vec<usize> = (0..bodies.len()).collect();
    order.sort_by_key(|&body| firsts[body]);
    let mut rest = &order[..];
    let mut owners = Vec::with_capacity(units.len());
    for (number, part) in units.chunks(MOST_UNITS).enumerate() {
        let to = units.get((number + 1) * MOST_UNITS).map_or(usize::MAX, |unit| unit.blocks[0]);
        let (near, after) = rest.split_at(rest.partition_point(|&body| firsts[body] < to));
        let mut near = near.to_vec();
        near.sort_unstable();
        let near_bodies: Vec<&Body> = near.iter().map(|&body| &bodies[body]).collect();
        let part_owners = assign_part(part, &near_bodies, blocks);
        owners.extend(part_owners.into_iter().map(|owner| owner.map(|body| near[body])));
        rest = after;
    }
    owners
}

fn assign_part(units: &[Unit], bodies: &[&Body], blocks: &[Block<'_>]) -> Vec<Option<usize>> {
    if units.is_empty() || bodies.is_empty() {
        return vec![None; units.len()];
    }
    let mut page = Pairs::new(units, bodies, blocks);
    let nothing = vec![None; units.len()];
    let first = page.best(&nothing, WORTH);
    page.learn(&first);
    let mut owners = page.best(&nothing, WORTH);
    page.join_neighbours(&mut owners);
    page.complete_kickers(&mut owners);
    page.learn(&owners);
    owners = page.best(&owners, LAST_WORTH);
    page.join_neighbours(&mut owners);
    page.complete_kickers(&mut owners);
    page.take_kickers(&mut owners);
    owners
}

/// The first and the last block of a body.
fn span(body: &Body) -> (usize, usize) {
    let first = body.blocks.iter().copied().min().unwrap_or_default();
    (first, body.blocks.iter().copied().max().unwrap_or_default())
}

/// What every pair of unit and body is worth.
pub(super) struct Pairs<'a> {
    pub(super) units: &'a [Unit],
    pub(super) bodies: &'a [&'a Body],
    /// Share of the unit's bigrams that the body has, `[unit][body]`.
    pub(super) shares: Vec<Vec<f64>>,
    /// First and last block of each body.
    spans: Vec<(usize, usize)>,
    /// Which bodies are tables.
    tables: Vec<bool>,
    /// How many other bodies stand between, `[unit][body]`.
    pub(super) distances: Vec<Vec<usize>>,
    /// How many bodies begin before each unit.
    knots: Vec<usize>,
    /// The bodies whose turn it is at each unit.
    turns: Vec<[Option<usize>; 2]>,
    /// On which side of their bodies the page's headlines stand.
    habit: Option<Side>,
}

/// How many bodies stand between the block `at` and each body, up to [`FAR`].
fn distances(at: usize, spans: &[(usize, usize)]) -> Vec<usize> {
    // Of the bodies on either side only those count that lie nearest to the block.
    let mut after: Vec<usize> = spans.iter().filter(|span| at < span.0).map(|span| span.1).collect();
    let mut before: Vec<usize> = spans.iter().filter(|span| span.1 < at).map(|span| span.0).collect();
    after.sort_unstable();
    before.sort_unstable_by(|a, b| b.cmp(a));
    let (after, before) = (&after[..after.len().min(FAR)], &before[..before.len().min(FAR)]);
    let between = |&(first, last): &(usize, usize)| {
        after.iter().filter(|&&to| to < first).count() + before.iter().filter(|&&from| last < from).count()
    };
    spans.iter().map(|span| between(span).min(FAR)).collect()
}

impl<'a> Pairs<'a> {
    fn new(units: &'a [Unit], bodies: &'a [&'a Body], blocks: &'a [Block<'a>]) -> Self {
        let text = |body: &&'a Body| body.blocks.iter().map(|&at| blocks[at].text.as_ref());
        let overlap = Overlap::new(units.iter().map(|unit| unit.text.as_ref()), bodies.iter().map(text));
        let shares = units.iter().map(|unit| overlap.shares(&unit.text)).collect();
        let spans: Vec<(usize, usize)> = bodies.iter().map(|body| span(body)).collect();
        let mut starts: Vec<usize> = spans.iter().map(|span| span.0).collect();
        starts.sort_unstable();
        let knots = units.iter().map(|unit| starts.partition_point(|&start| start < unit.blocks[0])).collect();
        let distances = units.iter().map(|unit| distances(unit.blocks[0], &spans)).collect();
        let tables = bodies.iter().map(|body| blocks[body.blocks[0]].kind == BlockKind::Table).collect();
        Self {
            units,
            bodies,
            shares,
            spans,
            tables,
            distances,
            knots,
            turns: vec![[None; 2]; units.len()],
            habit: None,
        }
    }

    fn learn(&mut self, owners: &[Option<usize>]) {
        self.habit = self.habit(owners);
        self.turns = (0..owners.len()).map(|unit| self.turns(unit, owners)).collect();
    }

    /// The bodies whose turn it is at a unit: headlines of a knot stand in the order of their bodies, so that after a
    /// neighbour's body the next one comes.
    fn turns(&self, unit: usize, owners: &[Option<usize>]) -> [Option<usize>; 2] {
        let owned = |other: usize| owners[other].filter(|_| self.are_in_knot(unit, other));
        let before = (0..unit).rev().take_while(|&other| self.are_in_knot(unit, other)).find_map(owned);
        let after = (unit + 1..owners.len()).take_while(|&other| self.are_in_knot(unit, other)).find_map(owned);
        let is_free = |body: &usize| !owners.contains(&Some(*body)) && self.bodies[*body].kind == BodyKind::Article;
        let from = |body: &usize| self.spans[*body].0;
        let articles = || (0..self.bodies.len()).filter(|body| self.bodies[*body].kind == BodyKind::Article);
        let next =
            before.and_then(|body| articles().filter(|b| from(b) > from(&body)).min_by_key(from)).filter(is_free);
        let last = after.and_then(|body| articles().filter(|b| from(b) < from(&body)).max_by_key(from)).filter(is_free);
        [next, last]
    }

    /// Whether no body begins between two units.
    fn are_in_knot(&self, a: usize, b: usize) -> bool {
        self.knots[a] == self.knots[b]
    }

    /// The side of the body on which the unit stands; a unit inside a body stands after its beginning.
    fn side(&self, unit: usize, body: usize) -> Side {
        if self.units[unit].blocks[0] < self.spans[body].0 { Side::Before } else { Side::After }
    }

    /// The evidence that the unit is the body's headline.
    fn worth(&self, unit: usize, body: usize) -> f64 {
        let distance = self.distances[unit][body];
        let taken = |is: bool, weight: f64| if is { weight } else { 0.0 };
        let side = self.side(unit, body);
        SHARE * self.shares[unit][body] - DISTANCE * distance as f64
            + taken(distance == 0, ADJACENT)
            + taken(self.is_touching(unit, body), TOUCHING)
            + taken(self.is_title(unit, body) && self.units[unit].blocks.len() > 1, SET_ABOVE)
            + taken(side == Side::Before, BEFORE)
            + taken(self.habit == Some(side), HABIT)
            + taken(self.is_title(unit, body) && (self.units[unit].is_notice || self.tables[body]), TITLE)
            + taken(self.turns[unit].contains(&Some(body)), TURN)
            - taken(self.units[unit].is_slogan, SLOGAN)
            - taken(self.units[unit].is_doubled, DOUBLED)
            - taken(self.units[unit].sub_headline == SubHeadline::All, SUB_HEADLINE)
            - taken(self.is_single_caption(body), self.caption_tax(unit, body))
    }

    fn caption_tax(&self, unit: usize, body: usize) -> f64 {
        match self.is_title(unit, body) {
            true if self.shares[unit][body] > 0.0 => CAPTION_TITLE_SHARED,
            true => CAPTION_TITLE,
            false => CAPTION,
        }
    }

    fn is_touching(&self, unit: usize, body: usize) -> bool {
        let (first, last) = self.spans[body];
        let blocks = &self.units[unit].blocks;
        blocks[blocks.len() - 1] + 1 == first || last + 1 == blocks[0]
    }

    /// Whether a body is the caption of one photo; a group of photos has a title.
    fn is_single_caption(&self, body: usize) -> bool {
        let body = self.bodies[body];
        body.kind == BodyKind::Caption && body.blocks.len() == 1 && body.opening != Opening::Signature
    }

    /// Whether a unit stands right above a body.
    pub(super) fn is_title(&self, unit: usize, body: usize) -> bool {
        let blocks = &self.units[unit].blocks;
        blocks[blocks.len() - 1] + 1 == self.spans[body].0
    }

    /// Pairs the units and bodies that `owners` leaves free such that the worth beyond `floor` is greatest in all;
    /// units without a body get `None`.
    fn best(&self, owners: &[Option<usize>], floor: f64) -> Vec<Option<usize>> {
        let units: Vec<usize> = (0..owners.len()).filter(|&unit| owners[unit].is_none()).collect();
        let bodies: Vec<usize> = (0..self.bodies.len()).filter(|body| !owners.contains(&Some(*body))).collect();
        let mut owners = owners.to_vec();
        let edge = |unit: usize, column: usize| {
            let gain = self.worth(unit, bodies[column]) - floor;
            (gain > 0.0).then(|| Edge { column, weight: (gain * SCALE).round() as i64 })
        };
        let edges: Vec<Vec<Edge>> =
            units.iter().map(|&unit| (0..bodies.len()).filter_map(|column| edge(unit, column)).collect()).collect();
        for (&unit, column) in units.iter().zip(best_pairs(&edges, bodies.len())) {
            owners[unit] = column.map(|column| bodies[column]);
        }
        owners
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
}
