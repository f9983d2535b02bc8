//! Kicker, headline and sub-headline as lines.

use crate::article::Article;
use crate::habits::{Habit, Style};
use crate::layout::{SetLine, set_paragraph, space_out};
use crate::piece::Draft;
use crate::rng::Rng;
use crate::words;

/// Shortest line that is broken, in characters.
const BROKEN_MIN: usize = 12;

/// Sets an article's headline: groups of lines, a blank line between two groups.
pub(crate) fn set(draft: &mut Draft, article: &Article, style: &Style, rng: &mut Rng) -> Vec<Vec<SetLine>> {
    let headline = quotes(&article.headline, style);
    draft.headline.clone_from(&headline);
    if let Some((place, headline)) = place(&headline).filter(|_| draft.has_own_headline() && rng.chance(30)) {
        draft.mark(Habit::Kicker);
        draft.headline = headline.to_string();
        return groups(vec![vec![place.to_string()], main_lines(draft, headline, style, rng)], style);
    }
    let kicker = quotes(&kicker(article, rng), style);
    let has_kicker = rng.chance(style.kickers) && takes_kicker(draft, &headline, &kicker);
    if has_kicker && is_slogan(&headline) && names_place(&kicker) && rng.chance(SLOGAN_KICKERS) {
        draft.mark(Habit::Kicker);
        draft.headline.clone_from(&kicker);
        let slogan = kicker_lines(draft, &headline, style, rng);
        return groups(vec![slogan, main_lines(draft, &kicker, style, rng)], style);
    }
    let sub = sub_headline(draft, article, has_kicker, style, rng);
    if !has_kicker {
        return groups(vec![main_lines(draft, &headline, style, rng), sub], style);
    }
    draft.mark(Habit::Kicker);
    // Beside a headline, a short kicker would read as half of a couplet.
    let is_long = kicker.chars().count() >= BROKEN_MIN;
    if is_long && rng.chance(if style.is_wrapped { 15 } else { 75 }) {
        draft.mark(Habit::KickerOnHeadlineLine);
        return groups(vec![vec![format!("{kicker} {headline}")], sub], style);
    }
    let kicker = kicker_lines(draft, &kicker, style, rng);
    groups(vec![kicker, main_lines(draft, &headline, style, rng), sub], style)
}

/// Percent of the kickers that name who acts and no more: `银湖社区`, `湖北荆州：`; two of 14 on real pages.
const ACTORS: usize = 15;
/// Percent of the couplets that stand as a kicker above the fact: one of ten on real pages, `九证合一 一证准营`.
const SLOGAN_KICKERS: usize = 10;

/// The lead's fact, or who acts where that is drawn or the lead gives no fact.
fn kicker(article: &Article, rng: &mut Rng) -> String {
    if !article.fact.is_empty() && !rng.chance(ACTORS) {
        return article.fact.clone();
    }
    let colon = if rng.chance(40) && !article.actor.is_empty() { "：" } else { "" };
    format!("{}{colon}", article.actor)
}

/// A place that opens a headline, with its colon, and the rest: `老虎口：` and `千亩梭梭“穿新衣”`.
fn place(headline: &str) -> Option<(&str, &str)> {
    let at = headline.find('：')? + '：'.len_utf8();
    let (place, rest) = headline.split_at(at);
    ((3..=8).contains(&place.chars().count()) && rest.chars().count() >= 6).then_some((place, rest))
}

/// Whether a headline is a couplet, which says what for rather than what.
fn is_slogan(headline: &str) -> bool {
    headline
        .split_once(' ')
        .is_some_and(|(first, second)| !second.contains(' ') && first.chars().count() == second.chars().count())
}

/// Whether a kicker adds to a headline: a long factual one stands alone.
fn takes_kicker(draft: &Draft, headline: &str, kicker: &str) -> bool {
    let is_factual = ["召开", "举行", "会议"].iter().any(|word| headline.contains(word));
    draft.has_own_headline()
        && !kicker.is_empty()
        && !is_factual
        && !headline.contains(kicker)
        && headline.chars().count() <= LONGEST_UNDER_KICKER
}

