//! `bianmu segment`: pages into items.

use crate::harness::{Folder, Said, TWO_ARTICLES, WITH_FOLIO};

const FIRST: &str = r#"{"page":"two","id":"two#1","kind":"article","headline":"渡口添灯 夜归有光","headline_lines":[1],"body_lines":[[3,6]],"byline":"记者 周禾 通讯员 林小满","date":"--06-12","text":"本报讯（记者 周禾 通讯员 林小满）6月12日晚，沙市区柳林渡口新装的八盏路灯全部点亮，摆渡船工收船时不必再打手电。街道城管办用两个月换线、立杆，沿岸居民说夜里走路踏实多了。","check":false}"#;
const SECOND: &str = r#"{"page":"two","id":"two#2","kind":"article","headline":"卫生院来了眼科义诊","headline_lines":[8],"body_lines":[[10,12]],"byline":"通讯员 方舟","date":"--06-13","text":"本报讯（通讯员 方舟）6月13日，荆州区卫生院请来市里的眼科医生，为三十多名老人查视力、测血压，当场发放眼药水。医生叮嘱，糖尿病人每年要查一次眼底。","check":false}"#;
const FOLIO: &str = r#"{"page":"folio","id":"folio#1","kind":"article","headline":"村小的合唱课","headline_lines":[1],"body_lines":[[3,5]],"byline":"记者 叶青","date":"2022-06-14","text":"本报讯（记者 叶青）6月14日，公安县章庄铺镇的教学点里传出钢琴声，县城小学的音乐老师送课下乡，九名学生第一次跟着老师上合唱课。","check":false}
{"page":"folio","id":"folio#2","kind":"banner","headline":"","headline_lines":[],"body_lines":[[7,7]],"byline":"","date":"","text":"2022年6月15日 星期三 第3版 民生 责编 许南","check":false}"#;

#[test]
fn items_come_in_the_order_of_the_page_with_the_contracts_fields() {
    let folder = Folder::new().file("two.txt", TWO_ARTICLES).file("folio.txt", WITH_FOLIO);
    folder.bianmu("segment two.txt").stdout(&format!("{FIRST}\n{SECOND}\n")).run();
    folder.bianmu("segment --format jsonl folio.txt").stdout(&format!("{FOLIO}\n")).run();
}

#[test]
fn pages_come_in_the_order_in_which_they_are_named() {
    let folder = Folder::new().file("two.txt", TWO_ARTICLES).file("folio.txt", WITH_FOLIO);
    folder.bianmu("segment two.txt folio.txt").stdout(&format!("{FIRST}\n{SECOND}\n{FOLIO}\n")).run();
    folder.bianmu("segment folio.txt two.txt").stdout(&format!("{FOLIO}\n{FIRST}\n{SECOND}\n")).run();
}

#[test]
fn a_folder_is_walked_in_sorted_order_and_other_files_are_passed_over() {
    let folder = Folder::new()
        .file("issue/b.TXT", TWO_ARTICLES)
        .file("issue/a/z.txt", TWO_ARTICLES)
        .file("issue/c.txt", TWO_ARTICLES)
        .file("issue/b.json", "{}")
        .file("issue/notes.md", [0xff, 0xfe]);
    let said = folder.bianmu("segment issue").any_stdout().run();
    let ids: Vec<String> = said.objects().iter().map(|item| item["id"].as_str().unwrap().to_string()).collect();
    assert_eq!(ids, ["z#1", "z#2", "b#1", "b#2", "c#1", "c#2"]);
}

#[test]
fn standard_input_is_read_with_and_without_a_dash() {
    let folder = Folder::new();
    let expected = format!("{FIRST}\n{SECOND}\n").replace("\"two", "\"stdin");
    folder.bianmu("segment").stdin(TWO_ARTICLES).stdout(&expected).run();
    folder.bianmu("segment -").stdin(TWO_ARTICLES).stdout(&expected).run();
}

#[test]
fn line_ends_and_a_byte_order_mark_change_nothing() {
    let expected = format!("{FIRST}\n{SECOND}\n");
    for page in [
        TWO_ARTICLES.replace('\n', "\r\n"),
        TWO_ARTICLES.replace('\n', "\r"),
        format!("\u{feff}{TWO_ARTICLES}"),
        TWO_ARTICLES.trim_end().to_string(),
    ] {
        Folder::new().file("two.txt", page).bianmu("segment two.txt").stdout(&expected).run();
    }
}

