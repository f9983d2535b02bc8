//! From a page to its items: articles, captions, quotations and banners.
//!
//! The page is read in four steps: lines into blocks (`block`), blocks into bodies (`body`), headlines to
//! bodies (`assign`), and each body with its headline into an item. Articles that go on from page to page are linked
//! over a whole batch ([`Continuations`]).

mod assign;
mod belong;
mod block;
mod body;
mod brackets;
mod byline;
mod caption;
mod cohesion;
mod columns;
mod contact;
mod continues;
mod headline;
mod indent;
mod jump;
mod kicker;
mod matching;
mod names;
mod opening;
mod overlap;
mod phrases;
mod printed;
mod reader;
mod regroup;
mod rows;
mod section;
mod signature;
mod subhead;
mod titles;
mod unit;
mod unmarked;
mod verse;

use crate::item::{Item, ItemKind};
use crate::line_kind::{Cues, ends_sentence, is_person, names_role};
use crate::page::Page;
use block::{Block, BlockKind};
use body::{Body, BodyKind, Opening};
use byline::Bylines;
pub use continues::Continuations;
use headline::{HeadlineLine, main_headline};
use overlap::is_letter;
use section::is_asked;
use signature::{is_answerer, is_office};
use unit::Unit;

/// Splits pages into items. It holds compiled patterns: make one and share it between threads.
#[derive(Debug)]
pub struct Segmenter {
    cues: Cues,
    bylines: Bylines,
}

/// A piece of the page before it becomes an [`Item`]; line numbers are 0-based.
struct Piece {
    kind: ItemKind,
    headline: String,
    headline_lines: Vec<usize>,
    body_lines: Vec<usize>,
    byline: String,
    date: String,
    text: String,
    check: bool,
}

impl Segmenter {
    /// Compiles the patterns.
    pub fn new() -> Self {
        Self { cues: Cues::new(), bylines: Bylines::new() }
    }

    /// Splits a page; every non-blank line belongs to exactly one item, and items come in the order of their first lines.
    ///
    /// A page in traditional characters is read in simplified ones, in which the patterns are; its items are as printed.
    pub fn segment(&self, page: &Page) -> Vec<Item> {
        let Some(twin) = page.simplified() else { return self.split(page) };
        self.split(&twin).into_iter().map(|item| printed::as_printed(item, page, &twin)).collect()
    }

    fn split(&self, page: &Page) -> Vec<Item> {
        let numbers = page.printed();
        let blocks = block::blocks(page, &numbers, &self.cues);
        let found = body::gather(&blocks, &self.cues);
        let units = unit::units(&blocks, &found.display, &self.cues);
        let owners = assign::assign(&units, &found.bodies, &blocks);
        let year = self.bylines.page_year(page.lines());
        let mut own: Vec<Vec<&Unit>> = vec![Vec::new(); found.bodies.len()];
        for (unit, owner) in units.iter().zip(&owners) {
            if let Some(body) = owner {
                own[*body].push(unit);
            }
        }
        let mut pieces: Vec<Piece> =
            found.bodies.iter().zip(&own).map(|(body, own)| self.piece(body, own, &blocks, year)).collect();
        let free = units.iter().zip(&owners).filter(|(_, owner)| owner.is_none()).map(|(unit, _)| unit.blocks.clone());
        let furniture = found.furniture.iter().map(|&at| vec![at]);
        pieces.extend(free.chain(furniture).map(|banner_blocks| banner(&banner_blocks, &blocks)));
        pieces.sort_by_key(|piece| piece.headline_lines.iter().chain(&piece.body_lines).copied().min());
        pieces.into_iter().zip(1..).map(|(piece, number)| piece.into_item(page, number)).collect()
    }

