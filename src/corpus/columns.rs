//! Which columns of a table hold headline, body and labels.

use csv::StringRecord;

use crate::error::{Error, Result};
use crate::table::{missing, position};

/// Names of the column that holds headline and body together.
const TEXT: &[&str] = &["text", "文本", "内容"];
/// Names of the headline's column.
const HEADLINE: &[&str] = &["headline", "title", "标题"];
/// Names of the body's column.
const BODY: &[&str] = &["body", "content", "正文"];
/// Names of the labels' column.
const TOPICS: &[&str] = &["topics", "label", "topic", "labels", "主题", "标签"];

/// Names of the column that holds a name for each row.
pub(crate) const ID: &[&str] = &["id", "编号"];

/// Longest first line, in characters, that a `text` cell's headline may have; printed headlines of
/// one line hardly pass 40.
const HEADLINE_MAX: usize = 40;

/// Places of the text columns in a table's header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    text: Option<usize>,
    headline: Option<usize>,
    body: Option<usize>,
}

impl Columns {
    /// Finds the text columns: `text`, or `headline` and `body` (one of them is enough); 文本, 标题, 正文 too.
    ///
    /// # Errors
    ///
    /// The table is empty, or there is none; the message names the columns found and the nearest name.
    pub fn find(name: &str, header: &StringRecord) -> Result<Self> {
        if header.is_empty() {
            return Err(Error::Empty { name: name.to_string() });
        }
        let columns =
            Self { text: position(header, TEXT), headline: position(header, HEADLINE), body: position(header, BODY) };
        if columns.text.is_none() && columns.body.is_none() && columns.headline.is_none() {
            return Err(missing(name, "text` or `headline`, `body", header, &[TEXT, HEADLINE, BODY]));
        }
        Ok(columns)
    }

    /// Finds the labels' column: `topics` or `label`, 主题 or 标签.
    ///
    /// # Errors
    ///
    /// There is none; the message names the columns found and the nearest name.
    pub fn topics(&self, name: &str, header: &StringRecord) -> Result<usize> {
        position(header, TOPICS).ok_or_else(|| missing(name, "topics` or `label", header, &[TOPICS]))
    }

    /// Headline and body of a row, given its cells by place.
    pub fn text<'a>(&self, cell: impl Fn(usize) -> Option<&'a str>) -> (String, String) {
        let read = |place: Option<usize>| place.and_then(&cell).unwrap_or_default().trim();
        let (mut headline, mut body) = (read(self.headline), read(self.body));
        if body.is_empty() {
            let text = read(self.text);
            (headline, body) = if headline.is_empty() { split_headline(text) } else { (headline, text) };
        }
        (headline.to_string(), body.to_string())
    }
}

/// Splits a text of several lines into a short first line, its headline, and the rest.
///
/// A first line that ends a sentence is no headline: `本报讯 今天立春。`
pub fn split_headline(text: &str) -> (&str, &str) {
    match text.trim().split_once('\n') {
        Some((first, rest)) if first.chars().count() <= HEADLINE_MAX && !first.trim_end().ends_with('。') => {
            (first.trim(), rest.trim())
        }
        _ => ("", text.trim()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(header: &[&str], row: &[&str], headline: &str, body: &str) {
        let columns = Columns::find("t", &StringRecord::from(header.to_vec())).unwrap();
        assert_eq!(columns.text(|i| row.get(i).copied()), (headline.to_string(), body.to_string()));
    }

    #[test]
    fn text_is_found_under_any_of_its_names() {
        case(&["id", " Headline ", "body"], &["1", "题", "文"], "题", "文");
        case(&["\u{feff}标题", "正文"], &["题", "文"], "题", "文");
        case(&["text"], &["短题\n第一段。\n第二段。"], "短题", "第一段。\n第二段。");
        case(&["text"], &["一句话就完了。\n再来一句。"], "", "一句话就完了。\n再来一句。");
        case(&["text"], &["只有一行"], "", "只有一行");
        case(&["　Ｔｅｘｔ "], &["只有一行"], "", "只有一行");
    }

    #[test]
    fn a_missing_column_names_what_is_there_and_what_is_near() {
        let header = StringRecord::from(vec!["txt", "lable"]);
        let error = Columns::find("a.csv", &header).unwrap_err().to_string();
        assert_eq!(
            error,
            "a.csv: no column `text` or `headline`, `body`; found `txt`, `lable`; for `txt`, did you mean `text`?"
        );
        let header = StringRecord::from(vec!["text", "lable"]);
        let error = Columns::find("a.csv", &header).unwrap().topics("a.csv", &header).unwrap_err().to_string();
        assert_eq!(
            error,
            "a.csv: no column `topics` or `label`; found `text`, `lable`; for `lable`, did you mean `label`?"
        );
    }
}
