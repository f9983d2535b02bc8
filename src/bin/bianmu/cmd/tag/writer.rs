//! Writes tagged articles as JSONL or CSV.

use std::io::Write;

use bianmu::error::Error;
use bianmu::export::csv::{ARTICLE_COLUMNS, CsvStyle, Table, article_row, join_ids, join_probabilities};
use bianmu::tag::{TaggedItem, Tags};
use csv::StringRecord;
use serde_json::{Map, Value};

use super::record::Tagged;
use crate::args::Format;
use crate::output::Output;

/// The columns that tagging adds to a table; they win over columns of the same names.
const TAG_COLUMNS: [&str; 4] = ["topics", "probabilities", "review", "districts"];

/// An article as it will be written; JSON is made where the article is tagged, on all cores.
pub(super) enum Row {
    Json(Vec<u8>),
    Cells(Tagged),
}

impl Row {
    /// Prepares an article for a format.
    pub(super) fn new(format: Format, tagged: Tagged) -> anyhow::Result<Self> {
        Ok(match format {
            Format::Jsonl => {
                let mut line = serde_json::to_vec(&tagged.into_json()?)?;
                line.push(b'\n');
                Self::Json(line)
            }
            Format::Csv => Self::Cells(tagged),
        })
    }
}

/// Where tagged articles go.
pub(super) enum Writer {
    Jsonl(Output),
    /// A table; its columns are settled by the first article.
    Csv(Box<Table<Output>>, Option<Columns>),
}

/// The columns of a CSV output.
#[derive(PartialEq, Eq)]
pub(super) enum Columns {
    /// Those of `articles.csv`.
    Item,
    /// The input's own, then the tags.
    Row(Vec<String>),
}

impl Writer {
    /// Starts an output.
    pub(super) fn new(output: Output, format: Format, style: CsvStyle) -> anyhow::Result<Self> {
        Ok(match format {
            Format::Jsonl => Self::Jsonl(output),
            Format::Csv => Self::Csv(Box::new(Table::new("tags", output, style)?), None),
        })
    }

    /// Settles the columns by the header of a CSV input, so that a table without rows keeps its header.
    ///
    /// # Errors
    ///
    /// An earlier input has other columns.
    pub(super) fn begin(&mut self, name: &str, header: Option<&StringRecord>) -> anyhow::Result<()> {
        match (self, header) {
            (Self::Csv(table, columns), Some(header)) => {
                settle(table, columns, Columns::Row(own_columns(header.iter())), name)
            }
            _ => Ok(()),
        }
    }

    /// Writes one article of the input `name`.
    pub(super) fn write(&mut self, name: &str, row: Row) -> anyhow::Result<()> {
        match (self, row) {
            (Self::Jsonl(output), Row::Json(line)) => output.write_all(&line)?,
            (Self::Csv(table, columns), Row::Cells(Tagged::Item(item, fields))) => {
                if let Some(Columns::Row(names)) = columns.as_ref()
                    && fields.keys().filter(|name| !is_tag(name)).eq(names)
                {
                    return written(table.row(cells_of_item(*item, fields)));
                }
                settle(table, columns, Columns::Item, name)?;
                written(table.row(article_row(&item)))?;
            }
            (Self::Csv(table, columns), Row::Cells(Tagged::Row(fields, tags))) => {
                let names = own_columns(fields.keys().map(String::as_str));
                settle(table, columns, Columns::Row(names), name)?;
                written(table.row(cells(&fields, &tags)))?;
            }
            (Self::Jsonl(_), Row::Cells(_)) | (Self::Csv(..), Row::Json(_)) => {}
        }
        Ok(())
    }

    /// The output, complete but for its name.
    pub(super) fn into_output(self) -> anyhow::Result<Output> {
        Ok(match self {
            Self::Jsonl(output) => output,
            Self::Csv(table, _) => table.finish()?,
        })
    }
}

/// The columns that pass through.
fn own_columns<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    names.filter(|name| !is_tag(name)).map(str::to_string).collect()
}

/// Whether tagging writes a column of this name.
fn is_tag(name: &str) -> bool {
    TAG_COLUMNS.contains(&name)
}

/// Writes the header with the first article, and holds every later one to it.
fn settle(table: &mut Table<Output>, columns: &mut Option<Columns>, wanted: Columns, name: &str) -> anyhow::Result<()> {
    match columns {
        Some(columns) if *columns == wanted => Ok(()),
        Some(_) => {
            let message = "its columns are not those of the first input; tag it by itself or use `--format jsonl`";
            Err(Error::Labels { name: name.to_string(), message: message.to_string() }.into())
        }
        None => {
            match &wanted {
                Columns::Item => written(table.row(ARTICLE_COLUMNS))?,
                Columns::Row(names) => written(table.row(names.iter().map(String::as_str).chain(TAG_COLUMNS)))?,
            }
            *columns = Some(wanted);
            Ok(())
        }
    }
}

/// An output that cannot be written is no fault of the input: such an error comes out as the system's, which ends the run.
fn written(row: Result<(), Error>) -> anyhow::Result<()> {
    match row {
        Err(Error::Io { cause, .. }) => Err(cause.into()),
        other => Ok(other?),
    }
}

fn cells(fields: &Map<String, Value>, tags: &Tags) -> Vec<String> {
    let own = fields.iter().filter(|(name, _)| !is_tag(name)).map(|(_, value)| plain(value));
    let tags =
        [join_ids(&tags.topics), join_probabilities(&tags.topics), join_ids(&tags.review), tags.districts.join(";")];
    own.chain(tags).collect()
}

/// The cells of an item that came as a row of a table; its page may have told the year of its date.
fn cells_of_item(item: TaggedItem, mut fields: Map<String, Value>) -> Vec<String> {
    let TaggedItem { item, topics, review, districts, all_probabilities } = item;
    if let Some(date) = fields.get_mut("date") {
        *date = Value::String(item.date);
    }
    cells(&fields, &Tags { topics, review, districts, all_probabilities })
}

/// A JSON value as the text of a cell.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
