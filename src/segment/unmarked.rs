//! Pages without a dateline or a writer's name, as typed in an office or copied from a website: headlines and subheads
//! look alike there, and only the words tell an article's section from another article.

use super::block::BlockKind;
use super::body::Gatherer;
use super::section::taken;
use crate::page::width;

/// Log odds of a section, beside those of `section`. The words' are those of a logistic regression over the 420 places where
/// display type stands between two texts on 75 such pages, put together from articles of several papers, with clauses of the
/// text for subheads. The look's are those of 205 lines of display type within the articles of 59 pages and of the pages'
/// 458 headlines. Together they are right for 97 % of the headlines and 89 % of the subheads on the 75 pages.
mod weight {
    pub(super) const CONSTANT: f64 = -3.0;
    /// Times the share of rarer bigrams that the texts have in common.
    pub(super) const COHESION: f64 = 51.0;
    /// Times the share of the headline's rarer bigrams that the text after the display type has.
    pub(super) const HEADLINE: f64 = 17.0;
    /// For each ten columns that the display type is narrower than between subheads and headlines.
    pub(super) const NARROW: f64 = 1.7;
    /// Where it quotes, as two headlines in five do and hardly any subhead.
    pub(super) const QUOTED: f64 = -1.5;
}

/// Between subheads and headlines, in half-width columns.
const MEDIUM_WIDTH: f64 = 18.0;
/// Most tens of columns that are narrower, and that are wider.
const NARROWER: f64 = 1.0;
const WIDER: f64 = 1.5;

impl Gatherer<'_> {
    /// Whether nothing on the page shows where an article begins or who wrote it.
    pub(super) fn is_unmarked_page(&self) -> bool {
        *self.is_unmarked.get_or_init(|| {
            let is_mark = |kind| matches!(kind, BlockKind::Dateline | BlockKind::Signature);
            !self.blocks.iter().any(|block| is_mark(block.kind))
        })
    }

    /// The log odds that the words of a body, `before` its end, and of its headline are evidence for of the text `after`
    /// being a section of it.
    pub(super) fn word_odds(&self, body: usize, before: &[usize], after: &[usize]) -> f64 {
        let first = self.bodies[body].blocks[0];
        let mut headline: Vec<usize> =
            (0..first).rev().take_while(|&at| self.blocks[at].kind == BlockKind::Display).collect();
        headline.reverse();
        weight::CONSTANT
            + weight::COHESION * self.between(before, after)
            + weight::HEADLINE * self.between(&headline, after)
    }

    /// The log odds that the width and the marks of the display type are evidence for.
    pub(super) fn look_of_subhead(&self) -> f64 {
        let texts = || self.pending.iter().map(|&at| &*self.blocks[at].text);
        let width = texts().map(width).max().unwrap_or_default() as f64;
        weight::NARROW * ((MEDIUM_WIDTH - width) / 10.0).clamp(-WIDER, NARROWER)
            + taken(texts().any(|text| text.contains('“')), weight::QUOTED)
    }
}

#[cfg(test)]
mod tests {
    use crate::page::Page;
    use crate::segment::Segmenter;

    fn headlines(page: &[&str]) -> Vec<String> {
        Segmenter::new().segment(&Page::parse("p", &page.join("\n"))).into_iter().map(|item| item.headline).collect()
    }

    #[test]
    fn articles_without_marks_are_told_apart_by_their_words() {
        let page = [
            "县文化馆送戏下乡",
            "　　上午九点，戏台前已经坐满了人，演员们正在台后化妆，锣鼓声一响，孩子们都往前挤。",
            "　　文化馆今年计划送戏六十场，由各村自己点戏。",
            "初中把课堂搬进稻田",
            "　　秋分这天，学生没有坐在教室里，而是挽起裤腿下了田，轮流割稻、捆扎、脱粒。",
            "　　学校从去年起开设劳动课，每个班有一块责任田。",
            "水厂二期通水",
            "　　经过十四个月建设，二期工程正式投产，日供水能力由三万吨提高到六万吨。",
            "　　过去，城东片区夏季用水高峰时，五楼以上经常停水。",
        ];
        assert_eq!(headlines(&page), ["县文化馆送戏下乡", "初中把课堂搬进稻田", "水厂二期通水"]);
    }

    #[test]
    fn sections_without_marks_stay_together_by_their_words() {
        let page = [
            "渔港三月修渔船",
            "　　休渔三个月，渔港的船厂里敲打声没停过，渔船换了新网，船老大老林天天守在船厂。",
            "　　船厂今年要修渔船一百二十条。",
            "船要修",
            "　　老林的渔船最先上坡，船厂的师傅把船底刮净，补漆换板，渔港里的渔船一条接一条。",
            "人要练",
            "　　修船的空当，老林和渔港的船老大们到海事学校上课，学会了看气象云图，渔船出海心里有底。",
        ];
        assert_eq!(headlines(&page), ["渔港三月修渔船"]);
    }
}
