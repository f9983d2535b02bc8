//! The labels in a cell.

use crate::topic::Taxonomy;

/// The topics of a cell: `public-safety;governance`.
pub fn split_labels(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([';', '；']).map(str::trim).filter(|label| !label.is_empty())
}

/// The topics of a cell, parted also at `、`, `,` and `，` where a part is a topic of `taxonomy`.
pub fn split_topics<'a>(cell: &'a str, taxonomy: &Taxonomy) -> Vec<&'a str> {
    split_labels(cell).flat_map(|label| parts(label, taxonomy)).collect()
}

/// Marks that people put between labels, and that names of topics hold too: `culture, tourism and sport`.
const FAINT: [char; 3] = ['、', ',', '，'];
/// Most of these marks that a topic's name may hold.
const MOST_IN_A_NAME: usize = 8;

/// Cuts a label that is no topic at the marks `、`, `,` and `，`, if a part of it is one; the longest names win.
fn parts<'a>(label: &'a str, taxonomy: &Taxonomy) -> Vec<&'a str> {
    let is_topic = |label: &str| taxonomy.find(label).is_some();
    let (mut parts, mut rest) = (Vec::new(), label);
    while !rest.is_empty() {
        let marks = rest.match_indices(FAINT).map(|(place, _)| place).chain([rest.len()]);
        let ends: Vec<usize> = marks.take(MOST_IN_A_NAME + 1).collect();
        let end = ends.iter().rev().find(|&&end| is_topic(rest[..end].trim())).unwrap_or(&ends[0]);
        parts.push(rest[..*end].trim());
        rest = rest[*end..].trim_start_matches(FAINT).trim_start();
    }
    parts.retain(|part| !part.is_empty());
    if parts.iter().any(|part| is_topic(part)) { parts } else { vec![label] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_usual_mark_parts_labels_and_names_that_hold_one_stay_whole() {
        let table = "id,chinese,english,covers\nhealth,卫生健康,health,\nculture,文化、旅游,\"culture, sport\",\n";
        let taxonomy = Taxonomy::from_csv("t", table.as_bytes()).unwrap();
        let case = |label: &str, expected: &[&str]| assert_eq!(parts(label, &taxonomy), expected, "{label}");
        case("health，culture", &["health", "culture"]);
        case("文化、旅游、卫生健康", &["文化、旅游", "卫生健康"]);
        case("health, Culture, Sport", &["health", "Culture, Sport"]);
        case("health、heath、", &["health", "heath"]);
        case("国际、国内", &["国际、国内"]);
        case("、", &["、"]);
        assert_eq!(split_labels("a; b；;c").collect::<Vec<_>>(), ["a", "b", "c"]);
    }
}
