//! Signatures: which text a writer's name on a line of its own belongs to, and how a text shows that it is signed.

use super::block::{Block, BlockKind};
use super::body::{Body, BodyKind, Gatherer, Opening, is_nameless};
use super::byline::sign_off;
use super::section::is_numbered;
use crate::line_kind::{are_writers, dateline, is_office_name};

/// How many bodies back a signature finds its text; its headline and other texts may stand between.
const SIGNATURE_REACH: usize = 3;
/// How many bodies back a signature may cut off its text: a page of thousands of captions and signatures must not be
/// searched whole for each.
const OPEN_REACH: usize = 40;

impl Gatherer<'_> {
    /// A signature belongs to the text right after it or right before it, or else to one a little way before.
    pub(super) fn take_signature(&mut self, at: usize) {
        if let Some(body) = self.current.filter(|&body| self.answers(body, at)) {
            return self.sign(body, at);
        }
        if self.is_under_display(at) && (self.take_poem(at) || self.take_picture(at)) {
            return;
        }
        match self.signed_right_before(at) {
            Some(body) => self.sign(body, at),
            None if self.is_before_text(at) || self.is_before_dateline(at) => {
                self.open(at, BodyKind::Article, Opening::Signature);
            }
            None => match self.unsigned_before() {
                Some(body) => self.sign(body, at),
                None => self.pending.push(at),
            },
        }
    }

    /// Takes the artist's name that is set on to the title of a picture, which has no text: `秋滩（国画）`, `方舟 作`.
    fn take_picture(&mut self, at: usize) -> bool {
        let is_set_on = self.blocks[at - 1].last() + 1 == self.blocks[at].first();
        let is_picture =
            is_set_on && ARTS.iter().any(|art| self.blocks[at].text.ends_with(art)) && !self.is_before_text(at);
        if is_picture {
            let (kind, opening) = (BodyKind::Caption, Opening::Signature);
            self.bodies.push(Body { kind, opening, blocks: vec![at], is_closed: true, is_guessed: false });
        }
        is_picture
    }

    /// Whether a headline stands right above.
    fn is_under_display(&self, at: usize) -> bool {
        at > 0 && self.blocks[at - 1].kind == BlockKind::Display
    }

    /// Whether a signature is that of the expert whose answer ends right above it; who asked may be named at the beginning.
    fn answers(&self, body: usize, at: usize) -> bool {
        let is_right_above = self.bodies[body].blocks.last() == at.checked_sub(1).as_ref();
        is_right_above && is_answerer(&self.blocks[at].text)
    }

    /// Ends a body with its signature; only an editor's note may still follow.
    fn sign(&mut self, body: usize, at: usize) {
        self.bodies[body].blocks.push(at);
        self.bodies[body].is_closed = !self.is_noted(at);
    }

    /// The unsigned text that ends right above a signature and is signed by it, although text follows below.
    fn signed_right_before(&self, at: usize) -> Option<usize> {
        let body = self.current.filter(|&body| self.bodies[body].blocks.last() == at.checked_sub(1).as_ref())?;
        let text = &self.blocks[at].text;
        let is_open = !self.bodies[body].is_closed && !self.has_byline(&self.bodies[body]) && !self.is_cut_off(body);
        let is_below = || is_answerer(text) || self.is_set_below(at);
        let may_be_below =
            || text.starts_with(['（', '(']) || is_reader(text) || self.is_noted(at) || self.signatures_end_texts();
        let is_after = || is_below() || may_be_below() && !self.is_signed_below(at);
        (is_open && self.is_before_text(at) && is_after()).then_some(body)
    }

    /// Whether a signature is set on to the text above it and apart from what follows.
    pub(super) fn is_set_below(&self, at: usize) -> bool {
        let is_set_on = |at: usize| self.blocks[at - 1].last() + 1 == self.blocks[at].first();
        is_set_on(at) && at + 1 < self.blocks.len() && !is_set_on(at + 1)
    }

    fn is_before_text(&self, at: usize) -> bool {
        let is_text = |next: &Block| {
            matches!(next.kind, BlockKind::Paragraph | BlockKind::Salutation) && !self.cues.has_credit(&next.text)
        };
        let is_number = |next: &Block| next.kind == BlockKind::Display && is_numbered(&next.text);
        let next = at + 1 + usize::from(self.blocks.get(at + 1).is_some_and(is_number));
        self.blocks.get(next).is_some_and(is_text)
    }

    /// Whether a signature under a headline, or of who reports, stands right above a dateline that names nobody.
    fn is_before_dateline(&self, at: usize) -> bool {
        let is_above = self.is_under_display(at) || self.blocks[at].text.ends_with("报道");
        let next = self.blocks.get(at + 1).filter(|next| next.kind == BlockKind::Dateline);
        is_above && next.is_some_and(|next| is_nameless(&next.text))
    }

    fn is_noted(&self, at: usize) -> bool {
        self.blocks.get(at + 1).is_some_and(|next| is_note_below(&next.text))
    }

    /// The last body without a byline, if one is near; else the part of the last body that the signature
    /// must be for, cut off from it.
    fn unsigned_before(&mut self) -> Option<usize> {
        let is_open = |body: &Body| body.kind == BodyKind::Article && !body.is_closed;
        let is_unsigned = |body: &Body| is_open(body) && !self.has_byline(body);
        let near = self.bodies.len().saturating_sub(SIGNATURE_REACH);
        let unsigned = self.bodies[near..].iter().rposition(is_unsigned).map(|body| near + body);
        unsigned.or_else(|| {
            let far = self.bodies.len().saturating_sub(OPEN_REACH);
            let last = self.bodies[far..].iter().rposition(is_open)?;
            self.split_off_unsigned(far + last)
        })
    }

    /// Whether a body names its writer at its beginning.
    pub(super) fn has_byline(&self, body: &Body) -> bool {
        match body.opening {
            Opening::Signature => true,
            Opening::Dateline => {
                dateline(&self.blocks[body.blocks[0]].text).is_some_and(|found| !found.names.is_empty())
            }
            Opening::Jump | Opening::Unmarked => false,
        }
    }

    /// Whether signatures on this page stand below their texts.
    fn signatures_end_texts(&self) -> bool {
        *self.signatures_end_texts.get_or_init(|| self.more_signatures_end_texts())
    }

    /// Whether more of the page's signatures stand between text and display type than between display type and text.
    fn more_signatures_end_texts(&self) -> bool {
        let is_text = |kind: BlockKind| matches!(kind, BlockKind::Paragraph | BlockKind::Dateline);
        let of = |first: fn(BlockKind) -> bool, last: fn(BlockKind) -> bool| {
            let is = |around: &&[Block]| {
                around[1].kind == BlockKind::Signature && first(around[0].kind) && last(around[2].kind)
            };
            self.blocks.windows(3).filter(is).count()
        };
        let is_display = |kind: BlockKind| kind == BlockKind::Display;
        of(is_text, is_display) > of(is_display, is_text)
    }

    /// The article under which an editor's note stands, its signature and its headline between.
    pub(super) fn noted(&self, at: usize) -> Option<usize> {
        let last = self.bodies.len().checked_sub(1)?;
        let body = &self.bodies[last];
        let is_near = body.blocks.last().is_some_and(|&block| at - block <= NOTE_REACH);
        (is_near && body.kind == BodyKind::Article && is_note_below(&self.blocks[at].text)).then_some(last)
    }

    /// Whether the text below a signature has another at its own end.
    fn is_signed_below(&self, at: usize) -> bool {
        let below = self.blocks[at + 1..].iter().find(|block| block.kind != BlockKind::Paragraph);
        below.is_some_and(|block| block.kind == BlockKind::Signature)
    }
}

