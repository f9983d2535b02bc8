//! Display type: what can be a headline, and what reads like the name of a column.

use std::borrow::Cow;

use crate::page::{Line, Marks, width};

/// Longest display line, in half-width columns: kicker and headline on one line reach 50 characters.
const DISPLAY_WIDTH: usize = 120;
/// Longest display line that holds a comma: `水清了，岸绿了，白鹭回来了`.
const DISPLAY_WIDTH_WITH_COMMA: usize = 56;

/// Whether a line can be display type: short, and without what only sentences have.
pub fn is_display(line: Line<'_>) -> bool {
    let breaks_off = || line.text.ends_with(['，', '、', ',']);
    if line.width > DISPLAY_WIDTH || line.has(Marks::FULL_STOP.or(Marks::SEMICOLON)) || breaks_off() {
        return false;
    }
    if line.width <= DISPLAY_WIDTH_WITH_COMMA || !line.has(Marks::COMMA) {
        return true;
    }
    // Kicker and headline may stand on one line: `城东区聚焦“夜校”出实招 下了班，上夜校`.
    let is_short = |part: &str| !part.contains(['，', ',']) || width(part) <= DISPLAY_WIDTH_WITH_COMMA;
    line.text.split(' ').all(is_short)
}

/// Whether lines set together can be one headline, which may be broken anywhere, after a comma too:
/// `本月热线最热三件事：暖气、`, `停车与猫狗`.
pub fn are_display(lines: &[Line<'_>]) -> bool {
    let is_sentence = |line: &Line<'_>| line.has(Marks::FULL_STOP.or(Marks::SEMICOLON));
    let breaks_off = |last: &Line<'_>| last.text.ends_with(['，', '、', ',', '：', ':']);
    lines.iter().map(|line| line.width).sum::<usize>() <= DISPLAY_WIDTH
        && !lines.iter().any(is_sentence)
        && !lines.last().is_some_and(breaks_off)
}

/// A column's name is no longer than this, in half-width columns.
const COLUMN_NAME_WIDTH: usize = 30;

/// What the names of columns end with.
const COLUMN_WORDS: [&str; 81] = [
    "进行时",
    "在行动",
    "在线",
    "专栏",
    "专版",
    "专刊",
    "特刊",
    "课堂",
    "论坛",
    "视窗",
    "视点",
    "视野",
    "聚焦",
    "关注",
    "看台",
    "风采",
    "风尚",
    "之窗",
    "之声",
    "之眼",
    "天地",
    "园地",
    "广角",
    "快讯",
    "简讯",
    "短讯",
    "要闻",
    "要览",
    "速递",
    "播报",
    "纵横",
    "访谈",
    "人物",
    "先锋",
    "一线",
    "传真",
    "故事",
    "副刊",
    "周末",
    "新闻",
    "综合",
    "时评",
    "短评",
    "短论",
    "微评",
    "快评",
    "评论",
    "杂谈",
    "随笔",
    "手记",
    "札记",
    "日记",
    "走基层",
    "大家谈",
    "回音壁",
    "曝光台",
    "光荣榜",
    "直通车",
    "会客厅",
    "小说",
    "诗歌",
    "散文",
    "连载",
    "速览",
    "维权",
    "掠影",
    "镜头",
    "光影",
    "笔记",
    "书评",
    "影评",
    "视线",
    "传递",
    "荟萃",
    "撷英",
    "掌故",
    "书架",
    "笔会",
    "文萃",
    "集萃",
    "资讯",
];

/// A box's label is no longer than this, in half-width columns.
const LABEL_WIDTH: usize = 12;

/// What short lines end with that are labels of boxes and columns, though longer ones may be headlines.
const LABEL_WORDS: &str = "链接 背景 分析 问答 短波 动态 信息 观察 声音 门诊 信箱 来信 来稿 回音 文苑 诗苑 书苑 \
    艺苑 一笑 集锦 扫描 点击 连线 茶座 驿站 文摘 博览 视界 经纬 瞭望 提示 讲堂 讲坛 学堂 \
    导读 要目 目录 小贴士 小知识 提个醒 百科 万象 锐评 漫谈 心语 拾贝 追问 速览 一瞥 荟萃 撷英 \
    说法 说案 释疑 解惑 求真 摘编 解释 释义 词典 顾问 心得 漫笔 诗笺 诗页 拾遗 沙龙 名片 快餐 直说 菜篮子";

/// Whether a display line reads like the name of a column or section: `文明创建进行时`, `民声·直通车`, `相关链接`.
pub(super) fn is_column_name(text: &str) -> bool {
    let width = width(text);
    // Labels are letter-spaced: `简 讯`.
    let is_spaced = width <= LABEL_WIDTH && text.split(' ').all(|part| part.chars().nth(1).is_none());
    let text = if is_spaced { Cow::Owned(text.replace(' ', "")) } else { Cow::Borrowed(text) };
    let is_label = || width <= LABEL_WIDTH && LABEL_WORDS.split(' ').any(|word| text.ends_with(word));
    let is_named = || ends_with_column_word(&text) || is_dotted(&text) || is_label();
    width <= COLUMN_NAME_WIDTH && !text.starts_with('—') && is_named()
}

/// `文明创建进行时`; of nearly all words the last character, three bytes, tells at once.
fn ends_with_column_word(text: &str) -> bool {
    let last = text.as_bytes().last_chunk::<3>();
    COLUMN_WORDS.iter().any(|word| word.as_bytes().last_chunk::<3>() == last && text.ends_with(word))
}

/// Fewest and most characters on either side of the dot in a column's name.
const BESIDE_DOT: std::ops::RangeInclusive<usize> = 2..=10;

/// `江城英才·一线先锋`
fn is_dotted(text: &str) -> bool {
    let are_names = |(at, dot): (usize, &str)| {
        let after = &text[at + dot.len()..];
        [&text[..at], after].iter().all(|part| BESIDE_DOT.contains(&part.chars().count()))
    };
    // One part of a serial has its number: `小说连载·渡口的账本（第九回）`.
    text.match_indices(['·', '•']).any(are_names) && !text.contains(' ') && !text.ends_with(['）', ')'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;

    #[test]
    fn headlines_have_no_full_stop() {
        let is_display = |text| is_display(Page::parse("p", text).line(0));
        assert!(is_display("水清了，岸绿了，白鹭回来了"));
        assert!(!is_display("范区创建暨现场推进会。深入贯彻"));
        assert!(!is_display("午，全区召开市域社会治理现代化示范区创建推进会，"));
    }

    #[test]
    fn columns_are_known_by_their_last_word_or_a_dot() {
        for name in
            ["全国文明城市创建进行时", "江城英才·一线先锋", "民声·直通车", "走基层", "相关链接", "一周要闻", "简 讯"]
        {
            assert!(is_column_name(name), "{name}");
        }
        for other in ["小区里来了“红管家”", "甲·直通", "民声·小店 开张", "小说连载·渡口的账本（第九回）"]
        {
            assert!(!is_column_name(other), "{other}");
        }
    }
}
