//! Pages in traditional characters are read as their simplified twins and put out as printed.

// Helpers of tests are no tests to clippy, and a test may well fail by panicking.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use bianmu::builtin;
use bianmu::classify::Classifier;
use bianmu::corpus::Corpus;
use bianmu::district::Gazetteer;
use bianmu::features::Text;
use bianmu::page::Page;
use bianmu::page::traditional::simplify;
use bianmu::pages_info::PagesInfo;
use bianmu::segment::Segmenter;
use bianmu::tag::{TaggedItem, Tagger};
use bianmu::train::{Trainer, TrainerConfig};

/// For simplified characters the traditional one that stands first in the table.
fn traditional() -> BTreeMap<char, char> {
    let table = include_str!("../src/page/traditional.txt").lines().filter(|line| !line.starts_with('#'));
    let chars: Vec<char> = table.flat_map(str::chars).collect();
    chars.chunks(2).rev().map(|pair| (pair[1], pair[0])).collect()
}

/// The text as a paper in traditional characters could print it.
fn unfolded(text: &str, table: &BTreeMap<char, char>) -> String {
    text.chars().map(|c| table.get(&c).copied().unwrap_or(c)).collect()
}

fn tagger() -> Tagger {
    let gazetteer = builtin::gazetteer().unwrap();
    Tagger::new(Classifier::new(builtin::model().unwrap()).unwrap(), gazetteer, None, PagesInfo::default())
}

/// The page that is printed in traditional characters.
const TRADITIONAL_PAGE: &str = "overseas_traditional.txt";

/// The pages in simplified characters.
fn pages() -> Vec<String> {
    let paths = fs::read_dir("tests/pages").unwrap().map(|entry| entry.unwrap().path());
    let is_simplified = |path: &PathBuf| !path.ends_with(TRADITIONAL_PAGE);
    let pages = paths.filter(|path| path.extension().is_some_and(|ending| ending == "txt")).filter(is_simplified);
    pages.map(|path| fs::read_to_string(path).unwrap()).collect()
}

#[test]
fn a_traditional_page_has_the_items_and_tags_of_its_twin_and_stays_as_printed() {
    let (table, segmenter, tagger) = (traditional(), Segmenter::new(), tagger());
    let tagged = |page: &str| tagger.tag_page(segmenter.segment(&Page::parse("p", page)));
    for page in pages() {
        let printed = unfolded(&page, &table);
        assert_eq!(simplify(&printed), page);
        let (items, twins) = (tagged(&printed), tagged(&page));
        assert!(items.iter().any(|tagged| tagged.item.text != *simplify(&tagged.item.text)));
        let folded = |mut tagged: TaggedItem| {
            let item = &mut tagged.item;
            for text in [&mut item.headline, &mut item.byline, &mut item.text] {
                assert_eq!(unfolded(text, &table), *text, "characters stay as printed");
                *text = simplify(text).into_owned();
            }
            tagged
        };
        assert_eq!(items.into_iter().map(folded).collect::<Vec<_>>(), twins);
    }
}

#[test]
fn folding_changes_no_page_and_no_list_of_ours() {
    assert!(pages().iter().all(|page| simplify(page) == *page));
    for list in [builtin::WORDS, builtin::STOP_WORDS, include_str!("../labels/articles.csv")] {
        let changed = list.lines().find(|line| simplify(line) != *line);
        assert_eq!(changed, None);
    }
}

#[test]
fn labels_words_and_places_in_traditional_characters_work_as_simplified_ones() {
    let table = traditional();
    let labels = include_str!("cli/input/labels.csv");
    let model = |labels: &str, words: &str| {
        let corpus = Corpus::from_csv("t", labels.as_bytes(), &builtin::taxonomy().unwrap()).unwrap();
        let trainer = Trainer::new(TrainerConfig::DEFAULT, words, builtin::STOP_WORDS).unwrap();
        let model = trainer.train(&corpus).unwrap().0;
        (model.vocabulary.terms().to_vec(), model.weights)
    };
    assert_eq!(model(&unfolded(labels, &table), "養老金\n"), model(labels, "养老金\n"));

    let places = "name,kind,parent,aliases\n臺北市,city,臺灣省,臺北\n";
    let gazetteer: Gazetteer = builtin::gazetteer().unwrap().merge("p", places.as_bytes()).unwrap();
    let named =
        |text: &str| gazetteer.mentions(text, None).iter().map(|m| m.place.name.to_string()).collect::<Vec<_>>();
    assert_eq!(named("臺北市、台北市、荊州市和監利市。"), ["臺北市", "臺北市", "荆州市", "监利市"]);
    assert_eq!(gazetteer.home("監利市").unwrap().name(), "监利市");
    assert_eq!(gazetteer.home("長春市/朝陽區").unwrap().name(), "朝阳区");
    let survey = gazetteer.survey("監利\n市的醫生到荊州。", None);
    let names: Vec<&str> = survey.mentions.iter().map(|named| named.name.as_str()).collect();
    assert_eq!((names, survey.mentions[1].start), (vec!["監利市", "荊州"], 8));
}

#[test]
fn a_traditional_text_has_the_probabilities_of_its_twin() {
    let (table, tagger) = (traditional(), tagger());
    let (headline, body) = ("医生进校园", "医生到学校为学生量血压，讲解疫苗接种。");
    let (traditional_headline, traditional_body) = (unfolded(headline, &table), unfolded(body, &table));
    let printed = Text { headline: &traditional_headline, body: &traditional_body };
    let probabilities = |text| tagger.classifier().classify_with_probabilities(text).0;
    assert_eq!(probabilities(printed), probabilities(Text { headline, body }));
}
