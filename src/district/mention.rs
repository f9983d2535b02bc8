//! Place names found in text.

use std::cell::LazyCell;
use std::ops::Range;

use super::context::{is_stopped, needs_boundary};
use super::gazetteer::{Gazetteer, Home, PlaceId};
use super::names::{Bearer, First, Found, width};
use super::namesake::{is_person, is_product};
use super::place::{Kind, Place, Rank, Use};
use super::settle::{Settled, Surroundings, adjoins};
use crate::page::traditional::simplify;

/// A place name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention<'g> {
    /// The place that is named: a village, a town, a district, a city, a province.
    pub place: &'g Place,
    /// The county-level district, zone or city that it is counted under; `None` for a province.
    pub seat: Option<&'g Place>,
    /// Where the name stands, in bytes of the text.
    pub range: Range<usize>,
    pub(super) id: PlaceId,
    pub(super) by: Use,
    /// Whether the name can mean this place only; otherwise it is one of several districts of the name.
    pub(super) is_sure: bool,
}

/// A name in the text whose bearer is still open.
pub(super) struct Candidate {
    pub(super) range: Range<usize>,
    pub(super) first: First,
}

impl Gazetteer {
    /// The places named in a repaired text, in order, none overlapping.
    ///
    /// At each spot the longest name counts, or the next shorter one where the longest is part of another word
    /// (荆州区域 → 荆州). A name with several bearers goes to the one in the place written right before it, else to
    /// the nearest one: in the home, in its city, in a county or city named elsewhere in the text, in the home's
    /// province. A town or village that several places have is left out where none of these tells.
    ///
    /// Names in traditional characters count as in simplified ones.
    pub fn mentions<'g>(&'g self, text: &str, home: Option<&Home>) -> Vec<Mention<'g>> {
        self.mentions_in_simplified(&simplify(text), home)
    }

    /// The same for a text that is in simplified characters.
    pub(super) fn mentions_in_simplified<'g>(&'g self, text: &str, home: Option<&Home>) -> Vec<Mention<'g>> {
        let candidates = self.candidates(text, home);
        let surroundings = LazyCell::new(|| self.surroundings(&candidates, home));
        let mut mentions: Vec<Mention<'g>> = Vec::with_capacity(candidates.len());
        for candidate in &candidates {
            let outer = mentions.last().filter(|last| adjoins(&text[last.range.end..candidate.range.start]));
            if let Some(settled) = self.settle(candidate.first, outer.map(|outer| outer.id), &surroundings) {
                mentions.push(self.mention(candidate.range.clone(), settled));
            }
        }
        self.read_lists(text, &mut mentions);
        mentions
    }

    /// The names in the text from left to right, the longest that is a place at each spot.
    pub(super) fn candidates(&self, text: &str, home: Option<&Home>) -> Vec<Candidate> {
        let mut candidates: Vec<Candidate> = Vec::new();
        let (mut at, mut last) = (0, 0);
        while let Some((start, lengths)) = self.names.next_start(text, at) {
            let is_name = |found: &Found| self.is_name(text, &(start..found.end), found.first, last == start, home);
            at = match self.names.longest_at(text, start, lengths, is_name) {
                Some(Found { end, first }) => {
                    candidates.push(Candidate { range: start..end, first });
                    last = end;
                    end
                }
                None => start + width(text.as_bytes()[start]),
            };
        }
        candidates
    }

    /// Whether a name stands for a place here; `follows` says that another name ends where it begins.
    fn is_name(&self, text: &str, range: &Range<usize>, first: First, follows: bool, home: Option<&Home>) -> bool {
        let (name, before, after) = (&text[range.clone()], &text[..range.start], &text[range.end..]);
        let area = home.map(|home| home.city.unwrap_or(home.place));
        let is_local =
            || self.names.bearers(first).any(|bearer| area.is_some_and(|area| self.lies_in(bearer.place, area)));
        let is_alias = self.names.bearers(first).all(|bearer| bearer.by != Use::Canonical);
        let part_of_word = is_stopped(name, is_alias, before, after)
            || (is_alias && (is_person(before) || (is_product(after) && !is_local())));
        !part_of_word && (is_alias || follows || !needs_boundary(name, before, after) || is_local())
    }

    fn mention(&self, range: Range<usize>, settled: Settled) -> Mention<'_> {
        let seat = self.seat_of(settled.place).map(|id| self.place(id));
        let Settled { place: id, by, is_sure } = settled;
        Mention { place: self.place(id), seat, range, id, by, is_sure }
    }

    /// The names around an item that tell which bearer of a name is meant.
    fn surroundings(&self, candidates: &[Candidate], home: Option<&Home>) -> Surroundings {
        Surroundings::new(self, candidates.iter().map(|candidate| candidate.first), home)
    }

    /// Reads lists of places: what they sum up to, 荆州、沙市[两区], says of which rank the names are, and an
    /// ordinary word is a place only in one.
    fn read_lists<'g>(&'g self, text: &str, mentions: &mut Vec<Mention<'g>>) {
        let mut start = 0;
        for end in 1..=mentions.len() {
            let goes_on =
                mentions.get(end).is_some_and(|next| is_join(&text[mentions[end - 1].range.end..next.range.start]));
            if !goes_on {
                if end - start > 1 && sums_up(&text[mentions[end - 1].range.end..]) {
                    mentions[start..end].iter_mut().for_each(|mention| self.lower(text, mention));
                }
                start = end;
            }
        }
        if mentions.iter().all(|mention| mention.by != Use::Word) {
            return;
        }
        let lists = mentions.chunk_by(|a, b| is_mark(&text[a.range.end..b.range.start]));
        let keep: Vec<bool> = lists.flat_map(|list| self.places_of_list(text, list)).collect();
        let mut keep = keep.into_iter();
        mentions.retain(|_| keep.next().unwrap_or(false));
    }

    /// Which names of a list are places: an ordinary word is one in a list of nothing but places, some of them in its
    /// city, `松滋、公安、监利`, unlike `沙市、公安、税务`.
    fn places_of_list(&self, text: &str, list: &[Mention<'_>]) -> Vec<bool> {
        let is_word = |mention: &Mention<'_>| mention.by == Use::Word;
        let is_open = list.first().is_some_and(|first| text[..first.range.start].ends_with(LIST_MARK))
            || list.last().is_some_and(|last| text[last.range.end..].starts_with(LIST_MARK));
        let cities: Vec<_> = list.iter().filter(|mention| !is_word(mention)).map(|m| self.city_of(m.id)).collect();
        let is_place =
            |mention: &Mention<'_>| !is_word(mention) || (!is_open && cities.contains(&self.city_of(mention.id)));
        list.iter().map(is_place).collect()
    }

    /// Takes a city's name for that of a district in it that bears the name too: 荆州[区].
    fn lower<'g>(&'g self, text: &str, mention: &mut Mention<'g>) {
        let city = mention.id;
        let is_inside =
            |bearer: &Bearer| self.place(bearer.place).kind.rank() == Rank::County && self.lies_in(bearer.place, city);
        let bearer = self.names.bearers_of(&text[mention.range.clone()]).find(is_inside);
        if let Some(bearer) = bearer.filter(|_| mention.place.kind == Kind::City) {
            *mention =
                self.mention(mention.range.clone(), Settled { place: bearer.place, by: Use::Alias, is_sure: true });
        }
    }
}

