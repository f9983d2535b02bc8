//! Outputs that cannot be written, or must not be: the old one stays, nothing is left beside it, the fault is named.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::process::{Command, Output};

use super::batch::{VERBS, files, issue};
use crate::harness::{Folder, LABELS, TWO_ARTICLES, table};

/// Runs a line with files limited to so many blocks of 512 bytes: a write beyond fails as on a full disk.
fn limited(folder: &Folder, line: &str, blocks: u32) -> Output {
    let call = folder.bianmu(line);
    let command = call.command();
    let mut limited = Command::new("sh");
    limited.args(["-c", "trap '' XFSZ; ulimit -f \"$0\"; exec \"$@\"", &blocks.to_string()]);
    limited.arg(command.get_program()).args(command.get_args()).current_dir(folder.path("")).output().unwrap()
}

#[test]
fn o01_a_disk_that_is_full_at_any_write_leaves_the_old_output() {
    let rows = (0..200).map(|i| format!("{i},小学的老师带学生上课"));
    let folder = Folder::with_model().file("in.csv", table("id,text", rows)).file("dir/out.csv", "old");
    for blocks in [0, 1, 2, 3, 5, 8, 13, 17] {
        let output = limited(&folder, "tag in.csv --model model -o dir/out.csv", blocks);
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{blocks} blocks: {stderr}");
        assert!(stderr.contains(": cannot write: ") && stderr.contains("File too large"), "{stderr}");
        assert_eq!(folder.read("dir/out.csv"), "old");
    }
    assert_eq!(limited(&folder, "tag in.csv --model model -o dir/out.csv", 1000).status.code(), Some(0));
    assert_eq!(files(&folder.path("dir")).keys().collect::<Vec<_>>(), ["out.csv"]);
}

#[test]
fn o01_a_full_device_is_named() {
    let folder = Folder::with_model().file("two.txt", TWO_ARTICLES);
    let message = "/dev/full: cannot write: No space left on device (os error 28)";
    for format in ["csv", "jsonl"] {
        for line in ["segment two.txt", "tag two.txt --model model"] {
            folder.bianmu(&format!("{line} --format {format} -o /dev/full")).message(message).status(1).run();
        }
    }
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = folder.bianmu("segment two.txt").command().stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(output.stderr, b"bianmu: No space left on device (os error 28)\n");
}

#[test]
fn o03_an_output_that_cannot_take_its_name_leaves_nothing_behind() {
    let folder = Folder::with_model().file("two.txt", TWO_ARTICLES).file("out/a", "");
    let message = "out: cannot write: Is a directory (os error 21)";
    folder.bianmu("segment two.txt -o out").message(message).status(1).run();
    assert_eq!(folder.names(), ["model", "out", "two.txt"]);
}

#[test]
fn o05_a_second_run_on_one_output_refuses() {
    let folder = issue(1200);
    for (line, lock) in [(VERBS[0].0, "out/.bianmu.lock"), (VERBS[1].0, "tags/.out.csv.lock")] {
        let mut first = folder.bianmu(line).command().spawn().unwrap();
        while !fs::read_to_string(folder.path(lock)).is_ok_and(|holder| !holder.is_empty()) {
            std::thread::yield_now();
        }
        let said = folder.bianmu(line).any_stderr().status(1).run();
        let holder = format!(": another run is writing it (process {}, since second ", first.id());
        assert!(said.stderr.contains(&holder), "{}", said.stderr);
        assert!(first.wait().unwrap().success());
        assert!(!folder.path(lock).exists());
        // A lock whose holder is dead is no lock.
        fs::write(folder.path(lock), " (process 1, since second 1 of Unix time)").unwrap();
        folder.bianmu(line).any_stderr().run();
    }
}

#[test]
fn what_a_killed_run_left_beside_an_output_is_swept_by_the_next() {
    let stale = "dir/.out.csv.tmp-4242-aBcDeF";
    let folder = Folder::with_model().file("two.txt", TWO_ARTICLES).file(stale, "half").file("dir/.other.tmp-1-a", "");
    folder.bianmu("segment two.txt -o dir/out.csv").run();
    assert_eq!(files(&folder.path("dir")).keys().collect::<Vec<_>>(), [".other.tmp-1-a", "out.csv"]);
}

