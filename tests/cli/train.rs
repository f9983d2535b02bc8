//! `bianmu train`: labelled articles in, a model and its figures out.

use std::fs;

use crate::harness::{Folder, LABELS, table};

/// [`LABELS`] with an article on both topics.
fn with_two_topics() -> String {
    format!("{LABELS}校医室添了药柜,小学校医室请来医生，教老师和学生认药、量血压。,health;education\n")
}

#[test]
fn the_figures_of_cross_validation_are_printed() {
    let folder = Folder::new().file("labels.csv", LABELS);
    let said = folder.bianmu("train labels.csv -o model").any_stderr().run();
    let lines: Vec<&str> = said.stderr.lines().collect();
    assert!(lines[0].contains("`auto` compared"), "{}", said.stderr);
    assert_eq!(lines.iter().filter(|line| line.starts_with('*')).count(), 1, "{}", said.stderr);
    let built = lines.iter().position(|line| line.starts_with("24 articles, 2 topics, ")).unwrap();
    assert!(lines[built].contains("one topic an article"), "{}", said.stderr);
    let figures = lines[built..].iter().find(|line| line.contains("cross-validation: micro F1 ")).unwrap();
    let micro: f64 = figures.split("micro F1 ").nth(1).unwrap()[..5].parse().unwrap();
    assert!((0.9..=1.0).contains(&micro), "{figures}");
    for topic in ["health 卫生健康", "education 教育"] {
        assert!(lines.iter().any(|line| line.trim_start().starts_with("12 ") && line.ends_with(topic)), "{topic}");
    }
    assert_eq!(folder.names(), ["labels.csv", "model"]);
}

#[test]
fn an_algorithm_that_is_named_is_the_one_that_is_built() {
    let folder = Folder::new().file("labels.csv", LABELS);
    for algorithm in ["nb", "nbsvm"] {
        let said = folder.bianmu(&format!("train labels.csv -o model --algorithm {algorithm}")).any_stderr().run();
        let first = said.stderr.lines().next().unwrap();
        assert!(first.starts_with("24 articles") && first.contains(&format!("; {algorithm} ")), "{}", said.stderr);
    }
}

#[test]
fn parameters_set_by_hand_are_those_of_the_model_and_lists_are_compared() {
    let folder = Folder::new().file("labels.csv", LABELS);
    let train = |flags: &str| folder.bianmu(&format!("train labels.csv -o model {flags}")).any_stderr().run().stderr;
    let said = train("--algorithm nbsvm --smoothing 0.2 --cost 4 --interpolation 0.6");
    assert!(said.lines().next().unwrap().ends_with("; nbsvm smoothing 0.2 C 4 interpolation 0.6"), "{said}");
    let model = String::from_utf8_lossy(&fs::read(folder.path("model")).unwrap()).into_owned();
    let stored = r#"{\"nbsvm\":{\"smoothing\":0.2,\"cost\":4.0,\"interpolation\":0.6}}"#;
    assert!(model.contains(stored), "{model:.600}");
    let said = train("--algorithm nb --smoothing 0.02,0.3,0.3");
    assert!(said.starts_with("`nb` compared by five-fold cross-validation and took *:\n"), "{said}");
    assert_eq!(said.matches("  nb smoothing 0.").count(), 2, "{said}");
    let said = train("--cost 1 --interpolation 0.5 --smoothing 0.1");
    assert_eq!(said.matches(" smoothing 0.1").count(), 2 + 1, "{said}");
    let said = train("--algorithm nb --smoothing 0.3 --folds 0");
    assert!(said.contains("; nb smoothing 0.3; no cross-validation"), "{said}");
}

#[test]
fn parameters_out_of_range_and_of_another_algorithm_are_refused() {
    let folder = Folder::new().file("labels.csv", LABELS);
    for (flags, message) in [
        ("--smoothing 0", "invalid value '0' for '--smoothing <LIST>': not a number from 0.0001 to 10"),
        ("--cost 1,much", "invalid value 'much' for '--cost <LIST>': not a number from 0.001 to 1000"),
        ("--interpolation NaN", "invalid value 'NaN' for '--interpolation <LIST>': not a number from 0 to 1"),
    ] {
        let said = folder.bianmu(&format!("train labels.csv -o model {flags}")).any_stderr().status(2).run();
        assert!(said.stderr.contains(message), "{}", said.stderr);
    }
    let of_another =
        "`--cost` and `--interpolation` are of the support vector machine, which `nb` has not; take nbsvm or auto";
    folder.bianmu("train labels.csv -o model --algorithm nb --cost 1").message(of_another).status(1).run();
    let alone = "labels.csv: without folds nothing can be compared; name one algorithm and one value of each parameter";
    let call = folder.bianmu("train labels.csv -o model --algorithm nbsvm --cost 1,2 --folds 0");
    call.message(alone).status(1).run();
    assert_eq!(folder.names(), ["labels.csv"]);
}

