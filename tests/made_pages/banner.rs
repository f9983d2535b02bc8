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

/// The name of a column: one of a list, or a place or a season and what the column tells of it, `凤山周末·故事`.
pub(crate) fn column_name(style: &Style, rng: &mut Rng) -> Vec<String> {
    let name = if rng.chance(50) {
        rng.pick(words::COLUMN_NAMES).to_string()
    } else {
        let joint = rng.weighted(&[("", 50), ("·", 30), (" ", 20)]);
        format!("{}{joint}{}", rng.pick(words::COLUMN_PLACES), rng.pick(words::COLUMN_KINDS))
    };
    vec![doubled(&name, style, rng)]
}

/// One slogan, or two in two lines.
pub(crate) fn slogan(style: &Style, rng: &mut Rng) -> Vec<String> {
    let count = if rng.chance(20) { 2 } else { 1 };
    (0..count).map(|_| doubled(&slogan_text(rng), style, rng)).collect()
}

/// A slogan of a list, or two to four phrases of one length: `下基层 察民情 解民忧`.
fn slogan_text(rng: &mut Rng) -> String {
    if rng.chance(50) {
        return rng.pick(words::SLOGANS).to_string();
    }
    let phrases = rng.pick(words::SLOGAN_PHRASES);
    let first = rng.below(phrases.len());
    let count = rng.between(2, phrases.len().min(4));
    (0..count).map(|at| phrases[(first + at) % phrases.len()]).collect::<Vec<_>>().join(" ")
}

pub(crate) fn advert(rng: &mut Rng) -> Vec<String> {
    if rng.chance(40) {
        return vec![rng.pick(texts::WEATHER).to_string()];
    }
    rng.pick(texts::ADVERTS).iter().map(|line| (*line).to_string()).collect()
}

/// What stands on the inner pages: their numbers with headlines of theirs.
pub(crate) fn contents<'a>(mut headline: impl FnMut() -> &'a str, rng: &mut Rng) -> Vec<String> {
    let mut lines = vec![rng.weighted(&[("导读", 60), ("今日导读", 20), ("内页看点", 20)]).to_string()];
    let number = rng.weighted(&[("{}版 ", 60), ("▶{}版 ", 20), ("第{}版·", 20)]);
    lines.extend(
        (2..2 + rng.between(2, 4)).map(|page| format!("{}{}", number.replace("{}", &page.to_string()), headline())),
    );
    lines
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
    match rng.below(6) {
        4 => masthead(&date, rng),
        5 => vec![page.to_string(), section.to_string(), date, editors],
        0 => vec![format!("{date} 第{page}版 {section} {editors}")],
        1 => vec![format!("第{page}版 {section}"), date, editors],
        2 => vec![date, editors],
        _ => vec![editors],
    }
}

/// What stands beside a front page's name, a line each.
fn masthead(date: &str, rng: &mut Rng) -> Vec<String> {
    let (day, weekday) = date.split_once(' ').unwrap_or((date, ""));
    let number = format!("第{}期 今日{}版", rng.between(300, 29_999), rng.pick(&[4, 8, 12]));
    let register = "国内统一连续出版物号 CN 00—0000".to_string();
    vec![day.to_string(), weekday.to_string(), number, register]
}
