//! What holds for every text: nothing panics, no line is lost or counted twice, and damage is noticed.

// Helpers of tests are no tests to clippy, and a test may well fail by panicking.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Cursor;
use std::sync::LazyLock;

use bianmu::builtin;
use bianmu::classify::Classifier;
use bianmu::corpus::Corpus;
use bianmu::count::{Column, Counts, Weight};
use bianmu::encoding::{Choice, decode};
use bianmu::explain::explain;
use bianmu::export::csv::{CsvStyle, Table};
use bianmu::export::provenance::Provenance;
use bianmu::export::{Batch, xlsx};
use bianmu::features::Text;
use bianmu::item::{Item, ItemKind};
use bianmu::model::TopicModel;
use bianmu::page::Page;
use bianmu::page::fold::{Folded, fold};
use bianmu::page::repair::repair_line;
use bianmu::pages_info::PagesInfo;
use bianmu::segment::Segmenter;
use bianmu::tag::{TaggedItem, Tagger};
use bianmu::train::{Trainer, TrainerConfig};
use calamine::{DataType, Reader, Xlsx};
use proptest::prelude::*;
use proptest::sample::select;

/// Every line of the pages beside this file: bylines, folios, letter-spaced and doubled type among them.
static PAGE_LINES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/pages");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    paths
        .iter()
        .flat_map(|path| fs::read_to_string(path).unwrap().lines().map(str::to_string).collect::<Vec<_>>())
        .collect()
});

static SEGMENTER: LazyLock<Segmenter> = LazyLock::new(Segmenter::new);

/// A small model, trained once.
static MODEL: LazyLock<TopicModel> = LazyLock::new(|| {
    let table = include_bytes!("cli/input/labels.csv");
    let corpus = Corpus::from_csv("labels.csv", table.as_slice(), &builtin::taxonomy().unwrap()).unwrap();
    let trainer = Trainer::new(TrainerConfig::DEFAULT, builtin::WORDS, builtin::STOP_WORDS).unwrap();
    trainer.train(&corpus).unwrap().0
});

static MODEL_BYTES: LazyLock<Vec<u8>> = LazyLock::new(|| MODEL.to_bytes().unwrap());

static TAGGER: LazyLock<Tagger> = LazyLock::new(|| {
    let gazetteer = builtin::gazetteer().unwrap();
    let home = gazetteer.home("沙市区").unwrap();
    Tagger::new(Classifier::new(MODEL.clone()).unwrap(), gazetteer, Some(home), PagesInfo::default())
});

/// The encodings that are read.
const ENCODINGS: [&str; 6] = ["utf-8", "gb18030", "gbk", "big5", "utf-16le", "utf-16be"];

/// A piece of a line: running hanzi, marks, digits, Latin, blanks, and what broken fonts and terminals leave.
fn piece() -> impl Strategy<Value = String> {
    let marks = "，。、；：？！“”‘’《》（）()【】—…·．-/:;,.%#*=@\"'";
    let odd = "\u{1b}\u{7}\u{0}\u{b}\u{85}\u{ad}\u{200b}\u{202e}\u{2028}\u{feff}\u{fffd}\u{e001}\u{f8ff}\u{1000c9}⼀⻓⻬㎡①ⅧÅ😀\u{301}𠮷〇";
    let words = [
        "本报讯",
        "（记者",
        "通讯员 ",
        "摄",
        "沙市区",
        "荆州市",
        "公安县",
        "全区",
        "区委",
        "6月12日",
        "2022年",
        "讯",
        "图为",
        "责编",
        "第3版",
        "星期三",
        "（下转第2版）",
        "（上接第1版）",
        "长江禁捕",
        "今日天气",
        "编者按",
        "新华社",
        "公 告",
        "记 者 ",
    ];
    prop_oneof![
        4 => "[\u{4e00}-\u{9fa5}]{1,24}",
        2 => select(marks.chars().collect::<Vec<_>>()).prop_map(String::from),
        2 => select(words.to_vec()).prop_map(str::to_string),
        1 => "[0-9]{1,4}",
        1 => "[A-Za-z]{1,6}",
        1 => "[ \t\u{3000}\u{a0}]{1,3}",
        1 => select(odd.chars().collect::<Vec<_>>()).prop_map(String::from),
    ]
}

/// A line: one of a real page, pieces, pieces set twice, or pieces with spaces between all letters.
fn line() -> impl Strategy<Value = String> {
    let pieces = || prop::collection::vec(piece(), 0..8).prop_map(|pieces| pieces.concat());
    prop_oneof![
        6 => select(PAGE_LINES.clone()),
        4 => pieces(),
        1 => (pieces(), 2..5usize).prop_map(|(line, times)| line.repeat(times)),
        1 => pieces().prop_map(|line| line.chars().flat_map(|c| [c, ' ']).collect()),
    ]
}

/// A whole page, with any of the three line ends.
fn page_text() -> impl Strategy<Value = String> {
    let end = select(vec!["\n", "\n", "\n", "\r\n", "\r", "\n\n"]);
    prop::collection::vec((line(), end), 0..40)
        .prop_map(|lines| lines.into_iter().flat_map(|(line, end)| [line, end.to_string()]).collect())
}

