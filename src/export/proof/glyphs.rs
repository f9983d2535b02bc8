//! Raw text made visible: what a terminal or a browser would obey is spelt out.

use maud::{Markup, html};

use crate::page::fold::is_stray;

/// Draws a raw text. Controls, directional and zero-width characters and glyphs of private use, which could act or
/// hide, stand as their numbers: `U+202E`.
pub(super) fn raw(text: &str) -> Markup {
    html! {
        @for part in Parts(text) {
            @match part {
                Part::Text(text) => (text),
                Part::Stray(c) => i.stray { (format!("U+{:04X}", u32::from(c))) },
            }
        }
    }
}

/// The same where no markup can stand, as in a title.
pub(super) fn plain(text: &str) -> String {
    text.replace(is_hidden, "\u{fffd}")
}

fn is_hidden(c: char) -> bool {
    c != '\t' && is_stray(c)
}

/// A stretch of text that shows itself, or a character that does not.
enum Part<'a> {
    Text(&'a str),
    Stray(char),
}

/// The parts of a text that are still to come.
struct Parts<'a>(&'a str);

impl<'a> Iterator for Parts<'a> {
    type Item = Part<'a>;

    fn next(&mut self) -> Option<Part<'a>> {
        let first = self.0.chars().next()?;
        if is_hidden(first) {
            self.0 = &self.0[first.len_utf8()..];
            return Some(Part::Stray(first));
        }
        let (text, rest) = self.0.split_at(self.0.find(is_hidden).unwrap_or(self.0.len()));
        self.0 = rest;
        Some(Part::Text(text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_act_is_spelt_out_and_the_rest_is_escaped() {
        assert_eq!(
            raw("甲\u{202e}<b>\u{1b}").into_string(),
            "甲<i class=\"stray\">U+202E</i>&lt;b&gt;<i class=\"stray\">U+001B</i>"
        );
        assert_eq!(raw("着 力\t提").into_string(), "着 力\t提");
        assert_eq!(plain("甲\u{1b}乙"), "甲\u{fffd}乙");
    }
}
