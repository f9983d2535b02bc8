//! Keeps a text's cells and rows within limits while it is read.
//!
//! The csv crate takes a quote that is never closed for the start of a cell that is all the rest of the file.

use std::collections::VecDeque;
use std::io::{self, BufRead, Read};

use super::Limits;
use crate::error::Error;

/// Most line ends in a cell of [`Limits::DEFAULT`]; an article has a few dozen lines, a whole chapter printed as one article some
/// hundred.
const LINES: usize = 1000;

/// Where in a row the text stands; as in the csv crate, a quote opens a cell only at its beginning.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    Bare,
    Quoted,
    /// After a quote in a quoted cell: it closes the cell, or is the first of two that stand for one.
    Closing,
}

/// Hands a text on, its lone CR as LF, and fails where a limit is passed.
pub(super) struct Guard<R> {
    text: R,
    name: String,
    delimiter: u8,
    limits: Limits,
    state: State,
    /// The line, 1-based, and where the cell began.
    line: u64,
    opened: u64,
    /// Characters of the cell and bytes of the row so far.
    cell: usize,
    row: usize,
    /// How much of a byte order mark was seen; all of it where none can come.
    mark: usize,
    /// The lines on which rows began that were handed on and not asked for.
    begun: VecDeque<u64>,
    /// What is said when all before it was handed on.
    failure: Option<Error>,
}

/// The byte order mark of UTF-8, before which no cell begins.
const MARK: &[u8] = "\u{feff}".as_bytes();

impl<R: BufRead> Guard<R> {
    pub(super) fn new(name: &str, text: R, delimiter: u8, limits: Limits) -> Self {
        let name = name.to_string();
        Self {
            text,
            name,
            delimiter,
            limits,
            state: State::Start,
            line: 1,
            opened: 1,
            cell: 0,
            row: 0,
            mark: 0,
            begun: VecDeque::new(),
            failure: None,
        }
    }

    /// The line of the next row; called once for every row read. The csv crate counts blank lines and the LF of a
    /// CRLF to the row after them.
    pub(super) fn next_line(&mut self) -> u64 {
        self.begun.pop_front().unwrap_or(self.line)
    }

    /// Takes note of a byte.
    fn pass(&mut self, byte: u8) -> Result<(), Error> {
        if MARK.get(self.mark) == Some(&byte) {
            self.mark += 1;
            return Ok(());
        }
        self.mark = MARK.len();
        let is_end = byte == b'\n' || byte == b'\r';
        if self.row == 0 && !is_end {
            self.begun.push_back(self.line);
        }
        self.line += u64::from(byte == b'\n');
        self.state = match (self.state, byte) {
            (State::Quoted, b'"') => State::Closing,
            (State::Start | State::Closing, b'"') | (State::Quoted, _) => State::Quoted,
            _ if byte == self.delimiter || is_end => State::Start,
            _ => State::Bare,
        };
        self.row += 1;
        if self.state == State::Start {
            (self.cell, self.opened) = (0, self.line);
            self.row = if is_end { 0 } else { self.row };
        } else {
            // Bytes that go on with a character of UTF-8 are none of their own.
            self.cell += usize::from(byte & 0xc0 != 0x80);
        }
        self.check()
    }

    fn check(&self) -> Result<(), Error> {
        let wrong = |line, message| Err(Error::row(&self.name, line, message));
        let most = self.limits.cell;
        let is_quoted = self.state == State::Quoted;
        let lines = (self.line - self.opened) as usize;
        let most_lines = LINES.saturating_mul(most.div_ceil(Limits::DEFAULT.cell));
        if is_quoted && (self.cell > most || lines > most_lines) {
            let message = format!(
                "the quote that opens a cell here is not closed within {most} characters and {most_lines} lines; close \
                 it, or raise `--max-cell-length`"
            );
            return wrong(self.opened, message);
        }
        if self.cell > most {
            return wrong(self.line, format!("a cell of more than {most} characters; raise `--max-cell-length`"));
        }
        if self.row > self.limits.row {
            let most = self.limits.row >> 20;
            return wrong(self.line, format!("a row of more than {most} MB; raise `--max-row-size`"));
        }
        Ok(())
    }

    /// Says that a quote was never closed.
    fn finish(&self) -> io::Result<usize> {
        if self.state == State::Quoted {
            let message = "the quote that opens a cell here is never closed; close it";
            return Err(io::Error::other(Error::row(&self.name, self.opened, message)));
        }
        Ok(0)
    }
}

impl<R: BufRead> Read for Guard<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if let Some(failure) = self.failure.take() {
            return Err(io::Error::other(failure));
        }
        let source = self.text.fill_buf()?;
        let count = source.len().min(into.len());
        if count == 0 {
            return if into.is_empty() { Ok(0) } else { self.finish() };
        }
        into[..count].copy_from_slice(&source[..count]);
        self.text.consume(count);
        // A CR at the end of what was read is looked at together with what follows it.
        let follows = if into[count - 1] == b'\r' { self.text.fill_buf()?.first().copied() } else { None };
        for at in 0..count {
            let next = if at + 1 < count { Some(into[at + 1]) } else { follows };
            if into[at] == b'\r' && next != Some(b'\n') && self.state != State::Quoted {
                into[at] = b'\n';
            }
            if let Err(failure) = self.pass(into[at]) {
                self.failure = Some(failure);
                return if at > 0 { Ok(at) } else { self.read(into) };
            }
        }
        Ok(count)
    }
}