/// Whether a text goes on by summing up a list of districts: `两区`, `等六县市`, `3个县市区`.
fn sums_up(after: &str) -> bool {
    let rest = after.strip_prefix('等').unwrap_or(after);
    let units = rest.trim_start_matches(|c: char| "一二两三四五六七八九十几各".contains(c) || c.is_ascii_digit());
    let units = units.strip_prefix('个').unwrap_or(units);
    units.len() < rest.len() && units.starts_with(['区', '县'])
}

/// Whether two names with this text between them stand in one list.
fn is_join(between: &str) -> bool {
    matches!(between, "、" | "和" | "与" | "及" | "以及")
}

/// Stands between the names of a list.
const LIST_MARK: char = '、';

fn is_mark(between: &str) -> bool {
    between.chars().eq([LIST_MARK])
}

#[cfg(test)]
mod tests {
    use super::super::built_in;

    #[test]
    fn a_mention_says_where_it_stands_and_what_it_is() {
        let gazetteer = built_in();
        let text = "在岑河镇，湖北";
        let mentions = gazetteer.mentions(text, None);
        assert_eq!(&text[mentions[0].range.clone()], "岑河镇");
        assert_eq!(mentions[0].place.kind.as_str(), "town");
        assert_eq!(mentions[1].seat, None);
    }
}
