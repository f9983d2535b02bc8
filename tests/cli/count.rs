//! `bianmu count`: tagged articles in, articles per district and topic out.

use calamine::{Data, Reader, Xlsx, open_workbook};

use crate::harness::{Folder, TWO_ARTICLES, WITH_FOLIO};

const TAGS: &str = "\
id,kind,date,topics,districts,text
1,article,2022-06-12,health;education,沙市区,义诊
2,article,2022-07-01,health,沙市区;荆州区,义诊
3,caption,--06-13,health,,义诊
4,article,,,荆州区,
5,banner,2022-06-12,,,
";

#[test]
fn an_article_counts_in_every_pair_it_carries_and_a_banner_in_none() {
    let folder = Folder::new().file("tags.csv", TAGS);
    let expected = "\
district,topic,articles
沙市区,education,1
沙市区,health,2
荆州区,health,1
荆州区,（未标）,1
（未标）,health,1
";
    folder.bianmu("count tags.csv").stdout(expected).run();
    folder.bianmu("count").stdin(TAGS).stdout(expected).run();
    folder.bianmu("count -").stdin(TAGS).stdout(expected).run();
    folder.bianmu("count tags.csv --by district,topic -o counts.csv").run();
    assert_eq!(folder.read("counts.csv"), expected);
    assert_eq!(folder.names(), ["counts.csv", "tags.csv"]);
}

#[test]
fn columns_come_in_the_order_asked_for() {
    let folder = Folder::new().file("tags.csv", TAGS);
    let by_month = "\
month,topic,articles
2022-06,education,1
2022-06,health,1
2022-07,health,1
（未标）,health,1
（未标）,（未标）,1
";
    let undated = "2 of 4 articles have no date and count as （未标）; give them one in a column `date`, or their pages one \
        with `tag --pages-info`";
    folder.bianmu("count tags.csv --by month,topic").stdout(by_month).message(undated).run();
    let all = "\
district,topic,month,articles
沙市区,education,2022-06,1
沙市区,health,2022-06,1
沙市区,health,2022-07,1
荆州区,health,2022-07,1
荆州区,（未标）,（未标）,1
（未标）,health,（未标）,1
";
    folder.bianmu("count tags.csv --by district,topic,month").stdout(all).message(undated).run();
    folder.bianmu("count tags.csv --by topic").stdout("topic,articles\neducation,1\nhealth,3\n（未标）,1\n").run();
}

#[test]
fn a_home_takes_the_articles_that_name_no_district() {
    let folder = Folder::new().file("tags.csv", TAGS);
    let expected = "district,articles\n公安县,1\n沙市区,2\n荆州区,2\n";
    folder.bianmu("count tags.csv --by district --home 公安县").stdout(expected).run();
}

#[test]
fn csv_jsonl_and_excel_tags_count_alike() {
    let folder = Folder::with_model().file("two.txt", TWO_ARTICLES).file("folio.txt", WITH_FOLIO);
    let count = |flags: &str| {
        let tags = folder.bianmu(&format!("tag two.txt folio.txt --model model {flags}")).any_stdout().run().stdout;
        folder.bianmu("count --by district,topic,month").stdin(tags).any_stdout().any_stderr().run().stdout
    };
    let expected = count("--format jsonl");
    assert_eq!(expected.lines().count(), 4, "{expected}");
    assert!(expected.contains("公安县,education,2022-06,1\n"), "{expected}");
    assert_eq!(count("--format csv"), expected);
    assert_eq!(count("--format csv --excel"), expected);
}

#[test]
fn several_inputs_add_up() {
    let folder = Folder::new().file("a.csv", TAGS).file("b.csv", TAGS);
    folder.bianmu("count a.csv b.csv --by topic").stdout("topic,articles\neducation,2\nhealth,6\n（未标）,2\n").run();
}

#[test]
fn excel_gets_a_mark_and_its_line_ends() {
    let folder = Folder::new().file("tags.csv", TAGS.replace("education", "=1+1"));
    let expected = "\u{feff}topic,articles\r\n'=1+1,1\r\n卫生健康,3\r\n（未标）,1\r\n";
    folder.bianmu("count tags.csv --by topic --excel").stdout(expected).run();
}

