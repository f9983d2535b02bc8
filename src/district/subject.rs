//! What districts are asked about.

use crate::page::traditional::simplified;

/// What an item says of itself: its headline, several lines where a kicker or sub-headline is known, and its
/// repaired body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Subject<'a> {
    /// The headline's lines; empty where there is none.
    pub headline: &'a str,
    /// The body, wraps joined.
    pub body: &'a str,
}

impl Subject<'_> {
    /// Calls `read` with the item in simplified characters, in which names and cues are.
    pub(super) fn in_simplified<R>(&self, read: impl FnOnce(&Subject<'_>) -> R) -> R {
        match simplified([self.headline, self.body]) {
            None => read(self),
            Some([headline, body]) => read(&Subject { headline: &headline, body: &body }),
        }
    }
}
