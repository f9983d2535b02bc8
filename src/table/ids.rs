//! Numbers that a spreadsheet took the leading zeros from: 001 became 1.

use std::collections::BTreeMap;

/// A number without its leading zeros, `1` for `001`; `None` for what is no number.
fn without_zeros(id: &str) -> Option<&str> {
    let is_number = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit());
    let places = id.len() - id.trim_start_matches('0').len();
    is_number.then(|| &id[places.min(id.len() - 1)..])
}

/// The ids that seem to have lost zeros, each with an id that kept them: ids shorter than all those with leading zeros,
/// or equal to one but for its zeros.
pub(crate) fn lost_zeros<'a>(ids: &[&'a str]) -> Vec<(&'a str, &'a str)> {
    let numbers = ids.iter().filter_map(|id| Some((*id, without_zeros(id)?)));
    let kept: BTreeMap<&str, &str> =
        numbers.clone().filter(|(id, number)| id != number).map(|(id, number)| (number, id)).collect();
    let Some(shortest) = kept.values().min_by_key(|id| id.len()).copied() else { return Vec::new() };
    let lost = numbers.filter(|(id, number)| id == number);
    lost.filter_map(|(id, number)| {
        let twin = kept.get(number).copied();
        twin.or(Some(shortest).filter(|kept| id.len() < kept.len())).map(|kept| (id, kept))
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_shorter_than_those_with_zeros_has_lost_some() {
        assert_eq!(lost_zeros(&["001", "2", "010", "100"]), [("2", "001")]);
        assert_eq!(lost_zeros(&["0001", "01", "1"]), [("1", "01")]);
        assert_eq!(lost_zeros(&["1", "2", "10", "a1"]), []);
        assert_eq!(lost_zeros(&["001", "a", "", "0"]), [("0", "001")]);
    }
}
