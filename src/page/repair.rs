//! Undoes what typesetting does to text: letter-spacing, doubled display type, hard wraps.

use memchr::memchr;

use super::fold::Folded;
use super::marks::Marks;

/// Repairs one line of a text layer.
///
/// Its characters are folded ([`super::fold`]), letter-spaced lines close up and doubled display type is set once:
///
/// ```
/// use bianmu::page::repair::repair_line;
/// assert_eq!(repair_line("着 力 提 升 政 务 服 务 标 准 化 水"), "着力提升政务服务标准化水");
/// assert_eq!(repair_line("长江禁捕长江禁捕"), "长江禁捕");
/// ```
pub fn repair_line(line: &str) -> String {
    repair(line).text
}

/// A repaired line and what was found in repairing it.
pub(super) struct Repair {
    pub(super) text: String,
    /// It was letter-spaced.
    pub(super) is_stretched: bool,
    /// It was set twice.
    pub(super) is_doubled: bool,
    /// How many characters without meaning it had.
    pub(super) dropped: usize,
}

/// Whether a line with these marks needs no repair, as most lines do not.
pub(super) fn is_sound(line: &str, marks: Marks) -> bool {
    !marks.has(Marks::UNFOLDED.or(Marks::SPACE)) && half_of_doubled(line).is_none()
}

/// Repairs one line until nothing is left to repair: what is set four times is doubled twice, and a gap closed before
/// a number can show that the rest is letter-spaced.
pub(super) fn repair(line: &str) -> Repair {
    let folded = Folded::of(line);
    let text = folded.text().trim().to_string();
    let mut repair = Repair { text, is_stretched: false, is_doubled: false, dropped: folded.dropped() };
    while repair_once(&mut repair) {}
    repair
}

/// Repairs a line of folded characters, and tells whether there was anything to repair: it is shorter then.
fn repair_once(line: &mut Repair) -> bool {
    let length = line.text.len();
    if has_gap(&line.text) {
        line.is_stretched |= close_letter_spacing(&mut line.text);
        if !is_couplet(&line.text) {
            close_number_gaps(&mut line.text);
        }
    }
    line.is_doubled |= set_once(&mut line.text);
    line.text.len() < length
}

/// Whether a text holds a blank.
pub(crate) fn has_gap(line: &str) -> bool {
    memchr(b' ', line.as_bytes()).is_some()
}

/// Number of single Chinese characters standing apart from which a line counts as letter-spaced;
/// names set apart (`王 芳`) and mottoes of short words stay below it.
const LETTER_SPACED_RUN: usize = 4;

/// Closes the spaces of a justified line, `务 服 务 外 包 工 作 ，得 到` → `务服务外包工作，得到`, and tells whether it was one.
fn close_letter_spacing(line: &mut String) -> bool {
    let words = || line.split(' ').filter(|word| !word.is_empty());
    let spaced = words().filter(|word| is_single(word)).count();
    let is_stretched = spaced >= LETTER_SPACED_RUN && spaced * 2 >= words().count();
    if !is_stretched && !line.contains("  ") {
        return false;
    }
    let mut closed = String::with_capacity(line.len());
    for word in words() {
        let is_apart = !is_stretched || needs_space(&closed, word);
        if is_apart && !closed.is_empty() {
            closed.push(' ');
        }
        closed.push_str(word);
    }
    *line = closed;
    is_stretched
}

/// A word of one Chinese character, with or without a punctuation mark at its side.
fn is_single(word: &str) -> bool {
    let mut chars = word.chars();
    let pair = [chars.next(), chars.next()];
    chars.next().is_none() && pair.into_iter().flatten().filter(|c| is_hanzi(*c)).count() == 1
}

/// Whether two texts stay apart when they are joined: only Latin words do.
pub(crate) fn needs_space(before: &str, after: &str) -> bool {
    let is_latin = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    is_latin(before.as_bytes().last()) && is_latin(after.as_bytes().first())
}

/// A phrase of a headline has at least so many characters.
const PHRASE_MIN: usize = 5;

/// Whether a line reads like two phrases of display type, whose blank stays even beside a number:
/// `老城市场改造完工 412个摊位重新迎客`.
fn is_couplet(line: &str) -> bool {
    let is_phrase = |phrase: &str| {
        phrase.chars().count() >= PHRASE_MIN && !phrase.contains(['，', '。', '、', '；', ',', '：', ':', '（', '('])
    };
    line.split_once(' ').is_some_and(|(first, second)| is_phrase(first) && is_phrase(second) && !second.contains(' '))
}

