//! The lists behind the figures: by district and topic, and by topic alone.

use maud::{Markup, html};

use super::catalogue::Catalogue;
use super::profile::{Profiles, percent};
use super::{anchor, articles};

/// Draws for every district its profile and the lists of its topics.
pub(super) fn by_district(catalogue: &Catalogue<'_>, profiles: &Profiles<'_>) -> Markup {
    let all = catalogue.counted().max(1) as f64;
    let matrix = &catalogue.matrix;
    html! {
        @for (row, district) in matrix.districts.iter().enumerate() {
            @let articles = catalogue.of_district(row).len();
            section id=(anchor::district(row)) {
                h3 { (district) " " small { (articles) " 篇，占全部 " (percent(articles as f64 / all)) } }
                (profiles.draw(row))
                div.lists {
                    @for (column, topic) in matrix.topics.iter().enumerate() {
                        @if matrix.rows[row][column] > 0.0 {
                            (list(catalogue, &anchor::pair(row, column), &topic.name, catalogue.of_pair(row, column)))
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
                    (list(catalogue, &anchor::topic(column), &topic.name, catalogue.of_topic(column)))
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
                        a href={ "#" (anchor::article(*place)) } { (articles::title(item)) } " "
                        small { (articles::place(item)) }
                    }
                }
            }
        }
    }
}