#[test]
fn tags_without_articles_give_a_table_without_rows() {
    let folder = Folder::new().file("tags.csv", "topics,districts\n").file("tags.jsonl", "");
    folder.bianmu("count tags.csv").stdout("district,topic,articles\n").run();
    folder.bianmu("count tags.jsonl").stdout("district,topic,articles\n").run();
}

#[test]
fn an_input_is_counted_whole_or_not_at_all() {
    let broken = "{\"topics\":[{\"id\":\"health\"}],\"districts\":[]}\n{\"topics\":[\n";
    let folder = Folder::new().file("a.csv", TAGS).file("b.jsonl", broken);
    let said = folder.bianmu("count a.csv b.jsonl --by topic").any_stderr().status(3);
    let said = said.stdout("topic,articles\neducation,1\nhealth,3\n（未标）,1\n").run();
    assert!(said.stderr.starts_with("bianmu: b.jsonl:2: no article as `bianmu tag` writes it ("), "{}", said.stderr);
}

#[test]
fn a_table_without_tags_is_refused_with_its_columns() {
    let folder = Folder::new().file("in.csv", "id,topics\n1,health\n").file("empty.csv", "");
    let message = "in.csv: no column `districts`; found `id`, `topics`; make the table with `bianmu tag`";
    folder.bianmu("count in.csv").message(message).status(1).run();
    folder.bianmu("count empty.csv").message("empty.csv: empty, there is nothing to read in it").status(1).run();
}

#[test]
fn districts_may_share_an_article_and_show_their_shares() {
    let folder = Folder::new().file("tags.csv", TAGS);
    let expected = "\
district,topic,articles,share
沙市区,education,1.0000,0.6667
沙市区,health,1.5000,1.0000
荆州区,health,0.5000,0.3333
荆州区,（未标）,1.0000,0.6667
（未标）,health,1.0000,1.0000
";
    folder.bianmu("count tags.csv --fractional --share").stdout(expected).run();
}

#[test]
fn a_wide_table_has_the_last_column_across() {
    let folder = Folder::new().file("tags.csv", TAGS);
    let expected = "district,education,health,（未标）\n沙市区,1,2,0\n荆州区,0,1,1\n（未标）,0,1,0\n";
    folder.bianmu("count tags.csv --layout wide").stdout(expected).run();
    let expected = "district,2022-06,2022-07,（未标）\n沙市区,1,1,0\n荆州区,0,1,1\n（未标）,0,0,1\n";
    folder.bianmu("count tags.csv --layout wide --by district,month").stdout(expected).any_stderr().run();
    let message = "cannot write counts.csv: a wide layout needs two columns to count by, the second across";
    folder.bianmu("count tags.csv --layout wide --by district").message(message).status(1).run();
}

#[test]
fn districts_roll_up_and_an_article_about_two_of_a_city_is_one() {
    let tags = format!("{TAGS}6,article,,health,虾子区,\n7,article,,health,湖北省,\n");
    let folder = Folder::new().file("tags.csv", tags);
    let expected = "district,articles\n湖北省,1\n荆州市,3\n虾子区,1\n（未标）,1\n";
    folder.bianmu("count tags.csv --by district --roll-up city").stdout(expected).run();
    let expected = "district,articles\n湖北省,5\n虾子区,1\n";
    folder.bianmu("count tags.csv --by district --roll-up province --home 公安县").stdout(expected).run();
}

/// The same story of two districts' papers, with another mark; and a JSONL line of it, told apart by its text alone.
const STORY: &str = "昨日清晨，护林员在后山发现一窝刚出壳的白鹭，已通知林业站派人看护。村里给进山的路口立了牌子，\
    请游人绕行，孩子们轮流写观察日记，等小鹭学会飞。";

#[test]
fn a_story_counts_once_however_often_it_was_printed_unless_asked() {
    let tags = format!("topics,districts,text\nhealth,沙市区,{STORY}\nhealth;education,沙市区,{STORY}！\n,沙市区,\n");
    let line = serde_json::json!({"topics": [{"id": "health"}], "districts": ["荆州区"], "body": STORY, "text": null});
    let folder = Folder::new().file("tags.csv", tags).file("tags.jsonl", line.to_string());
    let once = "district,topic,articles\n沙市区,health,1\n沙市区,（未标）,1\n";
    folder.bianmu("count tags.csv tags.jsonl").stdout(once).run();
    let printed = "district,topic,articles\n沙市区,education,1\n沙市区,health,2\n沙市区,（未标）,1\n荆州区,health,1\n";
    folder.bianmu("count tags.csv tags.jsonl --printed").stdout(printed).run();
}

