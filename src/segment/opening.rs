//! Display type told from running text where no paragraph is open: what a line's place and the lines below it say.

use std::borrow::Cow;

use super::block::OTHER_COLUMN;
use super::columns::COLUMN_TOLERANCE;
use super::indent::begins_with_day;
use super::reader::{Before, INDENT, Reader, is_unfinished, opens_quote};
use super::section::is_bulleted;
use crate::line_kind::{LineKind, are_display, ends_sentence, is_display, is_run_in_jump};
use crate::page::{Line, Marks};

/// How many lines ahead are read to tell a paragraph's first line from display type.
const LOOK_AHEAD: usize = 12;
/// Widest first line of a headline that is broken after a comma, in half-width columns.
const BROKEN_WIDTH: usize = 30;
/// Most lines that kicker, headline and sub-headline have together.
const HEADLINE_LINES: usize = 5;

impl Reader<'_> {
    /// Whether display type stands at `at`, where no paragraph is open.
    pub(super) fn is_display_at(&self, at: usize, before: Before) -> bool {
        let (is_after_text, is_open) =
            (!matches!(before, Before::NoText | Before::Signed), before == Before::Unfinished);
        let line = self.line(at);
        let text = line.text;
        if self.cues.has_credit(text) || self.is_remark(at) || self.is_spoken(line) || is_run_in_jump(text) {
            return false;
        }
        if is_after_text && self.breaks_off(at) || self.is_broken_first(at) {
            return false;
        }
        if !is_open && self.is_set_above_opening(at) {
            return true;
        }
        if !is_display(line) {
            // Headlines are broken after a comma, too: `执法权下到街镇，`, `房山“接得住”吗`.
            let is_apart = at > 0 && self.gap(at) > 0;
            let is_short = text.ends_with(['，', ',']) && line.width <= BROKEN_WIDTH;
            return is_short && !is_open && is_apart && !self.is_opening(at) && self.is_lone(at);
        }
        if self.is_opening(at) && (line.has(Marks::COMMA) || self.is_full(at, INDENT)) {
            return false;
        }
        // Speech in running text: `“太方便了！”`
        if is_after_text && ends_sentence(text) && text.starts_with('“') {
            return false;
        }
        if text.ends_with('：') && self.is_salutation(at) {
            return false;
        }
        // On a page without columns a sentence may break off in mid-line; display type is set apart.
        let has_comma = line.has(Marks::COMMA);
        if has_comma && (before == Before::Signed || is_after_text && self.gap(at) == 0) {
            return false;
        }
        let goes_on = || {
            begins_with_day(text) || line.width + INDENT + INDENT >= self.line(at + 1).width && !self.is_first(at + 1)
        };
        if has_comma && at + 1 < self.len() && self.caption_end(at + 1).is_some() && goes_on() {
            return false;
        }
        !self.opens_paragraph(at, is_after_text, is_open)
    }

    /// Whether the name above `at` stands under a headline: nothing but display type is above it.
    pub(super) fn is_set_above(&self, at: usize) -> bool {
        at > 1 && self.kinds[at - 2] == LineKind::Plain && is_display(self.line(at - 2))
    }

    /// Whether a few lines set together stand right above an article's opening: they are its headline or another's,
    /// whatever marks are in them.
    fn is_set_above_opening(&self, at: usize) -> bool {
        let is_plain = |&line: &usize| self.kinds[line] == LineKind::Plain;
        let first = (1..=at).rev().take(HEADLINE_LINES).find(|&line| self.gap(line) > 0 || !is_plain(&(line - 1)));
        let Some(first) = first.or((at < HEADLINE_LINES).then_some(0)) else { return false };
        let is_set_on = |&line: &usize| line == first || self.gap(line) == 0;
        let end =
            first + (first..self.len()).take(HEADLINE_LINES + 1).take_while(is_plain).take_while(is_set_on).count();
        let is_opening = match self.kinds.get(end) {
            Some(LineKind::Dateline) => true,
            // A writer may also be named below what somebody said: `“一定按期完工！”`.
            Some(LineKind::Signature) => {
                let is_speech = |line: &Line<'_>| line.text.ends_with('”') && ends_sentence(line.text);
                !self.lines[first..end].iter().any(is_speech)
            }
            _ => false,
        };
        is_opening && end - first <= HEADLINE_LINES && are_display(&self.lines[first..end])
    }

    /// Whether a line is the first of a wrapped paragraph: `本次大赛共有来自全市各行各业的`, and then more of the
    /// same width up to a full stop.
    pub(super) fn opens_paragraph(&self, at: usize, is_after_text: bool, is_set_on_open: bool) -> bool {
        if self.kinds.get(at + 1) != Some(&LineKind::Plain) {
            return false;
        }
        if self.is_text_of_two(at) {
            return true;
        }
        let Some(column) = self.column_of_two(at).or_else(|| self.column(at + 1)) else { return false };
        if self.has_all_indented && !self.line(at).is_indented && !self.line(at).is_stretched && !is_set_on_open {
            return false;
        }
        let line = self.line(at);
        let is_below_display = || at > 0 && self.gap(at) == 0 && !is_after_text;
        let begins =
            |next: usize| begins_with_day(self.line(next).text) || !line.has(Marks::COMMA) && self.is_first(next);
        if self.is_opening(at + 1) || is_below_display() && begins(at + 1) {
            return false;
        }
        let fits = line.width <= column + COLUMN_TOLERANCE && line.width + INDENT + INDENT >= column;
        // Behind a bullet a paragraph has no blank before it.
        let is_short = is_bulleted(line.text) && line.width + COLUMN_TOLERANCE < column;
        if is_short || !(fits || line.is_stretched) {
            return false;
        }
        let is_followed = self.gap(at + 1) == 0 || !self.is_first(at + 1);
        if self.is_indented(at, column)
            && self.line(at + 1).width + 2 >= column
            && is_followed
            && self.reaches_full_stop(at, column)
        {
            return true;
        }
        // A blank line may follow in mid-sentence; then the line itself must show that it is running text.
        let is_set_on = is_after_text && self.gap(at) == 0;
        if self.gap(at + 1) > 0 && !(opens_quote(self.line(at + 1).text) || is_set_on || is_unfinished(line.text)) {
            return false;
        }
        self.reaches_full_stop(at, column)
    }

    /// Whether a line is too short for a first line of its column.
    fn is_short(&self, at: usize, column: usize) -> bool {
        !self.line(at).is_stretched && self.line(at).width + INDENT + INDENT < column
    }

    /// Whether a line is shorter than the one set on below by just the blank that a paragraph begins with.
    pub(super) fn is_first(&self, at: usize) -> bool {
        let is_set_on = at + 1 < self.len() && self.gap(at + 1) == 0;
        is_set_on && self.is_indented(at, self.line(at + 1).width)
    }

    /// Whether running text breaks off with the line at `at`, before the display type of another piece, and goes on below
    /// that: `小鼓手原来见` … `人就往妈妈身后躲，`. Only a page whose paragraphs begin with short lines shows that.
    fn breaks_off(&self, at: usize) -> bool {
        let is_apart = at + 1 < self.len() && self.gap(at + 1) > 0;
        if !is_apart || ends_sentence(self.line(at).text) || !self.is_full(at, INDENT) {
            return false;
        }
        let is_display = |&next: &usize| self.kinds[next] == LineKind::Plain && is_display(self.line(next));
        let rest = at + 1 + (at + 1..self.len()).take(HEADLINE_LINES).take_while(|next| is_display(next)).count();
        (at + 2..=rest).any(|rest| self.is_rest(rest) && self.are_alike(at, rest)) && self.has_short_firsts()
    }

    /// Whether a first line stands above a blank line that a column break leaves, and its paragraph goes on below.
    fn is_broken_first(&self, at: usize) -> bool {
        at + 1 < self.len()
            && self.gap(at + 1) > 0
            && self.is_indented(at, self.line(at + 1).width)
            && !ends_sentence(self.line(at).text)
            && !self.line(at).has(Marks::SPACE)
            && self.is_rest(at + 1)
            && self.has_short_firsts()
    }

    /// Whether two lines are of one column, a first line's blank aside.
    fn are_alike(&self, at: usize, rest: usize) -> bool {
        let (line, rest) = (self.line(at).width, self.line(rest).width);
        line.abs_diff(rest).min((line + INDENT).abs_diff(rest)) <= COLUMN_TOLERANCE
    }

    /// Whether the rest of a broken paragraph begins at `at`: a line as full as the one set on below.
    fn is_rest(&self, at: usize) -> bool {
        let is_set = at + 1 < self.len() && self.gap(at) > 0 && self.gap(at + 1) == 0;
        is_set
            && self.kinds[at] == LineKind::Plain
            && self.kinds[at + 1] == LineKind::Plain
            && self.fills_column(at)
            && self.line(at).width + 1 >= self.line(at + 1).width
    }

    /// Whether two lines set apart are a text: the first breaks off, and the rest of its sentence is the second.
    fn is_text_of_two(&self, at: usize) -> bool {
        let (line, rest) = (self.line(at), self.line(at + 1));
        self.gap(at + 1) == 0
            && rest.text.ends_with('。')
            && rest.width <= line.width
            && (at + 2 == self.len() || self.gap(at + 2) > 0)
            && !ends_sentence(line.text)
            && is_unfinished(line.text)
    }

    /// The width of two lines that stand alone and are set on, of which the first breaks off in mid-sentence and is as wide
    /// as the second, a first line's blank aside.
    fn column_of_two(&self, at: usize) -> Option<usize> {
        let (line, next) = (self.line(at), self.line(at + 1));
        let differs = line.width.abs_diff(next.width).min((line.width + INDENT).abs_diff(next.width));
        let is_set_on = differs <= COLUMN_TOLERANCE && self.gap(at + 1) == 0;
        (is_set_on && is_unfinished(line.text) && !is_display(next)).then_some(next.width)
    }

    /// Whether a line is short of its column by just the blank that a paragraph begins with. A line of full width
    /// after it goes on with it even over a blank line, for a new paragraph would be short too.
    fn is_indented(&self, at: usize, column: usize) -> bool {
        !self.line(at).is_stretched && (self.line(at).width + INDENT).abs_diff(column) <= 1
    }

    /// Whether the lines from `at` on, read as one paragraph of a column, come to a full stop soon.
    fn reaches_full_stop(&self, at: usize, column: usize) -> bool {
        let mut text = Cow::Borrowed(self.line(at).text);
        let widest = column.max(self.line(at).width);
        for next in (at + 1..self.len()).take(LOOK_AHEAD) {
            if !self.continues(&text, next) {
                // Who is asked is named before the first question: `访谈对象：某医院护士长`.
                if next > at + 1 && self.is_spoken(self.line(next)) {
                    return true;
                }
                break;
            }
            // Where a line is wider than those above, these are not the width of a column; inside a paragraph none is short.
            let is_wider = self.line(next).width > widest + OTHER_COLUMN;
            if is_wider || next > at + 1 && self.is_short(next - 1, column) && !text.contains('。') {
                return false;
            }
            self.wrap(&mut text, at, next);
        }
        text.contains('。') || (is_unfinished(&text) && self.line(at).text.len() * 2 <= text.len())
    }

    /// Whether running text follows a line that ends with a colon: `广大用户：`.
    fn is_salutation(&self, at: usize) -> bool {
        let next = at + 1;
        next < self.len()
            && self.kinds[next] == LineKind::Plain
            && (!is_display(self.line(next)) || self.opens_paragraph(next, true, true))
    }
}

