//! Which of the places that bear a name is meant.

use std::ops::Deref;

use super::gazetteer::{Gazetteer, Home, PlaceId};
use super::names::{Bearer, First};
use super::place::{Rank, Use};
use crate::date::Day;
use crate::page::repair::is_hanzi;

/// A bearer decided upon.
#[derive(Debug, Clone, Copy)]
pub(super) struct Settled {
    pub(super) place: PlaceId,
    pub(super) by: Use,
    pub(super) is_sure: bool,
}

/// Places that make others near them likelier, nearest first.
pub(super) struct Surroundings {
    /// The home and its city, counties and cities that the text names beyond doubt, the home's province.
    areas: Vec<PlaceId>,
    home: Option<PlaceId>,
    day: Option<Day>,
}

impl Surroundings {
    /// Gathers what the home and the names with one bearer tell.
    pub(super) fn new(gazetteer: &Gazetteer, names: impl Iterator<Item = First>, home: Option<&Home>) -> Self {
        // A paper that is known names towns of its own and of others alike; of an unknown one they tell most.
        let surest = if home.is_some() { Rank::County } else { Rank::Township };
        let mut certain: Vec<PlaceId> = Vec::new();
        for first in names {
            let mut bearers = gazetteer.names.bearers(first).filter(|b| !matches!(b.by, Use::Word | Use::Near));
            if let (Some(bearer), None) = (bearers.next(), bearers.next())
                && gazetteer.place(bearer.place).kind.rank() <= surest
            {
                certain.push(bearer.place);
            }
        }
        let counties = certain.iter().filter_map(|id| gazetteer.seat_of(*id));
        let cities = certain.iter().filter_map(|id| gazetteer.city_of(*id));
        let own = home.into_iter().flat_map(|home| [Some(home.place), home.city]).flatten();
        let province = home.and_then(|home| home.province);
        let mut areas: Vec<PlaceId> = Vec::new();
        for area in own.chain(counties).chain(cities).chain(province) {
            if !areas.contains(&area) {
                areas.push(area);
            }
        }
        Self { areas, home: home.map(|home| home.place), day: home.map_or(gazetteer.day, |home| home.day) }
    }
}

impl Gazetteer {
    /// Decides which bearer of a name is meant; `outer` is a place written right before it. What is `around` is asked
    /// for only where it matters.
    pub(super) fn settle(
        &self,
        first: First,
        outer: Option<PlaceId>,
        around: &impl Deref<Target = Surroundings>,
    ) -> Option<Settled> {
        let mut bearers: Vec<Bearer> = self.names.bearers(first).collect();
        if bearers.len() > 1 {
            keep_if_any(&mut bearers, |bearer| bearer.validity.holds(around.day));
        }
        if let Some(outer) = outer.filter(|outer| self.can_hold(*outer, &bearers)) {
            let inside = only(&bearers, |id| self.lies_in(id, outer));
            if inside.is_some() || bearers.iter().all(|bearer| self.rank(bearer) >= Rank::Township) {
                // 晋城市[城区]: what stands after the place around it is no ordinary word.
                return inside.map(|bearer| Settled {
                    place: bearer.place,
                    by: without_doubt(bearer.by),
                    is_sure: true,
                });
            }
        }
        keep_if_any(&mut bearers, |bearer| bearer.by != Use::Word);
        keep_if_any(&mut bearers, |bearer| bearer.by != Use::Near);
        if let [bearer] = bearers[..] {
            let settled = Settled { place: bearer.place, by: bearer.by, is_sure: true };
            return self.counts(&bearer, around).then_some(settled);
        }
        let is_town = bearers.iter().all(|bearer| self.rank(bearer) >= Rank::Township);
        let areas = around.areas.iter().filter(|area| !is_town || self.place(**area).kind.rank() > Rank::Province);
        let nearest = areas.into_iter().find_map(|area| only(&bearers, |id| self.lies_in(id, *area)));
        let province = || only(&bearers, |id| self.place(id).kind.rank() == Rank::Province);
        if let Some(bearer) = nearest.or_else(province) {
            return Some(Settled { place: bearer.place, by: bearer.by, is_sure: true });
        }
        // 和平区 is a district wherever it lies.
        let are_districts =
            bearers.iter().all(|bearer| bearer.by == Use::Canonical && self.rank(bearer) == Rank::County);
        let some = bearers.iter().min_by_key(|bearer| bearer.place).filter(|_| are_districts)?;
        Some(Settled { place: some.place, by: some.by, is_sure: false })
    }

    fn rank(&self, bearer: &Bearer) -> Rank {
        self.place(bearer.place).kind.rank()
    }

