//! Blocks into bodies: which paragraphs belong to one article, caption or quotation.

use super::block::{Block, BlockKind, OTHER_COLUMN};
use super::overlap::{Overlap, bigrams};
use crate::line_kind::{Cues, ends_sentence};
use crate::page::width;

/// How a body shows that it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// `本报讯（记者…`
    Dateline,
    /// `□ 记者 …` on a line before it.
    Signature,
    /// It follows another piece or display type without any mark.
    Unmarked,
}

/// What kind of text a body is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BodyKind {
    Article,
    Caption,
    Quote,
}

/// Blocks that make one piece.
#[derive(Debug, Clone)]
pub(super) struct Body {
    pub(super) kind: BodyKind,
    pub(super) opening: Opening,
    /// Its blocks in reading order.
    pub(super) blocks: Vec<usize>,
    /// Whether it is signed at its end, so that nothing can follow.
    is_closed: bool,
}

/// Share of the rarer bigrams that two texts of one article have in common at least. It is low, because
/// sections of a feature hardly repeat each other; on the pages of `tests/pages` text of another article mostly
/// stays below it.
const COHESION: f64 = 0.02;
/// How much more of its rarer bigrams a headline shares with the text before it than with the text after it
/// to be the former's.
const OWN_HEADLINE: f64 = 0.25;
/// Widest subhead, in half-width columns.
const SUBHEAD_WIDTH: usize = 40;
/// Most display lines that one subhead has.
const SUBHEAD_LINES: usize = 2;

/// The bodies of a page, and the display blocks that are no part of them.
pub(super) struct Gathered {
    pub(super) bodies: Vec<Body>,
    /// Display blocks in order.
    pub(super) display: Vec<usize>,
    /// Furniture blocks in order.
    pub(super) furniture: Vec<usize>,
}

/// Gathers blocks into bodies.
pub(super) fn bodies(blocks: &[Block], cues: &Cues) -> Gathered {
    let mut gatherer = Gatherer {
        blocks,
        cues,
        overlap: Overlap::new(blocks.iter().map(|block| block.text.as_str())),
        bodies: Vec::new(),
        current: None,
        pending: Vec::new(),
        display: Vec::new(),
        furniture: Vec::new(),
    };
    for at in 0..blocks.len() {
        gatherer.take(at);
    }
    gatherer.display.append(&mut gatherer.pending);
    gatherer.gather_photos();
    gatherer.join_fragments();
    Gathered { bodies: gatherer.bodies, display: gatherer.display, furniture: gatherer.furniture }
}

struct Gatherer<'a> {
    blocks: &'a [Block],
    cues: &'a Cues,
    overlap: Overlap,
    bodies: Vec<Body>,
    /// The body that running text may still go on.
    current: Option<usize>,
    /// Display blocks since the last running text.
    pending: Vec<usize>,
    display: Vec<usize>,
    furniture: Vec<usize>,
}

