//! Where a paper is from, when nobody says so.

use std::collections::BTreeMap;

use super::gazetteer::{Gazetteer, Home, PlaceId};
use super::subject::Subject;

/// Fewest items that must name a place before a home is inferred, and fewest pages for a batch's home.
const FEWEST_VOTES: usize = 2;
/// Share of the items naming a place that must name the same one: a paper's page is mostly about its home.
const MAJORITY: f64 = 0.6;

/// Fewest rows of a table that must name a place before the table has a home, and the share of them that must name the
/// same one. A table may hold articles of many papers, so it must be surer than a page: a wrong home takes the others'
/// districts away.
const FEWEST_ROWS: usize = 10;
const ROWS_MAJORITY: f64 = 0.8;

/// The place that a row of a table is about, as a vote for the table's home.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vote(PlaceId);

/// Homes that the pages of a batch tell, by publication; and the one that the rows of its tables tell.
///
/// A page that names too few places has the home of the other pages of its publication, where these agree. Pages
/// whose publication nobody gave count as of one paper, which they are if they agree.
#[derive(Debug, Clone, Default)]
pub struct BatchHomes {
    told: BTreeMap<String, Vec<PlaceId>>,
    rows: Vec<PlaceId>,
}

impl BatchHomes {
    /// Adds the home that a page tells.
    pub fn add(&mut self, publication: &str, home: &Home) {
        self.told.entry(publication.to_string()).or_default().push(home.place);
    }
}

impl BatchHomes {
    /// Adds what a row of a table tells.
    pub fn add_row(&mut self, vote: Vote) {
        self.rows.push(vote.0);
    }
}

impl Gazetteer {
    /// What an item by itself tells of its paper's home; `None` where it names no place.
    pub fn vote(&self, item: &Subject<'_>) -> Option<Vote> {
        item.in_simplified(|item| self.focused(item, None).first().map(|(id, _)| Vote(*id)))
    }

    /// The home of the rows of a batch's tables, if they are nearly all about one district or city.
    pub fn rows_home(&self, homes: &BatchHomes) -> Option<Home> {
        if homes.rows.len() < FEWEST_ROWS { None } else { self.home_of_votes(&homes.rows, ROWS_MAJORITY) }
    }

    /// Infers the home of a page's paper from its items: the district that most of them are about, or else the
    /// city whose districts they are about, or else the home of the publisher that its `furniture` (masthead and the like)
    /// names, or the only county that has the towns they name. `None` where the items name too few places or too many
    /// different ones.
    pub fn infer_home<'a>(
        &self,
        items: impl IntoIterator<Item = Subject<'a>>,
        furniture: impl IntoIterator<Item = &'a str>,
    ) -> Option<Home> {
        let items: Vec<Subject<'a>> = items.into_iter().collect();
        let votes: Vec<PlaceId> = items.iter().filter_map(|item| self.vote(item)).map(|vote| vote.0).collect();
        let voted = self.home_of_votes(&votes, MAJORITY);
        voted.or_else(|| self.home_of_publisher(furniture)).or_else(|| self.home_of_towns(&items))
    }

    /// The home that most pages of a publication tell.
    pub fn batch_home(&self, homes: &BatchHomes, publication: &str) -> Option<Home> {
        self.home_of_votes(homes.told.get(publication)?, MAJORITY)
    }

    /// The district or zone that a share of the votes name, or else the city.
    fn home_of_votes(&self, votes: &[PlaceId], share: f64) -> Option<Home> {
        let fewest = share * votes.len() as f64;
        let cities = votes.iter().filter_map(|id| self.city_of(*id));
        let home = winner(votes.iter().copied(), fewest).or_else(|| winner(cities, fewest))?;
        self.home_at(home)
    }
}

