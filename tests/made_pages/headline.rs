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
    let kicker = quotes(&article.fact, style);
    let has_kicker = rng.chance(style.kickers) && takes_kicker(draft, &headline, &kicker);
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

/// Whether two phrases of a headline are of about one length; others are set one below the other as kicker and headline.
fn is_couplet(first: &str, second: &str) -> bool {
    !second.contains(' ') && first.chars().count().abs_diff(second.chars().count()) <= 2
}

fn main_lines(draft: &mut Draft, headline: &str, style: &Style, rng: &mut Rng) -> Vec<String> {
    let halves = headline.split_once(' ').filter(|(first, second)| is_couplet(first, second));
    if let Some((first, second)) = halves.filter(|_| style.is_wrapped && rng.chance(35)) {
        draft.mark(Habit::CoupletOnTwoLines);
        return vec![first.to_string(), second.to_string()];
    }
    if style.is_wrapped && headline.chars().count() >= BROKEN_MIN && !headline.contains(' ') && rng.chance(15) {
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

/// Breaks display type into two lines about its middle, wherever that is.
fn broken(text: &str, style: &Style, rng: &mut Rng) -> Vec<String> {
    // Room for the indent and for a line that holds less, so that no third line is needed.
    let column = text.chars().count().div_ceil(2) + rng.between(3, 5);
    set_paragraph(text, column, style, rng).into_iter().map(|line| line.text.replace(' ', "")).collect()
}

/// Whether a fact says early of whom it speaks, as a line that stands alone must.
fn names_place(fact: &str) -> bool {
    fact.chars().take(7).any(|c| matches!(c, '市' | '县' | '区' | '镇' | '旗' | '院' | '局' | '校'))
}

fn sub_headline(draft: &mut Draft, article: &Article, has_kicker: bool, style: &Style, rng: &mut Rng) -> Vec<String> {
    let sub = if article.sub_headline.is_empty() {
        (rng.chance(10) && !has_kicker && names_place(&article.fact) && draft.has_own_headline())
            .then(|| format!("{}{}", article.fact, rng.pick(words::SUB_ENDS)))
    } else {
        Some(article.sub_headline.clone())
    };
    let Some(sub) = sub else { return Vec::new() };
    draft.mark(Habit::SubHeadline);
    vec![format!("——{}", quotes(&sub, style))]
}
