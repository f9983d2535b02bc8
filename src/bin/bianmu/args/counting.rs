//! How to count: the flags that `count`, `report` and `diff` share.

use clap::Args as ClapArgs;

use super::{ColumnArg, LayoutArg, LevelArg};

#[derive(Clone, PartialEq, Eq, ClapArgs)]
pub(crate) struct Counting {
    /// What to count by, joined with commas
    #[arg(long, value_enum, value_delimiter = ',', default_value = "district,topic")]
    pub(crate) by: Vec<ColumnArg>,
    /// Count a story as often as it was printed, not once
    #[arg(long)]
    pub(crate) printed: bool,
    /// Count an article about two districts as half an article in each, not as one in each
    #[arg(long)]
    pub(crate) fractional: bool,
    /// Count by the county, city or province that the districts lie in
    #[arg(long, value_enum, value_name = "LEVEL")]
    pub(crate) roll_up: Option<LevelArg>,
}

impl Default for Counting {
    /// What is counted without flags.
    fn default() -> Self {
        Self { by: vec![ColumnArg::District, ColumnArg::Topic], printed: false, fractional: false, roll_up: None }
    }
}

#[derive(Clone, ClapArgs)]
pub(crate) struct TableForm {
    /// Add a column `share`: of the articles of the district (and month), how many carry the topic
    #[arg(long, conflicts_with = "layout")]
    pub(crate) share: bool,
    /// Add columns `low` and `high`: the true count lies between them in about 9 of 10 cells, as far as the topics
    /// are concerned; `count` needs tags made with --all-probabilities
    #[arg(long, conflicts_with_all = ["layout", "fractional"])]
    pub(crate) interval: bool,
    /// Long has a row a cell; wide has the names of the last column of --by across, a row a district and a column a topic
    #[arg(long, value_enum, default_value = "long")]
    pub(crate) layout: LayoutArg,
}
