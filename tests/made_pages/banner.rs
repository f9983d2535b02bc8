//! Page furniture: column names, slogans, date lines, adverts.

use crate::byline::name;
use crate::habits::{Habit, Style};
use crate::rng::Rng;
use crate::texts;
use crate::words;

/// Sets display type twice, word by word or as a whole, as a shadow under the letters does.
fn doubled(text: &str, style: &Style, rng: &mut Rng) -> String {
    if !style.has(Habit::DoubledDisplay) || rng.chance(30) {
        return text.to_string();
    }
    if rng.chance(30) {
        return format!("{text}{text}");
    }
    text.split(' ').map(|word| word.repeat(2)).collect::<Vec<_>>().join(" ")
}

/// The name of a column.
pub(crate) fn column_name(style: &Style, rng: &mut Rng) -> Vec<String> {
    vec![doubled(rng.pick(words::COLUMN_NAMES), style, rng)]
}

/// One slogan, or two in two lines.
pub(crate) fn slogan(style: &Style, rng: &mut Rng) -> Vec<String> {
    let count = if rng.chance(20) { 2 } else { 1 };
    (0..count).map(|_| doubled(rng.pick(words::SLOGANS), style, rng)).collect()
}

pub(crate) fn advert(rng: &mut Rng) -> Vec<String> {
    if rng.chance(40) {
        return vec![rng.pick(texts::WEATHER).to_string()];
    }
    rng.pick(texts::ADVERTS).iter().map(|line| (*line).to_string()).collect()
}

pub(crate) fn briefs_title(rng: &mut Rng) -> String {
    rng.weighted(&[("简讯", 40), ("一句话新闻", 15), ("江滩 简讯", 15), ("乡镇快讯", 15), ("要闻速递", 15)]).to_string()
}

/// Date line, section and editors, on lines of their own or on one.
pub(crate) fn furniture(rng: &mut Rng) -> Vec<String> {
    let (year, month, day) = (rng.between(2014, 2025), rng.between(1, 12), rng.between(1, 28));
    let weekday = rng.weighted(&[("一", 1), ("二", 1), ("三", 1), ("四", 1), ("五", 1), ("六", 1), ("日", 1)]);
    let date = format!("{year}年{month}月{day}日 星期{weekday}");
    let section = rng.pick(words::SECTIONS);
    let page = rng.between(1, 8);
    let (editor, designer) = (name(rng), name(rng));
    let editors = match rng.below(5) {
        0 => format!("责编：{editor} 美编：{designer}"),
        1 => format!("责任编辑 {editor} 校对 {designer}"),
        2 => format!("本版编辑：{editor} 电话：0000-0000000"),
        3 => format!("编辑/{editor} 版式/{designer}"),
        _ => format!("责任编辑：{editor} 版式设计：{designer}"),
    };
    match rng.below(4) {
        0 => vec![format!("{date} 第{page}版 {section} {editors}")],
        1 => vec![format!("第{page}版 {section}"), date, editors],
        2 => vec![date, editors],
        _ => vec![editors],
    }
}
