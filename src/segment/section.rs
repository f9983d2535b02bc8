//! Whether text after display type is a section of the article before it, under a subhead, or another article.

use super::block::BlockKind;
use super::body::{Body, Gatherer, Opening};
use super::signature::is_signed_by_writers;
use super::titles::is_notice_title;
use crate::page::width;

/// Weights of the evidence, as log odds: a logistic regression over the 6,849 places where display type stands between
/// two texts on 4,500 made pages (`tests/made_pages`, seeds 301 to 303), right for 93 % of them in ten-fold
/// cross-validation; rounded.
mod weight {
    pub(super) const CONSTANT: f64 = 0.6;
    /// Times the share of rarer bigrams in common.
    pub(super) const COHESION: f64 = 11.7;
    /// For each thousand characters after: longer texts have more in common by chance.
    pub(super) const KILO_AFTER: f64 = -3.3;
    /// Where hardly more than a first paragraph stands before, which says little of what follows.
    pub(super) const FIRST_PARAGRAPH: f64 = 2.5;
    /// For each line of the display type.
    pub(super) const LINE: f64 = -1.2;
    /// For display type of few characters.
    pub(super) const SHORT: f64 = 0.9;
    /// For a couplet: `矿坑披绿 荒山“回春”`.
    pub(super) const PHRASES: f64 = -1.4;
    /// For the name of a column: `法治连线`.
    pub(super) const COLUMN_NAME: f64 = -3.2;
    /// Where a blank line stands after it.
    pub(super) const APART_AFTER: f64 = -2.2;
    /// Where a blank line stands before it.
    pub(super) const APART_BEFORE: f64 = -1.8;
    /// For text that begins with a day, as articles do: `3月1日，`, `近日，`.
    pub(super) const DATED: f64 = -1.9;
    /// For text behind a bullet after text without.
    pub(super) const BULLETED: f64 = -4.0;
    /// For questions and answers after running text.
    pub(super) const ASKED: f64 = -4.0;
    /// Where the section ends with display type, a dateline, a signature, furniture or the page.
    pub(super) const MARK_AFTER: f64 = 3.2;
    /// Where another section may follow, under display type and without a mark of its own.
    pub(super) const ONE_MORE: f64 = 0.8;
    /// Where at least two may follow. The made pages' articles are short and ask for 0.2 only; the shipped pages, whose
    /// features are as long as in print, ask for more.
    pub(super) const TWO_MORE: f64 = 1.4;
    /// For text that is signed at its end after an article that has its writer at the beginning.
    pub(super) const SIGNED_AGAIN: f64 = -4.0;
    /// For display type that is numbered: `三、德治为魂，让好人有好报`.
    pub(super) const NUMBERED: f64 = 6.0;
    /// For an article that has a subhead already.
    pub(super) const HAS_SUBHEAD: f64 = 3.1;
    /// Where both texts have columns, of unlike widths.
    pub(super) const OTHER_COLUMN: f64 = -2.0;
}

/// Texts have this much in common at most; more tells nothing more.
const MOST_COHESION: f64 = 0.3;
/// More text after, in thousands of characters, tells nothing more.
const MOST_AFTER: f64 = 0.3;
/// Most lines of display type that are told apart.
const MOST_LINES: usize = 4;
/// A first paragraph has no more characters than this.
const FIRST_PARAGRAPH: usize = 150;
/// Most lines of a subhead.
const SUBHEAD_LINES: usize = 2;
/// How many blocks ahead sections are looked for.
const BLOCKS_AHEAD: usize = 60;
/// How many sections are looked for after one.
const MOST_SECTIONS: usize = 2;
/// Width of short display type, in half-width columns.
const SHORT_WIDTH: usize = 20;
/// Columns that differ by this, in half-width columns, are unlike.
const UNLIKE_COLUMN: usize = 3;

