//! Tells the encoding of bytes by their byte order mark, by strict UTF-8, by the share of Chinese UTF-16 units, and
//! last by how common their pairs are in GBK and in Big5.

use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// What bytes show.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// An encoding, and the length of the byte order mark.
    Surely(&'static Encoding, usize),
    /// None; with the offset of the first byte that is not UTF-8.
    Unsure(usize),
}

/// Share of Chinese and ASCII units from which bytes are UTF-16. Newspaper text has 0.88 and more; GBK, UTF-8 and the
/// wrong byte order stay below 0.54 (300 samples of each).
const UTF16_SHARE: f64 = 0.8;
/// Fewest units that can tell UTF-16; fewer may be anything.
const UTF16_UNITS: usize = 4;
/// Fewest characters beyond ASCII that valid UTF-8 surely is UTF-8 with, where all are of two bytes: 讯通讯 in GBK
/// is valid UTF-8 too, of three Cyrillic letters.
const TWO_BYTE_CHARACTERS: usize = 8;
/// Least pair score of text in GBK or Big5: on the same samples all have more from eight characters on.
const PAIR_SCORE: f64 = 0.6;
/// Least distance between the two pair scores.
const PAIR_DISTANCE: f64 = 0.05;
/// Share of bytes beyond ASCII in whole UTF-8 characters from which a file is damaged UTF-8 and nothing else.
const UTF8_SHARE: f64 = 0.9;
/// Weight of a pair in the rows of punctuation, which any two bytes hit more easily than a common hanzi.
const PUNCTUATION: f64 = 0.8;

/// The encoding of bytes; a sample that is not the whole file may end within a character.
pub(super) fn detect(bytes: &[u8], is_whole: bool) -> Found {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Found::Surely(encoding, mark);
    }
    let offset = match std::str::from_utf8(bytes) {
        Ok(_) => bytes.len(),
        Err(error) if error.error_len().is_none() && !is_whole => bytes.len(),
        Err(error) => error.valid_up_to(),
    };
    let nul = memchr::memchr(0, bytes);
    let is_utf8 = offset == bytes.len();
    if is_utf8 && nul.is_none() {
        return if may_be_legacy(bytes) { Found::Unsure(0) } else { Found::Surely(UTF_8, 0) };
    }
    if let Some(order) = utf16(bytes, is_whole) {
        return Found::Surely(order, 0);
    }
    if is_utf8 || utf8_share(bytes) >= UTF8_SHARE {
        return Found::Unsure(nul.map_or(offset, |nul| nul.min(offset)));
    }
    legacy(bytes).map_or(Found::Unsure(offset), |encoding| Found::Surely(encoding, 0))
}

/// Whether valid UTF-8 is as likely something else: a few characters beyond ASCII, side by side, none of three bytes.
fn may_be_legacy(bytes: &[u8]) -> bool {
    let beyond = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    (4..2 * TWO_BYTE_CHARACTERS).contains(&beyond)
        && bytes.iter().all(|byte| *byte < 0xe0)
        && bytes.windows(3).any(|three| three.iter().all(|byte| !byte.is_ascii()))
}

/// The byte order in which more units are Chinese or ASCII, if enough are.
fn utf16(bytes: &[u8], is_whole: bool) -> Option<&'static Encoding> {
    if is_whole && !bytes.len().is_multiple_of(2) {
        return None;
    }
    let (little, big) = (utf16_share(bytes, u16::from_le_bytes), utf16_share(bytes, u16::from_be_bytes));
    let (share, order) = if little >= big { (little, UTF_16LE) } else { (big, UTF_16BE) };
    (share >= UTF16_SHARE).then_some(order)
}

/// The share of units that Chinese text has. Two ASCII bytes look like a hanzi in either order and
/// tell nothing; where they are most of a file it is ASCII with something between, and no unit tells anything.
fn utf16_share(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> f64 {
    let (mut all, mut fitting) = (0, 0);
    for pair in bytes.chunks_exact(2) {
        if !pair.iter().all(|byte| matches!(byte, 0x20..=0x7e)) {
            all += 1;
            fitting += usize::from(is_chinese(unit([pair[0], pair[1]])));
        }
    }
    let tells = all >= UTF16_UNITS && all * 4 >= bytes.len();
    if tells { fitting as f64 / all as f64 } else { 0.0 }
}

/// Hanzi, their punctuation, full-width forms, dashes and quotation marks, ASCII and line ends.
fn is_chinese(unit: u16) -> bool {
    matches!(unit, 0x4e00..=0x9fff | 0x3400..=0x4dbf | 0x3000..=0x303f | 0xff00..=0xffef | 0x2010..=0x2027)
        || matches!(unit, 0x20..=0x7e | 0x9 | 0xa | 0xd | 0xb7)
}

/// The share of the bytes beyond ASCII that stand in whole UTF-8 characters.
fn utf8_share(bytes: &[u8]) -> f64 {
    let beyond = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let whole: usize =
        bytes.utf8_chunks().map(|chunk| chunk.valid().bytes().filter(|byte| !byte.is_ascii()).count()).sum();
    whole as f64 / beyond.max(1) as f64
}

fn legacy(bytes: &[u8]) -> Option<&'static Encoding> {
    let (gbk, big5) = (pair_score(bytes, gbk_pair), pair_score(bytes, big5_pair));
    let (score, encoding) = if gbk > big5 { (gbk, GB18030) } else { (big5, BIG5) };
    (score >= PAIR_SCORE && (gbk - big5).abs() >= PAIR_DISTANCE).then_some(encoding)
}

/// Mean weight of the characters beyond ASCII; `pair` gives the weight and the length of the one that bytes begin with.
fn pair_score(bytes: &[u8], pair: fn(&[u8]) -> (f64, usize)) -> f64 {
    let (mut rest, mut sum, mut count) = (bytes, 0.0, 0);
    while let Some(start) = rest.iter().position(|byte| !byte.is_ascii()) {
        let (weight, length) = pair(&rest[start..]);
        sum += weight;
        count += 1;
        rest = &rest[(start + length).min(rest.len())..];
    }
    sum / f64::from(count.max(1))
}

/// GB 2312 has the common hanzi in the rows B0 to D7 and punctuation in A1 to A3; GB18030 has characters of four bytes.
fn gbk_pair(bytes: &[u8]) -> (f64, usize) {
    match bytes {
        [0xb0..=0xd7, 0xa1..=0xfe, ..] => (1.0, 2),
        [0xa1..=0xa3, 0xa1..=0xfe, ..] => (PUNCTUATION, 2),
        [0x81..=0xfe, 0x40..=0x7e | 0x80..=0xfe, ..] => (0.0, 2),
        [0x81..=0xfe, 0x30..=0x39, 0x81..=0xfe, 0x30..=0x39, ..] => (0.0, 4),
        _ => (0.0, 1),
    }
}

/// Big5 has the common hanzi in the rows A4 to C6 and punctuation in A1 to A3.
fn big5_pair(bytes: &[u8]) -> (f64, usize) {
    match bytes {
        [0xa4..=0xc6, 0x40..=0x7e | 0xa1..=0xfe, ..] => (1.0, 2),
        [0xa1..=0xa3, 0x40..=0x7e | 0xa1..=0xfe, ..] => (PUNCTUATION, 2),
        [0x81..=0xfe, 0x40..=0x7e | 0xa1..=0xfe, ..] => (0.0, 2),
        _ => (0.0, 1),
    }
}
