//! The topics' bars as a picture: how many articles carry each, every article once.

use std::cmp::Reverse;

use maud::{Markup, PreEscaped, html};

use super::catalogue::Catalogue;
use super::heat_map::topic_anchor;
use super::svg::{STYLE, half_widths, pixels, shorten};

/// Length of the longest bar in pixels.
const LONGEST: usize = 680;

/// Height of a bar and distance from one to the next, in pixels.
const BAR: usize = 22;
const ROW: usize = 34;

/// Room for a topic's name in half characters.
const LABEL_ROOM: usize = 24;

/// Room for the figure before a bar, in pixels. It stands there so that a narrow screen shows it too.
const FIGURE: usize = 58;

/// Draws one bar a topic, the longest first, equal ones in the taxonomy's order.
pub(super) fn draw(catalogue: &Catalogue<'_>) -> Markup {
    let topics = &catalogue.matrix.topics;
    let mut bars: Vec<(usize, usize)> =
        (0..topics.len()).map(|topic| (topic, catalogue.of_topic(topic).len())).collect();
    bars.sort_by_key(|(_, articles)| Reverse(*articles));
    let max = bars.first().map_or(1, |(_, articles)| (*articles).max(1));
    let label = topics.iter().map(|topic| half_widths(&topic.name).clamp(4, LABEL_ROOM)).max().unwrap_or(4);
    let left = pixels(label) + 14 + FIGURE;
    let (width, height) = (left + LONGEST + 8, bars.len() * ROW + 8);
    html! {
        svg.plate xmlns="http://www.w3.org/2000/svg" role="group" aria-labelledby="bars-title bars-desc"
            width=(width) height=(height) viewBox={ "0 0 " (width) " " (height) } {
            title id="bars-title" { "各主题文章数" }
            desc id="bars-desc" { "按文章数从多到少排列；有几个主题的文章在每个主题各计一次。" }
            style { (PreEscaped(STYLE)) }
            rect.paper width=(width) height=(height) {}
            @for (row, (topic, articles)) in bars.into_iter().enumerate() {
                @let name = &topics[topic].name;
                @let drawn = bar(left, row * ROW + 6, name, articles, max);
                @if articles > 0 {
                    a href={ "#" (topic_anchor(topic)) } aria-label={ (name) "：" (articles) " 篇" } { (drawn) }
                } @else {
                    (drawn)
                }
            }
        }
    }
}

fn bar(left: usize, y: usize, name: &str, articles: usize, max: usize) -> Markup {
    // A single article among thousands still shows as a line.
    let length = if articles == 0 { 0 } else { (articles * LONGEST / max).max(2) };
    let baseline = y + BAR / 2 + 5;
    html! {
        text.end x=(left - FIGURE) y=(baseline) { (shorten(name, LABEL_ROOM)) }
        rect.s4 x=(left) y=(y) width=(length) height=(BAR) rx="2" {}
        text.end.sum x=(left - 12) y=(baseline) { (articles) }
    }
}
