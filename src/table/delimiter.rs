//! What stands between the cells of a text.

use std::io::Read;

use super::Limits;
use crate::error::{Error, Result};

/// What people and programs put between cells; the first wins where a header has as many of two.
const DELIMITERS: [char; 5] = [',', '\t', ';', '，', '；'];

/// ASCII's unit separator, which no text holds: it stands for a delimiter of full width.
pub(super) const UNIT: u8 = 0x1f;

/// The delimiter of a text that begins so: the most frequent in its first line outside quotes, or else the comma.
pub(super) fn sniff(start: &[u8]) -> char {
    let text = start.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    let mut counts = [0_usize; DELIMITERS.len()];
    let mut is_quoted = false;
    for c in text.chars() {
        match c {
            '"' => is_quoted = !is_quoted,
            '\n' | '\r' if !is_quoted => break,
            _ if is_quoted => {}
            _ => {
                if let Some(k) = DELIMITERS.iter().position(|delimiter| *delimiter == c) {
                    counts[k] += 1;
                }
            }
        }
    }
    let best = (0..counts.len()).rev().max_by_key(|&k| counts[k]);
    best.filter(|&k| counts[k] > 0).map_or(',', |k| DELIMITERS[k])
}

/// Largest text that is held whole to have its delimiter replaced, as a multiple of a row's largest size. Such tables
/// are typed by hand.
const ROWS: usize = 64;

/// The whole text with [`UNIT`] for a delimiter of full width, except in quotes.
pub(super) fn replaced(name: &str, text: impl Read, delimiter: char, limits: Limits) -> Result<Vec<u8>> {
    let most = limits.row.saturating_mul(ROWS) as u64;
    let mut bytes = Vec::new();
    let read = text.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| Error::io(name, error))?;
    if read as u64 > most {
        return Err(Error::TooLarge { name: name.to_string(), most: most >> 20 });
    }
    let mut encoded = [0; 4];
    let delimiter = delimiter.encode_utf8(&mut encoded).as_bytes();
    let (mut out, mut at, mut is_quoted) = (Vec::with_capacity(bytes.len()), 0, false);
    while at < bytes.len() {
        is_quoted ^= bytes[at] == b'"';
        if !is_quoted && bytes[at..].starts_with(delimiter) {
            out.push(UNIT);
            at += delimiter.len();
        } else {
            out.push(bytes[at]);
            at += 1;
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_shows_the_delimiter() {
        let case = |header: &str, expected: char| assert_eq!(sniff(header.as_bytes()), expected, "{header}");
        case("id,text\n1;2;3;4", ',');
        case("id\ttext\tlabel\n", '\t');
        case("标题；正文；主题\r\n", '；');
        case("标题，正文，主题\r", '，');
        case("\"a;b;c\",text", ',');
        case("text", ',');
        case("", ',');
    }

    #[test]
    fn a_delimiter_in_quotes_stays() {
        let text = replaced("t", "标题，正文\n“甲”，\"乙，丙\"\n".as_bytes(), '，', Limits::DEFAULT).unwrap();
        assert_eq!(String::from_utf8(text).unwrap(), "标题\u{1f}正文\n“甲”\u{1f}\"乙，丙\"\n");
    }
}
