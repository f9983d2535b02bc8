//! `bianmu explain`: a text in, the terms behind each topic out.

use serde_json::Value;

use crate::harness::{Folder, Said, TWO_ARTICLES, fields};

const TEXT: &str = "医院的医生为学生量血压，老师陪着患者。";

fn topics(said: &Said) -> Vec<Value> {
    serde_json::from_str(&said.stdout).unwrap()
}

#[test]
fn shares_add_up_to_the_score() {
    let folder = Folder::with_model();
    for (model, terms) in [("model", "0"), ("model", "2"), ("model", "100"), ("default", "5")] {
        let line = format!("explain --format json --model {model} --terms {terms}");
        for topic in topics(&folder.bianmu(&line).arg(TEXT).any_stdout().run()) {
            let number = |key: &str| topic[key].as_f64().unwrap();
            let shares = topic["terms"].as_array().unwrap().iter().map(|term| term["share"].as_f64().unwrap());
            let sum = number("bias") + shares.sum::<f64>() + number("rest");
            assert!((sum - number("score")).abs() < 1e-9, "{topic}");
            for term in topic["terms"].as_array().unwrap() {
                let product = term["value"].as_f64().unwrap() * term["weight"].as_f64().unwrap();
                assert!((product - term["share"].as_f64().unwrap()).abs() < 1e-12, "{term}");
            }
        }
    }
}