#[test]
fn the_same_labels_give_the_same_bytes_in_any_order_and_with_any_threads() {
    let mut rows: Vec<&str> = LABELS.lines().skip(1).collect();
    rows.reverse();
    rows.rotate_left(5);
    let shuffled = format!("headline,body,topics\n{}\n", rows.join("\n"));
    let folder = Folder::with_model().file("labels.csv", LABELS).file("shuffled.csv", shuffled);
    let expected = fs::read(folder.path("model")).unwrap();
    for line in ["labels.csv --jobs 1", "labels.csv --jobs 2", "labels.csv -j 7", "shuffled.csv"] {
        folder.bianmu(&format!("train {line} -o again")).any_stderr().run();
        assert!(fs::read(folder.path("again")).unwrap() == expected, "{line}");
    }
    folder.bianmu("train - -o again").stdin(LABELS).any_stderr().run();
    assert!(fs::read(folder.path("again")).unwrap() == expected, "from standard input");
}

#[test]
fn columns_may_be_chinese_and_text_may_stand_in_one() {
    let renamed = LABELS.replacen("headline,body,topics", "\u{feff}标题,正文,主题", 1);
    let named = renamed.replace(",health\n", ",卫生健康\n");
    let in_one = LABELS.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line.splitn(3, ',').collect();
        format!("{},\"{}\n{}\"", cells[2], cells[0], cells[1])
    });
    let text = table("label,text", in_one);
    let folder = Folder::with_model().file("chinese.csv", named).file("text.csv", text);
    let expected = fs::read(folder.path("model")).unwrap();
    for table in ["chinese.csv", "text.csv"] {
        folder.bianmu(&format!("train {table} -o again")).any_stderr().run();
        assert!(fs::read(folder.path("again")).unwrap() == expected, "{table}");
    }
}

#[test]
fn the_labels_decide_the_task_and_a_flag_overrules_them() {
    let folder = Folder::new().file("one.csv", LABELS).file("several.csv", with_two_topics());
    let task = |line: &str| {
        let said = folder.bianmu(&format!("train {line} -o model")).any_stderr().run();
        let is_exclusive = said.stderr.contains("one topic an article");
        assert_ne!(is_exclusive, said.stderr.contains("any number of topics an article"));
        is_exclusive
    };
    assert!(task("one.csv"));
    assert!(!task("one.csv --task multilabel"));
    assert!(!task("several.csv"));
    let rule = "an exclusive model needs exactly one topic in every row; mend it or leave `--task` away";
    let call = folder.bianmu("train several.csv --task exclusive -o never");
    call.message(&format!("several.csv:26: {rule}")).status(1).run();
    assert_eq!(folder.names(), ["model", "one.csv", "several.csv"]);
}

#[test]
fn without_folds_a_model_tags_and_claims_no_figures() {
    let folder = Folder::new().file("labels.csv", LABELS).file("in.csv", "text\n小学的老师带学生上课\n");
    for algorithm in ["nb", "nbsvm"] {
        for task in ["exclusive", "multilabel"] {
            let call = format!("train labels.csv --algorithm {algorithm} --task {task} --folds 0 -o model");
            let said = folder.bianmu(&call).any_stderr().run();
            assert!(said.stderr.contains("; no cross-validation, so no figures"), "{}", said.stderr);
            let rows = folder.bianmu("tag in.csv --model model").any_stdout().run().rows();
            assert_eq!(rows[1][1], "education", "{algorithm} {task}");
        }
    }
    for (call, message) in [
        ("--folds 0", "labels.csv: without folds no algorithms can be compared; name one, `--algorithm nb`"),
        ("--folds 1", "labels.csv: one fold leaves nothing to learn from; take none or at least 2"),
        (
            "--folds 0 --algorithm nb --base default",
            "labels.csv: without folds there is no telling how much to learn from what is no label; take folds",
        ),
    ] {
        folder.bianmu(&format!("train labels.csv -o model {call}")).message(message).status(1).run();
    }
    let said = folder.bianmu("train labels.csv --algorithm nb --folds 3 -o model").any_stderr().run();
    assert!(said.stderr.contains("\n3-fold cross-validation: micro F1 "), "{}", said.stderr);
}

