//! Which districts an item is about.

use serde::{Deserialize, Serialize};

use super::evidence::{Evidence, Tallies, Tally, gather};
use super::gazetteer::{Gazetteer, Home, PlaceId};
use super::local::is_local;
use super::place::Rank;
use super::subject::Subject;

/// A district or city that an item is about, and why.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Focus {
    /// The canonical name.
    pub district: String,
    /// The weighted sum of the evidence.
    pub score: u32,
    /// The score as a share of the evidence for all places of the item and a little more for what the item leaves unsaid.
    pub share: f64,
    /// The sorts of evidence with the number of places in the text, strongest sort first.
    pub evidence: Vec<(Evidence, u32)>,
}

/// Most districts that one item is about.
const MOST_DISTRICTS: usize = 3;

/// Share of the main district's score above which a district of the lead acts as well.
const SECOND_SHARE: f64 = 0.5;

/// Sentences that must name a district outside a list before it has a part in a city-wide item.
const PART_SENTENCES: u32 = 2;

/// Evidence that an item may have beyond what it was seen to say, in units of the score: a district named once in
/// passing is then no certainty. As much as an acting body, by hand.
const UNSEEN: u32 = 2;

/// The evidence for one place.
type Candidate<'t> = (PlaceId, &'t Tally);

impl Gazetteer {
    /// The districts that an item is about as canonical names, the main one first; empty where it names none.
    ///
    /// With a `home`, bare forms such as 全区 count for it, places outside its city are no focus, and an item that
    /// names no place falls to the home where its words show a report of the paper's own. A city comes first
    /// where it acts itself, and then the districts in which a substantial part plays.
    pub fn focus(&self, subject: &Subject<'_>, home: Option<&Home>) -> Vec<String> {
        self.focus_with_evidence(subject, home).into_iter().map(|focus| focus.district).collect()
    }

    /// The same as [`Gazetteer::focus`], with the evidence for each; a zone that only its name tells, 襄阳高新区, stands for
    /// its city where the item is about the zone.
    pub fn focus_with_evidence(&self, subject: &Subject<'_>, home: Option<&Home>) -> Vec<Focus> {
        subject.in_simplified(|subject| {
            let focused = self.focused(subject, home).into_iter();
            focused.map(|(id, focus)| self.narrowed(id, focus, subject)).collect()
        })
    }

    /// The districts of an item in simplified characters, with their numbers.
    pub(super) fn focused(&self, subject: &Subject<'_>, home: Option<&Home>) -> Vec<(PlaceId, Focus)> {
        let mut tallies = gather(self, subject, home);
        if let Some(home) = home {
            self.lean_home(&mut tallies, home, subject);
        }
        self.leave_datelines(&mut tallies, subject);
        if tallies.is_empty() {
            return Vec::new();
        }
        let all = tallies.values().map(Tally::score).sum();
        let (cities, districts): (Vec<_>, Vec<_>) =
            by_score(&tallies).into_iter().partition(|(id, _)| self.place(*id).kind.rank() == Rank::City);
        let chosen = match cities.first() {
            Some(city) if leads(city.1, districts.first().map(|(_, tally)| *tally)) => with_parts(*city, &districts),
            _ => districts_that_act(&districts),
        };
        if let Some(city) = self.city_of_many(&chosen, &cities) {
            return vec![(city, self.focus_of(city, &sum(&chosen), all))];
        }
        chosen.into_iter().take(MOST_DISTRICTS).map(|(id, tally)| (id, self.focus_of(id, tally, all))).collect()
    }

