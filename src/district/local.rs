//! Whether an item that names no place is about the paper's home.
//!
//! A local paper does not say where its own town is: 昨日上午，市民…, （县植保站）, 图为…. What is about no place in
//! particular, essays, comment, advice, riddles, and what comes from the wires shows in words too.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::subject::Subject;

/// What a word in an item is a sign of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// Taken from an agency or another paper.
    Wire,
    /// About another country.
    Abroad,
    /// About the whole country.
    National,
    /// Games, draws, and what a page says of itself.
    Leisure,
    /// A writer who argues.
    Comment,
    /// A report of the paper's own.
    Report,
    /// A photo's credit.
    Photo,
    /// A day near the page's own.
    Day,
    /// A place too small for a gazetteer.
    Site,
    /// An institution, which writes too: 福利供电所 白桦.
    Institution,
}

/// Stands between words.
const BETWEEN: char = '|';

/// The words, written down on general knowledge of newspapers; each stands for one sign.
const WORDS: &[(Sign, &str)] = &[
    (Sign::Wire, "新华社|中新社|中新网|新华网|人民网|央视|外电|外媒|综合消息"),
    (
        Sign::Abroad,
        "联合国|欧盟|欧元|世界卫生组织|美国|英国|法国|德国|俄罗斯|乌克兰|日本|韩国|朝鲜|印度|\
         巴基斯坦|西班牙|葡萄牙|意大利|希腊|土耳其|加拿大|澳大利亚|新西兰|巴西|阿根廷|墨西哥|埃及|\
         南非|老挝|越南|泰国|缅甸|柬埔寨|菲律宾|马来西亚|新加坡|伊朗|伊拉克|以色列|沙特|瑞士|瑞典|\
         挪威|芬兰|丹麦|荷兰|比利时|奥地利|波兰",
    ),
    (
        Sign::National,
        "国务院|党中央|中央政治局|中宣部|中组部|中央纪委|最高检|最高法|最高人民|外交部|教育部|公安部|\
         财政部|商务部|农业农村部|人社部|国家统计局|国家发展改革委|国家卫生健康委|国家防总|全国人大|\
         全国政协|我国|首都各界",
    ),
    (Sign::Leisure, "双色球|福彩|体彩|开奖|彩票|大乐透|星座|填字|打一|连载|稿约|来稿|文责自负"),
    (Sign::Comment, "评论员|笔者|不妨|何必|莫让|别让|少些"),
    (Sign::Report, "报讯|刊讯|记者|通讯员|上接|下转|我校|本校|我厂|本厂|区长|县长|市长|旗长|代表团|考察团"),
    (Sign::Photo, "摄影| 摄|摄）|摄)|供图|图为"),
    (
        Sign::Day,
        "昨日|昨天|昨晚|日前|近日|今日|今起|前日|前天|本月|本周|日上午|日下午|日清晨|日凌晨|日晚|\
         上旬|中旬|下旬|0日|1日|2日|3日|4日|5日|6日|7日|8日|9日",
    ),
    (Sign::Site, "村|社区|小区|街道|城区|公园|码头|港|广场|路口|街|大道|车站|公路|工区|古镇|乡|镇"),
    (
        Sign::Institution,
        "学校|小学|中学|大学|学院|校园|幼儿园|医院|供电所|派出所|剧院|公司|合作社|福利院|图书馆|\
         食堂|车间|车队|车辆段|机务段|工区|支队|大队|中队",
    ),
];

/// Farthest from the beginning or the end of a body that a writer's unit ends, in characters: `潭门中心学校六（1）班`.
const UNIT_CHARS: usize = 14;

/// Farthest from the beginning of a report that its day ends, in characters: `●9月13日至15日，`.
const DAY_CHARS: usize = 10;

/// Whether an item in simplified characters that names no place is about the paper's home.
pub(super) fn is_local(subject: &Subject<'_>) -> bool {
    let (headline, body) = (signs(subject.headline), signs(subject.body));
    let has = |sign: Sign| (headline | body) & bit(sign) != 0;
    if [Sign::Wire, Sign::Abroad, Sign::National, Sign::Leisure].into_iter().any(has) {
        return false;
    }
    has(Sign::Report)
        || has(Sign::Photo)
        || (has(Sign::Day) && (has(Sign::Site) || has(Sign::Institution)))
        || signs(opening(subject.body, DAY_CHARS)) & bit(Sign::Day) != 0
        || (!has(Sign::Comment) && names_unit(subject.body))
}

/// The first characters of a body.
fn opening(body: &str, chars: usize) -> &str {
    body.char_indices().nth(chars).map_or(body, |(end, _)| &body[..end])
}

/// Whether a body opens or ends with the writer's unit.
fn names_unit(body: &str) -> bool {
    let before = body.char_indices().nth_back(UNIT_CHARS - 1).map_or(0, |(at, _)| at);
    (signs(opening(body, UNIT_CHARS)) | signs(&body[before..])) & bit(Sign::Institution) != 0
}

/// The signs in a text, a bit each.
fn signs(text: &str) -> u32 {
    let (automaton, sign_of) = &*MATCHER;
    let Some(automaton) = automaton else {
        return 0;
    };
    automaton.find_overlapping_iter(text).fold(0, |signs, found| signs | bit(sign_of[found.pattern().as_usize()]))
}

fn bit(sign: Sign) -> u32 {
    1 << sign as u32
}

/// The automaton of all words, and the sign of each.
static MATCHER: LazyLock<(Option<AhoCorasick>, Vec<Sign>)> = LazyLock::new(|| {
    let words = || WORDS.iter().flat_map(|(sign, words)| words.split(BETWEEN).map(move |word| (*sign, word)));
    let automaton = AhoCorasick::new(words().map(|(_, word)| word)).ok();
    (automaton, words().map(|(sign, _)| sign).collect())
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_paper_reports_of_its_own_town_needs_no_name() {
        for body in [
            "本报讯（记者尉迟春）公交站牌“失踪”半月，当天补上了。",
            "公园里，环卫工人正在清理湖边的落叶。 盖一丁 摄",
            "昨天下午，三只小猫被困小区外墙。",
            "福利供电所 白桦师傅说，夜里巡线听毛病。",
        ] {
            assert!(is_local(&Subject { headline: "", body }), "{body}");
        }
    }

    #[test]
    fn what_could_stand_in_any_paper_is_about_no_place() {
        for body in [
            "据新华社东京9月3日电（记者沙白）一处渔港发生泄漏。",
            "西班牙东部一座小镇的番茄节昨日落幕。",
            "外婆做酱有一套规矩：豆子要隔年的黄豆，水要清早的井水。",
            "文件送到案头，画个圈，写上“已阅”，转给下一位。",
            "秋雨多，晚播小麦不必慌，抓住三点。",
            "“公生明，廉生威。”——《官箴》",
            "记者从国务院有关部门了解到，夏粮收购已全面展开。",
        ] {
            assert!(!is_local(&Subject { headline: "", body }), "{body}");
        }
    }
}
