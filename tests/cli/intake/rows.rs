//! Tables with rows that are not as they should be: every one named in one run, the good ones taken where that is asked for.

use std::fs;

use crate::harness::{Folder, LABELS, TWO_ARTICLES};

/// Trains on labels that must be refused with this.
#[track_caller]
fn refused(labels: impl AsRef<[u8]>, messages: &[&str]) {
    let folder = Folder::new().file("in.csv", labels);
    let call = folder.bianmu("train in.csv -o model").status(1);
    messages.iter().fold(call, |call, message| call.message(&format!("in.csv{message}"))).run();
    assert_eq!(folder.names(), ["in.csv"]);
}

/// [`LABELS`] with a column `id` of `001` and so on.
fn with_ids() -> String {
    let rows = LABELS.lines().skip(1).zip(1..).map(|(row, id)| format!("{id:03},{row}\n"));
    format!("id,headline,body,topics\n{}", rows.collect::<String>())
}

#[test]
fn l04_a_missing_column_is_named_with_those_that_are_there() {
    refused("编号,内容\n1,甲\n", &[": no column `topics` or `label`; found `编号`, `内容`"]);
}

#[test]
fn l05_an_id_that_stands_twice_is_remarked_or_refused() {
    let second = with_ids().lines().nth(2).unwrap().replace("002,", "001,");
    let same = format!("{}{second}\n", with_ids());
    let folder = Folder::new().file("in.csv", &same);
    let said = folder.bianmu("train in.csv -o model").any_stderr().run();
    let remark = "in.csv:26: the id `001` stands on line 2 already, with the same labels; keep one";
    assert!(said.stderr.starts_with(&format!("bianmu: {remark}\n")), "{}", said.stderr);
    refused(
        same.replace(&second, &second.replace(",health", ",education")),
        &[":26: the id `001` stands on line 2 already, with other labels; keep one"],
    );
}

#[test]
fn l06_a_quote_that_is_not_closed_is_named_where_it_opens() {
    let open = LABELS.replacen(",health\n", ",\"health\n", 1);
    refused(&open, &[":2: the quote that opens a cell here is never closed; close it"]);
    let long = open.clone() + &LABELS.lines().skip(1).map(|row| format!("{row}\n")).collect::<String>().repeat(60);
    refused(
        long,
        &[
            ":2: the quote that opens a cell here is not closed within 100000 characters and 1000 lines; close it, or raise \
           `--max-cell-length`",
        ],
    );
}

#[test]
fn l07_l08_every_bad_row_is_named_in_one_run_and_the_good_ones_can_be_taken() {
    let bad = format!("{LABELS}短\n甲,乙,heath\n,,health\n甲,\0,health\n甲,乙,health,丙,丁\n");
    let messages = [
        ":26: 1 cells where the header has 3; look for a missing comma or quote",
        ":27: unknown topic `heath`, did you mean `health`?",
        ":28: no text in this row; fill it in or delete the row",
        ":29: a NUL byte, which no text has; the file is damaged, export it again",
        ":30: 5 cells where the header has 3; look for a missing comma or quote",
    ];
    refused(&bad, &messages);
    let folder = Folder::with_model().file("in.csv", bad);
    let said = folder.bianmu("train in.csv --skip-bad-rows -o new").any_stderr().status(3).run();
    for message in messages {
        assert!(said.stderr.contains(&format!("bianmu: in.csv{message}\n")), "{}", said.stderr);
    }
    assert!(fs::read(folder.path("new")).unwrap() == fs::read(folder.path("model")).unwrap());
}

