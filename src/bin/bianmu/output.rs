//! Results on standard output, or in a file that is written aside and renamed.

mod screen;

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::ValueEnum;
use screen::Screen;
use tempfile::NamedTempFile;

/// Where a verb writes. A file appears under its name only when [`Output::finish`] has been called.
pub(crate) enum Output {
    /// Standard output.
    Stdout(BufWriter<Screen>),
    /// Something that is no file, such as `/dev/null` or a named pipe: written to, never replaced.
    Device(BufWriter<fs::File>),
    /// A file beside the one that it will replace.
    File(BufWriter<NamedTempFile>, PathBuf),
}

impl Output {
    /// Opens standard output for `None` and `-`.
    pub(crate) fn open(path: Option<&Path>) -> anyhow::Result<Self> {
        match path {
            None => Ok(Self::Stdout(BufWriter::new(Screen::for_data()))),
            Some(path) if path == Path::new("-") => Self::open(None),
            Some(path) if is_device(path) => {
                let device = fs::OpenOptions::new().write(true).open(path);
                let device = device.with_context(|| format!("{}: cannot write", path.display()))?;
                Ok(Self::Device(BufWriter::new(device)))
            }
            Some(path) => {
                let folder = match path.parent() {
                    Some(folder) if !folder.as_os_str().is_empty() => folder,
                    _ => Path::new("."),
                };
                let aside = tempfile::Builder::new()
                    .prefix(".bianmu-")
                    .tempfile_in(folder)
                    // tempfile names its random path in the message; the kind says enough.
                    .map_err(|error| io::Error::from(error.kind()))
                    .with_context(|| format!("{}: cannot write in this folder", folder.display()))?;
                Ok(Self::File(BufWriter::new(aside), path.to_path_buf()))
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
        match self {
            Self::Stdout(mut stdout) => stdout.flush()?,
            Self::Device(mut device) => device.flush()?,
            Self::File(writer, path) => {
                let aside = writer.into_inner().map_err(io::IntoInnerError::into_error);
                let aside = aside.with_context(|| format!("{}: cannot write", path.display()))?;
                aside.as_file().sync_all().with_context(|| format!("{}: cannot write", path.display()))?;
                readable(&aside)?;
                let placed = aside.persist(&path).map_err(|error| error.error);
                placed.with_context(|| format!("{}: cannot write", path.display()))?;
            }
        }
        Ok(())
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(stdout) => stdout.write(bytes),
            Self::Device(device) => device.write(bytes),
            Self::File(writer, _) => writer.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(stdout) => stdout.flush(),
            Self::Device(device) => device.flush(),
            Self::File(writer, _) => writer.flush(),
        }
    }
}

/// Whether a path is there and is neither file nor folder.
fn is_device(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| !metadata.is_file() && !metadata.is_dir())
}

/// Gives a result the rights of an ordinary new file; temporary files are made private.
#[cfg(unix)]
fn readable(aside: &NamedTempFile) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(aside.path(), fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &NamedTempFile) -> io::Result<()> {
    Ok(())
}

/// The format that a flag names, or else the ending of the output's name.
pub(crate) fn format_of<F: ValueEnum>(flag: Option<F>, output: Option<&Path>) -> Option<F> {
    flag.or_else(|| F::from_str(output?.extension()?.to_str()?, true).ok())
}

/// Writes a whole file at once, aside and renamed.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let mut output = Output::open(Some(path))?;
    output.write_all(bytes).with_context(|| format!("{}: cannot write", path.display()))?;
    output.finish()
}

/// Makes a folder to write into.
pub(crate) fn make_folder(path: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(path).with_context(|| format!("{}: cannot make this folder", path.display()))
}
