//! Brackets that a line break, or a blank line, cuts in two.

use crate::line_kind::LineKind;
use crate::page::Line;

/// Longest rest of a bracket on the line after a break, in characters: `柳青 石小满 通讯员 江河）`.
const REST: usize = 16;

/// Whether a line ends inside a bracket.
pub(super) fn leaves_bracket(text: &str) -> bool {
    text.rfind(['（', '(']).is_some_and(|open| !text[open..].contains(['）', ')']))
}

/// Whether a line is the short rest of a bracket.
pub(super) fn closes_bracket(text: &str) -> bool {
    text.ends_with(['）', ')']) && !text.contains(['（', '(']) && text.chars().count() <= REST
}

/// Judges names in brackets that fill two lines anew, for they are no dateline: `（本报记者 方舟`, `季平）` signs a text,
/// `（方舟`, `摄）` ends a caption.
pub(super) fn close_brackets(lines: &[Line<'_>], kinds: &mut [LineKind]) {
    for at in 1..kinds.len() {
        let (first, rest) = (lines[at - 1].text, lines[at].text);
        let is_names = kinds[at - 1] == LineKind::Dateline && first.starts_with(['（', '(']);
        if is_names && leaves_bracket(first) && closes_bracket(rest) {
            let is_credit = rest.contains(['摄', '影', '图']);
            kinds[at - 1] = if is_credit { LineKind::Plain } else { LineKind::Signature };
            kinds[at] = LineKind::Plain;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line_kind::Cues;
    use crate::page::Page;

    #[test]
    fn names_in_brackets_on_two_lines_are_no_dateline() {
        let kinds = |text| {
            let page = Page::parse("p", text);
            let lines: Vec<_> = page.lines().collect();
            let cues = Cues::new();
            let mut kinds: Vec<LineKind> = lines.iter().map(|&line| cues.kind(line)).collect();
            close_brackets(&lines, &mut kinds);
            kinds
        };
        assert_eq!(kinds("（本报记者 方舟\n季平）"), [LineKind::Signature, LineKind::Plain]);
        assert_eq!(kinds("（本报记者 方舟\n摄）"), [LineKind::Plain, LineKind::Plain]);
        assert_eq!(kinds("（记者 方舟\n季平）昨天上午，"), [LineKind::Dateline, LineKind::Plain]);
    }
}
