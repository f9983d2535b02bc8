//! What a text says of places, for people and programs to look at: names with kind and span, and the districts it
//! is about.

use std::ops::Range;

use serde::{Deserialize, Serialize};

use super::bare;
use super::evidence::Evidence;
use super::gazetteer::{Gazetteer, Home, PlaceId};
use super::mention::Mention;
use super::organisation::{body_len, branch_len, zone_len};
use super::place::{Kind, Rank};
use super::sighting::Papers;
use super::subject::Subject;
use super::unwrap::Unwrapped;
use crate::page::traditional::simplify;

/// The places of a text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Survey {
    /// Names of places, and of bodies and zones named for them, in order.
    pub mentions: Vec<Named>,
    /// Districts that the text is about, the main one first.
    pub districts: Vec<Scene>,
}

/// A name in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// The name as it stands there, line wraps closed.
    pub name: String,
    /// Its first character, counted from 0.
    pub start: usize,
    /// The character after its last one.
    pub end: usize,
    /// What it names.
    pub kind: Kind,
    /// The county-level unit or functional zone it lies in; empty for a city or province.
    pub county: String,
}

/// A district that a text is about.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Scene {
    /// The canonical name.
    pub name: String,
    /// How much of the evidence speaks for it, from 0 to 1; see [`super::Focus::share`].
    pub score: f64,
    /// The strongest sort of evidence.
    pub why: Evidence,
}

/// A name found, with its bytes in the unwrapped text.
struct Found {
    range: Range<usize>,
    kind: Kind,
    county: Option<PlaceId>,
}

/// A name as the text prints it, without the blanks in it.
fn printed(text: &str, chars: Range<usize>) -> String {
    text.chars().skip(chars.start).take(chars.len()).filter(|c| !c.is_whitespace()).collect()
}

impl Gazetteer {
    /// Finds the places of a text as it is given: its line wraps are closed first, and a short first paragraph is its
    /// headline. A name inside an organisation's name stands for the organisation.
    pub fn survey(&self, text: &str, home: Option<&Home>) -> Survey {
        let simple = simplify(text);
        let unwrapped = Unwrapped::of(&simple);
        let (headline, body) = unwrapped.parts();
        let districts = self.focus_with_evidence(&Subject { headline, body }, home);
        let districts = districts.into_iter().map(|focus| Scene {
            name: focus.district,
            score: (focus.share * 1000.0).round() / 1000.0,
            why: focus.evidence.first().map_or(Evidence::Body, |(evidence, _)| *evidence),
        });
        let mentions = self.found(&unwrapped.text, home).into_iter().map(|found| {
            let Range { start, end } = unwrapped.origin(&found.range);
            let name = &unwrapped.text[found.range.clone()];
            let county = match found.kind {
                Kind::Zone if found.county.is_none() => name.to_string(),
                _ => found.county.map_or_else(String::new, |id| self.place(id).name.to_string()),
            };
            let name = if simple == text { name.to_string() } else { printed(text, start..end) };
            Named { name, start, end, kind: found.kind, county }
        });
        Survey { mentions: mentions.collect(), districts: districts.collect() }
    }

    /// Names of places widened to the bodies and zones that bear them, and bare names of the paper's own offices.
    fn found(&self, text: &str, home: Option<&Home>) -> Vec<Found> {
        let mentions = self.mentions_in_simplified(text, home);
        let mut found: Vec<Found> = Vec::new();
        for (i, mention) in mentions.iter().enumerate() {
            if found.last().is_none_or(|last| last.range.end <= mention.range.start) {
                found.push(self.widened(text, mention, mentions.get(i + 1)));
            }
        }
        for (level, seat) in Papers::of(self, mentions.iter(), home).levels() {
            let offices = bare::forms(text, *level).into_iter().filter(|form| bare::is_office(&text[form.clone()]));
            for range in offices {
                if found.iter().all(|other| other.range.end <= range.start || range.end <= other.range.start) {
                    found.push(Found { range, kind: Kind::Organisation, county: self.county_of(*seat) });
                }
            }
        }
        found.sort_by_key(|found| found.range.start);
        found
    }

