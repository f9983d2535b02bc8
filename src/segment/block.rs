//! Lines into blocks: paragraphs with their wraps joined, and display lines.

use std::borrow::Cow;

use super::reader::{Before, Reader};
use crate::line_kind::Cues;
use crate::page::Page;

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BlockKind {
    /// Running text.
    Paragraph,
    /// Running text that opens an article.
    Dateline,
    /// The salutation of a letter.
    Salutation,
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
    /// The rows of a table.
    Table,
    /// Page furniture.
    Furniture,
}

/// Lines that are read as one.
#[derive(Debug, Clone)]
pub(super) struct Block<'a> {
    pub(super) kind: BlockKind,
    /// 0-based numbers of its lines, none of them blank.
    pub(super) lines: &'a [usize],
    /// Its text, wraps joined.
    pub(super) text: Cow<'a, str>,
    /// Width of its widest line, if it has enough lines to tell its column.
    pub(super) column: Option<usize>,
    /// Whether it was set twice, as slogans are.
    pub(super) is_doubled: bool,
}

impl Block<'_> {
    /// The first line.
    pub(super) fn first(&self) -> usize {
        self.lines[0]
    }

    /// The last line.
    pub(super) fn last(&self) -> usize {
        self.lines[self.lines.len() - 1]
    }
}

/// Columns that differ by at least this hold different pieces.
pub(super) const OTHER_COLUMN: usize = 6;

/// Cuts the non-blank lines of a page, `numbers`, into blocks in their order.
pub(super) fn blocks<'a>(page: &'a Page, numbers: &'a [usize], cues: &'a Cues) -> Vec<Block<'a>> {
    let reader = Reader::new(page, numbers, cues);
    let mut blocks = Vec::new();
    let mut at = 0;
    while at < reader.len() {
        let before = match blocks.last() {
            Some(Block { kind: BlockKind::Paragraph | BlockKind::Dateline, text, .. }) => Before::after(text),
            Some(Block { kind: BlockKind::Table, .. }) => Before::Finished,
            Some(Block { kind: BlockKind::Signature, .. }) if reader.is_set_above(at) => Before::Signed,
            _ => Before::NoText,
        };
        let block = reader.block(at, before);
        at += block.lines.len();
        blocks.push(block);
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Kinds and texts of the blocks of a page, `d:` display, `p:` paragraph, `a:` dateline.
    #[track_caller]
    fn case(page: &str, expected: &[&str]) {
        let (page, cues) = (Page::parse("p", page), Cues::new());
        let numbers = page.printed();
        let blocks = blocks(&page, &numbers, &cues);
        let shown: Vec<String> = blocks
            .iter()
            .map(|block| {
                let mark = match block.kind {
                    BlockKind::Paragraph => 'p',
                    BlockKind::Dateline => 'a',
                    BlockKind::Salutation => 'l',
                    BlockKind::Display => 'd',
                    BlockKind::Signature => 's',
                    BlockKind::Photo => 'f',
                    BlockKind::Attribution => 'q',
                    BlockKind::Furniture => 'x',
                    BlockKind::Closing => 'c',
                    BlockKind::Table => 't',
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
    fn a_short_line_right_above_a_captions_day_is_its_title() {
        case(
            "大棚里的春天\n4月20日，江北镇的育秧大棚里绿意盎然，\n村民正在给秧苗通风炼苗。\n（方舟 摄）",
            &["d:大棚里的春天", "p:4月20日，江北镇的育秧大棚里绿意盎然，村民正在给秧苗通风炼苗。（方舟 摄）"],
        );
    }

    #[test]
    fn a_short_line_by_itself_does_not_go_on_with_a_paragraph() {
        let full = "本报讯（记者方舟）唐菊生从高产油菜讲\n到烘干中心，从土地托管讲到分红，最末\n";
        case(
            &format!("{full}\n三百公里线路巡查\n\n了让大家提问，问题一个接一个，讲到最\n后，干部当场记了十三条。\n"),
            &[
                "a:本报讯（记者方舟）唐菊生从高产油菜讲到烘干中心，从土地托管讲到分红，最末",
                "d:三百公里线路巡查",
                "p:了让大家提问，问题一个接一个，讲到最后，干部当场记了十三条。",
            ],
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
