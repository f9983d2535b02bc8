//! What a line by itself gives away: newspaper habits that mark where pieces begin and end.

mod dateline;
mod display;
mod furniture;
mod names;
mod office;
mod sign_off;
mod writer;

use regex::Regex;

use crate::page::repair::is_hanzi;
use crate::page::{Line, Marks, width};
pub(crate) use dateline::{Dateline, dateline};
pub use display::{are_display, is_display};
use furniture::may_be_furniture;
pub use furniture::{is_jump, is_jump_from, is_run_in_jump};
pub(crate) use sign_off::are_writers;

/// What a line is, judged without its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LineKind {
    /// Nothing on it.
    Blank,
    /// Opens an article: `本报讯（记者…`.
    Dateline,
    /// Names the writer of a feature on a line of its own: `□ 通讯员 王某`.
    Signature,
    /// Opens a letter: `编辑同志：`, `广大用户：`.
    Salutation,
    /// One photo of a group: `③志愿者为居民维修家电。`
    Photo,
    /// Names the source of a quotation: `——某人在某会上的讲话`.
    Attribution,
    /// A date on a line of its own, as under a notice: `2025年1月9日`.
    Closing,
    /// Page furniture: date line, editors, `下转第三版`.
    Furniture,
    /// A row of a table: `尿素 国产 元/吨 1680`; told by its neighbours.
    Row,
    /// Where to turn to, at the end of a notice: `联系人：方先生 000-0000000`; told by its neighbours.
    Contact,
    /// Everything else.
    Plain,
}

/// The cues, compiled once.
#[derive(Debug)]
pub struct Cues {
    salutation: Regex,
    closing: Regex,
    furniture: Regex,
}

/// Words for writers; longer ones first, as a regular expression takes the first that fits.
pub(crate) const ROLES: &str = "(?:本报|[\\p{Han}]{0,6}(?:日报|晚报|早报|时报|新闻|网|社|台|报))?(?:全媒体|融媒体|融媒|特约|特派|见习|实习|首席|驻地|资深|本报|本刊|本网|本台|热心|学生|校园|小|摄影|文字){0,3}(?:记者|通讯员|评论员|撰稿人|摄影师|读者|市民|网友)";

/// A signature is no longer than this, in half-width columns: six or seven names.
const SIGNATURE_WIDTH: usize = 64;
/// One without a role is no longer than this.
const BARE_SIGNATURE_WIDTH: usize = 44;
/// What stands between a label and names, or between names.
const LABEL_MARKS: Marks = Marks::SPACE.or(Marks::COLON).or(Marks::SLASH);
/// A letter's salutation is no longer than this.
const SALUTATION_WIDTH: usize = 32;
/// Furniture is no longer than this; running text may hold the same words.
const FURNITURE_WIDTH: usize = 90;

/// A slogan has at least so many phrases; two make a headline's couplet.
const SLOGAN_PHRASES: usize = 3;
/// A slogan's phrases are no wider than this.
const SLOGAN_PHRASE_WIDTH: usize = 12;
/// And no narrower than this.
const SLOGAN_PHRASE_MIN: usize = 3;

impl Cues {
    /// Compiles the cues.
    pub fn new() -> Self {
        Self {
            salutation: compile(
                r"^(?:尊敬的|亲爱的|敬爱的|广大|全体|各位|各|全市|全县|全区)?(?:编辑|记者|读者|市长|书记|县长|区长|居民|市民|村民|业主|用户|客户|乘客|考生|家长|朋友|同志|同学|师生|纳税人|缴费人|参保人)\p{Han}{0,8}[，,]?(?:你|您|你们)?好?\s*[：:！!]$",
            ),
            closing: compile(
                r"^(?:\d{4}|[二〇○零一三四五六七八九]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日$",
            ),
            furniture: compile(concat!(
                r"^(?:责任编辑|责编|编辑|美编|校对|版式|本版\S{0,4}|值班\S{0,4}|审读|组版|制图|投稿\S{0,4}|新闻热线|\S{0,4}电话|\S{0,2}热线|\S{0,4}邮箱|网址|主办|主管|出版)[：:／/\s]\s*\S",
                r"|^(?:国内统一\S{0,4}刊号|邮发代号|总第\s*\d+\s*期|第\s*\d+\s*[版期]|今日\d*版)",
                r"|^[▶►▷☞→●■·\s]*(?:第\s*)?[A-Z]?\d{1,2}\s*版[\s：:｜|/·▶]",
                r"|^[（(▲▼☞]?\s*(?:下转|上接|紧接|转)\s*(?:第)?[\dA-Z一二三四五六七八九十]{1,3}\s*版",
                r"|^\d{4}年\d{1,2}月\d{1,2}日\s*(?:星期|周|第|农历|总)",
                r"|^(?:今日|今天|明日|明天)?天气[\s：:]|责(?:任)?编(?:辑)?[\s：:]",
                r"|^今日[\d一二三四五六七八九十]{1,3}版|^(?:总)?第[\d０-９]+期|^星期[一二三四五六日天]$|^\d{4}\.\d{1,2}\.\d{1,2}(?:\s|$)",
                r"|^[A-Z]?\d{1,2}版?$|^[A-Z]{4,}(?: [A-Z]+)*$|^[Ee]-?mail[：:]|@\S+\.(?:com|cn|net|org)",
                r"|(?:统一)?刊号[：:]|邮发代号|(?:扫码|扫一扫|二维码|公众号).*(?:关注|加入|阅读|读者|订阅)|(?:关注|加入|下载|订阅).*(?:扫码|二维码|公众号|客户端)",
            )),
        }
    }