fn cases(count: u32) -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(count) }
}

fn tagged(items: Vec<Item>) -> Vec<TaggedItem> {
    TAGGER.tag_page(items)
}

proptest! {
    #![proptest_config(cases(1000))]

    #[test]
    fn every_line_that_is_not_blank_is_in_one_item_and_items_stand_in_order(text in page_text()) {
        let page = Page::parse("p", &text);
        let items = SEGMENTER.segment(&page);
        let mut owners: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for item in &items {
            for line in item.lines() {
                owners.entry(line).or_default().push(&item.id);
            }
        }
        for (line, owners) in &owners {
            prop_assert!((1..=page.lines().len()).contains(line), "line {} is none of the page", line);
            prop_assert_eq!(owners.len(), 1, "line {} is in {:?}", line, owners);
        }
        for (line, number) in page.lines().zip(1..) {
            prop_assert!(line.is_blank() || owners.contains_key(&number), "line {number} is lost: {}", line.text);
        }
        let firsts: Vec<usize> = items.iter().map(|item| item.span().unwrap().0).collect();
        prop_assert!(firsts.is_sorted(), "{:?}", firsts);
        for (item, number) in items.iter().zip(1..) {
            prop_assert_eq!(&item.id, &format!("p#{number}"));
            prop_assert!(item.body_lines.iter().all(|[first, last]| first <= last), "{:?}", item.body_lines);
        }
    }

    #[test]
    fn an_item_survives_its_file(text in page_text()) {
        for item in tagged(SEGMENTER.segment(&Page::parse("p", &text))) {
            let line = serde_json::to_string(&item).unwrap();
            prop_assert!(!line.contains('\n'));
            prop_assert_eq!(&serde_json::from_str::<TaggedItem>(&line).unwrap(), &item);
        }
    }
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn counts_add_up_to_the_items(text in page_text()) {
        let items = tagged(SEGMENTER.segment(&Page::parse("p", &text)));
        let counted: Vec<&TaggedItem> = items.iter().filter(|tagged| tagged.item.kind != ItemKind::Banner).collect();
        prop_assert_eq!(Counts::of(&[Column::Month], &items).sum(), counted.len() as u64);
        let pairs = |tagged: &&TaggedItem| tagged.districts.len().max(1) * tagged.topics.len().max(1);
        let pairs: usize = counted.iter().map(pairs).sum();
        prop_assert_eq!(Counts::of(&Column::DEFAULT, &items).sum(), pairs as u64);
    }

    #[test]
    fn shares_add_up_to_the_score_of_any_text(headline in line(), body in page_text(), most in 0..20usize) {
        for topic in explain(TAGGER.classifier(), Text { headline: &headline, body: &body }, most) {
            let sum = topic.bias + topic.terms.iter().map(|term| term.share).sum::<f64>() + topic.rest;
            prop_assert!((sum - topic.score).abs() < 1e-9, "{}: {} {}", topic.id, sum, topic.score);
            prop_assert!((0.0..=1.0).contains(&topic.probability), "{}", topic.probability);
        }
    }

    #[test]
    fn tokens_stand_in_the_text_in_order_and_leave_nothing_out(text in page_text()) {
        let mut end = 0;
        for (start, word) in TAGGER.classifier().tokenizer().spans(&text) {
            prop_assert_eq!(start, end);
            prop_assert_eq!(text.get(start..start + word.len()), Some(word));
            end = start + word.len();
        }
        prop_assert_eq!(end, text.len());
    }
}

proptest! {
    #![proptest_config(cases(10_000))]

    #[test]
    fn repairing_a_line_twice_changes_nothing(line in line()) {
        let once = repair_line(&line);
        prop_assert_eq!(repair_line(&once), once);
    }

    #[test]
    fn folding_twice_changes_nothing_and_offsets_lead_back(line in line()) {
        let folded = Folded::of(&line);
        let twice = Folded::of(folded.text());
        prop_assert_eq!(twice.text(), folded.text());
        prop_assert_eq!(folded.text().chars().count() + folded.dropped(), line.chars().count());
        for (at, c) in folded.text().char_indices() {
            prop_assert_eq!(line[folded.raw_offset(at)..].chars().next().and_then(fold), Some(c));
        }
    }

    #[test]
    fn a_repaired_line_holds_no_control_character_and_no_blank_at_its_ends(line in line()) {
        let repaired = repair_line(&line);
        prop_assert!(!repaired.contains(char::is_control), "{:?}", repaired);
        prop_assert_eq!(repaired.trim(), &repaired);
    }
}

