//! Pieces into a page: what stands on it, in what order, and where the headlines stand.

use std::collections::VecDeque;

use crate::article::{Article, Genre, Material};
use crate::aside;
use crate::banner;
use crate::habits::{Habit, Placement, Style};
use crate::layout::{SetLine, Stand};
use crate::piece::{self, Piece};
use crate::rng::Rng;
use crate::sheet::{Owner, Sheet};

/// Something that is set without anything else between.
enum Part {
    /// Articles whose headlines stand by one habit; a caption may stand inside one.
    Stories(Vec<Story>, Placement),
    /// A caption, quotation, notice or table.
    Aside(Piece),
    /// A title and short news.
    Briefs(Vec<Piece>),
    /// A group of photos and the runs of its lines.
    Photos(Piece, Vec<Vec<SetLine>>),
    /// A slogan, the name of a section, an advert.
    Banner(Vec<String>, Option<Habit>),
}

struct Story {
    piece: Piece,
    inside: Option<Piece>,
    column_name: Option<Vec<String>>,
    jump_to: Option<String>,
    jump_from: Option<String>,
}

/// Articles not yet used, by genre.
struct Stock<'a>(Vec<(Genre, VecDeque<&'a Article>)>);

impl<'a> Stock<'a> {
    fn new(material: &'a Material, rng: &mut Rng) -> Self {
        let genres = [Genre::News, Genre::Feature, Genre::Brief, Genre::Notice, Genre::Caption];
        Self(genres.into_iter().map(|genre| (genre, material.shuffled(genre, rng).into())).collect())
    }

    fn take(&mut self, genre: Genre) -> &'a Article {
        let (_, articles) = self.0.iter_mut().find(|(other, _)| *other == genre).expect("a genre of the stock");
        let article = articles.pop_front().expect("more articles than a page holds");
        articles.push_back(article);
        article
    }
}

/// Composes a page.
pub(crate) fn compose(material: &Material, style: &Style, rng: &mut Rng) -> Sheet {
    let mut stock = Stock::new(material, rng);
    let mut sheet = Sheet::default();
    let mut parts = stories(&mut stock, style, rng);
    if !style.has(Habit::OneArticle) {
        asides(&mut parts, &mut stock, style, rng);
    }
    banners(&mut parts, style, rng);
    let furniture = if style.has(Habit::Furniture) { banner::furniture(rng) } else { Vec::new() };
    let at_top = rng.below(furniture.len() + 1);
    put_furniture(&mut sheet, &furniture[..at_top]);
    for part in parts {
        put(&mut sheet, part, style, rng);
    }
    put_furniture(&mut sheet, &furniture[at_top..]);
    sheet
}

/// The page's articles, those whose headlines stand together in one part.
fn stories(stock: &mut Stock, style: &Style, rng: &mut Rng) -> Vec<Part> {
    let features = rng.pick(&[0, 10, 25, 50]);
    let has_column_names = rng.chance(50);
    let mut left = if style.has(Habit::OneArticle) {
        1
    } else {
        rng.weighted(&[(2, 8), (3, 15), (4, 20), (5, 20), (6, 17), (7, 12), (8, 8)])
    };
    let mut parts = Vec::new();
    while left > 0 {
        let placement = rng.weighted(&style.placements);
        let count = match placement {
            Placement::Before | Placement::After => 1,
            Placement::Shared => 2,
            Placement::KnotBefore | Placement::KnotAfter => rng.between(2, 4),
        };
        let count = count.min(left);
        left -= count;
        let placement = if count == 1 && placement == Placement::Shared { Placement::Before } else { placement };
        let stories = (0..count)
            .map(|_| {
                let genre = if rng.chance(features) { Genre::Feature } else { Genre::News };
                let mut story = story(stock.take(genre), genre, placement, style, rng);
                story.column_name = (has_column_names && rng.chance(25)).then(|| banner::column_name(style, rng));
                let is_long = style.is_wrapped && story.piece.body.len() > 12;
                if is_long && rng.chance(6) && !style.has(Habit::OneArticle) {
                    let caption = aside::caption(stock.take(Genre::Caption), style, rng);
                    story.inside = Some(caption).filter(|caption| caption.head.is_empty());
                }
                story
            })
            .collect();
        parts.push(Part::Stories(stories, placement));
    }
    parts
}

fn story(article: &Article, genre: Genre, placement: Placement, style: &Style, rng: &mut Rng) -> Story {
    let mut piece = piece::of_article(article, genre, style, rng);
    let is_long = style.is_wrapped && piece.body.len() > 16 && piece.draft.signature.is_none();
    let jump_to = if is_long && rng.chance(3) { piece::cut_end(&mut piece, rng) } else { None };
    let jump_from =
        if is_long && jump_to.is_none() && rng.chance(2) { piece::cut_beginning(&mut piece, rng) } else { None };
    if placement != Placement::Shared && rng.chance(3) {
        piece.head.clear();
        piece.draft.headline.clear();
        piece.draft.mark(Habit::HeadlineMissing);
    }
    Story { piece, inside: None, column_name: None, jump_to, jump_from }
}

