//! Ctrl-C while a batch is on its way.

use std::fs;
use std::process::{Child, Command};
use std::thread::sleep;
use std::time::Duration;

use super::batch::{VERBS, files, issue};
use crate::harness::Folder;

/// Many enough that the run is still on its way when the signal comes.
const PAGES: usize = 1200;

fn interrupt(child: &Child) {
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
}

/// Starts tagging and waits until some of it is done.
fn under_way(folder: &Folder) -> Child {
    let child = folder.bianmu(VERBS[1].0).command().spawn().unwrap();
    let journal = folder.path("tags/.out.csv.journal");
    while fs::metadata(&journal).map_or(0, |journal| journal.len()) < 10_000 {
        sleep(Duration::from_millis(5));
    }
    child
}

#[test]
fn o18_ctrl_c_finishes_what_is_under_way_and_a_resumed_run_does_the_rest() {
    let folder = issue(PAGES);
    let child = under_way(&folder);
    interrupt(&child);
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    assert!(stderr.contains("bianmu: stopped by Ctrl-C; "), "{stderr}");
    assert!(!folder.path("tags/out.csv").exists());
    folder.bianmu(&format!("{} --resume", VERBS[1].0)).any_stderr().run();
    let unbroken = issue(PAGES);
    unbroken.bianmu(VERBS[1].0).run();
    assert!(files(&folder.path("tags")) == files(&unbroken.path("tags")));
}

#[test]
fn o18_ctrl_c_twice_stops_at_once() {
    let folder = issue(PAGES);
    let mut child = under_way(&folder);
    while child.try_wait().unwrap().is_none() {
        interrupt(&child);
    }
    assert_eq!(child.wait().unwrap().code(), Some(1));
    assert!(!folder.path("tags/out.csv").exists());
    folder.bianmu(&format!("{} --resume", VERBS[1].0)).any_stderr().run();
    assert_eq!(files(&folder.path("tags")).keys().collect::<Vec<_>>(), ["keep.md", "out.csv"]);
}
