//! Files that belong together: all are replaced, or none.

use std::fs;
use std::io::{ErrorKind, Write};
use std::path::Path;

use anyhow::{Context, bail};

use super::Output;
use crate::input::name;

/// Writes files of a folder. Each is written aside, and none takes its name before all are whole and all that they replace
/// can be replaced.
pub(crate) fn write_together(folder: &Path, files: Vec<(&str, Vec<u8>)>) -> anyhow::Result<()> {
    let mut outputs = Vec::new();
    for (file, bytes) in files {
        let path = folder.join(file);
        check_replaceable(&path)?;
        let mut output = Output::open(Some(&path))?;
        output.write_all(&bytes)?;
        output.flush()?;
        outputs.push(output);
    }
    outputs.into_iter().try_for_each(Output::finish)
}

/// Refuses a folder in a file's place, and a file that a spreadsheet program holds open where the system locks such files.
fn check_replaceable(path: &Path) -> anyhow::Result<()> {
    if path.is_dir() {
        bail!("{}: is a folder; move it away or name another folder to write", name(path));
    }
    match fs::OpenOptions::new().append(true).open(path) {
        // A file that may be read alone is replaced all the same where its folder may be written.
        Err(error) if error.kind() == ErrorKind::PermissionDenied && cfg!(unix) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        opened => {
            let remedy = || format!("{}: cannot be replaced; close it in Excel or WPS and run again", name(path));
            opened.map(drop).with_context(remedy)
        }
    }
}