#[test]
fn json_has_the_fields_of_a_topic_best_first() {
    let folder = Folder::with_model();
    let said = folder.bianmu("explain --format json --model model --terms 3").arg(TEXT).any_stdout().run();
    let topics = topics(&said);
    let of_topic = ["id", "chinese", "score", "bias", "probability", "threshold", "tagged", "terms", "rest", "flip"];
    assert_eq!(fields(&topics[0]), of_topic);
    assert_eq!(fields(&topics[0]["terms"][0]), ["term", "value", "weight", "share"]);
    assert!(topics.iter().all(|topic| topic["terms"].as_array().unwrap().len() == 3));
    let ids: Vec<&str> = topics.iter().map(|topic| topic["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["health", "education"]);
    assert_eq!((&topics[0]["tagged"], &topics[1]["tagged"]), (&Value::Bool(true), &Value::Bool(false)));
}

#[test]
fn zero_terms_means_all_of_them_and_nothing_is_left_over() {
    let folder = Folder::with_model();
    let said = folder.bianmu("explain --format json --model model --terms 0").arg(TEXT).any_stdout().run();
    for topic in topics(&said) {
        assert!(topic["terms"].as_array().unwrap().len() > 3);
        assert_eq!(topic["rest"].to_string(), "0.0");
    }
}

#[test]
fn a_line_a_topic_for_people() {
    let said = Folder::with_model().bianmu("explain --model model --terms 1").arg(TEXT).any_stdout().run();
    let lines: Vec<&str> = said.stdout.lines().collect();
    assert_eq!(lines.len(), 3, "{}", said.stdout);
    assert!(lines[0].starts_with("* health 卫生健康: probability 0."), "{}", said.stdout);
    assert!(lines[1].starts_with("    not tagged without "), "{}", said.stdout);
    assert!(lines[2].starts_with("  education 教育: probability 0."), "{}", said.stdout);
    let of_topics = [lines[0], lines[2]];
    assert!(of_topics.iter().all(|line| line.contains(" = bias ") && line.contains(" others ")), "{}", said.stdout);
}

#[test]
fn a_flip_names_terms_of_the_text_and_the_probability_without_them() {
    let folder = Folder::with_model();
    let said = folder.bianmu("explain --format json --model model").arg(TEXT).any_stdout().run();
    let topics = topics(&said);
    let flip = &topics[0]["flip"];
    assert_eq!(fields(flip), ["without", "probability"]);
    let shares: Vec<f64> =
        flip["without"].as_array().unwrap().iter().map(|term| term["share"].as_f64().unwrap()).collect();
    assert!(shares.iter().all(|share| *share > 0.0), "{flip}");
    assert!(flip["probability"].as_f64() < topics[0]["probability"].as_f64());
}

#[test]
fn colours_are_for_terminals_or_those_who_ask() {
    let folder = Folder::with_model();
    let run = |flag: &str| folder.bianmu(&format!("explain --model model {flag}")).arg(TEXT).any_stdout().run().stdout;
    let plain = run("");
    assert!(!plain.contains('\u{1b}') && plain == run("--color never"));
    let colored = run("--color always");
    assert!(colored.contains("\u{1b}[36m") || colored.contains("\u{1b}[1m"), "{colored}");
    assert!(anstream::adapter::strip_str(&colored).to_string().contains(TEXT), "the text stands whole below its topic");
}

#[test]
fn a_page_of_html_is_whole_and_holds_the_text() {
    let folder = Folder::with_model();
    folder.bianmu("explain --model model -o why.html").arg("义诊\n<i>医生</i>来了").run();
    let page = folder.read("why.html");
    assert!(page.starts_with("<!DOCTYPE html>") && page.ends_with("</html>"));
    assert!(page.contains("&lt;") && !page.contains("<i>"), "{page}");
}

#[test]
fn a_name_without_a_file_is_no_text() {
    let folder = Folder::with_model().file("texts/a.txt", TEXT);
    for name in ["typo.txt", "./稿件", "texts/typo"] {
        let remedy = "no such file; a text that looks like a file's name must come from standard input, with `-`";
        folder.bianmu("explain --model model").arg(name).message(&format!("{name}: {remedy}")).status(1).run();
    }
    folder.bianmu("explain --model model texts").message("texts: a folder; name one file of it").status(1).run();
    folder.bianmu("explain --model model -").stdin("typo.txt").any_stdout().run();
}

#[test]
fn a_text_a_file_and_standard_input_are_explained_alike() {
    let folder = Folder::with_model().file("text.txt", "医院的医生为学生\n量血压，老师陪着患者。\n");
    let run =
        |arg: &str| folder.bianmu("explain --format json --model model").arg(arg).stdin(TEXT).any_stdout().run().stdout;
    let expected = run(TEXT);
    assert_eq!(run("text.txt"), expected, "the wrap is joined");
    assert_eq!(run("-"), expected);
}

#[test]
fn the_model_tags_what_it_explains() {
    let folder = Folder::with_model().file("two.txt", TWO_ARTICLES);
    let items = folder.bianmu("segment two.txt").any_stdout().run().objects();
    for item in items {
        let (headline, body) = (item["headline"].as_str().unwrap(), item["text"].as_str().unwrap());
        let said = folder.bianmu("explain --format json").arg(&format!("{headline}\n{body}")).any_stdout().run();
        let explained = topics(&said);
        let tagged = folder.bianmu("tag").stdin(item.to_string()).any_stdout().run().objects();
        let expected = explained.iter().filter(|topic| topic["tagged"] == true);
        let expected: Vec<_> = expected.map(|topic| (&topic["id"], &topic["probability"])).collect();
        let found = tagged[0]["topics"].as_array().unwrap().iter();
        assert_eq!(found.map(|topic| (&topic["id"], &topic["probability"])).collect::<Vec<_>>(), expected);
    }
}

#[test]
fn control_characters_never_reach_the_terminal() {
    let folder = Folder::with_model();
    let hostile = "\u{1b}[31m医院\u{202e}\u{9b}2J\u{61c}医生\r\u{8}来了";
    for flag in ["", "--color always"] {
        let said = folder.bianmu(&format!("explain --model model {flag}")).arg(hostile).any_stdout().run();
        let own = ["\u{1b}[36m", "\u{1b}[31m", "\u{1b}[1m", "\u{1b}[4m", "\u{1b}[0m"];
        let rest = own.iter().fold(said.stdout.clone(), |text, code| text.replace(code, ""));
        assert!(!rest.contains(|c: char| (c.is_control() && c != '\n') || "\u{202e}\u{61c}".contains(c)), "{rest:?}");
        assert_eq!(flag.is_empty(), !said.stdout.contains("\\u{1b}[31m"), "shown where the text is: {}", said.stdout);
    }
}
