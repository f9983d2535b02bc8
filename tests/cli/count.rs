//! `bianmu count`: tagged articles in, articles per district and topic out.

use crate::harness::{Folder, TWO_ARTICLES, WITH_FOLIO};

const TAGS: &str = "\
id,kind,date,topics,districts
1,article,2022-06-12,health;education,沙市区
2,article,2022-07-01,health,沙市区;荆州区
3,caption,--06-13,health,
4,article,,,荆州区
5,banner,2022-06-12,,
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
    folder.bianmu("count tags.csv --by month,topic").stdout(by_month).run();
    let all = "\
district,topic,month,articles
沙市区,education,2022-06,1
沙市区,health,2022-06,1
沙市区,health,2022-07,1
荆州区,health,2022-07,1
荆州区,（未标）,（未标）,1
（未标）,health,（未标）,1
";
    folder.bianmu("count tags.csv --by district,topic,month").stdout(all).run();
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
        folder.bianmu("count --by district,topic,month").stdin(tags).any_stdout().run().stdout
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
    let expected = "\u{feff}topic,articles\r\n'=1+1,1\r\nhealth,3\r\n（未标）,1\r\n";
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
