//! Foreign text on its way to a terminal.

/// The text with everything spelt out that a terminal acts on, hides or has no glyph for: control and directional
/// characters, characters of no width, of private use, and those that are none.
pub(crate) fn shown(text: &str) -> String {
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        if is_hidden(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
        out
    })
}

/// Whether a character is one of C0, C1, separators of lines, marks of direction, of no width, of private use, or none.
pub(crate) fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}')
        || matches!(c, '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
        || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}')
        || matches!(c, '\u{fdd0}'..='\u{fdef}')
        || u32::from(c) & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn what_a_terminal_acts_on_or_hides_is_spelt_out() {
        let case = |text: &str, expected: &str| assert_eq!(shown(text), expected);
        case("义诊“进村”，①号Ⅷ㎡", "义诊“进村”，①号Ⅷ㎡");
        case("\u{1b}]0;x\u{7}\u{9b}2J", "\\u{1b}]0;x\\u{7}\\u{9b}2J");
        case("a\u{202e}b\u{2066}c\u{200b}d\u{feff}", "a\\u{202e}b\\u{2066}c\\u{200b}d\\u{feff}");
        case("\u{e000}\u{f0001}\u{1000ca}\u{ffff}", "\\u{e000}\\u{f0001}\\u{1000ca}\\u{ffff}");
    }
}
