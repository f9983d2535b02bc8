//! The heat map of `report.html`: a table, so that it breaks over printed pages with its heads, and every figure of it
//! is read aloud with district and topic.

use maud::{Markup, html};

use super::anchor;
use super::catalogue::Catalogue;
use super::cell::printable;
use super::matrix::shown;
use super::scale::{STEPS, step};

/// Draws districts down, topics across; every figure leads to its articles.
pub(super) fn draw(catalogue: &Catalogue<'_>) -> Markup {
    let matrix = &catalogue.matrix;
    html! {
        table.heat {
            thead {
                tr {
                    th scope="col" { "地区" }
                    @for topic in &matrix.topics { th scope="col" { (topic.name) } }
                    th scope="col" { "合计" }
                }
            }
            tbody {
                @for row in 0..matrix.districts.len() { (district_row(catalogue, row)) }
                tr.totals {
                    th scope="row" { "合计" }
                    @for column in 0..matrix.topics.len() {
                        td { (linked(matrix.column_sum(column), &anchor::topic(column))) }
                    }
                    td { (linked(matrix.sum(), anchor::ALL)) }
                }
            }
        }
        p.legend {
            "少 "
            @for step in 0..=STEPS { span class={ "s" (step) } {} }
            " 多"
        }
    }
}

fn district_row(catalogue: &Catalogue<'_>, row: usize) -> Markup {
    let matrix = &catalogue.matrix;
    let district = printable(&matrix.districts[row]);
    html! {
        tr {
            th scope="row" { a href={ "#" (anchor::district(row)) } { (district) } }
            @for (column, figure) in matrix.rows[row].iter().enumerate() {
                @let told = format!("{district} · {}：{} 篇", matrix.topics[column].name, shown(*figure));
                td class={ "s" (step(*figure, matrix.max())) } title=(told) {
                    (linked(*figure, &anchor::pair(row, column)))
                }
            }
            td.sum { (linked(matrix.row_sum(row), &anchor::district(row))) }
        }
    }
}

/// A figure that leads to its articles, or 0, which has none.
fn linked(figure: f64, target: &str) -> Markup {
    html! { @if figure > 0.0 { a href={ "#" (target) } { (shown(figure)) } } @else { "0" } }
}
