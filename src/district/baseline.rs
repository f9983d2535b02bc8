//! Simple ways to name the district of an item, to measure the focus against.

use std::collections::BTreeMap;

use super::gazetteer::{Gazetteer, Home, PlaceId};
use super::subject::Subject;

/// The district that each simple way names; `None` where it names none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baselines {
    /// The district or city whose places are named most often, of equals the one named first.
    pub most_mentioned: Option<String>,
    /// The district or city of the first place that is named.
    pub first_mentioned: Option<String>,
    /// The district or city of the first place in the headline.
    pub headline_only: Option<String>,
}

impl Gazetteer {
    /// Names the district of an item in three simple ways. The home only settles names that several places bear.
    pub fn baselines(&self, subject: &Subject<'_>, home: Option<&Home>) -> Baselines {
        let seats = |text: &str| -> Vec<PlaceId> {
            let mentions = self.mentions(text, home);
            mentions.iter().filter_map(|mention| self.seat_of(mention.id)).collect()
        };
        let headline = seats(subject.headline);
        let all = [headline.as_slice(), &seats(subject.body)].concat();
        let name = |id: PlaceId| self.place(id).name.to_string();
        Baselines {
            most_mentioned: most(&all).map(name),
            first_mentioned: all.first().copied().map(name),
            headline_only: headline.first().copied().map(name),
        }
    }
}

/// The place that stands most often, of equals the first.
fn most(places: &[PlaceId]) -> Option<PlaceId> {
    let mut counts: BTreeMap<PlaceId, usize> = BTreeMap::new();
    for place in places {
        *counts.entry(*place).or_default() += 1;
    }
    let highest = counts.values().max()?;
    places.iter().copied().find(|place| counts[place] == *highest)
}

#[cfg(test)]
mod tests {
    use super::super::built_in;
    use super::*;

    #[test]
    fn each_way_names_its_own_district() {
        let subject = Subject {
            headline: "石首大桥通车", body: "江陵县的车来了。江陵人高兴，江陵车多，松滋也来。"
        };
        let baselines = built_in().baselines(&subject, None);
        assert_eq!(baselines.most_mentioned.as_deref(), Some("江陵县"));
        assert_eq!(baselines.first_mentioned.as_deref(), Some("石首市"));
        assert_eq!(baselines.headline_only.as_deref(), Some("石首市"));
        assert_eq!(built_in().baselines(&Subject { headline: "", body: "" }, None), Baselines::default());
    }
}
