//! `articles.csv` and the form of all tables: for programs as they are, for spreadsheets with a guard.

use std::borrow::{Borrow, Cow};
use std::io::Write;

use super::cell::{fit, guard};
use crate::classify::TopicProbability;
use crate::error::{Error, Result};
use crate::item::ItemKind;
use crate::tag::TaggedItem;
use crate::topic::{Topic, chinese_name};

/// The columns of `articles.csv`.
pub const ARTICLE_COLUMNS: [&str; 16] = [
    "page",
    "id",
    "kind",
    "headline",
    "byline",
    "date",
    "topics",
    "probabilities",
    "review",
    "districts",
    "first_line",
    "last_line",
    "check",
    "text",
    "continues",
    "published",
];

/// Places of the columns that name topics.
const TOPICS: usize = 6;
const REVIEW: usize = 8;

/// For whom a table is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum CsvStyle {
    /// For programs: line feeds, no byte order mark, every cell untouched.
    #[default]
    Plain,
    /// For Excel and WPS: a byte order mark (without one they read UTF-8 as GBK), CR LF, cells that would run
    /// as formulas guarded with `'`, cells cut at [`MAX_CELL_UNITS`](super::MAX_CELL_UNITS).
    Excel,
}

impl CsvStyle {
    /// The cell as this style writes it.
    fn dress(self, cell: &str) -> Cow<'_, str> {
        match self {
            Self::Plain => Cow::Borrowed(cell),
            Self::Excel => fit(guard(cell)),
        }
    }
}

/// A CSV table under the pen.
pub struct Table<W: Write> {
    name: &'static str,
    style: CsvStyle,
    writer: csv::Writer<W>,
}

impl<W: Write> Table<W> {
    /// Starts a table on `out`; `name` stands for it in errors.
    ///
    /// # Errors
    ///
    /// `out` cannot be written.
    pub fn new(name: &'static str, mut out: W, style: CsvStyle) -> Result<Self> {
        let ends = match style {
            CsvStyle::Plain => csv::Terminator::Any(b'\n'),
            CsvStyle::Excel => csv::Terminator::CRLF,
        };
        if style == CsvStyle::Excel {
            out.write_all("\u{feff}".as_bytes()).map_err(|error| Error::io(name, error))?;
        }
        Ok(Self { name, style, writer: csv::WriterBuilder::new().terminator(ends).from_writer(out) })
    }

    /// Writes one row, the header like any other.
    ///
    /// # Errors
    ///
    /// `out` cannot be written, or the row is not as long as the first.
    pub fn row<S: AsRef<str>>(&mut self, cells: impl IntoIterator<Item = S>) -> Result<()> {
        for cell in cells {
            let cell = self.style.dress(cell.as_ref());
            self.writer.write_field(cell.as_bytes()).map_err(|error| write_error(self.name, error))?;
        }
        self.writer.write_record(None::<&[u8]>).map_err(|error| write_error(self.name, error))
    }

    /// Writes what is still in memory and gives `out` back.
    ///
    /// # Errors
    ///
    /// `out` cannot be written.
    pub fn finish(self) -> Result<W> {
        self.writer.into_inner().map_err(|error| Error::io(self.name, error.into_error()))
    }
}

/// Keeps the system's own error, so that a closed pipe can be told from a full disk.
fn write_error(name: &'static str, error: csv::Error) -> Error {
    let message = error.to_string();
    match error.into_kind() {
        csv::ErrorKind::Io(source) => Error::io(name, source),
        _ => Error::Export { what: name, message },
    }
}

/// Writes `articles.csv`: a row an item, banners left away; for spreadsheets with the Chinese names of these topics, not
/// their ids.
///
/// # Errors
///
/// `out` cannot be written.
pub fn write_articles<T: Borrow<TaggedItem>>(
    items: impl IntoIterator<Item = T>,
    topics: &[Topic],
    out: impl Write,
    style: CsvStyle,
) -> Result<()> {
    let name = |topic: &TopicProbability| {
        let chinese = Some(style).filter(|style| *style == CsvStyle::Excel);
        let chinese = chinese.and_then(|_| chinese_name(topics, topic.id.as_str()));
        chinese.unwrap_or(topic.id.as_str()).to_string()
    };
    let mut table = Table::new("articles.csv", out, style)?;
    table.row(ARTICLE_COLUMNS)?;
    for tagged in items {
        let tagged = tagged.borrow();
        if tagged.item.kind != ItemKind::Banner {
            let names = |topics: &[TopicProbability]| topics.iter().map(name).collect::<Vec<_>>().join(";");
            let mut cells = article_row(tagged);
            (cells[TOPICS], cells[REVIEW]) = (names(&tagged.topics), names(&tagged.review));
            table.row(cells)?;
        }
    }
    table.finish().map(drop)
}

