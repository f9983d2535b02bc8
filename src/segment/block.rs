//! Lines into blocks: paragraphs with their wraps joined, and display lines.

use crate::line_kind::{Cues, LineKind, ends_sentence, is_display};
use crate::page::repair::push_wrapped;
use crate::page::{Line, Page};

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// Running text.
    Paragraph,
    /// Running text that opens an article.
    Dateline,
    /// One line of display type: headline, kicker, subhead, slogan.
    Display,
    /// A writer's name on a line of its own.
    Signature,
    /// The text of one photo of a group.
    Photo,
    /// `——` and a source.
    Attribution,
    /// A date on a line of its own, which ends a notice.
    Closing,
    /// Page furniture.
    Furniture,
}

/// Lines that are read as one.
#[derive(Debug, Clone)]
pub(super) struct Block {
    pub(super) kind: BlockKind,
    /// 0-based numbers of its lines, none of them blank.
    pub(super) lines: Vec<usize>,
    /// Its text, wraps joined.
    pub(super) text: String,
    /// Width of its widest line, if it has enough lines to tell its column.
    pub(super) column: Option<usize>,
    /// Whether it was set twice, as slogans are.
    pub(super) is_doubled: bool,
}

impl Block {
    /// The first line.
    pub(super) fn first(&self) -> usize {
        self.lines[0]
    }

    /// The last line.
    pub(super) fn last(&self) -> usize {
        self.lines[self.lines.len() - 1]
    }
}

/// Lines whose widths differ by no more than this, in half-width columns, fill the same column:
/// justification moves a character and a mark.
pub(super) const COLUMN_TOLERANCE: usize = 3;
/// Columns that differ by at least this hold different pieces.
pub(super) const OTHER_COLUMN: usize = 6;
/// Blank that a paragraph begins with in print and that the text layer leaves out: two characters.
const INDENT: usize = 4;
/// How many neighbours on either side tell a line's column.
const NEIGHBOURS: usize = 6;
/// How many lines of one width make a column.
const COLUMN_LINES: usize = 3;
/// Narrowest column, in half-width columns; display lines of a few characters are no column.
const COLUMN_MIN: usize = 18;
/// Most lines that a caption has; narrow ones have six or seven characters a line.
const CAPTION_LINES: usize = 24;
/// How many lines ahead are read to tell a paragraph's first line from display type.
const LOOK_AHEAD: usize = 12;

/// Cuts a page into blocks in the order of its lines.
pub(super) fn blocks(page: &Page, cues: &Cues) -> Vec<Block> {
    let reader = Reader::new(page.lines(), cues);
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < reader.numbers.len() {
        let is_after_text =
            matches!(blocks.last(), Some(Block { kind: BlockKind::Paragraph | BlockKind::Dateline, .. }));
        let block = reader.block(at, is_after_text);
        at += block.lines.len();
        blocks.push(block);
    }
    blocks
}

/// The non-blank lines of a page with what each tells.
struct Reader<'a> {
    lines: &'a [Line],
    cues: &'a Cues,
    numbers: Vec<usize>,
    kinds: Vec<LineKind>,
    columns: Vec<Option<usize>>,
}

impl<'a> Reader<'a> {
    fn new(lines: &'a [Line], cues: &'a Cues) -> Self {
        let numbers: Vec<usize> = (0..lines.len()).filter(|&i| !lines[i].is_blank()).collect();
        let kinds = numbers.iter().map(|&i| cues.kind(&lines[i])).collect();
        // A letter-spaced line is as wide as its column in print and narrower once repaired.
        let width = |&i: &usize| if lines[i].is_stretched { 0 } else { lines[i].width() };
        let widths: Vec<usize> = numbers.iter().map(width).collect();
        let columns = (0..numbers.len()).map(|at| column(&widths, at)).collect();
        Self { lines, cues, numbers, kinds, columns }
    }