impl Gatherer<'_> {
    /// Whether the text at `at` is a section of `body`: the odds are on its side.
    pub(super) fn is_section(&self, body: usize, at: usize) -> bool {
        let is_display = |&at: &usize| self.blocks[at].kind == BlockKind::Display;
        let is_title = |&at: &usize| is_notice_title(&self.blocks[at].text);
        if !self.pending.iter().all(is_display) || self.pending.iter().any(is_title) {
            return false;
        }
        let (before, after) = (self.near_end(&self.bodies[body].blocks), self.near_from(at));
        if self.is_unmarked_page() {
            let odds = self.opening_odds(body, &before, &after, at) + self.subhead_odds() + self.look_of_subhead();
            return odds + self.word_odds(body, &before, &after) >= 0.0;
        }
        let more = self.sections_after(at);
        let odds = weight::CONSTANT
            + self.text_odds(body, &before, &after, at)
            + self.subhead_odds()
            + self.place_odds(body, at, more)
            + self.look_odds(&self.bodies[body], at, more > 0);
        // The words are compared only where they decide, for that costs more than all the rest.
        if odds >= 0.0 || odds + weight::COHESION * MOST_COHESION < 0.0 {
            return odds >= 0.0;
        }
        odds + weight::COHESION * self.between(&before, &after).min(MOST_COHESION) >= 0.0
    }

    /// What the texts `before` and `after` tell, but for the words that they share.
    fn text_odds(&self, body: usize, before: &[usize], after: &[usize], at: usize) -> f64 {
        let length = |blocks: &[usize]| blocks.iter().map(|&at| self.blocks[at].text.chars().count()).sum::<usize>();
        self.opening_odds(body, before, after, at)
            + weight::KILO_AFTER * (length(after) as f64 / 1000.0).min(MOST_AFTER)
            + taken(length(before) < FIRST_PARAGRAPH, weight::FIRST_PARAGRAPH)
    }

    /// What the beginning of the text at `at` and its signature tell.
    fn opening_odds(&self, body: usize, before: &[usize], after: &[usize], at: usize) -> f64 {
        let text = |at: &usize| self.blocks[*at].text.as_ref();
        let first = text(&at);
        // What a wire brings is not signed below: `据新华社电`.
        let is_wire = |body: &Body| {
            body.opening == Opening::Dateline && self.blocks[body.blocks[0]].text.starts_with(['据', '新', '中'])
        };
        let is_marked = |body: &Body| self.has_byline(body) || is_wire(body);
        let is_signed_again = || {
            is_marked(&self.bodies[body])
                && (after.iter().any(|at| is_signed_by_writers(text(at))) || self.is_signed_after(at))
        };
        taken(is_signed_again(), weight::SIGNED_AGAIN)
            + taken(is_dated(first), weight::DATED)
            + taken(is_bulleted(first) && !before.iter().any(|at| is_bulleted(text(at))), weight::BULLETED)
            + taken(is_asked(first) && !before.iter().any(|at| is_asked(text(at))), weight::ASKED)
    }

    /// Whether the running text at `at` has its writer set on below.
    fn is_signed_after(&self, at: usize) -> bool {
        let next = (at..self.blocks.len()).find(|&next| self.blocks[next].kind != BlockKind::Paragraph);
        next.is_some_and(|next| self.blocks[next].kind == BlockKind::Signature && self.is_set_below(next))
    }

    /// What the display type itself tells.
    fn subhead_odds(&self) -> f64 {
        let any = |is: &dyn Fn(&str) -> bool| self.pending.iter().any(|&at| is(&self.blocks[at].text));
        let widest = self.pending.iter().map(|&at| width(&self.blocks[at].text)).max().unwrap_or_default();
        weight::LINE * self.pending.len().min(MOST_LINES) as f64
            + taken(widest <= SHORT_WIDTH, weight::SHORT)
            + taken(any(&|text| text.contains(' ')), weight::PHRASES)
            + taken(any(&|text| self.cues.is_column_name(text)), weight::COLUMN_NAME)
            + taken(any(&is_numbered), weight::NUMBERED)
    }

    /// What the places of the texts and the display type on the page tell.
    fn place_odds(&self, body: usize, at: usize, more: usize) -> f64 {
        let is_apart = |at: usize| at > 0 && self.blocks[at - 1].last() + 1 < self.blocks[at].first();
        let body = &self.bodies[body];
        let has_subhead = body.blocks.iter().any(|&at| self.blocks[at].kind == BlockKind::Display);
        let is_text = |next: &usize| self.blocks[*next].kind == BlockKind::Paragraph;
        let next = (at..self.blocks.len()).find(|next| !is_text(next));
        let is_mark = next.is_none_or(|next| match self.blocks[next].kind {
            BlockKind::Attribution => self.is_sub_headline(next),
            kind => !matches!(kind, BlockKind::Photo | BlockKind::Salutation | BlockKind::Closing),
        });
        taken(is_apart(at), weight::APART_AFTER)
            + taken(self.pending.first().is_some_and(|&first| is_apart(first)), weight::APART_BEFORE)
            + taken(is_mark, weight::MARK_AFTER)
            + taken(more >= 1, weight::ONE_MORE)
            + taken(more >= 2, weight::TWO_MORE)
            + taken(has_subhead, weight::HAS_SUBHEAD)
            + taken(self.is_unlike_column(body, at), weight::OTHER_COLUMN)
    }

    /// How many texts follow the one at `at` as it may follow the one before it: after a line or two of display type.
    /// Two are enough to know.
    fn sections_after(&self, at: usize) -> usize {
        let kinds: Vec<BlockKind> = self.blocks[at..].iter().take(BLOCKS_AHEAD).map(|block| block.kind).collect();
        let runs: Vec<&[BlockKind]> = kinds.chunk_by(|a, b| a == b).take(2 * MOST_SECTIONS + 1).collect();
        let is_section = |pair: &&[&[BlockKind]]| {
            let (subhead, text) = (pair[0], pair[1]);
            subhead[0] == BlockKind::Display && subhead.len() <= SUBHEAD_LINES && text[0] == BlockKind::Paragraph
        };
        runs[1..].chunks_exact(2).take_while(is_section).count()
    }

    fn is_unlike_column(&self, body: &Body, at: usize) -> bool {
        let before = self.last_text(body).and_then(|block| block.column);
        let after = self.blocks[at].column;
        before.zip(after).is_some_and(|(before, after)| before.abs_diff(after) >= UNLIKE_COLUMN)
    }
}

