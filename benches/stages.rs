//! What each stage costs: `cargo bench --bench stages`. Throughput is in bytes of page text, one thread.

mod material;

use bianmu::builtin;
use bianmu::classify::Classifier;
use bianmu::count::{Column, Counts, Weight};
use bianmu::district::Subject;
use bianmu::export::provenance::Provenance;
use bianmu::export::{Batch, html};
use bianmu::features::Text;
use bianmu::item::{Item, ItemKind};
use bianmu::model::TopicModel;
use bianmu::page::Page;
use bianmu::segment::Segmenter;
use bianmu::tag::TaggedItem;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use jieba_rs::Jieba;

fn main() {
    divan::main();
}

/// How often the shipped pages are repeated where single items would be too short to time.
const REPEATS: usize = 10;

/// The items of the shipped pages that get tags, repeated.
fn repeated_items() -> Vec<Item> {
    let segmenter = Segmenter::new();
    let split = |(name, text): &(String, String)| segmenter.segment(&Page::parse(name, text));
    let mut items: Vec<Item> = material::pages().iter().flat_map(split).collect();
    items.retain(|item| item.kind != ItemKind::Banner);
    (0..REPEATS).flat_map(|_| items.clone()).collect()
}

fn bytes(items: &[Item]) -> BytesCount {
    BytesCount::new(items.iter().map(|item| item.headline.len() + item.text.len()).sum::<usize>())
}

fn text(item: &Item) -> Text<'_> {
    Text { headline: &item.headline, body: &item.text }
}

fn tagged() -> Vec<TaggedItem> {
    let tagger = material::tagger();
    tagger.tag_page(repeated_items())
}

/// Repairs the lines of a page and splits it into items.
#[divan::bench]
fn segment_pages(bencher: Bencher) {
    let segmenter = Segmenter::new();
    let pages = material::pages();
    let size: usize = pages.iter().map(|(_, text)| text.len()).sum();
    bencher.counter(BytesCount::new(size)).bench(|| {
        for (name, text) in &pages {
            black_box(segmenter.segment(&Page::parse(name, text)));
        }
    });
}

/// Jieba's cut alone, the yardstick.
#[divan::bench]
fn jieba_cut(bencher: Bencher) {
    let jieba = Jieba::new();
    let items = repeated_items();
    bencher.counter(bytes(&items)).bench(|| {
        for item in &items {
            black_box((jieba.cut(&item.headline, true), jieba.cut(&item.text, true)));
        }
    });
}

/// Words and bigrams, looked up and weighed.
#[divan::bench]
fn features(bencher: Bencher) {
    let tagger = material::tagger();
    let items = repeated_items();
    bencher.counter(bytes(&items)).bench(|| {
        for item in &items {
            black_box(tagger.classifier().features(text(item)));
        }
    });
}

/// Text to topics: features, scores, probabilities, decisions.
#[divan::bench]
fn classify(bencher: Bencher) {
    let tagger = material::tagger();
    let items = repeated_items();
    bencher.counter(bytes(&items)).bench(|| {
        for item in &items {
            black_box(tagger.classifier().classify(text(item)));
        }
    });
}

/// Text to districts.
#[divan::bench]
fn focus(bencher: Bencher) {
    let tagger = material::tagger();
    let home = tagger.gazetteer().home("荆州市").expect("荆州市 is built in");
    let items = repeated_items();
    bencher.counter(bytes(&items)).bench(|| {
        for item in &items {
            let subject = Subject { headline: &item.headline, body: &item.text };
            black_box(tagger.gazetteer().focus(&subject, Some(&home)));
        }
    });
}

/// The same for an item of a paper whose home nobody knows.
#[divan::bench]
fn focus_without_home(bencher: Bencher) {
    let gazetteer = builtin::gazetteer().expect("the built-in gazetteer opens");
    let items = repeated_items();
    bencher.counter(bytes(&items)).bench(|| {
        for item in &items {
            let subject = Subject { headline: &item.headline, body: &item.text };
            black_box(gazetteer.focus(&subject, None));
        }
    });
}

/// Place names alone, found and settled.
#[divan::bench]
fn mentions(bencher: Bencher) {
    let gazetteer = builtin::gazetteer().expect("the built-in gazetteer opens");
    let home = gazetteer.home("荆州市").expect("荆州市 is built in");
    let items = repeated_items();
    bencher.counter(bytes(&items)).bench(|| {
        for item in &items {
            black_box(gazetteer.mentions(&item.text, Some(&home)));
        }
    });
}

/// Reads the built-in places; bytes of the list.
#[divan::bench]
fn gazetteer_load(bencher: Bencher) {
    bencher.counter(BytesCount::of_str(builtin::PLACES)).bench(|| builtin::gazetteer().is_ok());
}

/// The whole way of a page: split, topics, districts.
#[divan::bench]
fn tag_pages(bencher: Bencher) {
    let segmenter = Segmenter::new();
    let tagger = material::tagger();
    let pages = material::pages();
    let size: usize = pages.iter().map(|(_, text)| text.len()).sum();
    bencher.counter(BytesCount::new(size)).bench(|| {
        for (name, text) in &pages {
            black_box(tagger.tag_page(segmenter.segment(&Page::parse(name, text))));
        }
    });
}

/// Opens and checks the built-in model; bytes of the file.
#[divan::bench]
fn model_open(bencher: Bencher) {
    let open = || TopicModel::from_bytes("models/default.safetensors", builtin::MODEL);
    bencher.counter(BytesCount::of_slice(builtin::MODEL)).bench(|| black_box(open()).is_ok());
}

/// What every run waits for before its first page: the user words, and the model laid out for speed.
#[divan::bench(sample_count = 20)]
fn classifier_load(bencher: Bencher) {
    let model = || builtin::model().expect("the built-in model opens");
    bencher.with_inputs(model).bench_values(|model| Classifier::new(model).is_ok());
}

/// Counts tagged items by district and topic.
#[divan::bench]
fn count(bencher: Bencher) {
    let tagged = tagged();
    bencher.bench(|| Counts::of(black_box(&Column::DEFAULT), &tagged));
}

/// Draws `report.html`.
#[divan::bench]
fn report_html(bencher: Bencher) {
    let tagged = tagged();
    let topics = builtin::taxonomy().expect("the built-in taxonomy opens");
    let provenance = Provenance::default();
    let draw = || {
        let printed = Counts::of(&Column::DEFAULT, &tagged);
        Batch::new(&tagged, topics.topics(), printed, Weight::Whole, &provenance).and_then(|batch| html::report(&batch))
    };
    bencher.bench(|| draw().is_ok());
}
