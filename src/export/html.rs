//! `report.html`: one file that can be mailed, printed and archived; no network, and no script but the one that searches.

use maud::{Markup, html};

use super::batch::Batch;
use super::catalogue::Catalogue;
use super::document::document_with;
use super::profile::Profiles;
use super::trend::Trend;
use super::{anchor, articles, filter, heat_table, lists, trend_lines};
use crate::count::Weight;
use crate::error::Result;
use crate::tag::TaggedItem;

const STYLE: &str = include_str!("report.css");

/// Draws the report. Every count leads to its articles, every article names its page and lines, and the last lines
/// say what it was made from.
///
/// # Errors
///
/// The counts are not by district and topic.
pub fn report(batch: &Batch<'_>) -> Result<String> {
    let catalogue = Catalogue::new(batch)?;
    let trend = Trend::new(batch);
    let profiles = Profiles::new(&catalogue, batch);
    let body = html! {
        (masthead(&catalogue, trend.as_ref()))
        main {
            (heat_map(&catalogue, batch.weight))
            @if let Some(trend) = &trend { (months(trend)) }
            (by_topic(&catalogue, &profiles))
            (by_district(&catalogue, &profiles))
            (all(&catalogue))
        }
        footer {
            p { "编目（bianmu）自动生成。主题与地区由程序判定，“待核”“存疑”各条请人工核对。" }
            (batch.provenance.table())
        }
    };
    Ok(document_with("报纸文章编目报告", STYLE, &body, filter::SEARCH))
}

fn masthead(catalogue: &Catalogue<'_>, trend: Option<&Trend>) -> Markup {
    let count = |holds: fn(&TaggedItem) -> bool| catalogue.articles.iter().filter(|tagged| holds(tagged)).count();
    let sums = [
        ("版面", catalogue.pages),
        ("文章", catalogue.articles.len()),
        ("已标", count(|tagged| !tagged.topics.is_empty())),
        ("待核", count(|tagged| !tagged.review.is_empty())),
        ("存疑", count(|tagged| tagged.item.check)),
    ];
    html! {
        header {
            h1 { "报纸文章编目报告" }
            p.sums { @for (name, sum) in sums { span { (name) " " b { (sum) } } } }
            nav aria-label="本页内容" {
                a href="#map" { "地区与主题" }
                @if trend.is_some() { a href="#trend" { "逐月走势" } }
                a href="#by-topic" { "各主题" } a href="#by-district" { "各地区" } a href={ "#" (anchor::ALL) } { "全部文章" }
            }
        }
    }
}

fn heat_map(catalogue: &Catalogue<'_>, weight: Weight) -> Markup {
    let counted = match weight {
        Weight::Whole => "一篇文章有几个地区或几个主题时，在每一格各计一次，因此合计可能大于文章数。",
        Weight::Fractional => {
            "一篇文章有几个地区时由各地均分，有几个主题时在每个主题各计一次，因此合计可能大于文章数。"
        }
    };
    html! {
        section.chapter id="map" {
            h2 { "地区与主题" }
            p.note { "每格为该地区该主题的文章数，点数字可看文章。" (counted) }
            div.plate-frame tabindex="0" role="region" aria-label="热力图，可左右滚动" { (heat_table::draw(catalogue)) }
        }
    }
}

fn months(trend: &Trend) -> Markup {
    html! {
        section.chapter id="trend" {
            h2 { "逐月走势" }
            p.note { "按文章日期，每篇在一个主题下只计一次；没有日期的文章不计；断线处当月没有注明日期的文章，与 0 篇不同。各图纵轴自成比例。" }
            (trend_lines::draw(trend))
        }
    }
}

fn by_topic(catalogue: &Catalogue<'_>, profiles: &Profiles<'_>) -> Markup {
    html! {
        section.chapter id="by-topic" {
            h2 { "各主题" }
            p.note { "带有该主题的文章数，每篇在一个主题下只计一次。" }
            (profiles.topics())
            (lists::by_topic(catalogue))
        }
    }
}

fn by_district(catalogue: &Catalogue<'_>, profiles: &Profiles<'_>) -> Markup {
    html! {
        section.chapter.districts id="by-district" {
            h2 { "各地区" }
            p.note { "90% 区间只计主题判定的误差：真实篇数约有九成落在其中；不含地区判定与版面切分的误差。"
                "标“待核”的篇数不在自己的区间内：其中各篇的概率大多偏低，按概率推算真实篇数很可能与标出的不同（多半更少），请核对这些文章。" }
            (lists::by_district(catalogue, profiles))
        }
    }
}

fn all(catalogue: &Catalogue<'_>) -> Markup {
    html! {
        section.chapter.articles id=(anchor::ALL) {
            h2 { "全部文章 " small { (catalogue.articles.len()) " 篇" } }
            p.note {
                "含图片说明与摘录；不含版面标识。行号为版面文本文件的行号。"
                "搜索看标题、作者、日期、地区和主题，几个词用空格隔开；要找正文里的字词，用浏览器的查找（Ctrl+F），收起的正文也会找到。"
            }
            (filter::draw(catalogue))
            (articles::draw(catalogue))
            p.found { "以上 " }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use regex::Regex;

    use super::*;
    use crate::count::{Column, Counts};
    use crate::export::sample;

    fn page_of(items: &[TaggedItem]) -> String {
        let (topics, provenance) = (sample::topics(), sample::provenance());
        let printed = Counts::of(&Column::DEFAULT, items);
        report(&Batch::new(items, &topics, printed, Weight::Whole, &provenance).unwrap()).unwrap()
    }

    fn page() -> String {
        page_of(&sample::batch())
    }

    fn all<'a>(page: &'a str, pattern: &str) -> Vec<&'a str> {
        let pattern = Regex::new(pattern).unwrap();
        pattern.captures_iter(page).map(|found| found.get(1).unwrap().as_str()).collect()
    }

    #[test]
    fn a_script_in_a_headline_stays_text() {
        let page = page();
        assert_eq!(page.matches("<script").count(), 1, "the one that searches");
        assert!(page.contains("&lt;script&gt;alert(&quot;一&quot;)&lt;/script&gt;"));
        assert!(page.contains("default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-"));
    }

    #[test]
    fn every_link_leads_somewhere_and_every_anchor_is_one() {
        let page = page();
        let ids = all(&page, r#" id="([^"]+)""#);
        let anchors: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), anchors.len());
        let links: BTreeSet<&str> = all(&page, r##"href="#([^"]+)""##).into_iter().collect();
        assert_eq!(links.difference(&anchors).count(), 0);
        assert_eq!(all(&page, "(href=\"[^#])").len(), 0);
        for needed in ["d0", "d0t0", "d1t2", "d2t3", "t0", "a1", "a4", "articles"] {
            assert!(links.contains(needed), "{needed}");
        }
    }

    #[test]
    fn articles_stand_once_with_page_and_lines_and_banners_do_not() {
        let page = page();
        assert_eq!(all(&page, r#"<article id="(a\d+)" "#), ["a1", "a2", "a3", "a4"]);
        assert!(page.contains("<span>甲版 第 4–9 行</span>") && page.contains("<span>乙版 第 7 行</span>"));
        assert!(
            page.contains(
                "版面 <b>3</b></span><span>文章 <b>4</b></span><span>已标 <b>3</b></span><span>待核 <b>1</b>"
            )
        );
    }

    #[test]
    fn same_input_same_page_and_nothing_gives_an_empty_one() {
        assert_eq!(page(), page());
        assert!(page_of(&[]).contains("文章 <b>0</b>"));
    }
}