/// A weight where its evidence is there.
pub(super) fn taken(is: bool, weight: f64) -> f64 {
    if is { weight } else { 0.0 }
}

/// Whether a text begins with a day or the like: `3月1日，`, `2日，`, `近日，`, `今年`.
pub(super) fn is_dated(text: &str) -> bool {
    const WORDS: [&str; 12] =
        ["正月", "腊月", "农历", "近日", "日前", "昨日", "昨天", "今日", "连日来", "近期", "今年", "入"];
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_day = rest.len() < text.len() && rest.starts_with(['年', '月', '日']);
    is_day || WORDS.iter().any(|word| text.starts_with(word))
}

/// Whether a text stands behind a bullet, as briefs do: `■全国游泳冠军赛落幕`.
pub(super) fn is_bulleted(text: &str) -> bool {
    text.starts_with(BULLETS)
}

/// What briefs stand behind.
pub(super) const BULLETS: [char; 7] = ['●', '■', '◆', '▲', '★', '◇', '▶'];

/// Whether display type begins with its number among subheads: `三、`, `（一）`, `2.`, `其一`.
pub(super) fn is_numbered(text: &str) -> bool {
    const NUMBERS: &str = "一二三四五六七八九十";
    let bare = text.trim_start_matches(['（', '(', '第', '其', '之']);
    let rest = bare.trim_start_matches(|c: char| NUMBERS.contains(c));
    if rest.len() == bare.len() {
        let rest = bare.trim_start_matches(|c: char| c.is_ascii_digit());
        let digits = bare.len() - rest.len();
        let is_figure = rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
        return (1..=2).contains(&digits) && rest.starts_with(['.', '．', '、']) && !is_figure;
    }
    let is_bracketed = bare.len() < text.len();
    rest.starts_with(['、', '.', '．'])
        || is_bracketed && (rest.is_empty() || rest.starts_with(['）', ')', '：', ' ', '，']))
}

/// Whether a text begins with a question or an answer.
pub(super) fn is_asked(text: &str) -> bool {
    ["问：", "答：", "问:", "答:", "读者问", "读者来信", "读者提问"].iter().any(|mark| text.starts_with(mark))
}
