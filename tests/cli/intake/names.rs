//! Names and folders of every kind.
#![cfg(unix)]

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::harness::{Folder, TWO_ARTICLES};

/// Runs the program on an argument that need not be UTF-8: status, standard output and error.
fn run(folder: &Folder, args: &[&OsStr]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_bianmu")).args(args).current_dir(folder.path("")).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn pages(stdout: &str) -> Vec<String> {
    let page =
        |line: &str| serde_json::from_str::<serde_json::Value>(line).unwrap()["page"].as_str().unwrap().to_string();
    let mut pages: Vec<String> = stdout.lines().map(page).collect();
    pages.dedup();
    pages
}

#[test]
fn n01_n02_names_of_any_bytes_work_and_are_printed_escaped() {
    let folder = Folder::new();
    let names: [&[u8]; 4] = [b"a\nb.txt", b"c\x1b[2J.txt", b"d\xff.txt", b"\xcd\xb7\xb0\xe6.txt"];
    fs::create_dir(folder.path("in")).unwrap();
    for name in names {
        fs::write(folder.path("in").join(OsStr::from_bytes(name)), TWO_ARTICLES).unwrap();
    }
    let (status, stdout, stderr) = run(&folder, &["segment".as_ref(), "in".as_ref()]);
    assert_eq!((status, stderr.as_str()), (0, ""));
    assert_eq!(pages(&stdout), ["a\nb", "c\u{1b}[2J", "d\\xFF", "头版"]);
    for (name, shown) in names.iter().zip(["a\\u{a}b", "c\\u{1b}[2J", "d\\xFF", "ͷ\\xB0\\xE6"]) {
        let (status, _, stderr) = run(&folder, &["segment".as_ref(), OsStr::from_bytes(name)]);
        assert_eq!(status, 1);
        assert!(stderr.starts_with(&format!("bianmu: {shown}.txt: No such file")), "{stderr}");
    }
}

#[test]
fn n03_n04_links_in_folders_are_reported_and_not_followed() {
    let folder = Folder::new().file("in/a.txt", TWO_ARTICLES).file("outside/b.txt", TWO_ARTICLES);
    symlink("..", folder.path("in/loop")).unwrap();
    symlink("../outside", folder.path("in/out")).unwrap();
    symlink("../outside/b.txt", folder.path("in/b.txt")).unwrap();
    symlink("nowhere", folder.path("in/other")).unwrap();
    let link = "a link, and links in folders are not followed; name what it leads to";
    let call = folder.bianmu("segment in").any_stdout().status(3);
    let said = call
        .message(&format!("in/b.txt: {link}"))
        .message(&format!("in/loop: {link}"))
        .message(&format!("in/out: {link}"))
        .run();
    assert_eq!(pages(&said.stdout), ["a"]);
    let said = folder.bianmu("segment in/b.txt").any_stdout().run();
    assert_eq!(pages(&said.stdout), ["b"]);
}

#[test]
fn n05_pipes_sockets_and_devices_in_folders_are_skipped_without_a_wait() {
    let folder = Folder::new().file("in/a.txt", TWO_ARTICLES);
    assert!(Command::new("mkfifo").arg(folder.path("in/pipe.txt")).status().unwrap().success());
    let socket = UnixListener::bind(folder.path("in/socket.txt")).unwrap();
    let call = folder.bianmu("segment in").any_stdout().status(3);
    call.message("in/pipe.txt: a pipe, not a file; name it to have it read")
        .message("in/socket.txt: a socket, not a file")
        .run();
    folder.bianmu("segment /dev/null").message("/dev/null: empty, there is nothing to read in it").status(1).run();
    let message = "/dev/zero: larger than 1 MB; split it, or raise `--max-file-size`";
    folder.bianmu("segment /dev/zero --max-file-size 1").message(message).status(1).run();
    folder.bianmu("segment in/socket.txt").any_stderr().status(1).run();
    drop(socket);
}

/// Whether this is run by one whom no right is denied: then the program is run as nobody.
fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0)
}