#[test]
fn bad_rows_of_articles_and_tags_are_left_out_where_that_is_asked_for() {
    let folder = Folder::with_model()
        .file("good.csv", "id,text\n1,医生量血压\n3,老师上课\n")
        .file("bad.csv", "id,text\n1,医生量血压\n2\n3,老师上课\n4,\0\n")
        .file("good.jsonl", "{\"text\":\"医生\"}\n")
        .file("bad.jsonl", "{\"text\":\"医生\"}\n{\"txt\":1}\n[]\n");
    for (kind, lines) in [("csv", ["3", "5"]), ("jsonl", ["2", "3"])] {
        let good = folder.bianmu(&format!("tag good.{kind} --model model")).any_stdout().run().stdout;
        let line = format!("tag bad.{kind} --model model");
        for source in [line.clone(), format!("tag - --format {kind} --model model")] {
            let bytes = fs::read(folder.path(&format!("bad.{kind}"))).unwrap();
            let call = folder.bianmu(&format!("{source} --skip-bad-rows")).stdin(&bytes).stdout(&good).any_stderr();
            let said = call.status(3).run();
            assert!(lines.iter().all(|line| said.stderr.contains(&format!(":{line}: "))), "{}", said.stderr);
        }
        let said = folder.bianmu(&line).any_stderr().status(1).run();
        assert!(lines.iter().all(|line| said.stderr.contains(&format!("bad.{kind}:{line}: "))), "{}", said.stderr);
    }
    let tags = "topics,districts,text\nhealth,沙市区,甲\nhealth\n";
    let call = folder.bianmu("count - --skip-bad-rows").stdin(tags).any_stderr().status(3);
    call.stdout("district,topic,articles\n沙市区,health,1\n").run();
    let labels = format!("{LABELS}短\n");
    let folder = folder.file("labels.csv", labels);
    folder.bianmu("evaluate labels.csv --model model").any_stdout().any_stderr().status(1).run();
    folder.bianmu("evaluate labels.csv --model model --skip-bad-rows").any_stdout().any_stderr().status(3).run();
}

#[test]
fn l16_ids_that_lost_their_zeros_are_remarked() {
    let folder = Folder::new().file("in.csv", with_ids().replace("\n007,", "\n7,"));
    let said = folder.bianmu("train in.csv -o model").any_stderr().run();
    let remark = "bianmu: in.csv:8: the id `7` seems to have lost its zeros, which `001` has; format ids as text\n";
    assert!(said.stderr.starts_with(remark), "{}", said.stderr);
}

#[test]
fn l18_labels_that_teach_nothing_are_refused_with_the_reason() {
    let one: String =
        LABELS.lines().filter(|line| !line.ends_with(",education")).map(|line| format!("{line}\n")).collect();
    refused(one, &[": fewer than two topics are labelled; label articles of at least two"]);
    let alone = format!("{LABELS}甲,乙,economy\n丙,丁,health;agriculture\n");
    refused(
        alone,
        &[
            ":26: topic `economy` has this article alone; label more of them, or take the label out",
            ":27: topic `agriculture` has this article alone; label more of them, or take the label out",
        ],
    );
    let many: String = LABELS.lines().skip(1).flat_map(|row| (0..50).map(move |i| format!("{i}{row}\n"))).collect();
    let folder = Folder::new().file("in.csv", format!("{LABELS}{many}甲,乙,economy;health\n"));
    let said = folder.bianmu("train in.csv --algorithm nb -o model").any_stderr().run();
    let remark =
        "bianmu: in.csv:1226: topic `economy` has this article alone; label more of them, or take the label out\n";
    assert!(said.stderr.starts_with(remark), "{}", said.stderr);
}

#[test]
fn l19_changes_of_articles_that_do_not_exist_are_listed() {
    let changes = "row,text,current,proposed\n99,甲,health,education\n100,乙,health,education\n";
    let folder = Folder::new().file("labels.csv", LABELS).file("changes.csv", changes);
    let call = folder.bianmu("audit labels.csv --apply changes.csv").status(1);
    call.message("changes.csv:2: `99` is no row of labels.csv; run `bianmu audit` again")
        .message("changes.csv:3: `100` is no row of labels.csv; run `bianmu audit` again")
        .run();
}

#[test]
fn a_bad_table_leaves_nothing_among_the_rows_of_good_ones() {
    let rows = |last: &str| (0..600).map(|i| format!("{i},医生量血压\n")).collect::<String>() + last;
    let folder = Folder::with_model()
        .file("good.csv", format!("id,text\n{}", rows("")))
        .file("bad.csv", format!("id,text\n{}", rows("600\n")))
        .file("page.txt", TWO_ARTICLES);
    let good = folder.bianmu("tag good.csv --model model").any_stdout().run().stdout;
    let call = folder.bianmu("tag good.csv bad.csv --model model").stdout(&good).status(3);
    call.message("bad.csv:602: 1 cells where the header has 2; look for a missing comma or quote").run();
}
