//! What people hand over by mistake: every fault in words, the other inputs finished, nothing half written.

use std::fs;

use crate::harness::{Folder, LABELS, TWO_ARTICLES, table};

const GONE: &str = "No such file or directory (os error 2)";
const EMPTY: &str = "empty, there is nothing to read in it";

/// A batch of one good page and three bad ones.
fn batch() -> Folder {
    Folder::with_model()
        .file("good.txt", TWO_ARTICLES)
        .file("empty.txt", " \n\n")
        .file("binary.txt", b"\x89PNG\r\n\x1a\n\0\0")
        .file("nul.txt", b"ab\0c")
}

#[test]
fn bad_pages_are_named_and_the_others_finish() {
    let folder = batch();
    for (verb, flags) in [("segment", ""), ("tag", "--model model")] {
        let good = folder.bianmu(&format!("{verb} good.txt {flags}")).any_stdout().run().stdout;
        let call = folder.bianmu(&format!("{verb} gone.txt empty.txt good.txt binary.txt nul.txt {flags}"));
        call.stdout(&good)
            .message(&format!("gone.txt: {GONE}"))
            .message(&format!("empty.txt: {EMPTY}"))
            .message("binary.txt: not UTF-8 text (first bad byte at offset 0); save it as UTF-8, or name its encoding with `--encoding`")
            .message("nul.txt: not UTF-8 text (first bad byte at offset 2); save it as UTF-8, or name its encoding with `--encoding`")
            .status(3)
            .run();
    }
}

#[test]
fn a_batch_without_one_good_page_fails_and_leaves_the_old_result() {
    let folder = batch().file("out.jsonl", "old");
    for (verb, flags) in [("segment", ""), ("tag", "--model model"), ("count", "")] {
        let call = folder.bianmu(&format!("{verb} gone.txt gone.csv {flags} -o out.jsonl"));
        call.message(&format!("gone.txt: {GONE}")).message(&format!("gone.csv: {GONE}")).status(1).run();
        assert_eq!(folder.read("out.jsonl"), "old", "{verb}");
        folder.bianmu(&format!("{verb} gone.txt {flags} -o new.jsonl")).any_stderr().status(1).run();
    }
    assert_eq!(folder.names(), ["binary.txt", "empty.txt", "good.txt", "model", "nul.txt", "out.jsonl"]);
}

#[test]
fn empty_standard_input_is_named() {
    let folder = Folder::with_model();
    for line in ["segment", "tag --model model", "count"] {
        folder.bianmu(line).message(&format!("-: {EMPTY}")).status(1).run();
    }
}

#[test]
fn a_folder_without_pages_is_named() {
    let folder = Folder::with_model().file("papers/a.pdf", "").file("good.txt", TWO_ARTICLES);
    let message = "papers: no page file (.txt) in this folder";
    folder.bianmu("segment papers").message(message).status(1).run();
    folder.bianmu("segment papers good.txt").any_stdout().message(message).status(3).run();
    folder.bianmu("tag papers --model model").message(message).status(1).run();
}

#[test]
fn a_bad_table_is_named_with_its_line_and_the_others_finish() {
    let folder = Folder::with_model()
        .file("good.csv", "id,text\n1,医生量血压\n")
        .file("ragged.csv", "id,text\n2\n")
        .file("bytes.csv", b"id,text\n3,\xff\xd2\xff\n")
        .file("other.csv", "number,text\n4,医生\n")
        .file("no_text.csv", "id,txt\n5,医生\n")
        .file("empty.csv", "");
    let good = folder.bianmu("tag good.csv --model model").any_stdout().run().stdout;
    folder
        .bianmu("tag good.csv ragged.csv bytes.csv other.csv no_text.csv empty.csv --model model")
        .stdout(&good)
        .message("ragged.csv:2: 1 cells where the header has 2; look for a missing comma or quote")
        .message("bytes.csv:2: not UTF-8 text; save the table as CSV UTF-8, or name its encoding with `--encoding`")
        .message("other.csv: its columns are not those of the first input; tag it by itself or use `--format jsonl`")
        .message(
            "no_text.csv: no column `text` or `headline`, `body`; found `id`, `txt`; for `txt`, did you mean `text`?",
        )
        .message(&format!("empty.csv: {EMPTY}"))
        .status(3)
        .run();
}

