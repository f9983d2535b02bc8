//! Inputs of a size that no memory holds: refused at a limit, in bounded time.

use std::fs::{self, File, OpenOptions};
use std::io::Write;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use crate::harness::{Folder, TWO_ARTICLES};

/// More than anything here takes on a busy machine.
const LONG: Duration = Duration::from_secs(60);
const MB: u64 = 1 << 20;

/// Feeds up to 2 GB of one line to a run; gives what it said and how much it took.
fn fed(args: &[&str], piece: &[u8]) -> (String, u64) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_bianmu"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let (block, mut taken) = (piece.repeat(MB as usize / piece.len()), 0);
    while taken < 2048 * MB && stdin.write_all(&block).is_ok() {
        taken += block.len() as u64;
    }
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    (String::from_utf8(output.stderr).unwrap(), taken)
}

#[test]
fn t17_a_line_without_end_is_given_up_at_the_limit() {
    let (said, taken) = fed(&["segment", "-"], "字".as_bytes());
    assert!(said.starts_with("bianmu: -: larger than 64 MB; split it, or raise `--max-file-size`\n"), "{said}");
    assert!(taken < 80 * MB, "{taken}");
    let (said, taken) = fed(&["segment", "-", "--max-file-size", "3"], b"a");
    assert!(said.starts_with("bianmu: -: larger than 3 MB;") && taken < 8 * MB, "{said} {taken}");
    let (said, taken) = fed(&["count", "-"], b"{\"topics\":");
    assert!(said.contains("-:1: a line of more than 1 MB; raise `--max-row-size`") && taken < 8 * MB, "{said} {taken}");
    let (said, taken) = fed(&["count", "-"], b"topics,districts,");
    assert!(said.contains("-:1: a row of more than 1 MB; raise `--max-row-size`") && taken < 8 * MB, "{said} {taken}");
    let (said, taken) = fed(&["count", "-"], b"topics");
    assert!(said.contains("-:1: a cell of more than 100000 characters") && taken < 8 * MB, "{said} {taken}");
}

#[test]
fn t18_a_large_file_is_refused_by_its_size() {
    let folder = Folder::with_model().file("good.txt", TWO_ARTICLES);
    for name in ["large.txt", "large.csv", "large.jsonl"] {
        File::create(folder.path(name)).unwrap().set_len(2048 * MB).unwrap();
    }
    let start = Instant::now();
    let message = "large.txt: larger than 64 MB; split it, or raise `--max-file-size`";
    folder.bianmu("segment large.txt good.txt").message(message).any_stdout().status(3).run();
    folder.bianmu("tag good.txt --model model --taxonomy large.txt").any_stderr().status(1).run();
    for table in ["large.csv", "large.jsonl"] {
        folder.bianmu(&format!("tag {table} --model model")).any_stderr().status(1).run();
    }
    assert!(start.elapsed() < LONG, "{:?}", start.elapsed());
}

#[test]
fn t19_a_million_blank_lines_take_bounded_time() {
    let blank = "\n".repeat(1_000_000);
    let folder = Folder::new().file("blank.txt", &blank).file("full.txt", format!("{blank}{TWO_ARTICLES}"));
    let start = Instant::now();
    folder.bianmu("segment blank.txt").message("blank.txt: empty, there is nothing to read in it").status(1).run();
    let items = folder.bianmu("segment full.txt").any_stdout().run().objects();
    assert_eq!(items[1]["body_lines"], serde_json::json!([[1_000_010, 1_000_012]]));
    assert!(start.elapsed() < LONG, "{:?}", start.elapsed());
}

#[test]
fn t30_ten_thousand_headlines_take_bounded_time() {
    let headlines = |end: &str| (0..10_000).map(|i| format!("第{i}届龙舟赛开桨{end}")).collect::<String>();
    let openings: String = (0..20_000).map(|i| format!("本报讯（记者 叶青）{i}日，雨。\n\n")).collect();
    let start = Instant::now();
    for page in [headlines("\n\n"), headlines("\n") + &openings] {
        Folder::new().file("a.txt", page).bianmu("segment a.txt").any_stdout().run();
    }
    assert!(start.elapsed() < LONG, "{:?}", start.elapsed());
}

#[test]
fn t32_a_file_that_changes_while_it_is_read_is_refused() {
    let folder = Folder::new().file("a.txt", TWO_ARTICLES.repeat(90_000));
    let (is_over, path) = (AtomicBool::new(false), folder.path("a.txt"));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut file = OpenOptions::new().append(true).open(&path).unwrap();
            while !is_over.load(Ordering::Relaxed) {
                file.write_all(b"\n").unwrap();
                std::thread::sleep(Duration::from_micros(200));
            }
        });
        let message = "a.txt: changed while it was read; run again when it is complete";
        folder.bianmu("segment a.txt").message(message).status(1).run();
        is_over.store(true, Ordering::Relaxed);
    });
}

#[test]
fn n10_a_hundred_thousand_files_in_a_folder_need_little_memory() {
    let folder = Folder::new();
    fs::create_dir(folder.path("in")).unwrap();
    for i in 0..100_000 {
        File::create(folder.path(&format!("in/{i:06}.txt"))).unwrap();
    }
    fs::write(folder.path("in/050000.txt"), TWO_ARTICLES).unwrap();
    let line = format!("ulimit -v 400000; exec {} segment in -j 1 2>errors", env!("CARGO_BIN_EXE_bianmu"));
    let output = Command::new("sh").args(["-c", &line]).current_dir(folder.path("")).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 2);
    assert_eq!(folder.read("errors").lines().filter(|line| line.contains("empty, there is nothing")).count(), 99_999);
}
