//! The columns of a page, told by the widths of neighbouring lines.

use std::ops::Range;

use super::block::OTHER_COLUMN;
use super::reader::{INDENT, Reader};
use crate::line_kind::{LineKind, ends_sentence};

/// Lines whose widths differ by no more than this, in half-width columns, fill the same column:
/// justification moves a character and a mark.
pub(super) const COLUMN_TOLERANCE: usize = 3;
/// How many neighbours on either side tell a line's column.
const NEIGHBOURS: usize = 6;
/// How many lines of one width make a column.
const COLUMN_LINES: usize = 3;
/// Fewest short first lines that are a page's habit.
const FIRST_LINES: usize = 4;
/// Narrowest column, in half-width columns; display lines of a few characters are no column.
const COLUMN_MIN: usize = 18;

impl Reader<'_> {
    /// The width of the widest of some lines, if enough of them show their width.
    pub(super) fn own_column(&self, lines: Range<usize>) -> Option<usize> {
        let shown = || lines.clone().filter(|&at| !self.line(at).is_stretched);
        shown().nth(COLUMN_LINES - 1)?;
        shown().map(|at| self.widths[at] as usize).max()
    }

    /// The column that line `at` stands in: the commonest width among its neighbours.
    pub(super) fn column(&self, at: usize) -> Option<usize> {
        if at >= self.len() {
            return None;
        }
        let near = &self.widths[at.saturating_sub(NEIGHBOURS)..(at + NEIGHBOURS + 1).min(self.len())];
        let alike = |width: u32| {
            // First lines are short by their blank.
            let is_alike =
                |other: u32| other.abs_diff(width) < COLUMN_TOLERANCE as u32 || other + INDENT as u32 == width;
            near.iter().map(|&other| u32::from(is_alike(other))).sum::<u32>()
        };
        let mut best = (0, 0);
        for &width in near.iter().filter(|&&width| width >= COLUMN_MIN as u32) {
            // Most neighbours are of the width that is best so far.
            if width != best.1 {
                best = best.max((alike(width), width));
            }
        }
        (best.0 >= COLUMN_LINES as u32).then_some(best.1 as usize)
    }

    /// Whether a line that may begin with a blank of `indent` reaches the end of its column. On a page
    /// without columns no line does.
    pub(super) fn is_full(&self, at: usize, indent: usize) -> bool {
        let line = self.line(at);
        let width = line.width + indent + COLUMN_TOLERANCE;
        line.is_stretched || self.column(at).is_some_and(|column| width >= column)
    }

    /// Whether a line stands in a column and reaches its end.
    pub(super) fn fills_column(&self, at: usize) -> bool {
        let line = self.line(at);
        self.column(at).is_some_and(|column| line.is_stretched || line.width + COLUMN_TOLERANCE >= column)
    }

    /// Whether most paragraphs of three lines or more begin with a line that is short by a blank.
    pub(super) fn firsts_are_short(&self) -> bool {
        let (mut short, mut all) = (0, 0);
        for at in 1..self.len().saturating_sub(2) {
            let begins = ends_sentence(self.line(at - 1).text) && self.kinds[at] == LineKind::Plain;
            let (first, next, third) = (self.line(at).width, self.line(at + 1).width, self.line(at + 2).width);
            let is_column = next.abs_diff(third) < COLUMN_TOLERANCE && next >= COLUMN_MIN && first <= next + 1;
            if begins && is_column && self.gap(at + 1) + self.gap(at + 2) == 0 && !self.line(at + 1).is_stretched {
                all += 1;
                short += usize::from((first + INDENT).abs_diff(next) < COLUMN_TOLERANCE);
            }
        }
        short >= FIRST_LINES && short * 3 >= all * 2
    }

    /// Whether text of another width begins at `next`.
    pub(super) fn changes_column(&self, next: usize) -> bool {
        match (self.column(next - 1), self.column(next + 1)) {
            (Some(before), Some(after)) => {
                before.abs_diff(after) >= OTHER_COLUMN && self.line(next).width.abs_diff(before) >= OTHER_COLUMN
            }
            (Some(before), None) => self.line(next).width >= before + OTHER_COLUMN,
            _ => false,
        }
    }
}