    fn line(&self, at: usize) -> &'a Line {
        &self.lines[self.numbers[at]]
    }

    /// The block that begins at the non-blank line `at`.
    fn block(&self, at: usize, is_after_text: bool) -> Block {
        let caption_end = self.caption_end(at);
        let kind = if caption_end.is_some() { BlockKind::Paragraph } else { self.block_kind(at, is_after_text) };
        let mut text = self.line(at).text.clone();
        let mut end = at + 1;
        if let Some(caption_end) = caption_end {
            while end < caption_end {
                push_wrapped(&mut text, &self.line(end).text);
                end += 1;
            }
        } else if matches!(kind, BlockKind::Paragraph | BlockKind::Dateline | BlockKind::Photo) {
            while end < self.numbers.len() && self.continues(&text, end) {
                push_wrapped(&mut text, &self.line(end).text);
                end += 1;
            }
        }
        let widths: Vec<usize> =
            (at..end).map(|at| self.line(at)).filter(|line| !line.is_stretched).map(Line::width).collect();
        let column = widths.iter().copied().max().filter(|_| widths.len() >= COLUMN_LINES);
        Block { kind, lines: self.numbers[at..end].to_vec(), text, column, is_doubled: self.line(at).is_doubled }
    }

    fn block_kind(&self, at: usize, is_after_text: bool) -> BlockKind {
        match self.kinds[at] {
            LineKind::Dateline => BlockKind::Dateline,
            LineKind::Signature => BlockKind::Signature,
            LineKind::Photo => BlockKind::Photo,
            LineKind::Attribution => BlockKind::Attribution,
            LineKind::Furniture => BlockKind::Furniture,
            LineKind::Closing => BlockKind::Closing,
            LineKind::Blank | LineKind::Plain if self.is_display_at(at, is_after_text) => BlockKind::Display,
            LineKind::Blank | LineKind::Plain => BlockKind::Paragraph,
        }
    }

    /// Whether display type stands at `at`, where no paragraph is open.
    fn is_display_at(&self, at: usize, is_after_text: bool) -> bool {
        let text = &self.line(at).text;
        if !is_display(text) || self.cues.has_credit(text) || is_remark(text) || is_asked(text) {
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
        let has_comma = text.contains(['，', ',']);
        if has_comma && is_after_text && self.gap(at) == 0 {
            return false;
        }
        if has_comma && at + 1 < self.numbers.len() && self.caption_end(at + 1).is_some() {
            return false;
        }
        !self.opens_paragraph(at, is_after_text)
    }

    /// Whether a line is the first of a wrapped paragraph: `本次大赛共有来自全市各行各业的`, and then more of the
    /// same width up to a full stop.
    fn opens_paragraph(&self, at: usize, is_after_text: bool) -> bool {
        let Some(column) = self.columns.get(at + 1).copied().flatten() else { return false };
        let line = self.line(at);
        let fits = line.width() <= column + COLUMN_TOLERANCE && line.width() + INDENT + INDENT >= column;
        if !(fits || line.is_stretched) || self.kinds[at + 1] != LineKind::Plain {
            return false;
        }
        if self.is_indented(at, column) && self.line(at + 1).width() + 2 >= column && self.reaches_full_stop(at) {
            return true;
        }
        // A blank line may follow in mid-sentence; then the line itself must show that it is running text.
        let is_set_on = is_after_text && self.gap(at) == 0;
        if self.gap(at + 1) > 0 && !(opens_quote(&self.line(at + 1).text) || is_set_on || is_unfinished(&line.text)) {
            return false;
        }
        self.reaches_full_stop(at)
    }

    /// Whether a line is short of its column by just the blank that a paragraph begins with. A line of full width
    /// after it goes on with it even over a blank line, for a new paragraph would be short too.
    fn is_indented(&self, at: usize, column: usize) -> bool {
        !self.line(at).is_stretched && (self.line(at).width() + INDENT).abs_diff(column) <= 1
    }

    /// Whether the lines from `at` on, read as one paragraph, come to a full stop soon.
    fn reaches_full_stop(&self, at: usize) -> bool {
        let mut text = self.line(at).text.clone();
        for next in (at + 1..self.numbers.len()).take(LOOK_AHEAD) {
            if !self.continues(&text, next) {
                break;
            }
            push_wrapped(&mut text, &self.line(next).text);
        }
        text.contains('。') || (is_unfinished(&text) && self.line(at).text.len() * 2 <= text.len())
    }

    /// Whether running text follows a line that ends with a colon: `广大用户：`.
    fn is_salutation(&self, at: usize) -> bool {
        let next = at + 1;
        next < self.numbers.len()
            && self.kinds[next] == LineKind::Plain
            && (!is_display(&self.line(next).text) || self.opens_paragraph(next, true))
    }

    /// Where the caption ends that begins at `at`: lines between two blank lines, of which the last names the
    /// photographer. `None` where no caption begins.
    fn caption_end(&self, at: usize) -> Option<usize> {
        if at > 0 && self.gap(at) == 0 {
            return None;
        }
        let last = (at + 1..self.numbers.len()).find(|&next| self.gap(next) > 0).unwrap_or(self.numbers.len());
        if last - at > CAPTION_LINES
            || self.kinds[at..last].contains(&LineKind::Dateline)
            || self.kinds[at] == LineKind::Photo
        {
            return None;
        }
        // A credit may be wrapped too: `（记者 方舟`, `摄）`.
        let tail: String = self.numbers[last.saturating_sub(2).max(at)..last]
            .iter()
            .map(|&line| self.lines[line].text.as_str())
            .collect();
        self.cues.has_credit(&tail).then_some(last)
    }

    /// Blank lines before the non-blank line `at`.
    fn gap(&self, at: usize) -> usize {
        self.numbers[at] - self.numbers[at - 1] - 1
    }

    /// Whether the paragraph `text`, which reaches the line before `next`, goes on with `next`.
    fn continues(&self, text: &str, next: usize) -> bool {
        let (last, line) = (next - 1, &self.line(next).text);
        let is_apart = self.gap(next) > 0;
        let is_open = !ends_sentence(text);
        if self.cues.has_credit(text)
            || (is_apart && self.caption_end(next).is_some() && !(is_open && opens_quote(line)))
        {
            return false;
        }
        if self.kinds[next] != LineKind::Plain {
            // A wrapped line may begin with what elsewhere is a cue: `——针对学科培训…`
            return is_open && !is_apart && matches!(self.kinds[next], LineKind::Attribution | LineKind::Furniture);
        }
        if is_open {
            let is_cut_off = is_display(line) && !self.is_full(last, INDENT);
            return !is_apart || !(is_cut_off || self.changes_column(next));
        }
        // A column break or a line that opens with a quotation mark leaves a blank line in mid-paragraph.
        self.is_full(last, 0) && self.columns[last].is_some() && !is_display(line) && (!is_apart || opens_quote(line))
    }

    /// Whether a line that may begin with a blank of `indent` reaches the end of its column. On a page
    /// without columns no line does.
    fn is_full(&self, at: usize, indent: usize) -> bool {
        let line = self.line(at);
        let width = line.width() + indent + COLUMN_TOLERANCE;
        line.is_stretched || self.columns[at].is_some_and(|column| width >= column)
    }

    /// Whether text of another width begins at `next`.
    fn changes_column(&self, next: usize) -> bool {
        match (self.columns[next - 1], self.columns.get(next + 1).copied().flatten()) {
            (Some(before), Some(after)) => {
                before.abs_diff(after) >= OTHER_COLUMN && self.line(next).width().abs_diff(before) >= OTHER_COLUMN
            }
            (Some(before), None) => self.line(next).width() >= before + OTHER_COLUMN,
            _ => false,
        }
    }
}

