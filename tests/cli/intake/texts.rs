//! Page texts that are empty, damaged or full of what no reader sees.

use encoding_rs::{BIG5, GB18030, GBK};

use crate::harness::{Folder, TWO_ARTICLES};

const EMPTY: &str = "empty, there is nothing to read in it";

/// What `segment` makes of a page.
#[track_caller]
fn segmented(page: impl AsRef<[u8]>) -> String {
    Folder::new().file("a.txt", page).bianmu("segment a.txt").any_stdout().run().stdout
}

/// Headlines and bodies alone, which do not change with the numbers of lines.
#[track_caller]
fn articles(page: impl AsRef<[u8]>) -> Vec<(String, String)> {
    let said = Folder::new().file("a.txt", page).bianmu("segment a.txt").any_stdout().run();
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_string();
    said.objects().iter().map(|item| (text(&item["headline"]), text(&item["text"]))).collect()
}

#[track_caller]
fn refused(page: impl AsRef<[u8]>, message: &str) {
    let folder = Folder::new().file("bad.txt", page).file("good.txt", TWO_ARTICLES);
    let good = folder.bianmu("segment good.txt").any_stdout().run().stdout;
    let said = folder.bianmu("segment bad.txt good.txt").stdout(&good).any_stderr().status(3).run();
    assert!(said.stderr.starts_with(&format!("bianmu: bad.txt: {message}")), "{}", said.stderr);
}

#[test]
fn t01_t02_an_empty_page_is_no_article() {
    for page in ["", "\u{feff}", " \n\u{3000}\r\n", "\u{feff}\n"] {
        refused(page, EMPTY);
    }
}

#[test]
fn t03_t05_t06_a_page_is_its_twin_in_any_encoding() {
    assert_eq!(segmented(format!("\u{feff}{TWO_ARTICLES}")), segmented(TWO_ARTICLES));
    let rare = TWO_ARTICLES.replace("林小满", "𠮷㐀满");
    assert_eq!(segmented(GB18030.encode(&rare).0), segmented(&rare));
    let traditional = "義診進村\n\n本報訊（通訊員 方舟）6月13日，荊州市的醫生到鎮上為老人量血壓、測血糖。\n";
    assert_eq!(segmented(BIG5.encode(traditional).0), segmented(traditional));
    let tags = |page: &[u8]| {
        let said = Folder::with_model().file("a.txt", page).bianmu("tag a.txt --model model").any_stdout().run();
        said.objects().iter().map(|item| [&item["topics"], &item["districts"], &item["date"]].map(Clone::clone)).next()
    };
    let simplified = "义诊进村\n\n本报讯（通讯员 方舟）6月13日，荆州市的医生到镇上为老人量血压、测血糖。\n";
    assert_eq!(tags(&BIG5.encode(traditional).0), tags(simplified.as_bytes()));
    assert_eq!(tags(simplified.as_bytes()).unwrap()[1], serde_json::json!(["荆州市"]));
}

#[test]
fn t09_t10_damaged_text_is_refused_with_its_offset_and_read_only_where_that_is_asked_for() {
    let cut = &TWO_ARTICLES.as_bytes()[..TWO_ARTICLES.len() - 3];
    refused(cut, &format!("not UTF-8 text (first bad byte at offset {})", TWO_ARTICLES.len() - 4));
    let sound = TWO_ARTICLES.repeat((1 << 20) / TWO_ARTICLES.len());
    let bad = [sound.as_bytes(), b"\xff", TWO_ARTICLES.as_bytes()].concat();
    refused(&bad, &format!("not UTF-8 text (first bad byte at offset {})", sound.len()));
    let folder = Folder::new().file("bad.txt", &bad);
    let note = "bad.txt: 1 characters could not be read and are U+FFFD now";
    folder.bianmu("segment bad.txt --lossy").message(note).any_stdout().run();
}

#[test]
fn t12_three_hanzi_in_gbk_are_right_or_refused() {
    for three in ["渡口灯", "卫生院", "通讯员"] {
        let folder = Folder::new().file("a.txt", GBK.encode(three).0);
        let said = folder.bianmu("segment a.txt --encoding gbk").any_stdout().run();
        assert!(said.stdout.contains(three), "{}", said.stdout);
        let said = folder.bianmu("segment a.txt").any_stdout().any_stderr().any_status().run();
        assert!(said.stdout.contains(three) || said.stderr.contains("name its encoding"), "{said:?}");
    }
}

