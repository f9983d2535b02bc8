//! Subheads, taken from the section that they stand above.

use crate::habits::Style;
use crate::rng::Rng;
use crate::words;

/// How an article's subheads look; all of one article look the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A clause: `水清了鱼来了`.
    Clause,
    /// `一、水清了鱼来了`.
    Numbered,
    /// `（一）`, or a clause after it.
    Bracketed,
    /// Two clauses on one line or two: `水清了鱼来了 网收了人富了`.
    Pair,
    /// The thing that the section puts in quotation marks, or half a clause: `三本账`.
    Thing,
}

impl Form {
    pub(crate) fn draw(rng: &mut Rng) -> Self {
        rng.weighted(&[
            (Self::Clause, 40),
            (Self::Numbered, 15),
            (Self::Bracketed, 5),
            (Self::Pair, 20),
            (Self::Thing, 20),
        ])
    }
}

const NUMBERS: [&str; 8] = ["一", "二", "三", "四", "五", "六", "七", "八"];
/// Percent of the subheads that share no word with their section: `路还长`.
const FREE: usize = 15;

/// The lines of the `number`th subhead, above a section that begins with `paragraph`; none where the section has
/// nothing short enough.
pub(crate) fn lines(paragraph: &str, number: usize, form: Form, style: &Style, rng: &mut Rng) -> Vec<String> {
    let clauses = clauses(paragraph);
    let Some(&clause) = clauses.first() else { return Vec::new() };
    let clause = if rng.chance(FREE) { rng.pick(words::SUBHEADS) } else { clause };
    let numeral = NUMBERS[number % NUMBERS.len()];
    match form {
        Form::Clause => vec![clause.to_string()],
        Form::Numbered => vec![format!("{numeral}、{clause}")],
        Form::Bracketed => vec![format!("（{numeral}）{clause}")],
        Form::Thing => vec![thing(paragraph).unwrap_or(clause).to_string()],
        Form::Pair => match clauses.get(1) {
            Some(second) if style.is_wrapped && rng.chance(40) => {
                vec![clause.to_string(), (*second).to_string()]
            }
            Some(second) => vec![format!("{clause} {second}")],
            None => vec![clause.to_string()],
        },
    }
}

/// Short clauses of a section, not the one it begins with.
fn clauses(paragraph: &str) -> Vec<&str> {
    let is_plain = |clause: &&str| {
        (4..=12).contains(&clause.chars().count())
            && !clause.contains(|c: char| c.is_ascii() || "“”《》（）：、—".contains(c))
            && !clause.ends_with(['说', '是', '的', '后', '时'])
            && !["要求", "指出", "强调", "表示", "介绍"].iter().any(|verb| clause.ends_with(verb))
    };
    paragraph.split(['，', '。', '；', '！', '？']).skip(1).filter(is_plain).collect()
}

/// The first short thing in quotation marks.
fn thing(paragraph: &str) -> Option<&str> {
    let quoted = paragraph.split('“').skip(1).filter_map(|rest| rest.split_once('”').map(|(quoted, _)| quoted));
    let is_name =
        |thing: &&str| (3..=7).contains(&thing.chars().count()) && !thing.contains(['，', '。', '？', '！', '、', '…']);
    quoted.into_iter().find(is_name)
}
