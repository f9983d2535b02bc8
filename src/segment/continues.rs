//! Pieces of one article on several pages of a batch: `（下转第三版）` here, `（上接第一版）` there.

use std::collections::VecDeque;

use super::cohesion::Cohesion;
use super::jump::{Direction, Folio, Jump, JumpCues};
use crate::item::{Item, ItemKind};

/// How many pages of a batch lie at most between two pieces of an article. An issue has fewer pages, and stands together.
const REACH: usize = 32;

/// Least likeness (`Overlap::cohesion`) of two pieces whose page numbers are known and point at each other. Of the
/// halves of the 1,245 articles of the starter corpus with more than 160 characters, each among those of seven others,
/// a half is as like as this to one in ten halves of other articles, and to four in five of their own.
const LEAST_LIKENESS: f64 = 0.03;
/// Least likeness where a page number is not known: one in a hundred halves of other articles is as like.
const LEAST_LIKENESS_UNNUMBERED: f64 = 0.063;

/// Links pieces of a batch page by page, and holds back only the pages whose links later pages may still decide.
///
/// An item that goes on from an earlier one gets that item's id in [`Item::continues`]. Two pieces are linked if what
/// is known of dates and page numbers does not part them, and each is the piece most like the other by its words.
pub struct Continuations<T> {
    cues: JumpCues,
    /// How many pages came in.
    seen: usize,
    /// Pages not yet handed out, with what the caller keeps beside their items.
    held: VecDeque<(T, Vec<Item>)>,
    /// Pieces of pages near enough to matter, in the order of the batch.
    pieces: VecDeque<Piece>,
}

/// One end of an article that goes on, or one beginning of the rest of it.
struct Piece {
    /// The page's place in the batch.
    page: usize,
    folio: Folio,
    jump: Jump,
    id: String,
    text: String,
}

impl<T> Continuations<T> {
    /// Begins a batch.
    pub fn new() -> Self {
        Self { cues: JumpCues::new(), seen: 0, held: VecDeque::new(), pieces: VecDeque::new() }
    }

    /// Takes the items of the next page and gives back the pages that are settled, in order.
    pub fn push(&mut self, beside: T, items: Vec<Item>) -> Vec<(T, Vec<Item>)> {
        let jumps = self.cues.jumps(&items);
        if !jumps.is_empty() {
            let folio = self.cues.folio(&items[0].page, &items);
            self.pieces.extend(jumps.into_iter().map(|jump| piece(self.seen, folio.clone(), jump, &items)));
        }
        self.held.push_back((beside, items));
        self.seen += 1;
        self.settle(2 * REACH)
    }

    /// Ends the batch and gives back the pages that were held.
    pub fn finish(mut self) -> Vec<(T, Vec<Item>)> {
        self.settle(0)
    }

    /// Hands out the first pages up to one that has to wait: what links its pieces is known once `reach` pages came
    /// after it.
    fn settle(&mut self, reach: usize) -> Vec<(T, Vec<Item>)> {
        let mut settled = Vec::new();
        loop {
            let page = self.seen - self.held.len();
            if self.seen <= page + reach && self.froms(page).next().is_some() {
                break;
            }
            let Some((beside, mut items)) = self.held.pop_front() else { break };
            self.link(page, &mut items);
            settled.push((beside, items));
            let is_near = |piece: &Piece| piece.page + 3 * REACH > page;
            while self.pieces.front().is_some_and(|piece| !is_near(piece)) {
                self.pieces.pop_front();
            }
        }
        settled
    }

    /// The pieces of a page that come from elsewhere.
    fn froms(&self, page: usize) -> impl Iterator<Item = usize> {
        let is_from = move |piece: &Piece| piece.page == page && piece.jump.direction == Direction::From;
        (0..self.pieces.len()).filter(move |&at| is_from(&self.pieces[at]))
    }

    /// Links the pieces of one page to those that they go on from.
    fn link(&self, page: usize, items: &mut [Item]) {
        if self.froms(page).next().is_none() {
            return;
        }
        let others = items.iter().filter(|item| item.kind == ItemKind::Article).map(|item| item.text.as_str());
        let cohesion = Cohesion::new(self.pieces.iter().map(|piece| piece.text.as_str()).chain(others));
        for from in self.froms(page) {
            if let Some(to) = self.best(from, &cohesion).filter(|&to| self.best(to, &cohesion) == Some(from)) {
                items[self.pieces[from].jump.item].continues.clone_from(&self.pieces[to].id);
            }
        }
    }

    /// The piece that is most like `at` and can belong to it; none if two are equally so.
    fn best(&self, at: usize, cohesion: &Cohesion) -> Option<usize> {
        let likeness = |other: usize| cohesion.between(&[at], &[other]);
        let mut likes: Vec<(f64, usize)> = (0..self.pieces.len())
            .filter(|&other| can_join(&self.pieces[at], &self.pieces[other]))
            .map(|other| (likeness(other), other))
            .filter(|&(likeness, other)| likeness >= least_likeness(&self.pieces[at], &self.pieces[other]))
            .collect();
        likes.sort_by(|(a, _), (b, _)| b.total_cmp(a));
        match likes[..] {
            [(first, _), (second, _), ..] if first.total_cmp(&second).is_eq() => None,
            [(_, other), ..] => Some(other),
            [] => None,
        }
    }
}

impl<T> Default for Continuations<T> {
    fn default() -> Self {
        Self::new()
    }
}

fn piece(page: usize, folio: Folio, jump: Jump, items: &[Item]) -> Piece {
    let item = &items[jump.item];
    let text = format!("{}\n{}", item.headline, item.text);
    Piece { page, folio, id: item.id.clone(), text, jump }
}