/// Whether a line opens a quotation or a bracket.
fn opens_quote(text: &str) -> bool {
    text.starts_with(['“', '‘', '《', '「', '『', '（', '(', '"'])
}

/// Whether a line breaks off where no headline does: in a quotation, or after a comma that parts two clauses.
fn is_unfinished(text: &str) -> bool {
    let count = |mark: char| text.matches(mark).count();
    count('“') > count('”') || count('《') > count('》') || text.contains(['，', ','])
}

/// A line of an interview: `问：业委会由谁选举？`
fn is_asked(text: &str) -> bool {
    ["问：", "答：", "问:", "答:"].iter().any(|mark| text.starts_with(mark))
}

/// A remark in brackets on a line of its own: `（原载5月1日《某报》）`, `（作者单位：某局）`.
fn is_remark(text: &str) -> bool {
    text.starts_with(['（', '(']) && text.ends_with(['）', ')'])
}

/// The column that line `at` stands in: the commonest width among its neighbours.
fn column(widths: &[usize], at: usize) -> Option<usize> {
    let near = &widths[at.saturating_sub(NEIGHBOURS)..(at + NEIGHBOURS + 1).min(widths.len())];
    let alike = |width: usize| near.iter().filter(|other| other.abs_diff(width) < COLUMN_TOLERANCE).count();
    let best = near.iter().copied().filter(|&width| width >= COLUMN_MIN).max_by_key(|&width| (alike(width), width))?;
    (alike(best) >= COLUMN_LINES).then_some(best)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Kinds and texts of the blocks of a page, `d:` display, `p:` paragraph, `a:` dateline.
    #[track_caller]
    fn case(page: &str, expected: &[&str]) {
        let blocks = blocks(&Page::parse("p", page), &Cues::new());
        let shown: Vec<String> = blocks
            .iter()
            .map(|block| {
                let mark = match block.kind {
                    BlockKind::Paragraph => 'p',
                    BlockKind::Dateline => 'a',
                    BlockKind::Display => 'd',
                    BlockKind::Signature => 's',
                    BlockKind::Photo => 'f',
                    BlockKind::Attribution => 'q',
                    BlockKind::Furniture => 'x',
                    BlockKind::Closing => 'c',
                };
                format!("{mark}:{}", block.text)
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn wraps_join_over_the_blank_line_before_a_quotation() {
        case(
            "春灌开闸放水\n\n本报讯（记者方舟）昨日清晨，城北灌区\n开闸放水，渠水流进了十二个村，村民\n\n“等水”的日子到了头，今年春灌比往年\n提前了五天。\n",
            &[
                "d:春灌开闸放水",
                "a:本报讯（记者方舟）昨日清晨，城北灌区开闸放水，渠水流进了十二个村，村民“等水”的日子到了头，今年春灌比往年提前了五天。",
            ],
        );
    }

    #[test]
    fn a_headline_may_stand_right_above_its_dateline() {
        case(
            "全力抢收晚稻\n本报讯（记者方舟）天刚亮，\n收割机就下了田。",
            &["d:全力抢收晚稻", "a:本报讯（记者方舟）天刚亮，收割机就下了田。"],
        );
    }

    #[test]
    fn a_full_line_without_marks_opens_a_paragraph() {
        case(
            "本次大赛共有来自全市各行各业的选手\n六十三名，经过三天角逐，评出一等奖\n三名、二等奖五名，获奖选手将代表全\n市出战。",
            &[
                "p:本次大赛共有来自全市各行各业的选手六十三名，经过三天角逐，评出一等奖三名、二等奖五名，获奖选手将代表全市出战。",
            ],
        );
    }

    #[test]
    fn speech_in_running_text_is_no_headline() {
        case(
            "老人接过证件，连声道谢。\n\n“太方便了！”\n\n他说完就回了家。",
            &["p:老人接过证件，连声道谢。", "p:“太方便了！”", "p:他说完就回了家。"],
        );
    }

    #[test]
    fn a_wide_caption_does_not_run_on_from_a_narrow_column() {
        case(
            "会上通报了前三季度的安全生产形\n势，部署了冬季重点工作。会议要求\n各单位压实责任，抓好整改，确保岁\n末年初安全\n\n10月8日，消防员来到中心小学，教孩子们使用灭火器、结绳逃生，三百余名师生参加。（方舟 摄）",
            &[
                "p:会上通报了前三季度的安全生产形势，部署了冬季重点工作。会议要求各单位压实责任，抓好整改，确保岁末年初安全",
                "p:10月8日，消防员来到中心小学，教孩子们使用灭火器、结绳逃生，三百余名师生参加。（方舟 摄）",
            ],
        );
    }
}
