//! The folding table: one character for what fonts and text layers give several, and nothing for what has no meaning.

use std::borrow::Cow;
use std::sync::LazyLock;

/// A text in folded characters, with the way back to the raw text.
///
/// Radicals and compatibility ideographs become unified ideographs, full-width letters and digits become ASCII, every
/// blank a space; controls, directional and zero-width characters, private use and non-characters go. What means
/// something else when folded stays, as `①`, `㎡`, `Ⅷ`, `½`, `…` and Chinese punctuation. Folding twice changes nothing.
///
/// ```
/// use bianmu::page::fold::Folded;
/// let folded = Folded::of("⻓江\u{200b}２号");
/// assert_eq!((folded.text(), folded.dropped()), ("长江2号", 1));
/// assert_eq!(folded.raw_offset("长江".len()), "⻓江\u{200b}".len());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folded<'a> {
    text: Cow<'a, str>,
    raw_length: usize,
    /// Folded and raw offset of each character that stands farther from the one before it than that one is long.
    shifts: Vec<(usize, usize)>,
    dropped: usize,
}

impl<'a> Folded<'a> {
    /// Folds a text; one that has nothing to fold is not copied.
    pub fn of(raw: &'a str) -> Self {
        let Some((first, _)) = raw.char_indices().find(|&(_, c)| fold(c) != Some(c)) else {
            return Self { text: Cow::Borrowed(raw), raw_length: raw.len(), shifts: Vec::new(), dropped: 0 };
        };
        let mut text = String::with_capacity(raw.len());
        text.push_str(&raw[..first]);
        let (mut shifts, mut dropped, mut shift) = (Vec::new(), 0, 0);
        for (at, c) in raw[first..].char_indices().map(|(at, c)| (first + at, c)) {
            let Some(folded) = fold(c) else {
                dropped += 1;
                continue;
            };
            if at.wrapping_sub(text.len()) != shift {
                shift = at.wrapping_sub(text.len());
                shifts.push((text.len(), at));
            }
            text.push(folded);
        }
        Self { text: Cow::Owned(text), raw_length: raw.len(), shifts, dropped }
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// How many characters without meaning the raw text had.
    pub fn dropped(&self) -> usize {
        self.dropped
    }

    /// Where the character that begins at byte `folded` of the folded text begins in the raw text, in bytes; the end of
    /// the one is the end of the other.
    pub fn raw_offset(&self, folded: usize) -> usize {
        if folded >= self.text.len() {
            return self.raw_length;
        }
        let before = self.shifts.partition_point(|&(at, _)| at <= folded);
        let (at, raw) = before.checked_sub(1).map_or((0, 0), |shift| self.shifts[shift]);
        raw + (folded - at)
    }
}

/// Folds one character: `None` for one without meaning, a plain space for every blank.
pub fn fold(c: char) -> Option<char> {
    match c {
        ' '..='~' | '\u{3001}'..='\u{9fff}' => Some(c),
        '\t' | '\u{3000}' | '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => Some(' '),
        '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => char::from_u32(u32::from(c) - FULL_WIDTH),
        c if is_stray(c) => None,
        '\u{2e80}'..='\u{2fd5}' | '\u{f900}'..='\u{fad9}' | '\u{2f800}'..='\u{2fa1d}' => Some(unified(c)),
        c => Some(c),
    }
}

/// How far full-width letters and digits stand from those of ASCII.
const FULL_WIDTH: u32 = 'Ａ' as u32 - 'A' as u32;

/// Whether `c` is a control, zero-width, directional or private-use character, or no character at all.
pub fn is_stray(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fff0}'..='\u{ffff}'
        | '\u{fdd0}'..='\u{fdef}' | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{10ffff}')
        || c.is_control()
        || u32::from(c) & 0xfffe == 0xfffe
}

/// Rows of the table: a code point, and what it and those after it fold to.
static UNIFIED: LazyLock<Vec<(u32, Vec<char>)>> = LazyLock::new(|| {
    let row = |line: &str| {
        let (first, ideographs) = line.split_once(' ')?;
        Some((u32::from_str_radix(first, 16).ok()?, ideographs.chars().collect()))
    };
    include_str!("folding.txt").lines().filter(|line| !line.starts_with('#')).filter_map(row).collect()
});

/// The unified ideograph that a radical or a compatibility ideograph stands for.
fn unified(c: char) -> char {
    let code = u32::from(c);
    let row = UNIFIED.partition_point(|(first, _)| *first <= code).checked_sub(1).map(|row| &UNIFIED[row]);
    let ideograph = row.and_then(|(first, ideographs)| ideographs.get((code - first) as usize));
    ideograph.copied().filter(|&ideograph| ideograph != '.').unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn radicals_and_compatibility_ideographs_become_what_they_stand_for() {
        assert_eq!(Folded::of("⻓江⼤桥，⺠⼼⾨⼾⿓⻰").text(), "长江大桥，民心门户龙龙");
        assert_eq!(Folded::of("\u{f900}\u{fa1e}\u{2f800}").text(), "豈羽丽");
        let folds = |range: std::ops::RangeInclusive<char>| range.filter(|&c| fold(c) != Some(c)).count();
        assert_eq!(folds('\u{2e80}'..='\u{2ef3}'), 114, "115 radicals, and U+2E80 stands for nothing else");
        assert_eq!(folds('\u{2f00}'..='\u{2fd5}'), 214);
        assert_eq!(folds('\u{f900}'..='\u{fad9}') + folds('\u{2f800}'..='\u{2fa1d}'), 1002);
    }

    #[test]
    fn what_means_something_else_stays() {
        let text = "图①，㎡与Ⅷ、½……：（“《　";
        assert_eq!(Folded::of(text).text(), text.replace('\u{3000}', " "));
    }

    #[test]
    fn every_character_is_folded_once_and_for_all() {
        for c in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
            let once = fold(c);
            assert_eq!(once.and_then(fold), once, "{c:?}");
            assert!(once.is_none_or(|c| !is_stray(c)), "{c:?}");
        }
    }

    #[test]
    fn strays_go_and_are_counted() {
        let folded = Folded::of("\u{feff}学\u{1000ca}习\u{e001}\u{fdd0}\u{5fffe}\u{e0100}\u{202e}栏\u{7}");
        assert_eq!((folded.text(), folded.dropped()), ("学习栏", 8));
    }

    #[test]
    fn offsets_lead_back_to_the_raw_text() {
        let raw = "\u{feff}甲\u{3000}２０\u{200b}\u{200b}⻓a\u{7}";
        let folded = Folded::of(raw);
        let at = |text: &str, c| text.find(c).unwrap();
        for (c, raw_c) in [('甲', '甲'), (' ', '\u{3000}'), ('2', '２'), ('0', '０'), ('长', '⻓'), ('a', 'a')] {
            assert_eq!(folded.raw_offset(at(folded.text(), c)), at(raw, raw_c), "{c}");
        }
        assert_eq!(folded.raw_offset(folded.text().len()), raw.len());
        assert_eq!(Folded::of("甲乙").raw_offset(3), 3);
    }
}
