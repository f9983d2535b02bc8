//! The lines of a page as pieces are put on it, one below the other, each with its owner.

use bianmu::item::ItemKind;

use crate::habits::Habit;
use crate::layout::{SetLine, Stand};
use crate::piece::Draft;

/// Which item a line belongs to, and as what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Owner {
    pub(crate) item: usize,
    pub(crate) is_headline: bool,
}

/// Lines that the text layer sets together; blank lines stand between boxes and, by the column's habits, in them.
pub(crate) type TextBox = Vec<(SetLine, Owner)>;

#[derive(Default)]
pub(crate) struct Sheet {
    pub(crate) items: Vec<Draft>,
    pub(crate) boxes: Vec<TextBox>,
}

impl Sheet {
    /// Takes up an item and gives its number.
    pub(crate) fn item(&mut self, draft: Draft) -> usize {
        self.items.push(draft);
        self.items.len() - 1
    }

    /// Puts lines in a box of their own.
    pub(crate) fn put(&mut self, lines: Vec<SetLine>, owner: Owner) {
        if !lines.is_empty() {
            self.boxes.push(lines.into_iter().map(|line| (line, owner)).collect());
        }
    }

    /// Puts lines right below the last box, without a blank line between.
    pub(crate) fn glue(&mut self, mut lines: Vec<SetLine>, owner: Owner) {
        match (self.boxes.last_mut(), lines.first_mut()) {
            (Some(above), Some(first)) => {
                first.stand = if first.stand == Stand::Indent { Stand::Glued } else { Stand::Display };
                above.extend(lines.into_iter().map(|line| (line, owner)));
            }
            _ => self.put(lines, owner),
        }
    }

    /// Glues or puts.
    pub(crate) fn set(&mut self, lines: Vec<SetLine>, owner: Owner, is_glued: bool) {
        if is_glued { self.glue(lines, owner) } else { self.put(lines, owner) }
    }

    /// Whether the last line is one of running text.
    pub(crate) fn ends_in_text(&self) -> bool {
        self.boxes.last().and_then(|lines| lines.last()).is_some_and(|(line, _)| line.stand != Stand::Display)
    }

    /// Puts page furniture.
    pub(crate) fn banner(&mut self, lines: &[String], habit: Option<Habit>) {
        self.set_banner(lines, habit, false);
    }

    pub(crate) fn set_banner(&mut self, lines: &[String], habit: Option<Habit>, is_glued: bool) {
        let mut draft = Draft::new(ItemKind::Banner);
        draft.habits.extend(habit);
        let item = self.item(draft);
        self.set(lines.iter().map(SetLine::display).collect(), Owner { item, is_headline: false }, is_glued);
    }
}
