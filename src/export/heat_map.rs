//! The district × topic heat map as a picture.

use maud::{Markup, PreEscaped, html};

use super::cell::printable;
use super::matrix::{Matrix, shown};
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

/// Steps of the scale for counts above zero.
const STEPS: usize = 5;

/// Where a figure leads to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Links {
    /// Nowhere: the picture stands alone.
    None,
    /// To the lists of `report.html`.
    ToLists,
}

/// Draws the heat map of district × topic counts as one SVG picture that needs nothing else.
///
/// # Errors
///
/// The counts are not by district and topic.
pub fn heat_map_svg(counts: &Counts, topics: &[Topic]) -> Result<String> {
    Ok(draw(&Matrix::new(counts, topics, Weight::Whole)?, Links::None).into_string())
}

/// The step of a count: 0 for none, then 1 to 5 by the square root of its share in the largest, since a
/// few large cells would else leave all others equally pale.
fn step(count: f64, max: f64) -> usize {
    if count <= 0.0 {
        return 0;
    }
    let share = count / max.max(count);
    ((share.sqrt() * STEPS as f64).ceil() as usize).clamp(1, STEPS)
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

/// Draws the map. A picture with links inside is a group of links to a screen reader, one without is an image.
pub(super) fn draw(matrix: &Matrix, links: Links) -> Markup {
    let at = Layout::of(matrix);
    let role = if links == Links::None { "img" } else { "group" };
    html! {
        svg.plate xmlns="http://www.w3.org/2000/svg" role=(role) aria-labelledby="heat-title heat-desc"
            width=(at.width) height=(at.height) viewBox={ "0 0 " (at.width) " " (at.height) } {
            title id="heat-title" { "各地区、各主题文章数热力图" }
            desc id="heat-desc" {
                (matrix.districts.len()) " 个地区、" (matrix.topics.len()) " 个主题，共 " (shown(matrix.sum())) " 篇次；"
                "每格数字为该地区该主题的文章数。"
            }
            style { (PreEscaped(STYLE)) }
            rect.paper width=(at.width) height=(at.height) {}
            (heads(matrix, &at))
            @for row in 0..matrix.districts.len() { (district_row(matrix, &at, row, links)) }
            (sums(matrix, &at, links))
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

fn district_row(matrix: &Matrix, at: &Layout, row: usize, links: Links) -> Markup {
    let district = printable(&matrix.districts[row]);
    html! {
        text.end x=(at.left - 10) y=(at.figure(row, 0).1) { (shorten(&district, LABEL_ROOM)) }
        @for (column, count) in matrix.rows[row].iter().enumerate() {
            @let told = format!("{district} · {}：{} 篇", matrix.topics[column].name, shown(*count));
            @let target = pair_anchor(row, column);
            (linked(links, *count, &target, &told, &cell(at, (row, column), *count)))
        }
        @let sum = matrix.row_sum(row);
        @let told = format!("{district}合计：{} 篇次", shown(sum));
        (linked(links, sum, &district_anchor(row), &told, &sum_figure(at, row, matrix.topics.len(), sum)))
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

fn sums(matrix: &Matrix, at: &Layout, links: Links) -> Markup {
    let (row, column) = (matrix.districts.len(), matrix.topics.len());
    html! {
        line.line x1=(at.left) x2=(at.x(column) + CELL.0) y1=(at.y(row) + 1) y2=(at.y(row) + 1) {}
        text.end.sum x=(at.left - 10) y=(at.figure(row, 0).1) { "合计" }
        @for (column, topic) in matrix.topics.iter().enumerate() {
            @let sum = matrix.column_sum(column);
            @let told = format!("{}合计：{} 篇次", topic.name, shown(sum));
            (linked(links, sum, &topic_anchor(column), &told, &sum_figure(at, row, column, sum)))
        }
        @let told = format!("全部合计：{} 篇次", shown(matrix.sum()));
        (linked(links, matrix.sum(), ALL_ANCHOR, &told, &sum_figure(at, row, column, matrix.sum())))
    }
}

/// A figure that opens its articles, or the bare figure where there are none or nothing to open.
fn linked(links: Links, count: f64, target: &str, told: &str, figure: &Markup) -> Markup {
    html! {
        @if links == Links::ToLists && count > 0.0 {
            a href={ "#" (target) } aria-label=(told) { title { (told) } (figure) }
        } @else {
            g { title { (told) } (figure) }
        }
    }
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

/// The anchor of the list of all articles.
pub(super) const ALL_ANCHOR: &str = "articles";

/// The anchor of the list behind a cell.
pub(super) fn pair_anchor(row: usize, column: usize) -> String {
    format!("d{row}t{column}")
}

/// The anchor of a district's lists.
pub(super) fn district_anchor(row: usize) -> String {
    format!("d{row}")
}

/// The anchor of a topic's list.
pub(super) fn topic_anchor(column: usize) -> String {
    format!("t{column}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;

    #[test]
    fn steps_follow_the_square_root_of_the_share() {
        let case =
            |count: u32, max: u32, expected| assert_eq!(step(count.into(), max.into()), expected, "{count} of {max}");
        case(0, 0, 0);
        case(0, 100, 0);
        case(1, 1, 5);
        case(1, 100, 1);
        case(5, 100, 2);
        case(16, 100, 2);
        case(17, 100, 3);
        case(65, 100, 5);
        case(100, 100, 5);
    }

    #[test]
    fn the_picture_stands_alone() {
        let picture = heat_map_svg(&sample::counts(), &sample::topics()).unwrap();
        assert!(picture.starts_with("<svg") && picture.contains("role=\"img\""));
        assert!(!picture.contains("href") && picture.contains("沙市区 · 卫生健康：1 篇"));
        assert!(heat_map_svg(&Counts::new(&crate::count::Column::DEFAULT), &[]).is_ok());
    }
}
