//! `bianmu completions`, and what the program tells of itself.

use crate::harness::Folder;

const VERBS: [&str; 10] =
    ["report", "segment", "train", "tag", "count", "evaluate", "explain", "place", "audit", "completions"];

#[test]
fn every_shell_learns_every_verb() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = Folder::new().bianmu("completions").arg(shell).any_stdout().run().stdout;
        assert!(VERBS.iter().all(|verb| script.contains(verb)), "{shell}");
        assert!(script.contains("fail-under"), "{shell} learns flags too");
    }
}

#[test]
fn help_names_every_verb_and_every_status() {
    let help = Folder::new().bianmu("--help").any_stdout().run().stdout;
    assert!(VERBS.iter().all(|verb| help.contains(&format!("\n  {verb} "))), "{help}");
    for status in ["0 done", "1 failed", "2 wrong usage", "3 finished", "4 a quality floor"] {
        assert!(help.contains(status), "{status}");
    }
    for verb in VERBS {
        let help = Folder::new().bianmu(verb).arg("--help").any_stdout().run().stdout;
        assert!(help.contains(&format!(" {verb} ")), "{help}");
    }
}

#[test]
fn the_version_is_the_packages() {
    Folder::new().bianmu("--version").stdout(&format!("bianmu {}\n", env!("CARGO_PKG_VERSION"))).run();
}

#[test]
fn wrong_usage_gives_status_2() {
    for line in [
        "",
        "catalogue",
        "completions",
        "completions tcsh",
        "train",
        "train labels.csv",
        "segment --format xml",
        "tag --jobs many",
        "count --by weather",
        "evaluate",
        "explain",
        "place",
        "tag --modle x",
        "tag -o tags.XLSX",
    ] {
        let said = Folder::new().bianmu(line).any_stderr().status(2).run();
        assert!(!said.stderr.is_empty(), "{line}");
    }
}
