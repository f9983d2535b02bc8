//! One run at a time writes an output.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, bail};
use same_file::Handle;

use super::aside;
use crate::input::name;

/// Held for as long as an output is written; the system gives it free when the process dies, however it dies.
pub(crate) struct Lock {
    path: PathBuf,
    /// The lock lies on the open file.
    _file: File,
}

impl Lock {
    /// Takes the lock of a file: a hidden file beside it, which says who holds it.
    pub(crate) fn of_file(output: &Path) -> anyhow::Result<Self> {
        Self::take(aside::hidden(output, ".lock"), output)
    }

    /// Takes the lock of a folder of results, which lies in it.
    pub(crate) fn of_folder(output: &Path) -> anyhow::Result<Self> {
        Self::take(output.join(".bianmu.lock"), output)
    }

    fn take(path: PathBuf, output: &Path) -> anyhow::Result<Self> {
        loop {
            let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path);
            let mut file =
                file.with_context(|| format!("{}: cannot write in this folder", name(aside::folder_of(&path))))?;
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => bail!(
                    "{}: another run is writing it{}; wait for its end",
                    name(output),
                    fs::read_to_string(&path).unwrap_or_default()
                ),
                // A file system without locks: the work must not fail for that.
                Ok(()) | Err(TryLockError::Error(_)) => {}
            }
            // Whoever held it before may have taken the file away between opening and locking.
            if is_at(&file, &path) {
                // What it says is for people alone; a full disk may leave it empty.
                let _ = file.set_len(0).and_then(|()| file.write_all(holder().as_bytes()));
                return Ok(Self { path, _file: file });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path);
    }
}

/// Whether an open file still stands under its name.
fn is_at(file: &File, path: &Path) -> bool {
    let same = || -> io::Result<bool> { Ok(Handle::from_file(file.try_clone()?)? == Handle::from_path(path)?) };
    same().unwrap_or(false)
}

/// ` (process 4242, since second 1732200000)`, seconds of Unix time.
fn holder() -> String {
    let start = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    format!(" (process {}, since second {start} of Unix time)", process::id())
}
