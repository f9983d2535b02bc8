//! The profile of a district: its topics with their articles, their share and the interval of the count.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use maud::{Markup, html};

use super::anchor;
use super::batch::Batch;
use super::catalogue::Catalogue;
use super::matrix::shown;
use crate::count::Interval;

/// What a count outside its interval means.
const OUTSIDE: &str = "标出的篇数不在区间内：按各篇的概率推算，真实篇数很可能与标出的不同";

/// What stands beside a cell's figure.
struct Beside {
    articles: u64,
    share: f64,
    interval: Option<Interval>,
}

/// The profiles of all districts.
pub(super) struct Profiles<'a> {
    catalogue: &'a Catalogue<'a>,
    beside: BTreeMap<(String, String), Beside>,
}

impl<'a> Profiles<'a> {
    pub(super) fn new(catalogue: &'a Catalogue<'a>, batch: &Batch<'_>) -> Self {
        let beside = batch.counts.full_rows().map(|row| {
            let beside = Beside {
                articles: row.cell.articles(),
                share: row.share(batch.weight),
                interval: batch.intervals.as_ref().and_then(|intervals| intervals.of(&row.names)),
            };
            ((row.names[0].to_string(), row.names[1].to_string()), beside)
        });
        Self { catalogue, beside: beside.collect() }
    }

    /// Draws a district's table, the topic with most articles first.
    pub(super) fn draw(&self, row: usize) -> Markup {
        let matrix = &self.catalogue.matrix;
        let mut columns: Vec<usize> =
            (0..matrix.topics.len()).filter(|column| matrix.rows[row][*column] > 0.0).collect();
        columns.sort_by(|a, b| matrix.rows[row][*b].total_cmp(&matrix.rows[row][*a]));
        html! {
            table.profile {
                thead {
                    tr { th scope="col" { "主题" } th scope="col" { "篇数" } th scope="col" { "占该地区" } th scope="col" { "90% 区间" } }
                }
                tbody { @for column in columns { (self.line(row, column)) } }
            }
        }
    }

    fn line(&self, row: usize, column: usize) -> Markup {
        let matrix = &self.catalogue.matrix;
        let topic = &matrix.topics[column];
        let beside = self.beside.get(&(matrix.districts[row].clone(), topic.id.clone()));
        let share = beside.map_or(0.0, |beside| beside.share);
        let articles = beside.map_or(0, |beside| beside.articles);
        let interval = beside.and_then(|beside| beside.interval);
        html! {
            tr {
                th scope="row" { (topic.name) }
                td { a href={ "#" (anchor::pair(row, column)) } { (shown(matrix.rows[row][column])) } }
                td { (percent(share)) span.bar style={ "width:" (format!("{:.1}", share.min(1.0) * 8.0)) "em" } {} }
                td {
                    @if let Some(interval) = interval {
                        (interval.low) "–" (interval.high)
                        @if interval.excludes(articles) { " " span.doubt title=(OUTSIDE) { "待核" } }
                    }
                }
            }
        }
    }

    /// The topics of the batch with the articles of each, their share of all, and the districts that have most of them.
    pub(super) fn topics(&self) -> Markup {
        let matrix = &self.catalogue.matrix;
        let all = self.catalogue.counted().max(1) as f64;
        let mut columns: Vec<usize> =
            (0..matrix.topics.len()).filter(|column| !self.catalogue.of_topic(*column).is_empty()).collect();
        columns.sort_by_key(|column| Reverse(self.catalogue.of_topic(*column).len()));
        html! {
            table.profile.topics {
                thead {
                    tr { th scope="col" { "主题" } th scope="col" { "篇数" } th scope="col" { "占全部" } th scope="col" { "最多的地区" } }
                }
                tbody {
                    @for column in columns {
                        @let articles = self.catalogue.of_topic(column).len();
                        @let share = articles as f64 / all;
                        tr {
                            th scope="row" { (matrix.topics[column].name) }
                            td { a href={ "#" (anchor::topic(column)) } { (articles) } }
                            td { (percent(share)) span.bar style={ "width:" (format!("{:.1}", share.min(1.0) * 8.0)) "em" } {} }
                            td { (self.leaders(column)) }
                        }
                    }
                }
            }
        }
    }

    /// The districts with most articles of a topic.
    fn leaders(&self, column: usize) -> Markup {
        let matrix = &self.catalogue.matrix;
        let mut rows: Vec<usize> = (0..matrix.districts.len()).filter(|row| matrix.rows[*row][column] > 0.0).collect();
        rows.sort_by(|a, b| matrix.rows[*b][column].total_cmp(&matrix.rows[*a][column]));
        html! {
            @for (place, row) in rows.into_iter().take(LEADERS).enumerate() {
                @if place > 0 { "、" }
                a href={ "#" (anchor::pair(row, column)) } { (matrix.districts[row]) " " (shown(matrix.rows[row][column])) }
            }
        }
    }
}

/// How many districts stand beside a topic.
const LEADERS: usize = 3;

/// `33.3%`.
pub(super) fn percent(share: f64) -> String {
    format!("{:.1}%", share * 100.0)
}
