//! An explanation for people: a line a topic, what would turn it, and on a terminal the text in colours.

use std::io;
use std::path::Path;

use anstyle::{AnsiColor, Style};
use bianmu::classify::Classifier;
use bianmu::explain::{Explanation, Flip, Heat, Piece, Share, is_strong, is_telling};

use crate::failures::shown;

/// How many terms of a flip are named; the others are counted.
const FLIP_TERMS: usize = 8;

/// Whether to colour: as the flag says, or on a terminal unless its user has asked for no colours (`NO_COLOR`).
pub(super) fn is_colored(flag: clap::ColorChoice, output: Option<&Path>) -> bool {
    let is_stdout = output.is_none_or(|path| path == Path::new("-"));
    match flag {
        clap::ColorChoice::Always => true,
        clap::ColorChoice::Never => false,
        clap::ColorChoice::Auto => {
            is_stdout && anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
        }
    }
}

/// All topics; with `heat`, the text after each that is tagged or near it.
pub(super) fn render(classifier: &Classifier, explanations: &[Explanation], heat: Option<&Heat<'_>>) -> String {
    let mut text = String::new();
    for explanation in explanations {
        text += &scores(explanation);
        if let Some(flip) = &explanation.flip {
            text += &turning(explanation, flip);
        }
        if let Some(heat) = heat.filter(|_| explanation.is_near()) {
            let (headline, body) = heat.of(classifier, explanation.place);
            text += &colored(&headline, &body);
        }
    }
    text
}

fn scores(explanation: &Explanation) -> String {
    let mark = if explanation.tagged { '*' } else { ' ' };
    let mut text = format!(
        "{mark} {} {}: probability {:.3}, threshold {:.3}, score {:+.4} = bias {:+.4}",
        shown(&explanation.id),
        shown(&explanation.chinese),
        explanation.probability,
        explanation.threshold,
        explanation.score,
        explanation.bias,
    );
    for share in &explanation.terms {
        text += &format!(" {} {:+.4}", shown(&share.term), share.share);
    }
    text + &format!(" others {:+.4}\n", explanation.rest)
}

fn turning(explanation: &Explanation, flip: &Flip) -> String {
    let turned = if explanation.tagged { "not tagged" } else { "tagged" };
    let named: Vec<String> = flip.without.iter().take(FLIP_TERMS).map(|Share { term, .. }| shown(term)).collect();
    let others = match flip.without.len().saturating_sub(FLIP_TERMS) {
        0 => String::new(),
        others => format!(" and {others} others"),
    };
    format!("    {turned} without {}{others}: probability {:.3}\n", named.join(" "), flip.probability)
}

/// Headline and body with what speaks for the topic in cyan and what speaks against it in red, strong pieces bold.
fn colored(headline: &[Piece<'_>], body: &[Piece<'_>]) -> String {
    let pieces = || headline.iter().chain(body);
    let most = pieces().map(|piece| piece.share.abs()).fold(0.0, f64::max);
    let mut text = String::new();
    for field in [headline, body].into_iter().filter(|field| !field.is_empty()) {
        text += "    ";
        for piece in field {
            text += &paint(piece, most);
        }
        text += "\n";
    }
    text
}

fn paint(piece: &Piece<'_>, most: f64) -> String {
    let lines: Vec<String> = piece.text.split('\n').map(shown).collect();
    let text = lines.join("\n    ");
    if !is_telling(piece.share, most) {
        return text;
    }
    let color = if piece.share > 0.0 { AnsiColor::Cyan } else { AnsiColor::Red };
    let style = Style::new().fg_color(Some(color.into()));
    let style = if is_strong(piece.share, most) { style.bold().underline() } else { style };
    format!("{style}{text}{style:#}")
}
