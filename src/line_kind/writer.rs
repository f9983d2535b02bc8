//! Lines that name who wrote a text: `□ 通讯员 林岚`, `县植保站 方舟`, `方舟 文/图`, `解答人：江北区司法局 季平`.

use super::names::is_name;
use super::{SIGNATURE_MARKS, role_end};
use crate::page::repair::is_hanzi;

/// What one word of such a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    /// `本报记者`, `记者方舟`
    Role,
    /// `方舟`
    Name,
    /// `县植保站`, `大营镇`, `文学院2021级`
    Unit,
    /// `高级兽医师`, `教授`
    Title,
    /// `文/图`, `整理`
    Work,
    /// Another word as short as a name.
    Short,
}

/// Most words of a line that names writers.
const WORDS: usize = 12;
/// Most words of one without a role.
const BARE_WORDS: usize = 5;
/// Most words of an office and a name that is known by it alone: `文学院2021级 努尔兰`.
const OFFICE_WORDS: usize = 2;
/// Longest name that is known by its role alone: `古丽娜尔`, and longest unit.
const SHORT: std::ops::RangeInclusive<usize> = 2..=5;
const UNIT: std::ops::RangeInclusive<usize> = 3..=16;

/// What the names of offices, places and classes end with.
const UNITS: [&str; 57] = [
    "局",
    "委",
    "部",
    "处",
    "所",
    "院",
    "校",
    "中心",
    "公司",
    "大学",
    "学院",
    "学校",
    "中学",
    "小学",
    "镇",
    "乡",
    "县",
    "市",
    "区",
    "村",
    "街道",
    "社区",
    "系",
    "站",
    "队",
    "办",
    "办公室",
    "厂",
    "科",
    "课题组",
    "银行",
    "医院",
    "法院",
    "检察院",
    "党校",
    "级",
    "编辑室",
    "联合会",
    "协会",
    "集团",
    "支行",
    "学会",
    "校团委",
    "联社",
    "电视台",
    "合作社",
    "图书馆",
    "文化馆",
    "农场",
    "林场",
    "幼儿园",
    "教研室",
    "办公厅",
    "工会",
    "校团",
    "煤矿",
    "油田",
];
/// What titles and callings end with.
const TITLES: [&str; 34] = [
    "教授",
    "主任",
    "局长",
    "书记",
    "医师",
    "医生",
    "研究员",
    "校长",
    "院长",
    "律师",
    "老师",
    "教师",
    "工程师",
    "农技员",
    "农艺师",
    "兽医师",
    "专家",
    "科长",
    "所长",
    "站长",
    "会长",
    "处长",
    "部长",
    "委员",
    "博士",
    "经理",
    "养殖户",
    "种植户",
    "学生",
    "作家",
    "诗人",
    "画家",
    "师傅",
    "代表",
];
/// What somebody does for a text.
const WORKS: [&str; 22] = [
    "文",
    "图",
    "文图",
    "图文",
    "整理",
    "口述",
    "代笔",
    "撰文",
    "撰稿",
    "供稿",
    "供图",
    "绘图",
    "编译",
    "执笔",
    "采写",
    "报道",
    "供稿人",
    "翻译",
    "作",
    "画",
    "书",
    "绘",
];
/// Labels before the name of who answers or writes.
const LABELS: [&str; 16] = [
    "作者",
    "文",
    "撰文",
    "撰稿",
    "执笔",
    "整理",
    "口述",
    "采写",
    "解答人",
    "解答专家",
    "答疑专家",
    "答疑人",
    "本期专家",
    "答复单位",
    "供稿",
    "主讲人",
];
/// Units that stand for a writer without a name: `本报评论员`.
const ALONE: [&str; 4] = ["评论员", "编辑部", "观察员", "课题组"];

/// Whether a line names writers whatever stands around it.
pub(super) fn is_signature(text: &str) -> bool {
    let marked = text.strip_prefix(SIGNATURE_MARKS);
    let bare = marked.unwrap_or(text).trim_start();
    let bare = bare.strip_suffix(['）', ')']).unwrap_or(bare);
    // Who wrote the text and took the photos: `本报记者 方舟 文/摄`.
    let bare = bare.strip_suffix("文/摄").or_else(|| bare.strip_suffix("文／摄")).map_or(bare, str::trim_end);
    if is_labelled(bare) {
        return true;
    }
    if is_speech(bare) {
        return false;
    }
    let Some(kinds) = kinds(bare) else { return false };
    let has = |kind| kinds.contains(&kind);
    let is_named = has(Word::Name) || has(Word::Short);
    let is_mark_of_writers = text.starts_with(['□', '☐', '◎', '○', '◇']);
    let is_role_first = kinds.iter().find(|kind| **kind != Word::Unit) == Some(&Word::Role);
    match marked {
        Some(_) if text.starts_with(['（', '(']) => has(Word::Role) && is_role_first,
        Some(_) if is_mark_of_writers => is_role_first || kinds.len() < BARE_WORDS,
        Some(_) => is_role_first || has(Word::Name) && kinds.len() < BARE_WORDS,
        None if is_role_first => is_named || names_within(bare) || ALONE.iter().any(|role| bare.ends_with(role)),
        // `江海 口述 本报记者 方舟 整理`
        None => has(Word::Name) && has(Word::Work) && (kinds.len() < BARE_WORDS || has(Word::Role)),
    }
}

