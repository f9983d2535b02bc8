//! `tests/README.md` promises nothing that no test holds.

// Helpers of tests are no tests to clippy, and a test may well fail by panicking.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::Path;

/// All Rust source below a folder.
fn source(folder: &Path) -> String {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries
        .filter(|path| path.file_name().is_some_and(|name| name != "target"))
        .map(|path| match path.extension() {
            Some(ending) if ending == "rs" => fs::read_to_string(&path).unwrap(),
            None if path.is_dir() => source(&path),
            _ => String::new(),
        })
        .collect()
}

#[test]
fn every_test_that_a_case_names_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let source = source(&root.join("src")) + &source(&root.join("tests"));
    let page = include_str!("README.md");
    let cases: Vec<&str> = page.lines().filter(|line| line.starts_with("| ") && line.contains("` |")).collect();
    assert!(cases.len() >= 32, "{}", cases.len());
    for case in cases {
        let (_, tests) = case.trim_end_matches([' ', '|']).rsplit_once('|').unwrap();
        for test in tests.split(',').map(|test| test.trim().trim_matches('`')) {
            let place = source.find(&format!("fn {test}("));
            assert!(place.is_some(), "no test {test}: {case}");
        }
    }
}
