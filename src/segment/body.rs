//! Blocks into bodies: which paragraphs belong to one article, caption or quotation.

use std::cell::OnceCell;

use super::block::{Block, BlockKind};
use super::cohesion::Cohesion;
use super::section::is_asked;
use super::signature::is_signed;
use crate::line_kind::{Cues, dateline, is_jump, is_jump_from, is_run_in_jump};

/// How a body shows that it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opening {
    /// `本报讯（记者…`
    Dateline,
    /// `□ 记者 …` on a line before it.
    Signature,
    /// `（上接第一版）` before it: the rest of a text of another page.
    Jump,
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
    pub(super) is_closed: bool,
    /// Whether it was put together from pieces that stand apart, by a guess.
    pub(super) is_guessed: bool,
}

/// The bodies of a page, and the display blocks that are no part of them.
pub(super) struct Gathered {
    pub(super) bodies: Vec<Body>,
    /// Display blocks in order.
    pub(super) display: Vec<usize>,
    /// Furniture blocks in order.
    pub(super) furniture: Vec<usize>,
}

/// Gathers blocks into bodies.
pub(super) fn gather(blocks: &[Block<'_>], cues: &Cues) -> Gathered {
    let mut gatherer = Gatherer {
        blocks,
        cues,
        cohesion: OnceCell::new(),
        bodies: Vec::new(),
        current: None,
        pending: Vec::new(),
        display: Vec::new(),
        furniture: Vec::new(),
        taken: 0,
        signatures_end_texts: OnceCell::new(),
        is_unmarked: OnceCell::new(),
    };
    for at in 0..blocks.len() {
        gatherer.take(at);
    }
    gatherer.display.append(&mut gatherer.pending);
    gatherer.gather_photos();
    gatherer.join_fragments();
    gatherer.display.sort_unstable();
    Gathered { bodies: gatherer.bodies, display: gatherer.display, furniture: gatherer.furniture }
}

/// Whether a paragraph is the last by its signature; who asks may be named after the question.
fn ends_text(text: &str) -> bool {
    is_signed(text) && !is_asked(text)
}

/// Whether a dateline names no writer: `本报沾化讯 手机轻轻一点`.
pub(super) fn is_nameless(text: &str) -> bool {
    dateline(text).is_some_and(|found| found.names.is_empty())
}

/// Reads the blocks of a page in order and keeps the bodies found so far.
pub(super) struct Gatherer<'a> {
    pub(super) blocks: &'a [Block<'a>],
    pub(super) cues: &'a Cues,
    /// Made when first asked for: on many pages no two texts have to be compared.
    cohesion: OnceCell<Cohesion>,
    pub(super) bodies: Vec<Body>,
    /// The body that running text may still go on.
    pub(super) current: Option<usize>,
    /// Display blocks since the last running text.
    pub(super) pending: Vec<usize>,
    pub(super) display: Vec<usize>,
    furniture: Vec<usize>,
    /// Blocks before this one are taken already.
    pub(super) taken: usize,
    /// Whether the page's signatures stand below their texts; asked for where a signature could belong to either text.
    pub(super) signatures_end_texts: OnceCell<bool>,
    /// Whether nothing on the page shows where an article begins; asked for where display type stands between two texts.
    pub(super) is_unmarked: OnceCell<bool>,
}

