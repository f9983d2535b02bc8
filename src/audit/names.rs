//! Topic names that are a slip of the pen for another.

use std::collections::BTreeMap;

use super::change::{Finding, Kind};
use super::table::LabelsTable;
use crate::corpus::follows;
use crate::error::nearest;
use crate::topic::Taxonomy;

/// How many times as frequent a name must be for another, one slip away, to be its slip: two topics such as 国际 and
/// 国内 differ by one character too.
const OFTEN: usize = 20;
/// Characters of a name in which two slips may be, instead of one.
const LONG: usize = 8;

/// A name that is likely meant for another.
pub(super) struct Slip {
    pub(super) from: String,
    pub(super) to: String,
    /// Likeness of the two names, from 0 to 1.
    pub(super) score: f64,
    /// Whether the name is no topic of the taxonomy that the labels follow, so that the table cannot be read with it.
    pub(super) is_unknown: bool,
}

/// Finds slips: in labels that follow a taxonomy, words like one of its names; otherwise rare names like a frequent one.
pub(super) fn slips(table: &LabelsTable, taxonomy: &Taxonomy) -> Vec<Slip> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for label in table.rows().iter().flat_map(|row| &row.labels) {
        *counts.entry(label).or_default() += 1;
    }
    if follows(table.rows().iter().flat_map(|row| &row.labels).map(String::as_str), taxonomy) {
        counts.keys().filter_map(|name| unknown(name, taxonomy)).collect()
    } else {
        counts.keys().filter_map(|name| rare(name, &counts)).collect()
    }
}

fn unknown(name: &str, taxonomy: &Taxonomy) -> Option<Slip> {
    if taxonomy.find(name).is_some() {
        return None;
    }
    let names = taxonomy.topics().iter().flat_map(|topic| [topic.id.as_str(), &topic.chinese]);
    let (score, to) = nearest(name, names)?;
    Some(Slip { from: name.to_string(), to: to.to_string(), score, is_unknown: true })
}

/// The frequent name that a rare one is a slip or two away from; or the more frequent one that differs from it in blanks,
/// marks or capitals alone.
fn rare(name: &str, counts: &BTreeMap<&str, usize>) -> Option<Slip> {
    let own = normal(name);
    let is_meant = |(other, count): &(&&str, &usize)| {
        let other_normal = normal(other);
        let length = own.chars().count().max(other_normal.chars().count());
        let slips = strsim::osa_distance(&own, &other_normal);
        let is_more = (**count, **other) > (counts[name], name);
        let is_often = **count >= counts[name] * OFTEN;
        **other != name
            && (slips == 0 && is_more || is_often && slips <= 1 + usize::from(length >= LONG) && slips * 2 <= length)
    };
    let (to, _) = counts.iter().filter(is_meant).max_by_key(|(_, count)| **count)?;
    let score = strsim::jaro_winkler(&own, &normal(to));
    Some(Slip { from: name.to_string(), to: (*to).to_string(), score, is_unknown: false })
}

/// The letters of a name in lower case.
fn normal(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A finding for each row with a slip.
pub(super) fn findings(table: &LabelsTable, slips: &[Slip]) -> Vec<(usize, Finding)> {
    let mut findings = Vec::new();
    for (row, labels) in table.rows().iter().map(|row| &row.labels).enumerate() {
        for slip in slips.iter().filter(|slip| labels.contains(&slip.from)) {
            let reason = format!("`{}` looks like a slip for `{}`", slip.from, slip.to);
            let (remove, add) = (vec![slip.from.clone()], vec![slip.to.clone()]);
            let finding = Finding::remark(Kind::TopicName, slip.score, reason);
            findings.push((row, Finding { remove, add, ..finding }));
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rare_name_near_a_frequent_one_is_its_slip() {
        let counts =
            BTreeMap::from([("体育", 60), ("体肓", 2), ("国际", 90), ("国内", 50), ("Sports", 9), ("sports ", 3)]);
        let case = |name: &str, expected: Option<&str>| {
            assert_eq!(rare(name, &counts).map(|slip| slip.to).as_deref(), expected, "{name}");
        };
        case("体肓", Some("体育"));
        case("体育", None);
        case("国内", None);
        case("sports ", Some("Sports"));
        case("Sports", None);
        assert!(rare("乙", &BTreeMap::from([("甲", 100), ("乙", 1)])).is_none(), "nothing in common");
    }
}