proptest! {
    #![proptest_config(cases(500))]

    #[test]
    fn any_bytes_are_a_page_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for lossy in [false, true] {
            let text = decode("p.txt", &bytes, Choice { lossy, ..Choice::default() });
            if let Ok(page) = text.and_then(|text| Page::from_text("p", "p.txt", &text)) {
                SEGMENTER.segment(&page);
            }
        }
    }

    #[test]
    fn any_chinese_text_comes_back_from_gb18030(text in "[ -~\n、-】㐀-䶵一-龥！-～]{0,200}") {
        let choice = Choice { encoding: Choice::named("gb18030"), lossy: false };
        let (bytes, _, _) = encoding_rs::GB18030.encode(&text);
        prop_assert_eq!(decode("p.txt", &bytes, choice).unwrap(), text.as_str());
    }

    #[test]
    fn what_is_encoded_is_decoded_to_itself(text in "[ -~\n、-】一-龥！-～]{1,200}", name in select(ENCODINGS.to_vec())) {
        let encoding = Choice::named(name).unwrap();
        let choice = Choice { encoding: Some(encoding), lossy: false };
        let bytes: Vec<u8> = match name {
            "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "utf-16be" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            _ => encoding.encode(&text).0.into_owned(),
        };
        // Big5 has no simplified characters; what it cannot hold is written as `&#…;`, and nothing to decode.
        prop_assume!(!encoding.encode(&text).2);
        prop_assert_eq!(decode("p.txt", &bytes, choice).unwrap(), text.as_str());
    }

    #[test]
    fn a_table_gives_back_what_was_put_in(cells in prop::collection::vec(line(), 1..8), text in page_text()) {
        let mut table = Table::new("t", Vec::new(), CsvStyle::Plain).unwrap();
        // What stands first may be taken for a byte order mark; our tables begin with a name.
        let cells: Vec<&str> = ["id", &text].into_iter().chain(cells.iter().map(String::as_str)).collect();
        table.row(&cells).unwrap();
        let bytes = table.finish().unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
        let row = reader.records().next().unwrap().unwrap();
        prop_assert_eq!(row.iter().collect::<Vec<_>>(), cells);
    }

    #[test]
    fn any_table_is_read_or_refused(header in "[a-z,;\"\n]{0,12}", text in page_text()) {
        let table = format!("{header}text,topics,page,home,date\n{text}");
        let taxonomy = builtin::taxonomy().unwrap();
        let _ = Corpus::from_csv("t", table.as_bytes(), &taxonomy);
        let _ = PagesInfo::from_csv("t", table.as_bytes(), TAGGER.gazetteer());
    }

    #[test]
    fn any_bytes_are_no_model(bytes in prop::collection::vec(any::<u8>(), 0..400), header in 0..400u64) {
        prop_assert!(TopicModel::from_bytes("m", &bytes).is_err());
        let with_header = [&header.to_le_bytes(), bytes.as_slice()].concat();
        prop_assert!(TopicModel::from_bytes("m", &with_header).is_err());
    }

    #[test]
    fn a_model_cut_short_is_an_error(length in 0..MODEL_BYTES.len()) {
        prop_assert!(TopicModel::from_bytes("m", &MODEL_BYTES[..length]).is_err());
    }

    #[test]
    fn a_model_with_a_flipped_bit_is_an_error(place in 0..MODEL_BYTES.len(), bit in 0..8u32) {
        let mut bytes = MODEL_BYTES.clone();
        bytes[place] ^= 1 << bit;
        prop_assert!(TopicModel::from_bytes("m", &bytes).is_err());
    }

    #[test]
    fn a_model_overwritten_at_random_is_an_error(
        place in 0..MODEL_BYTES.len(),
        over in prop::collection::vec(any::<u8>(), 1..40),
    ) {
        let mut bytes = MODEL_BYTES.clone();
        let end = bytes.len().min(place + over.len());
        bytes[place..end].copy_from_slice(&over[..end - place]);
        prop_assert!(bytes == *MODEL_BYTES || TopicModel::from_bytes("m", &bytes).is_err());
    }
}

proptest! {
    #![proptest_config(cases(20))]

    #[test]
    fn a_workbook_gives_back_what_was_put_in(text in page_text()) {
        let items = tagged(SEGMENTER.segment(&Page::parse("p", &text)));
        let topics = &TAGGER.classifier().model().topics;
        let provenance = Provenance::default();
        let batch = Batch::new(&items, topics, Counts::of(&Column::DEFAULT, &items), Weight::Whole, &provenance).unwrap();
        let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(xlsx::workbook(&batch).unwrap())).unwrap();
        let sheets = workbook.worksheets();
        let cells: BTreeSet<&str> =
            sheets.iter().flat_map(|(_, range)| range.used_cells()).filter_map(|(_, _, cell)| cell.get_string()).collect();
        for tagged in items.iter().filter(|tagged| tagged.item.kind != ItemKind::Banner) {
            let text = tagged.item.text.as_str();
            prop_assert!(text.is_empty() || cells.contains(text), "{text:?} is not in the workbook");
        }
    }
}

#[test]
fn a_model_reads_back_as_it_was_written() {
    let model = TopicModel::from_bytes("m", &MODEL_BYTES).unwrap();
    assert_eq!(model, *MODEL);
    assert_eq!(model.to_bytes().unwrap(), *MODEL_BYTES);
}
