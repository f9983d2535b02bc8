//! A file that must not change while it is read.

use std::fs::{File, Metadata};
use std::io::{self, Read};

use bianmu::error::Error;

/// Reads a file and fails at its end if it has changed since it was opened: half of one state and half of another,
/// as when an editor or a copy is still writing, is neither.
pub(super) struct Steady {
    file: File,
    name: String,
    opened: Metadata,
}

impl Steady {
    /// Starts to read a file.
    pub(super) fn new(file: File, name: String) -> io::Result<Self> {
        Ok(Self { opened: file.metadata()?, file, name })
    }

    fn check(&self) -> io::Result<()> {
        let now = self.file.metadata()?;
        let is_same = now.len() == self.opened.len() && now.modified().ok() == self.opened.modified().ok();
        if self.opened.is_file() && !is_same {
            return Err(io::Error::other(Error::Changed { name: self.name.clone() }));
        }
        Ok(())
    }
}

impl Read for Steady {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(into)?;
        if count == 0 && !into.is_empty() {
            self.check()?;
        }
        Ok(count)
    }
}
