//! An explanation as a page for readers: each topic's score, its terms, and the text with what speaks for and against.

use maud::{Markup, html};

use super::cell::printable;
use super::document::document;
use crate::classify::Classifier;
use crate::explain::{Explanation, Flip, Heat, Piece, is_telling, strength};
use crate::features::Text;

const STYLE: &str = include_str!("explanation.css");

/// Draws every topic's explanation into one file without scripts; those that are not near being tagged are folded.
pub fn page(classifier: &Classifier, text: Text<'_>, explanations: &[Explanation]) -> String {
    let heat = Heat::new(classifier, text);
    let tagged = explanations.iter().filter(|explanation| explanation.tagged).count();
    let body = html! {
        header {
            h1 { "主题判定说明" }
            p.sums {
                span { "主题 " b { (explanations.len()) } } span { "已标 " b { (tagged) } }
            }
        }
        main {
            p.note {
                "得分＝基数＋各词项的贡献之和。文中蓝底的词支持该主题，橙底加点线的反对，颜色越深作用越大；"
                "各处深浅相加，再加基数，恰为得分。〔 〕中为单字或相邻两字，“标题:”为标题中的词项。"
            }
            @for explanation in explanations { (topic(classifier, &heat, explanation)) }
        }
        footer { p { "编目（bianmu）自动生成。" } }
    };
    document("主题判定说明", STYLE, &body)
}

fn topic(classifier: &Classifier, heat: &Heat<'_>, explanation: &Explanation) -> Markup {
    let verdict = match (explanation.tagged, explanation.is_near()) {
        (true, _) => "已标",
        (false, true) => "待核",
        (false, false) => "未标",
    };
    html! {
        section.topic {
            h3 {
                (printable(&explanation.chinese))
                small {
                    (printable(&explanation.id)) " · " (verdict) " · 概率 " (format!("{:.3}", explanation.probability))
                    " · 阈值 " (format!("{:.3}", explanation.threshold))
                }
            }
            @if let Some(flip) = &explanation.flip { (turning(explanation, flip)) }
            details open[explanation.is_near()] {
                summary { "文中各处" }
                (marked(&heat.of(classifier, explanation.place)))
            }
            details { summary { "词项" } (shares(explanation)) }
        }
    }
}

fn turning(explanation: &Explanation, flip: &Flip) -> Markup {
    html! {
        p.note {
            "若无 "
            @for share in &flip.without { b { (printable(&share.term)) } " " }
            @if explanation.tagged { "，则不标此主题" } @else { "，则标此主题" }
            "（概率 " (format!("{:.3}", flip.probability)) "）。"
        }
    }
}

fn marked((headline, body): &(Vec<Piece<'_>>, Vec<Piece<'_>>)) -> Markup {
    let most = headline.iter().chain(body).map(|piece| piece.share.abs()).fold(0.0, f64::max);
    html! {
        div.marked {
            @if !headline.is_empty() { p.title { @for piece in headline { (mark(piece, most)) } } }
            p { @for piece in body { (mark(piece, most)) } }
        }
    }
}

fn mark(piece: &Piece<'_>, most: f64) -> Markup {
    let text = printable(piece.text);
    let side = if piece.share > 0.0 { "for" } else { "against" };
    html! {
        @if is_telling(piece.share, most) {
            mark class={ (side) " h" (strength(piece.share, most)) } title=(format!("{:+.4}", piece.share)) { (text) }
        } @else {
            (text)
        }
    }
}

fn shares(explanation: &Explanation) -> Markup {
    let number = |number: f64| format!("{number:+.4}");
    html! {
        table.shares {
            thead { tr { th { "词项" } th { "词值" } th { "权重" } th { "贡献" } } }
            tbody {
                tr { td { "基数" } td {} td {} td { (number(explanation.bias)) } }
                @for share in &explanation.terms {
                    tr {
                        td { (printable(&share.term)) }
                        td { (format!("{:.4}", share.value)) } td { (number(share.weight)) } td { (number(share.share)) }
                    }
                }
                tr { td { "其余" } td {} td {} td { (number(explanation.rest)) } }
            }
            tfoot { tr { td { "得分" } td {} td {} td { (number(explanation.score)) } } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;
    use crate::explain::explain;

    fn draw(headline: &str, body: &str) -> String {
        let classifier = Classifier::new(builtin::model().unwrap()).unwrap();
        let text = Text { headline, body };
        page(&classifier, text, &explain(&classifier, text, 5))
    }

    #[test]
    fn a_script_in_the_text_stays_text_and_the_page_loads_nothing() {
        let page = draw("<script>alert(1)</script>", "医生到村里义诊\u{1b}[31m");
        assert!(!page.contains("<script") && !page.contains('\u{1b}') && !page.contains("href="));
        assert!(page.contains("default-src 'none'; style-src 'unsafe-inline'"));
    }

    #[test]
    fn every_topic_stands_there_and_what_is_tagged_is_open() {
        let page = draw("义诊进村", "医生到村里义诊，为老人量血压。");
        let topics = builtin::model().unwrap().topics.len();
        assert_eq!(page.matches("class=\"topic\"").count(), topics);
        assert_eq!(page.matches("文中各处").count(), topics);
        assert!(page.contains("<details open>") && page.contains("class=\"for h4\"") && page.contains("若无"));
    }
}
