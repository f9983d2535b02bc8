//! Lines with a telephone number: the end of a notice that they are set on to, or an advert's.

use crate::line_kind::{LineKind, ends_sentence, is_display};
use crate::page::Line;

/// Fewest digits of a telephone number, that of its place left out.
const DIGITS: usize = 7;

/// Judges plain lines anew that are short and name a telephone number.
pub(super) fn find_contacts(lines: &[Line<'_>], numbers: &[usize], kinds: &mut [LineKind]) {
    for at in 0..lines.len() {
        if kinds[at] != LineKind::Plain || !is_display(lines[at]) || !has_number(lines[at].text) {
            continue;
        }
        let is_apart = |at: usize| at == 0 || at == lines.len() || numbers[at] > numbers[at - 1] + 1;
        let is_below_text = !is_apart(at)
            && (kinds[at - 1] == LineKind::Contact
                || matches!(kinds[at - 1], LineKind::Plain | LineKind::Row) && ends_sentence(lines[at - 1].text));
        let is_advert = (is_apart(at) || is_display(lines[at - 1]) && is_apart(at - 1)) && is_apart(at + 1);
        if is_below_text {
            kinds[at] = LineKind::Contact;
        } else if is_advert {
            kinds[at] = LineKind::Furniture;
        }
    }
}

/// Whether a text names a telephone number: `0000-0000008`, `13000000000`.
fn has_number(text: &str) -> bool {
    text.as_bytes()
        .chunk_by(|a, b| a.is_ascii_digit() == b.is_ascii_digit())
        .any(|run| run.len() >= DIGITS && run[0].is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;

    #[test]
    fn a_number_ends_a_notice_or_stands_in_an_advert() {
        let page =
            Page::parse("p", "有知其下落者请拨打110，当面酬谢。\n联系人：方先生 13000000001\n\n现房实景 0000—0000008");
        let numbers = page.printed();
        let lines: Vec<Line<'_>> = numbers.iter().map(|&number| page.line(number)).collect();
        let mut kinds = vec![LineKind::Plain; lines.len()];
        find_contacts(&lines, &numbers, &mut kinds);
        assert_eq!(kinds, [LineKind::Plain, LineKind::Contact, LineKind::Furniture]);
    }
}