    /// Whether a name's only bearer is near enough. A paper names far towns with their county, and a village is known
    /// for one city only, while other cities have villages of the same name.
    fn counts(&self, bearer: &Bearer, around: &impl Deref<Target = Surroundings>) -> bool {
        let is_near = |rank: Rank| {
            let areas = around.areas.iter().filter(|area| self.place(**area).kind.rank() >= rank);
            areas.into_iter().any(|area| self.lies_in(bearer.place, *area))
        };
        match (self.rank(bearer), bearer.by) {
            (Rank::Village, _) | (_, Use::Near) => is_near(Rank::City),
            (Rank::Township, _) => around.home.is_none() || is_near(Rank::Province),
            (Rank::Province | Rank::City | Rank::County, _) => true,
        }
    }

    /// Whether a place can be the address before a name: `长沙市` before `朝阳街道`, `长春` before `朝阳区`.
    fn can_hold(&self, outer: PlaceId, bearers: &[Bearer]) -> bool {
        let rank = self.place(outer).kind.rank();
        bearers.iter().all(|bearer| rank < self.rank(bearer))
    }
}

/// Keeps what passes, unless nothing does.
fn keep_if_any(bearers: &mut Vec<Bearer>, passes: impl Fn(&Bearer) -> bool) {
    if bearers.iter().any(&passes) {
        bearers.retain(passes);
    }
}

/// The use of a name whose place is beyond doubt.
fn without_doubt(by: Use) -> Use {
    match by {
        Use::Canonical => Use::Canonical,
        Use::Alias | Use::Near | Use::Word => Use::Alias,
    }
}

/// The one bearer that fits, where exactly one does.
fn only(bearers: &[Bearer], fits: impl Fn(PlaceId) -> bool) -> Option<Bearer> {
    let mut fitting = bearers.iter().filter(|bearer| fits(bearer.place));
    let first = fitting.next()?;
    fitting.next().is_none().then_some(*first)
}

/// Longest name, in characters, of a place between two others that the gazetteer does not know:
/// `长沙市[雨花区]朝阳街道`.
const UNKNOWN_PLACE: usize = 5;

/// Whether two names with this text between them are one address.
pub(super) fn adjoins(between: &str) -> bool {
    between.is_empty()
        || (between.chars().count() <= UNKNOWN_PLACE
            && between.ends_with(['区', '县', '市', '镇', '乡'])
            && between.chars().all(is_hanzi))
}

#[cfg(test)]
mod tests {
    use super::super::built_in;

    /// Seats and cities of the places that a text names, with a home or without.
    #[track_caller]
    fn case(text: &str, home: &str, expected: &[(&str, &str)]) {
        let gazetteer = built_in();
        let home = (!home.is_empty()).then(|| gazetteer.home(home).unwrap());
        let mentions = gazetteer.mentions(text, home.as_ref());
        let city = |id| gazetteer.city_of(id).map_or("", |id| gazetteer.place(id).name.as_ref());
        let found: Vec<(&str, &str)> =
            mentions.iter().map(|mention| (&text[mention.range.clone()], city(mention.id))).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn the_place_before_a_name_says_which_is_meant() {
        case("长春市朝阳区", "", &[("长春市", "长春市"), ("朝阳区", "长春市")]);
        case("北京朝阳区", "荆州市", &[("北京", "北京市"), ("朝阳区", "北京市")]);
        case("晋城市城区", "", &[("晋城市", "晋城市"), ("城区", "晋城市")]);
        case("城区道路", "", &[]);
    }

    #[test]
    fn the_home_and_other_places_say_which_is_meant() {
        case("解放街道", "沙市区", &[("解放街道", "荆州市")]);
        case("解放街道", "", &[]);
        case("在鼓楼区，南京人", "", &[("鼓楼区", "南京市"), ("南京", "南京市")]);
        case("在鼓楼区", "福州市", &[("鼓楼区", "福州市")]);
    }

    #[test]
    fn far_towns_and_villages_need_their_county() {
        case("埠河镇", "", &[("埠河镇", "荆州市")]);
        case("周庄镇与埠河镇", "荆州市", &[("埠河镇", "荆州市")]);
        case("荆江亭社区", "荆州市", &[("荆江亭社区", "荆州市")]);
        case("荆江亭社区", "苏州市", &[]);
        case("荆江亭社区", "", &[]);
        case("沙市区荆江亭社区", "", &[("沙市区", "荆州市"), ("荆江亭社区", "荆州市")]);
    }

    #[test]
    fn a_short_name_near_its_city_counts() {
        case("南通如东", "", &[("南通", "南通市"), ("如东", "南通市")]);
        case("如东渔港", "南通市", &[("如东", "南通市")]);
        case("如东渔港", "荆州市", &[]);
    }
}
