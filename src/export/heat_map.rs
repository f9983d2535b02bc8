//! The district × topic heat map as a picture.

use maud::{Markup, PreEscaped, html};

use super::cell::printable;
use super::matrix::{Matrix, shown};
use super::scale::{STEPS, step};
use super::svg::{STYLE, half_widths, pixels, shorten, wrap};
use crate::count::{Counts, Weight};
use crate::error::Result;
use crate::topic::Topic;

/// Size of a cell and of the gap between two, in pixels: wide enough for four hanzi of its head, so narrow
/// that fifteen topics fit a page.
const CELL: (usize, usize) = (60, 38);
const GAP: usize = 3;

/// Room for a topic's name over its column: lines, and half characters in a line.
const HEAD: (usize, usize) = (3, 8);
const HEAD_LINE: usize = 18;

/// Room for a district's name in half characters: `荆州经济技术开发区管委会` has 24.
const LABEL_ROOM: usize = 24;

/// Draws the heat map of district × topic counts as one SVG picture that needs nothing else.
///
/// # Errors
///
/// The counts are not by district and topic.
pub fn heat_map_svg(counts: &Counts, topics: &[Topic]) -> Result<String> {
    Ok(draw(&Matrix::new(counts, topics, Weight::Whole)?).into_string())
}

/// Where things stand in the picture, and the count that the darkest colour stands for.
struct Layout {
    left: usize,
    top: usize,
    width: usize,
    height: usize,
    max: f64,
}

impl Layout {
    fn of(matrix: &Matrix) -> Self {
        let label = matrix.districts.iter().map(|name| half_widths(name).clamp(4, LABEL_ROOM)).max().unwrap_or(4);
        let lines = matrix.topics.iter().map(|topic| wrap(&topic.name, HEAD.1, HEAD.0).len()).max().unwrap_or(1);
        let (left, top) = (pixels(label) + 14, lines * HEAD_LINE + 12);
        let width = left + (matrix.topics.len() + 1) * (CELL.0 + GAP) + 8;
        let height = top + (matrix.districts.len() + 1) * (CELL.1 + GAP) + 48;
        Self { left, top, width: width.max(LEGEND_WIDTH + left), height, max: matrix.max() }
    }

    /// The left edge of a column; the column after the last topic holds the sums.
    fn x(&self, column: usize) -> usize {
        self.left + column * (CELL.0 + GAP)
    }

    /// The upper edge of a row; the row after the last district holds the sums.
    fn y(&self, row: usize) -> usize {
        self.top + row * (CELL.1 + GAP)
    }

    /// The middle of a column and the baseline of a row's figures.
    fn figure(&self, row: usize, column: usize) -> (usize, usize) {
        (self.x(column) + CELL.0 / 2, self.y(row) + CELL.1 / 2 + 5)
    }
}

fn draw(matrix: &Matrix) -> Markup {
    let at = Layout::of(matrix);
    html! {
        svg.plate xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="heat-title heat-desc"
            width=(at.width) height=(at.height) viewBox={ "0 0 " (at.width) " " (at.height) } {
            title id="heat-title" { "各地区、各主题文章数热力图" }
            desc id="heat-desc" {
                (matrix.districts.len()) " 个地区、" (matrix.topics.len()) " 个主题，共 " (shown(matrix.sum())) " 篇次；"
                "每格数字为该地区该主题的文章数。"
            }
            style { (PreEscaped(STYLE)) }
            rect.paper width=(at.width) height=(at.height) {}
            (heads(matrix, &at))
            @for row in 0..matrix.districts.len() { (district_row(matrix, &at, row)) }
            (sums(matrix, &at))
            (legend(&at))
        }
    }
}

fn heads(matrix: &Matrix, at: &Layout) -> Markup {
    let names = matrix.topics.iter().map(|topic| wrap(&topic.name, HEAD.1, HEAD.0));
    html! {
        @for (column, lines) in names.chain([vec!["合计".to_string()]]).enumerate() {
            @for (line, part) in lines.iter().rev().enumerate() {
                text.head.mid x=(at.x(column) + CELL.0 / 2) y=(at.top - 10 - line * HEAD_LINE) { (part) }
            }
        }
    }
}

fn district_row(matrix: &Matrix, at: &Layout, row: usize) -> Markup {
    let district = printable(&matrix.districts[row]);
    html! {
        text.end x=(at.left - 10) y=(at.figure(row, 0).1) { (shorten(&district, LABEL_ROOM)) }
        @for (column, count) in matrix.rows[row].iter().enumerate() {
            @let told = format!("{district} · {}：{} 篇", matrix.topics[column].name, shown(*count));
            (titled(&told, &cell(at, (row, column), *count)))
        }
        @let sum = matrix.row_sum(row);
        @let told = format!("{district}合计：{} 篇次", shown(sum));
        (titled(&told, &sum_figure(at, row, matrix.topics.len(), sum)))
    }
}

fn cell(at: &Layout, (row, column): (usize, usize), count: f64) -> Markup {
    let (middle, baseline) = at.figure(row, column);
    let step = step(count, at.max);
    html! {
        rect class={ "s" (step) } x=(at.x(column)) y=(at.y(row)) width=(CELL.0) height=(CELL.1) rx="2" {}
        text class={ "mid n" (step) } x=(middle) y=(baseline) { (shown(count)) }
    }
}

fn sum_figure(at: &Layout, row: usize, column: usize, sum: f64) -> Markup {
    let (middle, baseline) = at.figure(row, column);
    html! { text.mid.sum x=(middle) y=(baseline) { (shown(sum)) } }
}

fn sums(matrix: &Matrix, at: &Layout) -> Markup {
    let (row, column) = (matrix.districts.len(), matrix.topics.len());
    html! {
        line.line x1=(at.left) x2=(at.x(column) + CELL.0) y1=(at.y(row) + 1) y2=(at.y(row) + 1) {}
        text.end.sum x=(at.left - 10) y=(at.figure(row, 0).1) { "合计" }
        @for (column, topic) in matrix.topics.iter().enumerate() {
            @let sum = matrix.column_sum(column);
            @let told = format!("{}合计：{} 篇次", topic.name, shown(sum));
            (titled(&told, &sum_figure(at, row, column, sum)))
        }
        @let told = format!("全部合计：{} 篇次", shown(matrix.sum()));
        (titled(&told, &sum_figure(at, row, column, matrix.sum())))
    }
}

/// A figure with words that show when a pointer rests on it.
fn titled(told: &str, figure: &Markup) -> Markup {
    html! { g { title { (told) } (figure) } }
}

/// Width of the legend in pixels: its swatches and the words at both ends.
const LEGEND_WIDTH: usize = 220;

fn legend(at: &Layout) -> Markup {
    let y = at.height - 26;
    html! {
        g role="img" aria-label="颜色由浅到深，表示文章由少到多" {
            text.faint x=(at.left) y=(y + 12) { "少" }
            @for step in 0..=STEPS {
                rect class={ "s" (step) } x=(at.left + 24 + step * 26) y=(y) width="24" height="14" rx="2" {}
            }
            text.faint x=(at.left + 24 + (STEPS + 1) * 26 + 6) y=(y + 12) { "多" }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;

    #[test]
    fn the_picture_stands_alone() {
        let picture = heat_map_svg(&sample::counts(), &sample::topics()).unwrap();
        assert!(picture.starts_with("<svg") && picture.contains("role=\"img\""));
        assert!(!picture.contains("href") && picture.contains("沙市区 · 卫生健康：1 篇"));
        assert!(heat_map_svg(&Counts::new(&crate::count::Column::DEFAULT), &[]).is_ok());
    }
}