#[test]
fn n06_what_may_not_be_read_is_named() {
    let folder = Folder::new().file("in/a.txt", TWO_ARTICLES).file("in/b.txt", TWO_ARTICLES).file("in/c/d.txt", "");
    let rights = |name: &str, mode| fs::set_permissions(folder.path(name), fs::Permissions::from_mode(mode)).unwrap();
    rights("", 0o755);
    rights("in/b.txt", 0o000);
    rights("in/c", 0o000);
    let program = env!("CARGO_BIN_EXE_bianmu");
    let mut command = if is_root() { Command::new("setpriv") } else { Command::new(program) };
    if is_root() {
        command.args(["--reuid=65534", "--regid=65534", "--clear-groups", program]);
    }
    let output = command.args(["segment", "in"]).current_dir(folder.path("")).output();
    rights("in/c", 0o755);
    let output = output.unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    if stderr.contains("setpriv") || stderr.contains("exec") {
        println!("skipped: the program cannot be run as nobody here: {stderr}");
        return;
    }
    assert_eq!(output.status.code(), Some(3), "{stderr}");
    for name in ["in/b.txt", "in/c"] {
        assert!(stderr.contains(&format!("bianmu: {name}: Permission denied")), "{stderr}");
    }
    assert_eq!(pages(&String::from_utf8(output.stdout).unwrap()), ["a"]);
}

#[test]
fn n07_a_file_that_is_named_twice_counts_once() {
    let folder = Folder::with_model()
        .file("in/a.txt", TWO_ARTICLES)
        .file("tags.csv", "topics,districts,text\nhealth,沙市区,甲\n");
    fs::hard_link(folder.path("in/a.txt"), folder.path("in/b.txt")).unwrap();
    symlink("in/a.txt", folder.path("link.txt")).unwrap();
    let once = folder.bianmu("segment in/a.txt").any_stdout().run().stdout;
    let note = |name: &str| format!("{name}: the same file as in/a.txt; it is read once");
    let call = folder.bianmu("segment in in/a.txt link.txt").stdout(&once);
    call.message(&note("in/b.txt")).message(&note("in/a.txt")).message(&note("link.txt")).run();
    let once = folder.bianmu("count tags.csv").any_stdout().run().stdout;
    let note = "./tags.csv: the same file as tags.csv; it is read once";
    folder.bianmu("count tags.csv ./tags.csv").stdout(&once).message(note).run();
}

#[test]
fn n08_names_of_districts_are_no_names_of_files() {
    let places = "name,kind,parent\n../../逃区,district,荆州市\nCON区,district,荆州市\na/b区,district,荆州市\n";
    let page = "村口添灯\n\n本报讯（记者 周禾）6月12日，../../逃区、CON区和a/b区的路灯全部点亮，居民说走路踏实多了。\n";
    let folder = Folder::with_model().file("in/a.txt", page).file("places.csv", places);
    folder.bianmu("report in --model model --gazetteer places.csv -o out/x").any_stderr().run();
    assert_eq!(folder.names(), ["in", "model", "out", "places.csv"]);
    let mut written: Vec<String> = fs::read_dir(folder.path("out/x"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    written.sort();
    assert_eq!(written, ["articles.csv", "counts.csv", "counts.xlsx", "provenance.json", "report.html"]);
}

#[test]
fn n09_the_longest_name_works() {
    let name = format!("{}ab.txt", "字".repeat(83));
    assert_eq!(name.len(), 255);
    let folder = Folder::with_model().file(&name, TWO_ARTICLES);
    for line in ["segment", "tag --model model", "report --model model -o out"] {
        folder.bianmu(line).arg(&name).any_stdout().any_stderr().run();
    }
}

#[test]
fn n11_a_folder_that_goes_during_the_run_is_named_page_by_page() {
    let folder = (0..200).fold(Folder::new(), |folder, i| folder.file(&format!("in/{i:03}.txt"), TWO_ARTICLES));
    let mut child = Command::new(env!("CARGO_BIN_EXE_bianmu"))
        .args(["segment", "-", "in", "-j", "1"])
        .current_dir(folder.path(""))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // While the first input is waited for, the folder was looked through already: its pages are all known.
    let mut stdin = child.stdin.take().unwrap();
    wait_for_walk(&child);
    fs::remove_dir_all(folder.path("in")).unwrap();
    stdin.write_all(TWO_ARTICLES.as_bytes()).unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{stderr}");
    assert!(stderr.contains("bianmu: in/199.txt: No such file or directory"), "{stderr}");
}

/// Waits until the program sleeps in its first read.
fn wait_for_walk(child: &std::process::Child) {
    let call = Path::new("/proc").join(child.id().to_string()).join("wchan");
    for _ in 0..200 {
        std::thread::sleep(std::time::Duration::from_millis(10));
        if fs::read_to_string(&call).is_ok_and(|place| place.contains("pipe")) {
            return;
        }
    }
}