    /// Judges one line.
    pub fn kind(&self, line: Line<'_>) -> LineKind {
        let text = line.text;
        match text.chars().next() {
            None => LineKind::Blank,
            Some('①'..='⑳') => LineKind::Photo,
            Some('—') if text.starts_with("——") => LineKind::Attribution,
            _ if is_dateline(line) => LineKind::Dateline,
            _ if self.is_signature(line) => LineKind::Signature,
            _ if self.is_salutation(line) => LineKind::Salutation,
            _ if self.is_closing(line) => LineKind::Closing,
            _ if self.is_furniture(line) => LineKind::Furniture,
            _ => LineKind::Plain,
        }
    }

    // Each of the next five asks first for what every such line has and hardly any other: on a page of running text the
    // patterns, which cost more than all the rest of reading a line, are then seldom tried.

    /// `□ 通讯员 林岚`, `本报记者 方舟`, `（通讯员 方舟 季平）`
    fn is_signature(&self, line: Line<'_>) -> bool {
        line.width <= SIGNATURE_WIDTH
            && (!line.has(SENTENCE_MARKS) || names_paper(line))
            && (line.text.starts_with(SIGNATURE_MARKS)
                || line.has(LABEL_MARKS)
                || line.has(Marks::ROLE_END) && names_role(line.text))
            && writer::is_signature(line.text)
            && !self.has_credit(line.text)
    }

    /// Whether a plain line may name its writers, if it stands where they do: `方舟`, `福利供电所 方舟`.
    pub fn may_be_signature(&self, line: Line<'_>) -> bool {
        line.width <= BARE_SIGNATURE_WIDTH
            && !line.has(SENTENCE_MARKS)
            && writer::may_be_signature(line.text)
            && !self.has_credit(line.text)
    }

    /// `尊敬的读者：`
    fn is_salutation(&self, line: Line<'_>) -> bool {
        line.width <= SALUTATION_WIDTH
            && line.text.ends_with(['：', ':', '！', '!'])
            && self.salutation.is_match(line.text)
    }

    /// `2025年1月9日`
    fn is_closing(&self, line: Line<'_>) -> bool {
        line.has(Marks::YEAR) && line.text.ends_with('日') && self.closing.is_match(line.text)
    }

    /// `编辑：方舟 美编：季平`, `（下转第三版）`, `2023年6月7日 星期三`
    fn is_furniture(&self, line: Line<'_>) -> bool {
        line.width <= FURNITURE_WIDTH
            && may_be_furniture(line)
            && self.furniture.is_match(line.text)
            && !is_run_in_jump(line.text)
    }

    /// Whether a text ends with a photographer's credit: `…开展健康义诊。（王某 摄）`
    pub fn has_credit(&self, text: &str) -> bool {
        let bare = text.trim_end();
        if is_written(bare) {
            return false;
        }
        let bare = bare.strip_suffix(['）', ')']).map_or(bare, str::trim_end);
        let may_end = matches!(bare.chars().next_back(), Some('摄' | '道' | '影' | '文' | '图'));
        let is_cut_off = bare.ends_with('摄') && !text.trim_end().ends_with(['）', ')']) && !follows_name(bare);
        may_end
            && !is_cut_off
            && CREDITS.iter().any(|word| bare.ends_with(word))
            && (tail(text).contains('摄') || text.ends_with("供图）") || text.ends_with("供图)"))
    }

    /// Whether a display line is a row of short phrases of one length: `学思想 强党性 重实践 建新功`.
    pub fn is_slogan(&self, text: &str) -> bool {
        let mut phrases = text.split(' ').map(width);
        let first = phrases.next().unwrap_or_default();
        // Single characters are a word set apart: `辣 椒 账`.
        (SLOGAN_PHRASE_MIN..=SLOGAN_PHRASE_WIDTH).contains(&first)
            && phrases.clone().count() + 1 >= SLOGAN_PHRASES
            && phrases.all(|phrase| phrase == first)
    }

