//! What terms there are, and that words are jieba's.

use super::*;

fn words<'a>(tokenizer: &Tokenizer, text: &'a str) -> Vec<&'a str> {
    let mut words = Vec::new();
    tokenizer.for_each_term(text, |term| {
        if let Term::Word(word) = term
            && tokenizer.is_telling(word)
        {
            words.push(word);
        }
    });
    words
}

#[test]
fn numbers_marks_and_stop_words_are_no_terms() {
    let tokenizer = Tokenizer::new("", "的\n# a comment\n").unwrap();
    assert_eq!(words(&tokenizer, "公园的灯，2024年修好"), ["公园", "灯", "年", "修好"]);
}

#[test]
fn a_user_word_is_cut_whole() {
    let tokenizer = Tokenizer::new("一网通办\n", "").unwrap();
    assert_eq!(words(&tokenizer, "推行一网通办"), ["推行", "一网通办"]);
    assert!(Tokenizer::new("一网 通办\n", "").is_err());
}

#[test]
fn bigrams_take_marks_and_numbers_and_stop_at_blanks() {
    let tokenizer = Tokenizer::new("", "").unwrap();
    let (mut characters, mut bigrams) = (String::new(), String::new());
    tokenizer.for_each_term("古城，3月 开", |term| match term {
        Term::Word(_) => {}
        Term::Character(c) => characters.push(c),
        Term::Bigram(a, b) => bigrams.extend([a, b, ' ']),
    });
    assert_eq!(characters, "古城，3月开");
    assert_eq!(bigrams, "古城 城， ，3 3月 ");
}
