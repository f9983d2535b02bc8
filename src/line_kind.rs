//! What a line by itself gives away: newspaper habits that mark where pieces begin and end.

use regex::Regex;

use crate::page::{Line, width};

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
    /// Everything else.
    Plain,
}

/// The cues, compiled once.
#[derive(Debug)]
pub struct Cues {
    dateline: Regex,
    signature: Regex,
    salutation: Regex,
    closing: Regex,
    furniture: Regex,
    column_name: Regex,
}

/// Words for writers; longer ones first, as a regular expression takes the first that fits.
pub(crate) const ROLES: &str = "(?:本报|[\\p{Han}]{2,6}(?:日报|晚报|时报|新闻|网|社|台|报))?(?:全媒体|融媒体|特约|见习|实习|首席|驻地|本报|热心)?(?:记者|通讯员|评论员|撰稿人|摄影师|读者|市民|网友)";

/// A signature is no longer than this, in half-width columns: six or seven names.
const SIGNATURE_WIDTH: usize = 64;
/// A letter's salutation is no longer than this.
const SALUTATION_WIDTH: usize = 32;
/// Furniture is no longer than this; running text may hold the same words.
const FURNITURE_WIDTH: usize = 90;
/// A column's name is no longer than this.
const COLUMN_NAME_WIDTH: usize = 30;

/// A slogan has at least so many phrases; two make a headline's couplet.
const SLOGAN_PHRASES: usize = 3;
/// A slogan's phrases are no wider than this.
const SLOGAN_PHRASE_WIDTH: usize = 12;

impl Cues {
    /// Compiles the cues.
    pub fn new() -> Self {
        Self {
            dateline: compile(&format!(
                r"^[□■●◆▲]?\s*(?:(?:本报|本刊|本网|本台)\S{{0,6}}?(?:讯|消息|电)\s*|[\p{{Han}}]{{2,6}}讯\s*[（(]|据?新华社\S{{0,8}}电\s*|[（(](?:{ROLES})(?:[^（）()]*$|[^（）()]*[）)]\s*\S))"
            )),
            signature: compile(&format!(
                r"^(?:[□■●◆▲◇△☐◎○]\s*(?:文[/／]?\s*)?(?:{ROLES})?\s*[\p{{Han}}·A-Za-z\s/／]+|(?:{ROLES})(?:\s*\p{{Han}}{{2,3}}|[\s:：/／]+[\p{{Han}}·]{{2,6}}(?:[\s、]+(?:{ROLES})?\s*[\p{{Han}}·/／]{{2,6}})*)|[（(](?:{ROLES})\s*\p{{Han}}{{2,4}}(?:[\s、]+(?:(?:{ROLES})\s*)?\p{{Han}}{{2,4}})*[）)])$"
            )),
            salutation: compile(
                r"^(?:尊敬的|亲爱的|敬爱的|广大|全体|各位|各|全市|全县|全区)?(?:编辑|记者|读者|市长|书记|县长|区长|居民|市民|村民|业主|用户|客户|乘客|考生|家长|朋友|同志|同学|师生|纳税人|缴费人|参保人)\p{Han}{0,8}[，,]?(?:你|您|你们)?好?\s*[：:！!]$",
            ),
            closing: compile(
                r"^(?:\d{4}|[二〇○零一三四五六七八九]{4})年[\d一二三四五六七八九十]{1,3}月[\d一二三四五六七八九十]{1,3}日$",
            ),
            furniture: compile(concat!(
                r"^(?:责任编辑|责编|编辑|美编|校对|版式|本版\S{0,4}|值班\S{0,4}|审读|组版|制图|投稿\S{0,4}|新闻热线|\S{0,4}电话|\S{0,2}热线|\S{0,4}邮箱|网址|主办|主管|出版)[：:／/\s]\s*\S",
                r"|^(?:国内统一\S{0,4}刊号|邮发代号|总第\s*\d+\s*期|第\s*\d+\s*[版期]|今日\d*版)",
                r"|^[（(▲▼☞]?\s*(?:下转|上接|紧接|转)\s*(?:第)?[\dA-Z一二三四五六七八九十]{1,3}\s*版",
                r"|^\d{4}年\d{1,2}月\d{1,2}日\s*(?:星期|周|第|农历|总)",
                r"|^(?:今日|今天|明日|明天)?天气[\s：:]|责(?:任)?编(?:辑)?[\s：:]",
            )),
            column_name: compile(concat!(
                r"(?:进行时|在行动|在线|专栏|专版|专刊|特刊|课堂|论坛|视窗|视点|视野|聚焦|关注|看台|风采|风尚|之窗|之声|之眼|天地|园地|广角",
                r"|快讯|简讯|短讯|要闻|要览|速递|播报|纵横|访谈|人物|先锋|一线|传真|故事|副刊|周末|新闻|综合|时评|短评|短论|微评|快评|评论|杂谈",
                r"|随笔|手记|札记|日记|走基层|大家谈|回音壁|曝光台|光荣榜|直通车|会客厅)$|^\S{2,10}[·•]\S{2,10}$",
            )),
        }
    }