    /// Leaves the places of the home's city. A home district counts beside them; where the item names none of them the
    /// home counts if the item does not open elsewhere, in its headline, its dateline or as a wire report, and its words
    /// show that it is the paper's own.
    fn lean_home(&self, tallies: &mut Tallies, home: &Home, subject: &Subject<'_>) {
        let opens = |tally: &Tally| tally.has(Evidence::Headline) || tally.has(Evidence::Dateline);
        let area = home.city.unwrap_or(home.place);
        let is_near = |id: PlaceId| self.lies_in(id, area);
        let is_elsewhere = is_wire(subject.body) || tallies.iter().any(|(id, tally)| !is_near(*id) && opens(tally));
        tallies.retain(|id, _| is_near(*id));
        let names_none = tallies.is_empty();
        let counts = if names_none { !is_elsewhere && is_local(subject) } else { home.kind.rank() == Rank::County };
        if counts {
            tallies.entry(home.place).or_default().add(Evidence::Home);
        }
    }

    /// Leaves a city that only the dateline names where that is the seat of those who wrote or spoke: the capital in a
    /// wire report (`新华社北京5月31日电`), the province's capital in a report on the province (`本报南昌5月31日讯 … 我省`).
    fn leave_datelines(&self, tallies: &mut Tallies, subject: &Subject<'_>) {
        let is_capital = |id: PlaceId| is_wire(subject.body) && self.place(id).name == CAPITAL;
        let is_province = || PROVINCE.iter().any(|word| subject.headline.contains(word) || subject.body.contains(word));
        tallies.retain(|id, tally| !tally.is_dateline() || !(is_capital(*id) || is_province()));
    }

    /// The city of more districts than one item can be about, `石首、松滋、公安、监利、洪湖、江陵六县市`, or of as many where
    /// the city stands in the headline: `茂名供电局停电公告`.
    fn city_of_many(&self, chosen: &[Candidate<'_>], cities: &[Candidate<'_>]) -> Option<PlaceId> {
        let city = chosen.first().and_then(|(id, _)| self.city_of(*id))?;
        let is_one_city = chosen.iter().all(|(id, _)| self.city_of(*id) == Some(city));
        let is_headline = cities.iter().any(|(id, tally)| *id == city && tally.has(Evidence::Headline));
        let fewest = if is_headline { MOST_DISTRICTS } else { MOST_DISTRICTS + 1 };
        (chosen.len() >= fewest && is_one_city).then_some(city)
    }

    /// A focus, given the scores of all places together.
    fn focus_of(&self, id: PlaceId, tally: &Tally, all: u32) -> Focus {
        let evidence = tally.counts().collect();
        let score = tally.score();
        let share = f64::from(score) / f64::from(all.max(score) + UNSEEN);
        Focus { district: self.place(id).name.to_string(), score, share, evidence }
    }
}

/// The city from which the wires report on the whole country.
const CAPITAL: &str = "北京市";

/// How a paper speaks of its province.
const PROVINCE: &[&str] = &["我省", "全省", "省委", "省政府"];

/// Agencies whose reports a local paper reprints.
const WIRES: &[&str] = &["新华社", "据新华社", "中新社", "中新网", "人民网", "新华网", "央视网"];

/// Whether a body opens as a wire report: `新华社日内瓦6月1日电`.
fn is_wire(body: &str) -> bool {
    WIRES.iter().any(|wire| body.trim_start().starts_with(wire))
}

/// The candidates, highest score first, of equals the one seen first.
fn by_score(tallies: &Tallies) -> Vec<Candidate<'_>> {
    let mut candidates: Vec<Candidate<'_>> = tallies.iter().map(|(id, tally)| (*id, tally)).collect();
    candidates.sort_by_key(|(_, tally)| (std::cmp::Reverse(tally.score()), tally.first));
    candidates
}

/// Whether a city is the main focus over the strongest district.
///
/// A district of the headline is narrower than any city; a headline that opens with the city's full name or 全市
/// speaks for the city; a district of the lead is the scene of what 荆州 in the headline only advertises
/// (`百余车手鏖战荆州` … `在纪南文旅区开赛`); for the rest the evidence counts.
fn leads(city: &Tally, district: Option<&Tally>) -> bool {
    let Some(district) = district else {
        return true;
    };
    if district.has(Evidence::Headline) {
        return false;
    }
    city.opens_headline || (!district.has(Evidence::Lead) && city.score() > district.score())
}

