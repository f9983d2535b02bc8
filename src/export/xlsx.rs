//! `counts.xlsx`: the counts and the articles as an office reads them.

mod cells;
mod trend_sheet;

pub use trend_sheet::TREND_SHEET;

use rust_xlsxwriter::{
    Color, ConditionalFormat2ColorScale, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook,
    Worksheet, XlsxError,
};

use super::batch::Batch;
use super::catalogue::Catalogue;
use super::cell::{fit, printable};
use super::csv::join_probabilities;
use super::provenance::Provenance;
use super::trend::Trend;
use crate::classify::TopicProbability;
use crate::date::Day;
use crate::error::{Error, Result};
use crate::tag::TaggedItem;

/// The sheet with the district × topic matrix.
pub const COUNTS_SHEET: &str = "统计";

/// The sheet with a row a cell: in how many ways its articles can be counted.
pub const CELLS_SHEET: &str = "明细";

/// The sheet that says what the workbook was made from.
pub const SOURCES_SHEET: &str = "来源";

/// The sheet with a row an article.
pub const ARTICLES_SHEET: &str = "文章";

/// Head of the row and column that count every article once, however many topics and districts it has.
const EACH_ONCE: &str = "文章数（每篇计一次）";

/// The date that every workbook says it was made on: the real one would change the bytes from run to run.
const CREATED: (u16, u8, u8) = (2000, 1, 1);

/// Colours of the matrix's smallest and largest cell; black figures stay readable on both.
const PALE: Color = Color::RGB(0x00F7_FAFC);
const STRONG: Color = Color::RGB(0x007F_AFD3);
/// Colour of a trend's line.
const STRONG_LINE: Color = Color::RGB(0x001D_4A70);
const HEAD: Color = Color::RGB(0x00E7_ECF0);

/// Heads of the article sheet's columns with their widths in characters.
const ARTICLE_COLUMNS: [(&str, f64); 15] = [
    ("版面", 18.0),
    ("编号", 20.0),
    ("类型", 10.0),
    ("标题", 36.0),
    ("作者", 18.0),
    ("日期", 12.0),
    ("主题", 20.0),
    ("概率", 15.0),
    ("待核", 18.0),
    ("地区", 18.0),
    ("起始行", 8.0),
    ("结束行", 8.0),
    ("存疑", 7.0),
    ("正文", 80.0),
    ("见报日期", 12.0),
];

/// Height of an article's row in points: four lines. Fitted to whole texts, a row would fill the screen.
const ARTICLE_HEIGHT: f64 = 60.0;

/// Builds the workbook and gives its bytes.
///
/// # Errors
///
/// There are more rows than a sheet can hold.
pub fn workbook(batch: &Batch<'_>) -> Result<Vec<u8>> {
    let catalogue = Catalogue::new(batch)?;
    build(&catalogue, batch).map_err(|error| Error::Export { what: "counts.xlsx", message: error.to_string() })
}

fn build(catalogue: &Catalogue<'_>, batch: &Batch<'_>) -> std::result::Result<Vec<u8>, XlsxError> {
    let (year, month, day) = CREATED;
    let created = ExcelDateTime::from_ymd(year, month, day)?;
    let mut workbook = Workbook::new();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    write_counts(workbook.add_worksheet().set_name(COUNTS_SHEET)?, catalogue)?;
    cells::write(workbook.add_worksheet().set_name(CELLS_SHEET)?, &cells::rows(batch))?;
    if let Some(trend) = Trend::new(batch) {
        trend_sheet::write(&mut workbook, &trend)?;
    }
    write_articles(workbook.add_worksheet().set_name(ARTICLES_SHEET)?, catalogue)?;
    write_sources(workbook.add_worksheet().set_name(SOURCES_SHEET)?, batch.provenance)?;
    workbook.save_to_buffer()
}

type Written = std::result::Result<(), XlsxError>;

/// Always text: what starts with `=` stays what was printed.
fn write_text(sheet: &mut Worksheet, row: u32, column: u16, text: &str, format: &Format) -> Written {
    sheet.write_string_with_format(row, column, fit(printable(text)), format).map(drop)
}

/// A whole date as a date, any other as the text that it is. Excel knows no days before 1900.
fn write_date(sheet: &mut Worksheet, row: u32, column: u16, date: &str, format: &Format) -> Written {
    let excel = Day::parse(date).and_then(|day| {
        ExcelDateTime::from_ymd(u16::try_from(day.year()).ok()?, day.month() as u8, day.day() as u8).ok()
    });
    match excel {
        Some(day) => {
            let format = format.clone().set_num_format("yyyy-mm-dd");
            sheet.write_datetime_with_format(row, column, &day, &format).map(drop)
        }
        None => write_text(sheet, row, column, date, format),
    }
}