#[test]
fn a_table_that_breaks_off_late_leaves_the_old_result() {
    let rows = (0..600).map(|i| format!("{i},医生量血压")).chain(["600".to_string()]);
    let folder = Folder::with_model().file("in.csv", table("id,text", rows)).file("out.csv", "old");
    let message = "in.csv:602: 1 cells where the header has 2; look for a missing comma or quote";
    folder.bianmu("tag in.csv --model model -o out.csv").message(message).status(1).run();
    assert_eq!((folder.names().len(), folder.read("out.csv").as_str()), (3, "old"));
}

#[test]
fn bad_lines_of_jsonl_are_named() {
    let folder = Folder::with_model();
    let case = |line: &[u8], message: &str| {
        let call =
            folder.bianmu("tag --model model --format jsonl --jobs 2 -").stdin([b"{\"text\":\"a\"}\n", line].concat());
        let said = call.any_stdout().any_stderr().status(1).run();
        assert!(said.stderr.starts_with(&format!("bianmu: -:2: {message}")), "{}", said.stderr);
    };
    case(b"{\"text\":", "no JSON object (");
    case(b"[1,2]", "no JSON object (");
    case(b"{\"txt\":\"a\"}", "no field `text`, `headline` or `body`");
    case(b"{\"text\":\"\xff\"}", "not UTF-8 text; save it as UTF-8, or name its encoding with `--encoding`");
    case(b"{\"kind\":\"poster\",\"body_lines\":[[1,2]]}", "no item as `bianmu segment` writes it (");
}

#[test]
fn places_that_cannot_be_written_are_named() {
    let folder = Folder::with_model().file("good.txt", TWO_ARTICLES).file("labels.csv", LABELS).file("out/a", "");
    let message = "nowhere: cannot write in this folder: No such file or directory (os error 2)";
    for line in ["segment good.txt", "tag good.txt --model model", "train labels.csv"] {
        folder.bianmu(&format!("{line} -o nowhere/x")).message(message).status(1).run();
    }
    let message = "out: cannot write: Is a directory (os error 21)";
    folder.bianmu("segment good.txt -o out").message(message).status(1).run();
    let said = folder.bianmu("report good.txt --model model -o labels.csv").any_stderr().status(1).run();
    assert!(said.stderr.starts_with("bianmu: labels.csv: cannot make this folder: "), "{}", said.stderr);
    assert_eq!(folder.names(), ["good.txt", "labels.csv", "model", "out"]);
}

/// A model file that must be refused in words, whatever its bytes.
#[track_caller]
fn refused(name: &str, model: &[u8]) {
    let folder = Folder::new().file("broken", model).file("in.csv", "text\n医生\n").file("out.csv", "old");
    for line in
        ["tag in.csv --model broken -o out.csv", "explain 医生 --model broken", "evaluate in.csv --model broken"]
    {
        let verb = line.split(' ').next().unwrap();
        let labelled = Folder::new().file("broken", model).file("in.csv", "text,topics\n医生,health\n");
        let folder = if verb == "evaluate" { &labelled } else { &folder };
        let said = folder.bianmu(line).any_stderr().status(1).run();
        assert!(said.stderr.starts_with("bianmu: broken: not a usable model: "), "{name}: {verb}: {}", said.stderr);
        assert_eq!(said.stderr.lines().count(), 1, "{name}: {}", said.stderr);
    }
    assert_eq!((folder.names().len(), folder.read("out.csv").as_str()), (3, "old"));
}

#[test]
fn a_damaged_model_is_refused_in_words() {
    let model = fs::read(Folder::with_model().path("model")).unwrap();
    for length in [0, 7, 8, 100, model.len() / 2, model.len() - 1] {
        refused(&format!("cut at {length}"), &model[..length]);
    }
    for place in [0, 9, 300, model.len() / 3, model.len() / 2, model.len() - 1] {
        let mut flipped = model.clone();
        flipped[place] ^= 0x10;
        refused(&format!("flipped at {place}"), &flipped);
    }
    refused("longer", &[model.as_slice(), b"x"].concat());
}

