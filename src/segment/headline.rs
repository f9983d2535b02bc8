//! The main headline among a headline's lines.

use crate::page::repair::push_wrapped;
use crate::page::width;

/// Parts of a couplet differ by at most this, in half-width columns: `党建树标杆 创新促发展`.
const COUPLET_DIFFERENCE: usize = 8;
/// The part of a line from this width on, in half-width columns, is a kicker when something shorter follows it.
const KICKER_WIDTH: usize = 26;

/// One line of a headline with the number of blank lines before it.
pub(super) struct HeadlineLine<'a> {
    pub(super) text: &'a str,
    pub(super) is_apart: bool,
}

/// The main headline as one string: the last group of lines set together, without the kicker before it on
/// the same line and without sub-headlines, which begin with `——`.
///
/// Chinese papers set the factual kicker above and the short main headline below it; in the text layer
/// the main headline comes last.
pub(super) fn main_headline(lines: &[HeadlineLine<'_>]) -> String {
    let mut groups: Vec<Vec<&str>> = Vec::new();
    for line in lines.iter().filter(|line| !line.text.starts_with("——")) {
        match groups.last_mut() {
            Some(group) if !line.is_apart && !ends_phrase(group) => group.push(line.text),
            _ => groups.push(vec![line.text]),
        }
    }
    let Some(group) = groups.pop() else { return String::new() };
    let mut joined = String::new();
    for line in group {
        push_wrapped(&mut joined, line);
    }
    without_kicker(&joined).to_string()
}

/// Whether the lines so far are a headline of their own: they hold a space or a mark that parts phrases.
fn ends_phrase(group: &[&str]) -> bool {
    group.iter().any(|line| line.contains(' ') || line.ends_with(['！', '？', '：', '”']))
}

/// Drops the long first part of a line that holds kicker and headline: `某某会议召开 凝心聚力谋发展`.
fn without_kicker(line: &str) -> &str {
    let Some((kicker, rest)) = line.split_once(' ') else { return line };
    let first_of_rest = rest.split(' ').next().unwrap_or(rest);
    let is_couplet = width(kicker).abs_diff(width(first_of_rest)) <= COUPLET_DIFFERENCE && !rest.contains(' ');
    if is_couplet || width(kicker) < KICKER_WIDTH { line } else { rest }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(lines: &[&str], expected: &str) {
        let lines: Vec<HeadlineLine<'_>> = lines
            .iter()
            .map(|line| HeadlineLine { text: line.trim_start_matches('+'), is_apart: !line.starts_with('+') })
            .collect();
        assert_eq!(main_headline(&lines), expected);
    }

    #[test]
    fn the_last_group_is_the_main_headline() {
        case(&["江北区召开安全生产推进会", "守住底线 守护万家"], "守住底线 守护万家");
        case(&["一针一线绣出好日子", "+——记绣娘方舟"], "一针一线绣出好日子");
        case(&["城南职业学院二期工程", "+暨实训中心开工仪式举行"], "城南职业学院二期工程暨实训中心开工仪式举行");
        case(&[], "");
    }

    #[test]
    fn a_kicker_on_the_same_line_is_dropped_and_a_couplet_stays_whole() {
        case(&["全区基层党建创新项目大赛决赛在会展中心举行 党建树标杆 创新促发展"], "党建树标杆 创新促发展");
        case(&["党建树标杆 创新促发展"], "党建树标杆 创新促发展");
        case(&["省委编办通报表彰全省编制工作考核先进单位 我区获二等奖"], "我区获二等奖");
    }
}
