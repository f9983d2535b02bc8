//! Titles of notices, tables and lists, which seldom share words with what they are the title of.

use crate::page::width;

/// What they end with.
const NOTICES: [&str; 35] = [
    "公告",
    "戒严令",
    "公示",
    "通告",
    "声明",
    "启事",
    "通知",
    "预告",
    "须知",
    "公报",
    "名单",
    "一览",
    "一览表",
    "征稿",
    "稿约",
    "征文",
    "征集令",
    "讣告",
    "时间表",
    "排行榜",
    "价格表",
    "时刻表",
    "课程表",
    "赛程",
    "积分榜",
    "奖牌榜",
    "作息表",
    "年报",
    "简章",
    "邀请函",
    "倡议书",
    "公开信",
    "开奖",
    "停电计划",
    "结果公布",
];
/// Words that an announcement may go on after: `注销公告（二）`.
const REST: usize = 4;

/// Widest title whose characters are set apart, in half-width columns.
const SPACED_WIDTH: usize = 12;
/// Widest title of a notice that is known by its last word, in half-width columns.
const WIDTH: usize = 70;

/// Whether display type is the title of a notice or a list: `关于停水的公告`, `遗失声明（三则）`.
///
/// Short ones are set apart: `公 告`.
pub(super) fn is_notice_title(text: &str) -> bool {
    if width(text) <= SPACED_WIDTH && text.contains(' ') && text.split(' ').all(|part| part.chars().nth(1).is_none()) {
        return is_notice_title(&text.replace(' ', ""));
    }
    let bare = text
        .strip_suffix(['）', ')'])
        .and_then(|inner| inner.rsplit_once(['（', '(']))
        .filter(|(_, rest)| rest.chars().count() <= REST);
    let title = bare.map_or(text, |(title, _)| title);
    width(text) <= WIDTH && NOTICES.iter().any(|word| title.ends_with(word))
}

#[cfg(test)]
mod tests {
    use super::is_notice_title;

    #[test]
    fn notices_are_known_by_their_last_word() {
        for title in ["关于停水的公告", "遗失声明（三则）", "本月停电计划", "公告", "征稿", "公 告", "稿 约"]
        {
            assert!(is_notice_title(title), "{title}");
        }
        for other in ["县里发布停水公告后", "春耕正当时", "公告栏里的新鲜事"] {
            assert!(!is_notice_title(other), "{other}");
        }
    }
}
