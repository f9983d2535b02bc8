//! Forms by which a paper speaks of its own district without a name: 全区, 区委, 我市, 县医保局.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem;

use super::letters::Letters;
use crate::page::repair::is_hanzi;

/// A form opens with the level's character (区委) or ends with it (全区).
const WHOLE: &[char] = &['全', '我'];

/// `安全区域`, `健全市场`, `自我区分`: before 全 or 我 these make another word.
const NOT_WHOLE: &[char] = &['安', '健', '完', '保', '齐', '自', '周'];

/// What makes another word of 区, 市 or 县 when it follows: 区域, 市场, 市民, 县域.
const OTHER_WORD: &[&str] = &["域", "间", "位", "划", "分", "别", "块", "场", "值", "面", "区", "县", "级"];

/// What a level's character opens by itself: 区委, 市政府, 县领导.
const BODIES: &[&str] = &[
    "委",
    "里",
    "政府",
    "人民政府",
    "人大",
    "政协",
    "纪委",
    "监委",
    "领导",
    "直机关",
    "直部门",
    "直单位",
    "直有关",
    "直各",
    "直属",
    "管委会",
    "党工委",
];

/// What ends an office's name: 区医保局, 市生态环境局, 县档案馆.
const OFFICES: &[&str] = &[
    "局",
    "馆",
    "办",
    "法院",
    "检察院",
    "医院",
    "中心",
    "支队",
    "大队",
    "总工会",
    "联",
    "小学",
    "中学",
    "公司",
    "指挥部",
    "开发区",
];

/// Offices whose names need no field before them: 县少年宫, 县植保站.
const WHOLE_OFFICES: &[&str] = &[
    "少年宫",
    "植保站",
    "农技站",
    "气象台",
    "电视台",
    "广播站",
    "医院",
    "法院",
    "检察院",
    "总工会",
    "发改委",
    "卫健委",
    "教委",
    "经信委",
    "住建委",
    "政法委",
];

/// Longest name of an office between the level and its ending, in characters: 住房和城乡建设 has seven.
const OFFICE_CHARS: usize = 8;

/// What opens 市民 and 区民 as 民政局 rather than as people.
const CIVIL: &str = "民政";

/// Characters that end in the level another word, so that `社区委员会`, `城市管理局`, `示范区领导` are none of ours.
fn ends_other_word(level: char, before: char) -> bool {
    let words = match level {
        '区' => {
            "社园校景城库片地小牧林山灾矿军战特新老辖郊发范护疫湖厂街院病商宅活能汛垸滩禁专学选教盲农侨分大湾港市治游该\
             各县"
        }
        '市' => "城超门股楼上都夜菜集入各外花县地该省级",
        '旗' => "国红锦战军彩党团队星校挂升降扬义举各外邻该",
        _ => "各外邻该市",
    };
    words.contains(before)
}

/// The bare forms of a level (`区`, `县` or `市`) in a text, in order.
pub(super) fn forms(text: &str, level: char) -> Vec<Range<usize>> {
    let mut forms = Vec::new();
    for at in memmem::find_iter(text.as_bytes(), level.encode_utf8(&mut [0; 4])) {
        let after = &text[at + level.len_utf8()..];
        let mut before = text[..at].chars().rev();
        let (last, previous) = (before.next(), before.next());
        if let Some(whole) = last.filter(|c| WHOLE.contains(c)) {
            let is_word = previous.is_some_and(|c| NOT_WHOLE.contains(&c)) || is_other_word(after);
            if !is_word {
                forms.push(at - whole.len_utf8()..at + level.len_utf8());
            }
        } else if !last.is_some_and(|c| ends_other_word(level, c))
            && let Some(len) = seat_len(level, after).or_else(|| body_len(after))
        {
            forms.push(at..at + level.len_utf8() + len);
        }
    }
    forms
}

/// Endings of bare forms that mean people or many offices rather than one: 区领导, 市直机关.
const NO_OFFICE: &[&str] = &["里", "城", "领导", "机关", "部门", "单位", "有关", "各", "属"];

/// Whether a bare form is the name of one office, 区医保局, and not 全区.
pub(super) fn is_office(form: &str) -> bool {
    !form.starts_with(WHOLE) && !NO_OFFICE.iter().any(|ending| form.ends_with(ending))
}

/// How the words of these lists begin.
static OTHER: LazyLock<Letters> = LazyLock::new(|| Letters::first_of(OTHER_WORD));
static BODY: LazyLock<Letters> = LazyLock::new(|| Letters::first_of(BODIES));
static OFFICE: LazyLock<Letters> = LazyLock::new(|| Letters::first_of(OFFICES));

/// Length in bytes of what is left of 县城, the town from which the county is governed.
fn seat_len(level: char, after: &str) -> Option<usize> {
    (level == '县' && after.starts_with('城') && !after.starts_with("城管")).then_some('城'.len_utf8())
}

fn is_other_word(after: &str) -> bool {
    OTHER.may_open(after) && OTHER_WORD.iter().any(|word| after.starts_with(word))
}

/// Length in bytes of the body or office that `after` opens with.
fn body_len(after: &str) -> Option<usize> {
    let is_body = |body: &&&str| BODY.may_open(after) && after.starts_with(**body);
    if let Some(body) = BODIES.iter().find(is_body) {
        return Some(body.len());
    }
    // 区市场监管局 is an office of the district though 市场 alone is a market.
    if is_other_word(after) || (after.starts_with('民') && !after.starts_with(CIVIL)) {
        return None;
    }
    office_len(after)
}

/// Length in bytes of an office's name at the start of `after`.
fn office_len(after: &str) -> Option<usize> {
    if let Some(office) = WHOLE_OFFICES.iter().find(|office| after.starts_with(**office)) {
        return Some(office.len());
    }
    let run = after.char_indices().take_while(|(_, c)| is_hanzi(*c));
    let ends = run.skip(1).take(OFFICE_CHARS).filter(|(_, c)| OFFICE.may_hold(*c)).map(|(at, _)| at);
    let office_at = |at: usize| OFFICES.iter().find(|office| after[at..].starts_with(*office));
    ends.filter_map(|at| office_at(at).map(|office| at + office.len())).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(text: &str, level: char, expected: &[&str]) {
        let found: Vec<&str> = forms(text, level).into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn bare_forms_are_found() {
        case("动员全区上下，区委书记出席，区领导参加", '区', &["全区", "区委", "区领导"]);
        case("区市场监管局、区医保局通报情况", '区', &["区市场监管局", "区医保局"]);
        case("记者从市生态环境局获悉，我市", '市', &["市生态环境局", "我市"]);
        case("县委召开会议，市民政局到场", '县', &["县委"]);
        case("市民政局到场", '市', &["市民政局"]);
    }

    #[test]
    fn other_words_are_none() {
        case("社区委员会、安全区域、园区中心、景区管理办", '区', &[]);
        case("完全市场化，市民到税务局，城市管理局，市场监管局", '市', &[]);
        case("全县域旅游，各县委", '县', &[]);
    }
}