    /// Whether a display line reads like the name of a column or section: `文明创建进行时`, `民声·直通车`.
    pub fn is_column_name(&self, text: &str) -> bool {
        display::is_column_name(text)
    }
}

/// Whether a line opens a report; asked first is what hardly any other line has.
fn is_dateline(line: Line<'_>) -> bool {
    let begins = || line.text.starts_with(['本', '据', '新', '中', '（', '(', '【', '□', '■', '●', '◆', '▲', '★']);
    let reports = || line.has(Marks::ROLE_END) && line.text.contains("报道");
    (line.has(Marks::NEWS) || begins() || reports()) && !is_marked_report(line.text) && dateline(line.text).is_some()
}

/// Whether a line by itself says who reports, after a mark; the report opens below: `□记者 方舟 报道`.
fn is_marked_report(text: &str) -> bool {
    text.ends_with("报道") && text.starts_with(['□', '☐', '■', '◎', '○', '◇'])
}

/// What a signature begins with, if not with a role.
const SIGNATURE_MARKS: [char; 12] = ['□', '■', '●', '◆', '▲', '◇', '△', '☐', '◎', '○', '（', '('];
/// Marks that no signature has, but for those around a paper's name.
const SENTENCE_MARKS: Marks = Marks::COMMA.or(Marks::FULL_STOP).or(Marks::SEMICOLON).or(Marks::OPENING);
/// Whether a line has no other of these marks than those around a paper's name: `□ 《江淮日报》记者 方舟`.
fn names_paper(line: Line<'_>) -> bool {
    !line.has(Marks::COMMA.or(Marks::FULL_STOP).or(Marks::SEMICOLON)) && line.text.contains("》记者")
}

/// Whether a line by itself names who wrote the text and took the photos: `本报记者 方舟 文/摄`.
fn is_written(line: &str) -> bool {
    line.ends_with('摄') && (line.ends_with("文/摄") || line.ends_with("文／摄")) && !line.contains('。')
}

/// How a photographer's credit ends.
const CREDITS: [&str; 10] =
    ["摄", "摄影报道", "摄影", "图文", "图/文", "图／文", "供图", "制图", "摄影/文", "摄影／文"];
/// Words for writers, as at the end of [`ROLES`].
const ROLE_WORDS: [&str; 8] = ["记者", "通讯员", "评论员", "撰稿人", "摄影师", "读者", "市民", "网友"];
/// Whether a word reads like a person's name: `方舟`.
pub(crate) fn is_person(word: &str) -> bool {
    names::is_name(word)
}

/// Whether a line is the name of an office, as under a notice: `江北区公共交通有限公司`.
pub(crate) fn is_office_name(text: &str) -> bool {
    office::is_office(text)
}

/// Within so many characters a role that a line begins with is over: `楚江城乡日报社融媒体通讯员`.
const ROLE_REACH: usize = 14;

/// Whether a role stands near the beginning of a line.
pub(crate) fn names_role(text: &str) -> bool {
    role_end(text).is_some()
}

/// Where the role ends that stands near the beginning of a text: `本报首席记者`, `江淮日报通讯员`.
pub(crate) fn role_end(text: &str) -> Option<usize> {
    let end = |(at, c): (usize, char)| {
        let end = at + c.len_utf8();
        let is_end = matches!(c, '者' | '员' | '人' | '师' | '民' | '友')
            && ROLE_WORDS.iter().any(|word| text[..end].ends_with(word));
        is_end.then_some(end)
    };
    text.char_indices().take(ROLE_REACH).find_map(end)
}

/// Most characters of a photographer's name.
const NAME: usize = 4;

/// Whether the 摄 at the end of a text stands after a name that is set apart: `通讯员林岚 摄`, `图片：方舟摄`; a line may
/// end in mid-word, too: `气温回升到10摄`, `氏度`.
fn follows_name(text: &str) -> bool {
    let Some(before) = text.strip_suffix('摄') else { return false };
    let is_apart = before.ends_with(' ') && before.trim_end().ends_with(is_hanzi);
    let mut last = before.trim_end().chars().rev().take(NAME + 1);
    is_apart || last.any(|c| matches!(c, ' ' | '：' | ':' | '（' | '(' | '/' | '／')) || names_role(before)
}

/// How much of a text's end is looked at for a credit, in characters; a paragraph may be megabytes long.
const TAIL: usize = 60;

