//! The list of all articles: each once, with its place on the page, its tags and its text.

use maud::{Markup, html};

use super::anchor;
use super::catalogue::Catalogue;
use super::filter;
use crate::classify::TopicProbability;
use crate::item::Item;
use crate::tag::TaggedItem;

/// How much of its text stands for an article without headline, in characters.
const INCIPIT: usize = 20;

/// The headline, or the beginning of the text where there is none: `〔无标题〕图为6月12日，…`.
pub(super) fn title(item: &Item) -> String {
    let headline = item.headline.trim();
    if !headline.is_empty() {
        return headline.to_string();
    }
    let text = item.text.trim();
    let rest = if text.chars().count() > INCIPIT { "…" } else { "" };
    let incipit: String = text.chars().take(INCIPIT).map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    format!("〔无标题〕{incipit}{rest}")
}

/// Page and line numbers: `甲版 第 130–156 行`.
pub(super) fn place(item: &Item) -> String {
    let lines = match item.span() {
        Some((first, last)) if first == last => format!("第 {first} 行"),
        Some((first, last)) => format!("第 {first}–{last} 行"),
        None => String::new(),
    };
    format!("{} {lines}", item.page).trim().to_string()
}

/// `2022年6月12日` of `2022-06-12`, `6月13日` of `--06-13`; any other date as it stands.
pub(super) fn chinese_date(date: &str) -> String {
    let figure = |part: &str| part.parse::<u16>().ok();
    match date.split('-').collect::<Vec<_>>()[..] {
        ["", "", month, day] => figure(month).zip(figure(day)).map(|(month, day)| format!("{month}月{day}日")),
        [year, month, day] => {
            let figures = figure(year).zip(figure(month)).zip(figure(day));
            figures.map(|((year, month), day)| format!("{year}年{month}月{day}日"))
        }
        _ => None,
    }
    .unwrap_or_else(|| date.to_string())
}

/// `2023年6月5日见报` for an item that counts by the day of its page.
fn appeared(item: &Item) -> String {
    let is_counted = !item.published.is_empty() && item.counted_date() == item.published && item.date != item.published;
    if is_counted { format!("{}见报", chinese_date(&item.published)) } else { String::new() }
}

/// `接 甲版#3` for the rest of an article that began elsewhere.
pub(super) fn goes_on(item: &Item) -> String {
    if item.continues.is_empty() { String::new() } else { format!("接 {}", item.continues) }
}

/// Draws every article.
pub(super) fn draw(catalogue: &Catalogue<'_>) -> Markup {
    html! {
        @for (place, tagged) in catalogue.articles.iter().enumerate() { (article(catalogue, place, tagged)) }
    }
}

fn article(catalogue: &Catalogue<'_>, number: usize, tagged: &TaggedItem) -> Markup {
    let item = &tagged.item;
    let date = chinese_date(&item.date);
    let facts =
        [item.kind.chinese(), &place(item), &item.byline, &date, &appeared(item), &goes_on(item)].map(str::to_string);
    html! {
        article id=(anchor::article(number)) class=(filter::classes(catalogue, number)) {
            h3 {
                (title(item))
                @if item.check { " " span.doubt title="程序对这一篇的切分没有把握，请核对版面" { "存疑" } }
            }
            p.facts { @for fact in facts.iter().filter(|fact| !fact.is_empty()) { span { (fact) } } }
            (tags(catalogue, tagged))
            @if !item.text.is_empty() {
                details.text {
                    summary { "正文 " (item.text.chars().filter(|c| !c.is_whitespace()).count()) " 字" }
                    @for paragraph in item.text.lines() { p { (paragraph) } }
                }
            }
        }
    }
}

fn tags(catalogue: &Catalogue<'_>, tagged: &TaggedItem) -> Markup {
    html! {
        dl.tags {
            dt { "主题" }
            @for topic in &tagged.topics { dd { (topic_link(catalogue, topic)) } }
            @if tagged.topics.is_empty() { dd.none { "未标" } }
            @if !tagged.review.is_empty() { dt { "待核" } }
            @for topic in &tagged.review { dd.review { (probable(catalogue, topic)) } }
            dt { "地区" }
            @for district in &tagged.districts { dd { (district_link(catalogue, district)) } }
            @if tagged.districts.is_empty() { dd.none { "未标" } }
        }
    }
}

fn probable(catalogue: &Catalogue<'_>, topic: &TopicProbability) -> Markup {
    html! { (catalogue.topic_name(topic)) " " small { (format!("{:.2}", topic.probability)) } }
}

fn topic_link(catalogue: &Catalogue<'_>, topic: &TopicProbability) -> Markup {
    let shown = probable(catalogue, topic);
    html! {
        @if let Some(column) = catalogue.matrix.column_of(topic.id.as_str()) {
            a href={ "#" (anchor::topic(column)) } { (shown) }
        } @else {
            (shown)
        }
    }
}

fn district_link(catalogue: &Catalogue<'_>, district: &str) -> Markup {
    html! {
        @if let Some(row) = catalogue.matrix.row_of(district) {
            a href={ "#" (anchor::district(row)) } { (district) }
        } @else {
            (district)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::sample;

    #[test]
    fn an_article_without_headline_shows_how_it_begins() {
        let mut item = sample::batch()[4].item.clone();
        assert_eq!(title(&item), "〔无标题〕本报讯（通讯员 李明）义诊进社区。 居民…");
        item.text = "短讯".into();
        assert_eq!(title(&item), "〔无标题〕短讯");
    }

    #[test]
    fn places_name_page_and_lines() {
        let batch = sample::batch();
        assert_eq!(place(&batch[0].item), "甲版 第 4–9 行");
        assert_eq!(place(&batch[4].item), "乙版 第 7 行");
        assert_eq!(place(&Item { body_lines: vec![], ..batch[4].item.clone() }), "乙版");
    }

    #[test]
    fn an_item_without_date_shows_when_its_page_appeared() {
        let mut item = sample::batch()[0].item.clone();
        item.published = "2022-06-14".into();
        assert_eq!(appeared(&item), "");
        item.date.clear();
        assert_eq!(appeared(&item), "2022年6月14日见报");
    }

    #[test]
    fn dates_are_shown_the_chinese_way() {
        let case = |date: &str, expected: &str| assert_eq!(chinese_date(date), expected);
        case("2022-06-12", "2022年6月12日");
        case("--06-13", "6月13日");
        case("2022-06", "2022-06");
        case("近日", "近日");
        case("", "");
    }
}
