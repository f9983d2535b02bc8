//! The main headline among a headline's lines.

use crate::page::repair::push_wrapped;
use crate::page::width;

/// Parts of a couplet differ by at most this, in half-width columns: `党建树标杆 创新促发展`.
const COUPLET_DIFFERENCE: usize = 8;
/// The part of a line from this width on, in half-width columns, is a kicker when something shorter follows it.
const KICKER_WIDTH: usize = 26;

/// A clause is at least this wide, in half-width columns.
const CLAUSE_WIDTH: usize = 16;
/// Within so many characters of its beginning a kicker names its place.
const PLACE_REACH: usize = 7;
/// Characters that end the names of places.
const PLACE_ENDS: [char; 7] = ['县', '市', '区', '旗', '州', '镇', '乡'];

/// One line of a headline with whether a blank line stands before it.
pub(super) struct HeadlineLine<'a> {
    pub(super) text: &'a str,
    pub(super) is_apart: bool,
}

/// The main headline as one string: the last line, with the lines before it that it goes on from, without a
/// kicker before it on the same line and without sub-headlines, which begin with `——`.
///
/// Chinese papers set the factual kicker above and the short main headline below it; in the text layer
/// the main headline comes last. `body` tells whether two lines are one phrase.
pub(super) fn main_headline(lines: &[HeadlineLine<'_>], body: &str) -> String {
    let mut lines = lines.iter().filter(|line| !line.text.starts_with("——")).rev().peekable();
    let Some(last) = lines.next() else { return String::new() };
    let mut headline = last.text.to_string();
    let mut is_apart = last.is_apart;
    while let Some(line) = lines.next().filter(|_| !is_apart) {
        let mut joined = line.text.to_string();
        if is_broken(line.text, &headline, body) {
            push_wrapped(&mut joined, &headline);
        } else if is_kicker(line.text, &headline, body) {
            break;
        } else {
            joined = format!("{joined} {headline}");
        }
        headline = joined;
        is_apart = line.is_apart;
    }
    without_kicker(&headline).to_string()
}

/// Whether a headline was broken between two lines: the characters on either side stand together in the body,
/// or the second line begins with `暨`, which no headline does.
fn is_broken(first: &str, second: &str, body: &str) -> bool {
    let around: String = first.chars().next_back().into_iter().chain(second.chars().next()).collect();
    second.starts_with('暨') || body.contains(&around)
}

/// Whether the first of two lines set together is a kicker: the second is a couplet by itself or much
/// shorter, or the first is a clause of the body or begins with the place, as kickers do.
fn is_kicker(first: &str, second: &str, body: &str) -> bool {
    let is_long = width(first) >= KICKER_WIDTH && width(first) * 5 >= width(second) * 7;
    let is_clause = width(first) >= CLAUSE_WIDTH && (body.contains(first) || names_place(first));
    second.contains(' ') || is_long || is_clause
}

/// Whether a line begins with a place: `城东区推行“一窗受理”`.
fn names_place(line: &str) -> bool {
    line.chars().take(PLACE_REACH).skip(1).any(|c| PLACE_ENDS.contains(&c))
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
    fn case(lines: &[&str], body: &str, expected: &str) {
        let lines: Vec<HeadlineLine<'_>> = lines
            .iter()
            .map(|line| HeadlineLine { text: line.trim_start_matches('+'), is_apart: !line.starts_with('+') })
            .collect();
        assert_eq!(main_headline(&lines, body), expected);
    }

    #[test]
    fn the_last_line_is_the_main_headline() {
        case(&["江北区召开安全生产推进会", "守住底线 守护万家"], "", "守住底线 守护万家");
        case(&["我市推动医保经办服务向山区延伸", "+大病报销进村办"], "近日，医保经办服务", "大病报销进村办");
        case(&["城东区推行“一窗受理”", "+办证不再跑断腿"], "", "办证不再跑断腿");
        case(&["城东深化医共体建设", "+小病不出镇 专家在身边"], "", "小病不出镇 专家在身边");
        case(&["一针一线绣出好日子", "+——记绣娘方舟"], "", "一针一线绣出好日子");
        case(&[], "", "");
    }

    #[test]
    fn broken_headlines_and_couplets_are_joined() {
        let body = "近日，城南职业学院召开定点机构使用资金整治会。";
        case(&["城南职业学院召开定点机构使", "+用资金整治会"], body, "城南职业学院召开定点机构使用资金整治会");
        case(&["城南职业学院二期工程", "+暨实训中心开工仪式举行"], body, "城南职业学院二期工程暨实训中心开工仪式举行");
        case(&["矿坑披绿", "+荒山“回春”"], body, "矿坑披绿 荒山“回春”");
    }

    #[test]
    fn a_kicker_on_the_same_line_is_dropped_and_a_couplet_stays_whole() {
        case(&["全区基层党建创新项目大赛决赛在会展中心举行 党建树标杆 创新促发展"], "", "党建树标杆 创新促发展");
        case(&["党建树标杆 创新促发展"], "", "党建树标杆 创新促发展");
        case(&["省委编办通报表彰全省编制工作考核先进单位 我区获二等奖"], "", "我区获二等奖");
    }
}
