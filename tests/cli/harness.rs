//! Runs the built program in a folder of its own and compares what it says to the letter.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::Value;
use tempfile::TempDir;

/// Two articles of a page: line 1 and lines 3–6, line 8 and lines 10–12.
pub(crate) const TWO_ARTICLES: &str = include_str!("input/two_articles.txt");
/// One article, lines 1–5, and a folio with the date, line 7.
pub(crate) const WITH_FOLIO: &str = include_str!("input/with_folio.txt");
/// Twelve articles on health and twelve on education.
pub(crate) const LABELS: &str = include_str!("input/labels.csv");

/// A folder that the program works in; it goes when the test ends.
pub(crate) struct Folder(TempDir);

impl Folder {
    pub(crate) fn new() -> Self {
        Self(TempDir::new().unwrap())
    }

    /// A folder with `model`, trained on [`LABELS`] once for all tests.
    pub(crate) fn with_model() -> Self {
        static MODEL: OnceLock<Vec<u8>> = OnceLock::new();
        let model = MODEL.get_or_init(|| {
            let folder = Self::new().file("labels.csv", LABELS);
            folder.bianmu("train labels.csv -o model").any_stderr().run();
            fs::read(folder.path("model")).unwrap()
        });
        Self::new().file("model", model)
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file, and the folders above it.
    pub(crate) fn file(self, name: &str, content: impl AsRef<[u8]>) -> Self {
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::write(self.path(name), content).unwrap();
        self
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The names of all files and folders here, hidden ones too, sorted.
    pub(crate) fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.0.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    /// Prepares a run; `line` is cut at blanks.
    pub(crate) fn bianmu(&self, line: &str) -> Call<'_> {
        let args = line.split_whitespace().map(str::to_string).collect();
        let (stdout, stderr) = (Some(String::new()), Some(String::new()));
        Call { folder: self.0.path(), args, stdin: Vec::new(), stdout, stderr, sum: None, status: Some(0) }
    }
}

/// A run and what it must say: nothing on either stream and status 0, unless told otherwise.
#[must_use]
pub(crate) struct Call<'a> {
    folder: &'a Path,
    args: Vec<String>,
    stdin: Vec<u8>,
    stdout: Option<String>,
    stderr: Option<String>,
    sum: Option<String>,
    status: Option<i32>,
}

/// What a run said.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    /// What a report says that it holds.
    pub(crate) holds: String,
}

impl Call<'_> {
    /// Adds an argument that holds blanks.
    pub(crate) fn arg(mut self, arg: &str) -> Self {
        self.args.push(arg.to_string());
        self
    }

    pub(crate) fn stdin(mut self, bytes: impl AsRef<[u8]>) -> Self {
        self.stdin = bytes.as_ref().to_vec();
        self
    }

    pub(crate) fn stdout(mut self, expected: &str) -> Self {
        self.stdout = Some(expected.to_string());
        self
    }

    /// Expects one message; the program's name before it and the line end after it are added.
    pub(crate) fn message(mut self, expected: &str) -> Self {
        let stderr = self.stderr.get_or_insert_default();
        *stderr += &format!("bianmu: {expected}\n");
        self
    }

    /// Expects the line that adds up the inputs of a batch, which is left out of what messages are compared with.
    pub(crate) fn sum(mut self, expected: &str) -> Self {
        self.sum = Some(format!("bianmu: inputs: {expected}"));
        self
    }

    pub(crate) fn any_stdout(mut self) -> Self {
        self.stdout = None;
        self
    }

    pub(crate) fn any_stderr(mut self) -> Self {
        self.stderr = None;
        self
    }

    pub(crate) fn status(mut self, status: i32) -> Self {
        self.status = Some(status);
        self
    }

    pub(crate) fn any_status(mut self) -> Self {
        self.status = None;
        self
    }

    /// Runs the program and compares.
    #[track_caller]
    pub(crate) fn run(self) -> Said {
        let mut child = self.command().spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let bytes = self.stdin.clone();
        // A program that fails early leaves its input unread: that is no fault of the test.
        let writer = std::thread::spawn(move || drop(stdin.write_all(&bytes)));
        let output = child.wait_with_output().unwrap();
        writer.join().unwrap();
        let stdout = String::from_utf8(output.stdout).unwrap();
        let stderr = String::from_utf8(output.stderr).unwrap();
        let held = stderr.lines().find(|line| holds(&format!("{line}\n"))).unwrap_or_default().to_string();
        let (sums, stderr) = parted(&stderr);
        let said = |expected: &Option<String>, said: &str| expected.clone().unwrap_or_else(|| said.to_string());
        let args = self.args.join(" ");
        assert_eq!(stderr, said(&self.stderr, &stderr), "stderr of bianmu {args}");
        assert!(self.sum.is_none_or(|sum| sums == [sum]), "{sums:?} of bianmu {args}");
        let status = output.status.code();
        assert_eq!(status, self.status.or(status), "status of bianmu {args}; it said {stderr}");
        assert_eq!(stdout, said(&self.stdout, &stdout), "stdout of bianmu {args}");
        Said { stdout, stderr, holds: held }
    }

    /// Runs the program with its standard output closed; gives what it said on standard error.
    #[track_caller]
    pub(crate) fn run_with_closed_stdout(self) -> String {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let child = self.command().stdout(writer).spawn().unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), self.status, "status of bianmu {}", self.args.join(" "));
        String::from_utf8(output.stderr).unwrap()
    }

    /// The run as the system starts it, for tests that meddle with it.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_bianmu"));
        command.args(&self.args).current_dir(self.folder).env_remove("RUST_BACKTRACE");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
}

/// The lines that add up inputs, and all others but the one that says what a report holds.
fn parted(stderr: &str) -> (Vec<String>, String) {
    let (sums, others): (Vec<&str>, Vec<&str>) =
        stderr.split_inclusive('\n').filter(|line| !holds(line)).partition(|line| line.starts_with("bianmu: inputs: "));
    (sums.iter().map(|sum| sum.trim_end().to_string()).collect(), others.concat())
}

/// Whether a line says what a report holds, `bianmu: 2 pages, 3 articles, 0 to review, 1 undated`.
fn holds(line: &str) -> bool {
    line.starts_with("bianmu: ") && line.ends_with(" undated\n") && line.contains(" to review, ")
}

impl Said {
    /// Standard output as JSONL.
    #[track_caller]
    pub(crate) fn objects(&self) -> Vec<Value> {
        self.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// Standard output as a CSV table, the header first.
    #[track_caller]
    pub(crate) fn rows(&self) -> Vec<Vec<String>> {
        rows(&self.stdout)
    }
}

/// The rows of a CSV table, the header first.
#[track_caller]
pub(crate) fn rows(table: &str) -> Vec<Vec<String>> {
    let reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes()).into_records();
    reader.map(|row| row.unwrap().iter().map(str::to_string).collect()).collect()
}

/// A table of a header and rows, each without its line end.
pub(crate) fn table(header: &str, rows: impl IntoIterator<Item = String>) -> String {
    rows.into_iter().fold(format!("{header}\n"), |table, row| table + &row + "\n")
}

/// The names of an object's fields, in order.
#[track_caller]
pub(crate) fn fields(object: &Value) -> Vec<&str> {
    object.as_object().unwrap().keys().map(String::as_str).collect()
}
