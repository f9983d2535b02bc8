//! What tells where a paper is from where its articles name too few districts: the masthead, and towns that only one
//! county has together.

use std::collections::{BTreeMap, BTreeSet};

use super::gazetteer::{Gazetteer, Home, PlaceId};
use super::names::First;
use super::place::Rank;
use super::subject::Subject;
use crate::page::traditional::simplify;

/// What a masthead calls its publisher by: `中共阜城县委办公室编`, `沙市区委宣传部主办`.
const PUBLISHED: &[&str] = &["主办", "主管", "承办", "编印", "办公室编", "宣传部编", "出版"];

/// Fewest different towns that tell a county together.
const FEWEST_TOWNS: usize = 2;

impl Gazetteer {
    /// The home of the publisher that a page's furniture names, if it names one only.
    pub(super) fn home_of_publisher<'a>(&self, furniture: impl IntoIterator<Item = &'a str>) -> Option<Home> {
        let named = |line: &str| PUBLISHED.iter().any(|word| line.contains(word));
        let lines = furniture.into_iter().flat_map(str::lines).map(simplify).filter(|line| named(line));
        let seats: BTreeSet<PlaceId> = lines.flat_map(|line| self.seats_in(&line)).collect();
        let is_narrowest = |id: &&PlaceId| !seats.iter().any(|other| other != *id && self.lies_in(*other, **id));
        let mut narrowest = seats.iter().filter(is_narrowest);
        let publisher = narrowest.next()?;
        if narrowest.next().is_some() { None } else { self.home_at(*publisher) }
    }

    fn seats_in(&self, line: &str) -> Vec<PlaceId> {
        let mentions = self.mentions_in_simplified(line, None);
        mentions.iter().filter(|mention| mention.is_sure).filter_map(|mention| self.seat_of(mention.id)).collect()
    }

    /// The county that has more of the towns which items name than any other: there are many towns called 岳阳镇 or
    /// 石羊镇, but one county has both.
    pub(super) fn home_of_towns(&self, items: &[Subject<'_>]) -> Option<Home> {
        let mut towns: BTreeMap<PlaceId, BTreeSet<First>> = BTreeMap::new();
        for text in items.iter().flat_map(|item| [item.headline, item.body]) {
            for candidate in self.candidates(&simplify(text), None) {
                for seat in self.seats_of_town(candidate.first) {
                    towns.entry(seat).or_default().insert(candidate.first);
                }
            }
        }
        let most = towns.values().map(BTreeSet::len).max().filter(|most| *most >= FEWEST_TOWNS)?;
        let mut best = towns.iter().filter(|(_, names)| names.len() == most);
        let (seat, _) = best.next()?;
        if best.next().is_some() { None } else { self.home_at(*seat) }
    }

    /// The counties of the towns that bear a name; none where something else bears it too.
    fn seats_of_town(&self, first: First) -> Vec<PlaceId> {
        let bearers: Vec<PlaceId> = self.names.bearers(first).map(|bearer| bearer.place).collect();
        let is_town = bearers.iter().all(|id| self.place(*id).kind.rank() == Rank::Township);
        if is_town { bearers.into_iter().filter_map(|id| self.seat_of(id)).collect() } else { Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::super::built_in;
    use super::*;

    #[test]
    fn a_masthead_names_the_home_by_its_publisher() {
        let gazetteer = built_in();
        let home = |line| gazetteer.home_of_publisher([line]).map(|home| home.name().to_string());
        assert_eq!(home("内部资料\n中共阜城县委办公室编 ２０１７年９月１８日").as_deref(), Some("阜城县"));
        assert_eq!(home("荆州市沙市区委宣传部主办").as_deref(), Some("沙市区"));
        assert_eq!(home("7版 副刊·井冈山"), None);
        assert_eq!(home("公安县委、石首市委主办"), None);
    }

    #[test]
    fn towns_that_only_one_county_has_together_name_it() {
        let gazetteer = built_in();
        let home = |bodies: &[&str]| {
            let items: Vec<_> = bodies.iter().map(|body| Subject { headline: "", body }).collect();
            gazetteer.home_of_towns(&items).map(|home| home.name().to_string())
        };
        assert_eq!(home(&["岳阳镇的猫得救了。", "家住石羊镇的温老师接到电话。"]).as_deref(), Some("安岳县"));
        assert_eq!(home(&["岳阳镇的猫得救了。", "岳阳镇的狗也得救了。"]), None);
        assert_eq!(home(&["城关镇办起夜校。"]), None);
    }
}