#[test]
fn o12_an_output_that_is_an_input_is_refused_by_whatever_name() {
    let folder = Folder::with_model().file("two.txt", TWO_ARTICLES).file("labels.csv", LABELS).file("sub/a", "");
    folder.bianmu("tag two.txt --model model -o tags.jsonl").run();
    symlink("two.txt", folder.path("link.txt")).unwrap();
    fs::hard_link(folder.path("labels.csv"), folder.path("hard.csv")).unwrap();
    for (line, output) in [
        ("segment two.txt -o", "two.txt"),
        ("segment link.txt -o", "sub/../two.txt"),
        ("tag two.txt --model model -o", "model"),
        ("tag labels.csv --model model -o", "hard.csv"),
        ("count tags.jsonl -o", "./tags.jsonl"),
        ("train labels.csv -o", "labels.csv"),
        ("audit labels.csv -o", "hard.csv"),
    ] {
        let message = format!("{output}: is an input of this run; name another file to write");
        folder.bianmu(&format!("{line} {output}")).message(&message).status(1).run();
    }
    fs::create_dir(folder.path("out")).unwrap();
    fs::hard_link(folder.path("two.txt"), folder.path("out/counts.csv")).unwrap();
    let message = "out/counts.csv: is an input of this run; name another file to write";
    folder.bianmu("report two.txt --model model -o out").message(message).status(1).run();
    assert_eq!((folder.read("two.txt").as_str(), folder.read("labels.csv").as_str()), (TWO_ARTICLES, LABELS));
}

#[test]
fn o13_a_reader_that_goes_away_is_no_fault() {
    let folder = Folder::with_model().file("two.txt", TWO_ARTICLES);
    for line in ["segment two.txt gone.txt", "tag two.txt --model model --format csv"] {
        let said = folder.bianmu(line).run_with_closed_stdout();
        assert!(!said.contains("pipe") && !said.contains("Broken"), "{said}");
    }
}

#[test]
fn o14_a_folder_that_cannot_be_written_is_named_before_any_work() {
    let folder = Folder::with_model().file("labels.csv", "no labels").file("sealed/a", "");
    // Whoever runs tests as root may write everywhere but in the kernel's own folders.
    fs::set_permissions(folder.path("sealed"), fs::Permissions::from_mode(0o555)).unwrap();
    let is_root = fs::write(folder.path("sealed/b"), "").is_ok();
    let sealed = if is_root { "/proc" } else { "sealed" };
    for line in ["segment gone.txt", "tag gone.txt --model model", "train labels.csv", "audit labels.csv"] {
        let said = folder.bianmu(&format!("{line} -o {sealed}/x")).any_stderr().status(1).run();
        let message = format!("bianmu: {sealed}: cannot write in this folder: ");
        assert!(said.stderr.starts_with(&message) && said.stderr.lines().count() == 1, "{}", said.stderr);
    }
    let said = folder.bianmu(&format!("report gone.txt --model model -o {sealed}")).any_stderr().status(1).run();
    assert!(said.stderr.contains(&format!("bianmu: {sealed}: cannot write in this folder: ")), "{}", said.stderr);
}

#[test]
fn a_new_file_has_the_rights_that_the_user_gives_new_files() {
    let folder = Folder::new().file("two.txt", TWO_ARTICLES);
    let program = folder.bianmu("").command().get_program().to_owned();
    for (mask, mode) in [("022", 0o644), ("077", 0o600)] {
        let script = format!("umask {mask}; exec \"$0\" segment two.txt -o {mask}.csv");
        let status = Command::new("sh").arg("-c").arg(script).arg(&program).current_dir(folder.path("")).status();
        assert!(status.unwrap().success());
        let metadata = fs::metadata(folder.path(&format!("{mask}.csv"))).unwrap();
        assert_eq!(metadata.permissions().mode() & 0o777, mode, "{mask}");
    }
}

/// How many pages the memory is measured on; `BIANMU_PAGES=10000` for as many as the case wants.
fn pages() -> usize {
    std::env::var("BIANMU_PAGES").ok().and_then(|pages| pages.parse().ok()).unwrap_or(1000)
}

#[test]
fn o17_a_long_batch_passes_in_half_a_gigabyte() {
    let folder = issue(pages());
    let call = folder.bianmu("tag issue --model model --jobs 2 -o tags/out.csv");
    let command = call.command();
    let mut limited = Command::new("sh");
    limited.args(["-c", "ulimit -v 524288; exec \"$0\" \"$@\""]).arg(command.get_program()).args(command.get_args());
    let output = limited.current_dir(folder.path("")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    // The header, and two articles a page.
    assert!(folder.read("tags/out.csv").matches("本报讯").count() >= 2 * pages());
}
