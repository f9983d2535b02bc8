//! `bianmu place`: texts in, places and districts out.

use crate::harness::{Folder, fields};

#[test]
fn jsonl_has_a_line_a_text() {
    let line = r#"{"text":"本报沙市区讯 岑河镇","mentions":[{"name":"沙市区","start":2,"end":5,"kind":"district","county":"沙市区"},{"name":"岑河镇","start":7,"end":10,"kind":"town","county":"沙市区"}],"districts":[{"name":"沙市区","score":0.846,"why":"dateline"}]}"#;
    let empty = r#"{"text":"无地名","mentions":[],"districts":[]}"#;
    let folder = Folder::new();
    folder
        .bianmu("place --format jsonl")
        .arg("本报沙市区讯 岑河镇")
        .arg("无地名")
        .stdout(&format!("{line}\n{empty}\n"))
        .run();
}

#[test]
fn standard_input_holds_a_text_a_line() {
    let said = Folder::new().bianmu("place - --format jsonl").stdin("长沙市区\r\n\n沙市区").any_stdout().run();
    let texts = said.objects();
    let expected = [("长沙市区", "长沙市"), ("", ""), ("沙市区", "沙市区")];
    assert_eq!(texts.len(), expected.len());
    for (object, (text, name)) in texts.iter().zip(expected) {
        assert_eq!(fields(object), ["text", "mentions", "districts"]);
        assert_eq!(object["text"], text);
        assert_eq!(object["mentions"][0]["name"].as_str().unwrap_or_default(), name);
    }
}

#[test]
fn a_wrap_in_a_name_is_closed_and_counted() {
    let said = Folder::new().bianmu("place --format jsonl").arg("在沙\n市区召开会议").any_stdout().run();
    let mention = &said.objects()[0]["mentions"][0];
    assert_eq!((mention["start"].as_u64(), mention["end"].as_u64()), (Some(1), Some(5)));
    assert_eq!(mention["county"], "沙市区");
}

#[test]
fn people_read_what_it_is_about_and_why() {
    Folder::new()
        .bianmu("place --home 沙市区 区医保局到解放街道宣传")
        .stdout(
            "区医保局到解放街道宣传\n  about 沙市区 (score 0.83, lead)\n  \
             区医保局 (organisation in 沙市区, characters 0 to 4)\n  解放街道 (street in 沙市区, characters 5 to 9)\n",
        )
        .run();
}

#[test]
fn bad_lines_and_homes_are_named() {
    Folder::new()
        .bianmu("place --format jsonl -")
        .stdin(b"\xff\n".as_slice())
        .message("-:1: not UTF-8 text; save it as UTF-8, or name its encoding with `--encoding`")
        .status(1)
        .run();
    Folder::new()
        .bianmu("place --home 沙石区 文")
        .message("home `沙石区`: no district or city of the gazetteer, did you mean `沙市区`?")
        .status(1)
        .run();
}

#[test]
fn a_table_adds_places() {
    let table = "name,kind,parent,aliases\n观音寺开发区,zone,荆州市,观开区\n";
    let folder = Folder::new().file("places.csv", table);
    let said = folder.bianmu("place --format jsonl --gazetteer places.csv 观开区").any_stdout().run();
    assert_eq!(said.objects()[0]["districts"][0]["name"], "观音寺开发区");
}

#[test]
fn a_day_says_which_place_bore_the_name_then() {
    let county = |flags: &str| {
        let line = format!("place --format jsonl --home 邢台市 {flags} 桥东区的早市");
        Folder::new().bianmu(&line).any_stdout().run().objects()[0]["mentions"][0]["county"].clone()
    };
    assert_eq!(county("--date 2019-01-01"), "襄都区");
    assert_eq!(county("--date 2021-01-01"), "桥东区");
    assert_eq!(county(""), "桥东区");
    let folder = Folder::new();
    folder.bianmu("place --home 邢台市 --date 2019-13-1 文").any_stderr().status(2).run();
}
