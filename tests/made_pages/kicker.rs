//! What can stand above a headline, taken from the article's own words: the fact of its lead, or who acts.

use std::sync::LazyLock;

use regex::Regex;

/// When it was, at a sentence's beginning: `6月12日上午，`, `连日来，`.
static TIME: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        "^(近日|日前|连日来|近期|今年以来|去年以来|眼下|目前|当前|昨日|昨天|今天|前不久|入冬以来|入夏以来|[上本]周.?|[0-9年月日至—、]{2,14}(上午|下午|晚|清晨|起|傍晚)?)，?",
    )
});
/// Where it was, between what happened and the verb: `…越野赛在纪南文旅区开赛`.
static PLACE: LazyLock<Regex> =
    LazyLock::new(|| regex("^(.{4,})在.{2,14}?(开赛|举行|召开|启动|开幕|揭幕|开工|开班|举办|揭牌|启用|投用|上线)$"));
/// What a clause must have to be news by itself.
static EVENT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        "召开|举行|启动|开展|推进|推出|组织|公布|完成|建成|出台|发布|成立|投用|上线|举办|实施|推行|集中|联合|创新|迎来|落地|通报|开工|开幕|开班|揭牌|开赛|获评|入选|荣获|印发|开通|启用|试点|探索|实现|建立|开设|设立|打造|签约|达成|改造|整治|查处|排查|调研|部署|评选|表彰|挂牌|开放|推广|培训|座谈|审议|通过|交付",
    )
});
/// What no clause that stands alone has: a speaker, a pronoun, a part of a sentence that goes on.
static HANGING: LazyLock<Regex> =
    LazyLock::new(|| regex("[这该我你他她它：（）？！]|记者|^其中|^据|^为|认为|时$|说$|中$|上$|里$|来$|后$"));
/// Who acts: a unit's name at the beginning of a sentence, `银湖社区`.
static UNIT: LazyLock<Regex> = LazyLock::new(|| {
    regex("^[^，。、；：“”《》（）0-9]{1,7}?(街道|社区|[镇乡村]|供电所|派出所|法院|医院|[中小]学|合作社|[局院站])")
});

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a pattern that compiles")
}

/// Lengths of a fact, in characters: between the shortest and the longest kicker of real pages.
const FACT_LENGTH: std::ops::RangeInclusive<usize> = 9..=32;
/// Sentences that a lead has.
const LEAD: usize = 4;

/// The fact of an article's lead as papers set it above the headline, almost in the lead's own words; empty where
/// the lead has no clause that stands alone.
pub(crate) fn fact(headline: &str, paragraphs: &[String]) -> String {
    let clauses = sentences(paragraphs).take(LEAD).flat_map(|sentence| sentence.split(['，', '；']));
    let found = clauses
        .map(|clause| PLACE.replace(&TIME.replace(clause, ""), "$1$2").into_owned())
        .find(|clause| is_fact(clause) && !headline.contains(clause.as_str()));
    found.unwrap_or_default()
}

fn is_fact(clause: &str) -> bool {
    let is_even = |open: char, close: char| clause.matches(open).count() == clause.matches(close).count();
    // A line that stands alone says early of whom it speaks.
    let names_actor = clause.chars().take(8).any(|c| "市县区镇乡旗村院局校会厅司街园站处委办馆".contains(c));
    FACT_LENGTH.contains(&clause.chars().count())
        && names_actor
        && EVENT.is_match(clause)
        && !HANGING.is_match(clause)
        && is_even('“', '”')
        && is_even('《', '》')
}

/// Who acts, where the first sentence begins with a unit's name.
pub(crate) fn actor(paragraphs: &[String]) -> String {
    let unit = |sentence: &str| {
        let sentence = TIME.replace(sentence, "").into_owned();
        UNIT.find(&sentence).map(|found| found.as_str().to_string())
    };
    let is_name = |unit: &String| {
        (3..=9).contains(&unit.chars().count())
            && !unit.starts_with(['在', '从', '到', '一', '全', '每', '各', '走', '这'])
    };
    sentences(paragraphs).take(1).filter_map(unit).find(is_name).unwrap_or_default()
}

fn sentences(paragraphs: &[String]) -> impl Iterator<Item = &str> {
    paragraphs.iter().flat_map(|text| text.split(['。', '！', '？']))
}
