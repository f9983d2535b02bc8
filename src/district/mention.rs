//! Place names found in text, each settled on one place.

use std::collections::BTreeSet;
use std::ops::Range;

use super::context::is_stopped;
use super::gazetteer::{Bearer, Gazetteer, Home, PlaceId, Use};
use super::place::{Place, Rank};

/// A place name in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mention<'g> {
    /// The place that is named: a town, a district, a city, a province.
    pub place: &'g Place,
    /// The county-level district, zone or city that it is counted under; `None` for a province.
    pub seat: Option<&'g Place>,
    /// Where the name stands, in bytes of the text.
    pub range: Range<usize>,
    pub(super) id: PlaceId,
    pub(super) by: Use,
}

/// A name in the text whose bearer is still open.
struct Candidate<'g> {
    range: Range<usize>,
    bearers: &'g [Bearer],
}

impl Gazetteer {
    /// The places named in a repaired text, in order, none overlapping.
    ///
    /// At each spot the longest name counts, or the next shorter one where the longest is part of another word
    /// (荆州区域 → 荆州). A name with several bearers goes to the one in the place written right before it, else in
    /// the home's city, else in a city named elsewhere in the text; where none of these tells, it is left out.
    pub fn mentions<'g>(&'g self, text: &str, home: Option<&Home>) -> Vec<Mention<'g>> {
        let candidates = self.candidates(text);
        let cities = self.certain_cities(&candidates);
        let mut mentions: Vec<Mention<'g>> = Vec::new();
        for candidate in &candidates {
            let outer = mentions.last().filter(|last| adjoins(&text[last.range.end..candidate.range.start]));
            if let Some(bearer) = self.settle(candidate.bearers, outer, home, &cities) {
                mentions.push(self.mention(candidate.range.clone(), bearer));
            }
        }
        drop_words(text, &mut mentions);
        mentions
    }

    /// The names in the text from left to right, the longest that is a place at each spot.
    fn candidates<'g>(&'g self, text: &str) -> Vec<Candidate<'g>> {
        let mut found: Vec<Candidate<'g>> = Vec::new();
        for (start, end, bearers) in self.names_at(text) {
            let is_free = found.last().is_none_or(|last| last.range.end <= start);
            let by = bearers[0].by;
            if is_free && !is_stopped(&text[start..end], by, &text[..start], &text[end..]) {
                found.push(Candidate { range: start..end, bearers });
            }
        }
        found
    }

    /// Every name in the text, from left to right and longest first.
    fn names_at<'g>(&'g self, text: &str) -> Vec<(usize, usize, &'g [Bearer])> {
        let mut names: Vec<_> = self.names_in(text).collect();
        names.sort_by_key(|(start, end, _)| (*start, std::cmp::Reverse(*end)));
        names
    }

    /// Cities of the names that have one bearer.
    fn certain_cities(&self, candidates: &[Candidate<'_>]) -> BTreeSet<PlaceId> {
        let certain = candidates.iter().filter_map(|candidate| match candidate.bearers {
            [bearer] if bearer.by != Use::Word => self.city_of(bearer.place),
            _ => None,
        });
        certain.collect()
    }

    /// Decides which bearer is meant.
    fn settle(
        &self,
        bearers: &[Bearer],
        outer: Option<&Mention<'_>>,
        home: Option<&Home>,
        cities: &BTreeSet<PlaceId>,
    ) -> Option<Bearer> {
        if let Some(outer) = outer.filter(|outer| self.can_hold(outer.id, bearers)) {
            return only(bearers, |id| self.lies_in(id, outer.id));
        }
        if let [bearer] = bearers {
            return Some(*bearer);
        }
        let home_city = home.and_then(|home| home.city);
        only(bearers, |id| home_city.is_some() && self.city_of(id) == home_city)
            .or_else(|| only(bearers, |id| self.city_of(id).is_some_and(|city| cities.contains(&city))))
    }

    /// Whether a place can be the address before a town's name: `长沙市` before `朝阳街道`.
    fn can_hold(&self, outer: PlaceId, bearers: &[Bearer]) -> bool {
        let are_towns = bearers.iter().all(|bearer| self.place(bearer.place).kind.rank() == Rank::Township);
        are_towns && self.place(outer).kind.rank() < Rank::Township
    }

    fn mention(&self, range: Range<usize>, bearer: Bearer) -> Mention<'_> {
        let seat = self.seat_of(bearer.place).map(|id| self.place(id));
        Mention { place: self.place(bearer.place), seat, range, id: bearer.place, by: bearer.by }
    }
}

/// The one bearer that fits, where exactly one does.
fn only(bearers: &[Bearer], fits: impl Fn(PlaceId) -> bool) -> Option<Bearer> {
    let mut fitting = bearers.iter().filter(|bearer| fits(bearer.place));
    let first = fitting.next()?;
    fitting.next().is_none().then_some(*first)
}

/// Longest name, in characters, of a district that the gazetteer does not know: `长沙市[雨花区]朝阳街道`.
const UNKNOWN_DISTRICT: usize = 5;

/// Whether two names with this text between them are one address.
fn adjoins(between: &str) -> bool {
    between.is_empty()
        || (between.chars().count() <= UNKNOWN_DISTRICT
            && between.ends_with(['区', '县', '市'])
            && between.chars().all(is_hanzi))
}

/// Whether a character belongs to the common block of Chinese characters.
pub(super) fn is_hanzi(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// Takes out ordinary words that stand outside a list of places.
fn drop_words(text: &str, mentions: &mut Vec<Mention<'_>>) {
    let keep: Vec<bool> =
        (0..mentions.len()).map(|i| mentions[i].by != Use::Word || in_list(text, mentions, i)).collect();
    let mut keep = keep.into_iter();
    mentions.retain(|_| keep.next().unwrap_or(false));
}

/// Stands between the names of a list.
const LIST_MARK: char = '、';

/// Whether a name has places at its sides as in `松滋、公安、监利`, and nothing else as in `沙市、公安、税务`.
fn in_list(text: &str, mentions: &[Mention<'_>], i: usize) -> bool {
    let Range { start, end } = mentions[i].range;
    let is_place = |mention: &Mention<'_>| mention.by != Use::Word && mention.seat.is_some();
    let left_place = i > 0 && is_place(&mentions[i - 1]) && is_mark(&text[mentions[i - 1].range.end..start]);
    let right = mentions.get(i + 1).filter(|right| is_place(right));
    let right_place = right.is_some_and(|right| is_mark(&text[end..right.range.start]));
    let left_open = text[..start].ends_with(LIST_MARK) && !left_place;
    let right_open = text[end..].starts_with(LIST_MARK) && !right_place;
    (left_place || right_place) && !left_open && !right_open
}

fn is_mark(between: &str) -> bool {
    between.chars().eq([LIST_MARK])
}

#[cfg(test)]
mod tests {
    use super::super::built_in;

    #[test]
    fn probes_give_their_seats() {
        let gazetteer = built_in();
        let mut wrong = Vec::new();
        for row in csv::Reader::from_reader(include_bytes!("probes.csv").as_slice()).records() {
            let row = row.unwrap();
            let home = (!row[1].is_empty()).then(|| gazetteer.home(&row[1]).unwrap());
            let mentions = gazetteer.mentions(&row[0], home.as_ref());
            let seats: Vec<&str> = mentions.iter().filter_map(|m| m.seat).map(|seat| seat.name.as_str()).collect();
            if seats.join(";") != row[2] {
                wrong.push(format!("{} [{}]: {} instead of {}", &row[0], &row[1], seats.join(";"), &row[2]));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

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
