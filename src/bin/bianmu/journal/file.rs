//! The journal's file: lines `SUM KEY JSON`, the setup first; written at its end only.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::PathBuf;

use anyhow::Context;
use bianmu::export::provenance::sha256;

use super::Setup;
use crate::args::Resume;
use crate::input::name;

/// Stands in the place of a key before the setup.
const SETUP: &str = "setup";
/// Hexadecimal digits of a line's checksum and of a key: 64 and 128 bits.
const SUM_DIGITS: usize = 16;
const KEY_DIGITS: usize = 32;

pub(super) struct JournalFile {
    file: File,
    path: PathBuf,
    setup: Option<Setup>,
    /// Where the JSON of each result lies: its offset and length in bytes.
    places: HashMap<String, (u64, usize)>,
    /// Lines that are not in the file yet.
    pending: Vec<u8>,
    /// Whether there is anything to go on with.
    is_worth_keeping: bool,
}

impl JournalFile {
    /// Opens the file, and reads it up to the first line that is torn or damaged; the rest is cut off.
    pub(super) fn open(path: PathBuf, resume: Resume) -> anyhow::Result<Self> {
        let opened = OpenOptions::new().read(true).write(true).create(true).truncate(resume == Resume::No).open(&path);
        let file = opened.with_context(|| format!("{}: cannot write", name(&path)))?;
        let mut journal =
            Self { file, path, setup: None, places: HashMap::new(), pending: Vec::new(), is_worth_keeping: false };
        journal.read().with_context(|| name(&journal.path))?;
        Ok(journal)
    }

    fn read(&mut self) -> io::Result<()> {
        let mut lines = BufReader::new(self.file.try_clone()?);
        let mut line = Vec::new();
        let mut end = 0;
        while lines.read_until(b'\n', &mut line)? > 0 {
            let Some((key, json)) = parsed(&line) else { break };
            if self.setup.is_none() {
                let Some(setup) = (key == SETUP).then(|| serde_json::from_slice(json).ok()).flatten() else { break };
                self.setup = Some(setup);
            } else {
                let start = line.len() - 1 - json.len();
                self.places.insert(key.to_string(), (end + start as u64, json.len()));
            }
            end += line.len() as u64;
            line.clear();
        }
        self.is_worth_keeping = !self.places.is_empty();
        self.file.set_len(end)?;
        self.file.seek(SeekFrom::End(0)).map(drop)
    }

    /// The setup of the run that began the journal; none in a new one.
    pub(super) fn setup(&self) -> Option<&Setup> {
        self.setup.as_ref()
    }

    /// Begins a new journal with a setup.
    pub(super) fn begin(mut self, setup: &Setup) -> anyhow::Result<Self> {
        let json = serde_json::to_vec(setup)?;
        self.append(SETUP, &json);
        self.save()?;
        Ok(self)
    }

    /// The JSON of a result; one that cannot be read any more counts as none.
    pub(super) fn find(&mut self, key: &str) -> Option<Vec<u8>> {
        let &(offset, length) = self.places.get(&key[..KEY_DIGITS])?;
        let mut json = vec![0; length];
        let read = self.file.seek(SeekFrom::Start(offset)).and_then(|_| self.file.read_exact(&mut json));
        let back = self.file.seek(SeekFrom::End(0));
        read.and(back).is_ok().then_some(json)
    }

    /// Adds a result; it comes to the file with [`JournalFile::save`].
    pub(super) fn add(&mut self, key: &str, json: &[u8]) {
        self.append(&key[..KEY_DIGITS], json);
        self.is_worth_keeping = true;
    }

    fn append(&mut self, key: &str, json: &[u8]) {
        let rest = [key.as_bytes(), b" ", json].concat();
        self.pending.extend_from_slice(sum(&rest).as_bytes());
        self.pending.push(b' ');
        self.pending.extend_from_slice(&rest);
        self.pending.push(b'\n');
    }

