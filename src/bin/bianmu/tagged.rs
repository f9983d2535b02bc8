//! Tagged articles as `bianmu tag` and `bianmu report` write them, in JSONL or CSV.

use std::io::BufRead;
use std::path::{Path, PathBuf};

use bianmu::builtin;
use bianmu::classify::TopicProbability;
use bianmu::corpus::split_topics;
use bianmu::count::Article;
use bianmu::date::Date;
use bianmu::error::{Error, Result};
use bianmu::export::unguarded;
use bianmu::item::counted_date;
use bianmu::table::{Limits, Table, missing_with};
use bianmu::topic::Taxonomy;
use csv::StringRecord;
use serde::{Deserialize, Deserializer};

use crate::failures;
use crate::input::{self, Opened, Reading};

/// A line of JSONL: the part of a tagged article that counting reads.
#[derive(Deserialize)]
struct Line {
    #[serde(default, deserialize_with = "text")]
    id: Option<String>,
    #[serde(default)]
    kind: String,
    #[serde(default, deserialize_with = "text")]
    headline: Option<String>,
    #[serde(default)]
    date: String,
    /// When its page appeared.
    #[serde(default)]
    published: String,
    /// Set where it is the rest of an article that counts elsewhere.
    #[serde(default)]
    continues: String,
    topics: Vec<TopicId>,
    districts: Vec<String>,
    #[serde(default)]
    all_probabilities: Option<Vec<TopicProbability>>,
    #[serde(default, deserialize_with = "text")]
    text: Option<String>,
    /// The running text of a row that came from a labels table.
    #[serde(default, deserialize_with = "text")]
    body: Option<String>,
}

#[derive(Deserialize)]
struct TopicId {
    id: String,
}

/// Page furniture, which is no article.
const BANNER: &str = "banner";

/// A text where there is one; what is none is of no use for counting, and no error.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Option<String>, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    Ok(value.as_str().map(str::to_string))
}

/// Whether an article counts by itself: page furniture and the rests of articles do not.
fn is_counted(kind: &str, continues: &str) -> bool {
    kind != BANNER && continues.is_empty()
}

impl From<Line> for Article {
    fn from(line: Line) -> Self {
        Self {
            id: line.id.unwrap_or_default(),
            headline: line.headline.unwrap_or_default(),
            districts: line.districts,
            topics: line.topics.into_iter().map(|topic| topic.id).collect(),
            date: counted_date(&line.date, &line.published).to_string(),
            text: line.text.or(line.body),
            all_probabilities: line.all_probabilities,
        }
    }
}

/// Articles, and what is wrong with the rows that hold none.
type Read = (Vec<Article>, Vec<Error>);

/// The file with the articles of a folder that `bianmu report` wrote; any other path is the file itself.
pub(crate) fn file_of(path: &Path) -> PathBuf {
    if path.is_dir() { path.join("articles.csv") } else { path.to_path_buf() }
}

/// Reads the articles of one input that count.
pub(crate) fn read(path: &Path, reading: &Reading) -> Result<Read> {
    let name = input::name(path);
    let mut text = match reading.table_or_text(path)? {
        Opened::Table(table) => return read_table(table),
        Opened::Text(text) => text,
    };
    let start = text.fill_buf().map_err(|error| Error::io(&name, error))?;
    let is_json = start.trim_ascii_start().starts_with(b"{");
    if is_json || input::has_ending(path, "jsonl") {
        read_jsonl(&name, text, reading)
    } else {
        read_table(reading.table_of_text(path, text)?)
    }
}

fn read_jsonl(name: &str, mut lines: Box<dyn BufRead + Send>, reading: &Reading) -> Result<Read> {
    let (mut articles, mut bad, mut line, mut number) = (Vec::new(), Vec::new(), Vec::new(), 1);
    let mut unread = Unread::default();
    while reading.line(name, number, &mut lines, &mut line)? {
        if !line.trim_ascii().is_empty() {
            match serde_json::from_slice::<Line>(&line) {
                Ok(line) if is_counted(&line.kind, &line.continues) => {
                    unread.look(number, &line.date);
                    articles.push(line.into());
                }
                Ok(_) => {}
                Err(error) => {
                    let message = format!("no article as `bianmu tag` writes it ({error})");
                    bad.push(Error::row(name, number, message));
                }
            }
        }
        number += 1;
    }
    unread.say(name);
    Ok((articles, bad))
}

