//! `bianmu evaluate`: gold in, figures out.

use serde_json::{Value, json};

use crate::harness::{Folder, LABELS, Said, TWO_ARTICLES, fields, table};

const TOPIC_FIGURES: [&str; 9] = [
    "articles",
    "micro_f1",
    "micro_f1_interval",
    "macro_f1",
    "macro_f1_interval",
    "first_topic",
    "exact",
    "untagged",
    "topics",
];

/// What labelled articles have beside them.
const ARTICLE_FIGURES: [&str; 7] =
    ["lrap", "brier", "ece", "ece_from_0_1", "bins", "false_positives", "false_negatives"];

/// Page gold for [`TWO_ARTICLES`], the second article's topic being one that a health model cannot give.
fn gold() -> String {
    let item = |id: &str, headline: &str, first: usize, lines: [usize; 2], topic: &str, district: &str| {
        json!({
            "id": id, "kind": "article", "headline": headline, "headline_lines": [first], "body_lines": [lines],
            "byline": "", "event_date": "", "topics": [topic], "districts": [district],
        })
    };
    let items = [
        item("a1", "渡口添灯 夜归有光", 1, [3, 6], "education", "沙市区"),
        item("a2", "卫生院来了眼科义诊", 8, [10, 12], "health", "荆州区"),
    ];
    json!({"page": "two", "publication": "周报", "home_district": "荆州市", "items": items}).to_string()
}

fn figures(said: &Said) -> Value {
    serde_json::from_str(&said.stdout).unwrap()
}

#[test]
fn a_labelled_table_gives_topic_figures_with_intervals() {
    let folder = Folder::with_model().file("labels.csv", LABELS);
    let said = folder.bianmu("evaluate labels.csv --model model --format json").any_stdout().run();
    let figures = figures(&said);
    assert_eq!(fields(&figures), ["articles"]);
    let articles = &figures["articles"];
    assert_eq!(fields(articles), [&TOPIC_FIGURES[..], &["accuracy"], &ARTICLE_FIGURES].concat());
    assert_eq!(
        (&articles["articles"], &articles["micro_f1"], &articles["macro_f1"]),
        (&json!(24), &json!(1.0), &json!(1.0))
    );
    assert_eq!(articles["micro_f1_interval"], json!({"low": 1.0, "high": 1.0}));
    let health = json!({
        "topic": "health", "chinese": "卫生健康", "support": 12, "tagged": 12, "precision": 1.0, "recall": 1.0, "f1": 1.0,
        "average_precision": 1.0,
    });
    assert_eq!((&articles["topics"][0], articles["topics"].as_array().unwrap().len()), (&health, 2));
}

#[test]
fn figures_for_people_name_the_same_numbers() {
    let folder = Folder::with_model().file("labels.csv", LABELS);
    let expected = "\
topics of 24 labelled articles
  micro F1 1.000 (1.000 to 1.000)  macro F1 1.000 (1.000 to 1.000)
  first topic right 1.000  all topics right 1.000  without a topic 0
  labelled tagged precision recall    F1 average precision  topic
        12     12     1.000  1.000 1.000             1.000  health 卫生健康
        12     12     1.000  1.000 1.000             1.000  education 教育
  accuracy 1.000  label ranking average precision 1.000
probabilities: Brier score 0.0006, expected calibration error 0.0180, from 0.1 on 0.0180
  probability answers   mean  right
   0.0 to 0.1       24  0.018  0.000
   0.9 to 1.0       24  0.982  1.000
";
    folder.bianmu("evaluate labels.csv --model model").stdout(expected).run();
}

#[test]
fn wrong_labels_cost_precision_and_recall() {
    let swapped = LABELS.replacen(",health\n", ",education\n", 3);
    let folder = Folder::with_model().file("labels.csv", swapped);
    let said = folder.bianmu("evaluate labels.csv --model model --format json").any_stdout().run();
    let articles = &figures(&said)["articles"];
    assert_eq!((&articles["exact"], &articles["micro_f1"]), (&json!(0.875), &json!(0.875)));
    let health = &articles["topics"][0];
    assert_eq!((&health["support"], &health["tagged"], &health["precision"]), (&json!(9), &json!(12), &json!(0.75)));
    let interval = &articles["micro_f1_interval"];
    assert!(interval["low"].as_f64().unwrap() < 0.875 && interval["high"].as_f64().unwrap() > 0.875, "{interval}");
}

