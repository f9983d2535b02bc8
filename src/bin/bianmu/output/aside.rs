//! Files under hidden names beside the ones that they will be.

use std::ffi::OsStr;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::process;

use anyhow::Context;
use tempfile::NamedTempFile;

use crate::input::name;

/// Most bytes of an output's name in the hidden names beside it; file systems take 255 in all.
const MOST_NAME: usize = 200;

/// The folder that a path lies in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The hidden name beside an output: `.NAME` and an ending.
pub(crate) fn hidden(output: &Path, ending: &str) -> PathBuf {
    folder_of(output).join(format!(".{}{ending}", stem(output)))
}

/// The output's name, cut where it is too long for an ending after it.
fn stem(output: &Path) -> String {
    let file = output.file_name().unwrap_or(OsStr::new("out")).to_string_lossy();
    let fits = |&(at, c): &(usize, char)| at + c.len_utf8() <= MOST_NAME;
    file.char_indices().take_while(fits).map(|(_, c)| c).collect()
}

/// Makes the file that will be an output, `.NAME.tmp-PID-RANDOM`.
pub(super) fn create(output: &Path) -> anyhow::Result<NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    let prefix = format!(".{}.tmp-{}-", stem(output), process::id());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // The rights of any new file; temporary files are private otherwise.
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    let made = builder.prefix(&prefix).tempfile_in(folder_of(output));
    // tempfile names its random path in the message; the kind says enough.
    let made = made.map_err(|error| io::Error::from(error.kind()));
    made.with_context(|| format!("{}: cannot write in this folder", name(folder_of(output))))
}

/// Takes away what runs that were killed have left beside an output. Only who holds the output's lock may do this.
pub(super) fn sweep(output: &Path) {
    let prefix = format!(".{}.tmp-", stem(output));
    // Long names are cut, and another output's may begin the same.
    if prefix.len() > MOST_NAME {
        return;
    }
    let entries = fs::read_dir(folder_of(output)).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(&prefix)) {
        let _ = fs::remove_file(entry.path());
    }
}

/// Puts a complete file in its place and makes sure that both the file and its name are on the disk.
pub(super) fn place(aside: NamedTempFile, output: &Path) -> io::Result<()> {
    aside.as_file().sync_all()?;
    aside.persist(output).map_err(|error| error.error)?;
    sync_folder(folder_of(output))
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> io::Result<()> {
    match File::open(folder)?.sync_all() {
        // Some file systems have no such thing for folders.
        Err(error) if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) => Ok(()),
        synced => synced,
    }
}

#[cfg(not(unix))]
fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}