fn least_likeness(a: &Piece, b: &Piece) -> f64 {
    let are_numbered = a.folio.number.is_some() && b.folio.number.is_some();
    if are_numbered { LEAST_LIKENESS } else { LEAST_LIKENESS_UNNUMBERED }
}

/// Whether two pieces can be one article by what is known of their pages: one goes on where the other comes from, on
/// another page of the same day.
fn can_join(a: &Piece, b: &Piece) -> bool {
    let points = |a: &Piece, b: &Piece| b.folio.number.as_ref().is_none_or(|number| a.jump.page.fits(number));
    let is_one_day = match (&a.folio.date, &b.folio.date) {
        (Some(a), Some(b)) => a == b,
        _ => true,
    };
    let is_near = a.page != b.page && a.page.abs_diff(b.page) <= REACH;
    a.jump.direction != b.jump.direction && is_near && is_one_day && points(a, b) && points(b, a)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;
    use crate::segment::Segmenter;

    /// A dam is opened; the text goes on elsewhere.
    const DAM: &str = "柳林渠首闸门提升\n\n本报讯（记者方舟）4月2日清晨，柳林渠首闸门缓缓提起，渠水流向下游十二个村。今年春灌，水利站提前疏浚渠道四十公里，整修泵站六座，\n（下转第三版）\n";
    /// The rest of it.
    const DAM_REST: &str = "（上接第一版）\n柳林村的秧田当天就灌上了水。水利站长丁松说，渠道疏浚以后，渠水到村比往年快了半天，泵站也不再停机。\n";
    /// A school choir; the text goes on elsewhere.
    const CHOIR: &str = "山村小学有了合唱团\n\n本报讯（记者季平）每周三下午，石坡小学的音乐教室里坐满了孩子。志愿老师苗青带来电子琴，教孩子们识谱、练声，\n（下转第三版）\n";
    /// The rest of it.
    const CHOIR_REST: &str = "（上接第一版）\n石坡小学的孩子登上县里的舞台。苗青老师说，合唱让孩子们敢开口了，音乐教室的电子琴天天有人弹。\n";

    /// The links of a batch, `rest < beginning`.
    fn links(pages: &[(&str, &str)]) -> Vec<String> {
        let segmenter = Segmenter::new();
        let mut continuations = Continuations::new();
        let mut settled = Vec::new();
        for (name, text) in pages {
            settled.extend(continuations.push((), segmenter.segment(&Page::parse(*name, text))));
        }
        settled.extend(continuations.finish());
        let names: Vec<&str> = settled.iter().map(|((), items)| items[0].page.as_str()).collect();
        assert_eq!(names, pages.iter().map(|(name, _)| *name).collect::<Vec<_>>());
        let items = settled.iter().flat_map(|((), items)| items).filter(|item| !item.continues.is_empty());
        items.map(|item| format!("{} < {}", item.id, item.continues)).collect()
    }

    #[test]
    fn a_text_is_linked_to_its_rest_in_either_order_of_the_pages() {
        assert_eq!(links(&[("p_01", DAM), ("p_03", DAM_REST)]), ["p_03#2 < p_01#1"]);
        assert_eq!(links(&[("p_03", DAM_REST), ("p_01", DAM)]), ["p_03#2 < p_01#1"]);
    }

    #[test]
    fn two_texts_that_go_on_to_one_page_each_find_their_own_rest() {
        let (first, third) = (format!("{CHOIR}\n{DAM}"), format!("{DAM_REST}\n{CHOIR_REST}"));
        let segmenter = Segmenter::new();
        let items = segmenter.segment(&Page::parse("p_03", &third));
        let of = |word: &str| items.iter().find(|item| item.text.contains(word)).unwrap().id.clone();
        let begun = segmenter.segment(&Page::parse("p_01", &first));
        let from = |word: &str| begun.iter().find(|item| item.headline.contains(word)).unwrap().id.clone();
        let expected = [format!("{} < {}", of("丁松"), from("闸门")), format!("{} < {}", of("舞台"), from("合唱"))];
        assert_eq!(links(&[("p_01", &first), ("p_03", &third)]), expected);
    }

    #[test]
    fn what_does_not_fit_is_not_linked() {
        let none: [&str; 0] = [];
        assert_eq!(links(&[("p_01", CHOIR), ("p_03", DAM_REST)]), none, "another text");
        assert_eq!(links(&[("p_01", DAM), ("p_04", DAM_REST)]), none, "another page");
        assert_eq!(links(&[("p_02", DAM), ("p_03", DAM_REST)]), none, "from another page");
        assert_eq!(links(&[("2024-04-03_01", DAM), ("2024-04-04_03", DAM_REST)]), none, "another day");
        assert_eq!(links(&[("p_03", DAM_REST), ("q_03", DAM_REST)]), none, "no beginning");
        assert_eq!(links(&[("a_01", DAM), ("b_01", DAM), ("p_03", DAM_REST)]), none, "two beginnings alike");
    }

    #[test]
    fn only_pages_that_wait_for_a_link_are_held_and_not_for_long() {
        let segmenter = Segmenter::new();
        let mut continuations = Continuations::new();
        let plain = segmenter.segment(&Page::parse("p", "无题\n"));
        assert_eq!(continuations.push(0, plain.clone()).len(), 1);
        assert_eq!(continuations.push(1, segmenter.segment(&Page::parse("p_03", DAM_REST))).len(), 0);
        let mut settled = 0;
        for page in 2..200 {
            settled += continuations.push(page, plain.clone()).len();
            assert!(continuations.held.len() <= 2 * REACH + 1);
        }
        assert_eq!((settled, continuations.pieces.len()), (199, 0));
    }
}
