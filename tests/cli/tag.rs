//! `bianmu tag`: pages or articles in, the same with topics and districts out.

use serde_json::{Value, json};

use crate::harness::{Folder, LABELS, TWO_ARTICLES, WITH_FOLIO, fields, rows, table};

const ITEM_FIELDS: [&str; 10] =
    ["page", "id", "kind", "headline", "headline_lines", "body_lines", "byline", "date", "text", "check"];
const ARTICLE_COLUMNS: &str = "page,id,kind,headline,byline,date,topics,probabilities,review,districts,first_line,last_line,check,text,continues,published";
/// Reads as health in any model of ours.
const CLINIC: &str = "医院的医生来村里义诊，为患者量血压";
/// Reads as education.
const SCHOOL: &str = "小学的老师带学生在教室上课";

fn ids(topics: &Value) -> Vec<&str> {
    topics.as_array().unwrap().iter().map(|topic| topic["id"].as_str().unwrap()).collect()
}

#[test]
fn a_page_gives_its_items_with_their_tags_after_them() {
    let folder = Folder::with_model().file("two.txt", TWO_ARTICLES).file("folio.txt", WITH_FOLIO);
    let items = folder.bianmu("segment two.txt folio.txt").any_stdout().run().objects();
    let tagged = folder.bianmu("tag two.txt folio.txt --model model").any_stdout().run().objects();
    assert_eq!(tagged.len(), items.len());
    for (item, tagged) in items.iter().zip(&tagged) {
        let published: &[&str] = if tagged["page"] == "folio" { &["published"] } else { &[] };
        assert_eq!(fields(tagged), [&ITEM_FIELDS[..], published, &["topics", "review", "districts"]].concat());
        assert!(ITEM_FIELDS.iter().all(|field| tagged[field] == item[field]));
        for topic in tagged["topics"].as_array().unwrap().iter().chain(tagged["review"].as_array().unwrap()) {
            assert_eq!(fields(topic), ["id", "probability"]);
            assert!((0.0..=1.0).contains(&topic["probability"].as_f64().unwrap()));
        }
    }
    assert_eq!((ids(&tagged[1]["topics"]), &tagged[1]["districts"]), (vec!["health"], &json!(["荆州区"])));
    assert_eq!((ids(&tagged[2]["topics"]), &tagged[2]["districts"]), (vec!["education"], &json!(["公安县"])));
    assert_eq!(tagged[2]["published"], "2022-06-15");
    assert_eq!((&tagged[3]["kind"], ids(&tagged[3]["topics"])), (&json!("banner"), vec![]));
}

#[test]
fn topics_come_best_first() {
    let pages = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages");
    let tagged = Folder::new().bianmu("tag").arg(pages).any_stdout().run().objects();
    assert!(tagged.iter().any(|item| item["topics"].as_array().unwrap().len() > 1));
    for item in &tagged {
        for list in [&item["topics"], &item["review"]] {
            let probabilities: Vec<f64> =
                list.as_array().unwrap().iter().map(|topic| topic["probability"].as_f64().unwrap()).collect();
            assert!(probabilities.is_sorted_by(|a, b| a >= b), "{item}");
        }
    }
}

#[test]
fn a_page_as_csv_has_the_columns_of_articles_csv() {
    let folder = Folder::with_model().file("two.txt", TWO_ARTICLES);
    let said = folder.bianmu("tag two.txt --model model --format csv").any_stdout().run();
    assert_eq!(said.stdout.lines().next(), Some(ARTICLE_COLUMNS));
    let rows = said.rows();
    let cells = ["two", "two#2", "article", "卫生院来了眼科义诊", "通讯员 方舟", "--06-13", "health"];
    assert_eq!(rows[2][..7], cells);
    assert_eq!(rows[2][9..13], ["荆州区", "8", "12", "false"]);
    assert!(rows[2][7].starts_with("0.") && rows[2][7].len() == 6, "four decimals: {}", rows[2][7]);
}

