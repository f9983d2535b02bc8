//! Text that was once read in a wrong encoding and saved again: its characters are there, its words are not.

use crate::error::{Error, Result};

/// Characters that two bytes of 本, 的, 。 and ， in UTF-8 are in GBK: `鏈姤璁` was 本报讯.
const GBK_MARKS: [char; 6] = ['鏈', '鐨', '殑', '銆', '锛', '紝'];
/// What three U+FFFD are, two at a time, when their UTF-8 is read as GBK.
const LOST: &str = "锟斤拷";

/// Share of the characters beyond ASCII from which such marks show a garbled text: the garbled twins of the shipped
/// pages have 0.033 and more, that with half-width punctuation the least; sound newspaper text has none.
const MARKS_SHARE: f64 = 0.02;
/// Share of lost characters; a text layer with a few glyphs unknown stays far below.
const LOST_SHARE: f64 = 0.05;
/// The same for letters of western Europe in rows: UTF-8 read as Latin-1 is little else (`æœ¬æŠ¥è®¯`).
const WESTERN_SHARE: f64 = 0.4;
/// Fewest marks that count; a page may quote one.
const FEWEST: usize = 3;
/// Fewest western letters in rows that count: three hanzi.
const FEWEST_WESTERN: usize = 8;

/// Refuses garbled text.
///
/// # Errors
///
/// The text was saved in a wrong encoding; the message says how it may be had again.
pub(super) fn check(file: &str, text: &str) -> Result<()> {
    let Some(how) = garbled(text) else { return Ok(()) };
    let message = format!("{how}; export it again from its source as UTF-8");
    Err(Error::Garbled { name: file.to_string(), message })
}

/// How the text was garbled, if it was.
fn garbled(text: &str) -> Option<&'static str> {
    let (mut beyond, mut lost, mut marks, mut western, mut before) = (0, 0, 0, 0, ' ');
    for c in text.chars().filter(|c| !c.is_ascii()) {
        beyond += 1;
        lost += usize::from(c == char::REPLACEMENT_CHARACTER);
        marks += usize::from(GBK_MARKS.contains(&c));
        western += usize::from(is_western(c) && is_western(before));
        before = c;
    }
    lost += text.matches(LOST).count() * LOST.chars().count();
    let is_much = |count: usize, fewest, share: f64| count >= fewest && count as f64 >= share * f64::from(beyond);
    if is_much(marks, FEWEST, MARKS_SHARE) {
        Some("saved twice in the wrong encoding (UTF-8 read as GBK)")
    } else if is_much(lost, FEWEST, LOST_SHARE) {
        Some("characters were lost when it was saved in a wrong encoding (U+FFFD or 锟斤拷 in their place)")
    } else if is_much(western, FEWEST_WESTERN, WESTERN_SHARE) {
        Some("saved twice in the wrong encoding (Chinese read as Latin-1)")
    } else {
        None
    }
}

fn is_western(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{2ff}')
}
