//! Verbs one after another, and readers that go away.

use crate::harness::{Folder, LABELS, TWO_ARTICLES, WITH_FOLIO, table};

const PAGES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages");

#[test]
fn segment_tag_count_equals_tag_count_and_the_reports_counts() {
    let folder = Folder::new();
    let items = folder.bianmu("segment").arg(PAGES).any_stdout().run().stdout;
    let tags = folder.bianmu("tag").arg(PAGES).any_stdout().run().stdout;
    folder.bianmu("tag").stdin(&items).stdout(&tags).run();
    folder.bianmu("tag --jobs 7 -").stdin(&items).stdout(&tags).run();
    let counts = folder.bianmu("count").stdin(&tags).any_stdout().run().stdout;
    assert!(counts.lines().count() > 20);
    let table = folder.bianmu("tag --format csv").arg(PAGES).any_stdout().run().stdout;
    folder.bianmu("count").stdin(table).stdout(&counts).run();
    folder.bianmu("report -o out").arg(PAGES).message("out/report.html").run();
    assert_eq!(folder.read("out/counts.csv"), counts);
}

#[test]
fn a_pages_items_stay_together_where_articles_are_read_some_at_a_time() {
    let article = |headline: &str, place: &str| {
        format!("{headline}\n\n本报讯（记者 叶青）6月14日，{place}教师大会召开，老师和学生代表参加。\n\n")
    };
    let page = article("开学第一课", "沙市区") + &article("老师的新教室", "沙市区") + &article("全区学生合唱", "全区");
    let folder = (0..120).fold(Folder::with_model(), |folder, i| folder.file(&format!("issue/p{i:03}.txt"), &page));
    let tags = folder.bianmu("tag issue --model model").any_stdout().run();
    let objects = tags.objects();
    assert_eq!(objects.len(), 360);
    assert!(objects.iter().all(|item| item["districts"][0] == "沙市区"), "the home is inferred from the page");
    let items = folder.bianmu("segment issue").any_stdout().run().stdout;
    folder.bianmu("tag --model model").stdin(items).stdout(&tags.stdout).run();
}

#[test]
fn items_written_as_csv_are_tagged_like_any_table() {
    let folder = Folder::with_model().file("two.txt", TWO_ARTICLES);
    folder.bianmu("segment two.txt -o items.csv").run();
    let rows = folder.bianmu("tag items.csv --model model").any_stdout().run().rows();
    let tags = folder.bianmu("tag two.txt --model model --format csv").any_stdout().run().rows();
    let last = |row: &[String]| row[row.len() - 4..].to_vec();
    let expected: Vec<_> = tags[1..].iter().map(|row| row[6..10].to_vec()).collect();
    assert_eq!(rows[1..].iter().map(|row| last(row)).collect::<Vec<_>>(), expected);
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let folder = Folder::with_model().file("two.txt", TWO_ARTICLES).file("folio.txt", WITH_FOLIO);
    let folder = folder.file("labels.csv", LABELS);
    folder.bianmu("tag two.txt --model model -o tags.jsonl").run();
    for line in [
        "segment two.txt",
        "segment two.txt --format csv",
        "tag two.txt folio.txt --model model",
        "tag two.txt folio.txt --model model --format csv",
        "tag labels.csv --model model",
        "count tags.jsonl",
        "evaluate labels.csv --model model",
        "evaluate labels.csv --model model --format json",
        "explain 医生 --model model",
        "explain 医生 --model model --format json",
        "completions bash",
        "--help",
    ] {
        assert_eq!(folder.bianmu(line).run_with_closed_stdout(), "", "{line}");
    }
}

#[test]
fn long_output_stops_quietly_too() {
    for line in ["segment", "segment --format csv", "tag", "tag --format csv", "evaluate --format json"] {
        assert_eq!(Folder::new().bianmu(line).arg(PAGES).run_with_closed_stdout(), "", "{line}");
    }
    let rows = (0..2000).map(|i| format!("{i},小学的老师带学生上课"));
    let folder = Folder::with_model().file("in.csv", table("id,text", rows));
    assert_eq!(folder.bianmu("tag in.csv --model model").run_with_closed_stdout(), "");
    assert_eq!(folder.bianmu("tag in.csv --model model --format jsonl").run_with_closed_stdout(), "");
}
