//! The main headline among a headline's lines.

use super::phrases::{Joint, Relation, relation, share};
use super::section::BULLETS;
use crate::page::repair::push_wrapped;
use crate::page::width;

/// One line of a headline with whether a blank line stands before it.
pub(super) struct HeadlineLine<'a> {
    pub(super) text: &'a str,
    pub(super) is_apart: bool,
}

/// The main headline as one string: the last phrase, with the phrases before it that it goes on from or makes a couplet
/// with, without the kicker before them and without sub-headlines, which begin with `——`.
///
/// Chinese papers set the factual kicker above and the short main headline below it; in the text layer the main
/// headline comes last. `body` tells what is stated there and what is one phrase.
pub(super) fn main_headline<'a>(lines: &[HeadlineLine<'a>], body: &str) -> String {
    let main = |line: &HeadlineLine<'a>| Some(HeadlineLine { text: without_sub_headline(line.text)?, ..*line });
    let mut lines: Vec<HeadlineLine<'a>> = lines.iter().filter_map(main).collect();
    if let [.., above, last] = &lines[..]
        && (!last.is_apart && is_sub_headline(above.text, last.text, body)
            || is_scene(last.text)
            || is_answer(above.text, last.text))
    {
        lines.pop();
    }
    let mut phrases: Vec<(&str, Joint)> = Vec::new();
    for line in lines {
        let at_line = if line.is_apart { Joint::Apart } else { Joint::LineBreak };
        let text = line.text.trim_start_matches(BULLETS).trim_start();
        let joints = std::iter::once(at_line).chain(std::iter::repeat(Joint::Space));
        phrases.extend(text.split(' ').zip(joints));
    }
    let Some((&(last, mut joint), before)) = phrases.split_last() else { return String::new() };
    let mut headline = last.to_string();
    for &(phrase, joint_before) in before.iter().rev() {
        let mut joined = phrase.to_string();
        match relation(phrase, &headline, joint, body) {
            Relation::Kicker => break,
            Relation::Broken => push_wrapped(&mut joined, &headline),
            Relation::Couplet => joined = format!("{joined} {headline}"),
        }
        (headline, joint) = (joined, joint_before);
    }
    headline
}

/// A headline's line without the sub-headline that may stand before the headline on it: `——彩陶产业侧记 让花纹走进日子`.
fn without_sub_headline(line: &str) -> Option<&str> {
    if line.starts_with("——") { line.split_once(' ').map(|(_, headline)| headline) } else { Some(line) }
}

/// A sub-headline is at least this wide, in half-width columns: it states a fact in full.
const SUB_HEADLINE: usize = 26;
/// A headline above a sub-headline is at least this wide; a place and a colon are narrower.
const ABOVE: usize = 12;

/// Whether the last line is a sub-headline without `——`: it is by far the longer, where kickers are longer than the
/// headline below, and more of it stands in the text: `五个村约定低彩礼`, `河口镇召开移风易俗村规民约修订现场推进会`.
fn is_sub_headline(above: &str, last: &str, body: &str) -> bool {
    let (above_width, last_width) = (width(above), width(last));
    above_width >= ABOVE
        && last_width >= SUB_HEADLINE
        && last_width * 2 >= above_width * 3
        && !last.contains(' ')
        && !above.ends_with(['：', ':'])
        && share(last, body) > share(above, body)
}

/// What a sub-headline to a scene ends with.
const SCENES: [&str; 10] = ["见闻", "纪实", "纪事", "记事", "侧记", "启示", "走笔", "回访", "素描", "扫描"];

/// Whether a line says what kind of report it stands over: `河口镇百村敬老见闻`.
fn is_scene(last: &str) -> bool {
    width(last) >= ABOVE && SCENES.iter().any(|word| last.ends_with(word))
}

/// Who answers in a sub-headline.
const SPEAKERS: [&str; 24] = [
    "市民", "居民", "村民", "专家", "民警", "警方", "医生", "律师", "家长", "校方", "物业", "城管", "交警", "部门",
    "业主", "网友", "读者", "法官", "消协", "客服", "商家", "答复", "回应", "提醒",
];
/// A speaker's name has no more characters than this.
const SPEAKER: usize = 7;

/// Whether the last line is what somebody says to the headline above: `办证要跑三趟？`, `窗口答复：一张身份证就够`.
fn is_answer(above: &str, last: &str) -> bool {
    let is_spoken = |line: &str| {
        let colon = line.char_indices().take(SPEAKER + 1).find(|&(_, c)| matches!(c, '：' | ':'));
        colon.is_some_and(|(at, _)| SPEAKERS.iter().any(|word| line[..at].ends_with(word)))
    };
    width(above) >= ABOVE && is_spoken(last) && !is_spoken(above) && !above.ends_with(['：', ':'])
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
        case(&["江北区：", "+封控楼里药不断"], "", "封控楼里药不断");
        case(&["——江北县彩陶产业侧记 让花纹“走”进日子"], "", "让花纹“走”进日子");
        case(&[], "", "");
    }

    #[test]
    fn a_long_last_line_of_facts_is_a_sub_headline() {
        let body = "近日，江北县老城镇召开移风易俗村规民约修订现场推进会。";
        let facts = "+江北县老城镇召开移风易俗村规民约修订现场推进会";
        case(&["五个村约定低彩礼", facts], body, "五个村约定低彩礼");
        case(&["五个村约定低彩礼", &facts[1..]], body, &facts[1..]);
    }

    #[test]
    fn a_scene_or_an_answer_below_is_a_sub_headline() {
        case(&["重阳宴摆到祠堂口", "+河口镇百村敬老见闻"], "", "重阳宴摆到祠堂口");
        case(&["办准生证要跑三趟？", "+窗口答复：一张身份证就够"], "", "办准生证要跑三趟？");
        case(&["重阳宴摆到祠堂口", "河口镇百村敬老见闻"], "", "重阳宴摆到祠堂口");
        case(&["各地掀起农业开发热潮", "+河口镇：院坝会开到炕头上"], "", "河口镇：院坝会开到炕头上");
    }

    #[test]
    fn broken_headlines_and_couplets_are_joined() {
        let body = "近日，城南职业学院召开定点机构使用资金整治会。";
        case(&["城南职业学院召开定点机构使", "+用资金整治会"], body, "城南职业学院召开定点机构使用资金整治会");
        case(&["城南职业学院二期工程", "+暨实训中心开工仪式举行"], body, "城南职业学院二期工程暨实训中心开工仪式举行");
        case(&["矿坑披绿", "+荒山“回春”"], body, "矿坑披绿 荒山“回春”");
        case(&["江北区百户高层居民参", "+加逃生演练"], "", "江北区百户高层居民参加逃生演练");
    }

    #[test]
    fn a_kicker_on_the_same_line_is_dropped_and_a_couplet_stays_whole() {
        case(&["全区基层党建创新项目大赛决赛在会展中心举行 党建树标杆 创新促发展"], "", "党建树标杆 创新促发展");
        case(&["党建树标杆 创新促发展"], "", "党建树标杆 创新促发展");
        case(&["省委编办通报表彰全省编制工作考核先进单位 我区获二等奖"], "", "我区获二等奖");
    }
}
