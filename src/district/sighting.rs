//! Where an item's text points at a district: by a name, or by a bare form of the paper's own.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use super::bare;
use super::gazetteer::{Gazetteer, Home, PlaceId};
use super::letters::Letters;
use super::mention::Mention;
use super::place::Use;
use crate::page::repair::is_hanzi;

/// A pointer at a county-level district, zone or city.
pub(super) struct Sighting {
    pub(super) seat: PlaceId,
    pub(super) range: Range<usize>,
    pub(super) form: Form,
    /// Whether it stands in a list of at least [`LIST`] places.
    pub(super) is_listed: bool,
}

/// How a sighting points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// By the full name, 荆州市.
    Full,
    /// By a short name, 荆州, or a place in the district.
    Short,
    /// By a bare form, 全市.
    Bare,
}

/// Places in a row from which they are a list, in which none is the scene by itself.
const LIST: usize = 3;

/// Whom a paper's bare forms mean: the level's character and the place.
pub(super) struct Papers {
    levels: Vec<(char, PlaceId)>,
}

impl Papers {
    /// The home and the city above it; without a home, the city of all places that the item names, where there is
    /// one such city only, since 全市 in a city's paper means that city.
    pub(super) fn of<'m, 'g: 'm>(
        gazetteer: &Gazetteer,
        mentions: impl Iterator<Item = &'m Mention<'g>>,
        home: Option<&Home>,
    ) -> Self {
        let own = home.and_then(|home| Some((home.level()?, home.place)));
        let city = match home {
            Some(home) => home.city,
            None => only_city(gazetteer, mentions),
        };
        let mut levels: Vec<(char, PlaceId)> = own.into_iter().collect();
        if let Some(city) = city.filter(|_| !levels.iter().any(|(level, _)| *level == '市')) {
            levels.push(('市', city));
        }
        Self { levels }
    }

    /// The characters of the levels and the places they mean.
    pub(super) fn levels(&self) -> &[(char, PlaceId)] {
        &self.levels
    }
}

/// The city that holds every place named in the item, provinces apart.
fn only_city<'m, 'g: 'm>(gazetteer: &Gazetteer, mentions: impl Iterator<Item = &'m Mention<'g>>) -> Option<PlaceId> {
    let seats = mentions.filter(|mention| mention.seat.is_some() && mention.is_sure);
    let cities: BTreeSet<Option<PlaceId>> = seats.map(|mention| gazetteer.city_of(mention.id)).collect();
    cities.first().copied().flatten().filter(|_| cities.len() == 1)
}

/// Everything in a text that points at a district, names and bare forms in order.
pub(super) fn sightings(gazetteer: &Gazetteer, text: &str, mentions: &[Mention<'_>], papers: &Papers) -> Vec<Sighting> {
    let mut sightings = Vec::new();
    for row in rows(text, mentions) {
        if is_passing(text, row) {
            continue;
        }
        let is_named = |mention: &&Mention<'_>| !is_address(gazetteer, text, mention, next(mentions, mention));
        let named: Vec<&Mention<'_>> = row.iter().filter(is_named).collect();
        let is_listed = named.len() >= LIST;
        sightings.extend(named.into_iter().filter_map(|mention| named_sighting(gazetteer, mention, is_listed)));
    }
    for (level, seat) in &papers.levels {
        let forms = bare::forms(text, *level).into_iter().filter(|form| is_free(form, mentions));
        sightings.extend(forms.map(|range| Sighting { seat: *seat, range, form: Form::Bare, is_listed: false }));
    }
    sightings.sort_by_key(|sighting| sighting.range.start);
    sightings
}

fn named_sighting(gazetteer: &Gazetteer, mention: &Mention<'_>, is_listed: bool) -> Option<Sighting> {
    let seat = gazetteer.seat_of(mention.id)?;
    let is_full = mention.by == Use::Canonical && seat == mention.id;
    let form = if is_full { Form::Full } else { Form::Short };
    Some(Sighting { seat, range: mention.range.clone(), form, is_listed })
}

/// The mention after this one.
fn next<'m, 'g>(mentions: &'m [Mention<'g>], mention: &Mention<'_>) -> Option<&'m Mention<'g>> {
    let at = mentions.partition_point(|other| other.range.start <= mention.range.start);
    mentions.get(at)
}

