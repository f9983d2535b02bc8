//! From a district to the county, city or province that it lies in.

use super::gazetteer::{CHAIN, Gazetteer, Home, PlaceId};
use super::place::{Kind, Rank};

/// What districts are gathered into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// County-level districts and functional zones; towns and villages go to theirs.
    County,
    /// Prefecture-level cities; a county-level city outside any, 仙桃市, stays by itself.
    City,
    /// Provinces.
    Province,
}

impl Gazetteer {
    /// The name of the place of this level in which the named one lies; a place above that level stays what it is, and
    /// one that lies in none goes as high as it can below it.
    ///
    /// Of several bearers of the name the one nearest to `home` is meant: in its city, else in its province. `None`
    /// where the gazetteer knows no bearer, or cannot tell which. A zone of the general pattern, 襄阳高新区, goes to its city.
    pub fn roll_up(&self, name: &str, level: Level, home: Option<&Home>) -> Option<&str> {
        let zone = || self.city_of_zone(name).filter(|_| level != Level::County);
        let id = self.bearer(name, home).or_else(zone)?;
        let top = match level {
            Level::County => Rank::County,
            Level::City => Rank::City,
            Level::Province => Rank::Province,
        };
        let below = self.upwards(id).take_while(|id| self.place(*id).kind.rank() >= top);
        let found = below.last().unwrap_or(id);
        Some(self.place(found).name.as_ref())
    }

    fn bearer(&self, name: &str, home: Option<&Home>) -> Option<PlaceId> {
        let below = name.rsplit(CHAIN).next().unwrap_or(name);
        let mut bearers: Vec<PlaceId> = self.names.bearers_of(below).map(|bearer| bearer.place).collect();
        bearers.retain(|id| self.place(*id).name == below && self.place(*id).kind != Kind::Organisation);
        bearers.retain(|id| below == name || self.chain(*id) == name);
        bearers.sort_unstable();
        bearers.dedup();
        let highest = bearers.iter().map(|id| self.place(*id).kind.rank()).min()?;
        bearers.retain(|id| self.place(*id).kind.rank() == highest);
        let near = |around: Option<PlaceId>| {
            let around = around?;
            only(bearers.iter().copied().filter(|id| self.lies_in(*id, around)))
        };
        only(bearers.iter().copied()).or_else(|| near(home?.city)).or_else(|| near(home?.province))
    }
}

/// The one element of an iterator that has no second.
fn only<T>(mut items: impl Iterator<Item = T>) -> Option<T> {
    let first = items.next()?;
    items.next().is_none().then_some(first)
}

#[cfg(test)]
mod tests {
    use super::super::built_in;
    use super::*;

    #[test]
    fn a_place_goes_up_to_the_level_and_no_further() {
        let gazetteer = built_in();
        let case = |name: &str, expected: [&str; 3]| {
            let found = [Level::County, Level::City, Level::Province].map(|level| gazetteer.roll_up(name, level, None));
            assert_eq!(found, expected.map(Some), "{name}");
        };
        case("沙市区", ["沙市区", "荆州市", "湖北省"]);
        case("岑河镇", ["沙市区", "荆州市", "湖北省"]);
        case("荆州开发区", ["荆州开发区", "荆州市", "湖北省"]);
        case("荆州市", ["荆州市", "荆州市", "湖北省"]);
        case("湖北省", ["湖北省", "湖北省", "湖北省"]);
        case("仙桃市", ["仙桃市", "仙桃市", "湖北省"]);
        case("浦东新区", ["浦东新区", "上海市", "上海市"]);
        case("长春市/朝阳区", ["朝阳区", "长春市", "吉林省"]);
    }

    #[test]
    fn a_name_of_many_places_needs_a_home_near_one() {
        let gazetteer = built_in();
        let city = |name, home: Option<&str>| {
            let home = home.map(|home| gazetteer.home(home).unwrap());
            gazetteer.roll_up(name, Level::City, home.as_ref())
        };
        assert_eq!(city("朝阳区", None), None);
        assert_eq!(city("朝阳区", Some("长春市")), Some("长春市"));
        assert_eq!(city("朝阳区", Some("吉林市")), Some("长春市"));
        assert_eq!(city("朝阳区", Some("广州市")), None);
        assert_eq!(city("虾子区", None), None);
    }
}
