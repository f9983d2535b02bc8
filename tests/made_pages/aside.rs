//! Pieces that are no articles: captions, photo groups, quotations, notices and tables.

use bianmu::item::ItemKind;

use crate::article::Article;
use crate::byline;
use crate::habits::{Habit, Style};
use crate::layout::{SetLine, Stand, set_paragraph, space_out};
use crate::piece::{Draft, Piece, in_page_marks};
use crate::rng::Rng;
use crate::texts;

/// Makes a caption.
pub(crate) fn caption(article: &Article, style: &Style, rng: &mut Rng) -> Piece {
    let mut draft = Draft::new(ItemKind::Caption);
    draft.headline.clone_from(&article.headline);
    if !article.headline.is_empty() {
        draft.mark(Habit::CaptionTitle);
    }
    let mut text = article.paragraphs[0].clone();
    if rng.chance(6) {
        draft.mark(Habit::CaptionWithoutCredit);
    } else {
        text.push_str(&byline::credit(&mut draft, rng));
    }
    let column = caption_column(&mut draft, style, rng);
    let mut body = set_paragraph(&in_page_marks(&text, style, rng), column, style, rng);
    if draft.has(Habit::NarrowCaption) && rng.chance(35) {
        draft.mark(Habit::SpacedCaption);
        let full = body.len() - 1;
        body.iter_mut().take(full).for_each(|line| line.text = space_out(&line.text, rng));
    }
    let head = if draft.headline.is_empty() { Vec::new() } else { vec![vec![SetLine::display(&draft.headline)]] };
    Piece { draft, head, body }
}

/// A caption is as wide as its photo, not as the column of text.
fn caption_column(draft: &mut Draft, style: &Style, rng: &mut Rng) -> usize {
    let (habit, column) = match rng.below(10) {
        0..3 => (Some(Habit::NarrowCaption), rng.between(8, 12)),
        3..7 => (Some(Habit::WideCaption), rng.between(28, 52)),
        _ => (None, rng.between(style.columns.0, style.columns.1)),
    };
    habit.filter(|_| style.is_wrapped).into_iter().for_each(|habit| draft.mark(habit));
    column
}

/// Makes a group of photos with one title: the group's text, and the photos' lines in one run or in two.
pub(crate) fn photo_group(style: &Style, rng: &mut Rng) -> (Piece, Vec<Vec<SetLine>>) {
    let mut draft = Draft::new(ItemKind::Caption);
    draft.mark(Habit::PhotoGroup);
    let (title, text, photos) = rng.pick(texts::PHOTO_GROUPS);
    draft.headline = title.to_string();
    let photographers: Vec<String> = (0..rng.between(1, 4)).map(|_| byline::name(rng)).collect();
    draft.byline = format!("{} 摄", photographers.join(" "));
    let column = rng.between(22, 40);
    let mut body = set_paragraph(&in_page_marks(text, style, rng), column, style, rng);
    let credit = rng.weighted(&[("（本组图片：", 50), ("（组图：", 20), ("（本组照片 ", 30)]);
    let credit = in_page_marks(&format!("{credit}{}）", draft.byline), style, rng);
    body.extend(set_paragraph(&credit, column, style, rng));
    // One photo below the other: the lines of a run stand together.
    let mut set = |photo: &str| {
        let lines = set_paragraph(&in_page_marks(photo, style, rng), 24, style, rng);
        lines.into_iter().map(|line| SetLine { stand: Stand::Flush, ..line })
    };
    let mut runs: Vec<Vec<SetLine>> = vec![photos.iter().flat_map(|photo| set(photo).collect::<Vec<_>>()).collect()];
    if photos.len() > 3 && rng.chance(50) {
        draft.mark(Habit::SplitPhotoGroup);
        let first = runs[0].drain(..3).collect();
        runs.push(first);
    }
    let head = vec![vec![SetLine::display(title)]];
    (Piece { draft, head, body }, runs)
}

/// Makes a quotation: its text, and its source after `——`.
pub(crate) fn quotation(style: &Style, rng: &mut Rng) -> Piece {
    let mut draft = Draft::new(ItemKind::Quote);
    draft.mark(Habit::Quotation);
    let (text, source) = rng.pick(texts::QUOTATIONS);
    let column = rng.between(16, 38);
    let mut body = set_paragraph(&in_page_marks(text, style, rng), column, style, rng);
    body.extend(set_paragraph(&format!("——{source}"), column.max(20), style, rng));
    let mut head = Vec::new();
    if rng.chance(50) {
        draft.headline = rng.pick(texts::QUOTATION_TITLES).to_string();
        head.push(vec![SetLine::display(&draft.headline)]);
    }
    Piece { draft, head, body }
}

/// Makes a notice with its signer and day.
pub(crate) fn notice(style: &Style, rng: &mut Rng) -> Piece {
    let mut draft = Draft::new(ItemKind::Article);
    draft.mark(Habit::Notice);
    let (title, paragraphs, signer) = rng.pick(texts::NOTICES);
    draft.headline = title.to_string();
    let column = rng.between(style.columns.0, style.columns.1);
    let mut body: Vec<SetLine> = paragraphs
        .iter()
        .flat_map(|text| set_paragraph(&in_page_marks(text, style, rng), column, style, rng))
        .collect();
    if !signer.is_empty() {
        body.push(SetLine::display(signer));
        body.push(SetLine::display(format!("2024年{}月{}日", rng.between(1, 12), rng.between(1, 28))));
    }
    Piece { draft, head: vec![vec![SetLine::display(title)]], body }
}

/// Makes a table: a title and rows.
pub(crate) fn table(rng: &mut Rng) -> Piece {
    let mut draft = Draft::new(ItemKind::Article);
    draft.mark(Habit::Table);
    let (title, rows) = rng.pick(texts::TABLES);
    draft.headline = title.to_string();
    let body = rows.iter().map(|row| SetLine::display(*row)).collect();
    Piece { draft, head: vec![vec![SetLine::display(title)]], body }
}
