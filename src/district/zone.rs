//! Functional zones that the gazetteer does not know, by their pattern: 襄阳[高新区], 黄石[经济技术开发区].

use std::collections::BTreeMap;

use super::focus::Focus;
use super::gazetteer::{Gazetteer, PlaceId};
use super::organisation::zone_len;
use super::place::Kind;
use super::subject::Subject;

/// Kinds of zones that papers treat as a district. A park or a bonded area is a place in one.
const DISTRICT_LIKE: &[&str] = &["开发区", "经开区", "高新区", "文旅区", "示范区", "度假区", "管理区", "新区"];

/// What an economic zone may bear before its kind without being another zone.
const ECONOMIC: &[&str] = &["国家级", "国家", "省级", "经济技术", "经济"];

/// Sentences in which an item says what it is about.
const LEAD_SENTENCES: usize = 2;

/// How often a city is named by itself, and each of its zones.
#[derive(Default)]
struct Named {
    alone: usize,
    zones: BTreeMap<String, usize>,
    /// Zones of the headline and the lead.
    early: Vec<String>,
}

impl Gazetteer {
    /// An item about a city that names one of the city's zones early and in most places is about the zone. Zones of the
    /// gazetteer are places of their own and settled before.
    pub(super) fn narrowed(&self, id: PlaceId, focus: Focus, subject: &Subject<'_>) -> Focus {
        let zone = (self.place(id).kind == Kind::City).then(|| self.zone_of(id, subject)).flatten();
        match zone {
            Some(district) => Focus { district, ..focus },
            None => focus,
        }
    }

    fn zone_of(&self, city: PlaceId, subject: &Subject<'_>) -> Option<String> {
        let name = self.place(city).name.as_ref();
        let base = name.strip_suffix('市').filter(|base| base.chars().count() > 1).unwrap_or(name);
        let mut named = Named::default();
        self.count(base, subject.headline, true, &mut named);
        self.count(base, subject.body, false, &mut named);
        let all = named.alone + named.zones.values().sum::<usize>();
        let most = named.zones.into_iter().find(|(_, count)| count * 2 > all)?.0;
        named.early.contains(&most).then_some(most)
    }

    fn count(&self, base: &str, text: &str, is_headline: bool, named: &mut Named) {
        for (start, _) in text.match_indices(base) {
            let after = &text[start + base.len()..];
            let after = after.strip_prefix('市').unwrap_or(after);
            let Some(zone) = zone_len(after).map(|len| &after[..len]).filter(|zone| is_district_like(zone)) else {
                named.alone += 1;
                continue;
            };
            let name = format!("{base}{}", plain(zone));
            if self.find(&format!("{base}{zone}")).is_some() || self.find(&name).is_some() {
                continue;
            }
            let ends = |c: char| matches!(c, '。' | '！' | '？' | '\n');
            if is_headline || text[..start].matches(ends).count() < LEAD_SENTENCES {
                named.early.push(name.clone());
            }
            *named.zones.entry(name).or_default() += 1;
        }
    }

    /// The city of a zone that only its pattern tells.
    pub(super) fn city_of_zone(&self, name: &str) -> Option<PlaceId> {
        let splits = name.char_indices().skip(2).map(|(at, _)| name.split_at(at));
        let is_zone = |zone: &str| zone_len(zone) == Some(zone.len()) && is_district_like(zone);
        let city = |base: &str| self.find_id(base).filter(|id| self.place(*id).kind == Kind::City);
        splits.filter(|(_, zone)| is_zone(zone)).find_map(|(base, _)| city(base))
    }
}

fn is_district_like(zone: &str) -> bool {
    DISTRICT_LIKE.iter().any(|kind| zone.ends_with(kind))
}

/// One name for what papers call by several: 高新技术产业开发区 is the 高新区, 经济技术开发区 the 开发区.
fn plain(zone: &str) -> &str {
    if zone.starts_with("高新")
        || ECONOMIC.iter().any(|word| zone.strip_prefix(word).is_some_and(|rest| rest.starts_with("高新")))
    {
        return "高新区";
    }
    let mut rest = zone;
    while let Some(shorter) = ECONOMIC.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = shorter;
    }
    if matches!(rest, "开发区" | "经开区") { "开发区" } else { zone }
}

#[cfg(test)]
mod tests {
    use super::super::Level;
    use super::super::built_in;
    use super::*;

    #[track_caller]
    fn case(headline: &str, body: &str, home: &str, expected: &[&str]) {
        let gazetteer = built_in();
        let home = (!home.is_empty()).then(|| gazetteer.home(home).unwrap());
        assert_eq!(gazetteer.focus(&Subject { headline, body }, home.as_ref()), expected, "{headline} / {body}");
    }

    #[test]
    fn an_item_about_a_zone_of_any_city_is_about_the_zone() {
        case("襄阳高新区招商忙", "6月2日，襄阳高新技术产业开发区签下五个项目。", "襄阳市", &["襄阳高新区"]);
        case("", "黄石市经济技术开发区昨日开出首张罚单。", "", &["黄石开发区"]);
        case("", "6月2日，宜昌高新区管委会召开会议。", "", &["宜昌高新区"]);
    }

    #[test]
    fn a_zone_named_in_passing_leaves_the_item_to_its_city() {
        case("襄阳市召开大会", "襄阳市委要求各地落实。襄阳高新区等地作了发言。", "襄阳市", &["襄阳市"]);
        case("", "襄阳市民昨日登山。山道新修。沿途有茶。襄阳高新区来的人也多。", "", &["襄阳市"]);
        case("", "宜昌工业园区一厂区扩建。", "", &["宜昌市"]);
    }

    #[test]
    fn zones_of_the_gazetteer_stay_what_they_are() {
        case("", "6月2日，合肥经开区管委会召开会议。", "", &["合肥经济技术开发区"]);
        case("", "荆州开发区机声隆隆，荆州开发区管委会现场办公。", "", &["荆州开发区"]);
        case("松滋经济开发区投产", "松滋经济开发区一厂投产。", "", &["松滋市"]);
    }

    #[test]
    fn a_zone_rolls_up_to_its_city() {
        let gazetteer = built_in();
        assert_eq!(gazetteer.roll_up("襄阳高新区", Level::City, None), Some("襄阳市"));
        assert_eq!(gazetteer.roll_up("黄石开发区", Level::Province, None), Some("湖北省"));
        assert_eq!(gazetteer.roll_up("襄阳高新区", Level::County, None), None);
        assert_eq!(gazetteer.roll_up("某某高新区", Level::City, None), None);
    }
}