#[test]
fn items_are_tagged_alike_from_either_form_that_segment_writes() {
    let pages = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages");
    let folder = Folder::new();
    folder.bianmu("segment -o items.csv").arg(pages).any_stdout().run();
    folder.bianmu("segment -o items.jsonl").arg(pages).any_stdout().run();
    let of_lines = folder.bianmu("tag items.jsonl").any_stdout().run().objects();
    let of_table = folder.bianmu("tag items.csv --format jsonl").any_stdout().run().objects();
    assert_eq!(of_table.len(), of_lines.len());
    for (item, other) in of_table.iter().zip(&of_lines) {
        for field in ITEM_FIELDS.iter().chain(&["topics", "review", "districts"]) {
            assert_eq!((field, &item[field]), (field, &other[field]), "{}", item["id"]);
        }
    }
    let rows = folder.bianmu("tag items.csv").any_stdout().run().rows();
    assert_eq!(rows[0][..6], ["page", "id", "kind", "headline", "headline_lines", "body_lines"]);
    assert_eq!(rows.len(), of_lines.len() + 1);
    let districts = |item: &Value| {
        let names = item["districts"].as_array().unwrap().iter().map(|name| name.as_str().unwrap().to_string());
        names.collect::<Vec<_>>().join(";")
    };
    assert!(rows[1..].iter().zip(&of_lines).all(|(row, item)| *row.last().unwrap() == districts(item)));
}

#[test]
fn a_table_keeps_its_other_columns_and_tags_win_over_columns_of_their_names() {
    let table = format!("topics,id,text,districts,note\nold,7,{CLINIC},旧区,\"a,b\"\nold,3,{SCHOOL},,\n");
    let folder = Folder::with_model().file("in.csv", table);
    let rows = folder.bianmu("tag in.csv --model model").any_stdout().run().rows();
    assert_eq!(rows[0], ["id", "text", "note", "topics", "probabilities", "review", "districts"]);
    assert_eq!(rows[1][..4], ["7", CLINIC, "a,b", "health"]);
    assert_eq!(rows[2][..4], ["3", SCHOOL, "", "education"]);
    assert_eq!((rows.len(), rows[1][6].as_str()), (3, ""));
    let objects = folder.bianmu("tag in.csv --model model --format jsonl").any_stdout().run().objects();
    assert_eq!(fields(&objects[0]), ["topics", "id", "text", "districts", "note", "review"]);
    assert_eq!((ids(&objects[0]["topics"]), &objects[0]["districts"]), (vec!["health"], &json!([])));
}