/// Closes the gap that typesetting leaves around numbers: `6月 13日`, `达 96.16%` → `6月13日`, `达96.16%`.
pub fn close_number_gaps(line: &mut String) {
    let is_gap = |at: usize| match (line[..at].chars().next_back(), line[at + 1..].chars().next()) {
        (Some(before), Some(after)) => {
            (before.is_ascii_digit() && is_hanzi(after)) || (is_hanzi(before) && after.is_ascii_digit())
        }
        _ => false,
    };
    let mut closed = String::new();
    let mut from = 0;
    for (at, _) in line.match_indices(' ').filter(|&(at, _)| is_gap(at)) {
        closed.push_str(&line[from..at]);
        from = at + 1;
    }
    if from > 0 {
        closed.push_str(&line[from..]);
        *line = closed;
    }
}

/// Shortest text that counts as doubled: `好好` is a word, `长江禁捕长江禁捕` is type set twice.
const DOUBLED_MIN: usize = 4;

/// Sets doubled display type once, word by word, and tells whether there was any:
/// `长江禁捕长江禁捕 荆州在行动荆州在行动`.
fn set_once(line: &mut String) -> bool {
    if let Some(half) = half_of_doubled(line) {
        line.truncate(half.len());
        return true;
    }
    if !has_gap(line) || !line.split(' ').any(|word| half_of_doubled(word).is_some()) {
        return false;
    }
    let words: Vec<&str> = line.split(' ').map(|word| half_of_doubled(word).unwrap_or(word)).collect();
    *line = words.join(" ");
    true
}

/// The half of a text that is the same thing twice.
fn half_of_doubled(text: &str) -> Option<&str> {
    let middle = text.len() / 2;
    if !text.len().is_multiple_of(2) || !text.is_char_boundary(middle) {
        return None;
    }
    let (first, second) = text.split_at(middle);
    (first == second && first.chars().filter(|c| is_hanzi(*c)).count() >= DOUBLED_MIN).then_some(first)
}

/// Joins a wrapped line to the text before it: no space between Chinese characters, one between Latin words.
pub fn push_wrapped(text: &mut String, line: &str) {
    if needs_space(text, line) {
        text.push(' ');
    }
    text.push_str(line);
}

/// Whether `c` is a Chinese character of the unified blocks.
pub fn is_hanzi(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{323af}' | '〇')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn case(raw: &str, repaired: &str) {
        assert_eq!(repair_line(raw), repaired);
        assert_eq!(repair_line(repaired), repaired, "repairing twice changes nothing");
    }

    #[test]
    fn letter_spacing_closes_and_words_stay_apart() {
        case("务 服 务 外 包 工 作 开 展 以 来 ，得 到", "务服务外包工作开展以来，得到");
        case("表 扬 工 单 15 单 、表 扬 信 11 封 、锦", "表扬工单15单、表扬信11封、锦");
        case("全力以赴 打造平安新城", "全力以赴 打造平安新城");
        case("王 芳 摄", "王 芳 摄");
        case("NB IoT 技 术 落 地 生 根", "NB IoT技术落地生根");
    }

    #[test]
    fn numbers_lose_the_typesetters_gap() {
        case("比率达 96.16%，于 2015 年 12 月 18 日开工", "比率达96.16%，于2015年12月18日开工");
        case("GDP 增 8% 以上", "GDP 增8% 以上");
        case("1 2 3 4 5 号 门 对 外 开", "1 2 3 4 5号门对外开");
    }

    #[test]
    fn display_type_set_twice_is_set_once() {
        case("荆江微课堂荆江微课堂 河长在行动河长在行动", "荆江微课堂 河长在行动");
        case("长江禁捕长江禁捕长江禁捕长江禁捕", "长江禁捕");
        case("好好学习", "好好学习");
    }

    #[test]
    fn stray_glyphs_go_and_radicals_become_characters() {
        case("学\u{200b}习\u{1000c9}专\u{e001}栏", "学习专栏");
        case("⻓江⼤桥，⺠心", "长江大桥，民心");
        case("图①至④，㎡与Ⅷ", "图①至④，㎡与Ⅷ");
    }

    #[test]
    fn latin_words_keep_a_space_over_a_wrap() {
        let mut text = "reading".to_string();
        push_wrapped(&mut text, "room开放");
        push_wrapped(&mut text, "时间");
        assert_eq!(text, "reading room开放时间");
    }
}