    /// Judges one line.
    pub fn kind(&self, line: &Line) -> LineKind {
        let text = line.text.as_str();
        let width = line.width();
        match text.chars().next() {
            None => LineKind::Blank,
            Some('①'..='⑳') => LineKind::Photo,
            Some('—') if text.starts_with("——") => LineKind::Attribution,
            _ if self.is_dateline(text) => LineKind::Dateline,
            _ if width <= SIGNATURE_WIDTH && self.is_signature(text) => LineKind::Signature,
            _ if width <= SALUTATION_WIDTH && self.is_salutation(text) => LineKind::Salutation,
            _ if self.is_closing(text) => LineKind::Closing,
            _ if width <= FURNITURE_WIDTH && self.is_furniture(text) => LineKind::Furniture,
            _ => LineKind::Plain,
        }
    }

    // Each of the next five asks first for what every such line has and hardly any other: on a page of running text the
    // patterns, which cost more than all the rest of reading a line, are then seldom tried.

    /// `本报讯（记者…`, `云溪讯（记者…`, `新华社北京6月1日电`, `（记者 季风）昨天上午，`
    fn is_dateline(&self, text: &str) -> bool {
        let bare = text.trim_start_matches(DATELINE_MARKS).trim_start();
        let opens = bare.starts_with(['本', '据', '新', '（', '(']);
        (opens || bare.chars().take(NEWS_REACH).any(|c| c == '讯')) && self.dateline.is_match(text)
    }

    /// `□ 通讯员 林岚`, `本报记者 方舟`, `（通讯员 方舟 季平）`
    fn is_signature(&self, text: &str) -> bool {
        (text.starts_with(SIGNATURE_MARKS) || names_role(text))
            && self.signature.is_match(text)
            && !self.has_credit(text)
    }

    /// `尊敬的读者：`
    fn is_salutation(&self, text: &str) -> bool {
        text.ends_with(['：', ':', '！', '!']) && self.salutation.is_match(text)
    }

    /// `2025年1月9日`
    fn is_closing(&self, text: &str) -> bool {
        text.ends_with('日') && self.closing.is_match(text)
    }

    /// `编辑：方舟 美编：季平`, `（下转第三版）`, `2023年6月7日 星期三`
    fn is_furniture(&self, text: &str) -> bool {
        let opens = |c: char| FURNITURE_BEGINNINGS.contains(&c) || c.is_numeric();
        (text.starts_with(opens) || text.contains(parts_label)) && self.furniture.is_match(text)
    }

    /// Whether a text ends with a photographer's credit: `…开展健康义诊。（王某 摄）`
    pub fn has_credit(&self, text: &str) -> bool {
        let bare = text.trim_end();
        let bare = bare.strip_suffix(['）', ')']).unwrap_or(bare).trim_end();
        let is_credit =
            bare.ends_with(['摄', '道', '影', '文', '图']) && CREDITS.iter().any(|word| bare.ends_with(word));
        is_credit && (tail(text).contains('摄') || text.ends_with("供图）") || text.ends_with("供图)"))
    }

    /// Whether a display line is a row of short phrases of one length: `学思想 强党性 重实践 建新功`.
    pub fn is_slogan(&self, text: &str) -> bool {
        let mut phrases = text.split(' ').map(width);
        let first = phrases.next().unwrap_or_default();
        first <= SLOGAN_PHRASE_WIDTH
            && phrases.clone().count() + 1 >= SLOGAN_PHRASES
            && phrases.all(|phrase| phrase == first)
    }

    /// Whether a display line reads like the name of a column or section: `文明创建进行时`, `民声·直通车`.
    pub fn is_column_name(&self, text: &str) -> bool {
        width(text) <= COLUMN_NAME_WIDTH && self.column_name.is_match(text)
    }
}

/// What may stand before a dateline.
const DATELINE_MARKS: [char; 5] = ['□', '■', '●', '◆', '▲'];
/// Within so many characters a dateline comes to its 讯: `楚江日报社讯（`.
const NEWS_REACH: usize = 7;
/// What a signature begins with, if not with a role.
const SIGNATURE_MARKS: [char; 12] = ['□', '■', '●', '◆', '▲', '◇', '△', '☐', '◎', '○', '（', '('];
/// What furniture without a label begins with, digits apart: `国内统一刊号`, `总第 12 期`, `下转第三版`.
const FURNITURE_BEGINNINGS: [char; 14] =
    ['国', '邮', '总', '第', '今', '（', '(', '▲', '▼', '☞', '下', '上', '紧', '转'];
/// How a photographer's credit ends.
const CREDITS: [&str; 10] =
    ["摄", "摄影报道", "摄影", "图文", "图/文", "图／文", "供图", "制图", "摄影/文", "摄影／文"];