#[test]
fn a_line_of_jsonl_keeps_its_other_fields() {
    let line = json!({"n": 1.5, "text": CLINIC, "topics": "old", "of": {"deep": [null, true]}});
    let folder = Folder::with_model().file("in.jsonl", format!("{line}\r\n\n{line}"));
    let objects = folder.bianmu("tag in.jsonl --model model").any_stdout().run().objects();
    assert_eq!(objects.len(), 2);
    assert_eq!(fields(&objects[0]), ["n", "text", "topics", "of", "review", "districts"]);
    assert_eq!((&objects[0]["n"], &objects[0]["of"]), (&line["n"], &line["of"]));
    let rows = folder.bianmu("tag in.jsonl --model model --format csv").any_stdout().run().rows();
    assert_eq!(rows[0], ["n", "text", "of", "topics", "probabilities", "review", "districts"]);
    assert_eq!(rows[1][..4], ["1.5", CLINIC, r#"{"deep":[null,true]}"#, "health"]);
}

#[test]
fn an_items_line_keeps_fields_that_are_not_an_items() {
    let folder = Folder::with_model().file("two.txt", TWO_ARTICLES);
    let mut item = folder.bianmu("segment two.txt").any_stdout().run().objects()[0].clone();
    item["volume"] = json!(12);
    let tagged = folder.bianmu("tag --model model").stdin(item.to_string()).any_stdout().run().objects();
    assert_eq!(fields(&tagged[0]), [&ITEM_FIELDS[..], &["volume", "topics", "review", "districts"]].concat());
}

/// More articles than are read at a time.
fn long_table() -> String {
    table("id,text", (0..700).map(|i| format!("r{i},{}", if i % 3 == 0 { CLINIC } else { SCHOOL })))
}

#[test]
fn rows_come_out_in_order_and_none_is_lost() {
    let folder = Folder::with_model().file("in.csv", long_table());
    let rows = folder.bianmu("tag in.csv --model model").any_stdout().run().rows();
    assert_eq!(rows.len(), 701);
    for (i, row) in rows[1..].iter().enumerate() {
        let topic = if i % 3 == 0 { "health" } else { "education" };
        assert_eq!((row[0].as_str(), row[2].as_str()), (format!("r{i}").as_str(), topic));
    }
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let pages = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages");
    let folder = Folder::with_model().file("in.csv", long_table());
    for (inputs, format) in [(pages, "jsonl"), (pages, "csv"), ("in.csv", "csv")] {
        let run = |jobs: &str| {
            folder
                .bianmu("tag --model model --jobs")
                .arg(jobs)
                .arg(inputs)
                .arg("--format")
                .arg(format)
                .any_stdout()
                .run()
        };
        let one = run("1").stdout;
        assert_eq!(run("2").stdout, one);
        assert_eq!(run("7").stdout, one);
    }
}

#[test]
fn text_is_found_under_all_its_names_and_a_short_first_line_is_a_headline() {
    let (headline, body) = ("医生进村", "医生为患者量血压，护士发药。");
    let cases = [
        format!("headline,body\n{headline},{body}\n"),
        format!("title,content\n{headline},{body}\n"),
        format!("标题,正文\n{headline},{body}\n"),
        format!("\u{feff}标题,正文\r\n{headline},{body}\r\n"),
        format!("Headline,BODY\n{headline},{body}\n"),
        format!("headline,text\n{headline},{body}\n"),
        format!("text\n\"{headline}\n{body}\"\n"),
        format!("文本\n\"{headline}\n{body}\"\n"),
    ];
    let folder = Folder::with_model();
    let tags = |table: &str| {
        let rows = folder.bianmu("tag --format csv --model model").stdin(table).any_stdout().run().rows();
        rows[1][rows[1].len() - 4..].to_vec()
    };
    let expected = tags(&cases[0]);
    assert_eq!(expected[0], "health");
    for table in &cases[1..] {
        assert_eq!(tags(table), expected, "{table}");
    }
    let flat = tags(&format!("text\n{headline}{body}\n"));
    assert_ne!(flat[1], expected[1], "a headline counts for more than a body");
}

#[test]
fn standard_input_shows_by_itself_what_it_is() {
    let folder = Folder::with_model();
    let table = format!("text\n{CLINIC}\n");
    let line = json!({"text": CLINIC}).to_string();
    for dash in ["", " -"] {
        let run =
            |stdin: &str| folder.bianmu(&format!("tag --model model{dash}")).stdin(stdin).any_stdout().run().objects();
        assert_eq!(fields(&run(&table)[0]), ["text", "topics", "review", "districts"]);
        assert_eq!(fields(&run(&line)[0]), ["text", "topics", "review", "districts"]);
        assert_eq!(run(TWO_ARTICLES)[1]["id"], "stdin#2");
    }
}

#[test]
fn a_table_without_rows_keeps_its_header() {
    let folder = Folder::with_model().file("in.csv", "id,text\n");
    folder.bianmu("tag in.csv --model model").stdout("id,text,topics,probabilities,review,districts\n").run();
}

#[test]
fn columns_without_a_name_of_their_own_pass_through() {
    let folder = Folder::with_model().file("in.csv", format!("text,note,note,,\n{CLINIC},a,b,c,d\n"));
    let rows = folder.bianmu("tag in.csv --model model").any_stdout().run().rows();
    assert_eq!(rows[0][..5], ["text", "note", "note.2", "", ".2"]);
    assert_eq!(rows[1][1..6], ["a", "b", "c", "d", "health"]);
}

#[test]
fn the_outputs_name_tells_its_format() {
    let folder = Folder::with_model().file("two.txt", TWO_ARTICLES).file("in.csv", format!("text\n{CLINIC}\n"));
    folder.bianmu("tag two.txt --model model -o out.csv").run();
    assert_eq!(folder.read("out.csv").lines().next(), Some(ARTICLE_COLUMNS));
    folder.bianmu("tag in.csv --model model -o out.jsonl").run();
    assert!(folder.read("out.jsonl").starts_with("{\"text\":"));
    assert_eq!(folder.names(), ["in.csv", "model", "out.csv", "out.jsonl", "two.txt"]);
}

#[test]
fn excel_gets_a_mark_its_line_ends_and_no_formulas() {
    let table = format!("id,text,sum\n=1+1,{CLINIC},-3.5\n@x,{SCHOOL},＋1\n");
    let folder = Folder::with_model().file("in.csv", table);
    let plain = folder.bianmu("tag in.csv --model model").any_stdout().run().stdout;
    let excel = folder.bianmu("tag in.csv --model model --excel").any_stdout().run().stdout;
    assert!(plain.contains("\n=1+1,") && plain.contains("\n@x,"));
    let expected = plain.replace("\n=1+1", "\n'=1+1").replace("\n@x", "\n'@x").replace("＋1", "'＋1");
    assert_eq!(excel, format!("\u{feff}{}", expected.replace('\n', "\r\n")));
}

#[test]
fn a_home_settles_what_all_the_district_means() {
    let text = "全区召开教师大会，老师和学生代表参加。";
    let table = format!("id,home,text\n1,,{text}\n2,荆州区,{text}\n");
    let folder = Folder::with_model().file("in.csv", table);
    let districts = |flags: &str| {
        let rows = folder.bianmu("tag in.csv --model model").arg(flags).any_stdout().run().rows();
        rows[1..].iter().map(|row| row[6].clone()).collect::<Vec<_>>()
    };
    assert_eq!(districts("--jobs=1"), ["", "荆州区"]);
    assert_eq!(districts("--home=沙市区"), ["沙市区", "荆州区"]);
}

#[test]
fn pages_info_gives_a_page_its_home_and_its_year() {
    let page = "开学第一课\n\n本报讯（记者 叶青）12月30日，全区教师大会召开，老师和学生代表参加。\n";
    let info = "page,publication,home,date\na,周报,沙市区,2023-01-04\nc,,,\n";
    let folder = Folder::with_model().file("a.txt", page).file("b.txt", page).file("info.csv", info);
    let run = |flags: &str| {
        let tag = folder.bianmu("tag a.txt b.txt --model model --format csv").arg(flags);
        let said = tag.any_stdout().any_stderr().run();
        said.rows()[1..].iter().map(|row| format!("{} {} {}", row[0], row[5], row[9])).collect::<Vec<_>>()
    };
    assert_eq!(run("--jobs=1"), ["a --12-30 ", "b --12-30 "]);
    assert_eq!(run("--pages-info=info.csv"), ["a 2022-12-30 沙市区", "b --12-30 "]);
}

#[test]
fn a_gazetteer_adds_places_to_the_built_in_ones() {
    let places = "name,kind,parent,aliases,from,to\n望舒区,district,荆州市,,,\n";
    let table = "text\n望舒区小学的老师给学生上课。\n沙市区小学的老师给学生上课。\n";
    let folder = Folder::with_model().file("places.csv", places).file("in.csv", table);
    let rows = folder.bianmu("tag in.csv --model model --gazetteer places.csv").any_stdout().run().rows();
    assert_eq!((rows[1][4].as_str(), rows[2][4].as_str()), ("望舒区", "沙市区"));
}

#[test]
fn what_a_precision_drops_goes_to_review() {
    let gold = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages");
    let tag = |flags: &str| Folder::new().bianmu(&format!("tag {gold} {flags}")).any_stdout().run().objects();
    let (plain, sure) = (tag(""), tag("--precision 0.95"));
    let mut dropped = 0;
    for (plain, sure) in plain.iter().zip(&sure) {
        let (before, after, review) = (ids(&plain["topics"]), ids(&sure["topics"]), ids(&sure["review"]));
        assert!(after.iter().all(|id| before.contains(id)), "{before:?} {after:?}");
        for id in before.iter().filter(|id| !after.contains(id)) {
            assert!(review.contains(id), "{id} {review:?}");
            dropped += 1;
        }
        assert!(ids(&plain["review"]).iter().all(|id| review.contains(id)));
    }
    assert!(dropped > 0);
    for wrong in ["1", "0.3", "NaN", "much"] {
        Folder::new().bianmu("tag -").arg("--precision").arg(wrong).any_stderr().status(2).run();
    }
}

#[test]
fn an_exclusive_model_gives_one_topic_and_doubts_it_in_review() {
    let folder = Folder::with_model().file("in.csv", format!("text\n{CLINIC}\n今日有雨\n"));
    let said = folder.bianmu("tag in.csv --model model --precision 0.99 --format jsonl").any_stdout().run().objects();
    for article in &said {
        assert_eq!(ids(&article["topics"]).len(), 1);
    }
    assert_eq!(ids(&said[1]["review"])[0], ids(&said[1]["topics"])[0]);
}

#[test]
fn the_built_in_model_is_used_by_default() {
    let folder = Folder::new().file("in.csv", format!("text\n{CLINIC}\n"));
    let default = folder.bianmu("tag in.csv").any_stdout().run().stdout;
    folder.bianmu("tag in.csv --model default").stdout(&default).run();
    assert!(rows(&default)[1][1].split(';').any(|topic| topic == "health"), "{default}");
}

#[test]
fn the_models_own_articles_get_their_labels_back() {
    let folder = Folder::with_model().file("labels.csv", LABELS);
    let rows = folder.bianmu("tag labels.csv --model model").any_stdout().run().rows();
    let labels: Vec<&str> = LABELS.lines().skip(1).map(|line| line.rsplit_once(',').unwrap().1).collect();
    let tags: Vec<&str> = rows[1..].iter().map(|row| row[2].as_str()).collect();
    assert_eq!(tags, labels);
}

#[test]
fn rows_of_one_paper_lend_each_other_their_home() {
    let own = (0..10).map(|k| format!("沙市区第{k}届夜市开街，沙市区市民王女士带孩子前来"));
    let bare = "本报讯 全区环卫工人领到新工装";
    let districts = |rows: Vec<String>, flags: &str| {
        let folder = Folder::with_model().file("in.csv", table("text", rows));
        let said = folder.bianmu(&format!("tag in.csv --model model {flags}")).any_stdout().run();
        said.rows().last().unwrap().last().unwrap().clone()
    };
    let one_paper: Vec<String> = own.clone().chain([bare.to_string()]).collect();
    assert_eq!(districts(one_paper.clone(), ""), "沙市区");
    assert_eq!(districts(one_paper, "--home 公安县"), "公安县");
    let far = (0..5).map(|k| format!("庄河市第{k}届渔船开海"));
    assert_eq!(districts(own.chain(far).chain([bare.to_string()]).collect(), ""), "");
}

/// A table of rows that are unlike all articles of the default model.
fn strange_rows(count: usize) -> String {
    let row = |i: usize| format!("the quick brown fox {i} jumps over the lazy dog");
    table("text", (0..count).map(row))
}

#[test]
fn a_batch_unlike_the_training_is_warned_of_once_and_a_small_one_never() {
    let folder = Folder::new().file("strange.csv", strange_rows(600)).file("few.csv", strange_rows(29));
    let said = folder.bianmu("tag strange.csv few.csv -o out.csv").any_stderr().run();
    let warnings: Vec<&str> = said.stderr.lines().filter(|line| line.contains("look unlike")).collect();
    assert_eq!(warnings.len(), 1, "{}", said.stderr);
    assert!(warnings[0].contains("100 % of an article's words are unknown to it ("), "{}", warnings[0]);
    let again = folder.bianmu("tag strange.csv few.csv -o out.csv --jobs 1").any_stderr().run();
    assert_eq!(again.stderr, said.stderr);
    folder.bianmu("tag few.csv -o out.csv").run();
}

#[test]
fn the_shipped_pages_look_like_the_training() {
    let folder = Folder::new();
    let pages = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages");
    let said = folder.bianmu(&format!("tag {pages} -o out.jsonl")).any_stderr().run();
    assert!(!said.stderr.contains("look unlike"), "{}", said.stderr);
}
