//! Inputs that are rejected: what they do to the others, where they are listed, how they add up, when they are too many.

use crate::harness::{Folder, TWO_ARTICLES, rows};

/// A folder `issue` of `good` pages, and `bad` pages in between that are no text.
fn issue(good: usize, bad: usize) -> Folder {
    let folder = (0..good).fold(Folder::with_model(), |folder, i| {
        folder.file(&format!("issue/{i:05}.txt"), TWO_ARTICLES.replace("3月11日", &format!("3月{}日", i % 28 + 1)))
    });
    (0..bad).fold(folder, |folder, i| folder.file(&format!("issue/{i:05}_bad.txt"), b"\x89PNG\r\n\x1a\n\0\0"))
}

#[test]
fn o08_one_bad_page_of_many_leaves_the_bytes_of_all_others_alone() {
    let pages = 600;
    let (clean, spoilt) = (issue(pages, 0), issue(pages, 1));
    for (line, file) in [("segment issue -o out.jsonl", "out.jsonl"), ("tag issue --model model -o out.csv", "out.csv")]
    {
        clean.bianmu(line).run();
        let call = spoilt.bianmu(line).any_stderr().status(3);
        let done = if line.starts_with("tag") { "tagged" } else { "split" };
        call.sum(&format!("{} read = {pages} {done} + 1 rejected + 0 skipped", pages + 1)).run();
        assert!(clean.read(file) == spoilt.read(file), "{line}");
    }
    clean.bianmu("report issue --model model -o out").any_stderr().run();
    spoilt.bianmu("report issue --model model -o out").any_stderr().status(3).run();
    for file in ["out/articles.csv", "out/counts.csv"] {
        assert!(clean.read(file) == spoilt.read(file), "{file}");
    }
}

#[test]
fn failures_are_listed_with_code_place_and_advice() {
    let folder = issue(1, 1).file("empty.txt", "\n").file("bad.csv", "id,text\n1,医生\n2\n");
    let line = "tag issue empty.txt gone.txt bad.csv --model model --format jsonl --failures list.csv";
    let said = folder.bianmu(line).any_stdout().any_stderr().status(3);
    said.sum("5 read = 1 tagged + 4 rejected + 0 skipped").run();
    let table = rows(&folder.read("list.csv"));
    assert_eq!(table[0], ["path", "stage", "code", "line", "offset", "message", "advice"]);
    let part = |row: &[String]| [0, 1, 2, 3, 4].map(|column| row[column].clone()).join("|");
    assert_eq!(
        table[1..].iter().map(|row| part(row)).collect::<Vec<_>>(),
        [
            "issue/00000_bad.txt|decode|E-ENC-001||0",
            "empty.txt|read|E-TXT-001||",
            "gone.txt|read|E-IO-001||",
            "bad.csv|table|E-TAB-002|3|",
        ]
    );
    assert!(table[1..].iter().all(|row| row[5].starts_with(&row[0]) && !row[6].is_empty()), "{table:?}");
}

#[test]
fn the_list_of_a_clean_run_is_a_header_and_a_report_has_none() {
    let folder = issue(1, 1);
    folder.bianmu("segment issue/00000.txt -o out.jsonl --failures list.csv").run();
    assert_eq!(folder.read("list.csv"), "path,stage,code,line,offset,message,advice\n");
    folder.bianmu("report issue --model model -o out").any_stderr().status(3).run();
    assert_eq!(rows(&folder.read("out/failures.csv")).len(), 2);
    folder.bianmu("report issue/00000.txt --model model -o out").message("out/report.html").run();
    assert!(!folder.path("out/failures.csv").exists());
}

#[test]
fn o09_a_run_that_is_obviously_wrong_stops_at_its_limit_and_leaves_the_old_result() {
    let folder = issue(3, 9).file("out.csv", "old");
    for (limit, rejected) in [("2", 3), ("0", 1), ("20%", 3)] {
        let line = format!("tag issue --model model -o out.csv --failures list.csv --max-failures {limit}");
        let said = folder.bianmu(&line).any_stderr().status(1).run();
        let last = said.stderr.lines().last().unwrap();
        assert_eq!(
            last,
            format!(
                "bianmu: stopped: {rejected} of 12 inputs rejected, more than --max-failures {limit}; mend them, or allow more"
            )
        );
        assert_eq!(folder.read("out.csv"), "old");
        assert_eq!(rows(&folder.read("list.csv")).len(), rejected + 1);
    }
    for enough in ["9", "75%"] {
        let line = format!("segment issue -o out.csv --max-failures {enough}");
        folder.bianmu(&line).any_stderr().status(3).run();
    }
    folder.bianmu("report issue --model model -o out --max-failures 1").any_stderr().status(1).run();
    assert!(!folder.path("out/counts.csv").exists());
    folder.bianmu("segment issue --max-failures few").any_stderr().status(2).run();
}
