//! What stands on a page: its articles, captions, short news and furniture, in the order of the page.

use std::collections::VecDeque;

use crate::article::{Article, Genre, Material};
use crate::aside;
use crate::banner;
use crate::habits::{Habit, Placement, Style};
use crate::layout::SetLine;
use crate::piece::{self, Piece};
use crate::rng::Rng;

/// Something that is set without anything else between.
pub(crate) enum Part {
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

/// An article and what stands in or beside it.
pub(crate) struct Story {
    pub(crate) piece: Piece,
    pub(crate) inside: Option<Piece>,
    pub(crate) column_name: Option<Vec<String>>,
    pub(crate) jump_to: Option<String>,
    pub(crate) jump_from: Option<String>,
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

    /// A photo's text: one written for a photo, or short news, which reads alike.
    fn caption(&mut self, rng: &mut Rng) -> &'a Article {
        let genre = if rng.chance(60) { Genre::Caption } else { Genre::Brief };
        self.take(genre)
    }

    /// The longest of the next three articles mostly: labelled articles are shorter than printed ones, in the median
    /// 250 characters to 476 of the real pages.
    fn take_long(&mut self, genre: Genre, rng: &mut Rng) -> &'a Article {
        let count = if rng.chance(70) { 3 } else { 1 };
        (0..count).map(|_| self.take(genre)).max_by_key(|article| article.len()).expect("one article at least")
    }
}

/// Draws the parts of a page.
pub(crate) fn parts(material: &Material, style: &Style, rng: &mut Rng) -> Vec<Part> {
    let mut stock = Stock::new(material, rng);
    let mut parts = stories(&mut stock, style, rng);
    if !style.has(Habit::OneArticle) {
        asides(&mut parts, &mut stock, style, rng);
    }
    banners(&mut parts, &mut stock, style, rng);
    parts
}

/// The page's articles, those whose headlines stand together in one part.
fn stories(stock: &mut Stock, style: &Style, rng: &mut Rng) -> Vec<Part> {
    // On the real pages two articles of 24 have no dateline; some of all pages are a supplement's, with features alone.
    let features = rng.weighted(&[(0, 35), (10, 30), (25, 20), (50, 8), (100, 7)]);
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
                let mut story = story(stock.take_long(genre, rng), genre, placement, style, rng);
                story.column_name = (has_column_names && rng.chance(25)).then(|| banner::column_name(style, rng));
                let is_long = style.is_wrapped && story.piece.body.len() > 12;
                if is_long && rng.chance(6) && !style.has(Habit::OneArticle) {
                    let caption = aside::caption(stock.caption(rng), style, rng);
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
    let is_marked = piece.draft.has(Habit::DatelineNews);
    if placement != Placement::Shared && is_marked && rng.chance(3) {
        piece.head.clear();
        piece.draft.headline.clear();
        piece.draft.mark(Habit::HeadlineMissing);
    }
    Story { piece, inside: None, column_name: None, jump_to, jump_from }
}

/// Adds captions, quotations, notices, tables and short news at places of their own.
fn asides(parts: &mut Vec<Part>, stock: &mut Stock, style: &Style, rng: &mut Rng) {
    for _ in 0..rng.weighted(&[(0, 30), (1, 35), (2, 25), (3, 10)]) {
        let mut caption = aside::caption(stock.caption(rng), style, rng);
        let is_at_top = rng.chance(20);
        caption.draft.mark(if is_at_top { Habit::CaptionAtTop } else { Habit::CaptionBetween });
        let at = if is_at_top { 0 } else { rng.between(1, parts.len()) };
        parts.insert(at, Part::Aside(caption));
    }
    if rng.chance(10) {
        let (piece, runs) = aside::photo_group(stock.take(Genre::News), style, rng);
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
fn banners(parts: &mut Vec<Part>, stock: &mut Stock, style: &Style, rng: &mut Rng) {
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
    if rng.chance(4) {
        let contents = banner::contents(|| stock.take(Genre::News).headline.as_str(), rng);
        insert(parts, Part::Banner(contents, Some(Habit::Contents)), rng);
    }
}
