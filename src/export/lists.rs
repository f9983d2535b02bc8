//! The lists behind the figures: by district and topic, and by topic alone.

use maud::{Markup, html};

use super::articles;
use super::catalogue::Catalogue;
use super::heat_map::{district_anchor, pair_anchor, topic_anchor};

/// Draws for every district the lists of its topics.
pub(super) fn by_district(catalogue: &Catalogue<'_>) -> Markup {
    let matrix = &catalogue.matrix;
    html! {
        @for (row, district) in matrix.districts.iter().enumerate() {
            section id=(district_anchor(row)) {
                h3 { (district) " " small { (catalogue.of_district(row).len()) " 篇" } }
                div.lists {
                    @for (column, topic) in matrix.topics.iter().enumerate() {
                        @if matrix.rows[row][column] > 0.0 {
                            (list(catalogue, &pair_anchor(row, column), &topic.name, catalogue.of_pair(row, column)))
                        }
                    }
                }
            }
        }
    }
}

/// Draws for every topic the list of its articles, each once.
pub(super) fn by_topic(catalogue: &Catalogue<'_>) -> Markup {
    let matrix = &catalogue.matrix;
    html! {
        div.lists {
            @for (column, topic) in matrix.topics.iter().enumerate() {
                @if matrix.column_sum(column) > 0.0 || !catalogue.of_topic(column).is_empty() {
                    (list(catalogue, &topic_anchor(column), &topic.name, catalogue.of_topic(column)))
                }
            }
        }
    }
}

fn list(catalogue: &Catalogue<'_>, anchor: &str, name: &str, places: &[usize]) -> Markup {
    html! {
        details.list id=(anchor) {
            summary { (name) " " small { (places.len()) " 篇" } }
            ul {
                @for place in places {
                    @let item = &catalogue.articles[*place].item;
                    li {
                        a href={ "#" (articles::anchor(*place)) } { (articles::title(item)) } " "
                        small { (articles::place(item)) }
                    }
                }
            }
        }
    }
}