/// Words for writers, as at the end of [`ROLES`].
const ROLE_WORDS: [&str; 8] = ["记者", "通讯员", "评论员", "撰稿人", "摄影师", "读者", "市民", "网友"];
/// Within so many characters a role that a line begins with is over: `楚江城乡日报社融媒体通讯员`.
const ROLE_REACH: usize = 14;

/// Whether a role stands near the beginning of a line.
fn names_role(text: &str) -> bool {
    let ends_role = |(at, c): (usize, char)| {
        matches!(c, '者' | '员' | '人' | '师' | '民' | '友')
            && ROLE_WORDS.iter().any(|word| text[..at + c.len_utf8()].ends_with(word))
    };
    text.char_indices().take(ROLE_REACH).any(ends_role)
}

/// Whether a character can stand between a label and what it labels: `责编：方舟`.
fn parts_label(c: char) -> bool {
    matches!(c, ' ' | '：' | ':' | '／' | '/') || (!matches!(c, '\u{3001}'..='\u{9fff}') && c.is_whitespace())
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

/// Whether a piece of furniture says that a text goes on or comes from elsewhere: `（下转第三版）`.
pub fn is_jump(text: &str) -> bool {
    text.contains("下转") || is_jump_from(text)
}

/// Whether a piece of furniture says that the text after it comes from another page: `（上接第一版）`.
pub fn is_jump_from(text: &str) -> bool {
    text.contains("上接") || text.contains("紧接")
}

/// Whether a text ends where a sentence does: `…参加会议。`, `…切实整改。”`, `（原载《某报》）`.
pub fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['”', '’', '」', '』', '"']);
    let is_end = |c: char| matches!(c, '。' | '！' | '？' | '…' | '!' | '?');
    bare.ends_with(is_end) || bare.ends_with(['）', ')'])
}

/// Longest display line, in half-width columns: kicker and headline on one line reach 50 characters.
const DISPLAY_WIDTH: usize = 120;
/// Longest display line that holds a comma: `水清了，岸绿了，白鹭回来了`.
const DISPLAY_WIDTH_WITH_COMMA: usize = 56;

/// Whether a line can be display type: short, and without what only sentences have.
pub fn is_display(text: &str) -> bool {
    let width_of_all = width(text);
    if width_of_all > DISPLAY_WIDTH || text.ends_with(['，', '、', ',']) || text.contains(['。', '；', ';']) {
        return false;
    }
    if width_of_all <= DISPLAY_WIDTH_WITH_COMMA {
        return true;
    }
    // Kicker and headline may stand on one line: `城东区聚焦“夜校”出实招 下了班，上夜校`.
    let is_short = |part: &str| !part.contains(['，', ',']) || width(part) <= DISPLAY_WIDTH_WITH_COMMA;
    text.split(' ').all(is_short)
}

/// Whether lines set together can be one headline, which may be broken anywhere, after a comma too:
/// `本月热线最热三件事：暖气、`, `停车与猫狗`.
pub fn are_display<'a>(lines: impl Iterator<Item = &'a str>) -> bool {
    let all: String = lines.collect();
    width(&all) <= DISPLAY_WIDTH && !all.contains(['。', '；', ';']) && !all.ends_with(['，', '、', ',', '：', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(line: &str, kind: LineKind) {
        assert_eq!(Cues::new().kind(&Line::new(line)), kind, "{line}");
    }

    #[test]
    fn articles_open_with_a_dateline() {
        case("本报讯（通讯员丁一）6月3日下", LineKind::Dateline);
        case(" 本报讯（见习记者方小舟 通讯员", LineKind::Dateline);
        case("本报讯(特约记者江河)2月29日上午", LineKind::Dateline);
        case("本报石桥讯 昨日", LineKind::Dateline);
        case("云溪讯（记者柳青）", LineKind::Dateline);
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
        case("③志愿者免费修家电。", LineKind::Photo);
    }

    #[test]
    fn furniture_and_column_names_are_known_by_their_words() {
        case("2023年6月7日 星期三", LineKind::Furniture);
        case("编辑：方舟 美编：季平", LineKind::Furniture);
        case("（下转第三版）", LineKind::Furniture);
        case("今日天气 晴转多云", LineKind::Furniture);
        let cues = Cues::new();
        assert!(cues.is_column_name("全国文明城市创建进行时"));
        assert!(cues.is_column_name("江城英才·一线先锋"));
        case("2025年1月9日", LineKind::Closing);
        assert!(!cues.is_column_name("小区里来了“红管家”"));
        assert!(cues.is_slogan("学思想 强党性 重实践 建新功"));
        assert!(!cues.is_slogan("党建树标杆 创新促发展"));
    }

    #[test]
    fn sentences_end_and_headlines_do_not() {
        assert!(ends_sentence("“一定按期完工。”"));
        assert!(ends_sentence("（原载5月1日《某报》）"));
        assert!(!ends_sentence("会议强调，要"));
        assert!(is_display("水清了，岸绿了，白鹭回来了"));
        assert!(!is_display("范区创建暨现场推进会。深入贯彻"));
        assert!(!is_display("午，全区召开市域社会治理现代化示范区创建推进会，"));
    }
}