fn write_count(sheet: &mut Worksheet, row: u32, column: u16, count: u64, format: &Format) -> Written {
    sheet.write_number_with_format(row, column, count as f64, format).map(drop)
}

/// A figure of the matrix; parts of articles show two decimals.
fn write_figure(sheet: &mut Worksheet, row: u32, column: u16, figure: f64, format: &Format) -> Written {
    let whole = figure.fract() == 0.0;
    let format = if whole { format.clone() } else { format.clone().set_num_format("0.00") };
    sheet.write_number_with_format(row, column, (figure * 1e4).round() / 1e4, &format).map(drop)
}

fn head_format() -> Format {
    Format::new()
        .set_bold()
        .set_background_color(HEAD)
        .set_border_bottom(FormatBorder::Thin)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
}

/// District × topic with sums, then every article once.
fn write_counts(sheet: &mut Worksheet, catalogue: &Catalogue<'_>) -> Written {
    let matrix = &catalogue.matrix;
    let place_after = |names: usize| u16::try_from(names + 1).map_err(|_| XlsxError::RowColumnLimitError);
    let (sum_row, sum_column) = (matrix.districts.len() as u32 + 1, place_after(matrix.topics.len())?);
    write_heads(sheet, catalogue)?;
    for ((place, district), row) in matrix.districts.iter().enumerate().zip(1..) {
        write_text(sheet, row, 0, district, &Format::new())?;
        for (count, column) in matrix.rows[place].iter().zip(1..) {
            write_figure(sheet, row, column, *count, &Format::new())?;
        }
        write_figure(sheet, row, sum_column, matrix.row_sum(place), &sum_format())?;
        write_count(sheet, row, sum_column + 1, catalogue.of_district(place).len() as u64, &Format::new())?;
    }
    write_sums(sheet, catalogue, sum_row)?;
    if !matrix.districts.is_empty() {
        let scale = ConditionalFormat2ColorScale::new().set_minimum_color(PALE).set_maximum_color(STRONG);
        sheet.add_conditional_format(1, 1, sum_row - 1, sum_column - 1, &scale)?;
    }
    Ok(())
}

fn sum_format() -> Format {
    Format::new().set_bold()
}

fn write_heads(sheet: &mut Worksheet, catalogue: &Catalogue<'_>) -> Written {
    let topics = catalogue.matrix.topics.iter().map(|topic| topic.name.as_str());
    let heads = ["地区"].into_iter().chain(topics).chain(["合计", EACH_ONCE]);
    for (head, column) in heads.zip(0..) {
        write_text(sheet, 0, column, head, &head_format())?;
        sheet.set_column_width(column, if column == 0 { 24.0 } else { 12.0 })?;
    }
    sheet.set_row_height(0, 36.0)?;
    sheet.set_freeze_panes(1, 1)?;
    Ok(())
}

/// The last two rows: sums of the cells, and the articles without counting any twice.
fn write_sums(sheet: &mut Worksheet, catalogue: &Catalogue<'_>, row: u32) -> Written {
    let matrix = &catalogue.matrix;
    let sums = sum_format().set_border_top(FormatBorder::Thin);
    write_text(sheet, row, 0, "合计", &sums)?;
    write_text(sheet, row + 1, 0, EACH_ONCE, &Format::new())?;
    let mut column = 1;
    for place in 0..matrix.topics.len() {
        write_figure(sheet, row, column, matrix.column_sum(place), &sums)?;
        write_count(sheet, row + 1, column, catalogue.of_topic(place).len() as u64, &Format::new())?;
        column += 1;
    }
    write_figure(sheet, row, column, matrix.sum(), &sums)?;
    write_count(sheet, row + 1, column + 1, catalogue.articles.len() as u64, &sum_format())
}

