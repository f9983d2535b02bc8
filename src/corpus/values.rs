//! What a further column of a labels table says of each article.

use std::collections::HashMap;

use super::Corpus;
use crate::date::Date;
use crate::error::{Error, Result};
use crate::table::{Table, missing};

impl Corpus {
    /// Reads a column of the table that the corpus was made from; a value an article, in the corpus's order.
    ///
    /// # Errors
    ///
    /// The table cannot be read to its end or has no such column.
    pub fn values(&self, table: Table<'_>, column: &str) -> Result<Vec<String>> {
        let place = table.column(&[column]).ok_or_else(|| missing(&self.name, column, table.header(), &[&[column]]))?;
        let mut by_line = HashMap::new();
        for row in table {
            let row = row?;
            // A bad row is none of the corpus's, which named it.
            if let Ok(cells) = row.cells {
                by_line.insert(row.line, cells.get(place).unwrap_or_default().trim().to_string());
            }
        }
        Ok(self.examples.iter().map(|example| by_line.remove(&example.line).unwrap_or_default()).collect())
    }

    /// Reads a column of dates, as [`Corpus::values`] does.
    ///
    /// # Errors
    ///
    /// As there; or a cell holds no date (all such rows are named).
    pub fn dates(&self, table: Table<'_>, column: &str) -> Result<Vec<Date>> {
        let values = self.values(table, column)?;
        let mut wrong = Vec::new();
        let mut dates = Vec::with_capacity(values.len());
        for (example, value) in self.examples.iter().zip(&values) {
            match Date::parse(value) {
                Some(date) => dates.push(date),
                None => wrong.push((example.line, format!("`{value}` is no date of the form 2022-06-13"))),
            }
        }
        wrong.sort();
        Error::all(wrong.into_iter().map(|(line, message)| Error::row(&self.name, line, message)).collect())?;
        Ok(dates)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topic::Taxonomy;

    const TABLE: &str = "text,label,Day\n乙,b,2023-02-01\n甲,a,2023-01-01\n";

    fn table() -> Table<'static> {
        Table::from_text("l.csv", TABLE.as_bytes()).unwrap()
    }

    fn corpus() -> Corpus {
        let taxonomy = Taxonomy::from_csv("t", "id,chinese,english,covers\nx,x,x,\n".as_bytes()).unwrap().open();
        Corpus::from_csv("l.csv", TABLE.as_bytes(), &taxonomy).unwrap()
    }

    #[test]
    fn values_stand_in_the_order_of_the_articles() {
        let corpus = corpus();
        let expected: Vec<&str> =
            corpus.examples.iter().map(|e| if e.body == "甲" { "2023-01-01" } else { "2023-02-01" }).collect();
        assert_eq!(corpus.values(table(), "day").unwrap(), expected);
        let dates: Vec<Date> = expected.iter().filter_map(|value| Date::parse(value)).collect();
        assert_eq!(corpus.dates(table(), "day").unwrap(), dates);
    }

    #[test]
    fn an_absent_column_and_cells_without_date_are_named() {
        let error = corpus().values(table(), "days").unwrap_err().to_string();
        assert_eq!(error, "l.csv: no column `days`; found `text`, `label`, `day`; for `day`, did you mean `days`?");
        let error = corpus().dates(table(), "label").unwrap_err().to_string();
        assert_eq!(
            error,
            "l.csv:2: `b` is no date of the form 2022-06-13\nl.csv:3: `a` is no date of the form 2022-06-13"
        );
    }
}
