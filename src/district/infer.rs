//! Where a page's paper is from, when nobody says so.

use std::collections::BTreeMap;

use super::focus::Subject;
use super::gazetteer::{Gazetteer, Home};

/// Fewest items that must name a place before a home is inferred.
const FEWEST_VOTES: usize = 2;
/// Share of the items naming a place that must name the same one: a paper's page is mostly about its home.
const MAJORITY: f64 = 0.6;

impl Gazetteer {
    /// Infers the home of a page's paper from its items: the district that most of them are about, or else the
    /// city whose districts they are about. `None` where the items name too few places or too many different ones.
    pub fn infer_home<'a>(&self, items: impl IntoIterator<Item = Subject<'a>>) -> Option<Home> {
        let named: Vec<Home> =
            items.into_iter().filter_map(|item| self.home(self.focus(&item, None).first()?).ok()).collect();
        let districts = named.iter().map(|home| home.name().to_string());
        let cities = named.iter().filter_map(|home| Some(self.place(home.city?).name.to_string()));
        self.majority(districts, named.len()).or_else(|| self.majority(cities, named.len()))
    }

    /// The place that a majority of `total` items name.
    fn majority(&self, names: impl Iterator<Item = String>, total: usize) -> Option<Home> {
        let mut votes: BTreeMap<String, usize> = BTreeMap::new();
        names.for_each(|name| *votes.entry(name).or_default() += 1);
        let (name, votes) = votes.into_iter().max_by_key(|(_, votes)| *votes)?;
        let is_majority = votes >= FEWEST_VOTES && votes as f64 >= MAJORITY * total as f64;
        self.home(&name).ok().filter(|_| is_majority)
    }
}

#[cfg(test)]
mod tests {
    use super::super::built_in;
    use super::*;

    #[track_caller]
    fn case(bodies: &[&str], expected: Option<&str>) {
        let subjects = bodies.iter().map(|body| Subject { headline: "", body });
        assert_eq!(built_in().infer_home(subjects).as_ref().map(Home::name), expected);
    }

    #[test]
    fn the_home_is_the_district_or_city_of_most_items() {
        let sashi = "本报讯 昨日，沙市区召开会议部署冬季防火。";
        let gongan = "本报讯 近日，公安县夹竹园镇的葡萄丰收。";
        let shishou = "本报讯 近日，石首市新建两座泵站。";
        let far = "本报讯 近日，庄河市渔船开海。";
        case(&[sashi, sashi, gongan, "全区上下迅速行动。"], Some("沙市区"));
        case(&[sashi, gongan, shishou, far], Some("荆州市"));
        case(&[sashi, far], None);
        case(&[sashi], None);
        case(&["全区上下迅速行动。"], None);
    }
}