impl Gatherer<'_> {
    pub(super) fn cohesion(&self) -> &Cohesion {
        self.cohesion.get_or_init(|| Cohesion::new(self.blocks.iter().map(|block| block.text.as_ref())))
    }

    fn take(&mut self, at: usize) {
        if at < self.taken {
            return;
        }
        let block = &self.blocks[at];
        match block.kind {
            BlockKind::Furniture => self.take_furniture(at),
            BlockKind::Display => self.pending.push(at),
            BlockKind::Dateline => self.take_dateline(at),
            BlockKind::Salutation => self.take_salutation(at),
            BlockKind::Signature => self.take_signature(at),
            BlockKind::Attribution => self.take_attribution(at),
            BlockKind::Closing => self.take_closing(at),
            BlockKind::Table => self.take_table(at),
            BlockKind::Photo => self.add_aside(vec![at]),
            BlockKind::Paragraph if self.cues.has_credit(&block.text) => self.take_caption(at),
            BlockKind::Paragraph => self.take_paragraph(at),
        }
    }

    /// Furniture stands between texts; only a jump, `下转第三版` or `上接第一版`, ends one.
    fn take_furniture(&mut self, at: usize) {
        self.furniture.push(at);
        if is_jump(&self.blocks[at].text)
            && let Some(body) = self.current.take()
        {
            self.bodies[body].is_closed = true;
        }
    }

    /// Whether the piece of furniture before a block says that the block goes on from another page.
    fn is_after_jump(&self, at: usize) -> bool {
        at > 0 && self.blocks[at - 1].kind == BlockKind::Furniture && is_jump_from(&self.blocks[at - 1].text)
    }

    /// Begins a body; the display type before it is no subhead.
    pub(super) fn open(&mut self, at: usize, kind: BodyKind, opening: Opening) {
        self.display.append(&mut self.pending);
        let is_closed = ends_text(&self.blocks[at].text);
        self.bodies.push(Body { kind, opening, blocks: vec![at], is_closed, is_guessed: false });
        self.current = Some(self.bodies.len() - 1);
    }

    /// Adds a block to a body; the display type between is subheads of it.
    pub(super) fn extend(&mut self, body: usize, at: usize) {
        let text = &self.blocks[at].text;
        let body = &mut self.bodies[body];
        body.blocks.append(&mut self.pending);
        body.blocks.push(at);
        body.is_closed |= ends_text(text);
    }

    /// A report begins with its dateline; one that names nobody may have its writer's name above it.
    fn take_dateline(&mut self, at: usize) {
        match self.writer_above() {
            Some(body) if is_nameless(&self.blocks[at].text) => {
                self.bodies[body].opening = Opening::Dateline;
                self.extend(body, at);
            }
            _ => self.open(at, BodyKind::Article, Opening::Dateline),
        }
    }

    /// A letter begins with its salutation; only the writer may stand before it.
    fn take_salutation(&mut self, at: usize) {
        match self.writer_above() {
            Some(body) => self.extend(body, at),
            None => self.open(at, BodyKind::Article, Opening::Unmarked),
        }
    }

    /// The body that is but its writer's name so far.
    fn writer_above(&self) -> Option<usize> {
        let is_signature = |&at: &usize| self.blocks[at].kind == BlockKind::Signature;
        self.current.filter(|&body| self.pending.is_empty() && self.bodies[body].blocks.iter().all(is_signature))
    }

    /// `——` after running text names the source of a quotation; after display type it is a sub-headline.
    fn take_attribution(&mut self, at: usize) {
        let is_quote = |body: &usize| {
            self.pending.is_empty() && self.bodies[*body].opening == Opening::Unmarked && !self.is_sub_headline(at)
        };
        match self.current.filter(is_quote) {
            Some(body) => {
                self.bodies[body].kind = BodyKind::Quote;
                self.extend(body, at);
            }
            None => self.pending.push(at),
        }
    }

    /// A date on a line of its own ends a notice; the line before it is who gives notice.
    fn take_closing(&mut self, at: usize) {
        let is_notice = |body: &usize| self.bodies[*body].opening == Opening::Unmarked && self.pending.len() <= 1;
        match self.current.filter(is_notice) {
            Some(body) => {
                self.extend(body, at);
                self.bodies[body].is_closed = true;
            }
            None => self.pending.push(at),
        }
    }

    /// A table goes on with the text that it is set on to, `公示如下：`, or is a piece under its title.
    fn take_table(&mut self, at: usize) {
        let is_set_on = at > 0 && self.blocks[at - 1].last() + 1 == self.blocks[at].first();
        match self.current.filter(|&body| is_set_on && self.pending.is_empty() && !self.bodies[body].is_closed) {
            Some(body) => self.extend(body, at),
            None => self.open(at, BodyKind::Article, Opening::Unmarked),
        }
    }

    fn take_paragraph(&mut self, at: usize) {
        if self.take_photo_text(at) {
            return;
        }
        if let Some(body) = self.noted(at) {
            self.display.append(&mut self.pending);
            return self.extend(body, at);
        }
        match self.current {
            _ if is_run_in_jump(&self.blocks[at].text) => self.open(at, BodyKind::Article, Opening::Jump),
            Some(body) if self.belongs(body, at) => {
                if self.is_cut_off(body) {
                    self.bodies[body].is_guessed |= !self.pending.is_empty();
                    self.display.append(&mut self.pending);
                }
                self.extend(body, at);
            }
            _ if self.is_after_jump(at) => self.open(at, BodyKind::Article, Opening::Jump),
            _ => self.open(at, BodyKind::Article, Opening::Unmarked),
        }
    }
}