/// Adds captions, quotations, notices, tables and short news at places of their own.
fn asides(parts: &mut Vec<Part>, stock: &mut Stock, style: &Style, rng: &mut Rng) {
    for _ in 0..rng.weighted(&[(0, 30), (1, 35), (2, 25), (3, 10)]) {
        let mut caption = aside::caption(stock.take(Genre::Caption), style, rng);
        let is_at_top = rng.chance(20);
        caption.draft.mark(if is_at_top { Habit::CaptionAtTop } else { Habit::CaptionBetween });
        let at = if is_at_top { 0 } else { rng.between(1, parts.len()) };
        parts.insert(at, Part::Aside(caption));
    }
    if rng.chance(10) {
        let (piece, runs) = aside::photo_group(style, rng);
        insert(parts, Part::Photos(piece, runs), rng);
    }
    if rng.chance(12) {
        insert(parts, Part::Aside(aside::quotation(style, rng)), rng);
    }
    if rng.chance(8) {
        let own = piece::of_article(stock.take(Genre::Notice), Genre::Notice, style, rng);
        let notice = if rng.chance(50) { own } else { aside::notice(style, rng) };
        insert(parts, Part::Aside(notice), rng);
    }
    if rng.chance(3) {
        insert(parts, Part::Aside(aside::table(rng)), rng);
    }
    if rng.chance(12) {
        let brief = |_| piece::of_article(stock.take(Genre::Brief), Genre::Brief, style, rng);
        let briefs = (0..3).map(brief).collect();
        insert(parts, Part::Briefs(briefs), rng);
    }
}

fn insert(parts: &mut Vec<Part>, part: Part, rng: &mut Rng) {
    let at = rng.between(0, parts.len());
    parts.insert(at, part);
}

/// Adds slogans, column names that stand alone and adverts; slogans mostly run along the foot.
fn banners(parts: &mut Vec<Part>, style: &Style, rng: &mut Rng) {
    if style.has(Habit::Slogans) {
        for _ in 0..rng.between(1, 3) {
            let at = if rng.chance(60) { parts.len() } else { rng.between(0, parts.len()) };
            parts.insert(at, Part::Banner(banner::slogan(style, rng), Some(Habit::Slogans)));
        }
    }
    if rng.chance(12) {
        let at = rng.between(0, parts.len());
        parts.insert(at, Part::Banner(banner::advert(rng), None));
    }
}

fn put_furniture(sheet: &mut Sheet, lines: &[String]) {
    for line in lines {
        sheet.banner(std::slice::from_ref(line), Some(Habit::Furniture));
    }
}

fn put(sheet: &mut Sheet, part: Part, style: &Style, rng: &mut Rng) {
    match part {
        Part::Stories(stories, placement) => put_stories(sheet, stories, placement, style, rng),
        Part::Aside(piece) => put_piece(sheet, piece),
        Part::Banner(lines, habit) => sheet.banner(&lines, habit),
        Part::Briefs(briefs) => {
            sheet.banner(&[banner::briefs_title(rng)], None);
            for brief in briefs {
                put_piece(sheet, brief);
            }
        }
        Part::Photos(piece, runs) => {
            put_piece(sheet, piece);
            let owner = Owner { item: sheet.items.len() - 1, is_headline: false };
            for run in runs {
                sheet.put(run, owner);
            }
        }
    }
}

/// A headline and the body below it.
fn put_piece(sheet: &mut Sheet, piece: Piece) {
    let item = sheet.item(piece.draft);
    for group in piece.head {
        sheet.put(group, Owner { item, is_headline: true });
    }
    sheet.put(piece.body, Owner { item, is_headline: false });
}

/// A story of which the item is open on the sheet.
struct Open {
    item: usize,
    head: Vec<Vec<SetLine>>,
    body: Vec<SetLine>,
    inside: Option<Piece>,
    column_name: Option<Vec<String>>,
    signature: Option<String>,
    jump_to: Option<String>,
    jump_from: Option<String>,
}

fn put_stories(sheet: &mut Sheet, stories: Vec<Story>, placement: Placement, style: &Style, rng: &mut Rng) {
    let mut open: Vec<Open> = stories.into_iter().map(|story| open(sheet, story, placement)).collect();
    match placement {
        Placement::Before => {
            put_heads(sheet, &mut open, placement, style, rng);
            put_bodies(sheet, &mut open, placement, style, rng);
        }
        Placement::After | Placement::KnotAfter => {
            put_bodies(sheet, &mut open, placement, style, rng);
            put_heads(sheet, &mut open, placement, style, rng);
        }
        Placement::KnotBefore => {
            let mut order: Vec<usize> = (0..open.len()).collect();
            if rng.chance(30) {
                rng.shuffle(&mut order);
                for story in &open {
                    sheet.items[story.item].mark(Habit::ShuffledKnot);
                }
            }
            for at in order {
                put_head(sheet, &mut open[at], placement, style, rng);
            }
            put_bodies(sheet, &mut open, placement, style, rng);
        }
        Placement::Shared => {
            put_shared_line(sheet, &open, rng);
            put_bodies(sheet, &mut open, placement, style, rng);
        }
    }
}

