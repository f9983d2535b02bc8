//! The sheet with a row a cell: articles counted once, as printed and in fractions, and their share.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Format, Worksheet};

use super::{Written, head_format, write_count, write_text};
use crate::count::{Cell, Interval, Weight};
use crate::export::batch::Batch;

/// Heads of the columns with their widths in characters.
const COLUMNS: [(&str, f64); 9] = [
    ("地区", 24.0),
    ("主题", 20.0),
    ("篇数（同稿计一次）", 12.0),
    ("90% 区间下限", 12.0),
    ("90% 区间上限", 12.0),
    ("见报数（同稿重复计）", 12.0),
    ("分摊篇数（多地均分）", 12.0),
    ("占该地区篇数", 12.0),
    ("核对", 30.0),
];

/// Stands beside a count outside its interval.
const OUTSIDE: &str = "待核：篇数不在区间内，各篇概率偏低";

/// A district and topic with everything that is known of its articles.
pub(super) struct CellRow {
    district: String,
    topic: String,
    articles: u64,
    interval: Option<Interval>,
    printed: u64,
    fraction: f64,
    share: f64,
}

/// Brings two tables of one batch together, the second counting a story as often as it was printed.
pub(super) fn rows(batch: &Batch<'_>) -> Vec<CellRow> {
    let Batch { counts, intervals, printed, topics, .. } = batch;
    let once: BTreeMap<Vec<&str>, (Cell, f64)> =
        counts.full_rows().map(|row| (row.names.clone(), (row.cell, row.share(Weight::Whole)))).collect();
    let name = |id: &str| {
        let known = topics.iter().find(|topic| topic.id.as_str() == id);
        known.map_or(id, |topic| topic.chinese.as_str()).to_string()
    };
    let row = |(names, printed): (Vec<&str>, u64)| {
        let (cell, share) = once.get(&names).copied().unwrap_or_default();
        CellRow {
            district: names[0].to_string(),
            topic: name(names[1]),
            articles: cell.articles(),
            interval: intervals.as_ref().and_then(|intervals| intervals.of(&names)),
            printed,
            fraction: cell.figure(Weight::Fractional),
            share,
        }
    };
    printed.rows().map(row).collect()
}

pub(super) fn write(sheet: &mut Worksheet, rows: &[CellRow]) -> Written {
    for ((head, width), column) in COLUMNS.into_iter().zip(0..) {
        write_text(sheet, 0, column, head, &head_format())?;
        sheet.set_column_width(column, width)?;
    }
    sheet.set_row_height(0, 36.0)?;
    sheet.set_freeze_panes(1, 2)?;
    sheet.autofilter(0, 0, rows.len() as u32, COLUMNS.len() as u16 - 1)?;
    let (plain, part) = (Format::new(), Format::new().set_num_format("0.00"));
    let percent = Format::new().set_num_format("0.0%");
    for (row, at) in rows.iter().zip(1..) {
        write_text(sheet, at, 0, &row.district, &plain)?;
        write_text(sheet, at, 1, &row.topic, &plain)?;
        write_count(sheet, at, 2, row.articles, &plain)?;
        if let Some(Interval { low, high }) = row.interval {
            write_count(sheet, at, 3, low, &plain)?;
            write_count(sheet, at, 4, high, &plain)?;
            if (Interval { low, high }).excludes(row.articles) {
                write_text(sheet, at, 8, OUTSIDE, &plain)?;
            }
        }
        write_count(sheet, at, 5, row.printed, &plain)?;
        sheet.write_number_with_format(at, 6, row.fraction, &part)?;
        sheet.write_number_with_format(at, 7, row.share, &percent)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::count::{Column, Counts};
    use crate::export::provenance::Provenance;
    use crate::export::sample;

    #[test]
    fn a_cell_has_all_its_figures_even_where_only_a_reprint_counts() {
        let (mut items, topics, provenance) = (sample::batch(), sample::topics(), Provenance::default());
        for item in &mut items {
            item.all_probabilities = Some(item.topics.clone());
        }
        let mut printed = Counts::of(&Column::DEFAULT, &items);
        printed.add(&["荆州区"], &["health"], "");
        printed.add(&["监利市"], &["health"], "");
        let batch = Batch::new(&items, &topics, printed, Weight::Whole, &provenance).unwrap();
        let lines: Vec<String> = rows(&batch)
            .into_iter()
            .map(|row| {
                let CellRow { district, topic, articles, interval, printed, fraction, share } = row;
                let Interval { low, high } = interval.unwrap_or_default();
                format!("{district} {topic} {articles} {low}–{high} {printed} {fraction} {share}")
            })
            .filter(|line| line.contains("卫生健康"))
            .collect();
        assert_eq!(
            lines,
            ["沙市区 卫生健康 1 1–1 1 1 0.5", "监利市 卫生健康 0 0–0 1 0 0", "荆州区 卫生健康 1 1–1 2 1 0.5"]
        );
        assert!(Batch::new(&items, &topics, Counts::new(&[Column::Topic]), Weight::Whole, &provenance).is_err());
    }
}