#[test]
fn every_algorithm_makes_a_model_that_tags() {
    let folder = Folder::new().file("labels.csv", LABELS).file("in.csv", "text\n小学的老师带学生上课\n");
    for algorithm in ["auto", "nb"] {
        folder.bianmu(&format!("train labels.csv --algorithm {algorithm} -o model")).any_stderr().run();
        let rows = folder.bianmu("tag in.csv --model model").any_stdout().run().rows();
        assert_eq!(rows[1][1], "education", "{algorithm}");
    }
}

#[test]
fn foreign_labels_are_a_taxonomy_of_their_own() {
    let labels = LABELS.replace(",health\n", ",动物\n").replace(",education\n", ",植物\n");
    let folder = Folder::new().file("labels.csv", labels).file("in.csv", "text\n小学的老师带学生上课\n");
    folder.bianmu("train labels.csv -o model").any_stderr().run();
    assert_eq!(folder.bianmu("tag in.csv --model model").any_stdout().run().rows()[1][1], "植物");
}

#[test]
fn words_and_stop_words_replace_the_built_in_ones() {
    let folder = Folder::with_model().file("labels.csv", LABELS);
    let folder = folder.file("words.txt", "教学点\n").file("stop_words.txt", "# none\n").file("blank.txt", "教 学\n");
    for flag in ["--words words.txt", "--stop-words stop_words.txt"] {
        folder.bianmu(&format!("train labels.csv -o again {flag}")).any_stderr().run();
        assert!(fs::read(folder.path("again")).unwrap() != fs::read(folder.path("model")).unwrap(), "{flag}");
    }
    let said = folder.bianmu("train labels.csv -o never --words blank.txt").any_stderr().status(1).run();
    assert!(said.stderr.contains(":1: `教 学` holds a blank; put one word on a line"), "{}", said.stderr);
}

/// Labels that `train` must refuse with this message, leaving the model that was there as it was.
#[track_caller]
fn refused(labels: &str, message: &str) {
    let folder = Folder::new().file("in.csv", labels).file("model", "kept");
    folder.bianmu("train in.csv -o model").message(message).status(1).run();
    assert_eq!((folder.names(), folder.read("model")), (vec!["in.csv".into(), "model".into()], "kept".into()));
}

#[test]
fn labels_with_one_topic_are_refused() {
    let health = LABELS.lines().skip(1).filter(|line| line.ends_with(",health")).map(str::to_string);
    refused(
        &table("headline,body,topics", health),
        "in.csv: fewer than two topics are labelled; label articles of at least two",
    );
}

#[test]
fn an_unknown_topic_is_named_with_file_and_line_and_the_nearest_one() {
    let slip = LABELS.replacen(",health\n", ",heath\n", 1);
    refused(&slip, "in.csv:2: unknown topic `heath`, did you mean `health`?");
}

#[test]
fn missing_columns_are_named_with_those_found_and_the_nearest() {
    refused(
        "txt,topics\n甲,health\n",
        "in.csv: no column `text` or `headline`, `body`; found `txt`, `topics`; for `txt`, did you mean `text`?",
    );
    refused(
        "text,topcs\n甲,health\n",
        "in.csv: no column `topics` or `label`; found `text`, `topcs`; for `topcs`, did you mean `topics`?",
    );
    refused("甲,乙\n一,二\n", "in.csv: no column `text` or `headline`, `body`; found `甲`, `乙`");
}

#[test]
fn labels_that_teach_nothing_are_refused() {
    refused("", "in.csv: empty, there is nothing to read in it");
    refused("text,topics\n", "in.csv: empty, there is nothing to read in it");
    refused("text,topics\n,health\n", "in.csv:2: no text in this row; fill it in or delete the row");
    refused("text,topics\n义诊,health\n开学,education\n", "in.csv: 2 articles are too few; label at least 10");
    refused("text,topics\n义诊\n", "in.csv:2: 1 cells where the header has 2; look for a missing comma or quote");
}

