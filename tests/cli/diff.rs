//! `bianmu diff`: which counts changed, and through which articles.

use crate::harness::Folder;

const OLD: &str = "\
id,headline,date,topics,districts,text
p#1,义诊,2022-06-12,health,沙市区,甲文
p#2,开学,2022-06-12,education,沙市区,乙文
p#3,防汛,2022-06-12,,荆州区,丙文
";

const NEW: &str = "\
id,headline,date,topics,districts,text
p#1,开学,2022-06-12,education;health,沙市区,乙文
p#2,义诊,2022-06-12,health,荆州区,甲文
p#3,新篇,2022-07-01,health,荆州区,丁文
";

fn folder() -> Folder {
    Folder::new().file("old/articles.csv", OLD).file("new.csv", NEW)
}

#[test]
fn people_read_which_cells_changed_and_why() {
    let expected = "\
沙市区, health: 1 → 1
  retagged p#1 开学
  moved    p#2 义诊
荆州区, health: 0 → 2
  moved    p#2 义诊
  added    p#3 新篇
荆州区, （未标）: 1 → 0
  removed  p#3 防汛
3 cells changed through 3 articles
";
    folder().bianmu("diff old new.csv").stdout(expected).run();
    folder().bianmu("diff old old/articles.csv").stdout("0 cells changed\n").run();
}

#[test]
fn programs_read_a_row_a_cell_and_article_or_an_object_a_cell() {
    let expected = "\
month,old,new,change,id,headline
2022-06,3,2,removed,p#3,防汛
2022-07,0,1,added,p#3,新篇
";
    folder().bianmu("diff old new.csv --by month --format csv").stdout(expected).run();
    let folder = folder();
    folder.bianmu("diff old new.csv --by district --fractional --format jsonl -o changes.jsonl").run();
    let expected = "\
{\"district\":\"沙市区\",\"old\":2,\"new\":1,\"articles\":[{\"change\":\"moved\",\"id\":\"p#2\",\"headline\":\"义诊\"}]}
{\"district\":\"荆州区\",\"old\":1,\"new\":2,\"articles\":[{\"change\":\"moved\",\"id\":\"p#2\",\"headline\":\"义诊\"},{\"change\":\"added\",\"id\":\"p#3\",\"headline\":\"新篇\"},{\"change\":\"removed\",\"id\":\"p#3\",\"headline\":\"防汛\"}]}
";
    assert_eq!(folder.read("changes.jsonl"), expected);
}

#[test]
fn tables_of_counts_compare_with_each_other_and_with_articles() {
    let folder = folder();
    for (name, input) in [("a.csv", "old/articles.csv"), ("b.csv", "new.csv")] {
        folder.bianmu(&format!("count {input} -o {name}")).run();
    }
    let changed = "荆州区, health: 0 → 2\n荆州区, （未标）: 1 → 0\n";
    for line in ["diff a.csv b.csv", "diff old b.csv", "diff a.csv new.csv"] {
        folder.bianmu(line).stdout(&format!("{changed}2 cells changed\n")).run();
    }
    folder.bianmu("count new.csv --by month -o c.csv").run();
    let message = "a.csv and c.csv are not counted by the same columns; make them with the same --by";
    folder.bianmu("diff a.csv c.csv").message(message).status(1).run();
    let folder = folder.file("bad.csv", "district,articles\n沙市区,many\n");
    let message = "bad.csv:2: `many` is no number of articles; make the table with `bianmu count`";
    folder.bianmu("diff bad.csv a.csv").message(message).status(1).run();
}

#[test]
fn districts_roll_up_before_they_are_compared() {
    let expected = "荆州市, health: 1 → 3\n  retagged p#1 开学\n  added    p#3 新篇\n荆州市, （未标）: 1 → 0\n  removed  p#3 防汛\n";
    folder()
        .bianmu("diff old new.csv --roll-up city")
        .stdout(&format!("{expected}2 cells changed through 2 articles\n"))
        .run();
}

#[test]
fn reports_are_counted_as_they_were_and_what_cannot_be_compared_is_refused() {
    let story = "义诊进社区\n\n本报讯（记者 叶青）6月1日，沙市区卫生院的医生来到社区，为居民量血压、查眼科，发放药品，讲解夏季怎样\
        预防中暑，并为行动不便的老人上门体检，建立健康档案，受到大家的欢迎。\n";
    let folder = Folder::with_model().file("a.txt", story).file("b.txt", story);
    for (out, flags) in [("once", ""), ("printed", "--printed"), ("months", "--by month")] {
        folder.bianmu(&format!("report a.txt b.txt --model model -o {out} {flags}")).any_stderr().run();
    }
    let said = folder.bianmu("diff once printed").any_stdout().run().stdout;
    assert!(said.contains(": 1 → 2\n  added    b#1 义诊进社区\n") && said.ends_with("through 1 articles\n"), "{said}");
    folder.bianmu("diff once printed --printed --by month").stdout("0 cells changed\n").run();
    let message = "once and months are not counted alike (--by, --fractional); say with these flags how to count both";
    folder.bianmu("diff once months").message(message).status(1).run();
}
