//! Tables with other delimiters, headers and separators give what their plain twins give.

use std::fs;

use encoding_rs::GBK;

use crate::harness::{Folder, LABELS};

fn utf16(text: &str) -> Vec<u8> {
    format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Trains on a table and compares with the model of [`LABELS`].
#[track_caller]
fn twin(name: &str, labels: impl AsRef<[u8]>) {
    let folder = Folder::with_model().file(name, labels);
    folder.bianmu(&format!("train {name} -o new")).any_stderr().run();
    assert!(fs::read(folder.path("new")).unwrap() == fs::read(folder.path("model")).unwrap(), "{name}");
}

/// [`LABELS`] with tabs.
fn tabbed() -> String {
    LABELS.replace(',', "\t")
}

#[test]
fn l01_l02_tables_of_chinese_excel_are_taken() {
    twin("gbk.csv", GBK.encode(&LABELS.replacen("headline,body,topics", "标题,正文,主题", 1)).0);
    twin("unicode.txt", utf16(&tabbed()));
    twin("unicode.csv", utf16(&tabbed()));
    twin("tabs.tsv", tabbed());
}

#[test]
fn every_usual_delimiter_is_taken() {
    assert!(!LABELS.contains([';', '"']));
    for delimiter in [";", "；", "，"] {
        // The texts hold commas of full width, which must not part them.
        let quoted = |row: &str| {
            let cells: Vec<String> = row.splitn(3, ',').map(|cell| format!("\"{cell}\"")).collect();
            cells.join(delimiter) + "\n"
        };
        twin("in.csv", LABELS.lines().map(quoted).collect::<String>());
    }
}

#[test]
fn l09_l10_headers_and_labels_are_taken_as_people_write_them() {
    for header in [" Headline , BODY,Topics ", "\u{feff}ｈｅａｄｌｉｎｅ,ｂｏｄｙ,Ｌａｂｅｌ", "标题 ,　正文,标签"]
    {
        twin("in.csv", LABELS.replacen("headline,body,topics", header, 1));
    }
    let model = |separator: &str| {
        let labels = LABELS.replacen(",health\n", &format!(",\"health{separator}教育\"\n"), 1);
        let folder = Folder::new().file("in.csv", labels);
        folder.bianmu("train in.csv -o model").any_stderr().run();
        fs::read(folder.path("model")).unwrap()
    };
    let plain = model(";");
    for separator in ["；", "、", ",", "，", " ； "] {
        assert!(model(separator) == plain, "{separator}");
    }
}

#[test]
fn labels_and_districts_of_tags_are_parted_alike_in_counts() {
    let (folder, tags) = (Folder::new(), "topics,districts\nhealth;education,沙市区;荆州区\n");
    let expected = folder.bianmu("count - --printed").stdin(tags).any_stdout().run().stdout;
    for separator in ["；", "、", "，", ","] {
        let tags = format!("topics\tdistricts\nhealth{separator}education\t沙市区{separator}荆州区\n");
        Folder::new().bianmu("count - --printed").stdin(tags).stdout(&expected).run();
    }
}

#[test]
fn lists_are_taken_in_every_form() {
    let folder = Folder::with_model().file("in.csv", "text\n章华新区开学\n");
    let call = |flags: &str| folder.bianmu(&format!("tag in.csv --model model {flags}")).any_stdout().run().stdout;
    let places = "name,kind,parent,aliases\n章华新区,zone,荆州市,华新;章华\n";
    fs::write(folder.path("places.csv"), places).unwrap();
    let expected = call("--gazetteer places.csv");
    assert!(expected.contains("章华新区\n"), "{expected}");
    let chinese = places.replace("name,kind,parent,aliases", "名称,类别,上级,别名").replace(';', "、");
    for twin in [places.replace(',', "\t"), chinese, places.replace(',', "；").replace("华新;", "华新、")] {
        fs::write(folder.path("places.tsv"), GBK.encode(&twin).0).unwrap();
        assert_eq!(call("--gazetteer places.tsv"), expected, "{twin}");
    }
}

#[test]
fn t14_line_ends_and_form_feeds_make_no_difference_to_tables() {
    for end in ["\r\n", "\r"] {
        twin("in.csv", LABELS.replace('\n', end));
    }
    let gap = format!("{}\n\n \n,,\n", LABELS.trim_end());
    twin("in.csv", gap);
}

#[test]
fn an_audit_keeps_the_form_of_its_table() {
    let labels = tabbed();
    let row = labels.lines().nth(1).unwrap();
    let text: String = row.split('\t').next().unwrap().chars().take(30).collect();
    let changes = format!("row\ttext\tcurrent\tproposed\n2\t{text}\thealth\teducation\n");
    let folder = Folder::new().file("labels.tsv", &labels).file("changes.tsv", changes);
    let expected = labels.replacen("\thealth\n", "\teducation\n", 1);
    folder.bianmu("audit labels.tsv --apply changes.tsv").stdout(&expected).run();
}
