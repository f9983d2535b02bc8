//! `bianmu verify`: an export built anew from what it says it was made from.

use std::fs;

use crate::harness::{Folder, TWO_ARTICLES, WITH_FOLIO};

/// A folder with a report on two pages below `pages`, made with some flags.
fn reported(flags: &str) -> Folder {
    let folder = Folder::with_model().file("pages/two.txt", TWO_ARTICLES).file("pages/folio.txt", WITH_FOLIO);
    folder.bianmu(&format!("report pages --model model -o out {flags}")).any_stderr().run();
    folder
}

const ALL_EQUAL: &str = "\
out/counts.csv: adds up from articles.csv
out/articles.csv: equal to what its inputs give
out/counts.csv: equal to what its inputs give
out/counts.xlsx: equal to what its inputs give
out/report.html: equal to what its inputs give
";

#[test]
fn a_report_verifies_whatever_its_flags() {
    for flags in
        ["", "--by district,topic,month --share --excel", "--roll-up city --fractional --home 公安县", "--interval"]
    {
        reported(flags).bianmu("verify out").stdout(ALL_EQUAL).run();
    }
    let folder = reported("--printed");
    folder.bianmu("verify out/provenance.json --jobs 2").stdout(ALL_EQUAL).run();
    let alone = "out/counts.csv: equal to what its inputs give\n";
    folder.bianmu("verify out/counts.csv").stdout(alone).run();
}

#[test]
fn a_figure_that_was_changed_is_named_with_its_cell() {
    let folder = reported("");
    let counts = folder.read("out/counts.csv");
    let folder = folder.file("out/counts.csv", counts.replace("公安县,education,1", "公安县,education,7"));
    let expected = "\
out/counts.csv: DOES NOT ADD UP from articles.csv
  公安县, education: articles is 7 here, 1 counted
out/articles.csv: equal to what its inputs give
out/counts.csv: DIFFERS from what its inputs give
  公安县, education: articles is 7 here, 1 rebuilt
out/counts.xlsx: equal to what its inputs give
out/report.html: equal to what its inputs give
";
    folder.bianmu("verify out").stdout(expected).status(1).run();
}

#[test]
fn a_workbook_or_a_page_alone_verifies_with_its_inputs_elsewhere() {
    let folder = reported("--fractional");
    fs::rename(folder.path("out/counts.xlsx"), folder.path("mailed.xlsx")).unwrap();
    fs::rename(folder.path("out/report.html"), folder.path("mailed.html")).unwrap();
    fs::rename(folder.path("pages"), folder.path("archive")).unwrap();
    let equal = |name: &str| format!("{name}: equal to what its inputs give\n");
    folder
        .bianmu("verify --inputs . mailed.xlsx mailed.html")
        .stdout(&(equal("mailed.xlsx") + &equal("mailed.html")))
        .run();
    let page = folder.read("mailed.html").replace("村小的合唱课", "村小的合唱赛");
    let folder = folder.file("mailed.html", page);
    let said = folder.bianmu("verify --inputs . mailed.html").any_stdout().status(1).run().stdout;
    assert!(said.contains("村小的合唱赛 here, 村小的合唱课 rebuilt"), "{said}");
}

#[test]
fn inputs_that_are_gone_or_changed_are_named_and_the_files_still_checked() {
    let folder = reported("");
    fs::remove_file(folder.path("pages/two.txt")).unwrap();
    let folder = folder.file("pages/folio.txt", "另一版\n");
    let expected = "\
out/counts.csv: adds up from articles.csv
out/articles.csv: as it was written
out/counts.csv: as it was written
out/counts.xlsx: as it was written
out/report.html: as it was written
";
    folder
        .bianmu("verify out")
        .stdout(expected)
        .message("pages/folio.txt: changed since the export was made")
        .message("pages/two.txt: gone; say with --inputs in which folder it is now")
        .message("out: cannot be built anew, 2 of its 4 inputs are gone or changed")
        .status(1)
        .run();
}

#[test]
fn a_file_that_is_gone_and_a_record_of_another_version_are_said() {
    let folder = reported("");
    fs::remove_file(folder.path("out/counts.xlsx")).unwrap();
    let record = folder.read("out/provenance.json").replace(env!("CARGO_PKG_VERSION"), "0.0.9");
    let folder = folder.file("out/provenance.json", record);
    let said = folder.bianmu("verify out").any_stdout().any_stderr().status(1).run();
    assert!(said.stdout.contains("out/counts.xlsx: GONE"), "{}", said.stdout);
    let version = concat!("made by bianmu 0.0.9, this is bianmu ", env!("CARGO_PKG_VERSION"));
    assert!(said.stderr.contains(version), "{}", said.stderr);
}

#[test]
fn what_is_no_export_is_refused_with_the_remedy() {
    let folder =
        Folder::new().file("a/x.txt", "x").file("b/provenance.json", "{}").file("c.csv", "x\n").file("d.xlsx", "x");
    let message = "a: no provenance.json in this folder; make the folder with `bianmu report`";
    folder.bianmu("verify a").message(message).status(1).run();
    let said = folder.bianmu("verify b c.csv d.xlsx gone").any_stderr().status(1).run().stderr;
    for message in [
        "b/provenance.json: does not say what it was made from",
        "c.csv: nothing says what it was made from",
        "d.xlsx: a damaged workbook",
        "gone: ",
    ] {
        assert!(said.contains(message), "{message} in {said}");
    }
    let foreign = r#"{"program":"x","options":["c.csv"],"sources":[],"written":[{"name":"x.csv","sha256":""}]}"#;
    let folder = folder.file("f/provenance.json", foreign).file("f/x.csv", "");
    let said = folder.bianmu("verify f").any_stderr().status(1).run().stderr;
    assert!(said.contains("f: the options that it names are none of `bianmu report`"), "{said}");
    let hostile = r#"{"program":"x","options":["--max-failures=0","--no-such"],"sources":[],"written":[{"name":"../c.csv","sha256":""}]}"#;
    let folder = folder.file("e/provenance.json", hostile);
    folder.bianmu("verify e").message("e: provenance.json names no file that is here").status(1).run();
}
