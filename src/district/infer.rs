//! Where a paper is from, when nobody says so.

use std::collections::BTreeMap;

use super::focus::Subject;
use super::gazetteer::{Gazetteer, Home, PlaceId};

/// Fewest items that must name a place before a home is inferred, and fewest pages for a batch's home.
const FEWEST_VOTES: usize = 2;
/// Share of the items naming a place that must name the same one: a paper's page is mostly about its home.
const MAJORITY: f64 = 0.6;

/// Homes that the pages of a batch tell, by publication.
///
/// A page that names too few places has the home of the other pages of its publication, where these agree. Pages
/// whose publication nobody gave count as of one paper, which they are if they agree.
#[derive(Debug, Clone, Default)]
pub struct BatchHomes {
    told: BTreeMap<String, Vec<PlaceId>>,
}

impl BatchHomes {
    /// Adds the home that a page tells.
    pub fn add(&mut self, publication: &str, home: &Home) {
        self.told.entry(publication.to_string()).or_default().push(home.place);
    }
}

impl Gazetteer {
    /// Infers the home of a page's paper from its items: the district that most of them are about, or else the
    /// city whose districts they are about. `None` where the items name too few places or too many different ones.
    pub fn infer_home<'a>(&self, items: impl IntoIterator<Item = Subject<'a>>) -> Option<Home> {
        let main = |item: Subject<'_>| self.focused(&item, None).first().map(|(id, _)| *id);
        self.majority(&items.into_iter().filter_map(main).collect::<Vec<_>>())
    }

    /// The home that most pages of a publication tell.
    pub fn batch_home(&self, homes: &BatchHomes, publication: &str) -> Option<Home> {
        self.majority(homes.told.get(publication)?)
    }

    /// The district or zone that a majority of the votes name, or else the city.
    fn majority(&self, votes: &[PlaceId]) -> Option<Home> {
        let cities = votes.iter().filter_map(|id| self.city_of(*id));
        let home = winner(votes.iter().copied(), votes.len()).or_else(|| winner(cities, votes.len()))?;
        self.home_at(home)
    }
}

/// The place that a majority of `total` votes name.
fn winner(votes: impl Iterator<Item = PlaceId>, total: usize) -> Option<PlaceId> {
    let mut counts: BTreeMap<PlaceId, usize> = BTreeMap::new();
    votes.for_each(|place| *counts.entry(place).or_default() += 1);
    let (place, votes) = counts.into_iter().max_by_key(|(_, votes)| *votes)?;
    (votes >= FEWEST_VOTES && votes as f64 >= MAJORITY * total as f64).then_some(place)
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

    #[test]
    fn towns_tell_the_home_anywhere_in_the_country() {
        case(&["浮来山街道的银杏黄了。", "夏庄镇修起水渠，陵阳镇也动了工。", "全县召开会议。"], None);
        case(&["莒县浮来山街道的银杏黄了。", "莒县夏庄镇修起水渠。", "全县召开会议。"], Some("莒县"));
        case(&["福州鼓楼区三坊七巷。", "福州市鼓楼区社区食堂。"], Some("鼓楼区"));
        case(&["昆山市周庄镇通车。", "张浦镇建厂。", "千灯镇放灯。"], Some("昆山市"));
    }

    #[test]
    fn pages_of_a_batch_lend_each_other_their_home() {
        let gazetteer = built_in();
        let mut homes = BatchHomes::default();
        for (publication, home) in
            [("甲报", "沙市区"), ("甲报", "沙市区"), ("乙报", "公安县"), ("丙报", "石首市"), ("丙报", "松滋市")]
        {
            homes.add(publication, &gazetteer.home(home).unwrap());
        }
        let name = |publication| gazetteer.batch_home(&homes, publication).map(|home| home.name().to_string());
        assert_eq!(name("甲报").as_deref(), Some("沙市区"));
        assert_eq!(name("乙报"), None);
        assert_eq!(name("丙报").as_deref(), Some("荆州市"));
        assert_eq!(name("丁报"), None);
    }
}
