//! A proof of the split (校样): pages line by line as their files have them, each item in a colour, its parts joined by a
//! bracket, and beside it what the program read in it. A person checks a page by looking at it.

mod glyphs;
mod lanes;
mod runs;

use maud::{Markup, html};

use self::glyphs::{plain, raw};
use self::lanes::{Bracket, brackets};
use self::runs::{Part, Run, runs};
use super::articles::{chinese_date, goes_on};
use super::document::document;
use crate::item::{Item, ItemKind};

const STYLE: &str = include_str!("proof.css");

/// Hues that neighbours on a page take in turn; `proof.css` has a class for each.
const HUES: usize = 10;

/// The pages of a proof, drawn one by one and bound at the end.
#[derive(Default)]
pub struct Proof {
    sheets: Vec<Markup>,
    contents: Vec<Markup>,
    items: usize,
    doubtful: usize,
}

impl Proof {
    /// Draws one page: its name, the text of its file, and the items found in it.
    ///
    /// Every line of `text` that is not blank stands in the proof exactly once, in order, unrepaired.
    pub fn add(&mut self, name: &str, text: &str, items: &[Item]) {
        let number = self.sheets.len() + 1;
        let pieces = items.iter().filter(|item| item.kind != ItemKind::Banner).count();
        let doubtful: Vec<usize> = (0..items.len()).filter(|&at| items[at].check).collect();
        self.items += pieces;
        self.doubtful += doubtful.len();
        self.contents.push(entry(number, name, pieces, &doubtful));
        self.sheets.push(Sheet { number, items, runs: runs(text, items) }.draw(name, pieces));
    }

    /// Binds the pages into one HTML file with a table of contents.
    pub fn finish(self) -> String {
        let body = html! {
            header {
                h1 { "版面切分校样" }
                p.sums {
                    @for (name, sum) in [("版面", self.sheets.len()), ("条目", self.items), ("存疑", self.doubtful)] {
                        span { (name) " " b { (sum) } }
                    }
                }
                p.note {
                    "左为版面文本原样逐行，一色一篇，括线连着同一篇的标题与正文；右为程序读出的标题、作者与日期。"
                    "灰色为版面标识，U+ 号码为看不见的字符。“存疑”各篇请先核对。"
                }
            }
            nav.contents aria-label="目录" { ol { @for entry in &self.contents { (entry) } } }
            main { @for sheet in &self.sheets { (sheet) } }
            footer { p { "编目（bianmu）自动生成。" } }
        };
        document("版面切分校样", STYLE, &body)
    }
}

/// The entry of a page in the table of contents, with links to what should be looked at first.
fn entry(number: usize, name: &str, pieces: usize, doubtful: &[usize]) -> Markup {
    html! {
        li {
            a href={ "#p" (number) } { (plain(name)) } " " small { (pieces) " 条" }
            @if !doubtful.is_empty() { " " span.doubt { "存疑" } }
            @for at in doubtful { " " a.to href={ "#p" (number) "i" (at + 1) } { "#" (at + 1) } }
        }
    }
}

/// A page on its way into the proof.
struct Sheet<'a> {
    number: usize,
    items: &'a [Item],
    runs: Vec<Run<'a>>,
}

