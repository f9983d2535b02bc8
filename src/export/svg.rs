//! Names in pictures: how wide they are, and how to fit them.

use super::cell::printable;

/// Height of the pictures' type in pixels.
pub(super) const TYPE_SIZE: usize = 14;

/// Rules for colours and type; they stand in every picture, so that each works alone.
pub(super) const STYLE: &str = include_str!("svg.css");

/// Width of a name in half characters: a hanzi takes two, a Latin letter one.
pub(super) fn half_widths(name: &str) -> usize {
    name.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// Width of `halves` half characters in pixels.
pub(super) fn pixels(halves: usize) -> usize {
    halves * TYPE_SIZE / 2
}

/// Cuts a name to `room` half characters and shows the cut: `荆州经济技术…`.
pub(super) fn shorten(name: &str, room: usize) -> String {
    let name = printable(name).replace(['\n', '\t'], " ");
    if half_widths(&name) <= room {
        return name;
    }
    let mut width = half_widths("…");
    let kept = name.chars().take_while(|c| {
        width += if c.is_ascii() { 1 } else { 2 };
        width <= room
    });
    kept.chain(['…']).collect()
}

/// Breaks a name into at most `most` lines of at most `room` half characters, as even as can be: `文化与` over `旅游`.
pub(super) fn wrap(name: &str, room: usize, most: usize) -> Vec<String> {
    let name = shorten(name, room * most - (most - 1));
    let wanted = half_widths(&name).div_ceil(room).max(1);
    let even = half_widths(&name).div_ceil(wanted).next_multiple_of(2).min(room);
    let mut lines = vec![String::new()];
    let mut width = 0;
    for c in name.chars() {
        let more = if c.is_ascii() { 1 } else { 2 };
        if width + more > even {
            lines.push(String::new());
            width = 0;
        }
        width += more;
        lines.last_mut().expect("there is always a line").push(c);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_break_into_even_lines() {
        let case = |name: &str, expected: &[&str]| assert_eq!(wrap(name, 8, 3), expected, "{name}");
        case("卫生健康", &["卫生健康"]);
        case("文化与旅游", &["文化与", "旅游"]);
        case("教育科技和青少年", &["教育科技", "和青少年"]);
        case("public-safety", &["public-s", "afety"]);
        case("", &[""]);
    }

    #[test]
    fn a_name_never_takes_more_than_its_room() {
        for length in 0..40 {
            for letter in ["字", "a", "字a"] {
                let lines = wrap(&letter.repeat(length), 8, 3);
                assert!(lines.len() <= 3 && lines.iter().all(|line| half_widths(line) <= 8), "{lines:?}");
            }
        }
        assert_eq!(shorten("荆州经济技术开发区", 12), "荆州经济技…");
    }
}
