//! Batches to break off, go on with and compare.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::harness::{Folder, TWO_ARTICLES};

/// The report's files, and the tags of the same pages.
pub(super) const VERBS: [(&str, &str); 2] =
    [("report issue --model model -o out", "out"), ("tag issue --model model -o tags/out.csv", "tags")];

/// A folder `issue` of so many pages, no two alike, and the folder that tags go to.
pub(super) fn issue(pages: usize) -> Folder {
    let page = |i: usize| TWO_ARTICLES.replace("3月11日", &format!("3月{}日", i % 28 + 1)) + &format!("\n第{i}版\n");
    let folder = Folder::with_model().file("tags/keep.md", "mine");
    (0..pages).fold(folder, |folder, i| folder.file(&format!("issue/{i:05}.txt"), page(i)))
}

/// All files of a folder with their bytes, hidden ones too.
pub(super) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap())).collect()
}