/// What an artist does: `方舟 作`.
const ARTS: [&str; 4] = [" 作", " 画", " 书", " 绘"];

/// Words that a reader signs with.
const READERS: [&str; 4] = ["读者", "市民", "网友", "居民"];

/// Whether a signature is that of a reader's letter, which stands below it: `读者 方舟`.
fn is_reader(text: &str) -> bool {
    READERS.iter().any(|word| text.starts_with(word))
}

/// Whether a signature is that of an office alone, as under a notice: `江北区公共交通有限公司`.
pub(super) fn is_office(text: &str) -> bool {
    !text.contains(' ') && is_office_name(text)
}

/// Whether a signature is that of who answers a question, or of who writes down what another tells:
/// `解答人：江北区司法局 方舟`.
pub(super) fn is_answerer(text: &str) -> bool {
    ["解答", "答疑", "答复"].iter().any(|word| text.starts_with(word)) || text.contains("代笔")
}

/// What an editor's note under a text begins with; `编者按` stands above one.
const NOTES: [&str; 7] = ["编后", "编余", "编者的话", "记者手记", "记者点评", "点评", "回音"];
/// Most blocks from the end of a text to the editor's note on it: its headline may stand between.
const NOTE_REACH: usize = 3;

/// Whether an editor's note begins that stands under its text: `［编后］ 一口塘的干净，…`.
fn is_note_below(text: &str) -> bool {
    let text = text.trim_start_matches(['【', '［', '[', '〔']);
    NOTES.iter().any(|note| text.starts_with(note))
}

/// Longest source or name in brackets, in characters: `（原载5月1日《江淮日报》 有删节）`.
const SOURCE: usize = 24;
/// Words of remarks that end a text, beside names.
const SOURCES: [&str; 11] = ["作者", "原载", "据", "来源", "《", "摘", "整理", "供稿", "编译", "综合", "删节"];
/// Whether a paragraph ends with its writers' names in brackets after its last sentence.
pub(super) fn is_signed_by_writers(text: &str) -> bool {
    sign_off(text).is_some_and(are_writers)
}

/// Whether a paragraph ends with a name or a source in brackets after its last sentence:
/// `…全部建成。（方舟）`, `（原载5月1日《某报》）`.
pub(super) fn is_signed(text: &str) -> bool {
    let is_source = |remark: &str| remark.chars().count() <= SOURCE && SOURCES.iter().any(|word| remark.contains(word));
    sign_off(text).is_some_and(|remark| is_source(remark) || are_writers(remark))
}

#[cfg(test)]
mod tests {
    use super::is_signed;
    use crate::item::ItemKind;
    use crate::page::Page;
    use crate::segment::Segmenter;

    #[test]
    fn a_picture_is_a_caption_of_its_title_and_its_artist() {
        let page = "□方舟\n\n父亲的船是请吊车吊上岸的，他一句话也没有说。\n那天他抽了五根烟，平时只抽三根。\n\n秋滩（国画）\n季平 作\n";
        let items = Segmenter::new().segment(&Page::parse("p", page));
        let picture = items.iter().find(|item| item.kind == ItemKind::Caption).unwrap();
        assert_eq!((&*picture.headline, &*picture.byline), ("秋滩（国画）", "季平 作"));
    }

    #[test]
    fn a_name_after_the_last_sentence_signs_a_text() {
        assert!(is_signed("首批草莓已经上市。（方舟）"));
        assert!(is_signed("（原载5月1日《江淮日报》 有删节）"));
        assert!(is_signed("首批草莓已经上市。（本报记者 方舟 季平 通讯员 林岚 江河 柳青 石小满）"));
        assert!(!is_signed("三行之和相等。（答案见中缝）"));
        assert!(!is_signed("各镇（街道）"));
        assert!(!is_signed("他做到了。"));
    }
}
