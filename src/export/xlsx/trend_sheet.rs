//! The sheet of months: a table, and a line chart a topic.

use rust_xlsxwriter::{
    Chart, ChartEmptyCells, ChartFont, ChartFormat, ChartLine, ChartMarker, ChartMarkerType, ChartType, Format,
    Workbook,
};

use super::{STRONG_LINE, Written, head_format, write_count, write_text};
use crate::export::trend::Trend;

/// The name of the sheet; it is there when the dates of the batch span more than one month.
pub const TREND_SHEET: &str = "趋势";

/// Head of the column of all articles, and title of its chart.
const ALL: &str = "文章数";

/// Charts side by side, and the columns and rows that each takes.
const SIDE_BY_SIDE: usize = 3;
const CHART_COLUMNS: u16 = 4;
const CHART_ROWS: u32 = 12;
/// Size of a chart in pixels, a little less than its cells.
const CHART_SIZE: (u32, u32) = (350, 228);

pub(super) fn write(workbook: &mut Workbook, trend: &Trend) -> Written {
    let sheet = workbook.add_worksheet().set_name(TREND_SHEET)?;
    let heads = ["月份"].into_iter().chain(trend.lines.iter().map(|line| line.name.as_str())).chain([ALL]);
    for (head, column) in heads.zip(0..) {
        write_text(sheet, 0, column, head, &head_format())?;
        sheet.set_column_width(column, 12.0)?;
    }
    sheet.set_row_height(0, 36.0)?;
    sheet.set_freeze_panes(1, 1)?;
    for (month, row) in trend.months.iter().zip(1..) {
        write_text(sheet, row, 0, month, &Format::new())?;
    }
    let columns = trend.lines.iter().map(|line| (line.name.as_str(), &line.articles)).chain([(ALL, &trend.all)]);
    let last = trend.months.len() as u32;
    for ((title, articles), (place, column)) in columns.zip((0..).zip(1..)) {
        for (count, row) in articles.iter().zip(1..) {
            if let Some(count) = count {
                write_count(sheet, row, column, *count, &Format::new())?;
            }
        }
        let (across, down) = ((place % SIDE_BY_SIDE) as u16, (place / SIDE_BY_SIDE) as u32);
        let (row, left) = (last + 2 + down * CHART_ROWS, across * CHART_COLUMNS);
        sheet.insert_chart(row, left, &chart(title, column, last))?;
    }
    Ok(())
}

/// The line of one column; a month of which nothing was read is a gap.
fn chart(title: &str, column: u16, last: u32) -> Chart {
    let mut chart = Chart::new(ChartType::Line);
    chart
        .add_series()
        .set_name((TREND_SHEET, 0, column))
        .set_categories((TREND_SHEET, 1, 0, last, 0))
        .set_values((TREND_SHEET, 1, column, last, column))
        .set_format(ChartFormat::new().set_line(ChartLine::new().set_color(STRONG_LINE).set_width(2.0)))
        .set_marker(ChartMarker::new().set_type(ChartMarkerType::Circle).set_size(5));
    chart.title().set_name(title).set_font(ChartFont::new().set_size(11));
    chart.legend().set_hidden();
    chart.y_axis().set_min(0).set_num_format("0");
    chart.show_empty_cells_as(ChartEmptyCells::Gaps);
    chart.set_width(CHART_SIZE.0).set_height(CHART_SIZE.1);
    chart
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use calamine::{Data, Reader, Xlsx};

    use super::*;
    use crate::count::{Column, Counts, Weight};
    use crate::export::Batch;
    use crate::export::provenance::Provenance;
    use crate::export::sample;
    use crate::export::xlsx::workbook;

    fn bytes(dates: [&str; 2]) -> Vec<u8> {
        let mut items = sample::batch();
        items[0].item.date = dates[0].into();
        items[3].item.date = dates[1].into();
        let (topics, provenance) = (sample::topics(), Provenance::default());
        let printed = Counts::of(&Column::DEFAULT, &items);
        workbook(&Batch::new(&items, &topics, printed, Weight::Whole, &provenance).unwrap()).unwrap()
    }

    #[test]
    fn months_stand_in_a_table_and_each_topic_has_a_line_chart_over_it() {
        let bytes = bytes(["2022-06-01", "2022-08-31"]);
        let mut book = Xlsx::new(Cursor::new(&bytes)).unwrap();
        let rows: Vec<String> = book
            .worksheet_range(TREND_SHEET)
            .unwrap()
            .rows()
            .map(|row| row.iter().map(Data::to_string).collect::<Vec<_>>().join("|"))
            .collect();
        assert_eq!(rows, ["月份|卫生健康|公共安全|文章数", "2022-06|1|1|2", "2022-07|||", "2022-08|1|0|1"]);
        let mut zip = zip::ZipArchive::new(Cursor::new(&bytes)).unwrap();
        let charts: Vec<String> = zip
            .file_names()
            .map(|name| name.unwrap().into_owned())
            .filter(|name| name.contains("charts/chart"))
            .collect();
        assert_eq!(charts.len(), 3);
        let mut xml = String::new();
        zip.by_name("xl/charts/chart1.xml").unwrap().read_to_string(&mut xml).unwrap();
        for needed in [
            "<c:lineChart>",
            "<a:t>卫生健康</a:t>",
            "趋势!$A$2:$A$4",
            "趋势!$B$2:$B$4",
            "<c:dispBlanksAs val=\"gap\"/>",
        ] {
            assert!(xml.contains(needed), "{needed} in {xml}");
        }
        let mut sheet = String::new();
        zip.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut sheet).unwrap();
        assert!(sheet.contains("<colorScale>") && sheet.contains("state=\"frozen\""), "{sheet}");
    }

    #[test]
    fn a_single_month_has_no_trend() {
        let book = Xlsx::new(Cursor::new(bytes(["2022-06-01", "2022-06-30"]))).unwrap();
        assert!(!book.sheet_names().iter().any(|name| name == TREND_SHEET));
    }
}
