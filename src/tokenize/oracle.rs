//! Tests that words are those of jieba-rs.

use std::sync::LazyLock;

use jieba_rs::Jieba;
use proptest::prelude::*;

use super::{Tokenizer, list_lines};

/// jieba-rs and ours, with the same words added.
struct Twins {
    jieba: Jieba,
    tokenizer: Tokenizer,
}

impl Twins {
    fn new(words: &str) -> Self {
        let mut jieba = Jieba::new();
        for (_, word) in list_lines(words) {
            jieba.add_word(word, None, None);
        }
        Self { jieba, tokenizer: Tokenizer::new(words, "").unwrap() }
    }

    /// Holds that both cut a text alike.
    fn check(&self, text: &str) {
        let expected = self.jieba.cut(text, true).into_iter().map(|token| (token.byte_start, token.word));
        let expected: Vec<(usize, &str)> = expected.collect();
        assert_eq!(self.tokenizer.spans(text), expected, "{text:?}");
    }
}

/// The shipped words.
const WORDS: &str = include_str!("../../labels/words.txt");
/// Words that jieba has, that hold others, that are one character, that no text can hold whole, and that come again.
const ODD_WORDS: &str = "中国\n中国人民大学\n的\n𠮷野家\n𠮷\n10-11\n10\nAT&T\na\n，\nγ射线\n阿·Q\nγ射线\n龘龘\n射线γ\n国人民\n中国\n\u{e000}乙\nC++\n4S店\n";

static PLAIN: LazyLock<Twins> = LazyLock::new(|| Twins::new(""));
static SHIPPED: LazyLock<Twins> = LazyLock::new(|| Twins::new(WORDS));
static ODD: LazyLock<Twins> = LazyLock::new(|| Twins::new(ODD_WORDS));

#[test]
fn the_corpus_and_the_pages_are_cut_as_jieba_cuts_them() {
    let pages = std::fs::read_dir("tests/pages").unwrap().map(|entry| entry.unwrap().path());
    let mut paths: Vec<_> = pages.filter(|path| path.extension().is_some_and(|kind| kind == "txt")).collect();
    paths.push("labels/articles.csv".into());
    assert!(paths.len() > 40, "{paths:?}");
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        for twins in [&PLAIN, &SHIPPED, &ODD] {
            text.lines().for_each(|line| twins.check(line));
        }
        SHIPPED.check(&text);
    }
}

#[test]
fn every_character_is_cut_as_jieba_cuts_it() {
    let characters: Vec<char> = ('\0'..=char::MAX).collect();
    for some in characters.chunks(997) {
        let alone: String = some.iter().flat_map(|c| [*c, '中', '国', *c, ' ']).collect();
        ODD.check(&alone);
    }
}

#[test]
fn any_words_may_be_added() {
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig::with_cases(8));
    let words = prop::collection::vec(piece().prop_filter("a word", |word| !word.contains(char::is_whitespace)), 1..40);
    let texts = prop::collection::vec(text(), 40);
    let cut = |(words, texts): (Vec<String>, Vec<String>)| {
        let words = words.join("\n");
        // Traditional characters of a list count as simplified ones.
        let twins = Twins::new(&crate::page::traditional::simplify(&words));
        for text in &texts {
            twins.check(text);
        }
        words.lines().for_each(|word| twins.check(&format!("{word}{word}，我{word}")));
        Ok(())
    };
    runner.run(&(words, texts), cut).unwrap();
}

#[test]
fn frequencies_of_added_words_follow_those_added_before() {
    let mut words: Vec<&str> = WORDS.lines().chain(ODD_WORDS.lines()).collect();
    words.reverse();
    let twins = Twins::new(&words.join("\n"));
    for word in words {
        twins.check(&format!("在{word}{word}和{word}中"));
    }
}

/// Pieces that texts are made of: known words, halves of them, all kinds of characters, numbers, marks and line breaks.
fn piece() -> impl Strategy<Value = String> {
    let words: Vec<String> = WORDS.lines().chain(ODD_WORDS.lines()).map(str::to_string).collect();
    let frequent: Vec<char> = include_str!("../../labels/articles.csv").chars().take(60_000).collect();
    let frequent = prop::sample::select(frequent);
    prop_oneof![
        6 => prop::collection::vec(frequent, 1..6).prop_map(|characters| characters.into_iter().collect()),
        3 => "[\u{4e00}-\u{9fff}]{1,3}",
        2 => prop::sample::select(words),
        1 => "[a-zA-Z0-9+#&._%-]{1,6}",
        1 => "[\u{3400}-\u{4dbf}\u{f900}-\u{faff}\u{20000}-\u{2fa1f}]",
        1 => "[，。、；：“”（）《》·—…\\r\\n\\t \u{3000}γ０-９😀]{1,3}",
        1 => any::<char>().prop_map(String::from),
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    // More than a million such texts were run once without a difference.
    #[test]
    fn any_text_is_cut_as_jieba_cuts_it(text in text()) {
        PLAIN.check(&text);
        SHIPPED.check(&text);
        ODD.check(&text);
    }
}
