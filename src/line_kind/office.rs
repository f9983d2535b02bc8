//! Offices that give notice, or sign the news that they send in: `江北区公共交通有限公司`, `县植保站`.

use crate::page::repair::is_hanzi;

/// What the names of offices end with that give notice.
const OFFICES: [&str; 18] = [
    "公司",
    "局",
    "委员会",
    "人民政府",
    "办公室",
    "中心",
    "法院",
    "检察院",
    "管理处",
    "学院",
    "大学",
    "医院",
    "支队",
    "大队",
    "工会",
    "委",
    "办",
    "所",
];
/// Fewest and most characters of one.
const OFFICE: std::ops::RangeInclusive<usize> = 5..=32;

/// Whether a line is the name of an office: `江北区公共交通有限公司`.
pub(super) fn is_office(text: &str) -> bool {
    OFFICE.contains(&text.chars().count())
        && OFFICES.iter().any(|office| text.ends_with(office))
        && text.chars().all(is_hanzi)
}

/// Ends of offices that sign news, beside those that give notice.
const SIGNING: [&str; 8] = ["站", "室", "政府", "科", "队", "部", "协会", "学校"];

/// Fewest and most characters of one.
const SIGNER: std::ops::RangeInclusive<usize> = 3..=16;

/// Whether what stands in brackets at the end of a text is offices: `县植保站`, `县委农工委、县环保局`.
pub(super) fn are_offices(text: &str) -> bool {
    let is_office = |word: &str| {
        SIGNER.contains(&word.chars().count())
            && word.chars().all(is_hanzi)
            && OFFICES.iter().chain(&SIGNING).any(|office| word.ends_with(office))
    };
    text.split(['、', ' ']).all(is_office)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_sign_their_news() {
        assert!(is_office("江北区公共交通有限公司"));
        assert!(are_offices("县植保站") && are_offices("县委农工委、县环保局"));
        assert!(!are_offices("各镇街道") && !are_offices("见上期") && !are_offices("全部"));
    }
}
