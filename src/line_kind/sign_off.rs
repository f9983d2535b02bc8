//! Names in brackets at the end of a text.

use super::office::are_offices;
use super::role_end;
use super::writer::{is_unit, may_be_signature};
use crate::page::repair::is_hanzi;

/// Longest names in brackets after a text, in characters: news are signed by up to six or seven writers.
const SIGN_OFF: usize = 60;
/// Most names without a role there, and most characters of each.
const BARE_NAMES: usize = 5;
const BARE_NAME: usize = 4;

/// Whether what stands in brackets at the end of a text names its writers: `通讯员 林岚`, `方舟`, `县植保站 方舟`.
pub(crate) fn are_writers(text: &str) -> bool {
    let is_name =
        |word: &str| (2..=BARE_NAME).contains(&word.chars().count()) && word.chars().all(is_hanzi) && !is_remark(word);
    let mut names = text.split([' ', '、', '，', ',']);
    text.chars().count() <= SIGN_OFF && role_end(text).is_some_and(|end| end < text.len())
        || (names.clone().all(is_name) && names.nth(BARE_NAMES).is_none())
        || are_offices(text)
        || may_be_signature(text)
        || is_supplied(text)
}

/// Whether an office gave a text: `区消防支队 供稿`.
fn is_supplied(text: &str) -> bool {
    let office = text.rsplit_once(' ').filter(|(_, work)| ["供稿", "提供", "整理"].contains(work));
    office.is_some_and(|(office, _)| is_unit(office))
}

/// Whether a word in brackets says something else than a name: `（完）`, `（待续）`, `（掌声）`.
fn is_remark(word: &str) -> bool {
    word.starts_with("连载")
        || [
            "掌声",
            "笑声",
            "待续",
            "未完",
            "全文完",
            "节选",
            "大笑",
            "如图",
            "见图",
            "附图",
            "右图",
            "左图",
            "上图",
            "下图",
            "图右",
            "图左",
        ]
        .contains(&word)
}