/// The place that at least so many votes name.
fn winner(votes: impl Iterator<Item = PlaceId>, fewest: f64) -> Option<PlaceId> {
    let mut counts: BTreeMap<PlaceId, usize> = BTreeMap::new();
    votes.for_each(|place| *counts.entry(place).or_default() += 1);
    let (place, votes) = counts.into_iter().max_by_key(|(_, votes)| *votes)?;
    (votes >= FEWEST_VOTES && votes as f64 >= fewest).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::super::built_in;
    use super::*;

    #[track_caller]
    fn case(bodies: &[&str], expected: Option<&str>) {
        let subjects = bodies.iter().map(|body| Subject { headline: "", body });
        assert_eq!(built_in().infer_home(subjects, []).as_ref().map(Home::name), expected);
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
        case(&["浮来山街道的银杏黄了。", "夏庄镇修起水渠，陵阳镇也动了工。", "全县召开会议。"], Some("莒县"));
        case(&["莒县浮来山街道的银杏黄了。", "莒县夏庄镇修起水渠。", "全县召开会议。"], Some("莒县"));
        case(&["福州鼓楼区三坊七巷。", "福州市鼓楼区社区食堂。"], Some("鼓楼区"));
        case(&["昆山市周庄镇通车。", "张浦镇建厂。", "千灯镇放灯。"], Some("昆山市"));
    }

    #[test]
    fn a_table_has_a_home_only_if_nearly_all_its_rows_agree() {
        let gazetteer = built_in();
        let home = |own: usize, others: usize| {
            let mut homes = BatchHomes::default();
            let bodies = [vec!["绍兴市柯桥区开渔。"; own], vec!["庄河市渔船开海。"; others]].concat();
            for body in bodies {
                homes.add_row(gazetteer.vote(&Subject { headline: "", body }).unwrap());
            }
            gazetteer.rows_home(&homes).map(|home| home.name().to_string())
        };
        assert_eq!(home(8, 2).as_deref(), Some("柯桥区"));
        assert_eq!(home(7, 3), None);
        assert_eq!(home(9, 0), None);
        assert!(gazetteer.vote(&Subject { headline: "", body: "无地名。" }).is_none());
    }

    #[test]
    fn papers_of_a_dozen_cities_tell_their_home_and_their_bare_forms_mean_it() {
        let gazetteer = built_in();
        for (home, places, bare) in [
            ("绍兴市", ["柯桥区", "诸暨市", "嵊州市"], "市委"),
            ("泉州市", ["晋江市", "南安市", "惠安县"], "全市"),
            ("洛阳市", ["涧西区", "孟津区", "新安县"], "我市"),
            ("遵义市", ["播州区", "仁怀市", "赤水市"], "全市"),
            ("赣州市", ["章贡区", "瑞金市", "于都县"], "市委"),
            ("临沂市", ["兰山区", "蒙阴县", "沂水县"], "全市"),
            ("喀什地区", ["疏附县", "莎车县", "巴楚县"], ""),
            ("佳木斯市", ["郊区", "桦南县", "同江市"], "全市"),
            ("桂林市", ["雁山区", "阳朔县", "荔浦市"], "我市"),
            ("延安市", ["宝塔区", "洛川县", "子长市"], "市政府"),
            ("南通市", ["海门区", "如皋市", "启东市"], "全市"),
            ("大同市", ["云冈区", "阳高县", "浑源县"], "市委"),
            ("凉山彝族自治州", ["西昌市", "会理市", "冕宁县"], ""),
        ] {
            let bodies = places.map(|place| format!("本报讯 近日，{place}{place}新修水渠三条。"));
            let found = gazetteer.infer_home(bodies.iter().map(|body| Subject { headline: "", body }), []);
            let found = found.unwrap_or_else(|| panic!("no home of {home}"));
            assert_eq!(found.name(), home);
            for place in &places[1..] {
                let headline = format!("{place}兴修水利");
                let focus = gazetteer.focus(&Subject { headline: &headline, body: "近日开工。" }, Some(&found));
                assert_eq!(focus, [*place], "{home}");
            }
            if !bare.is_empty() {
                let body = format!("{bare}部署秋收工作。");
                assert_eq!(gazetteer.focus(&Subject { headline: "", body: &body }, Some(&found)), [home]);
            }
        }
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
