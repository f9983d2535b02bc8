//! What furniture has and hardly any other line: asked before the pattern is tried.

use crate::page::{Line, Marks};

/// Whether the line begins as furniture does, or holds a label.
pub(super) fn may_be_furniture(line: Line<'_>) -> bool {
    let text = line.text;
    let begins = match text.chars().next() {
        Some('国' | '邮' | '总' | '今') => names_issue(text),
        Some('第') => text.contains(['版', '期']),
        Some('（' | '(' | '▲' | '▼' | '▶' | '►' | '▷' | '→' | '●' | '■' | '·' | '☞' | '下' | '上' | '紧' | '转') => {
            text.contains('版')
        }
        Some('0'..='9') => line.has(Marks::YEAR) || text.len() <= DATE || text.contains('版'),
        Some('A'..='Z' | 'a'..='z') => true,
        Some('星') => text.starts_with("星期"),
        _ => false,
    };
    begins || names_contact(line) || (line.has(LABEL_MARKS) && (has_label(text) || text.contains('责')))
}

/// A day in figures, `2014.11.13`, has no more bytes than this.
const DATE: usize = 10;
/// Words of lines that say where the paper is had, and of no headline.
const CONTACTS: [&str; 6] = ["刊号", "邮发代号", "扫码", "二维码", "公众号", "扫一扫"];

/// `中国邮政邮发代号：51-000`, `欢迎扫码加入读者群`
fn names_contact(line: Line<'_>) -> bool {
    let is_sentence = line.has(Marks::COMMA.or(Marks::FULL_STOP).or(Marks::SEMICOLON));
    !is_sentence && CONTACTS.iter().any(|word| line.text.contains(word))
}

/// `国内统一刊号：…`, `邮发代号37-1`, `总第 120 期`, `今日8版`
fn names_issue(text: &str) -> bool {
    ["国内统一", "邮发代号", "总第", "今日"].iter().any(|word| text.starts_with(word))
}

/// What stands between a label and what it labels.
const LABEL_MARKS: Marks = Marks::SPACE.or(Marks::COLON).or(Marks::SLASH);
/// A label has no more characters than this: `本版责任编辑`, `新闻热线电话`.
const LABEL: usize = 6;

/// `编辑：方舟`, `投稿邮箱 …`
fn has_label(text: &str) -> bool {
    text.chars().take(LABEL + 1).any(|c| matches!(c, ' ' | '：' | ':' | '／' | '/'))
}

/// Whether a piece of furniture says that a text goes on or comes from elsewhere: `（下转第三版）`.
pub fn is_jump(text: &str) -> bool {
    text.contains("下转") || is_jump_from(text)
}

/// Whether a piece of furniture says that the text after it comes from another page: `（上接第一版）`.
pub fn is_jump_from(text: &str) -> bool {
    text.contains("上接") || text.contains("紧接")
}

/// Whether a text goes on from another page right after saying so: `（上接1版①）在废弃采石场`, `▲▲（紧接第一版）要抓紧`.
pub fn is_run_in_jump(text: &str) -> bool {
    let bare = text.trim_start_matches(['▲', '▼', '☞', '△', '●', '■']);
    let Some((jump, rest)) = bare.strip_prefix(['（', '(']).and_then(|inner| inner.split_once(['）', ')'])) else {
        return false;
    };
    is_jump_from(jump) && jump.contains('版') && !rest.trim().is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::line_kind::Cues;
    use crate::page::Page;

    #[test]
    fn all_furniture_may_be_furniture() {
        let lines = "编辑：方舟 美编：季平\n本版责任编辑：方舟\n新闻热线：0716-1234567\n某某报电话：1\n国内统一刊号：CN1\n邮发代号37-1\n总第 120 期\n第 3 版\n今日8版\n（下转第三版）\n转A2版\n2023年6月7日 星期三\n今日天气 晴\n刊头题字 责编 方舟\n明天天气：阴\nA06\n2014.11.13\n星期四\nTIYU CAIJING\nE-mail:a@example.cn\n今日四版 第17期\n第187期\n15版\n欢迎扫码加入读者群\n中国邮政邮发代号：51-000";
        let cues = Cues::new();
        for line in Page::parse("p", lines).lines() {
            assert!(cues.furniture.is_match(line.text) && may_be_furniture(line), "{}", line.text);
        }
    }

    #[test]
    fn a_jump_may_stand_in_the_line_of_its_text() {
        assert!(is_run_in_jump("（上接1版①）在废弃采石场"));
        assert!(is_run_in_jump("▲▲▲（上接1版②）要抓紧抓实"));
        assert!(!is_run_in_jump("（上接第一版）"));
        assert!(!is_run_in_jump("他说，（上接第一版）"));
    }

    #[test]
    fn running_text_seldom_may() {
        for text in ["上午，全区召开推进会，", "第二天他又去了", "2023亩早稻", "今年以来，", "会议强调，要做到：一是"]
        {
            assert!(!may_be_furniture(Page::parse("p", text).line(0)), "{text}");
        }
    }
}