/// The end of a text.
fn tail(text: &str) -> &str {
    text.char_indices().rev().nth(TAIL).map_or(text, |(start, _)| &text[start..])
}

/// Compiles a pattern that is a constant of this program.
pub(crate) fn compile(pattern: &str) -> Regex {
    Regex::new(pattern).expect("every pattern is a constant, and tests compile them all")
}

impl Default for Cues {
    fn default() -> Self {
        Self::new()
    }
}

/// Whether a text ends where a sentence does: `…参加会议。`, `…切实整改。”`, `（原载《某报》）`.
pub fn ends_sentence(text: &str) -> bool {
    let last = text.chars().rev().find(|c| !matches!(c, '”' | '’' | '」' | '』' | '"'));
    matches!(last, Some('。' | '！' | '？' | '…' | '!' | '?' | '）' | ')'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::page::Page;

    #[track_caller]
    fn case(line: &str, kind: LineKind) {
        assert_eq!(Cues::new().kind(Page::parse("p", line).line(0)), kind, "{line}");
    }

    #[test]
    fn articles_open_with_a_dateline() {
        case("本报讯（通讯员丁一）6月3日下", LineKind::Dateline);
        case(" 本报讯（见习记者方小舟 通讯员", LineKind::Dateline);
        case("本报讯(特约记者江河)2月29日上午", LineKind::Dateline);
        case("本报石桥讯 昨日", LineKind::Dateline);
        case("云溪讯（记者柳青）", LineKind::Dateline);
        case("本市讯（记者柳青）", LineKind::Dateline);
        case("（记者 季风）昨天上午，", LineKind::Dateline);
        case("新华社北京6月1日电", LineKind::Dateline);
        case("（通讯员供图）", LineKind::Plain);
        case("通讯员培训班开班", LineKind::Plain);
        case("沙洲 简讯", LineKind::Plain);
    }

    #[test]
    fn features_are_signed_on_a_line_of_their_own() {
        case("□ 通讯员 林岚", LineKind::Signature);
        case("□ 江淮日报记者 方舟 季平 通讯员 林岚", LineKind::Signature);
        case("本报记者 方舟", LineKind::Signature);
        case("■ 方舟", LineKind::Signature);
        case("□ 《江淮日报》记者 方舟", LineKind::Signature);
        case("本报记者 方舟 文/摄", LineKind::Signature);
        case("读者方女士：我租的铺面", LineKind::Plain);
        case("（通讯员 方舟 季平）", LineKind::Signature);
        case("记者走访了三个村，看到不少变化。", LineKind::Plain);
    }

    #[test]
    fn letters_open_with_a_salutation() {
        case("编辑同志：", LineKind::Salutation);
        case("广大用户：", LineKind::Salutation);
        case("编辑你好：", LineKind::Salutation);
        case("记者：缺什么？", LineKind::Plain);
        case("读者 方舟", LineKind::Signature);
    }

    #[test]
    fn every_role_of_the_patterns_is_looked_for_first() {
        assert!(ROLES.ends_with(&format!("(?:{})", ROLE_WORDS.join("|"))));
        assert!(ROLE_WORDS.iter().all(|role| names_role(&format!("楚江城乡日报社融媒体{role}"))));
    }

    #[test]
    fn captions_end_with_a_credit() {
        let cues = Cues::new();
        assert!(cues.has_credit("群众在公园晨练。（方舟 摄）"));
        assert!(cues.has_credit("(本组图片:方舟 季平 摄)"));
        assert!(cues.has_credit("通讯员林岚 摄"));
        assert!(!cues.has_credit("他爱好摄影。"));
        assert!(!cues.has_credit("2月17日，气温回升到10摄"));
        case("③志愿者免费修家电。", LineKind::Photo);
    }

    #[test]
    fn furniture_and_slogans_are_known() {
        case("2023年6月7日 星期三", LineKind::Furniture);
        case("编辑：方舟 美编：季平", LineKind::Furniture);
        case("（下转第三版）", LineKind::Furniture);
        case("今日天气 晴转多云", LineKind::Furniture);
        case("2025年1月9日", LineKind::Closing);
        let cues = Cues::new();
        assert!(cues.is_slogan("学思想 强党性 重实践 建新功"));
        assert!(!cues.is_slogan("辣 椒 账"));
        assert!(!cues.is_slogan("党建树标杆 创新促发展"));
    }

    #[test]
    fn sentences_end_with_a_full_stop_or_a_bracket() {
        assert!(ends_sentence("“一定按期完工。”"));
        assert!(ends_sentence("（原载5月1日《某报》）"));
        assert!(!ends_sentence("会议强调，要"));
    }
}
