//! A place of the gazetteer, its kind and its rank.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::date::Day;

/// What a place is in the administrative order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A province or autonomous region.
    Province,
    /// A prefecture-level city, an autonomous prefecture, or a municipality such as 北京市.
    City,
    /// A district of a city, 沙市区.
    District,
    /// A county, 公安县.
    County,
    /// A city of county rank, 石首市.
    CountyCity,
    /// A functional zone that papers treat as a district, 荆州开发区.
    Zone,
    /// A township, town or farm, 岑河镇.
    Town,
    /// A street, 解放街道.
    Street,
    /// A village, 黄场村.
    Village,
    /// A residents' community, 荆江亭社区.
    Community,
    /// A body or institution that bears a place's name, 沙市区公安分局.
    Organisation,
}

/// Rank of a place, the province highest; a place lies in one of higher rank, so parents never form a ring.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Province,
    City,
    County,
    Township,
    Village,
}

impl Kind {
    /// The word used in tables.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Province => "province",
            Self::City => "city",
            Self::District => "district",
            Self::County => "county",
            Self::CountyCity => "county-city",
            Self::Zone => "zone",
            Self::Town => "town",
            Self::Street => "street",
            Self::Village => "village",
            Self::Community => "community",
            Self::Organisation => "organisation",
        }
    }

    /// The rank of the kind.
    pub(super) fn rank(self) -> Rank {
        match self {
            Self::Province => Rank::Province,
            Self::City => Rank::City,
            Self::District | Self::County | Self::CountyCity | Self::Zone => Rank::County,
            Self::Town | Self::Street => Rank::Township,
            Self::Village | Self::Community | Self::Organisation => Rank::Village,
        }
    }

    /// The word by which the place's own paper calls it: 全区, 县委, 我市.
    pub(super) fn level(self) -> Option<char> {
        match self {
            Self::City | Self::CountyCity => Some('市'),
            Self::County => Some('县'),
            Self::District | Self::Zone => Some('区'),
            Self::Province | Self::Town | Self::Street | Self::Village | Self::Community | Self::Organisation => None,
        }
    }
}

/// A place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The canonical name, 沙市区.
    pub name: Cow<'static, str>,
    /// What it is.
    pub kind: Kind,
}

/// How a place comes by a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// The canonical name.
    Canonical,
    /// A short or former name.
    Alias,
    /// A short name that counts only where the place's city is the paper's own or is named as well.
    Near,
    /// A name that is an ordinary word too, which counts only in a list of places or after the place around it.
    Word,
}

/// The days on which a place bears a name; open at both ends where nothing else is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Validity {
    pub(super) from: Option<Day>,
    pub(super) to: Option<Day>,
}

impl Validity {
    /// Whether the name was borne on this day, or is borne still where the day is unknown.
    pub(super) fn holds(self, day: Option<Day>) -> bool {
        match day {
            None => self.to.is_none(),
            Some(day) => self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to),
        }
    }
}

/// A name that a place bears.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) text: Cow<'static, str>,
    pub(super) by: Use,
    pub(super) validity: Validity,
}

/// Ends a name that is an ordinary word too.
const WORD_MARK: char = '?';
/// Ends a short name that counts only near its city.
const NEAR_MARK: char = '~';
/// Stands before the day on which a name was given up.
const UNTIL_MARK: char = '<';

impl Name {
    /// Reads a name with its marks, `公安?`, `神木~`, `监利县<2020-06-12`; a name without marks comes by `plain`.
    /// `None` where the part after `<` is no date.
    pub(super) fn parse(text: Cow<'static, str>, plain: Use) -> Option<Self> {
        let (marked, to) = match text.split_once(UNTIL_MARK) {
            None => (text.as_ref(), None),
            Some((marked, day)) => (marked, Some(Day::parse(day)?)),
        };
        let (len, by) = match marked.as_bytes().last() {
            Some(b'?') => (marked.len() - WORD_MARK.len_utf8(), Use::Word),
            Some(b'~') => (marked.len() - NEAR_MARK.len_utf8(), Use::Near),
            _ => (marked.len(), plain),
        };
        let text = match text {
            Cow::Borrowed(text) => Cow::Borrowed(&text[..len]),
            Cow::Owned(text) => Cow::Owned(text[..len].to_string()),
        };
        Some(Self { text, by, validity: Validity { from: None, to } })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_a_name_tell_how_far_it_counts() {
        let parse = |text: &'static str| Name::parse(Cow::Borrowed(text), Use::Alias);
        let name = parse("监利县<2020-06-12").unwrap();
        assert_eq!((name.text.as_ref(), name.by), ("监利县", Use::Alias));
        assert_eq!(name.validity.to.unwrap().to_string(), "2020-06-12");
        let name = parse("矿区?<2018-02-09").unwrap();
        assert_eq!((name.text.as_ref(), name.by), ("矿区", Use::Word));
        assert_eq!(parse("米脂~").unwrap().by, Use::Near);
        assert_eq!(parse("监利县<2020"), None);
    }
}
