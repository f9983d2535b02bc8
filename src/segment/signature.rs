//! Signatures: which text a writer's name on a line of its own belongs to, and how a text shows that it is signed.

use super::block::{Block, BlockKind};
use super::body::{Body, BodyKind, Gatherer, Opening};
use crate::line_kind::{ends_sentence, names_role};
use crate::page::repair::is_hanzi;

/// How many bodies back a signature finds its text; its headline and other texts may stand between.
const SIGNATURE_REACH: usize = 3;
/// How many bodies back a signature may cut off its text: a page of thousands of captions and signatures must not be
/// searched whole for each.
const OPEN_REACH: usize = 40;
/// Within so many characters a dateline names its first writer.
const BYLINE_REACH: usize = 16;
/// What an editor's note under a letter begins with: `【编后】`, `编后：`.
const NOTES: [&str; 6] = ["【", "编后", "编者", "编余", "记者点评", "回音"];

impl Gatherer<'_> {
    /// A signature belongs to the text right after it or right before it, or else to one a little way before.
    pub(super) fn take_signature(&mut self, at: usize) {
        match self.signed_right_before(at) {
            Some(body) => self.sign(body, at),
            None if self.is_before_text(at) => self.open(at, BodyKind::Article, Opening::Signature),
            None => match self.unsigned_before() {
                Some(body) => self.sign(body, at),
                None => self.pending.push(at),
            },
        }
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
        let is_after =
            || text.starts_with(['（', '(']) || is_reader(text) || self.is_noted(at) || self.signatures_end_texts();
        (is_open && self.is_before_text(at) && is_after() && !self.is_signed_below(at)).then_some(body)
    }

    fn is_before_text(&self, at: usize) -> bool {
        let is_text = |next: &Block| {
            matches!(next.kind, BlockKind::Paragraph | BlockKind::Salutation) && !self.cues.has_credit(&next.text)
        };
        self.blocks.get(at + 1).is_some_and(is_text)
    }

    fn is_noted(&self, at: usize) -> bool {
        self.blocks.get(at + 1).is_some_and(|next| is_note(&next.text))
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
    fn has_byline(&self, body: &Body) -> bool {
        let opening: String = self.blocks[body.blocks[0]].text.chars().take(BYLINE_REACH).collect();
        match body.opening {
            Opening::Signature => true,
            Opening::Dateline => opening.contains("记者") || opening.contains("通讯员"),
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

    /// Whether the text below a signature has another at its own end.
    fn is_signed_below(&self, at: usize) -> bool {
        let below = self.blocks[at + 1..].iter().find(|block| block.kind != BlockKind::Paragraph);
        below.is_some_and(|block| block.kind == BlockKind::Signature)
    }
}

/// Words that a reader signs with.
const READERS: [&str; 4] = ["读者", "市民", "网友", "居民"];

/// Whether a signature is that of a reader's letter, which stands below it: `读者 方舟`.
fn is_reader(text: &str) -> bool {
    READERS.iter().any(|word| text.starts_with(word))
}

/// Whether an editor's note begins.
fn is_note(text: &str) -> bool {
    NOTES.iter().any(|note| text.starts_with(note))
}

/// Longest source or name in brackets, in characters: `（原载5月1日《江淮日报》 有删节）`.
const SOURCE: usize = 24;
/// Longest sign-off that names roles, in characters; news are signed by up to six or seven writers.
const SIGN_OFF: usize = 60;
/// Words of remarks that end a text, beside names.
const SOURCES: [&str; 10] = ["原载", "据", "来源", "《", "摘", "整理", "供稿", "编译", "综合", "删节"];
/// Most characters of a name; `（答案见中缝）` is none.
const NAME: usize = 4;

/// Whether a paragraph ends with a name or a source in brackets after its last sentence:
/// `…全部建成。（方舟）`, `（原载5月1日《某报》）`.
pub(super) fn is_signed(text: &str) -> bool {
    let Some(inner) = text.strip_suffix(['）', ')']) else { return false };
    let Some((before, remark)) = inner.rsplit_once(['（', '(']) else { return false };
    let is_after_sentence = before.is_empty() || ends_sentence(before.trim_end());
    let length = remark.chars().count();
    let is_name = |word: &str| word.chars().count() <= NAME && word.chars().all(is_hanzi);
    let are_names = || remark.split([' ', '、', '，', ',']).all(is_name);
    let is_source = || SOURCES.iter().any(|word| remark.contains(word));
    is_after_sentence && (length <= SIGN_OFF && names_role(remark) || length <= SOURCE && (are_names() || is_source()))
}

#[cfg(test)]
mod tests {
    use super::is_signed;

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