fn open(sheet: &mut Sheet, story: Story, placement: Placement) -> Open {
    let Story { piece, inside, column_name, jump_to, jump_from } = story;
    let mut draft = piece.draft;
    draft.mark(match placement {
        Placement::Before => Habit::HeadlineBefore,
        Placement::After => Habit::HeadlineAfter,
        Placement::KnotBefore => Habit::KnotBeforeBodies,
        Placement::KnotAfter => Habit::KnotAfterBodies,
        Placement::Shared => Habit::SharedHeadlineLine,
    });
    if inside.is_some() {
        draft.mark(Habit::AroundCaption);
    }
    let signature = draft.signature.take();
    let item = sheet.item(draft);
    Open { item, head: piece.head, body: piece.body, inside, column_name, signature, jump_to, jump_from }
}

/// Two headlines on one line. The line can be only one item's: the first's, whose headline opens it.
fn put_shared_line(sheet: &mut Sheet, open: &[Open], rng: &mut Rng) {
    let headlines: Vec<&str> = open.iter().map(|story| sheet.items[story.item].headline.as_str()).collect();
    let line = headlines.join(rng.weighted(&[(" ", 60), ("   ", 25), ("\u{3000}", 15)]));
    sheet.put(vec![SetLine::display(line)], Owner { item: open[0].item, is_headline: true });
}

fn put_heads(sheet: &mut Sheet, open: &mut [Open], placement: Placement, style: &Style, rng: &mut Rng) {
    for story in open {
        put_head(sheet, story, placement, style, rng);
    }
}

fn put_bodies(sheet: &mut Sheet, open: &mut [Open], placement: Placement, style: &Style, rng: &mut Rng) {
    for story in open {
        put_body(sheet, story, placement, style, rng);
    }
}

fn put_head(sheet: &mut Sheet, story: &mut Open, placement: Placement, style: &Style, rng: &mut Rng) {
    let owner = Owner { item: story.item, is_headline: true };
    let is_before = matches!(placement, Placement::Before | Placement::KnotBefore);
    if is_before && let Some(name) = story.column_name.take_if(|_| rng.chance(85)) {
        sheet.items[story.item].mark(Habit::ColumnNameBefore);
        sheet.banner(&name, Some(Habit::ColumnNameBefore));
    }
    let mut is_glued = !is_before && placement == Placement::After && rng.chance(style.glued / 2);
    for group in std::mem::take(&mut story.head) {
        sheet.set(group, owner, std::mem::take(&mut is_glued));
    }
    let is_signed_here = sheet.items[story.item].has(Habit::SignatureAfter) && placement == Placement::After;
    if is_signed_here && let Some(signature) = story.signature.take() {
        sheet.put(vec![SetLine::display(signature)], Owner { item: story.item, is_headline: false });
    }
}

fn put_body(sheet: &mut Sheet, story: &mut Open, placement: Placement, style: &Style, rng: &mut Rng) {
    let owner = Owner { item: story.item, is_headline: false };
    let is_under_head = placement == Placement::Before && !sheet.items[story.item].has(Habit::HeadlineMissing);
    let mut is_glued = rng.chance(if is_under_head { style.glued } else { style.glued / 3 });
    if let Some(name) = story.column_name.take() {
        let habit = if is_under_head { Habit::ColumnNameInside } else { Habit::ColumnNameBefore };
        sheet.items[story.item].mark(habit);
        sheet.banner(&name, Some(habit));
    }
    if let Some(jump) = story.jump_from.take() {
        sheet.banner(&[jump], Some(Habit::JumpFrom));
        is_glued = rng.chance(40);
    }
    if sheet.items[story.item].has(Habit::SignatureBefore)
        && let Some(signature) = story.signature.take()
    {
        sheet.set(vec![SetLine::display(signature)], owner, is_under_head && rng.chance(50));
        is_glued = rng.chance(30);
    }
    if is_glued && is_under_head {
        sheet.items[story.item].mark(Habit::HeadlineOverDateline);
    }
    put_lines(sheet, story, owner, is_glued, rng);
    if placement != Placement::After
        && let Some(signature) = story.signature.take()
    {
        sheet.put(vec![SetLine::display(signature)], owner);
    }
    if let Some(jump) = story.jump_to.take() {
        sheet.set_banner(&[jump], Some(Habit::JumpTo), rng.chance(60));
    }
}

/// A body's lines, with a caption between them where it has one.
fn put_lines(sheet: &mut Sheet, story: &mut Open, owner: Owner, is_glued: bool, rng: &mut Rng) {
    let mut lines = std::mem::take(&mut story.body);
    let Some(mut caption) = story.inside.take() else { return sheet.set(lines, owner, is_glued) };
    let mut at = rng.between(4, lines.len() - 4);
    while at + 1 < lines.len() && (lines[at].stand == Stand::Display || lines[at - 1].stand == Stand::Display) {
        at += 1;
    }
    let rest = lines.split_off(at);
    sheet.set(lines, owner, is_glued);
    caption.draft.mark(Habit::CaptionInside);
    put_piece(sheet, caption);
    sheet.put(rest, owner);
}