    fn piece(&self, body: &Body, units: &[&Unit], blocks: &[Block<'_>], year: Option<u16>) -> Piece {
        let parts: Vec<&Block<'_>> = body.blocks.iter().map(|&at| &blocks[at]).collect();
        let headline_blocks: Vec<&Block<'_>> =
            units.iter().flat_map(|unit| &unit.blocks).map(|&at| &blocks[at]).collect();
        let (mut byline, date) = self.byline_and_date(body, &parts, year);
        let text = parts.iter().map(|block| &*block.text).collect::<Vec<_>>().join("\n");
        let mut lines = headline_lines(&headline_blocks);
        if byline.is_empty()
            && body.opening == Opening::Unmarked
            && let Some(last) = lines.last_mut()
            && let Some((title, name)) = split_name(last.text)
        {
            (last.text, byline) = (title, name.to_string());
        }
        let headline = main_headline(&lines, &text);
        let kind = match body.kind {
            BodyKind::Article => ItemKind::Article,
            BodyKind::Caption => ItemKind::Caption,
            BodyKind::Quote => ItemKind::Quote,
        };
        Piece {
            kind,
            check: is_doubtful(body, &headline, &text)
                || is_unlike(&headline_blocks, &text)
                || byline.is_empty() && is_unmarked(body, &parts, &text),
            headline,
            headline_lines: lines_of(&headline_blocks),
            body_lines: lines_of(&parts),
            byline,
            date,
            text,
        }
    }

    fn byline_and_date(&self, body: &Body, parts: &[&Block<'_>], year: Option<u16>) -> (String, String) {
        let mut texts = parts.iter().filter(|block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Dateline));
        let text = texts.next().map_or("", |block| &*block.text);
        let (dateline, day, mut rest) = match body.opening {
            Opening::Dateline => self.bylines.dateline(text, year),
            _ => (String::new(), String::new(), text),
        };
        if rest.is_empty() {
            rest = texts.next().map_or("", |block| &*block.text);
        }
        let signs = |block: &&&Block<'_>| block.kind == BlockKind::Signature && !is_correspondent(block, parts, text);
        let signature = parts.iter().find(signs);
        let byline = match signature {
            _ if !dateline.is_empty() => dateline,
            Some(block) => self.bylines.signature(&block.text),
            None if body.kind == BodyKind::Caption => self.credit(parts),
            None => parts.last().map_or_else(String::new, |block| self.bylines.sign_off(&block.text)),
        };
        let date = Self::date(body, rest, year);
        (byline, if date.is_empty() { day } else { date })
    }

    /// The day of the event. A feature that begins with a day of another year tells a life, not an event.
    fn date(body: &Body, text: &str, year: Option<u16>) -> String {
        let mut date = Bylines::date(text, year);
        if date.is_empty() && body.opening == Opening::Dateline {
            date = Bylines::later_date(text, year);
        } else if date.is_empty() && body.kind == BodyKind::Caption {
            date = Bylines::shown_date(text, year);
        }
        let is_other_year = year.is_some_and(|year| !date.starts_with("--") && !date.starts_with(&year.to_string()));
        if body.opening == Opening::Dateline || !is_other_year { date } else { String::new() }
    }

    /// The credit of a caption, wherever in it it stands.
    fn credit(&self, parts: &[&Block<'_>]) -> String {
        let credited = parts.iter().find(|block| self.cues.has_credit(&block.text));
        credited.map_or_else(String::new, |block| self.bylines.credit(&block.text))
    }
}

impl Default for Segmenter {
    fn default() -> Self {
        Self::new()
    }
}

/// An essay's title and the name that is set on its line: `故乡的河 方舟`.
fn split_name(line: &str) -> Option<(&str, &str)> {
    let (title, name) = line.rsplit_once(' ')?;
    let letters = |text: &str| text.chars().count();
    let is_name = is_person(name) && letters(name) > 2 && !title.contains(' ') && !is_person(title);
    (is_name && letters(title) != letters(name)).then_some((title, name))
}

/// Whether a signature names no writer of the paper: a reader under a letter, who asks, or who answers.
fn is_correspondent(signature: &Block<'_>, parts: &[&Block<'_>], text: &str) -> bool {
    let is_letter = || text.starts_with("编辑") || parts.iter().any(|block| block.kind == BlockKind::Salutation);
    let is_below = || parts.first().is_some_and(|first| first.first() < signature.first());
    is_answerer(&signature.text)
        || is_below() && is_office(&signature.text)
        || !names_role(&signature.text) && (is_asked(text) || is_below() && is_letter())
}

/// Whether a person should look at the split: a guess, no headline, no mark of a beginning, or no end.
fn is_doubtful(body: &Body, headline: &str, text: &str) -> bool {
    let is_open = !ends_sentence(text.lines().last().unwrap_or_default()) && body.opening != Opening::Unmarked;
    body.is_guessed || (body.kind == BodyKind::Article && (headline.is_empty() || is_open))
}

/// An article is seldom shorter than this, in characters.
const SHORT: usize = 60;

/// Whether nothing shows where an article begins or who wrote it, and it is short or has subheads, which may be the
/// headlines of others: on 500 made pages two in five of these are not exact.
fn is_unmarked(body: &Body, parts: &[&Block<'_>], text: &str) -> bool {
    let has = |kind| parts.iter().any(|block| block.kind == kind);
    let is_plain = body.kind == BodyKind::Article && body.opening == Opening::Unmarked;
    is_plain
        && !has(BlockKind::Table)
        && !has(BlockKind::Salutation)
        && (has(BlockKind::Display) || text.chars().count() < SHORT)
}

/// Whether no two characters of a headline, kicker and sub-headline included, stand together in the text: on 1,500 made
/// pages nearly half of such headlines are another text's, or a slogan, and one in twenty items has one.
fn is_unlike(headline: &[&Block<'_>], text: &str) -> bool {
    let mut bigrams = headline.iter().flat_map(|block| {
        let letters = block.text.chars().zip(block.text.chars().skip(1));
        letters.filter(|&(a, b)| is_letter(a) && is_letter(b)).map(|(a, b)| String::from_iter([a, b]))
    });
    !headline.is_empty() && !bigrams.any(|bigram| text.contains(&bigram))
}

fn headline_lines<'a>(blocks: &[&'a Block<'_>]) -> Vec<HeadlineLine<'a>> {
    let mut before = None;
    blocks
        .iter()
        .map(|block| {
            let is_apart = before.is_none_or(|last| last + 1 < block.first());
            before = Some(block.last());
            HeadlineLine { text: &block.text, is_apart }
        })
        .collect()
}

fn lines_of(blocks: &[&Block<'_>]) -> Vec<usize> {
    let mut lines: Vec<usize> = blocks.iter().flat_map(|block| block.lines.iter().copied()).collect();
    lines.sort_unstable();
    lines
}

fn banner(at: &[usize], blocks: &[Block<'_>]) -> Piece {
    let parts: Vec<&Block<'_>> = at.iter().map(|&at| &blocks[at]).collect();
    Piece {
        kind: ItemKind::Banner,
        headline: String::new(),
        headline_lines: Vec::new(),
        body_lines: lines_of(&parts),
        byline: String::new(),
        date: String::new(),
        text: parts.iter().map(|block| &*block.text).collect::<Vec<_>>().join("\n"),
        check: false,
    }
}

/// Groups sorted lines of a page into ranges `[first, last]`, 1-based; lines with only blanks between them are
/// neighbours.
fn ranges(page: &Page, lines: &[usize]) -> Vec<[usize; 2]> {
    let are_neighbours = |&a: &usize, &b: &usize| (a + 1..b).all(|between| page.line(between).is_blank());
    lines.chunk_by(are_neighbours).map(|run| [run[0] + 1, run[run.len() - 1] + 1]).collect()
}

impl Piece {
    fn into_item(self, page: &Page, number: usize) -> Item {
        Item {
            page: page.name.clone(),
            id: format!("{}#{number}", page.name),
            kind: self.kind,
            headline: self.headline,
            headline_lines: self.headline_lines.iter().map(|line| line + 1).collect(),
            body_lines: ranges(page, &self.body_lines),
            byline: self.byline,
            date: self.date,
            text: self.text,
            check: self.check,
            continues: String::new(),
            published: String::new(),
        }
    }
}
