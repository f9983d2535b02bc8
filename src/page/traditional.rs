//! Traditional characters read as simplified ones, for matching only: lists, models and patterns are simplified.
//!
//! A simplified character here is as long as the traditional one, so what was found in the one text stands at the same
//! bytes of the other.

use std::borrow::Cow;
use std::sync::LazyLock;

/// The texts in simplified characters; `None` where no character of them is one of traditional print alone, as in
/// nearly all texts of the mainland (in 1 of 1,200 texts of six public corpora one is).
///
/// The texts are looked at together: a headline of few characters is traditional where its body is.
///
/// ```
/// use bianmu::page::traditional::simplified;
/// assert_eq!(simplified(["監利市", "雨後的荊州"]), Some(["监利市".to_string(), "雨后的荆州".to_string()]));
/// assert_eq!(simplified(["监利市"]), None);
/// ```
pub fn simplified<const N: usize>(texts: [&str; N]) -> Option<[String; N]> {
    let table = &*TABLE;
    texts.iter().any(|text| table.is_traditional(text)).then(|| texts.map(|text| table.simplified(text)))
}

/// One text in simplified characters.
pub fn simplify(text: &str) -> Cow<'_, str> {
    simplified([text]).map_or(Cow::Borrowed(text), |[simple]| Cow::Owned(simple))
}

/// The first and the last character that the table knows.
const FIRST: u32 = 0x4e00;
const LAST: u32 = 0x9fff;
const WIDTH: usize = (LAST - FIRST + 1) as usize;
/// The first byte of a character that the table may know, in UTF-8, is this or above; the other bytes are below.
const LEAD: u8 = 0xe0;
/// Bytes of a character that the table knows. A longer one, 𠮷, read as if it were one of these is none that it knows.
const CHARACTER: usize = 3;

/// What simplified print has too, if seldom, and traditional print has always: read as simplified where other characters
/// show that a text is traditional. 乾 and 著 are left as they are: 乾县 and 著名 are written with them in either.
const IN_BOTH: [(char, char); 8] =
    [('後', '后'), ('於', '于'), ('徵', '征'), ('麽', '么'), ('菸', '烟'), ('捱', '挨'), ('摺', '折'), ('夥', '伙')];

static TABLE: LazyLock<Table> = LazyLock::new(Table::new);

struct Table {
    /// One bit a character, set where traditional print alone has it: few enough to stay in the cache. A word holds the
    /// 64 characters whose first two bytes in UTF-8 are the same.
    traditional: [u64; 1 << 10],
    /// For each character the simplified one; itself where there is no other.
    simplified: Vec<char>,
}

impl Table {
    fn new() -> Self {
        let mut table = Self { traditional: [0; 1 << 10], simplified: ('\u{4e00}'..='\u{9fff}').collect() };
        for (traditional, simplified) in pairs() {
            if let Some(place) = place(traditional) {
                let code = traditional as usize;
                table.traditional[code / 64] |= 1 << (code % 64);
                table.simplified[place] = simplified;
            }
        }
        for (traditional, simplified) in IN_BOTH {
            if let Some(place) = place(traditional) {
                table.simplified[place] = simplified;
            }
        }
        table
    }

    /// Whether a text has a character of traditional print. Bytes are looked at and not characters, which takes a third of
    /// the time: every text passes here.
    fn is_traditional(&self, text: &str) -> bool {
        let mut rest = text.as_bytes();
        while let Some(&[lead, middle, last]) = rest.first_chunk() {
            if lead < LEAD {
                rest = &rest[1..];
                continue;
            }
            let block = usize::from(lead & 0x0f) << 6 | usize::from(middle & 0x3f);
            if self.traditional[block] >> (last & 0x3f) & 1 == 1 {
                return true;
            }
            rest = &rest[CHARACTER..];
        }
        false
    }

    fn simplified(&self, text: &str) -> String {
        text.chars().map(|c| place(c).map_or(c, |place| self.simplified[place])).collect()
    }
}

/// A character's place in the table.
fn place(c: char) -> Option<usize> {
    let place = u32::from(c).wrapping_sub(FIRST) as usize;
    (place < WIDTH).then_some(place)
}

/// The pairs of the file.
fn pairs() -> impl Iterator<Item = (char, char)> {
    let lines = include_str!("traditional.txt").lines().filter(|line| !line.starts_with('#'));
    let mut chars = lines.flat_map(str::chars);
    std::iter::from_fn(move || chars.next().zip(chars.next()))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_table_is_in_order_and_leads_from_traditional_to_simplified_alone() {
        let pairs: Vec<(char, char)> = pairs().collect();
        assert!(pairs.len() > 2500 && pairs.is_sorted_by(|a, b| a.0 < b.0));
        let from: BTreeSet<char> = pairs.iter().chain(&IN_BOTH).map(|(traditional, _)| *traditional).collect();
        for (traditional, simplified) in pairs.iter().chain(&IN_BOTH) {
            assert!(place(*traditional).is_some() && place(*simplified).is_some(), "{traditional}{simplified}");
            assert!(!from.contains(simplified), "{traditional}{simplified}");
        }
    }

    #[test]
    fn no_character_of_gb_2312_shows_that_a_text_is_traditional() {
        for (traditional, _) in pairs() {
            let text = traditional.to_string();
            let (bytes, _, _) = encoding_rs::GBK.encode(&text);
            let is_old = matches!(*bytes, [0xb0..=0xf7, 0xa1..=0xfe]);
            assert!(!is_old, "{traditional}");
        }
    }

    #[test]
    fn what_simplified_print_has_too_changes_only_beside_what_it_has_not() {
        assert_eq!(simplified(["雨後於潛"]), Some(["雨后于潜".to_string()]));
        assert_eq!(simplified(["於潜镇", "後"]), None);
        assert_eq!(simplified(["雨後", "縣"]), Some(["雨后".to_string(), "县".to_string()]));
        assert_eq!(simplified(["乾縣著名"]), Some(["乾县著名".to_string()]));
    }

    #[test]
    fn a_simplified_text_is_as_long_as_the_traditional_one() {
        let text = "臺北、荊州，監利ABC😀𠮷①";
        let [simple] = simplified([text]).unwrap();
        assert_eq!(simple, "台北、荆州，监利ABC😀𠮷①");
        assert!(text.char_indices().map(|(at, _)| at).eq(simple.char_indices().map(|(at, _)| at)));
    }
}
