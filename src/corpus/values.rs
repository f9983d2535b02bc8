//! What a further column of a labels table says of each article.

use std::collections::HashMap;
use std::io::Read;

use csv::StringRecord;

use super::{Corpus, Date, columns};
use crate::error::{Error, Result};
use crate::topic::csv_error;

impl Corpus {
    /// Reads a column of the table that the corpus was made from; a value an article, in the corpus's order.
    ///
    /// # Errors
    ///
    /// The table is malformed or has no such column.
    pub fn values(&self, reader: impl Read, column: &str) -> Result<Vec<String>> {
        let mut table = csv::ReaderBuilder::new().from_reader(reader);
        let header = table.headers().map_err(|error| csv_error(&self.name, &error))?.clone();
        let place = columns::position(&header, &[column])
            .ok_or_else(|| columns::missing(&self.name, column, &header, &[&[column]]))?;
        let mut by_line = HashMap::new();
        for record in table.records() {
            let record: StringRecord = record.map_err(|error| csv_error(&self.name, &error))?;
            let line = record.position().map_or(0, csv::Position::line);
            by_line.insert(line, record.get(place).unwrap_or_default().trim().to_string());
        }
        Ok(self.examples.iter().map(|example| by_line.remove(&example.line).unwrap_or_default()).collect())
    }

    /// Reads a column of dates, as [`Corpus::values`] does.
    ///
    /// # Errors
    ///
    /// As there; or a cell holds no date (all such rows are named).
    pub fn dates(&self, reader: impl Read, column: &str) -> Result<Vec<Date>> {
        let values = self.values(reader, column)?;
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

    fn corpus() -> Corpus {
        let taxonomy = Taxonomy::from_csv("t", "id,chinese,english,covers\nx,x,x,\n".as_bytes()).unwrap();
        Corpus::from_csv("l.csv", TABLE.as_bytes(), &taxonomy).unwrap()
    }

    #[test]
    fn values_stand_in_the_order_of_the_articles() {
        let corpus = corpus();
        let expected: Vec<&str> =
            corpus.examples.iter().map(|e| if e.body == "甲" { "2023-01-01" } else { "2023-02-01" }).collect();
        assert_eq!(corpus.values(TABLE.as_bytes(), "day").unwrap(), expected);
        let dates: Vec<Date> = expected.iter().filter_map(|value| Date::parse(value)).collect();
        assert_eq!(corpus.dates(TABLE.as_bytes(), "day").unwrap(), dates);
    }

    #[test]
    fn an_absent_column_and_cells_without_date_are_named() {
        let error = corpus().values(TABLE.as_bytes(), "days").unwrap_err().to_string();
        assert_eq!(error, "l.csv: no column `days`; found `text`, `label`, `day`; for `day`, did you mean `days`?");
        let error = corpus().dates(TABLE.as_bytes(), "label").unwrap_err().to_string();
        assert_eq!(
            error,
            "l.csv:2: `b` is no date of the form 2022-06-13\nl.csv:3: `a` is no date of the form 2022-06-13"
        );
    }
}
