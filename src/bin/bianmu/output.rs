//! Results on standard output, or in a file that is written aside and renamed.

mod aside;
mod lock;
mod screen;
mod together;

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use bianmu::error::Error;
use clap::ValueEnum;
use same_file::Handle;
use screen::Screen;
use tempfile::NamedTempFile;

pub(crate) use self::aside::hidden;
pub(crate) use self::lock::Lock;
pub(crate) use self::together::write_together;
use crate::input::name;

/// Where a verb writes. A file appears under its name only when [`Output::finish`] has been called.
pub(crate) enum Output {
    /// Standard output.
    Stdout(BufWriter<Screen>),
    /// Something that is no file, such as `/dev/null` or a named pipe: written to, never replaced.
    Device(BufWriter<fs::File>, PathBuf),
    /// A file beside the one that it will replace, and the lock of that one.
    File(BufWriter<NamedTempFile>, PathBuf, Lock),
}

impl Output {
    /// Opens standard output for `None` and `-`. A file is made before any work, so that a folder that cannot be
    /// written is known before any work.
    pub(crate) fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        match path {
            None => Ok(Self::Stdout(BufWriter::new(Screen::for_data()))),
            Some(path) if path == Path::new("-") => Self::open(None),
            Some(path) if is_device(path) => {
                let device = fs::OpenOptions::new().write(true).open(path);
                let device = device.with_context(|| format!("{}: cannot write", name(path)))?;
                Ok(Self::Device(BufWriter::new(device), path.to_path_buf()))
            }
            Some(path) => {
                let lock = Lock::of_file(path)?;
                aside::sweep(path);
                Ok(Self::File(BufWriter::new(aside::create(path)?), path.to_path_buf(), lock))
            }
        }
    }

    /// Opens an output for text of our own, which may be coloured.
    pub(crate) fn open_for_own_text(path: Option<&Path>) -> anyhow::Result<Self> {
        match path {
            Some(path) if path != Path::new("-") => Self::open(Some(path)),
            _ => Ok(Self::Stdout(BufWriter::new(Screen::for_own_text()))),
        }
    }

    /// Completes the output; a file takes its name now.
    pub(crate) fn finish(self) -> anyhow::Result<()> {
        self.finish_before(|| Ok(()))
    }

    /// The same, and does one thing more before another run may write this output.
    pub(crate) fn finish_before(mut self, last: impl FnOnce() -> anyhow::Result<()>) -> anyhow::Result<()> {
        self.flush()?;
        if let Self::File(writer, path, _lock) = self {
            let aside = writer.into_inner().map_err(io::IntoInnerError::into_error);
            let placed = aside.and_then(|aside| aside::place(aside, &path));
            placed.with_context(|| format!("{}: cannot write", name(&path)))?;
            return last();
        }
        last()
    }

    /// The same for a run with these inputs, none of which it may be.
    pub(crate) fn open_for<'a>(
        path: Option<&Path>,
        inputs: impl IntoIterator<Item = &'a PathBuf>,
    ) -> anyhow::Result<Self> {
        if let Some(path) = path {
            keep_inputs(path, inputs)?;
        }
        Self::open(path)
    }

    /// The file that this output will be; none where there is no file to go on with later.
    pub(crate) fn file(&self) -> Option<&Path> {
        match self {
            Self::File(_, path, _) => Some(path),
            Self::Stdout(_) | Self::Device(..) => None,
        }
    }

    /// The error with the name of what could not be written.
    fn named(&self, error: io::Error) -> io::Error {
        match self {
            Self::Stdout(_) => error,
            Self::Device(_, path) | Self::File(_, path, _) => {
                io::Error::new(error.kind(), Error::io(format!("{}: cannot write", name(path)), error))
            }
        }
    }
}

/// Refuses an output that is one of the inputs, by whatever name: it would be gone for a second run.
pub(crate) fn keep_inputs<'a>(output: &Path, inputs: impl IntoIterator<Item = &'a PathBuf>) -> anyhow::Result<()> {
    if !output.is_file() {
        return Ok(());
    }
    let written = Handle::from_path(output).with_context(|| name(output))?;
    for input in inputs {
        // A pipe would wait to be opened, and is no file.
        let is_output = input.is_file() && Handle::from_path(input).is_ok_and(|read| read == written);
        ensure!(!is_output, "{}: is an input of this run; name another file to write", name(output));
    }
    Ok(())
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = match self {
            Self::Stdout(stdout) => stdout.write(bytes),
            Self::Device(device, _) => device.write(bytes),
            Self::File(writer, ..) => writer.write(bytes),
        };
        written.map_err(|error| self.named(error))
    }

    fn flush(&mut self) -> io::Result<()> {
        let flushed = match self {
            Self::Stdout(stdout) => stdout.flush(),
            Self::Device(device, _) => device.flush(),
            Self::File(writer, ..) => writer.flush(),
        };
        flushed.map_err(|error| self.named(error))
    }
}

/// Whether a path is there and is neither file nor folder.
fn is_device(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir())
}

/// The format that a flag names, or else the ending of the output's name.
pub(crate) fn format_of<F: ValueEnum>(flag: Option<F>, output: Option<&Path>) -> Option<F> {
    flag.or_else(|| F::from_str(output?.extension()?.to_str()?, true).ok())
}

/// Writes a whole file at once, aside and renamed.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let mut output = Output::open(Some(path))?;
    output.write_all(bytes)?;
    output.finish()
}

/// Makes a folder to write into.
pub(crate) fn make_folder(path: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(path).with_context(|| format!("{}: cannot make this folder", name(path)))
}
