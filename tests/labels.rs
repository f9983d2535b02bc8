//! The files that people write in `labels/`, and the model that is made of them.

// Helpers of tests are no tests to clippy, and a test may well fail by panicking.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::process::Command;

use bianmu::builtin;
use bianmu::classify::Classifier;
use bianmu::corpus::{Corpus, split_labels};
use bianmu::evaluate::Measurement;
use bianmu::topic::Topic;
use bianmu::train::{NBSVM, Split, Trainer, TrainerConfig};

const LABELS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/labels/articles.csv");

/// Kinds of newspaper text that articles are drawn from.
const GENRES: [&str; 16] = [
    "专项行动",
    "人物通讯",
    "会议报道",
    "其他",
    "问答",
    "图片说明",
    "工作综述",
    "数据盘点",
    "活动简讯",
    "简讯",
    "访谈",
    "评论",
    "读者来信",
    "转载",
    "通知公告",
    "领导调研",
];

/// Share of the shorter article's pieces above which two articles tell the same thing.
const MOST_IN_COMMON: f64 = 0.25;
/// Length in characters of the overlapping pieces that articles are compared by.
const PIECE: usize = 4;

struct Article {
    id: String,
    headline: String,
    body: String,
    topics: Vec<String>,
    genre: String,
}

fn articles() -> Vec<Article> {
    let mut table = csv::Reader::from_path(LABELS).unwrap();
    assert_eq!(table.headers().unwrap(), ["id", "headline", "body", "topics", "districts", "genre"].as_slice());
    let rows = table.records().map(|row| row.unwrap());
    rows.map(|row| Article {
        id: row[0].to_string(),
        headline: row[1].to_string(),
        body: row[2].to_string(),
        topics: split_labels(&row[3]).map(str::to_string).collect(),
        genre: row[5].to_string(),
    })
    .collect()
}