#[test]
fn a_foreign_file_is_no_model() {
    refused("a page", TWO_ARTICLES.as_bytes());
    refused("a huge header", &[0xff; 64]);
    let noise: Vec<u8> = (0..4096u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    refused("noise", &noise);
    let header = br#"{"weight":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}"#;
    let mut other = (header.len() as u64).to_le_bytes().to_vec();
    other.extend_from_slice(header);
    other.extend_from_slice(&1f32.to_le_bytes());
    refused("another program's safetensors", &other);
}

#[test]
fn an_absent_model_is_named() {
    let folder = Folder::new().file("good.txt", TWO_ARTICLES);
    folder.bianmu("tag good.txt --model nope").message(&format!("nope: {GONE}")).status(1).run();
}

#[test]
fn a_taxonomy_must_hold_the_models_topics() {
    let folder = Folder::with_model()
        .file("in.csv", "text\n医生量血压\n")
        .file("fits.csv", "id,chinese,english,covers\nsport,体育,sport,\neducation,学校,school,\nhealth,看病,care,\n")
        .file("lacks.csv", "id,chinese,english,covers\nhealth,看病,care,\n");
    let message =
        "lacks.csv: the model's topics education are not in this taxonomy; add them to it or leave `--taxonomy` away";
    folder.bianmu("tag in.csv --model model --taxonomy lacks.csv").message(message).status(1).run();
    let said = folder.bianmu("explain 医生 --model model --taxonomy fits.csv").any_stdout().run();
    assert!(said.stdout.contains("health 看病:"), "{}", said.stdout);
}

#[test]
fn an_unknown_home_is_named_with_the_nearest_place() {
    let folder = Folder::with_model().file("two.txt", TWO_ARTICLES).file("tags.csv", "topics,districts\n");
    let message = "home `沙石区`: no district or city of the gazetteer, did you mean `沙市区`?";
    for line in ["tag two.txt --model model", "report two.txt --model model -o out", "count tags.csv"] {
        folder.bianmu(&format!("{line} --home 沙石区")).message(message).status(1).run();
    }
    let message = "home `湖北省`: a province is no home of a paper; name a district or city";
    folder.bianmu("tag two.txt --model model --home 湖北省").message(message).status(1).run();
    assert_eq!(folder.names(), ["model", "tags.csv", "two.txt"]);
}

#[test]
fn an_unknown_home_of_a_row_is_named_once_and_its_rows_are_tagged() {
    let rows = (0..600).map(|i| format!("{},全区开学", ["", "沙石区", "沙市区", "荆洲区"][i % 4]));
    let folder = Folder::with_model().file("in.csv", table("home,text", rows));
    let call = folder.bianmu("tag in.csv --model model").any_stdout();
    let said = call
        .message("in.csv:3: home `沙石区`: no district or city of the gazetteer, did you mean `沙市区`?")
        .message("in.csv:5: home `荆洲区`: no district or city of the gazetteer, did you mean `荆州区`?")
        .run();
    assert_eq!(said.rows().len(), 601);
}

#[test]
fn bad_lists_are_named_with_their_lines() {
    let folder = Folder::with_model().file("two.txt", TWO_ARTICLES).file("labels.csv", LABELS);
    let folder = folder
        .file("twice.csv", "id,chinese,english,covers\nhealth,甲,a,\nhealth,乙,b,\n")
        .file("info.csv", "page,home,date\na,沙市区,13.6.2022\nb,沙石区,\n");
    let message = "twice.csv:3: topic `health` stands here twice";
    folder.bianmu("tag two.txt --model model --taxonomy twice.csv").message(message).status(1).run();
    folder.bianmu("train labels.csv -o new --taxonomy twice.csv").message(message).status(1).run();
    folder
        .bianmu("tag two.txt --model model --pages-info info.csv")
        .message("info.csv:2: `13.6.2022` is no day of the calendar; write it as 2022-06-13")
        .message("info.csv:3: home `沙石区`: no district or city of the gazetteer, did you mean `沙市区`?")
        .status(1)
        .run();
    for flag in ["--taxonomy", "--gazetteer", "--pages-info"] {
        let call = folder.bianmu(&format!("tag two.txt --model model {flag} nope.csv"));
        call.message(&format!("nope.csv: {GONE}")).status(1).run();
    }
}

#[test]
fn a_name_cannot_send_control_characters_to_the_terminal() {
    let folder = Folder::new();
    let call = folder.bianmu("segment").arg("a\u{1b}[31m\u{202e}.txt");
    call.message(&format!("a\\u{{1b}}[31m\\u{{202e}}.txt: {GONE}")).status(1).run();
}

/// A device or a pipe given as output is written to; a rename would put a file in its place.
#[cfg(unix)]
#[test]
fn an_output_that_is_no_file_is_written_to_and_stays() {
    use std::os::unix::fs::FileTypeExt;

    let folder = Folder::new().file("two.txt", TWO_ARTICLES);
    let pipe = folder.path("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || std::fs::read_to_string(pipe).unwrap()
    });
    folder.bianmu("segment two.txt -o pipe").run();
    assert_eq!(reader.join().unwrap().lines().count(), 2);
    assert!(std::fs::metadata(&pipe).unwrap().file_type().is_fifo());
}