/// Whether a bare form is clear of all names: 区委 in 沙市区委 is not.
fn is_free(form: &Range<usize>, mentions: &[Mention<'_>]) -> bool {
    let at = mentions.partition_point(|mention| mention.range.end <= form.start);
    mentions.get(at).is_none_or(|mention| mention.range.start >= form.start + '区'.len_utf8())
}

/// Words that join the places of a row; nothing stands between the parts of an address.
const JOINS: &[&str] = &["", "、", "和", "及", "与", "以及"];

/// Cuts mentions into rows of places joined by 、 or 和; most rows hold one.
fn rows<'m, 'g>(text: &str, mentions: &'m [Mention<'g>]) -> Vec<&'m [Mention<'g>]> {
    let joined = |a: &Mention<'_>, b: &Mention<'_>| JOINS.contains(&&text[a.range.end..b.range.start]);
    mentions.chunk_by(joined).collect()
}

/// A local branch of a city's body: 荆州市公安局沙市区[分局].
const BRANCHES: &[&str] = &["分局", "分公司", "分行", "支行", "分院", "分校"];

/// Longest name of a body between a city and its branch, in characters.
const BRANCH_BODY_CHARS: usize = 10;

/// Whether a name only leads to the narrower one after it: [荆州市]沙市区, [荆州市]公安局沙市区分局.
fn is_address(gazetteer: &Gazetteer, text: &str, outer: &Mention<'_>, inner: Option<&Mention<'_>>) -> bool {
    let Some(inner) = inner.filter(|inner| inner.id != outer.id && gazetteer.lies_in(inner.id, outer.id)) else {
        return false;
    };
    let between = &text[outer.range.end..inner.range.start];
    let after = &text[inner.range.end..];
    let is_body =
        between.chars().take(BRANCH_BODY_CHARS + 1).count() <= BRANCH_BODY_CHARS && between.chars().all(is_hanzi);
    between.is_empty() || (is_body && BRANCHES.iter().any(|branch| after.starts_with(branch)))
}

/// Before a place that somebody comes from or plays against.
const STRANGER_BEFORE: &[&str] = &["来自", "籍贯", "对阵", "迎战", "战胜", "击败", "不敌", "力克", "负于"];

/// After a place that somebody comes from.
const STRANGER_AFTER: &[&str] = &[
    "籍",
    "客商",
    "商会",
    "企业家",
    "代表团",
    "党政代表团",
    "考察团",
    "考察组",
    "参观团",
    "游客",
    "选手",
    "等地选手",
    "队",
    "代表队",
];

/// Before a place that somebody travels to.
const TRAVEL: &[&str] = &["赴", "前往", "到", "奔赴", "远赴"];

/// What makes the travel a study tour, a hunt for investors or an away game, so that the scene is only visited.
const TOUR: &[&str] = &["考察", "学习", "取经", "观摩", "招商", "参观", "交流", "研学", "参赛", "比赛"];

/// Farthest that the purpose stands from the place, in characters: 赴长沙市[雨花区开展]考察.
const TOUR_CHARS: usize = 14;

/// How the words end that stand before a row in passing, and how those begin that stand after it.
static LEFT: LazyLock<Letters> = LazyLock::new(|| Letters::last_of(STRANGER_BEFORE.iter().chain(TRAVEL)));
static STRANGER: LazyLock<Letters> = LazyLock::new(|| Letters::first_of(STRANGER_AFTER));

/// Whether a row of places is where people come from or go to, and not where the item plays.
fn is_passing(text: &str, row: &[Mention<'_>]) -> bool {
    let (Some(first), Some(last)) = (row.first(), row.last()) else {
        return false;
    };
    let (before, after) = (&text[..first.range.start], &text[last.range.end..]);
    let is_left = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    let is_stranger = STRANGER.may_open(after) && STRANGER_AFTER.iter().any(|word| after.starts_with(word));
    is_stranger || (LEFT.may_end(before) && (is_left(STRANGER_BEFORE) || (is_left(TRAVEL) && is_tour(after))))
}

/// Whether the clause goes on to the purpose of a tour.
fn is_tour(after: &str) -> bool {
    let is_clause = |c: &char| !matches!(c, '，' | '。' | '；' | ',' | '\n');
    let clause: String = after.chars().take(TOUR_CHARS).take_while(is_clause).collect();
    TOUR.iter().any(|word| clause.contains(word))
}
