//! Display type that is set together.

use super::block::{Block, BlockKind};
use super::section::is_bulleted;
use super::titles::is_notice_title;
use crate::line_kind::Cues;

/// Most characters of a column's name behind a bullet, which counts.
const BULLETED_LABEL: usize = 8;

/// Lines of display type without a blank line between: set as one, they go to one body.
#[derive(Debug, Clone)]
pub(super) struct Unit {
    /// Its blocks in order.
    pub(super) blocks: Vec<usize>,
    pub(super) text: String,
    pub(super) is_slogan: bool,
    pub(super) is_doubled: bool,
    pub(super) is_notice: bool,
    pub(super) sub_headline: SubHeadline,
}

/// What of a unit is a sub-headline: `——记绣娘方舟`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SubHeadline {
    /// Nothing.
    None,
    /// Its end, after which another headline begins.
    End,
    /// All of it.
    All,
}

fn sub_headline(group: &[usize], blocks: &[Block<'_>]) -> SubHeadline {
    if group.iter().all(|&at| blocks[at].kind == BlockKind::Attribution) {
        SubHeadline::All
    } else if group.last().is_some_and(|&at| blocks[at].text.starts_with("——")) {
        SubHeadline::End
    } else {
        SubHeadline::None
    }
}

impl Unit {
    /// Whether it has marks of a sentence or a quotation, which slogans and names of columns have not.
    pub(super) fn is_worded(&self) -> bool {
        self.text.contains(['，', ',', '“'])
    }
}

/// Display type gathered into units.
pub(super) fn units(blocks: &[Block<'_>], display: &[usize], cues: &Cues) -> Vec<Unit> {
    // A kicker with a colon goes with what comes next, over a blank line too: `江北供电：`.
    let is_set_with = |a: usize, b: usize| {
        let is_set_on = blocks[a].last() + 1 == blocks[b].first();
        // The name of a column may be set right above a headline: `读书札记`.
        let is_column = is_set_on && cues.is_column_name(&blocks[a].text) && !blocks[a].text.contains(' ');
        a + 1 == b && (is_set_on && !is_column || blocks[a].text.ends_with(['：', ':']))
    };
    let unit = |group: &[usize]| {
        let is_slogan =
            group.iter().any(|&at| is_column_name(&blocks[at].text, cues) || cues.is_slogan(&blocks[at].text));
        Unit {
            blocks: group.to_vec(),
            text: group.iter().map(|&at| blocks[at].text.as_ref()).collect(),
            is_slogan,
            is_doubled: group.iter().any(|&at| blocks[at].is_doubled),
            is_notice: group.iter().any(|&at| is_notice_title(&blocks[at].text)),
            sub_headline: sub_headline(group, blocks),
        }
    };
    display.chunk_by(|&a, &b| is_set_with(a, b)).map(unit).collect()
}

/// Whether display type is the name of a column; what is longer behind a bullet is the headline of a brief:
/// `●治沙经验走进高校课堂`.
fn is_column_name(text: &str, cues: &Cues) -> bool {
    cues.is_column_name(text) && !(is_bulleted(text) && text.chars().count() > BULLETED_LABEL)
}