#[test]
fn a_labels_file_that_is_absent_or_no_text_is_refused() {
    let folder = Folder::new().file("bytes.csv", b"text,topics\n\xff\xd5\xff,health\n");
    folder
        .bianmu("train nope.csv -o model")
        .message("nope.csv: No such file or directory (os error 2)")
        .status(1)
        .run();
    let message = "bytes.csv:2: not UTF-8 text; save the table as CSV UTF-8, or name its encoding with `--encoding`";
    folder.bianmu("train bytes.csv -o model").message(message).status(1).run();
    assert_eq!(folder.names(), ["bytes.csv"]);
}

/// Two topics with keywords, and none of them in [`LABELS`]'s order.
const KEYWORDS: &str = "id,chinese,english,covers,keywords\neducation,教育,education,,学校;老师;学生;课堂;校园\nhealth,卫生健康,health,,医院、医生、门诊、疫苗\n";

#[test]
fn a_model_starts_from_keywords_alone_and_learns_from_labels_too() {
    let folder = Folder::new().file("topics.csv", KEYWORDS).file("labels.csv", LABELS);
    let folder = folder.file("in.csv", "text\n县医院的医生今天坐诊，门诊排起长队。\n老师带学生走进课堂。\n");
    let said = folder.bianmu("train --topics topics.csv -o words").any_stderr().run();
    assert!(said.stderr.starts_with("0 articles, 2 topics, "), "{}", said.stderr);
    assert!(said.stderr.contains("too few labels to learn from, base or keywords stand alone"), "{}", said.stderr);
    let said = folder.bianmu("train labels.csv --topics topics.csv -o both").any_stderr().run();
    assert!(said.stderr.starts_with("labels make ") && said.stderr.contains(" % of the scores"), "{}", said.stderr);
    for model in ["words", "both"] {
        let rows = folder.bianmu(&format!("tag in.csv --model {model}")).any_stdout().run().rows();
        assert_eq!([&rows[1][1], &rows[2][1]], ["health", "education"], "{model}");
    }
}

#[test]
fn labels_may_be_absent_only_where_there_are_keywords() {
    let bare = KEYWORDS.replace("学校;老师;学生;课堂;校园", "").replace("医院、医生、门诊、疫苗", "");
    let folder = Folder::new().file("bare.csv", bare);
    let message =
        "bare.csv: no labels, and fewer than two topics have keywords; fill in a column `keywords` or give labels";
    folder.bianmu("train --topics bare.csv -o never").message(message).status(1).run();
    folder.bianmu("train -o never").any_stderr().status(2).run();
    assert_eq!(folder.names(), ["bare.csv"]);
}

#[test]
fn labels_are_added_to_a_base() {
    let folder = Folder::with_model().file("few.csv", LABELS.lines().take(7).collect::<Vec<_>>().join("\n"));
    let folder = folder.file("in.csv", "text\n小学的老师带学生上课\n");
    folder.bianmu("train few.csv --base model -o more").any_stderr().run();
    assert_eq!(folder.bianmu("tag in.csv --model more").any_stdout().run().rows()[1][1], "education");
    folder.bianmu("train few.csv --base default -o more").any_stderr().run();
    let said = folder.bianmu("explain 法院开庭审理 --model more").any_stdout().run();
    assert!(said.stdout.contains("rule-of-law"), "{}", said.stdout);
    folder.bianmu("train few.csv --base default --words few.csv -o never").any_stderr().status(2).run();
    folder.bianmu("train few.csv --base few.csv -o never").any_stderr().status(1).run();
}

#[test]
fn articles_without_labels_are_read_from_pages_and_tables_and_the_model_says_what_they_gave() {
    let folder = Folder::with_model().file("labels.csv", LABELS);
    let folder = folder.file("more.csv", "text\n小学的老师带学生上课\n医院的医生进村义诊量血压\n");
    let page = include_str!("input/two_articles.txt");
    let folder = folder.file("pages/a.txt", page).file("empty.csv", "text\n");
    let said = folder.bianmu("train labels.csv -o again --unlabelled pages more.csv").any_stderr().run();
    let line = said.stderr.lines().find(|line| line.contains("articles without labels")).unwrap();
    assert!(line.starts_with("4 articles") && line.contains("micro F1"), "{line}");
    let again = fs::read(folder.path("again")).unwrap();
    assert!(String::from_utf8_lossy(&again).contains("unlabelled"));
    folder.bianmu("train labels.csv -o plain --unlabelled empty.csv").any_stderr().run();
    assert!(fs::read(folder.path("plain")).unwrap() == fs::read(folder.path("model")).unwrap());
    folder.bianmu("train labels.csv -o more.csv --unlabelled more.csv").any_stderr().status(1).run();
}
