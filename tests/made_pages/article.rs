//! Labelled articles as material: their datelines, sign-offs and credits off, so that the maker sets its own.

use std::collections::BTreeMap;

use crate::habits::Habit;
use crate::kicker;
use crate::rng::Rng;

/// What an article is made into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Genre {
    /// Opens with a dateline.
    News,
    /// Is signed, or not marked at all.
    Feature,
    /// A few sentences in a section of its like.
    Brief,
    Notice,
    Caption,
}

/// One article without any mark of its writer.
#[derive(Debug, Clone)]
pub(crate) struct Article {
    pub(crate) headline: String,
    /// `访某校校长` for `——访某校校长`; empty for most.
    pub(crate) sub_headline: String,
    pub(crate) paragraphs: Vec<String>,
    /// The lead's fact, which can stand above the headline; empty where the lead gives none.
    pub(crate) fact: String,
    /// Who acts, which can stand above the headline too; empty for most.
    pub(crate) actor: String,
    /// Questions and answers, or a reader's letter.
    pub(crate) form: Option<Habit>,
}

impl Article {
    /// Characters of the body.
    pub(crate) fn len(&self) -> usize {
        self.paragraphs.iter().map(|text| text.chars().count()).sum()
    }
}

/// All articles by genre, in the file's order.
pub(crate) struct Material(BTreeMap<Genre, Vec<Article>>);

impl Material {
    /// Reads `labels/articles.csv`.
    pub(crate) fn load() -> Self {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/labels/articles.csv");
        let mut reader = csv::Reader::from_path(path).expect("the labelled articles are there");
        let mut material: BTreeMap<Genre, Vec<Article>> = BTreeMap::new();
        for row in reader.deserialize() {
            let row: BTreeMap<String, String> = row.expect("a row of labelled articles");
            let genre = genre(&row["genre"], &row["body"]);
            if let Some(article) = article(&row, genre) {
                material.entry(genre).or_default().push(article);
            }
        }
        Self(material)
    }

    /// Articles of a genre, shuffled: a page takes them from the front and so repeats none.
    pub(crate) fn shuffled(&self, genre: Genre, rng: &mut Rng) -> Vec<&Article> {
        let mut articles: Vec<&Article> = self.0[&genre].iter().collect();
        rng.shuffle(&mut articles);
        articles
    }
}

fn genre(name: &str, body: &str) -> Genre {
    match name {
        "图片说明" => Genre::Caption,
        "通知公告" if !body.starts_with("本报讯") => Genre::Notice,
        "简讯" => Genre::Brief,
        "人物通讯" | "评论" | "访谈" | "问答" | "读者来信" | "转载" | "其他" => Genre::Feature,
        _ => Genre::News,
    }
}

/// The material of a row; `None` where its marks do not come off cleanly, or where it has no headline to place.
fn article(row: &BTreeMap<String, String>, genre: Genre) -> Option<Article> {
    let mut paragraphs: Vec<String> =
        row["body"].split('\n').map(|line| line.trim().to_string()).filter(|line| !line.is_empty()).collect();
    let (mut headline, mut sub_headline) = (row["headline"].trim().to_string(), String::new());
    if let Some((main, sub)) = headline.clone().split_once("——") {
        (headline, sub_headline) = (main.to_string(), sub.to_string());
    } else if let Some(sub) = paragraphs[0].strip_prefix("——") {
        sub_headline = sub.to_string();
        paragraphs.remove(0);
    }
    if paragraphs[0].chars().count() <= LONGEST_NAME {
        paragraphs.remove(0);
    }
    paragraphs[0] = without_dateline(paragraphs.first()?)?.to_string();
    // A byline may have a line of its own.
    paragraphs.retain(|text| !text.is_empty());
    if genre == Genre::Caption {
        paragraphs = vec![without_credit(paragraphs.first()?)?.to_string()];
    } else if genre != Genre::Notice {
        without_sign_off(&mut paragraphs);
    }
    let length: usize = paragraphs.iter().map(|text| text.chars().count()).sum();
    let is_usable = (genre == Genre::Caption || !headline.is_empty()) && length >= SHORTEST;
    let (fact, actor) = (kicker::fact(&headline, &paragraphs), kicker::actor(&paragraphs));
    let form = match row["genre"].as_str() {
        "访谈" | "问答" => Some(Habit::QuestionsAndAnswers),
        "读者来信" => Some(Habit::ReadersLetter),
        _ => None,
    };
    is_usable.then_some(Article { headline, sub_headline, paragraphs, fact, actor, form })
}

/// A first line of so few characters is the writer's name.
const LONGEST_NAME: usize = 4;
/// Shortest body, in characters: a correction is no article to place.
const SHORTEST: usize = 40;

/// The text after `本报讯（记者某）` or `（记者某）`; `None` for a dateline of another form.
fn without_dateline(text: &str) -> Option<&str> {
    let rest = text.strip_prefix("本报讯").map_or(text, str::trim_start);
    let is_name = rest.len() < text.len() || ["（记者", "（通讯员", "（本报"].iter().any(|open| rest.starts_with(open));
    let rest = if is_name && rest.starts_with('（') { rest.split_once('）')?.1.trim_start() } else { rest };
    let opening: String = rest.chars().take(14).collect();
    let is_clean = !["讯 ", "讯（", "日电", "社记者", "【", "据《", "据新"].iter().any(|mark| opening.contains(mark));
    is_clean.then_some(rest)
}

/// A caption without its photographer; `None` where the credit stands without brackets.
fn without_credit(text: &str) -> Option<&str> {
    let open = text.rfind('（')?;
    let is_credit = text[open..].contains('摄') && text.ends_with('）');
    is_credit.then(|| text[..open].trim_end()).filter(|text| text.ends_with('。'))
}

/// Takes the writer's name in brackets off a body's end: `…全部建成。（记者 某某）`.
fn without_sign_off(paragraphs: &mut Vec<String>) {
    let Some(last) = paragraphs.last_mut() else { return };
    let Some(open) = last.rfind('（').filter(|_| last.ends_with('）')) else { return };
    if open == 0 {
        paragraphs.pop();
    } else if last[..open].trim_end().ends_with(['。', '”', '！', '？']) {
        last.truncate(open);
    }
}