/// A city with the districts in which a substantial part plays.
fn with_parts<'t>(city: Candidate<'t>, districts: &[Candidate<'t>]) -> Vec<Candidate<'t>> {
    let parts = districts.iter().filter(|(_, tally)| tally.sentences >= PART_SENTENCES);
    std::iter::once(city).chain(parts.copied()).take(MOST_DISTRICTS).collect()
}

/// The main district, and others that clearly act too: they stand in the headline, or in the lead with more than
/// [`SECOND_SHARE`] of the main one's score, or nothing tells them apart: the main one stands in lists alone and they do
/// too, or they are more than one item can be about and equal.
fn districts_that_act<'t>(districts: &[Candidate<'t>]) -> Vec<Candidate<'t>> {
    let Some((_, main)) = districts.first() else {
        return Vec::new();
    };
    let floor = f64::from(main.score()) * SECOND_SHARE;
    let is_flat = districts.len() > MOST_DISTRICTS && districts.iter().all(|(_, tally)| tally.score() == main.score());
    let acts = |tally: &Tally| {
        let is_peer = main.sentences == 0 && tally.sentences == 0 && tally.has(Evidence::Body);
        is_flat
            || is_peer
            || tally.has(Evidence::Headline)
            || (tally.has(Evidence::Lead) && f64::from(tally.score()) > floor)
    };
    let others = districts[1..].iter().filter(|(_, tally)| acts(tally));
    districts[..1].iter().chain(others).copied().collect()
}

