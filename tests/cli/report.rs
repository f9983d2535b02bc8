//! `bianmu report`: pages in, a finished folder out.

use std::fs;

use calamine::{Reader, Xlsx, open_workbook};
use sha2::{Digest, Sha256};

use crate::harness::{Folder, TWO_ARTICLES, WITH_FOLIO, rows};

const FILES: [&str; 5] = ["articles.csv", "counts.csv", "counts.xlsx", "provenance.json", "report.html"];

#[test]
fn a_report_is_five_files_that_tell_the_same() {
    let folder = Folder::with_model().file("two.txt", TWO_ARTICLES).file("folio.txt", WITH_FOLIO);
    folder.bianmu("report two.txt folio.txt --model model -o a/b").message("a/b/report.html").run();
    let names =
        fs::read_dir(folder.path("a/b")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.collect();
    names.sort();
    assert_eq!(names, FILES);

    let tags = folder.bianmu("tag two.txt folio.txt --model model --format csv").any_stdout().run().stdout;
    let without_banner: Vec<_> = rows(&tags).into_iter().filter(|row| row[2] != "banner").collect();
    assert_eq!(rows(&folder.read("a/b/articles.csv")), without_banner);
    assert_eq!(without_banner.len(), 4);
    folder.bianmu("count").stdin(tags).stdout(&folder.read("a/b/counts.csv")).run();

    let html = folder.read("a/b/report.html");
    for headline in ["渡口添灯 夜归有光", "卫生院来了眼科义诊", "村小的合唱课"] {
        assert!(html.contains(headline), "{headline}");
    }
    let mut book: Xlsx<_> = open_workbook(folder.path("a/b/counts.xlsx")).unwrap();
    let sheets = book.sheet_names();
    let cells: Vec<String> = sheets
        .iter()
        .flat_map(|sheet| {
            book.worksheet_range(sheet).unwrap().used_cells().map(|cell| cell.2.to_string()).collect::<Vec<_>>()
        })
        .collect();
    let hash = Sha256::digest(TWO_ARTICLES).iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    assert!(html.contains(&hash));
    for cell in ["荆州区", "公安县", "村小的合唱课", hash.as_str()] {
        assert!(cells.iter().any(|found| found == cell), "{cell} in {sheets:?}");
    }
}

#[test]
fn a_report_of_which_a_file_cannot_be_replaced_leaves_the_others_as_they_were() {
    let folder = Folder::with_model().file("two.txt", TWO_ARTICLES);
    folder.bianmu("report two.txt --model model -o out").any_stderr().run();
    fs::remove_file(folder.path("out/counts.xlsx")).unwrap();
    fs::create_dir(folder.path("out/counts.xlsx")).unwrap();
    let old = folder.read("out/articles.csv");
    let message = "out/counts.xlsx: is a folder; move it away or name another folder to write";
    folder.bianmu("report two.txt --model model -o out --excel").message(message).status(1).run();
    assert_eq!(folder.read("out/articles.csv"), old);
    let left: Vec<String> = fs::read_dir(folder.path("out"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains(".tmp-"))
        .collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn a_report_is_the_same_bytes_for_any_number_of_threads_and_any_run() {
    let pages = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages");
    let folder = Folder::new();
    let report = |jobs: &str| {
        folder.bianmu("report -o").arg(jobs).arg("--jobs").arg(jobs).arg(pages).any_stderr().run();
        FILES.map(|name| fs::read(folder.path(jobs).join(name)).unwrap())
    };
    let one = report("1");
    for jobs in ["2", "7"] {
        for (name, (one, other)) in FILES.iter().zip(one.iter().zip(report(jobs))) {
            assert!(*one == other, "{name} for {jobs} threads");
        }
    }
}

#[test]
fn a_second_report_replaces_the_first_and_nothing_else() {
    let folder =
        Folder::with_model().file("two.txt", TWO_ARTICLES).file("out/counts.csv", "old").file("out/notes.md", "mine");
    folder.bianmu("report two.txt --model model -o out").message("out/report.html").run();
    assert!(folder.read("out/counts.csv").starts_with("district,topic,articles\n"));
    assert_eq!(folder.read("out/notes.md"), "mine");
}

#[test]
fn excel_tables_have_a_mark_and_their_line_ends() {
    let folder = Folder::with_model().file("two.txt", TWO_ARTICLES);
    folder.bianmu("report two.txt --model model --excel -o out").message("out/report.html").run();
    for name in ["articles.csv", "counts.csv"] {
        let table = folder.read(&format!("out/{name}"));
        assert!(table.starts_with('\u{feff}'), "{name}");
        assert_eq!(table.matches('\n').count(), table.matches("\r\n").count(), "{name}");
    }
    assert!(folder.read("out/articles.csv").contains(",'--06-12,"));
    assert!(folder.read("out/counts.csv").contains(",卫生健康,1") && !folder.read("out/counts.csv").contains("health"));
    folder.bianmu("count out --excel").stdout(&folder.read("out/counts.csv")).run();
    folder.bianmu("verify out").any_stdout().run();
    folder.bianmu("report two.txt --model model -o plain").any_stderr().run();
    folder.bianmu("diff out plain").stdout("0 cells changed\n").run();
}

#[test]
fn a_home_and_pages_info_reach_the_report() {
    let page = "开学第一课\n\n本报讯（记者 叶青）9月1日，全区教师大会召开，老师和学生代表参加。\n";
    let info = "page,home,date\na,公安县,2023-09-04\n";
    let folder = Folder::with_model().file("a.txt", page).file("b.txt", page).file("info.csv", info);
    folder.bianmu("report a.txt b.txt --model model -o out --home 沙市区 --pages-info info.csv").any_stderr().run();
    let found: Vec<_> =
        rows(&folder.read("out/articles.csv"))[1..].iter().map(|row| (row[5].clone(), row[9].clone())).collect();
    assert_eq!(found, [("2023-09-01".into(), "公安县".into()), ("--09-01".into(), "沙市区".into())]);
}

#[test]
fn a_bad_page_is_named_and_the_others_are_reported() {
    let folder = Folder::with_model().file("issue/a.txt", TWO_ARTICLES).file("issue/b.txt", [0xff, 0xfe, 0x00]);
    let message = "issue/b.txt:1: the file is in UTF-16LE, but the byte at offset 2 is not; save it as UTF-8, name another `--encoding`, or read on with `--lossy`";
    folder.bianmu("report issue --model model -o out").message(message).message("out/report.html").status(3).run();
    assert_eq!(rows(&folder.read("out/articles.csv")).len(), 3);
}

#[test]
fn a_report_of_nothing_makes_no_folder() {
    let folder = Folder::with_model().file("a.txt", "\n");
    let message = "a.txt: empty, there is nothing to read in it";
    folder.bianmu("report a.txt --model model -o out").message(message).status(1).run();
    assert_eq!(folder.names(), ["a.txt", "model"]);
    folder.bianmu("report a.txt").any_stderr().status(2).run();
    folder.bianmu("report -o out").any_stderr().status(2).run();
}

#[test]
fn a_report_counts_as_count_counts_its_articles() {
    let folder = Folder::with_model().file("two.txt", TWO_ARTICLES).file("folio.txt", WITH_FOLIO);
    for flags in [
        "--by district,topic,month",
        "--by month,topic --share",
        "--fractional",
        "--printed --share",
        "--roll-up city",
        "--roll-up province --layout wide --fractional",
    ] {
        folder.bianmu(&format!("report two.txt folio.txt --model model -o out {flags}")).any_stderr().run();
        let counts = folder.read("out/counts.csv");
        folder.bianmu(&format!("count out/articles.csv {flags}")).stdout(&counts).any_stderr().run();
        assert!(counts.lines().count() > 1, "{flags}: {counts}");
        assert_eq!(counts.contains("荆州市"), flags.contains("city"), "{flags}: {counts}");
    }
}

#[test]
fn rolled_up_and_shared_figures_stand_in_page_and_workbook_too() {
    let page = "两地共建义诊点\n\n本报讯（记者 叶青）9月1日，沙市区、荆州区卫生院医生为居民义诊，量血压、查眼科。\n";
    let folder = Folder::with_model().file("a.txt", page);
    let cell = |flags: &str| {
        folder.bianmu(&format!("report a.txt --model model -o out {flags}")).any_stderr().run();
        let mut book: Xlsx<_> = open_workbook(folder.path("out/counts.xlsx")).unwrap();
        let rows = book.worksheet_range("统计").unwrap();
        (rows.get((1, 0)).unwrap().to_string(), rows.get((1, 1)).unwrap().to_string())
    };
    assert_eq!(cell("").1, "1");
    assert_eq!(cell("--fractional").1, "0.5");
    assert_eq!(cell("--roll-up city --fractional"), ("荆州市".into(), "1".into()));
    assert!(folder.read("out/report.html").contains(">荆州市<"));
}

/// A report without a day, under a masthead or none.
const UNDATED: &str = "义诊进社区\n\n本报讯（记者 叶青）沙市区卫生院的医生来到社区，为居民量血压、查眼科，发放药品。\n";
const DATED: &str = "村小开学\n\n本报讯（记者 叶青）5月31日，沙市区的老师和学生代表参加开学典礼，领到新书。\n";

/// Headline, date and `published` of the articles in a folder.
fn dates(folder: &Folder) -> Vec<String> {
    let rows = rows(&folder.read("out/articles.csv"));
    let mut dates: Vec<String> = rows[1..].iter().map(|row| format!("{} {} {}", row[3], row[5], row[15])).collect();
    dates.sort();
    dates
}

#[test]
fn the_day_of_a_page_counts_for_items_without_their_own() {
    let info = "版面,日期\na.txt,2023/6/5\n";
    let folder = Folder::with_model().file("a.txt", UNDATED.to_string() + "\n" + DATED).file("info.csv", info);
    let said = folder.bianmu("report a.txt --model model -o out --by month --pages-info info.csv").any_stderr().run();
    assert_eq!(said.holds, "bianmu: 1 page, 2 articles, 0 to review, 0 undated");
    assert_eq!(dates(&folder), ["义诊进社区  2023-06-05", "村小开学 2023-05-31 2023-06-05"]);
    let counts = "month,articles\n2023-05,1\n2023-06,1\n";
    assert_eq!(folder.read("out/counts.csv"), counts);
    folder.bianmu("count out --by month").stdout(counts).run();
    folder.bianmu("verify out").any_stdout().run();
}

#[test]
fn names_folders_and_mastheads_tell_the_day_and_a_person_corrects_them() {
    let masthead = format!("2032年6月7日 星期一\n\n{DATED}");
    let folder = Folder::with_model()
        .file("沙市报2023.6.5第1版.txt", UNDATED)
        .file("2023-07-01/02.txt", UNDATED.replace("义诊", "巡诊"));
    let folder = folder.file("m.txt", &masthead).file("info.csv", "page,date\nm,2023-06-07\n");
    let flags = "--model model -o out --by month --printed";
    folder.bianmu(&format!("report 沙市报2023.6.5第1版.txt 2023-07-01 m.txt {flags}")).any_stderr().run();
    let expected = ["义诊进社区  2023-06-05", "巡诊进社区  2023-07-01", "村小开学 2032-05-31 2032-06-07"];
    assert_eq!(dates(&folder), expected);
    folder.bianmu(&format!("report m.txt {flags} --pages-info info.csv")).any_stderr().run();
    assert_eq!(dates(&folder), ["村小开学 2023-05-31 2023-06-07"]);
}

#[test]
fn what_has_no_date_is_counted_and_said_with_the_remedy() {
    let folder = Folder::with_model().file("a.txt", UNDATED);
    let message = "1 of 1 articles have no date and count as （未标）; give the pages' dates with --pages-info (columns \
        page, date) or in their files' names, 2023-06-05_01.txt";
    let said = folder.bianmu("report a.txt --model model -o out --by month");
    let said = said.message(message).message("out/report.html").run();
    assert_eq!(said.holds, "bianmu: 1 page, 1 article, 0 to review, 1 undated");
}

#[test]
fn pages_of_one_name_in_two_folders_are_two_pages() {
    let other = UNDATED.replace("沙市区", "荆州区").replace("义诊", "巡诊");
    let folder = Folder::with_model().file("in/6月/01.txt", UNDATED).file("in/7月/01.txt", &other);
    let folder =
        folder.file("info.csv", "page,home\n7月/01,沙市区\n9月/01,\n").file("bare.csv", "page,home\n01,沙市区\n");
    let message = "info.csv:3: `9月/01` names no page of this run";
    let report = folder.bianmu("report in --model model -o out --pages-info info.csv");
    report.message(message).message("out/report.html").run();
    let ids: Vec<String> = rows(&folder.read("out/articles.csv"))[1..].iter().map(|row| row[1].clone()).collect();
    assert_eq!(ids, ["6月/01#1", "7月/01#1"]);
    assert!(folder.read("out/report.html").contains("版面 <b>2</b>"));
    folder.bianmu("verify out").any_stderr().any_stdout().run();
    let tags = folder.bianmu("tag in --model model --format csv").any_stdout().run().rows();
    assert_eq!(tags.iter().skip(1).map(|row| row[0].as_str()).collect::<Vec<_>>(), ["6月/01", "7月/01"]);
    let message = "bare.csv:2: `01` may be `6月/01` or `7月/01`; write which of them";
    folder.bianmu("report in --model model -o other --pages-info bare.csv").message(message).status(1).run();
}