#[test]
fn tags_without_text_are_counted_and_it_is_said() {
    let folder = Folder::new().file("tags.csv", "topics,districts\nhealth,沙市区\nhealth,沙市区\n");
    let message = "2 of 2 articles come without their text, so that reprints among them are not found; \
        count tags with the column `text` or `body`, or say --printed";
    folder.bianmu("count tags.csv --by topic").message(message).stdout("topic,articles\nhealth,2\n").run();
    folder.bianmu("count tags.csv --by topic --printed").stdout("topic,articles\nhealth,2\n").run();
}

#[test]
fn an_interval_needs_all_probabilities_and_holds_the_likely_counts() {
    let line = |district: &str, probability: f64| {
        let tags = serde_json::json!({
            "topics": [{"id": "health", "probability": probability}], "districts": [district], "text": "",
            "all_probabilities": [{"id": "health", "probability": probability}, {"id": "education", "probability": 0.0}],
        });
        format!("{tags}\n")
    };
    let untagged = "{\"topics\":[],\"districts\":[\"沙市区\"],\"text\":\"\",\"all_probabilities\":[]}\n";
    let tags = [line("沙市区", 0.5).repeat(10), line("荆州区", 0.99), untagged.to_string()].concat();
    let folder = Folder::new().file("tags.jsonl", tags).file("tags.csv", TAGS);
    let expected = "\
district,topic,articles,low,high
沙市区,health,10,3,7
沙市区,（未标）,1,,
荆州区,health,1,1,1
";
    folder.bianmu("count tags.jsonl --interval").stdout(expected).run();
    let message = "--interval: the tags do not say how probable every topic is; \
        make them with `bianmu tag --all-probabilities --format jsonl`";
    folder.bianmu("count tags.csv --interval").message(message).status(1).run();
}

#[test]
fn tags_with_all_probabilities_have_the_intervals_that_the_report_has() {
    let folder = Folder::with_model().file("two.txt", TWO_ARTICLES);
    let tags = folder.bianmu("tag two.txt --model model --all-probabilities").any_stdout().run().stdout;
    assert!(tags.contains("\"all_probabilities\":[{\"id\":\"health\",\"probability\":"), "{tags}");
    let counts = folder.bianmu("count --interval").stdin(tags).any_stdout().run().rows();
    folder.bianmu("report two.txt --model model -o out").any_stderr().run();
    let mut book: Xlsx<_> = open_workbook(folder.path("out/counts.xlsx")).unwrap();
    let cells = book.worksheet_range("明细").unwrap();
    let ends = |row: &[Data]| row[2..5].iter().map(ToString::to_string).collect::<Vec<_>>();
    let sheet: Vec<_> = cells.rows().skip(1).map(ends).collect();
    assert_eq!(sheet, counts[1..].iter().map(|row| row[2..5].to_vec()).collect::<Vec<_>>());
    let message = "a table has no room for all probabilities; add --format jsonl";
    let tag = "tag two.txt --model model --all-probabilities --format csv";
    folder.bianmu(tag).message(message).status(1).run();
}

#[test]
fn dates_are_read_as_spreadsheets_write_them_and_others_are_named() {
    let days =
        ["2023/6/1", "2023-6-1", "2023年6月1日", "20230601", "2023.6.1", "2023-13-01", "--06-01", "2023-02-30", "去年"];
    let rows: String = days.iter().map(|day| format!("health,沙市区,{day},\n")).collect();
    let folder = Folder::new().file("tags.csv", format!("topics,districts,日期,text\n{rows}"));
    let named = "tags.csv:7: `2023-13-01` is no day of the calendar, nor are 2 below it; counted without month, write \
        days as 2023-06-01";
    let undated = "4 of 9 articles have no date and count as （未标）; give them one in a column `date`, or their pages \
        one with `tag --pages-info`";
    let count = folder.bianmu("count tags.csv --by month").message(named).message(undated);
    count.stdout("month,articles\n2023-06,5\n（未标）,4\n").run();
}
