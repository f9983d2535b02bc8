//! The words that a report opens with: `本报讯（记者 方舟）`, `新华社北京6月1日电`, `记者方舟报道 `.

use super::names::is_name;
use super::{names_role, role_end};
use crate::page::repair::is_hanzi;

/// A report's opening in its parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dateline<'a> {
    /// `本报九江5月31日讯`; empty where there is none.
    pub(crate) news: &'a str,
    /// Who reports, as printed, without brackets.
    pub(crate) names: &'a str,
    /// The text after both.
    pub(crate) rest: &'a str,
}

/// What may stand before a dateline.
const MARKS: [char; 8] = ['□', '■', '●', '◆', '▲', '★', '【', '['];
/// How the papers and agencies begin whose 讯 or 电 needs no bracket after it.
const PAPERS: [&str; 14] = [
    "本报",
    "本刊",
    "本网",
    "本台",
    "本站",
    "本社",
    "新华社",
    "据新华",
    "新华网",
    "中新社",
    "中新网",
    "据中新",
    "据央视",
    "据人民",
];
/// Most characters before 讯 or 电: `江淮日报全媒体江北5月31日讯`.
const BEFORE_NEWS: usize = 20;
/// Characters with which 讯 is another word: `通讯`, `简讯`.
const NO_NEWS_BEFORE: &str = "通电简快资短喜音问传警汛闻提审侦";
/// Characters with which 电 is another word: `电话`, `电子`.
const NO_WIRE_AFTER: &str = "话子视力影动脑信网器商梯台站费压源缆机厂路大业工能";
/// Most characters of the names in a dateline.
const NAMES: usize = 80;
/// Most characters of role and names before 报道.
const REPORTING: usize = 30;

/// The opening of a report, if the text begins with one; of a line the names may be cut off.
pub(crate) fn dateline(text: &str) -> Option<Dateline<'_>> {
    let bare = text.trim_start_matches(MARKS).trim_start();
    match bare.chars().next()? {
        '（' | '(' => opening_names(bare),
        c if is_hanzi(c) => news(bare).or_else(|| reporting(bare)),
        _ => None,
    }
}

/// `本报讯（记者 方舟）`, `云溪讯（记者 方舟）`, `讯（记者 方舟）`, `新华社北京6月1日电 `
fn news(text: &str) -> Option<Dateline<'_>> {
    let is_inner = |&(_, c): &(usize, char)| is_hanzi(c) || c.is_ascii_digit() || matches!(c, ' ' | '·');
    let mut inner = text.char_indices().take(BEFORE_NEWS + 1).take_while(is_inner);
    let end = inner.find_map(|(at, c)| matches!(c, '讯' | '消' | '电').then(|| news_end(text, at, c)).flatten())?;
    let after = text[end..].trim_start_matches(['】', ']']).trim_start();
    let (names, rest) = bracketed(after).or_else(|| unbracketed(after)).unwrap_or(("", after));
    Some(Dateline { news: &text[..end], names, rest: rest.trim_start() })
}

/// Where the words of a dateline end whose last one begins at `at`.
fn news_end(text: &str, at: usize, c: char) -> Option<usize> {
    let (before, end) = (text[..at].trim_end(), at + c.len_utf8());
    let after = &text[end..];
    let is_bracket = after.trim_start().starts_with(['（', '(']);
    let is_paper = PAPERS.iter().any(|paper| before.starts_with(paper));
    match c {
        '讯' if before.ends_with(|c| NO_NEWS_BEFORE.contains(c)) => None,
        '讯' => (is_paper || is_bracket).then_some(end),
        '消' => (is_paper && after.starts_with('息')).then_some(end + '息'.len_utf8()),
        _ => {
            let is_wire = is_paper && before.contains(['日', '社', '网']);
            (is_wire && !after.starts_with(|c| NO_WIRE_AFTER.contains(c))).then_some(end)
        }
    }
}

/// What stands in the brackets that a text begins with, and what after them; a bracket may be cut off.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let inner = text.strip_prefix(['（', '('])?;
    let Some(end) = inner.find(['（', '(', '）', ')']) else {
        return (inner.chars().count() <= NAMES && names_role(inner)).then_some((inner, ""));
    };
    let rest = inner[end..].strip_prefix(['）', ')'])?;
    (2..=NAMES).contains(&inner[..end].chars().count()).then_some((&inner[..end], rest))
}