/// Longest headline that has a kicker, in characters.
const LONGEST_UNDER_KICKER: usize = 20;

/// Puts lines in groups as the page does; a sub-headline mostly stands close below.
fn groups(parts: Vec<Vec<String>>, style: &Style) -> Vec<Vec<SetLine>> {
    let mut groups: Vec<Vec<SetLine>> = Vec::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        let is_sub = part[0].starts_with("——");
        let lines = part.into_iter().map(SetLine::display);
        match groups.last_mut() {
            Some(last) if is_sub || !style.has_blank_in_headline => last.extend(lines),
            _ => groups.push(lines.collect()),
        }
    }
    groups
}

/// Corner quotes are used in display type by papers that set headlines upright as well.
fn quotes(text: &str, style: &Style) -> String {
    if style.has(Habit::CornerQuotes) { text.replace('“', "『").replace('”', "』") } else { text.to_string() }
}

fn main_lines(draft: &mut Draft, headline: &str, style: &Style, rng: &mut Rng) -> Vec<String> {
    let halves = headline.split_once(' ').filter(|(_, second)| !second.contains(' '));
    if let Some((first, second)) = halves.filter(|_| style.is_wrapped && rng.chance(35)) {
        draft.mark(Habit::PhrasesOnTwoLines);
        return vec![first.to_string(), second.to_string()];
    }
    if style.is_wrapped && headline.chars().count() >= BROKEN_MIN && !headline.contains(' ') && rng.chance(18) {
        draft.mark(Habit::BrokenHeadline);
        return broken(headline, style, rng);
    }
    if headline.chars().count() <= 8 && rng.chance(10) {
        draft.mark(Habit::SpacedHeadline);
        return vec![space_out(headline, rng)];
    }
    vec![headline.to_string()]
}

fn kicker_lines(draft: &mut Draft, kicker: &str, style: &Style, rng: &mut Rng) -> Vec<String> {
    if style.is_wrapped && kicker.chars().count() > BROKEN_MIN + 2 && rng.chance(20) {
        draft.mark(Habit::BrokenKicker);
        return broken(kicker, style, rng);
    }
    vec![kicker.to_string()]
}

/// Breaks display type into two lines: after a mark near its middle, or wherever the middle is.
fn broken(text: &str, style: &Style, rng: &mut Rng) -> Vec<String> {
    let length = text.chars().count();
    let mark = text
        .char_indices()
        .enumerate()
        .find(|&(at, (_, c))| (length / 3..length * 2 / 3).contains(&at) && (c == '，' || c == '：'));
    if let Some((_, (at, c))) = mark.filter(|_| rng.chance(80)) {
        let (first, second) = text.split_at(at + c.len_utf8());
        return vec![first.to_string(), second.to_string()];
    }
    // Room for the indent and for a line that holds less, so that no third line is needed.
    let column = length.div_ceil(2) + rng.between(3, 5);
    set_paragraph(text, column, style, rng).into_iter().map(|line| line.text.replace(' ', "")).collect()
}

/// Whether a fact says early of whom it speaks, as a line that stands alone must.
fn names_place(fact: &str) -> bool {
    fact.chars().take(7).any(|c| matches!(c, '市' | '县' | '区' | '镇' | '旗' | '院' | '局' | '校'))
}

fn sub_headline(draft: &mut Draft, article: &Article, has_kicker: bool, style: &Style, rng: &mut Rng) -> Vec<String> {
    let sub = if article.sub_headline.is_empty() {
        (rng.chance(10) && !has_kicker && names_place(&article.fact) && draft.has_own_headline())
            .then(|| sub_fact(article, rng))
    } else {
        Some(format!("——{}", article.sub_headline))
    };
    let Some(sub) = sub else { return Vec::new() };
    draft.mark(Habit::SubHeadline);
    vec![quotes(&sub, style)]
}

/// A sub-headline from the lead: a fact alone, or `——` and what kind of piece it is.
fn sub_fact(article: &Article, rng: &mut Rng) -> String {
    if rng.chance(35) {
        return article.fact.clone();
    }
    format!("——{}{}", article.fact, rng.pick(words::SUB_ENDS))
}