impl Sheet<'_> {
    fn draw(&self, name: &str, pieces: usize) -> Markup {
        let brackets = brackets(&self.runs);
        let lanes = brackets.iter().map(|bracket| bracket.lane + 1).max().unwrap_or(1);
        let noted = self.noted();
        html! {
            section.page id={ "p" (self.number) } {
                h2 { (raw(name)) " " small { (pieces) " 条" } }
                div.sheet style={ "--lanes:" (lanes) } {
                    @for (at, run) in self.runs.iter().enumerate() { (self.run(at, run, lanes)) }
                    @for bracket in &brackets { (self.bracket(bracket, lanes)) }
                    @for (&at, next) in noted.iter().zip(noted.iter().skip(1).copied().chain([self.runs.len()])) {
                        @if let Some(owner) = self.runs[at].owner { (self.note(owner, at, next, lanes)) }
                    }
                }
            }
        }
    }

    /// The runs that begin an item, beside which it is described.
    fn noted(&self) -> Vec<usize> {
        let mut is_noted = vec![false; self.items.len()];
        let first =
            |&at: &usize| self.runs[at].owner.is_some_and(|owner| !std::mem::replace(&mut is_noted[owner], true));
        (0..self.runs.len()).filter(first).collect()
    }

    fn colour(&self, owner: Option<usize>) -> String {
        match owner.map(|owner| (owner, self.items[owner].kind)) {
            None | Some((_, ItemKind::Banner)) => "grey".to_string(),
            Some((owner, _)) => format!("hue{}", owner % HUES),
        }
    }

    fn run(&self, at: usize, run: &Run<'_>, lanes: usize) -> Markup {
        let part = match run.part {
            Part::Headline => "headline",
            Part::Body => "body",
            Part::Banner | Part::Nothing => "aside",
        };
        html! {
            div class={ "run " (part) " " (self.colour(run.owner)) } style={ "grid-area:" (at + 1) "/" (lanes + 1) } {
                @for line in &run.lines {
                    p class=[line.is_apart.then_some("apart")] { b { (line.number) } span { (raw(line.text)) } }
                }
            }
        }
    }

    /// A line from the first run down to the last, with an arm to each.
    fn bracket(&self, bracket: &Bracket, lanes: usize) -> Markup {
        let column = lanes - bracket.lane;
        let (first, last) = (bracket.runs[0], bracket.runs[bracket.runs.len() - 1]);
        let colour = self.colour(Some(bracket.owner));
        html! {
            i class={ "bracket " (colour) } style={ "grid-area:" (first + 1) "/" (column) "/" (last + 1) "/" (lanes + 1) } {}
            @for &run in &bracket.runs[1..] {
                i class={ @if run == last { "last " } "arm " (colour) }
                    style={ "grid-area:" (run + 1) "/" (column) "/auto/" (lanes + 1) } {}
            }
        }
    }

    /// What the program read in an item, from the run `at` down to the run `next`.
    fn note(&self, owner: usize, at: usize, next: usize, lanes: usize) -> Markup {
        let item = &self.items[owner];
        let date = chinese_date(&item.date);
        let goes_on = goes_on(item);
        let facts = [item.byline.as_str(), date.as_str(), goes_on.as_str()];
        html! {
            aside class={ "reading " (self.colour(Some(owner))) } id={ "p" (self.number) "i" (owner + 1) }
                style={ "grid-area:" (at + 1) "/" (lanes + 2) "/" (next + 1) } {
                p { b { "#" (owner + 1) } " " (item.kind.chinese()) @if item.check { " " span.doubt { "存疑" } } }
                @if item.kind != ItemKind::Banner {
                    p.title { @if item.headline.is_empty() { span.none { "无标题" } } @else { (item.headline) } }
                    @for fact in facts.into_iter().filter(|fact| !fact.is_empty()) { p.fact { (fact) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use regex::Regex;

    use super::*;
    use crate::page::{Page, split_lines};
    use crate::segment::Segmenter;

    fn proof(text: &str) -> String {
        let mut proof = Proof::default();
        proof.add("甲版", text, &Segmenter::new().segment(&Page::parse("甲版", text)));
        proof.finish()
    }

    /// The lines of a proof as a reader sees them, with their numbers.
    fn shown(proof: &str) -> Vec<(usize, String)> {
        let line = Regex::new(r"(?s)<p(?: class=.apart.)?><b>(\d+)</b><span>(.*?)</span></p>").unwrap();
        let stray = Regex::new(r#"<i class="stray">U\+([0-9A-F]+)</i>"#).unwrap();
        let unescape = |text: &str| {
            let spelt = stray.replace_all(text, |code: &regex::Captures<'_>| {
                char::from_u32(u32::from_str_radix(&code[1], 16).unwrap()).unwrap().to_string()
            });
            spelt.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
        };
        line.captures_iter(proof).map(|line| (line[1].parse().unwrap(), unescape(&line[2]))).collect()
    }

    const PAGE: &str = "\
春灌开闸放水

义诊进村 药箱到户

本报讯（记者方舟）昨日清晨，城北灌区开闸放水，渠水流进了十二个村，今年春灌比往年提前了五天。

本报讯（通讯员陶然）3月11日，县医院的医生来到镇上，为村民义诊，量血压、测血糖，讲解合理用药。

责编：方舟
";

    #[test]
    fn an_item_has_one_colour_a_bracket_and_a_note() {
        let proof = proof(PAGE);
        let count = |piece: &str| proof.matches(piece).count();
        assert_eq!(count("class=\"run headline hue0\""), 1);
        assert_eq!(count("class=\"run body hue0\""), 1);
        assert_eq!(count("class=\"bracket "), 2);
        assert_eq!(count("class=\"last arm "), 2);
        assert_eq!(count("class=\"run aside grey\""), 1);
        assert!(proof.contains("<b>#2</b> 文章</p><p class=\"title\">义诊进村 药箱到户</p><p class=\"fact\">通讯员 陶然</p><p class=\"fact\">3月11日</p>"), "{proof}");
        assert!(proof.contains("版面标识"));
    }

    #[test]
    fn doubtful_items_are_marked_and_linked_from_the_contents() {
        let proof = proof("本报讯（记者方舟）昨日清晨，城北灌区开闸放水，渠水流进了十二个村，今年比往年提前了五天。\n");
        assert!(proof.contains("<span class=\"doubt\">存疑</span> <a class=\"to\" href=\"#p1i1\">#1</a>"));
        assert!(proof.contains("id=\"p1i1\"") && proof.contains("无标题"));
    }

    #[test]
    fn nothing_in_a_proof_runs_loads_or_turns_the_reading() {
        let text = "<script>alert(1)</script>\n\u{202e}<img src=http://a>\u{1b}[31m\n\u{e001}\n";
        let mut proof = Proof::default();
        proof.add("<b>\u{202e}", text, &Segmenter::new().segment(&Page::parse("b", text)));
        let proof = proof.finish();
        assert!(proof.contains("default-src 'none'; style-src 'unsafe-inline'"));
        for active in ["<script", "<img", "<b>\u{202e}", "\u{202e}", "\u{1b}", "<link", "url("] {
            assert!(!proof.contains(active), "{active:?}");
        }
        assert_eq!(shown(&proof).len(), 3);
    }

    #[test]
    fn a_line_of_stray_glyphs_alone_is_shown_too() {
        assert_eq!(shown(&proof("\u{202e}")), [(1, "\u{202e}".to_string())]);
    }

    proptest! {
        #[test]
        fn every_line_that_is_not_blank_stands_once_in_order_as_the_file_has_it(
            lines in prop::collection::vec("[本报讯（记者方舟）。，<>&\"' \u{3000}\t\u{1b}\u{202e}\u{e001}一-龥a-z0-9]{0,30}", 0..30),
        ) {
            let text = lines.join("\n");
            let expected: Vec<(usize, String)> = (1..).zip(split_lines(&text).map(str::to_string))
                .filter(|(_, line)| !line.trim().is_empty()).collect();
            prop_assert_eq!(shown(&proof(&text)), expected);
        }
    }
}
