//! Text that would do something where results are opened: formulas, scripts, names of files.

use calamine::{Data, Reader, Xlsx, open_workbook};

use crate::harness::{Folder, rows};

/// What pages and lists of places can hold to do harm, each as a headline.
const HOSTILE: [&str; 7] = [
    "=1+1 算一算",
    "＝cmd|' /C calc'!A0",
    "@SUM(A1:A9) 求和",
    "-2+3 减一减",
    "<script>alert(1)</script>学校开学",
    "]]></style><img src=x onerror=alert(1)>",
    "\"><svg onload=alert(1)>../../etc/passwd",
];

/// A report on articles under these headlines.
fn report(excel: &str) -> Folder {
    let article =
        |headline: &&str| format!("{headline}\n\n本报讯（记者 叶青）6月12日，沙市区老师和学生代表参加开学典礼。\n\n");
    let page: String = HOSTILE.iter().map(article).collect();
    let folder = Folder::with_model().file("x.txt", page);
    folder.bianmu(&format!("report x.txt --model model -o out {excel}")).any_stderr().run();
    folder
}

#[test]
fn o15_formulas_are_inert_in_the_workbook_and_in_tables_for_excel() {
    let folder = report("--excel");
    let mut workbook: Xlsx<_> = open_workbook(folder.path("out/counts.xlsx")).unwrap();
    let mut texts = 0;
    for sheet in workbook.sheet_names() {
        assert!(workbook.worksheet_formula(&sheet).unwrap().used_cells().next().is_none(), "{sheet}");
        assert!(sheet.chars().count() <= 31 && !sheet.contains(['[', ']', ':', '*', '?', '/', '\\']), "{sheet}");
        let range = workbook.worksheet_range(&sheet).unwrap();
        texts += range
            .used_cells()
            .filter(|(_, _, cell)| matches!(cell, Data::String(text) if text.starts_with(['=', '＝', '@'])))
            .count();
    }
    assert!(texts >= 2, "the headlines stand in the workbook as text");
    let table = rows(folder.read("out/articles.csv").trim_start_matches('\u{feff}'));
    let runs = |cell: &String| cell.starts_with(['=', '+', '@', '＝', '＋', '－', '＠', '\t', '\r']);
    assert!(table.iter().flatten().all(|cell| !runs(cell)), "{table:?}");
    assert!(table.iter().flatten().any(|cell| cell.starts_with("'=1+1")), "{table:?}");
    assert!(table.iter().flatten().all(|cell| cell.encode_utf16().count() <= 32_767));
}

#[test]
fn o16_a_page_of_hostile_headlines_holds_nothing_that_runs() {
    let page = report("").read("out/report.html");
    assert!(page.contains("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none';"));
    for run in ["<script>alert", "<img", "<svg onload", "]]></style>"] {
        assert!(!page.contains(run), "{run}");
    }
    assert!(page.contains("&lt;script&gt;alert(1)") && page.contains("onerror=alert(1)&gt;"));
}

#[test]
fn names_in_pages_and_lists_never_name_a_file() {
    let folder = report("");
    let place = "name,kind,parent,aliases\n../../escape,zone,荆州市,CON港\n";
    let page = "开学第一课\n\n本报讯（记者 叶青）6月12日，../../escape管委会召开教师大会。\n";
    let folder = folder.file("places.csv", place).file("y.txt", page);
    let line = "report x.txt y.txt --model model --gazetteer places.csv -o out";
    folder.bianmu(line).any_stderr().run();
    let mut files: Vec<String> = std::fs::read_dir(folder.path("out"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    files.sort();
    assert_eq!(files, ["articles.csv", "counts.csv", "counts.xlsx", "provenance.json", "report.html"]);
    assert!(!folder.path("../escape").exists());
}

#[test]
fn m11_an_article_without_a_known_word_gets_no_topic() {
    let folder = Folder::new().file("in.csv", "text\nqqqq zzzz\n🀄🀄🀄\n987650321\n");
    for article in folder.bianmu("tag in.csv --format jsonl").any_stdout().run().objects() {
        assert_eq!(article["topics"], serde_json::json!([]), "{article}");
    }
}