#[test]
fn page_gold_gives_segmentation_topic_and_district_figures() {
    let folder = Folder::with_model().file("two.txt", TWO_ARTICLES).file("two.json", gold());
    let figures = figures(&folder.bianmu("evaluate two.txt --model model --format json").any_stdout().run());
    assert_eq!(fields(&figures), ["pages"]);
    let pages = &figures["pages"];
    let blocks = [
        "pages",
        "segmentation",
        "topics",
        "topics_own_items",
        "districts",
        "districts_without_home",
        "districts_own_items",
        "districts_own_items_without_home",
        "district_baselines",
        "district_baselines_own_items",
    ];
    assert_eq!(fields(pages), blocks);
    let segmentation = [
        "items",
        "exact",
        "iou_80",
        "headline",
        "byline",
        "date",
        "kind",
        "banners",
        "banners_found",
        "invented",
        "b_cubed_f1",
        "checked",
        "unchecked_exact",
    ];
    assert_eq!(fields(&pages["segmentation"]), segmentation);
    let measured =
        ["items", "exact", "iou_80", "headline", "kind", "b_cubed_f1"].map(|key| &pages["segmentation"][key]);
    assert_eq!(measured, [&json!(2), &json!(1.0), &json!(1.0), &json!(1.0), &json!(1.0), &json!(1.0)]);
    assert_eq!(fields(&pages["topics"]), TOPIC_FIGURES);
    assert_eq!(pages["topics"]["micro_f1"], json!(0.5));
    assert_eq!(pages["districts"], json!({"items": 2, "main": 1.0, "set_f1": 1.0}));
}

#[test]
fn a_folder_of_gold_is_measured_whole_and_pages_without_gold_are_skipped() {
    let folder = Folder::with_model().file("gold/b.txt", TWO_ARTICLES).file("gold/b.json", gold());
    let folder = folder.file("gold/a.txt", TWO_ARTICLES).file("labels.csv", LABELS);
    let call = folder.bianmu("evaluate gold labels.csv --model model --format json").any_stdout().status(3);
    let said = call.message("gold/a.json: No such file or directory (os error 2)").run();
    let figures = figures(&said);
    assert_eq!((&figures["pages"]["pages"], &figures["articles"]["articles"]), (&json!(1), &json!(24)));
    let said = folder.bianmu("evaluate gold labels.csv --model model").any_stdout().any_stderr().status(3).run();
    assert!(said.stdout.starts_with("segmentation of 1 pages, 2 items\n"), "{}", said.stdout);
}

#[test]
fn a_missed_floor_gives_status_4() {
    let folder = Folder::with_model().file("labels.csv", LABELS.replacen(",health\n", ",education\n", 3));
    let evaluate = "evaluate labels.csv --model model --fail-under";
    folder.bianmu(&format!("{evaluate} 0.87")).any_stdout().run();
    folder.bianmu(&format!("{evaluate} 0.88")).any_stdout().status(4).run();
    folder.bianmu(&format!("{evaluate} much")).any_stderr().status(2).run();
}

#[test]
fn folds_measure_training_itself() {
    let folder = Folder::new().file("labels.csv", LABELS);
    let run =
        |flags: &str| folder.bianmu(&format!("evaluate labels.csv --format json {flags}")).any_stdout().run().stdout;
    let four = run("--folds 4 --jobs 1");
    let micro = serde_json::from_str::<Value>(&four).unwrap()["articles"]["micro_f1"].as_f64().unwrap();
    assert!(micro > 0.9, "{four}");
    assert_eq!(run("--folds 4 --jobs 7"), four);
    folder.bianmu("evaluate labels.csv --folds 1").any_stderr().status(2).run();
    folder
        .bianmu("evaluate labels.csv --folds 20")
        .message("labels.csv: 24 articles are too few; label at least 40")
        .status(1)
        .run();
}