#[test]
fn t15_t16_binary_files_are_no_pages() {
    refused(b"ab\0c", "not UTF-8 text (first bad byte at offset 2)");
    refused(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0", "not UTF-8 text (first bad byte at");
    refused(b"PK\x03\x04\x14\0\x08\0", "not UTF-8 text (first bad byte at");
}

#[test]
fn t20_radicals_of_old_fonts_are_the_characters_they_show() {
    let radicals = TWO_ARTICLES.replace('生', "⽣").replace('人', "⼈").replace('长', "⻓").replace('门', "⻔");
    assert_ne!(radicals, TWO_ARTICLES);
    assert_eq!(segmented(radicals), segmented(TWO_ARTICLES));
}

#[test]
fn t21_digits_of_full_width_are_digits() {
    let wide: String = TWO_ARTICLES
        .chars()
        .map(|c| if c.is_ascii_digit() { char::from_u32(u32::from(c) + 0xfee0).unwrap() } else { c })
        .collect();
    assert_eq!(segmented(wide), segmented(TWO_ARTICLES));
}

#[test]
fn t22_t23_t31_what_is_not_seen_is_not_there() {
    for hidden in ["\u{200b}", "\u{ad}", "\u{feff}", "\u{e001}", "\u{f0001}", "\u{1000ca}", "\u{fdd0}", "\u{ffff}"] {
        let strewn =
            TWO_ARTICLES.replace("沙市区", &format!("沙{hidden}市区")).replace("眼药水", &format!("眼药{hidden}水"));
        assert_eq!(articles(&strewn), articles(TWO_ARTICLES), "{}", hidden.escape_unicode());
    }
    assert_eq!(articles(TWO_ARTICLES.replace("医生", "医生\u{378}")).len(), 2);
}

#[test]
fn t24_t25_letter_spaced_and_doubled_lines_are_set_once() {
    let spaced = TWO_ARTICLES.replace("卫生院来了眼科义诊", "卫 生 院 来 了 眼 科 义 诊");
    assert_eq!(articles(spaced), articles(TWO_ARTICLES));
    let doubled = TWO_ARTICLES.replace("卫生院来了眼科义诊", "卫生院来了眼科义诊卫生院来了眼科义诊");
    assert_eq!(articles(doubled), articles(TWO_ARTICLES));
}

#[test]
fn t26_half_width_punctuation_splits_alike() {
    let half = TWO_ARTICLES.replace('（', "(").replace('）', ")").replace('，', ",");
    let lines = |page: &str| {
        let said = Folder::new().file("a.txt", page).bianmu("segment a.txt").any_stdout().run();
        said.objects()
            .iter()
            .map(|item| (item["headline_lines"].clone(), item["body_lines"].clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(lines(&half), lines(TWO_ARTICLES));
}

#[test]
fn t27_marks_of_direction_are_shown_escaped_and_kept_in_data() {
    let folder = Folder::with_model().file("in.csv", "text,note\n医生量血压,a\u{202e}b\n");
    let said = folder.bianmu("tag in.csv --model model").any_stdout().run();
    assert!(said.stdout.contains("a\u{202e}b"));
    let folder = Folder::new().file("in.csv", "te\u{202e}t,topics\n医生,health\n");
    let said = folder.bianmu("train in.csv -o model").any_stderr().status(1).run();
    assert!(said.stderr.contains("found `te\\u{202e}t`, `topics`"), "{}", said.stderr);
}

#[test]
fn t28_control_sequences_never_reach_a_terminal() {
    let hostile = "\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}2J";
    let folder = Folder::with_model().file("in.csv", format!("topics,text\nno{hostile},医生\n,甲\n"));
    let said = folder.bianmu("train in.csv -o new").any_stderr().status(1).run();
    assert_inert(&said.stderr);
    let said = folder.bianmu("place --").arg(&format!("沙市区{hostile}")).any_stdout().run();
    assert_inert(&said.stdout);
    let said = folder.bianmu("explain --model model --").arg(&format!("医生{hostile}量血压")).any_stdout().run();
    assert_inert(&said.stdout);
}

/// `script` of util-linux runs a program on a terminal of its own.
#[cfg(target_os = "linux")]
#[test]
fn t28_data_on_a_terminal_are_spelt_out() {
    let folder = Folder::with_model().file("in.csv", "text,note\n医生量血压,a\u{1b}[2Jb\u{9b}c\n");
    let program = env!("CARGO_BIN_EXE_bianmu");
    let line = |flags: &str| format!("{program} tag in.csv --model model {flags} 2>/dev/null");
    let line = format!("{}; {}", line(""), line("--format jsonl"));
    let run =
        std::process::Command::new("script").args(["-qec", &line, "/dev/null"]).current_dir(folder.path("")).output();
    let Ok(output) = run else { return println!("skipped: there is no `script` here") };
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.contains("a\\u{1b}[2Jb\\u{9b}c") && said.contains("a\\u001b[2Jb\\u{9b}c"), "{said:?}");
    assert!(!said.contains('\u{1b}') && !said.contains('\u{9b}'), "{said:?}");
}

#[track_caller]
fn assert_inert(said: &str) {
    assert!(!said.is_empty() && said.chars().all(|c| c == '\n' || !c.is_control()), "{said:?}");
}

#[test]
fn t29_a_page_without_datelines_has_articles() {
    let page = TWO_ARTICLES.replace("本报讯（记者 周禾 通讯员 林小满）", "").replace("本报讯（通讯员 方舟）", "");
    let found = articles(page);
    let texts: String = found.iter().map(|(_, text)| text.as_str()).collect();
    assert!(texts.contains("柳林渡口") && texts.contains("眼药水"), "{found:?}");
}