/// Opens a table that bianmu wrote, whatever the length of its articles.
pub(crate) fn written<'a>(name: &str, bytes: &'a [u8]) -> Result<Table<'a>> {
    Table::from_reader(name, Box::new(bytes), Limits { cell: usize::MAX, row: usize::MAX })
}

/// Reads the articles that count in a table that bianmu wrote.
pub(crate) fn read_written(name: &str, bytes: &[u8]) -> Result<Vec<Article>> {
    let (articles, bad) = read_table(written(name, bytes)?)?;
    Error::all(bad)?;
    Ok(articles)
}

/// The articles of a table that count.
fn read_table(table: Table<'_>) -> Result<Read> {
    let columns = Columns::find(&table)?;
    let taxonomy = builtin::taxonomy()?;
    let (mut articles, mut bad) = (Vec::new(), Vec::new());
    let mut unread = Unread::default();
    let name = table.name().to_string();
    for row in table {
        let row = row?;
        match row.cells {
            Ok(cells) => {
                unread.look(row.line, columns.date(&cells));
                articles.extend(columns.article(&cells, &taxonomy));
            }
            Err(error) => bad.push(error),
        }
    }
    unread.say(&name);
    Ok((articles, bad))
}

/// Dates of an input that cannot be read: how many there are, and the first with its line.
#[derive(Default)]
struct Unread {
    count: usize,
    first: Option<(u64, String)>,
}

impl Unread {
    /// Looks at a date; one without year, `--06-13`, is none that could be read better.
    fn look(&mut self, line: u64, date: &str) {
        let date = date.trim();
        if !date.is_empty() && !date.starts_with("--") && Date::parse(date).is_none() {
            self.count += 1;
            self.first.get_or_insert_with(|| (line, date.to_string()));
        }
    }

    fn say(self, name: &str) {
        if let Some((line, date)) = self.first {
            let others = match self.count - 1 {
                0 => String::new(),
                others => format!(", nor are {others} below it"),
            };
            failures::print(&format!(
                "{name}:{line}: `{date}` is no day of the calendar{others}; counted without month, write days as 2023-06-01"
            ));
        }
    }
}

/// Where a table has what counting reads.
struct Columns {
    topics: usize,
    districts: usize,
    id: Option<usize>,
    kind: Option<usize>,
    headline: Option<usize>,
    date: Option<usize>,
    published: Option<usize>,
    continues: Option<usize>,
    text: Option<usize>,
}

impl Columns {
    fn find(table: &Table<'_>) -> Result<Self> {
        if table.header().is_empty() {
            return Err(Error::Empty { name: table.name().to_string() });
        }
        let place = |names: &[&str]| table.column(names);
        let needed = |names: &[&str]| {
            let hint = "; make the table with `bianmu tag`";
            place(names).ok_or_else(|| missing_with(table.name(), names[0], table.header(), hint))
        };
        Ok(Self {
            topics: needed(&["topics", "主题", "标签"])?,
            districts: needed(&["districts", "地区"])?,
            id: place(&["id", "编号"]),
            kind: place(&["kind"]),
            headline: place(&["headline", "标题"]),
            date: place(&["date", "日期"]),
            published: place(&["published"]),
            continues: place(&["continues"]),
            text: place(&["text", "body", "文本", "内容", "正文"]),
        })
    }

    /// The date of a row, as it stands there.
    fn date<'a>(&self, row: &'a StringRecord) -> &'a str {
        unguarded(self.date.and_then(|place| row.get(place)).unwrap_or_default())
    }

    /// The article of a row, if it counts.
    fn article(&self, row: &StringRecord, taxonomy: &Taxonomy) -> Option<Article> {
        let raw = |place: Option<usize>| place.and_then(|place| row.get(place)).unwrap_or_default();
        // A table for Excel has a guard before what would run as a formula, such as a date without year.
        let cell = |place: Option<usize>| unguarded(raw(place)).to_string();
        let list = |place: usize| unguarded(raw(Some(place)));
        // No district's name holds a mark.
        let districts = list(self.districts).split([';', '；', '、', ',', '，']).map(str::trim);
        is_counted(raw(self.kind), raw(self.continues)).then(|| Article {
            id: cell(self.id),
            headline: cell(self.headline),
            districts: districts.filter(|name| !name.is_empty()).map(str::to_string).collect(),
            topics: split_topics(list(self.topics), taxonomy).into_iter().map(str::to_string).collect(),
            date: counted_date(&cell(self.date), raw(self.published)).to_string(),
            text: self.text.map(|place| cell(Some(place))),
            all_probabilities: None,
        })
    }
}
