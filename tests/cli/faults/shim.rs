//! Faults of the system that no ordinary folder shows, put in front of it: a small library that the loader takes first.

use std::process::{Command, Output};

use super::batch::{files, issue};
use crate::harness::{Folder, TWO_ARTICLES};

/// Runs a line with C functions in place of the system's.
fn with_shim(folder: &Folder, line: &str, source: &str) -> Output {
    std::fs::write(folder.path("shim.c"), source).unwrap();
    let mut build = Command::new("cc");
    build.args(["-shared", "-fPIC", "-o", "shim.so", "shim.c"]).current_dir(folder.path(""));
    assert!(build.status().expect("Rust needs a C linker too").success());
    folder.bianmu(line).command().env("LD_PRELOAD", folder.path("shim.so")).output().unwrap()
}

#[test]
fn o02_a_disk_that_does_not_keep_what_is_written_leaves_the_old_output() {
    let folder = Folder::with_model().file("two.txt", TWO_ARTICLES).file("dir/out.csv", "old");
    let source = "#include <errno.h>\nint fsync(int file) { (void)file; errno = EIO; return -1; }\n";
    let output = with_shim(&folder, "segment two.txt -o dir/out.csv", source);
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stderr, "bianmu: dir/out.csv: cannot write: Input/output error (os error 5)\n");
    assert_eq!(files(&folder.path("dir")).len(), 1);
    assert_eq!(folder.read("dir/out.csv"), "old");
}

#[test]
fn o19_a_clock_that_stands_at_1970_changes_nothing() {
    let (folder, line) = (issue(2), "report issue --model model -o out");
    folder.bianmu(line).any_stderr().run();
    let expected = files(&folder.path("out"));
    let source = "#include <time.h>\nint clock_gettime(clockid_t clock, struct timespec *now) { (void)clock; now->tv_sec = \
                  1; now->tv_nsec = 0; return 0; }\n";
    let output = with_shim(&folder, line, source);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(files(&folder.path("out")) == expected);
}