fn write_sources(sheet: &mut Worksheet, provenance: &Provenance) -> Written {
    for ((head, width), column) in [("类别", 12.0), ("名称", 36.0), ("SHA-256", 70.0)].into_iter().zip(0..) {
        write_text(sheet, 0, column, head, &head_format())?;
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (cells, row) in provenance.rows().zip(1..) {
        for (cell, column) in cells.into_iter().zip(0..) {
            write_text(sheet, row, column, cell, &Format::new())?;
        }
    }
    Ok(())
}

fn write_articles(sheet: &mut Worksheet, catalogue: &Catalogue<'_>) -> Written {
    for ((head, width), column) in ARTICLE_COLUMNS.into_iter().zip(0..) {
        write_text(sheet, 0, column, head, &head_format())?;
        sheet.set_column_width(column, width)?;
    }
    let body = Format::new().set_align(FormatAlign::Top).set_text_wrap();
    for (tagged, row) in catalogue.articles.iter().zip(1..) {
        write_article(sheet, row, catalogue, tagged, &body)?;
        sheet.set_row_height(row, ARTICLE_HEIGHT)?;
    }
    sheet.autofilter(0, 0, catalogue.articles.len() as u32, ARTICLE_COLUMNS.len() as u16 - 1)?;
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn write_article(
    sheet: &mut Worksheet,
    row: u32,
    catalogue: &Catalogue<'_>,
    tagged: &TaggedItem,
    format: &Format,
) -> Written {
    let item = &tagged.item;
    let names = |topics: &[TopicProbability]| {
        topics.iter().map(|topic| catalogue.topic_name(topic)).collect::<Vec<_>>().join(";")
    };
    let texts = [
        (0, item.page.as_str()),
        (1, &item.id),
        (2, item.kind.chinese()),
        (3, &item.headline),
        (4, &item.byline),
        (6, &names(&tagged.topics)),
        (7, &join_probabilities(&tagged.topics)),
        (8, &names(&tagged.review)),
        (9, &tagged.districts.join(";")),
        (12, if item.check { "是" } else { "" }),
        (13, &item.text),
    ];
    for (column, text) in texts {
        write_text(sheet, row, column, text, format)?;
    }
    for (column, date) in [(5, &item.date), (14, &item.published)] {
        write_date(sheet, row, column, date, format)?;
    }
    if let Some((first, last)) = item.span() {
        write_count(sheet, row, 10, first as u64, format)?;
        write_count(sheet, row, 11, last as u64, format)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Data, Reader, Xlsx};

    use super::*;
    use crate::count::{Column, Counts, Weight};
    use crate::export::{MAX_CELL_UNITS, sample};

    fn bytes(items: &[TaggedItem]) -> Vec<u8> {
        let (topics, provenance) = (sample::topics(), Provenance::default());
        let printed = Counts::of(&Column::DEFAULT, items);
        workbook(&Batch::new(items, &topics, printed, Weight::Whole, &provenance).unwrap()).unwrap()
    }

    fn sheet(items: &[TaggedItem], name: &str) -> Vec<Vec<Data>> {
        let mut workbook = Xlsx::new(Cursor::new(bytes(items))).unwrap();
        workbook.worksheet_range(name).unwrap().rows().map(<[Data]>::to_vec).collect()
    }

    fn lines(rows: &[Vec<Data>]) -> Vec<String> {
        rows.iter().map(|row| row.iter().map(ToString::to_string).collect::<Vec<_>>().join("|")).collect()
    }

    #[test]
    fn the_matrix_reads_back_with_sums_and_distinct_articles() {
        let expected = [
            "地区|卫生健康|公共安全|governance|（未标）|合计|文章数（每篇计一次）",
            "沙市区|1|1|1|0|3|2",
            "荆州区|1|1|1|0|3|2",
            "（未标）|0|0|0|1|1|1",
            "合计|2|2|2|1|7|",
            "文章数（每篇计一次）|2|1|1|1||4",
        ];
        assert_eq!(lines(&sheet(&sample::batch(), COUNTS_SHEET)), expected);
    }

    #[test]
    fn articles_read_back_with_chinese_names_and_formulas_as_text() {
        let rows = sheet(&sample::batch(), ARTICLES_SHEET);
        assert_eq!(rows.len(), 5);
        let heads: Vec<&str> = ARTICLE_COLUMNS.iter().map(|(head, _)| *head).collect();
        assert_eq!(lines(&rows)[0], heads.join("|"));
        let short: Vec<Vec<Data>> = rows[1..].iter().map(|row| row[..13].to_vec()).collect();
        assert_eq!(
            lines(&short)[1],
            "甲版|甲版#2|文章|<script>alert(\"一\")</script>|通讯员 李明|44724|公共安全;governance|0.9712;0.4856||沙市区;荆州区|4|9|是"
        );
        assert!(matches!(rows[1][5], Data::DateTime(_)) && rows[3][5] == Data::String("--06-13".into()));
        assert_eq!(rows[3][3], Data::String("=HYPERLINK(1)".into()));
        assert_eq!(lines(&short)[3], "乙版|乙版#2|图片说明||通讯员 李明||||||7|7|");
    }

    #[test]
    fn texts_too_long_or_unprintable_still_make_a_workbook() {
        let mut items = sample::batch();
        items[0].item.text = "字".repeat(MAX_CELL_UNITS + 9);
        items[0].item.headline = "标\u{0}题\u{ffff}".into();
        let rows = sheet(&items, ARTICLES_SHEET);
        assert_eq!(rows[1][3], Data::String("标题".into()));
        assert_eq!(rows[1][13].to_string().chars().count(), MAX_CELL_UNITS);
    }

    #[test]
    fn same_input_same_bytes_and_nothing_gives_an_empty_workbook() {
        assert_eq!(bytes(&sample::batch()), bytes(&sample::batch()));
        assert!(!bytes(&[]).is_empty());
    }
}