#[test]
fn csv_holds_the_same_items() {
    let folder = Folder::new().file("two.txt", TWO_ARTICLES);
    let expected = "\
page,id,kind,headline,headline_lines,body_lines,byline,date,check,first_line,text,continues
two,two#1,article,渡口添灯 夜归有光,1,3-6,记者 周禾 通讯员 林小满,--06-12,false,1,本报讯（记者 周禾 通讯员 林小满）6月12日晚，沙市区柳林渡口新装的八盏路灯全部点亮，摆渡船工收船时不必再打手电。街道城管办用两个月换线、立杆，沿岸居民说夜里走路踏实多了。,
two,two#2,article,卫生院来了眼科义诊,8,10-12,通讯员 方舟,--06-13,false,8,本报讯（通讯员 方舟）6月13日，荆州区卫生院请来市里的眼科医生，为三十多名老人查视力、测血压，当场发放眼药水。医生叮嘱，糖尿病人每年要查一次眼底。,
";
    folder.bianmu("segment two.txt --format csv").stdout(expected).run();
    let excel = format!("\u{feff}{expected}").replace('\n', "\r\n").replace(",--06", ",'--06");
    folder.bianmu("segment two.txt --format csv --excel").stdout(&excel).run();
}

#[test]
fn the_outputs_name_tells_its_format_and_a_flag_overrules_it() {
    let folder = Folder::new().file("two.txt", TWO_ARTICLES);
    folder.bianmu("segment two.txt -o items.csv").run();
    assert!(folder.read("items.csv").starts_with("page,id,kind,"));
    folder.bianmu("segment two.txt -o items.csv --format jsonl").run();
    assert_eq!(folder.read("items.csv"), format!("{FIRST}\n{SECOND}\n"));
    folder.bianmu("segment two.txt --output items").run();
    assert_eq!(folder.read("items"), format!("{FIRST}\n{SECOND}\n"));
    folder.bianmu("segment two.txt -o -").stdout(&format!("{FIRST}\n{SECOND}\n")).run();
    assert_eq!(folder.names(), ["items", "items.csv", "two.txt"]);
}

#[test]
fn a_proof_shows_the_lines_of_every_page_and_can_be_named_by_its_ending() {
    let folder = Folder::new().file("two.txt", TWO_ARTICLES).file("folio.txt", WITH_FOLIO).file("bad.txt", [0xff]);
    let proof = folder.bianmu("segment two.txt folio.txt --format html").any_stdout().run().stdout;
    let lines: Vec<&str> = TWO_ARTICLES.lines().chain(WITH_FOLIO.lines()).filter(|line| !line.is_empty()).collect();
    let mut rest = proof.as_str();
    for line in lines {
        let shown = format!("<span>{line}</span></p>");
        assert_eq!(proof.matches(&shown).count(), 1, "{line}");
        rest = rest.split_once(&shown).unwrap().1;
    }
    assert!(proof.contains("href=\"#p2\">folio</a>") && proof.contains("id=\"p2\""));
    let message = "bad.txt: not UTF-8 text (first bad byte at offset 0); save it as UTF-8, or name its encoding with `--encoding`";
    folder.bianmu("segment two.txt bad.txt folio.txt -o p.html").message(message).status(3).run();
    assert_eq!(folder.read("p.html"), proof);
    folder.bianmu("segment bad.txt --format html").message(message).status(1).run();
}

#[test]
fn the_rest_of_an_article_names_its_beginning_and_counts_with_it() {
    let begun = "柳林渠首闸门提升\n\n本报讯（记者方舟）4月2日清晨，沙市区柳林渠首闸门缓缓提起，渠水流向下游十二个村。今年春灌，水利站提前疏浚渠道四十公里，整修泵站六座，\n（下转第三版）\n";
    let rest = "（上接第一版）\n柳林村的秧田当天就灌上了水。水利站长丁松说，渠道疏浚以后，渠水到村比往年快了半天，泵站也不再停机。\n";
    let folder = Folder::with_model().file("p_01.txt", begun).file("p_03.txt", rest);
    let items = folder.bianmu("segment p_01.txt p_03.txt").any_stdout().run();
    let continues = |said: &Said| -> Vec<String> {
        said.objects()
            .iter()
            .filter_map(|item| Some(format!("{} {}", item["id"], item["continues"].as_str()?)))
            .collect()
    };
    assert_eq!(continues(&items), ["\"p_03#2\" p_01#1"]);
    let tagged = folder.bianmu("tag --model model").stdin(&items.stdout).any_stdout().run();
    assert_eq!(continues(&tagged), continues(&items));
    assert_eq!(folder.bianmu("tag --model model p_01.txt p_03.txt").any_stdout().run().stdout, tagged.stdout);
    let counted = "month,articles\n（未标）,1\n";
    folder.bianmu("count --by month").stdin(&tagged.stdout).stdout(counted).any_stderr().run();
    let table = folder.bianmu("tag --model model --format csv p_01.txt p_03.txt").any_stdout().run().stdout;
    assert!(table.ends_with(",p_01#1,\n"), "{table}");
    folder.bianmu("count --by month").stdin(table).stdout(counted).any_stderr().run();
    let proof = folder.bianmu("segment p_01.txt p_03.txt --format html").any_stdout().run().stdout;
    assert!(proof.contains("接 p_01#1"));
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let pages = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages");
    let folder = Folder::new();
    let run = |jobs: &str| folder.bianmu("segment --jobs").arg(jobs).arg(pages).any_stdout().run().stdout;
    let one = run("1");
    assert!(one.lines().count() > 20);
    assert_eq!(run("2"), one);
    assert_eq!(run("7"), one);
}