/// The evidence for several districts as evidence for the city around them.
fn sum(candidates: &[Candidate<'_>]) -> Tally {
    let mut sum = Tally::default();
    for (evidence, count) in candidates.iter().flat_map(|(_, tally)| tally.counts()) {
        sum.add_times(evidence, count);
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::super::built_in;
    use super::*;

    /// Checks rows of headline, body, home and expected districts.
    fn cases(rows: &[(&str, &str, &str, &[&str])]) {
        let gazetteer = built_in();
        for (headline, body, home, expected) in rows {
            let home = (!home.is_empty()).then(|| gazetteer.home(home).unwrap());
            let found = gazetteer.focus(&Subject { headline, body }, home.as_ref());
            assert_eq!(found, *expected, "{headline} / {body} / {home:?}");
        }
    }

    #[test]
    fn the_headline_and_the_lead_name_the_scene() {
        cases(&[
            ("沙市区夜市开街", "昨晚，市民王女士带孩子前来。江陵县的亲戚也到了。", "", &["沙市区"]),
            ("", "6月2日，埠河镇葡萄节开幕。游客中有人来自石首市。", "荆州市", &["公安县"]),
            ("赛艇健将聚荆州", "6月2日，公开赛在纪南文旅区开桨。荆州市体育协会介绍了规则。", "荆州市", &["纪南文旅区"]),
            ("", "荆州市公安局沙市区分局破案。", "", &["沙市区"]),
            ("", "本报松滋讯 桥通了。", "", &["松滋市"]),
        ]);
    }

    #[test]
    fn bare_forms_mean_the_home() {
        cases(&[
            ("全区安全会议召开", "区委书记讲话。", "沙市区", &["沙市区"]),
            ("全区安全会议召开", "区委书记讲话。", "", &[]),
            ("县委召开会议", "全县干部参加。", "公安县", &["公安县"]),
            ("我市粮食丰收", "市农业农村局介绍，全市喜获丰收。", "荆州市", &["荆州市"]),
            ("我市粮食丰收", "市农业农村局介绍，全市喜获丰收。", "", &[]),
            ("我市粮食丰收", "八宝镇、弥市镇稻谷飘香。", "", &["荆州市"]),
            ("我市粮食丰收", "市农业农村局介绍，全市喜获丰收。", "石首市", &["石首市"]),
        ]);
    }

    #[test]
    fn an_item_without_a_place_belongs_to_the_home_if_it_is_the_papers_own() {
        let rows: &[(&str, &[&str])] = &[("沙市区", &["沙市区"]), ("荆州市", &["荆州市"]), ("", &[])];
        for (home, expected) in rows {
            cases(&[
                ("岗位上的价值", "本报讯（记者尉迟春）她每天凌晨上班，从无怨言。", home, expected),
                ("岗位上的价值", "价值是什么？每天凌晨上班，从无怨言，就是价值。", home, &[]),
            ]);
        }
        cases(&[
            ("", "新华社北京6月1日电 国务院发布公告。", "沙市区", &[]),
            ("", "新华社日内瓦6月1日电 大会开幕。", "沙市区", &[]),
            ("武汉马拉松开跑", "选手们跑过长江大桥。", "沙市区", &[]),
            ("潜江龙虾节开幕", "全市欢腾。", "潜江市", &["潜江市"]),
            ("潜江龙虾节开幕", "游客云集。", "仙桃市", &[]),
        ]);
    }

    #[test]
    fn the_seat_of_those_who_speak_is_not_the_scene() {
        cases(&[
            ("", "新华社北京5月31日电 夏粮收购已全面展开。", "", &[]),
            ("", "新华社武汉5月31日电 大桥通车。", "", &["武汉市"]),
            ("我省外贸增长", "本报南昌5月31日讯 全省进出口同比增长6.8%。", "", &[]),
            ("地铁又通一线", "本报南昌5月31日讯 二号线昨日通车。", "", &["南昌市"]),
        ]);
    }

    #[test]
    fn a_city_that_acts_stands_before_its_districts() {
        let parts = "荆州市推进平安创建。荆州市建立联席制度。石首市绣林街道办了驿站。石首市高基庙镇修了码头。荆州市干部走访。\
                     荆州市又出新招。松滋市来学。";
        cases(&[
            ("荆州市平安建设见成效", parts, "荆州市", &["荆州市", "石首市"]),
            ("", "荆州市委到荆州区、沙市区、江陵县督办。全市通报。", "荆州市", &["荆州市"]),
            ("石首、松滋、公安、监利、洪湖、江陵六县市争先", "", "", &["荆州市"]),
        ]);
    }

    #[test]
    fn a_second_district_acts_too() {
        cases(&[
            (
                "",
                "荆州开发区六个社区划转沙市区对接会召开。区领导与荆州开发区管委会负责人参加。",
                "沙市区",
                &["沙市区", "荆州开发区"],
            ),
            ("石首大桥获奖", "大桥近日获奖。大桥起于江陵县，止于石首市。", "", &["石首市"]),
        ]);
    }

    #[test]
    fn strangers_and_tours_are_mentions_only() {
        cases(&[
            ("", "洪湖市代表团赴江陵县考察。", "", &[]),
            ("区领导外出招商", "区委书记赴公安县、石首市考察。", "沙市区", &["沙市区"]),
            ("", "松滋市办起龙舟赛。来自石首市、洪湖市的桨手同场竞技。松滋队战胜监利队。", "", &["松滋市"]),
            ("", "武汉客商到沙市区洽谈。", "", &["沙市区"]),
            ("我市考察团赴长沙取经", "考察团赴长沙市、株洲市学习。", "荆州市", &["荆州市"]),
        ]);
    }

    #[test]
    fn the_evidence_explains_the_choice() {
        let gazetteer = built_in();
        let subject = Subject { headline: "沙市区开会", body: "沙市区委召开会议。" };
        let focus = gazetteer.focus_with_evidence(&subject, None);
        let expected = [(Evidence::Headline, 1), (Evidence::ActingBody, 1), (Evidence::Lead, 1)];
        assert_eq!((focus[0].score, focus[0].evidence.as_slice()), (11, expected.as_slice()));
    }
}