#[test]
fn topics_have_ids_and_names_of_their_own() {
    let taxonomy = builtin::taxonomy().unwrap();
    let names: [fn(&Topic) -> &str; 3] = [|topic| topic.id.as_str(), |topic| &topic.chinese, |topic| &topic.english];
    for name in names {
        let names: BTreeSet<&str> = taxonomy.topics().iter().map(name).collect();
        assert_eq!(names.len(), taxonomy.topics().len());
    }
    for topic in taxonomy.topics() {
        assert!(topic.id.as_str().chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", topic.id);
        assert!(!topic.covers.is_empty(), "{} tells labellers nothing", topic.id);
    }
}

#[test]
fn districts_can_be_read_and_hold_the_places_that_help_names() {
    let gazetteer = builtin::gazetteer().unwrap();
    for home in ["沙市区", "荆州市"] {
        assert_eq!(gazetteer.home(home).unwrap().name(), home);
    }
}

#[test]
fn word_lists_are_sorted_and_unique_after_their_comment() {
    for (name, list) in [("words.txt", builtin::WORDS), ("stop_words.txt", builtin::STOP_WORDS)] {
        let mut lines = list.lines();
        assert!(lines.next().unwrap().starts_with("# "), "{name} begins with what it is for");
        let words: Vec<&str> = lines.collect();
        assert!(words.len() > 100, "{name}");
        for pair in words.windows(2) {
            assert!(pair[0] < pair[1], "{name}: `{}` before `{}`", pair[0], pair[1]);
        }
        for word in words {
            assert!(
                !word.is_empty() && !word.contains(char::is_whitespace) && !word.starts_with('#'),
                "{name}: `{word}`"
            );
        }
        assert!(list.ends_with('\n') && !list.contains('\r'), "{name}");
    }
}

#[test]
fn articles_are_numbered_in_order() {
    for (article, number) in articles().iter().zip(1..) {
        assert_eq!(article.id, format!("a{number:04}"));
    }
}

#[test]
fn articles_carry_declared_topics_and_genres() {
    let taxonomy = builtin::taxonomy().unwrap();
    for article in articles() {
        for topic in &article.topics {
            assert!(taxonomy.topics().iter().any(|known| known.id.as_str() == topic), "{}: {topic}", article.id);
        }
        let once: BTreeSet<&String> = article.topics.iter().collect();
        assert_eq!(once.len(), article.topics.len(), "{}: a topic stands twice", article.id);
        assert!(GENRES.contains(&article.genre.as_str()), "{}: {}", article.id, article.genre);
    }
}

#[test]
fn there_are_articles_enough_to_learn_every_topic_from() {
    let articles = articles();
    assert!(articles.len() >= 240, "{} articles", articles.len());
    let mut by_topic: BTreeMap<&str, usize> = BTreeMap::new();
    for topic in articles.iter().flat_map(|article| &article.topics) {
        *by_topic.entry(topic).or_default() += 1;
    }
    for topic in builtin::taxonomy().unwrap().topics() {
        let count = by_topic.get(topic.id.as_str()).copied().unwrap_or_default();
        assert!(count >= 20, "{} has {count} articles", topic.id);
    }
    let several = articles.iter().filter(|article| article.topics.len() >= 2).count();
    assert!(several * 3 >= articles.len(), "{several} of {} carry several topics", articles.len());
    assert!(articles.iter().any(|article| article.topics.is_empty()), "no article shows what no topic looks like");
}

#[test]
fn no_article_is_written_twice() {
    let articles = articles();
    let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
    for article in &articles {
        assert!(!article.body.trim().is_empty(), "{} has no body", article.id);
        let twin = seen.insert(&article.body, &article.id);
        assert_eq!(twin, None, "{} has the same body", article.id);
    }
}

/// The distinct pieces of each article as numbers; marks and blanks do not count.
fn pieces(articles: &[Article]) -> Vec<BTreeSet<usize>> {
    let mut numbers: HashMap<Vec<char>, usize> = HashMap::new();
    let of = |article: &Article| {
        let letters: Vec<char> = [&article.headline, &article.body].into_iter().flat_map(|text| text.chars()).collect();
        let letters: Vec<char> = letters.into_iter().filter(|c| c.is_alphanumeric()).collect();
        let number = |piece: &[char]| {
            let next = numbers.len();
            *numbers.entry(piece.to_vec()).or_insert(next)
        };
        letters.windows(PIECE).map(number).collect()
    };
    articles.iter().map(of).collect()
}

#[test]
fn no_two_articles_share_more_than_a_quarter_of_their_text() {
    let articles = articles();
    let pieces = pieces(&articles);
    let mut holders: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let mut shared = vec![0usize; articles.len()];
    for (article, own) in pieces.iter().enumerate() {
        shared.fill(0);
        for piece in own {
            let holders = holders.entry(*piece).or_default();
            for &other in holders.iter() {
                shared[other] += 1;
            }
            holders.push(article);
        }
        for (other, &shared) in shared[..article].iter().enumerate() {
            let share = shared as f64 / own.len().min(pieces[other].len()).max(1) as f64;
            let pair = format!("{} and {}", articles[other].id, articles[article].id);
            assert!(share <= MOST_IN_COMMON, "{pair} share {:.0} % of the shorter one's text", share * 100.0);
        }
    }
}

#[test]
fn the_default_model_is_what_training_on_the_labels_makes_today() {
    let folder = tempfile::tempdir().unwrap();
    let made = folder.path().join("default.safetensors");
    let mut train = Command::new(env!("CARGO_BIN_EXE_bianmu"));
    let output = train.args(["train", LABELS, "-o"]).arg(&made).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(
        fs::read(&made).unwrap() == builtin::MODEL,
        "models/default.safetensors is out of date: bianmu train labels/articles.csv -o models/default.safetensors"
    );
}

#[test]
fn of_what_is_tagged_with_a_precision_of_nine_in_ten_about_so_much_is_right_on_unseen_articles() {
    let corpus = Corpus::from_csv(LABELS, fs::File::open(LABELS).unwrap(), &builtin::taxonomy().unwrap()).unwrap();
    let config = TrainerConfig { algorithms: vec![NBSVM], ..TrainerConfig::DEFAULT };
    let splits = Split::folds(&corpus, None, config.folds, config.seed).unwrap();
    let trainer = Trainer::new(config, builtin::WORDS, builtin::STOP_WORDS).unwrap();
    let mut measurement = Measurement::new(corpus.topics.clone(), corpus.task(), 0);
    for split in &splits {
        let (model, _) = trainer.train(&corpus.select(&split.train)).unwrap();
        let classifier = Classifier::new(model).unwrap().with_precision(0.9).unwrap();
        measurement.add(&classifier, &corpus, &split.test);
    }
    let topics = measurement.figures().topics.topics;
    let tagged: usize = topics.iter().map(|row| row.tagged).sum();
    let right: f64 = topics.iter().map(|row| row.precision * row.tagged as f64).sum();
    let precision = right / tagged as f64;
    assert!(precision >= 0.89, "{precision:.3} of {tagged}");
    let mean = topics.iter().map(|row| row.precision).sum::<f64>() / topics.len() as f64;
    assert!(mean >= 0.89, "{mean:.3}");
}
