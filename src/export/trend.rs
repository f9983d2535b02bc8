//! How many articles each topic had, month by month.

use std::collections::BTreeMap;

use super::batch::Batch;
use super::cell::printable;
use crate::count::{Counts, UNTAGGED};
use crate::topic::Topic;

/// Articles by month and topic, the months in a row without holes.
pub(super) struct Trend {
    /// `2022-06` and so on.
    pub months: Vec<String>,
    /// The topics that have a dated article, in the taxonomy's order.
    pub lines: Vec<Line>,
    /// All dated articles of each month, each once; `None` for a month without any.
    pub all: Vec<Option<u64>>,
}

/// A topic's articles.
pub(super) struct Line {
    /// The name that readers see.
    pub name: String,
    /// The articles of each month; `None` for a month without a dated article, which differs from 0.
    pub articles: Vec<Option<u64>>,
}

/// Months of a row without holes. A batch that spans more holds dates that are none of its own, and then only the months
/// that occur are shown.
const MOST_MONTHS: usize = 240;

impl Trend {
    /// Lays out the batch by months; `None` where its dates do not span two.
    pub(super) fn new(batch: &Batch<'_>) -> Option<Self> {
        let cells = cells(&batch.months);
        let first = cells.keys().next()?;
        let last = cells.keys().next_back()?;
        if first == last {
            return None;
        }
        let months = between(first, last).unwrap_or_else(|| cells.keys().map(|month| (*month).to_string()).collect());
        let all = months.iter().map(|month| cells.get(month.as_str()).map(|month| month.articles)).collect();
        let line = |topic: &Topic| {
            let of = |month: &String| {
                let month = cells.get(month.as_str())?;
                Some(month.topics.get(topic.id.as_str()).copied().unwrap_or(0))
            };
            Line { name: printable(&topic.chinese).into_owned(), articles: months.iter().map(of).collect() }
        };
        let lines =
            batch.topics.iter().map(line).filter(|line| line.articles.iter().flatten().any(|n| *n > 0)).collect();
        Some(Self { months, lines, all })
    }
}

/// What a month holds.
#[derive(Default)]
struct Month<'a> {
    articles: u64,
    topics: BTreeMap<&'a str, u64>,
}

fn cells(counts: &Counts) -> BTreeMap<&str, Month<'_>> {
    let mut months: BTreeMap<&str, Month<'_>> = BTreeMap::new();
    for row in counts.full_rows().filter(|row| row.names[0] != UNTAGGED) {
        let month = months.entry(row.names[0]).or_default();
        month.articles = row.whole.articles();
        month.topics.insert(row.names[1], row.cell.articles());
    }
    months
}

/// All months from one to another, if they are not too many.
fn between(first: &str, last: &str) -> Option<Vec<String>> {
    let number = |month: &str| {
        let (year, month) = month.split_once('-')?;
        Some(year.parse::<usize>().ok()? * 12 + month.parse::<usize>().ok()?.checked_sub(1)?)
    };
    let (first, last) = (number(first)?, number(last)?);
    let months = first..=last;
    (last - first < MOST_MONTHS).then(|| months.map(|n| format!("{:04}-{:02}", n / 12, n % 12 + 1)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::count::Weight;
    use crate::export::provenance::Provenance;
    use crate::export::sample;

    fn trend(dates: &[&str]) -> Option<Trend> {
        let dated = |(k, date): (usize, &&str)| {
            let mut item = sample::article("p#1", ["沙市区", "荆州区"][k % 2], &["health"]);
            item.item.date = (*date).to_string();
            item
        };
        let items: Vec<_> = dates.iter().enumerate().map(dated).collect();
        let (topics, provenance) = (sample::topics(), Provenance::default());
        let batch = Batch::new(&items, &topics, sample::counts(), Weight::Whole, &provenance).unwrap();
        Trend::new(&batch)
    }

    #[test]
    fn a_month_without_dated_articles_is_a_gap_and_no_zero() {
        let trend = trend(&["2022-11-03", "2022-11-03", "2023-02-01", "--02-01"]).unwrap();
        assert_eq!(trend.months, ["2022-11", "2022-12", "2023-01", "2023-02"]);
        assert_eq!(trend.all, [Some(2), None, None, Some(1)]);
        assert_eq!(trend.lines.len(), 1);
        assert_eq!((trend.lines[0].name.as_str(), &trend.lines[0].articles), ("卫生健康", &trend.all));
    }

    #[test]
    fn one_month_or_none_is_no_trend_and_strange_dates_do_not_make_a_million_months() {
        assert!(trend(&["2022-11-03", "2022-11-30", ""]).is_none());
        assert!(trend(&[]).is_none());
        assert_eq!(trend(&["0001-01-01", "9999-12-01", "2022-12-01"]).unwrap().months.len(), 3);
        assert!(trend(&["2022-00-01", "2022-01-01"]).is_none());
    }
}
