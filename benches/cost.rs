//! What splitting, tagging and training cost as multiples of jieba's bare cut of the same text: `cargo bench --bench cost`.
//!
//! All is done on one thread, and its processor time is taken, which other programs' turns do not add to. The tasks
//! take turns within a round, so that a busy machine slows them alike, and a ratio is the median over the rounds of
//! the ratios within a round. `-- articles` or another name measures that text alone, `-- train` training.

mod material;

use std::hint::black_box;

use bianmu::builtin;
use bianmu::corpus::{Corpus, Example};
use bianmu::district::Subject;
use bianmu::features::Text;
use bianmu::page::Page;
use bianmu::segment::Segmenter;
use bianmu::tag::Tagger;
use bianmu::train::{NB, Sources, Trainer, TrainerConfig};
use cpu_time::ThreadTime;
use jieba_rs::Jieba;

/// Rounds timed; odd, so that the median is one of them.
const ROUNDS: usize = 15;
/// How often the shipped pages are gone through in a round.
const PAGE_REPEATS: usize = 10;
/// How often the headlines are gone through in a round.
const HEADLINE_REPEATS: usize = 10;

/// A piece of work on some text.
struct Task<'a> {
    name: &'static str,
    run: Box<dyn Fn() + 'a>,
}

fn main() {
    // `cargo test --benches` runs this program too, without the flag: there is nothing to test.
    if !std::env::args().any(|argument| argument == "--bench") {
        return;
    }
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|other| other == name);
    // Training shares its work out among threads: let all of it fall to the one that is timed.
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread();
    pool.build_global().expect("no thread has been started yet");
    let jieba = Jieba::new();
    let tagger = material::tagger();
    println!("{:24} {:>8} {:>10} {:>8} {:>8}", "text, task", "kB", "ms", "MB/s", "× jieba");
    articles(&jieba, &tagger, is_wanted);
    if is_wanted("pages") {
        pages(&jieba, &tagger);
    }
}

/// The starter corpus: whole articles, then their headlines alone.
fn articles(jieba: &Jieba, tagger: &Tagger, is_wanted: impl Fn(&str) -> bool) {
    let taxonomy = builtin::taxonomy().expect("the built-in taxonomy opens");
    let table = include_bytes!("../labels/articles.csv");
    let corpus = Corpus::from_csv("labels/articles.csv", table.as_slice(), &taxonomy).expect("the labels are sound");
    let whole: Vec<Text<'_>> = corpus.examples.iter().map(Example::text).collect();
    let headlines = corpus.examples.iter().map(|example| Text { headline: "", body: &example.headline });
    let headlines: Vec<Text<'_>> = headlines.filter(|text| !text.body.is_empty()).collect();
    if is_wanted("articles") {
        texts("articles", &whole, jieba, tagger);
    }
    if is_wanted("headlines") {
        texts("headlines", &headlines.repeat(HEADLINE_REPEATS), jieba, tagger);
    }
    if is_wanted("train") {
        let mut of_headlines = corpus.clone();
        for example in &mut of_headlines.examples {
            example.body = std::mem::take(&mut example.headline);
        }
        of_headlines.examples.retain(|example| !example.body.is_empty());
        training("articles", &corpus, jieba);
        training("headlines", &of_headlines, jieba);
    }
}

/// `train --algorithm nb --folds 0`.
fn training(name: &str, corpus: &Corpus, jieba: &Jieba) {
    let size = corpus.examples.iter().map(|example| example.headline.len() + example.body.len()).sum();
    let config = TrainerConfig { algorithms: vec![NB], folds: 0, ..TrainerConfig::DEFAULT };
    let trainer = Trainer::new(config, builtin::WORDS, builtin::STOP_WORDS).expect("the built-in words are sound");
    let cut = || {
        for example in &corpus.examples {
            black_box((jieba.cut(&example.headline, true), jieba.cut(&example.body, true)));
        }
    };
    let train = || {
        black_box(trainer.train_with(corpus, &Sources::default()).expect("the labels suffice"));
    };
    let tasks = [Task { name: "jieba cut", run: Box::new(cut) }, Task { name: "train nb", run: Box::new(train) }];
    compare(name, size, &tasks);
}

fn texts(name: &str, texts: &[Text<'_>], jieba: &Jieba, tagger: &Tagger) {
    let size = texts.iter().map(|text| text.headline.len() + text.body.len()).sum();
    let cut = || {
        for text in texts {
            black_box((jieba.cut(text.headline, true), jieba.cut(text.body, true)));
        }
    };
    let tag = || {
        for text in texts {
            black_box(tagger.tag(*text, None));
        }
    };
    let features = || {
        for text in texts {
            black_box(tagger.classifier().features(*text));
        }
    };
    let classify = || {
        for text in texts {
            black_box(tagger.classifier().classify(*text));
        }
    };
    let districts = || {
        for text in texts {
            let subject = Subject { headline: text.headline, body: text.body };
            black_box(tagger.gazetteer().focus(&subject, None));
        }
    };
    let tasks = [
        Task { name: "jieba cut", run: Box::new(cut) },
        Task { name: "districts", run: Box::new(districts) },
        Task { name: "features", run: Box::new(features) },
        Task { name: "classify", run: Box::new(classify) },
        Task { name: "tag", run: Box::new(tag) },
    ];
    compare(name, size, &tasks);
}

/// The shipped pages, from raw text to tagged items.
fn pages(jieba: &Jieba, tagger: &Tagger) {
    let segmenter = Segmenter::new();
    let shipped = material::pages();
    let pages: Vec<&(String, String)> = (0..PAGE_REPEATS).flat_map(|_| &shipped).collect();
    let size = pages.iter().map(|(_, text)| text.len()).sum();
    let cut = || {
        for line in pages.iter().flat_map(|(_, text)| text.lines()) {
            black_box(jieba.cut(line, true));
        }
    };
    let segment = || {
        for (name, text) in &pages {
            black_box(segmenter.segment(&Page::parse(name, text)));
        }
    };
    let both = || {
        for (name, text) in &pages {
            black_box(tagger.tag_page(segmenter.segment(&Page::parse(name, text))));
        }
    };
    let tasks = [
        Task { name: "jieba cut", run: Box::new(cut) },
        Task { name: "segment", run: Box::new(segment) },
        Task { name: "segment and tag", run: Box::new(both) },
    ];
    compare("pages", size, &tasks);
}

/// Times the tasks in turns and prints a line each; the first one is the yardstick.
fn compare(text: &str, size: usize, tasks: &[Task<'_>]) {
    let rounds: Vec<Vec<f64>> = (0..=ROUNDS).map(|_| tasks.iter().map(|task| seconds(&*task.run)).collect()).collect();
    // The first round warms caches and page tables.
    let rounds = &rounds[1..];
    for (k, task) in tasks.iter().enumerate() {
        let time = median(rounds.iter().map(|round| round[k]));
        let ratio = median(rounds.iter().map(|round| round[k] / round[0]));
        let label = format!("{text}, {}", task.name);
        let (kilobytes, rate) = (size as f64 / 1e3, size as f64 / 1e6 / time);
        println!("{label:24} {kilobytes:>8.0} {:>10.2} {rate:>8.1} {ratio:>8.2}", time * 1e3);
    }
}

fn seconds(run: &dyn Fn()) -> f64 {
    let start = ThreadTime::now();
    run();
    start.elapsed().as_secs_f64()
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
