//! Parts set on a page one below the other: where headlines stand with regard to their bodies.

use crate::article::Material;
use crate::banner;
use crate::habits::{Habit, Placement, Style};
use crate::layout::{SetLine, Stand};
use crate::piece::Piece;
use crate::plan::{self, Part, Story};
use crate::rng::Rng;
use crate::sheet::{Owner, Sheet};

/// Composes a page.
pub(crate) fn compose(material: &Material, style: &Style, rng: &mut Rng) -> Sheet {
    let mut sheet = Sheet::default();
    let parts = plan::parts(material, style, rng);
    let furniture = if style.has(Habit::Furniture) { banner::furniture(rng) } else { Vec::new() };
    let at_top = rng.below(furniture.len() + 1);
    // A column of small lines is read as one box on some pages.
    let is_together = rng.chance(30);
    put_furniture(&mut sheet, &furniture[..at_top], is_together);
    for part in parts {
        put(&mut sheet, part, style, rng);
    }
    put_furniture(&mut sheet, &furniture[at_top..], is_together);
    sheet
}

fn put_furniture(sheet: &mut Sheet, lines: &[String], is_together: bool) {
    let size = if is_together { lines.len().max(1) } else { 1 };
    for lines in lines.chunks(size) {
        sheet.banner(lines, Some(Habit::Furniture));
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

/// Habits of a headline that two headlines on one line do not show.
const ABOVE_SHARED_LINE: [Habit; 7] = [
    Habit::Kicker,
    Habit::KickerOnHeadlineLine,
    Habit::BrokenKicker,
    Habit::SubHeadline,
    Habit::BrokenHeadline,
    Habit::PhrasesOnTwoLines,
    Habit::SpacedHeadline,
];

fn open(sheet: &mut Sheet, story: Story, placement: Placement) -> Open {
    let Story { piece, inside, column_name, jump_to, jump_from } = story;
    let mut draft = piece.draft;
    if placement == Placement::Shared {
        draft.habits.retain(|habit| !ABOVE_SHARED_LINE.contains(habit));
    }
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
    if is_signed_here {
        put_signature(sheet, story);
    }
}

/// A signature below its text; a bare name stands in brackets there.
fn put_signature(sheet: &mut Sheet, story: &mut Open) {
    let Some(signature) = story.signature.take() else { return };
    let is_bare = sheet.items[story.item].has(Habit::BareName);
    let signature = if is_bare { format!("（{signature}）") } else { signature };
    sheet.put(vec![SetLine::display(signature)], Owner { item: story.item, is_headline: false });
}

fn put_body(sheet: &mut Sheet, story: &mut Open, placement: Placement, style: &Style, rng: &mut Rng) {
    let owner = Owner { item: story.item, is_headline: false };
    let is_under_head = placement == Placement::Before && !sheet.items[story.item].has(Habit::HeadlineMissing);
    // Text without a dateline that ran on from another piece would be that piece's to every reader.
    let is_marked = sheet.items[story.item].has(Habit::DatelineNews);
    part_from_text_above(sheet, story, is_marked || is_under_head, style, rng);
    let glued = if is_under_head { style.glued } else { style.glued / 3 * usize::from(is_marked) };
    let mut is_glued = rng.chance(glued);
    let is_right_under_head = is_under_head && story.column_name.is_none();
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
        let is_bare = sheet.items[story.item].has(Habit::BareName);
        // Away from its headline a bare name would be no signature.
        let signature = if is_bare && !is_right_under_head { format!("□ {signature}") } else { signature };
        sheet.set(vec![SetLine::display(signature)], owner, is_right_under_head && rng.chance(50));
        is_glued = rng.chance(30);
    }
    if is_glued && is_right_under_head {
        sheet.items[story.item].mark(Habit::HeadlineOverDateline);
    }
    put_lines(sheet, story, owner, is_glued, rng);
    if placement != Placement::After {
        put_signature(sheet, story);
    }
    if let Some(jump) = story.jump_to.take() {
        sheet.set_banner(&[jump], Some(Habit::JumpTo), rng.chance(60));
    }
}

/// Percent of the unmarked texts right below another text, their headline elsewhere, that have a line between:
/// none of the 29 items of the real pages stands without one.
const PARTED: usize = 90;

/// Puts a column's name between a text and one that opens without dateline, signature and headline.
fn part_from_text_above(sheet: &Sheet, story: &mut Open, is_marked: bool, style: &Style, rng: &mut Rng) {
    let is_signed = sheet.items[story.item].has(Habit::SignatureBefore) && story.signature.is_some();
    if !is_marked && !is_signed && story.jump_from.is_none() && sheet.ends_in_text() && rng.chance(PARTED) {
        story.column_name.get_or_insert_with(|| banner::column_name(style, rng));
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
