//! A place of the gazetteer and its rank.

use serde::{Deserialize, Serialize};

/// What a place is in the administrative order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A province, autonomous region or municipality such as 北京市.
    Province,
    /// A prefecture-level city or autonomous prefecture.
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
}

/// Rank of a place, the province highest; a place lies in one of higher rank, so parents never form a ring.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    Province,
    City,
    County,
    Township,
}

impl Kind {
    /// The word used in the table.
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
        }
    }

    /// The rank of the kind.
    pub(super) fn rank(self) -> Rank {
        match self {
            Self::Province => Rank::Province,
            Self::City => Rank::City,
            Self::District | Self::County | Self::CountyCity | Self::Zone => Rank::County,
            Self::Town | Self::Street => Rank::Township,
        }
    }

    /// The word by which the place's own paper calls it: 全区, 县委, 我市.
    pub(super) fn level(self) -> Option<char> {
        match self {
            Self::City | Self::CountyCity => Some('市'),
            Self::County => Some('县'),
            Self::District | Self::Zone => Some('区'),
            Self::Province | Self::Town | Self::Street => None,
        }
    }
}

/// A place as the table has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The canonical name, 沙市区.
    pub name: String,
    /// What it is.
    pub kind: Kind,
    /// The canonical name of the place it lies in, empty for a province. Where that name has several bearers it is
    /// written with the place above, `长春市/朝阳区`.
    pub parent: String,
    /// Other names, former ones (监利县) among them.
    pub aliases: Vec<Alias>,
    /// ISO date from which the place has borne its name and rank, where known.
    pub from: Option<String>,
    /// ISO date of the last day on which it did.
    pub to: Option<String>,
}

/// Another name of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Alias {
    /// The name.
    pub name: String,
    /// Whether it is an ordinary word too (公安, written `公安?` in the table), so that it counts only in a list
    /// of places.
    pub is_word: bool,
}
