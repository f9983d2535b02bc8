//! Texts and tables in the encodings of Chinese offices give what their UTF-8 twins give.

use encoding_rs::{BIG5, GB18030, GBK};

use crate::harness::{Folder, LABELS, TWO_ARTICLES};

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}

/// The same text in everything that can hold it, with a name for each.
fn twins(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let marked = format!("\u{feff}{text}");
    vec![
        ("UTF-8 with a mark", marked.clone().into_bytes()),
        ("GBK", GBK.encode(text).0.into_owned()),
        ("GB18030", GB18030.encode(text).0.into_owned()),
        ("UTF-16LE", utf16(text, u16::to_le_bytes)),
        ("UTF-16BE", utf16(text, u16::to_be_bytes)),
        ("UTF-16LE with a mark", utf16(&marked, u16::to_le_bytes)),
        ("UTF-16BE with a mark", utf16(&marked, u16::to_be_bytes)),
    ]
}

#[test]
fn t04_t07_t08_a_page_gives_the_output_of_its_twin_to_the_byte() {
    let folder = Folder::with_model().file("a.txt", TWO_ARTICLES);
    let lines =
        ["segment a.txt", "segment a.txt --format html", "tag a.txt --model model", "explain a.txt --model model"];
    let expected = lines.map(|line| folder.bianmu(line).any_stdout().run().stdout);
    for (name, bytes) in twins(TWO_ARTICLES) {
        let folder = Folder::with_model().file("a.txt", bytes);
        for (line, expected) in lines.iter().zip(&expected) {
            assert_eq!(folder.bianmu(line).any_stdout().run().stdout, *expected, "{line} of {name}");
        }
    }
}

#[test]
fn tables_and_piped_texts_give_the_output_of_their_twins() {
    let articles = "id,标题,正文\n1,义诊进村,医生量血压\n2,开学第一课,老师和学生\n";
    let lines = "{\"text\":\"医生为村民量血压、测血糖\"}\n{\"text\":\"老师和学生参加教师大会\"}\n";
    for (text, flags) in [(articles, "--format csv"), (lines, ""), (TWO_ARTICLES, "")] {
        let folder = Folder::with_model();
        let line = format!("tag - --model model {flags}");
        let expected = folder.bianmu(&line).stdin(text).any_stdout().run().stdout;
        for (_, bytes) in twins(text) {
            folder.bianmu(&line).stdin(bytes).stdout(&expected).run();
        }
    }
    let tags = "topics,districts\nhealth;education,沙市区\nhealth,荆州区；沙市区\n";
    let expected = Folder::new().bianmu("count - --printed").stdin(tags).any_stdout().run().stdout;
    for (_, bytes) in twins(tags) {
        Folder::new().bianmu("count - --printed").stdin(bytes).stdout(&expected).run();
    }
}

#[test]
fn labels_in_gbk_train_the_model_of_their_twin() {
    let folder = Folder::with_model().file("labels.csv", GBK.encode(LABELS).0);
    folder.bianmu("train labels.csv -o new").any_stderr().run();
    assert!(std::fs::read(folder.path("new")).unwrap() == std::fs::read(folder.path("model")).unwrap());
}

#[test]
fn t13_a_folder_of_mixed_encodings_is_read_file_by_file() {
    let big5 = BIG5.encode("義診進村\n\n本報訊（通訊員 方舟）6月13日，醫生為老人量血壓。\n").0.into_owned();
    let folder = Folder::new().file("in/a.txt", TWO_ARTICLES).file("in/b.txt", GBK.encode(TWO_ARTICLES).0);
    let folder = folder.file("in/c.txt", utf16(TWO_ARTICLES, u16::to_le_bytes)).file("in/d.txt", big5);
    let items = folder.bianmu("segment in").any_stdout().run().objects();
    let headlines: Vec<&str> = items.iter().map(|item| item["headline"].as_str().unwrap()).collect();
    let [first, second] = ["渡口添灯 夜归有光", "卫生院来了眼科义诊"];
    assert_eq!(headlines, [first, second, first, second, first, second, "義診進村"]);
}

#[test]
fn t14_every_line_end_gives_the_same_output() {
    let folder = Folder::new().file("a.txt", TWO_ARTICLES);
    let expected = folder.bianmu("segment a.txt").any_stdout().run().stdout;
    for end in ["\r\n", "\r", "\u{2028}", "\u{2029}", "\u{85}", "\u{b}"] {
        Folder::new().file("a.txt", TWO_ARTICLES.replace('\n', end)).bianmu("segment a.txt").stdout(&expected).run();
    }
}

#[test]
fn a_named_encoding_wins_and_lossy_reads_on() {
    let short = GBK.encode("通讯").0.into_owned();
    let folder = Folder::new().file("short.txt", &short).file("bad.txt", [TWO_ARTICLES.as_bytes(), b"\xff\n"].concat());
    let offset = TWO_ARTICLES.len();
    let message = |name: &str, offset: usize| {
        format!(
            "{name}.txt: not UTF-8 text (first bad byte at offset {offset}); save it as UTF-8, or name its encoding with `--encoding`"
        )
    };
    folder.bianmu("segment bad.txt").message(&message("bad", offset)).status(1).run();
    let said = folder.bianmu("segment short.txt --encoding gbk").any_stdout().run();
    assert!(said.stdout.contains("通讯"), "{}", said.stdout);
    let note = "bad.txt: 1 characters could not be read and are U+FFFD now";
    folder.bianmu("--lossy segment bad.txt").message(note).any_stdout().run();
    let message = "bad.txt:1: the file is in UTF-16LE, but the byte at offset ";
    let said = folder.bianmu("segment bad.txt --encoding utf-16le").any_stderr().status(1).run();
    assert!(said.stderr.starts_with(&format!("bianmu: {message}")), "{}", said.stderr);
    let said = folder.bianmu("segment bad.txt --encoding klingon").any_stderr().status(2).run();
    assert!(said.stderr.contains("no encoding of that name; take utf-8, gbk"), "{}", said.stderr);
}

#[test]
fn t11_text_saved_twice_is_refused_with_the_remedy() {
    let twice = GBK.decode_without_bom_handling(TWO_ARTICLES.as_bytes()).0;
    let folder = Folder::new().file("twice.txt", twice.as_bytes()).file("good.txt", TWO_ARTICLES);
    let message =
        "twice.txt: saved twice in the wrong encoding (UTF-8 read as GBK); export it again from its source as UTF-8";
    folder.bianmu("segment twice.txt good.txt").message(message).any_stdout().status(3).run();
}