/// Role and names without brackets: `全媒体记者 方舟 昨天，`.
fn unbracketed(text: &str) -> Option<(&str, &str)> {
    let is_writer = |word: &&str| match role_end(word) {
        Some(end) => end == word.len() || is_name(&word[end..]),
        None => is_name(word),
    };
    role_end(text.split(' ').next()?)?;
    let words = text.split(' ').take_while(is_writer).count();
    let end = text.match_indices(' ').nth(words.checked_sub(1)?)?.0;
    let is_named = words > 1 || role_end(&text[..end])? < end;
    is_named.then(|| (&text[..end], &text[end..]))
}

/// `（记者 方舟）昨天上午，`
fn opening_names(text: &str) -> Option<Dateline<'_>> {
    let inner = text.strip_prefix(['（', '('])?;
    let role = role_end(inner)?;
    if !inner[..role].chars().all(is_hanzi) || inner[role..].starts_with(['供', '提']) {
        return None;
    }
    let (names, rest) = match inner.find(['（', '(', '）', ')']) {
        None => (inner, ""),
        Some(end) => (&inner[..end], inner[end..].strip_prefix(['）', ')']).filter(|rest| !rest.trim().is_empty())?),
    };
    Some(Dateline { news: "", names, rest: rest.trim_start() })
}

/// `记者方舟报道 昨天`, `本报记者 方舟 通讯员 林岚 报道：`
fn reporting(text: &str) -> Option<Dateline<'_>> {
    let role = role_end(text)?;
    let is_name = |&(_, c): &(usize, char)| is_hanzi(c) || matches!(c, ' ' | '、');
    let reach = text.char_indices().take_while(is_name).nth(REPORTING).map_or(text.len(), |(at, _)| at);
    let at = role + text[role..reach].find("报道")?;
    let names = text[..at].trim_end();
    let rest = &text[at + "报道".len()..];
    let is_apart = rest.is_empty() || rest.starts_with([' ', '：', ':', '（', '(']);
    let are_names = |name: &str| {
        let name = role_end(name).map_or(name, |end| &name[end..]);
        name.is_empty() || (2..=4).contains(&name.chars().count())
    };
    let is_written = !names.ends_with(['影', '合', '踪', '续', '文']);
    (is_apart && is_written && names.split([' ', '、']).all(are_names) && names.len() > role).then(|| Dateline {
        news: "",
        names,
        rest: rest.trim_start_matches([' ', '：', ':']),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(text: &str, expected: Option<(&str, &str, &str)>) {
        assert_eq!(dateline(text).map(|found| (found.news, found.names, found.rest)), expected, "{text}");
    }

    #[test]
    fn reports_open_in_many_forms() {
        case("本报讯（记者方舟）昨日", Some(("本报讯", "记者方舟", "昨日")));
        case("本报九江5月31日讯（记者方舟）", Some(("本报九江5月31日讯", "记者方舟", "")));
        case("本报5月31日九江电 昨日", Some(("本报5月31日九江电", "", "昨日")));
        case("新华社北京6月1日电（记者方舟 季平）国家", Some(("新华社北京6月1日电", "记者方舟 季平", "国家")));
        case("据新华社电 国家", Some(("据新华社电", "", "国家")));
        case("中新网6月1日电 国家", Some(("中新网6月1日电", "", "国家")));
        case("晚报讯 (首席记者 方舟)昨日", Some(("晚报讯", "首席记者 方舟", "昨日")));
        case("讯（记者 方舟）昨日", Some(("讯", "记者 方舟", "昨日")));
        case("本报讯（安监部）7月6日", Some(("本报讯", "安监部", "7月6日")));
        case("本报讯（见习记者 方舟 通讯", Some(("本报讯", "见习记者 方舟 通讯", "")));
        case("（记者 方舟）昨天", Some(("", "记者 方舟", "昨天")));
        case("记者方舟报道 昨天", Some(("", "记者方舟", "昨天")));
        case("本报记者 方舟 通讯员 林岚 报道：昨天", Some(("", "本报记者 方舟 通讯员 林岚", "昨天")));
        case("【本报讯】 昨日", Some(("本报讯", "", "昨日")));
        case("本报讯 全媒体记者 方舟 昨天，", Some(("本报讯", "全媒体记者 方舟", "昨天，")));
        case("■ 云溪讯（方舟）昨日", Some(("云溪讯", "方舟", "昨日")));
    }

    #[test]
    fn running_text_opens_no_report() {
        for text in [
            "本报热线电话：000",
            "（通讯员供图）",
            "简讯（三则）",
            "记者从县公安局获悉，报道 ",
            "通讯员培训班开班",
            "据统计，全县",
            "一句通讯（记者）",
        ] {
            case(text, None);
        }
    }
}
