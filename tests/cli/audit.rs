//! `bianmu audit`: labels in, proposed changes out; changes in, new labels out.

use crate::harness::{Folder, LABELS, rows};

const COLUMNS: [&str; 9] = ["row", "id", "text", "kind", "current", "proposed", "score", "reason", "terms"];

/// [`LABELS`] with the first row's label wrong, a slip in the last row's, and a copy of the second row under the other
/// topic at the end.
fn spoilt() -> String {
    let mut lines: Vec<String> = LABELS.lines().map(str::to_string).collect();
    lines[1] = lines[1].replace(",health", ",education");
    lines.push(lines[2].replace(",health", ",education"));
    let last = lines.len() - 2;
    lines[last] = lines[last].replace(",education", ",eduction");
    lines.join("\n") + "\n"
}

/// The proposals for one row of the labels, by its spreadsheet number.
fn about<'a>(changes: &'a [Vec<String>], row: &str) -> &'a [String] {
    changes.iter().find(|change| change[0] == row).unwrap_or_else(|| panic!("nothing about row {row}: {changes:?}"))
}

#[test]
fn wrong_labels_slips_and_contradictions_are_proposed_the_surest_first() {
    let folder = Folder::new().file("labels.csv", spoilt());
    let changes = folder.bianmu("audit labels.csv").any_stdout().run().rows();
    assert_eq!(changes[0], COLUMNS);
    let wrong = about(&changes, "2");
    assert_eq!((&*wrong[3], &*wrong[4], &*wrong[5]), ("wrong-label", "education", "health"), "{wrong:?}");
    assert!(!wrong[7].is_empty() && !wrong[8].is_empty(), "{wrong:?}");
    let slip = about(&changes, "25");
    assert_eq!((&*slip[3], &*slip[4], &*slip[5]), ("topic-name", "eduction", "education"), "{slip:?}");
    let copy = about(&changes, "26");
    assert_eq!((&*copy[3], &*copy[4], &*copy[5]), ("contradicting-copy", "education", "health"), "{copy:?}");
    assert!(copy[7].contains("row 3"), "{copy:?}");
    assert!(changes.iter().all(|change| change[0] != "3"), "its twin is right");
    let few: Vec<_> = changes.iter().filter(|change| change[3] == "few-examples").collect();
    assert_eq!(few.len(), 2);
    let scores: Vec<f64> = changes[1..].iter().map(|change| change[6].parse().unwrap()).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
}

#[test]
fn what_a_person_keeps_is_applied_and_all_else_stays() {
    let labels = spoilt();
    let folder = Folder::new().file("labels.csv", &labels);
    for flag in ["", "--excel"] {
        folder.bianmu(&format!("audit labels.csv -o changes.csv {flag}")).run();
        let mut changes = rows(folder.read("changes.csv").trim_start_matches('\u{feff}'));
        changes.retain(|change| ["row", "2", "25", ""].contains(&&*change[0]));
        let mut writer = csv::Writer::from_writer(Vec::new());
        for change in &changes {
            writer.write_record(change).unwrap();
        }
        let folder = Folder::new().file("labels.csv", &labels).file("kept.csv", writer.into_inner().unwrap());
        folder.bianmu("audit labels.csv --apply kept.csv -o new.csv").run();
        let mut expected: Vec<String> = labels.lines().map(str::to_string).collect();
        expected[1] = expected[1].replace(",education", ",health");
        expected[24] = expected[24].replace(",eduction", ",education");
        assert_eq!(folder.read("new.csv"), expected.join("\n") + "\n", "{flag}");
        let stale = "run `bianmu audit` again";
        let call = folder.bianmu("audit new.csv --apply kept.csv").any_stderr().status(1);
        let said = call.run().stderr;
        assert!(said.starts_with("bianmu: kept.csv:") && said.contains(stale), "{said}");
    }
}

#[test]
fn the_same_labels_give_the_same_changes_with_any_threads() {
    let folder = Folder::new().file("labels.csv", spoilt());
    let run = |line: &str| folder.bianmu(&format!("audit {line}")).stdin(spoilt()).any_stdout().run().stdout;
    let expected = run("labels.csv");
    assert_eq!(run("labels.csv --jobs 1"), expected);
    assert_eq!(run("-"), expected);
}

#[test]
fn bad_tables_are_named() {
    let folder = Folder::new().file("labels.csv", LABELS).file("changes.csv", "row,text\n").file("empty.csv", "");
    let run = |line: &str, message: &str| folder.bianmu(&format!("audit {line}")).message(message).status(1).run();
    run("gone.csv", "gone.csv: No such file or directory (os error 2)");
    run("empty.csv", "empty.csv: empty, there is nothing to read in it");
    run("labels.csv --apply empty.csv", "empty.csv: empty, there is nothing to read in it");
    run(
        "labels.csv --apply changes.csv",
        "changes.csv: no column `current`; found `row`, `text`; make the table with `bianmu audit`",
    );
    run("- --apply -", "-: standard input cannot be both the labels and the changes; name a file for one");
    let strange = LABELS.replacen(",health\n", ",qqq\n", 1);
    let folder = Folder::new().file("labels.csv", strange);
    let message = "labels.csv:2: unknown topic `qqq`; a topic of your own needs three articles";
    folder.bianmu("audit labels.csv").message(message).status(1).run();
}