    /// A name with the rest of the name that it begins: 沙市区+公安分局, 荆州市+公安局沙市区分局, 襄阳+高新区.
    fn widened(&self, text: &str, mention: &Mention<'_>, next: Option<&Mention<'_>>) -> Found {
        let Range { start, end } = mention.range;
        let county = self.county_of(mention.id);
        let rank = mention.place.kind.rank();
        if let Some(len) = zone_len(&text[end..]).filter(|_| matches!(rank, Rank::City | Rank::County)) {
            return Found { range: start..end + len, kind: Kind::Zone, county };
        }
        let body = body_len(&text[end..]).map(|len| end + len);
        if let Some(inner) = next.filter(|next| body.is_some_and(|end| end == next.range.start))
            && let Some(len) = branch_len(&text[inner.range.end..])
        {
            let range = start..inner.range.end + len;
            return Found { range, kind: Kind::Organisation, county: self.county_of(inner.id) };
        }
        match body {
            Some(end) => Found { range: start..end, kind: Kind::Organisation, county },
            None => Found { range: start..end, kind: mention.place.kind, county },
        }
    }

    /// The county-level unit or zone that a place lies in.
    fn county_of(&self, id: PlaceId) -> Option<PlaceId> {
        self.upwards(id).find(|id| self.place(*id).kind.rank() == Rank::County)
    }
}

#[cfg(test)]
mod tests {
    use super::super::built_in;
    use super::*;

    /// Names, kinds and counties of a text's mentions.
    #[track_caller]
    fn case(text: &str, home: &str, expected: &[(&str, Kind, &str)]) {
        let gazetteer = built_in();
        let home = (!home.is_empty()).then(|| gazetteer.home(home).unwrap());
        let survey = gazetteer.survey(text, home.as_ref());
        let found: Vec<(&str, Kind, &str)> =
            survey.mentions.iter().map(|named| (named.name.as_str(), named.kind, named.county.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn probes_give_their_counties_and_districts() {
        let gazetteer = built_in();
        let mut wrong = Vec::new();
        let mut probes = 0;
        for row in csv::Reader::from_reader(include_bytes!("probes.csv").as_slice()).records() {
            let row = row.unwrap();
            let home = (!row[1].is_empty()).then(|| gazetteer.home(&row[1]).unwrap());
            let survey = gazetteer.survey(&row[0], home.as_ref());
            let counties: Vec<&str> = survey.mentions.iter().map(|named| named.county.as_str()).collect();
            let counties: Vec<&str> = counties.into_iter().filter(|county| !county.is_empty()).collect();
            let districts: Vec<&str> = survey.districts.iter().map(|scene| scene.name.as_str()).collect();
            let found = [counties.join(";"), districts.join(";")];
            if found != [&row[2], &row[3]] {
                wrong.push(format!("{} [{}]: {found:?} instead of {:?}", &row[0], &row[1], [&row[2], &row[3]]));
            }
            probes += 1;
        }
        assert!(wrong.is_empty(), "{} of {probes} probes\n{}", wrong.len(), wrong.join("\n"));
        assert!(probes >= 120, "{probes} probes");
    }

    #[test]
    fn organisations_stand_for_the_places_in_their_names() {
        case("沙市区公安分局开展夜查", "", &[("沙市区公安分局", Kind::Organisation, "沙市区")]);
        case("荆州市公安局沙市区分局", "", &[("荆州市公安局沙市区分局", Kind::Organisation, "沙市区")]);
        case("公安机关在沙市中学门前护学", "", &[("沙市中学", Kind::Organisation, "沙市区")]);
        case("区医保局通报", "沙市区", &[("区医保局", Kind::Organisation, "沙市区")]);
        case("区医保局通报", "", &[]);
        case("市民政局通报", "沙市区", &[("市民政局", Kind::Organisation, "")]);
        case("全区上下", "沙市区", &[]);
    }

    #[test]
    fn zones_are_known_by_their_kind() {
        case("荆州开发区", "", &[("荆州开发区", Kind::Zone, "荆州开发区")]);
        case("襄阳高新区", "", &[("襄阳高新区", Kind::Zone, "襄阳高新区")]);
        case("松滋经济开发区", "", &[("松滋经济开发区", Kind::Zone, "松滋市")]);
    }

    #[test]
    fn spans_count_characters_of_the_given_text() {
        let survey = built_in().survey("在沙\n市区，5G进村", None);
        assert_eq!((survey.mentions[0].start, survey.mentions[0].end), (1, 5));
        assert_eq!(survey.mentions[0].name, "沙市区");
    }

    #[test]
    fn districts_come_with_score_and_reason() {
        let survey = built_in().survey("夜市开街\n\n本报松滋讯 桥通了。", None);
        let [scene] = &survey.districts[..] else { panic!("{survey:?}") };
        assert_eq!((scene.name.as_str(), scene.why), ("松滋市", Evidence::Dateline));
        assert!(scene.score > 0.5 && scene.score < 1.0, "{}", scene.score);
    }
}
