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
    // Few photos have a title: one of six on real pages, and that a group's.
    if !article.headline.is_empty() && rng.chance(40) {
        draft.headline.clone_from(&article.headline);
        draft.mark(Habit::CaptionTitle);
    }
    let mut text = article.paragraphs[0].clone();
    let mut credit_line = None;
    match rng.below(100) {
        0..6 => draft.mark(Habit::CaptionWithoutCredit),
        6..16 => {
            draft.mark(Habit::CreditLine);
            credit_line = Some(byline::credit(&mut draft, rng).trim().to_string());
        }
        _ => text.push_str(&byline::credit(&mut draft, rng)),
    }
    let column = caption_column(&mut draft, style, rng);
    let mut body = set_paragraph(&in_page_marks(&text, style, rng), column, style, rng);
    body.extend(credit_line.map(SetLine::display));
    if draft.has(Habit::NarrowCaption) && rng.chance(35) {
        draft.mark(Habit::SpacedCaption);
        let full = body.iter().rposition(|line| line.stand != Stand::Display).unwrap_or_default();
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
pub(crate) fn photo_group(article: &Article, style: &Style, rng: &mut Rng) -> (Piece, Vec<Vec<SetLine>>) {
    let mut draft = Draft::new(ItemKind::Caption);
    draft.mark(Habit::PhotoGroup);
    let own = own_group(article).filter(|_| rng.chance(70));
    let (title, text, photos) = own.unwrap_or_else(|| {
        let (title, text, photos) = rng.pick(texts::PHOTO_GROUPS);
        (title.to_string(), text.to_string(), photos.iter().map(|photo| (*photo).to_string()).collect())
    });
    draft.headline.clone_from(&title);
    let photographers: Vec<String> = (0..rng.between(1, 4)).map(|_| byline::name(rng)).collect();
    draft.byline = format!("{} 摄", photographers.join(" "));
    let column = rng.between(22, 40);
    let mut body = set_paragraph(&in_page_marks(&text, style, rng), column, style, rng);
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
    let head = vec![vec![SetLine::display(&title)]];
    (Piece { draft, head, body }, runs)
}

/// A photo group of an article: its headline, its first sentence, and a numbered clause for each photo.
fn own_group(article: &Article) -> Option<(String, String, Vec<String>)> {
    let text = article.paragraphs.concat();
    let (lead, rest) = text.split_once('。')?;
    let is_photo =
        |clause: &&str| (8..=24).contains(&clause.chars().count()) && !clause.contains(['“', '”', '：', '、']);
    let photos: Vec<String> = "①②③④⑤⑥"
        .chars()
        .zip(rest.split(['，', '。', '；']).filter(is_photo))
        .map(|(n, c)| format!("{n}{c}。"))
        .collect();
    let is_usable = photos.len() >= 3 && article.headline.chars().count() <= 16 && lead.chars().count() <= 120;
    is_usable.then(|| (article.headline.clone(), format!("{lead}。"), photos))
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
    let is_tabbed = rng.chance(50);
    let (title, rows) = rng.pick(if is_tabbed { texts::TABBED } else { texts::TABLES });
    let cells = if is_tabbed && rng.chance(50) { " " } else { "\t" };
    draft.headline = title.to_string();
    let body = rows.iter().map(|row| SetLine::display(row.replace('\t', cells))).collect();
    Piece { draft, head: vec![vec![SetLine::display(title)]], body }
}
