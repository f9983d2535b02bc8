//! Inputs that were skipped, each named once on standard error.

use std::io::{self, Write};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::exit;

/// Counts inputs that finished and inputs that were skipped.
#[derive(Default)]
pub(crate) struct Failures {
    skipped: AtomicUsize,
    finished: AtomicUsize,
}

impl Failures {
    /// Names a skipped input.
    pub(crate) fn skip(&self, error: &(impl std::fmt::Display + ?Sized)) {
        self.skipped.fetch_add(1, Ordering::Relaxed);
        print(&error.to_string());
    }

    /// Counts an input that finished.
    pub(crate) fn finish(&self) {
        self.finished.fetch_add(1, Ordering::Relaxed);
    }

    /// Whether no input at all finished although there were some.
    pub(crate) fn is_total(&self) -> bool {
        self.finished.load(Ordering::Relaxed) == 0 && self.skipped.load(Ordering::Relaxed) > 0
    }

    /// 0 when every input finished, 1 when none did, otherwise 3.
    pub(crate) fn status(&self) -> ExitCode {
        match (self.finished.load(Ordering::Relaxed), self.skipped.load(Ordering::Relaxed)) {
            (_, 0) => ExitCode::SUCCESS,
            (0, _) => ExitCode::from(exit::FAILED),
            _ => ExitCode::from(exit::SKIPPED),
        }
    }
}

/// Prints a message on standard error, each line after the program's name; foreign text may hold
/// control characters, which are shown and never sent to the terminal. A run goes on when nobody reads along.
pub(crate) fn print(message: &str) {
    for line in message.lines() {
        let _ = writeln!(io::stderr(), "bianmu: {}", shown(line));
    }
}

/// The text with control and directional characters spelt out.
pub(crate) fn shown(text: &str) -> String {
    let is_hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().fold(String::with_capacity(text.len()), |mut out, c| {
        if is_hidden(c) {
            out.extend(c.escape_unicode());
        } else {
            out.push(c);
        }
        out
    })
}