    /// Writes what was added. What the system loses with its power is noticed by the checksums, so nothing waits for
    /// the disk here.
    pub(super) fn save(&mut self) -> anyhow::Result<()> {
        self.file.write_all(&self.pending).with_context(|| format!("{}: cannot write", name(&self.path)))?;
        self.pending.clear();
        Ok(())
    }

    pub(super) fn remove(mut self) -> anyhow::Result<()> {
        self.is_worth_keeping = true;
        fs::remove_file(&self.path).with_context(|| format!("{}: cannot remove", name(&self.path)))
    }
}

impl Drop for JournalFile {
    /// A run that failed before it had done anything leaves nothing behind.
    fn drop(&mut self) {
        if !self.is_worth_keeping {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// The key and the JSON of a whole line whose checksum fits.
fn parsed(line: &[u8]) -> Option<(&str, &[u8])> {
    let (found, rest) = line.strip_suffix(b"\n")?.split_at_checked(SUM_DIGITS)?;
    let rest = rest.strip_prefix(b" ")?;
    let space = rest.iter().position(|&byte| byte == b' ')?;
    let key = std::str::from_utf8(&rest[..space]).ok()?;
    (found == sum(rest).as_bytes()).then(|| (key, &rest[space + 1..]))
}

fn sum(bytes: &[u8]) -> String {
    let mut digits = sha256(bytes);
    digits.truncate(SUM_DIGITS);
    digits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setup() -> Setup {
        vec![("version".to_string(), "1".to_string())]
    }

    fn key(digit: char) -> String {
        digit.to_string().repeat(64)
    }

    /// A journal of two results in a folder of its own.
    fn written() -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal");
        let mut journal = JournalFile::open(path.clone(), Resume::No).unwrap().begin(&setup()).unwrap();
        journal.add(&key('a'), b"[1,2]");
        journal.add(&key('b'), "\"沙市区\"".as_bytes());
        journal.save().unwrap();
        (folder, path)
    }

    #[test]
    fn results_are_found_again() {
        let (_folder, path) = written();
        let mut journal = JournalFile::open(path.clone(), Resume::Yes).unwrap();
        assert_eq!(journal.setup(), Some(&setup()));
        assert_eq!(journal.find(&key('a')), Some(b"[1,2]".to_vec()));
        assert_eq!(journal.find(&key('b')), Some("\"沙市区\"".as_bytes().to_vec()));
        assert_eq!(journal.find(&key('c')), None);
    }

    #[test]
    fn o06_a_journal_torn_at_any_byte_keeps_the_whole_lines_before_it_and_goes_on() {
        let (_folder, path) = written();
        let whole = fs::read(&path).unwrap();
        let ends: Vec<usize> = (0..whole.len()).filter(|&at| whole[at] == b'\n').collect();
        for length in 0..=whole.len() {
            fs::write(&path, &whole[..length]).unwrap();
            let mut journal = JournalFile::open(path.clone(), Resume::Yes).unwrap();
            let lines = ends.iter().filter(|&&end| end < length).count();
            assert_eq!(journal.setup().is_some(), lines > 0, "{length}");
            assert_eq!(journal.find(&key('a')).is_some(), lines > 1, "{length}");
            assert_eq!(journal.find(&key('b')).is_some(), lines > 2, "{length}");
            if lines == 0 {
                journal = journal.begin(&setup()).unwrap();
            }
            journal.add(&key('d'), b"4");
            journal.save().unwrap();
            let mut again = JournalFile::open(path.clone(), Resume::Yes).unwrap();
            assert_eq!(again.find(&key('d')), Some(b"4".to_vec()), "{length}");
        }
    }

    #[test]
    fn a_changed_byte_is_never_taken_over() {
        let (_folder, path) = written();
        let whole = fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 4;
            fs::write(&path, &bytes).unwrap();
            let mut journal = JournalFile::open(path.clone(), Resume::Yes).unwrap();
            let found = journal.find(&key('a'));
            assert!(found.is_none_or(|json| json == b"[1,2]"), "{at}");
        }
    }
}