#[cfg(test)]
mod tests {
    use crate::line_kind::Cues;
    use crate::page::Page;
    use crate::segment::block::{BlockKind, blocks};

    /// The texts of a page's display lines.
    fn display(page: &str) -> Vec<String> {
        let (page, cues) = (Page::parse("p", page), Cues::new());
        let numbers = page.printed();
        let found = blocks(&page, &numbers, &cues);
        found.iter().filter(|block| block.kind == BlockKind::Display).map(|block| block.text.to_string()).collect()
    }

    const PARAGRAPH: &str =
        "渠水流进十二个村庄，等水的\n日子到了头，今年的春灌比往年提\n前了五天，村民们都放了心，这是\n头一回。\n";

    #[test]
    fn short_first_lines_show_where_a_paragraph_breaks_off_before_a_headline() {
        let page = format!(
            "春灌开闸\n\n{}\n五年级的小鼓手方舟舟原来见\n\n清明小长假\n这些班车加密\n\n人就往妈妈身后躲，如今领鼓站在\n最前头，敲起鼓来就没工夫害怕。\n",
            PARAGRAPH.repeat(5)
        );
        assert_eq!(display(&page), ["春灌开闸", "清明小长假", "这些班车加密"]);
    }

    #[test]
    fn a_sentence_on_two_lines_is_a_text() {
        assert_eq!(display("票根别丢\n\n从六月起，凭三张旧票根可换一碗荞\n面饸饹。\n"), ["票根别丢"]);
    }

    #[test]
    fn short_lines_above_a_text_are_its_headline() {
        let page = format!("各地掀起农业开发热潮\n秋尽农不闲\n田野尽芳华\n{}", PARAGRAPH.repeat(2));
        assert_eq!(display(&page), ["各地掀起农业开发热潮", "秋尽农不闲", "田野尽芳华"]);
    }

    #[test]
    fn the_long_lines_of_an_unwrapped_page_are_no_column_of_its_subheads() {
        let text = "蒲二哥的教具是一张补了又补的旧网，哪个网眼放走多大的鱼，哪一年开始网里空了，他都记得。\n";
        let page = format!("{text}渔民当起江先生\n孩子最爱听真事\n{text}垃圾排成一条江\n家长也动了手\n{text}");
        assert_eq!(display(&page).len(), 4);
    }
}
