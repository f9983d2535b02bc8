//! What a spreadsheet's cell can hold without harm.

use std::borrow::Cow;

/// The longest text that Excel keeps in a cell, in UTF-16 units ("Excel specifications and limits").
pub const MAX_CELL_UNITS: usize = 32_767;

/// Stands at the end of a text that was too long for a cell.
const CUT_MARK: &str = "……（后文从略）";

/// Characters that make a spreadsheet take a cell for a formula, with their full-width twins: `=HYPERLINK(…)`,
/// `@SUM(…)`, `＝cmd|…`. The list is OWASP's ("CSV Injection").
const FORMULA_STARTS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Puts `'` before a cell that a spreadsheet would run as a formula; plain numbers such as `-3.5` stay.
pub(super) fn guard(cell: &str) -> Cow<'_, str> {
    let shown = cell.trim_start_matches(is_unseen);
    let skipped = &cell[..cell.len() - shown.len()];
    let runs = shown.starts_with(FORMULA_STARTS) || skipped.contains(['\t', '\r']);
    if runs && !is_number(shown) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

/// Takes away the `'` that stands in a table for spreadsheets before a cell that would run as a formula.
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| guard(rest) != *rest).unwrap_or(cell)
}

/// Spaces, control characters and the zero-width characters that programs skip before they look at a cell.
fn is_unseen(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\u{200b}' | '\u{feff}')
}

fn is_number(cell: &str) -> bool {
    let digits = |c: char| c.is_ascii_digit() || matches!(c, '.' | '+' | '-');
    cell.chars().all(digits) && cell.parse::<f64>().is_ok()
}

/// Cuts a text to what a cell can hold and says so at its end.
pub(super) fn fit(cell: Cow<'_, str>) -> Cow<'_, str> {
    // A character has at most as many UTF-16 units as UTF-8 bytes, so most cells need no counting.
    if cell.len() <= MAX_CELL_UNITS || cell.encode_utf16().count() <= MAX_CELL_UNITS {
        return cell;
    }
    let room = MAX_CELL_UNITS - CUT_MARK.encode_utf16().count();
    let mut units = 0;
    let kept = cell.chars().take_while(|c| {
        units += c.len_utf16();
        units <= room
    });
    Cow::Owned(kept.chain(CUT_MARK.chars()).collect())
}

/// Leaves away the characters that XML cannot hold or nobody can see; line feeds and tabs stay.
pub(super) fn printable(text: &str) -> Cow<'_, str> {
    let is_lost = |c: char| (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{fffe}' | '\u{ffff}');
    if text.contains(is_lost) {
        Cow::Owned(text.chars().filter(|c| !is_lost(*c)).collect())
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_guarded_and_numbers_are_not() {
        let case = |cell: &str, expected: &str| assert_eq!(guard(cell), expected, "{cell:?}");
        case("=1+1", "'=1+1");
        case("＝cmd|' /C calc'!A0", "'＝cmd|' /C calc'!A0");
        case("+86 716", "'+86 716");
        case("＋1", "'＋1");
        case("-荆州日报", "'-荆州日报");
        case("－－", "'－－");
        case("@SUM(A1)", "'@SUM(A1)");
        case("＠SUM(A1)", "'＠SUM(A1)");
        case("  =1", "'  =1");
        case("\u{3000}\u{feff}=1", "'\u{3000}\u{feff}=1");
        case("\n=1", "'\n=1");
        case("\t沙市区", "'\t沙市区");
        case("\r沙市区", "'\r沙市区");
        case("--06-13", "'--06-13");
        case("-inf", "'-inf");
        case("-", "'-");
        case("-3.5", "-3.5");
        case("+3", "+3");
        case(" -3", " -3");
        case("1=1", "1=1");
        case("沙市区=荆州", "沙市区=荆州");
        case("", "");
    }

    #[test]
    fn a_guard_is_taken_away_and_a_quote_is_not() {
        for cell in ["=1+1", "-荆州日报", "'古城'", "沙市区", "-3.5", ""] {
            assert_eq!(unguarded(&guard(cell)), cell);
        }
    }

    #[test]
    fn a_cell_is_cut_at_excels_limit_and_says_so() {
        let exact = "字".repeat(MAX_CELL_UNITS);
        assert_eq!(fit(Cow::Borrowed(&exact)), exact);
        // A rare character such as 𠮷 takes two units of UTF-16.
        for text in ["字".repeat(MAX_CELL_UNITS + 1), "𠮷".repeat(MAX_CELL_UNITS / 2 + 1)] {
            let cut = fit(Cow::Borrowed(&text));
            assert!(cut.encode_utf16().count() <= MAX_CELL_UNITS);
            assert!(cut.encode_utf16().count() >= MAX_CELL_UNITS - 1);
            assert!(cut.ends_with(CUT_MARK));
        }
    }

    #[test]
    fn control_characters_go_and_line_feeds_stay() {
        assert_eq!(printable("甲\u{0}\u{1b}[2J\n乙\u{85}\u{ffff}"), "甲[2J\n乙");
    }
}