/// The ids of topics, joined as they stand in a cell: `public-safety;governance`.
pub fn join_ids(topics: &[TopicProbability]) -> String {
    let ids: Vec<&str> = topics.iter().map(|topic| topic.id.as_str()).collect();
    ids.join(";")
}

/// The probabilities of topics with four decimals, in the topics' order: `0.9712;0.4400`.
pub fn join_probabilities(topics: &[TopicProbability]) -> String {
    let probabilities: Vec<String> = topics.iter().map(|topic| format!("{:.4}", topic.probability)).collect();
    probabilities.join(";")
}

/// The cells of an item, in the order of [`ARTICLE_COLUMNS`].
pub fn article_row(tagged: &TaggedItem) -> [String; 16] {
    let item = &tagged.item;
    let span = item.span();
    let line = |line: Option<usize>| line.map_or_else(String::new, |line| line.to_string());
    [
        item.page.clone(),
        item.id.clone(),
        item.kind.as_str().to_string(),
        item.headline.clone(),
        item.byline.clone(),
        item.date.clone(),
        join_ids(&tagged.topics),
        join_probabilities(&tagged.topics),
        join_ids(&tagged.review),
        tagged.districts.join(";"),
        line(span.map(|(first, _)| first)),
        line(span.map(|(_, last)| last)),
        item.check.to_string(),
        item.text.clone(),
        item.continues.clone(),
        item.published.clone(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;

    fn text(write: impl FnOnce(&mut Vec<u8>) -> Result<()>) -> String {
        let mut bytes = Vec::new();
        write(&mut bytes).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn articles_of_a_small_batch() {
        let table = text(|out| write_articles(sample::batch(), &sample::topics(), out, CsvStyle::Plain));
        insta::assert_snapshot!(table, @r#"
        page,id,kind,headline,byline,date,topics,probabilities,review,districts,first_line,last_line,check,text,continues,published
        甲版,甲版#1,article,义诊进社区,通讯员 李明,2022-06-12,health,0.9712,,沙市区,4,9,false,"本报讯（通讯员 李明）义诊进社区。
        居民排起长队。",,
        甲版,甲版#2,article,"<script>alert(""一"")</script>",通讯员 李明,2022-06-12,safety;governance,0.9712;0.4856,,沙市区;荆州区,4,9,true,"本报讯（通讯员 李明）义诊进社区。
        居民排起长队。",,
        乙版,乙版#1,article,=HYPERLINK(1),通讯员 李明,--06-13,health,0.9712,safety,荆州区,4,9,false,"本报讯（通讯员 李明）义诊进社区。
        居民排起长队。",,
        乙版,乙版#2,caption,,通讯员 李明,,,,,,7,7,false,"本报讯（通讯员 李明）义诊进社区。
        居民排起长队。",,
        "#);
    }

    #[test]
    fn excel_gets_a_mark_its_line_ends_and_inert_cells() {
        let table = text(|out| write_articles(sample::batch(), &sample::topics(), out, CsvStyle::Excel));
        assert!(table.starts_with("\u{feff}page,id,"));
        assert!(table.contains(",check,text,continues,published\r\n"));
        assert!(table.contains(",公共安全;governance,0.9712;0.4856,"), "{table}");
        assert!(table.contains(",'=HYPERLINK(1),") && table.contains(",'--06-13,"));
    }

    #[test]
    fn a_table_reads_back_as_it_was_written() {
        let table = text(|out| write_articles(sample::batch(), &sample::topics(), out, CsvStyle::Plain));
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let texts: Vec<String> = reader.records().map(|row| row.unwrap()[13].to_string()).collect();
        let expected = sample::batch().into_iter().filter(|tagged| tagged.item.kind != ItemKind::Banner);
        assert_eq!(texts, expected.map(|tagged| tagged.item.text).collect::<Vec<_>>());
    }
}
