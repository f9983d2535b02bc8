//! Lines with a telephone number: the end of a notice that they are set on to, or an advert's.

use super::titles::is_notice_title;
use crate::line_kind::{LineKind, ends_sentence, is_display};
use crate::page::Line;

/// Fewest digits of a telephone number, that of its place left out.
const DIGITS: usize = 7;

/// Judges plain lines anew that are short and name a telephone number.
pub(super) fn find_contacts(lines: &[Line<'_>], numbers: &[usize], kinds: &mut [LineKind]) {
    for at in 0..lines.len() {
        if is_noted(lines, numbers, kinds, at) {
            kinds[at] = LineKind::Contact;
            continue;
        }
        if kinds[at] == LineKind::Furniture && is_sentence_of_notice(lines, numbers, at) {
            kinds[at] = LineKind::Plain;
            continue;
        }
        let is_labelled = kinds[at] == LineKind::Furniture && is_contact(lines[at].text);
        let is_plain = kinds[at] == LineKind::Plain && has_number(lines[at].text);
        if !(is_plain || is_labelled) || !is_display(lines[at]) {
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

/// Whether a short line is set on below the title of a notice, or below another such line: `范围：东风路沿线`.
fn is_noted(lines: &[Line<'_>], numbers: &[usize], kinds: &[LineKind], at: usize) -> bool {
    let is_title = |at: usize| kinds[at] == LineKind::Plain && is_notice_title(lines[at].text);
    let is_set_on = at > 0 && numbers[at - 1] + 1 == numbers[at];
    is_set_on
        && matches!(kinds[at], LineKind::Plain | LineKind::Row)
        && is_display(lines[at])
        && !is_title(at)
        && (is_title(at - 1) && !is_headline_like(lines, numbers, kinds, at) || kinds[at - 1] == LineKind::Contact)
}

/// Whether a line ends a sentence and is set on to one above: `火情报警电话：00000。`
fn is_sentence_of_notice(lines: &[Line<'_>], numbers: &[usize], at: usize) -> bool {
    let is_set_on = at > 0 && numbers[at - 1] + 1 == numbers[at];
    is_set_on && lines[at].text.ends_with('。') && lines[at - 1].text.ends_with('。')
}

/// Whether a line below a title is its second line, with running text below: `盐池县公告`, `招聘社区工作者`.
fn is_headline_like(lines: &[Line<'_>], numbers: &[usize], kinds: &[LineKind], at: usize) -> bool {
    let Some(next) = lines.get(at + 1) else { return true };
    numbers[at + 1] > numbers[at] + 1 || kinds[at + 1] != LineKind::Plain || !is_display(*next)
}

/// Whether a line says where to turn to: `联系电话：000-0000000`.
fn is_contact(text: &str) -> bool {
    ["电话", "联系", "咨询", "报名", "监督", "举报", "邮箱", "投稿", "来稿"].iter().any(|word| text.starts_with(word))
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
    fn a_sentence_with_a_number_is_the_notices_text() {
        let page = Page::parse("p", "违反本令者依法处罚。\n火情报警电话：00000。");
        let numbers = page.printed();
        let lines: Vec<Line<'_>> = numbers.iter().map(|&number| page.line(number)).collect();
        let mut kinds = vec![LineKind::Plain, LineKind::Furniture];
        find_contacts(&lines, &numbers, &mut kinds);
        assert_eq!(kinds, [LineKind::Plain, LineKind::Plain]);
    }

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