impl Gatherer<'_> {
    fn take(&mut self, at: usize) {
        let block = &self.blocks[at];
        match block.kind {
            BlockKind::Furniture => self.furniture.push(at),
            BlockKind::Display => self.pending.push(at),
            BlockKind::Dateline => self.open(at, BodyKind::Article, Opening::Dateline),
            BlockKind::Signature => self.take_signature(at),
            BlockKind::Attribution => self.take_attribution(at),
            BlockKind::Photo => self.add_aside(at),
            BlockKind::Paragraph if self.cues.has_credit(&block.text) => self.take_caption(at),
            BlockKind::Paragraph => self.take_paragraph(at),
        }
    }

    /// Begins a body; the display type before it is no subhead.
    fn open(&mut self, at: usize, kind: BodyKind, opening: Opening) {
        self.display.append(&mut self.pending);
        self.bodies.push(Body { kind, opening, blocks: vec![at], is_closed: is_signed(&self.blocks[at].text) });
        self.current = Some(self.bodies.len() - 1);
    }

    /// Adds a block to a body; the display type between is subheads of it.
    fn extend(&mut self, body: usize, at: usize) {
        let text = &self.blocks[at].text;
        let body = &mut self.bodies[body];
        body.blocks.append(&mut self.pending);
        body.blocks.push(at);
        body.is_closed |= is_signed(text);
    }

    /// A signature belongs to the text right after it, or else to the unsigned text before.
    fn take_signature(&mut self, at: usize) {
        let is_before_text = matches!(self.blocks.get(at + 1), Some(next) if next.kind == BlockKind::Paragraph && !self.cues.has_credit(&next.text));
        if is_before_text {
            return self.open(at, BodyKind::Article, Opening::Signature);
        }
        let unsigned = self
            .bodies
            .iter()
            .rposition(|body| body.kind == BodyKind::Article && body.opening == Opening::Unmarked && !body.is_closed);
        match unsigned {
            Some(body) => {
                self.bodies[body].blocks.push(at);
                self.bodies[body].is_closed = true;
            }
            None => self.pending.push(at),
        }
    }

    /// `——` after running text names the source of a quotation; after display type it is a sub-headline.
    fn take_attribution(&mut self, at: usize) {
        let quoted =
            self.current.filter(|&body| self.pending.is_empty() && self.bodies[body].opening == Opening::Unmarked);
        match quoted {
            Some(body) => {
                self.bodies[body].kind = BodyKind::Quote;
                self.extend(body, at);
            }
            None => self.pending.push(at),
        }
    }

    /// A caption stands by itself and leaves the article around it open, unless it is the credit of
    /// the text right above: `（本组图片：方舟 季平 摄）`.
    fn take_caption(&mut self, at: usize) {
        let is_bare_credit = self.blocks[at].text.starts_with(['（', '(', '本']);
        match self.current.filter(|_| is_bare_credit && self.pending.is_empty()) {
            Some(body) => {
                if self.bodies[body].opening == Opening::Unmarked {
                    self.bodies[body].kind = BodyKind::Caption;
                }
                self.extend(body, at);
                self.bodies[body].is_closed = true;
            }
            None => self.add_aside(at),
        }
    }

    /// Adds a caption of its own without closing the current body.
    fn add_aside(&mut self, at: usize) {
        self.bodies.push(Body {
            kind: BodyKind::Caption,
            opening: Opening::Unmarked,
            blocks: vec![at],
            is_closed: true,
        });
    }

    fn take_paragraph(&mut self, at: usize) {
        match self.current {
            Some(body) if self.belongs(body, at) => {
                if self.is_cut_off(body) {
                    self.display.append(&mut self.pending);
                }
                self.extend(body, at);
            }
            _ => self.open(at, BodyKind::Article, Opening::Unmarked),
        }
    }

    /// Whether the running text at `at` goes on with `body`.
    fn belongs(&self, body: usize, at: usize) -> bool {
        if self.bodies[body].is_closed || self.is_other_column(body, at) {
            return false;
        }
        if self.is_cut_off(body) {
            return true;
        }
        let is_marked = self.bodies[body].opening != Opening::Unmarked;
        let is_next = self.bodies[body].blocks.last().is_some_and(|&last| last + 1 == at);
        if is_marked && !is_next && self.is_signed_later(at) {
            return false;
        }
        self.pending.is_empty() || (self.are_subheads(body, at) && (is_marked || self.is_cohesive(body, at)))
    }

    /// Whether a signature ends the text that begins at `at`, which a body with a byline of its own does not have.
    fn is_signed_later(&self, at: usize) -> bool {
        let is_text = |block: &&Block| {
            !matches!(block.kind, BlockKind::Dateline | BlockKind::Furniture) && !self.cues.has_credit(&block.text)
        };
        let mut rest = self.blocks[at..].iter().take_while(is_text).peekable();
        while let Some(block) = rest.next() {
            if block.kind == BlockKind::Signature {
                return rest.peek().is_none_or(|next| next.kind != BlockKind::Paragraph);
            }
        }
        false
    }

    /// Whether a body stops in mid-sentence.
    fn is_cut_off(&self, body: usize) -> bool {
        self.last_text(body).is_some_and(|block| !ends_sentence(&block.text))
    }

    /// The last running text of a body.
    fn last_text(&self, body: usize) -> Option<&Block> {
        let is_text = |block: &&Block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Dateline);
        self.bodies[body].blocks.iter().rev().map(|&at| &self.blocks[at]).find(is_text)
    }

    fn is_other_column(&self, body: usize, at: usize) -> bool {
        match (self.last_text(body).and_then(|block| block.column), self.blocks[at].column) {
            (Some(before), Some(after)) => before.abs_diff(after) >= OTHER_COLUMN,
            _ => false,
        }
    }

    /// Whether the display type since the last text can be a subhead: short, no column's name, and not the
    /// headline of the text before it.
    fn are_subheads(&self, body: usize, at: usize) -> bool {
        let is_short = |at: usize| {
            let block = &self.blocks[at];
            block.kind == BlockKind::Display
                && width(&block.text) <= SUBHEAD_WIDTH
                && !self.cues.is_column_name(&block.text)
        };
        self.pending.len() <= SUBHEAD_LINES
            && self.pending.iter().all(|&at| is_short(at))
            && !self.is_own_headline(body, at)
    }

    /// Whether the display type since the last text speaks of the body rather than of the text at `at`.
    fn is_own_headline(&self, body: usize, at: usize) -> bool {
        let display: String = self.pending.iter().map(|&at| self.blocks[at].text.as_str()).collect();
        let display = bigrams(&display);
        let share = |text: &str| self.overlap.cohesion(&display, &bigrams(text));
        share(&self.text_of(body)) - share(&self.text_from(at)) > OWN_HEADLINE
    }

    /// Whether the text at `at` and after it, up to the next mark, speaks of what the body speaks of.
    fn is_cohesive(&self, body: usize, at: usize) -> bool {
        self.overlap.cohesion(&bigrams(&self.text_of(body)), &bigrams(&self.text_from(at))) >= COHESION
    }

    fn text_of(&self, body: usize) -> String {
        self.bodies[body].blocks.iter().map(|&at| self.blocks[at].text.as_str()).collect()
    }

    /// The running text at `at` and after it, up to the next mark.
    fn text_from(&self, at: usize) -> String {
        let run = self.blocks[at..].iter().take_while(|block| block.kind == BlockKind::Paragraph);
        run.map(|block| block.text.as_str()).collect()
    }

    /// Puts the photos of a group together with the group's own text.
    fn gather_photos(&mut self) {
        let is_photos =
            |body: &Body, blocks: &[Block]| body.blocks.iter().all(|&at| blocks[at].kind == BlockKind::Photo);
        let is_group = |body: &Body, blocks: &[Block]| {
            body.kind == BodyKind::Caption
                && body
                    .blocks
                    .iter()
                    .any(|&at| ["本组", "组图", "组照"].iter().any(|word| blocks[at].text.contains(word)))
        };
        let Some(first) = self.bodies.iter().position(|body| is_photos(body, self.blocks)) else { return };
        let group = self.bodies.iter().position(|body| is_group(body, self.blocks)).unwrap_or(first);
        let mut gathered = Vec::new();
        for (number, body) in self.bodies.iter_mut().enumerate() {
            if number != group && is_photos(body, self.blocks) {
                gathered.append(&mut body.blocks);
            }
        }
        self.bodies[group].blocks.append(&mut gathered);
        self.bodies.retain(|body| !body.blocks.is_empty());
    }

    /// Joins a body that stops in mid-sentence with the next unmarked one of its column.
    fn join_fragments(&mut self) {
        let mut body = 0;
        while body < self.bodies.len() {
            let next = (body + 1..self.bodies.len()).find(|&next| self.is_continuation(body, next));
            match next {
                Some(next) if self.bodies[body].kind == BodyKind::Article && self.is_cut_off(body) => {
                    let mut tail = self.bodies.remove(next).blocks;
                    self.bodies[body].blocks.append(&mut tail);
                }
                _ => body += 1,
            }
        }
    }

    fn is_continuation(&self, body: usize, next: usize) -> bool {
        let (head, tail) = (&self.bodies[body], &self.bodies[next]);
        tail.kind == BodyKind::Article
            && tail.opening == Opening::Unmarked
            && !head.is_closed
            && !self.is_other_column(body, tail.blocks[0])
            && self.is_cohesive(body, tail.blocks[0])
    }
}

/// Longest sign-off in brackets, in characters: `（记者 方舟 通讯员 季平 林岚）`.
const SIGN_OFF: usize = 24;

/// Whether a paragraph ends with a name or a source in brackets after its last sentence:
/// `…全部建成。（方舟）`, `（原载5月1日《某报》）`.
fn is_signed(text: &str) -> bool {
    let Some(inner) = text.strip_suffix(['）', ')']) else { return false };
    let Some((before, remark)) = inner.rsplit_once(['（', '(']) else { return false };
    let is_after_sentence = before.is_empty() || ends_sentence(before.trim_end());
    is_after_sentence && remark.chars().count() <= SIGN_OFF
}
