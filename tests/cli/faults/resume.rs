//! `--resume`: after a run was killed at any moment, the same bytes as an unbroken run, and only what is missing done.

use std::fs;
use std::process::Stdio;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::harness::Folder;

use super::batch::{VERBS, files, issue};

const PAGES: usize = 300;

/// How often a run is killed; `BIANMU_KILLS=200` for as often as the case wants it.
fn kills() -> u32 {
    std::env::var("BIANMU_KILLS").ok().and_then(|kills| kills.parse().ok()).unwrap_or(6)
}

/// Numbers from 0 to 1 without a pattern (the middle bits of a linear congruential generator, Knuth's MMIX).
fn shares() -> impl Iterator<Item = f64> {
    let step = |seed: &u64| Some(seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407));
    std::iter::successors(Some(42), step).map(|seed: u64| (seed >> 33) as f64 / f64::from(1u32 << 31))
}

/// Runs a verb and kills it after a while, without mercy.
fn killed_after(folder: &Folder, line: &str, time: Duration) {
    let mut child = folder.bianmu(line).command().stderr(Stdio::null()).spawn().unwrap();
    sleep(time);
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn o04_a_run_killed_at_any_moment_and_resumed_ends_in_the_bytes_of_an_unbroken_run() {
    let mut shares = shares();
    for (line, out) in VERBS {
        let unbroken = issue(PAGES);
        let begin = Instant::now();
        unbroken.bianmu(line).any_stderr().run();
        let whole = begin.elapsed();
        let expected = files(&unbroken.path(out));
        let folder = issue(PAGES);
        for kill in 0..kills() {
            let resume = if kill % 3 == 0 { "" } else { " --resume" };
            killed_after(&folder, &format!("{line}{resume}"), whole.mul_f64(shares.next().unwrap()));
            // One in three times the resumed run is let to its end; else it is killed again.
            if kill % 3 == 2 {
                folder.bianmu(&format!("{line} --resume")).any_stderr().run();
                assert!(files(&folder.path(out)) == expected, "{line} after kill {kill}");
            }
        }
        folder.bianmu(&format!("{line} --resume")).any_stderr().run();
        assert!(files(&folder.path(out)) == expected, "{line}");
    }
}

/// A folder in which `tag` has done everything and could not put its output in its place.
fn stuck() -> Folder {
    let folder = issue(PAGES).file("tags/out.csv/in_the_way", "");
    let line = VERBS[1].0;
    let said = folder.bianmu(line).any_stderr().status(1).run();
    assert!(said.stderr.contains("tags/out.csv: cannot write: "), "{}", said.stderr);
    fs::remove_dir_all(folder.path("tags/out.csv")).unwrap();
    folder
}

#[test]
fn what_is_done_is_not_done_again() {
    let folder = stuck();
    let line = format!("{} --resume", VERBS[1].0);
    let both = 2 * PAGES;
    folder.bianmu(&line).message(&format!("resumed: {both} results taken over from the broken run")).run();
    assert_eq!(files(&folder.path("tags")).len(), 2);
    // An input that has changed since is done again, and nothing else.
    let folder = stuck().file("issue/00007.txt", "换了一篇\n\n本报讯（记者 叶青）昨日，全市中小学开学。\n");
    folder.bianmu(&line).message(&format!("resumed: {} results taken over from the broken run", both - 2)).run();
    let fresh = issue(PAGES).file("issue/00007.txt", fs::read(folder.path("issue/00007.txt")).unwrap());
    fresh.bianmu(VERBS[1].0).run();
    assert!(files(&fresh.path("tags")) == files(&folder.path("tags")));
}

#[test]
fn o06_a_torn_journal_is_cut_to_its_whole_lines() {
    let unbroken = issue(PAGES);
    unbroken.bianmu(VERBS[1].0).run();
    for damage in [&b"torn"[..], b"0123456789abcdef setup []\n", b"\n\n", b"\xff\xfe\x00"] {
        let folder = stuck();
        let path = folder.path("tags/.out.csv.journal");
        let journal = fs::read(&path).unwrap();
        fs::write(&path, [&journal[..journal.len() / 2], damage].concat()).unwrap();
        let said = folder.bianmu(&format!("{} --resume", VERBS[1].0)).any_stderr().run();
        assert!(said.stderr.contains("results taken over"), "{}", said.stderr);
        assert!(files(&folder.path("tags")) == files(&unbroken.path("tags")));
    }
}

#[test]
fn o07_a_broken_run_with_another_model_or_flag_is_not_mixed_with_this_one() {
    let folder = stuck();
    for (change, what) in [("--home 沙市区", "flags"), ("--precision 0.9", "flags"), ("--excel", "--model")] {
        let line = VERBS[1].0.replace("--model model", if what == "--model" { "" } else { "--model model" });
        let said = folder.bianmu(&format!("{line} {change} --resume")).any_stderr().status(1).run();
        let begin = format!("bianmu: tags/out.csv: the broken run had {what} `");
        assert!(said.stderr.starts_with(&begin), "{}", said.stderr);
        assert!(said.stderr.ends_with("; give it the same, or begin anew without --resume\n"), "{}", said.stderr);
    }
    folder.bianmu(VERBS[1].0).arg("--home").arg("沙市区").run();
}

#[test]
fn resuming_needs_a_file_and_nothing_to_resume_is_no_fault() {
    let folder = issue(2);
    folder.bianmu("tag issue --model model --resume").any_stderr().status(2).run();
    let message = "--resume goes on with a file; name one with --output";
    folder.bianmu("tag issue --model model --resume -o -").message(message).status(1).run();
    folder.bianmu("tag issue --model model --resume -o out.csv").run();
}