/// Whether a line may name writers, if it stands where they do: `方舟`, `福利供电所 方舟`, `新安镇 一名家长`.
pub(super) fn may_be_signature(text: &str) -> bool {
    let Some(kinds) = kinds(text) else { return false };
    let are_names = kinds.contains(&Word::Name) && kinds.iter().all(|kind| matches!(kind, Word::Name | Word::Work));
    // The office stands first, then the name.
    let offices = kinds.iter().take_while(|kind| matches!(kind, Word::Unit | Word::Title)).count();
    let are_of_office = offices > 0
        && offices < kinds.len()
        && kinds[offices..].iter().all(|kind| matches!(kind, Word::Name | Word::Short | Word::Title))
        && (kinds[offices..].contains(&Word::Name) || kinds.len() <= OFFICE_WORDS);
    kinds.len() <= BARE_WORDS && (are_names || are_of_office)
}

/// Whether a word is the name of an office or a place: `区消防支队`.
pub(super) fn is_unit(word: &str) -> bool {
    kind(word) == Some(Word::Unit)
}

/// `解答人：江北区司法局 季平`, `文/方舟`
fn is_labelled(text: &str) -> bool {
    let Some((label, names)) = text.split_once(['：', ':', '/', '／']) else { return false };
    let label = label.trim_end();
    LABELS.contains(&label) && kinds(names).is_some_and(|kinds| kinds.contains(&Word::Name) || kinds.len() > 1)
}

/// Whether a line is what somebody named in it says: `读者方女士：我租的铺面`.
fn is_speech(text: &str) -> bool {
    let Some((before, _)) = text.split_once(['：', ':']) else { return false };
    let speaker = before.rsplit(' ').next().unwrap_or(before);
    is_name(speaker) || role_end(speaker).is_some_and(|end| end < speaker.len())
}

/// Whether a name is set right after its role: `记者方舟`.
fn names_within(text: &str) -> bool {
    text.split(' ').any(|word| role_end(word).is_some_and(|end| is_name(&word[end..])))
}

/// The kinds of a line's words; `None` where there are other words among them.
fn kinds(text: &str) -> Option<Vec<Word>> {
    let mut kinds = Vec::new();
    let is_gap = |c: char| matches!(c, ' ' | '、' | '/' | '／' | '：' | ':' | '|' | '｜');
    let words: Vec<&str> = text.split(is_gap).filter(|word| !word.is_empty()).take(WORDS + 1).collect();
    if words.is_empty() || words.len() > WORDS {
        return None;
    }
    let mut words = words.as_slice();
    while let [word, rest @ ..] = words {
        // A name of two characters is set as wide as one of three: `王 磊`.
        if let [next, rest @ ..] = rest
            && [word, next].iter().all(|word| word.chars().nth(1).is_none())
        {
            kinds.push(kind(&format!("{word}{next}"))?);
            words = rest;
        } else {
            kinds.push(kind(word)?);
            words = rest;
        }
    }
    Some(kinds)
}

fn kind(word: &str) -> Option<Word> {
    let length = word.chars().count();
    if let Some(end) = role_end(word) {
        let name = &word[end..];
        return (name.is_empty() || is_name(name)).then_some(Word::Role);
    }
    if WORKS.contains(&word) {
        return Some(Word::Work);
    }
    if is_name(word) {
        // Columns have dots in their names, too: `江滩·简讯`.
        return Some(if word.contains('·') { Word::Short } else { Word::Name });
    }
    if word == "本报编辑部" || TITLES.iter().any(|title| word.ends_with(title)) && length <= *UNIT.end() {
        return word.chars().all(is_hanzi).then_some(Word::Title);
    }
    let is_unit_letter = |c: char| is_hanzi(c) || c.is_ascii_alphanumeric() || matches!(c, '（' | '）' | '(' | ')');
    if UNIT.contains(&length) && UNITS.iter().any(|unit| word.ends_with(unit)) && word.chars().all(is_unit_letter) {
        return Some(Word::Unit);
    }
    // `季奶奶口述`
    let is_told =
        WORKS.iter().any(|work| word.strip_suffix(work).is_some_and(|name| SHORT.contains(&name.chars().count())));
    if is_told && word.chars().all(is_hanzi) {
        return Some(Word::Title);
    }
    (SHORT.contains(&length) && word.chars().all(is_hanzi)).then_some(Word::Short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roles_marks_labels_and_works_show_writers() {
        for line in [
            "□ 通讯员 林岚",
            "□ 江淮日报记者 方舟 季平 通讯员 林岚",
            "□ 方舟",
            "■ 方舟",
            "晚报首席记者 方舟",
            "本报全媒体记者方舟 通讯员林岚",
            "本报特约评论员",
            "（通讯员 方舟 季平）",
            "本报记者 方舟 文/图",
            "方舟 文/图",
            "文/方舟",
            "作者：方舟",
            "解答人：江北区司法局 季平",
            "学生记者 古丽娜尔",
            "江北区委宣传部 通讯员 林岚",
            "◎ 一舟",
            "本报记者 方 舟",
            "江 河 口述 见习记者 方舟 整理",
        ] {
            assert!(is_signature(line), "{line}");
        }
        for line in ["记者帮你问", "记者手记", "通讯员培训班开班", "■ 绿色发展", "本报记者", "江城夜话", "（江北区）"]
        {
            assert!(!is_signature(line), "{line}");
        }
    }

    #[test]
    fn names_and_units_may_be_writers() {
        for line in ["方舟", "王 磊", "方舟 季平", "县植保站 田园", "文学院2021级 努尔兰", "司马一平", "农技员 林岚"]
        {
            assert!(may_be_signature(line), "{line}");
        }
        for line in ["金秋", "一双眼", "江北区", "安全生产 警钟长鸣", "线路 时间 范围", "守住底线 守护万家", "诗苑"]
        {
            assert!(!may_be_signature(line), "{line}");
        }
    }
}
