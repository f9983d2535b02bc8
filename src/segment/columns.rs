//! The columns of a page, told by the widths of neighbouring lines.

use std::ops::Range;

use super::block::OTHER_COLUMN;
use super::reader::Reader;

/// Lines whose widths differ by no more than this, in half-width columns, fill the same column:
/// justification moves a character and a mark.
pub(super) const COLUMN_TOLERANCE: usize = 3;
/// How many neighbours on either side tell a line's column.
const NEIGHBOURS: usize = 6;
/// How many lines of one width make a column.
const COLUMN_LINES: usize = 3;
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
            near.iter().map(|other| u32::from(other.abs_diff(width) < COLUMN_TOLERANCE as u32)).sum::<u32>()
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