#[test]
fn mistakes_are_named_with_the_terms_that_caused_them() {
    let folder = Folder::with_model().file("labels.csv", LABELS.replacen(",health\n", ",education\n", 1));
    let said = folder.bianmu("evaluate labels.csv --model model --format json").any_stdout().run();
    let articles = &figures(&said)["articles"];
    let (given, denied) = (&articles["false_positives"], &articles["false_negatives"]);
    assert_eq!((given.as_array().unwrap().len(), denied.as_array().unwrap().len()), (1, 1));
    let fields = ["name", "line", "headline", "topic"].map(|key| given[0][key].clone());
    assert_eq!(fields, [json!("labels.csv"), json!(2), json!("渡口村来了眼科义诊"), json!("health")]);
    assert_eq!(denied[0]["topic"], json!("education"));
    assert!(given[0]["probability"].as_f64().unwrap() > 0.5 && denied[0]["probability"].as_f64().unwrap() < 0.5);
    let shares = |mistake: &Value| -> Vec<f64> {
        mistake["terms"].as_array().unwrap().iter().map(|term| term["share"].as_f64().unwrap()).collect()
    };
    assert!(shares(&given[0]).iter().all(|share| *share > 0.0) && shares(&given[0]).len() == 5);
    assert!(shares(&denied[0]).iter().all(|share| *share < 0.0));
    let said = folder.bianmu("evaluate labels.csv --model model --worst 0").any_stdout().run();
    assert!(!said.stdout.contains("wrongly"), "{}", said.stdout);
    let said = folder.bianmu("evaluate labels.csv --model model").any_stdout().run();
    let expected = "wrongly given, the most probable first\n  labels.csv:2: health 卫生健康 0.99";
    assert!(said.stdout.contains(expected), "{}", said.stdout);
}

#[test]
fn groups_stay_together_and_the_past_is_asked_about_the_future() {
    // Half of the rows are of one source; the last six of a later month.
    let column = |i: usize| match i {
        0 => "source,date".to_string(),
        _ => format!("{},2023-{:02}-01", if i.is_multiple_of(2) { "周报" } else { "" }, if i > 18 { 2 } else { 1 }),
    };
    let rows: String = LABELS.lines().enumerate().map(|(i, row)| format!("{row},{}\n", column(i))).collect();
    let folder = Folder::new().file("labels.csv", rows);
    let run = |flags: &str| {
        let line = format!("evaluate labels.csv --format json --algorithm nb {flags}");
        figures(&folder.bianmu(&line).any_stdout().run())["articles"]["articles"].clone()
    };
    assert_eq!(run("--group source --folds 2"), json!(24));
    assert_eq!(run("--by-date --folds 2"), json!(6));
    assert_eq!(run("--by-date date"), json!(6));
    let refused = |flags: &str, message: &str| {
        folder.bianmu(&format!("evaluate labels.csv {flags}")).message(message).status(1).run();
    };
    let found = "found `headline`, `body`, `topics`, `source`, `date`";
    refused("--group sauce", &format!("labels.csv: no column `sauce`; {found}; for `source`, did you mean `sauce`?"));
    refused("--by-date day", &format!("labels.csv: no column `day`; {found}; for `date`, did you mean `day`?"));
    folder.bianmu("evaluate labels.csv --by-date source").any_stderr().status(1).run();
    folder.bianmu("evaluate labels.csv --by-date --group source").any_stderr().status(2).run();
}

#[test]
fn gold_that_cannot_be_read_is_named() {
    let folder = Folder::with_model().file("two.txt", TWO_ARTICLES).file("two.json", "{\"items\":");
    let said = folder.bianmu("evaluate two.txt --model model").any_stderr().status(1).run();
    assert!(said.stderr.starts_with("bianmu: two.json"), "{}", said.stderr);
    folder.bianmu("evaluate nope.csv").message("nope.csv: No such file or directory (os error 2)").status(1).run();
    folder.bianmu("evaluate").any_stderr().status(2).run();
}

#[test]
fn a_learning_curve_asks_models_of_growing_labels_about_pages_and_tables() {
    // Characters that no other row has in this order, so that no row is a near-copy of another.
    let filler = |i: u32| -> String {
        (0..30).filter_map(|k| char::from_u32(0x4e00 + (i * 7919 + k * k * 31) % 5000)).collect()
    };
    let numbered = (0..120).map(|i| match i % 2 {
        0 => format!("医院义诊{}医生量血压测血糖,health", filler(i)),
        _ => format!("小学教室{}老师带学生上课,education", filler(i)),
    });
    let folder = Folder::new().file("labels.csv", table("text,label", numbered)).file("gold.csv", LABELS);
    let line = "evaluate gold.csv --learning-curve labels.csv --algorithm nb";
    let said = folder.bianmu(line).any_stdout().run();
    let rows: Vec<&str> = said.stdout.lines().skip(2).collect();
    assert!(rows.len() == 2 && rows[0].trim_start().starts_with("100 "), "{}", said.stdout);
    let json = folder.bianmu(&format!("{line} --format json")).any_stdout().run();
    let figures: Value = serde_json::from_str(&json.stdout).unwrap();
    let points = figures["learning_curve"].as_array().unwrap();
    assert_eq!((points.len(), points[0]["labels"].as_u64()), (2, Some(100)));
    assert!(points[1]["micro_f1"].as_f64().unwrap() > 0.7, "{}", json.stdout);
}
