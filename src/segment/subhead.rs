//! What the look of display type between two texts tells of its being a subhead: subheads of an article come in sets.

use super::block::BlockKind;
use super::body::{Body, Gatherer};
use super::reader::{INDENT, is_unfinished};
use super::section::taken;
use crate::page::width;

/// Log odds beside those of `section`. They were not learned, for on made pages all subheads come in sets and hardly any
/// other display type is the label of a box; they halve the errors at the 121 places of 36 hand-made and 3 real pages.
mod weight {
    /// Where the article has other subheads, or display type that may be some follows, and all are much longer or shorter.
    pub(super) const UNLIKE_SET: f64 = -2.5;
    /// Where it would be the article's only subhead.
    pub(super) const ALONE: f64 = -2.5;
    /// For display type as long as the article's last two subheads: `厂子进小区`, `疫情没停线`, `老人也有份`.
    pub(super) const SAME_SET: f64 = 3.0;
    /// For an article without display type right above it, whose headline this may be.
    pub(super) const HEADLESS: f64 = -1.0;
    /// For a single line as wide as the column above, which may be running text where no blank lines set it apart.
    pub(super) const FULL_LINE: f64 = 2.0;
    /// For a line nearly as wide, first lines being indented, that breaks off in mid-sentence.
    pub(super) const BROKEN_OFF: f64 = 2.5;
    /// For text that reads on from it: `…吸引了百余名群众观`, `看，突出了…`.
    pub(super) const READS_ON: f64 = 4.0;
}

/// Subheads of one set differ by no more than this, in half-width columns.
const ALIKE: usize = 12;
/// Subheads as long as each other differ by no more than this: a character.
pub(super) const SAME: usize = 2;
/// A line is as wide as its column if it differs by no more than this.
const FULL: usize = 3;
/// Within so many characters of its beginning text that reads on comes to a mark.
const CLAUSE_END: usize = 2;

impl Gatherer<'_> {
    /// What the display type before the text at `at` tells by its look; `is_followed` by display type that may be
    /// another subhead.
    pub(super) fn look_odds(&self, body: &Body, at: usize, is_followed: bool) -> f64 {
        let own = self.total_width(self.pending.iter().copied());
        let set = [self.last_subhead(body), if is_followed { self.next_display(at) } else { 0 }];
        let is_alone = set == [0, 0];
        let is_unlike = set.iter().all(|&width| width == 0 || width.abs_diff(own) > ALIKE);
        taken(is_alone, weight::ALONE)
            + taken(!is_alone && is_unlike, weight::UNLIKE_SET)
            + taken(self.is_of_set(body), weight::SAME_SET)
            + taken(self.is_headless(body), weight::HEADLESS)
            + taken(self.is_full_line(body, own) && self.may_be_text(at), weight::FULL_LINE)
            + taken(self.breaks_off(body), weight::BROKEN_OFF)
            + taken(reads_on(&self.blocks[at].text), weight::READS_ON)
    }

    fn total_width(&self, run: impl Iterator<Item = usize>) -> usize {
        run.map(|at| width(&self.blocks[at].text)).sum()
    }

    fn is_display(&self, at: usize) -> bool {
        self.blocks[at].kind == BlockKind::Display
    }

    /// The width of a body's last subhead, all its lines together; 0 where there is none.
    fn last_subhead(&self, body: &Body) -> usize {
        let blocks = body.blocks.iter().rev().copied();
        self.total_width(blocks.skip_while(|&at| !self.is_display(at)).take_while(|&at| self.is_display(at)))
    }

    /// Whether a single line is as long as each of the last two subheads of a body.
    fn is_of_set(&self, body: &Body) -> bool {
        let [own] = self.pending[..] else { return false };
        let own = width(&self.blocks[own].text);
        let mut subheads = body.blocks.iter().rev().filter(|&&at| self.is_display(at));
        let mut is_alike = || subheads.next().is_some_and(|&at| width(&self.blocks[at].text).abs_diff(own) <= SAME);
        is_alike() && is_alike()
    }

    /// The width of the display type after the text at `at`.
    fn next_display(&self, at: usize) -> usize {
        let blocks = at..self.blocks.len();
        self.total_width(blocks.skip_while(|&at| !self.is_display(at)).take_while(|&at| self.is_display(at)))
    }

    /// Whether no display type stands right above a body, its writer's name aside.
    fn is_headless(&self, body: &Body) -> bool {
        let above = self.blocks[..body.blocks[0]].iter().rev().find(|block| block.kind != BlockKind::Signature);
        above.is_none_or(|block| !matches!(block.kind, BlockKind::Display | BlockKind::Attribution))
    }

    /// Whether the display type is a single line that is as wide as the text above.
    fn is_full_line(&self, body: &Body, own: usize) -> bool {
        let column = self.last_text(body).and_then(|block| block.column);
        self.pending.len() == 1 && column.is_some_and(|column| column.abs_diff(own) <= FULL)
    }

    /// Whether the display type above the text at `at` may be running text: it is set on to a text, or breaks off.
    fn may_be_text(&self, at: usize) -> bool {
        let is_apart = |at: usize| at > 0 && self.blocks[at - 1].last() + 1 < self.blocks[at].first();
        let is_set_apart = is_apart(at) && self.pending.first().is_some_and(|&first| is_apart(first));
        !is_set_apart || self.pending.iter().any(|&at| self.blocks[at].text.contains(['，', ',', '、']))
    }

    /// Whether a line of the display type is as wide as a column's first lines at least, and breaks off.
    fn breaks_off(&self, body: &Body) -> bool {
        let Some(column) = self.last_text(body).and_then(|block| block.column) else { return false };
        let is_wide = |text: &str| width(text) + INDENT + FULL >= column;
        let texts = || self.pending.iter().map(|&at| &*self.blocks[at].text);
        texts().any(|text| is_wide(text) && is_unfinished(text))
    }
}

/// Whether a text begins with the end of a clause, as no paragraph does: `看，突出了`, `云，区政协`.
fn reads_on(text: &str) -> bool {
    text.chars().skip(1).take(CLAUSE_END).any(|c| matches!(c, '，' | ',' | '、' | '。' | '；'))
}

#[cfg(test)]
mod tests {
    use crate::page::Page;
    use crate::segment::Segmenter;

    /// Headlines of the items that a page is split into.
    fn headlines(page: &str) -> Vec<String> {
        let items = Segmenter::new().segment(&Page::parse("p", page));
        items.into_iter().filter(|item| !item.text.is_empty()).map(|item| item.headline).collect()
    }

    const FIRST: &str = "渔港开渔\n本报讯（记者 方舟）八月十六日正午，三百条渔船驶出港湾，码头上鞭炮声响成一片。\n船老大们说，今年油价降了，鱼价稳了，心里有底。\n";

    #[test]
    fn the_title_of_a_notice_is_no_subhead() {
        let page = format!("{FIRST}注销公告\n城南百货商店经股东会决议解散，请债权人于四十五日内申报债权。\n");
        assert_eq!(headlines(&page), ["渔港开渔", "注销公告"]);
    }

    #[test]
    fn subheads_of_a_set_stay() {
        let page = format!(
            "{FIRST}船要修\n休渔三个月，船厂里敲打声没停过，渔船换了新网。\n人要练\n渔民们到海事学校上了十天课，学会了看气象云图。\n路要通\n新码头的栈桥加宽了两米，冷藏车可以直接开到船边。\n"
        );
        assert_eq!(headlines(&page), ["渔港开渔"]);
    }
}
