//! Where in a text a topic's score comes from.

use rustc_hash::FxHashMap;

use crate::classify::Classifier;
use crate::features::{FeatureVector, HEADLINE_WEIGHT, Place, Text};
use crate::tokenize::Term;

/// A piece of a text with its part of a topic's score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Piece<'a> {
    /// A word as jieba cuts it; marks and blanks are pieces too.
    pub text: &'a str,
    /// Its part of the score; all pieces and the bias add up to the score.
    pub share: f64,
}

/// Shares of the largest in its text from which a piece is of strength 1, 2, 3 and 4: steps that the eye can tell apart,
/// and a floor below which colour would be noise.
const STRENGTHS: [f64; 4] = [0.1, 0.25, 0.5, 0.75];

/// The strength of a piece from 0, not worth showing, to 4, where `most` is the largest share of its text.
pub fn strength(share: f64, most: f64) -> usize {
    STRENGTHS.iter().filter(|step| most > 0.0 && share.abs() >= *step * most).count()
}

/// Whether a piece is worth showing.
pub fn is_telling(share: f64, most: f64) -> bool {
    strength(share, most) > 0
}

/// Whether a piece has at least half of the largest share.
pub fn is_strong(share: f64, most: f64) -> bool {
    strength(share, most) > 2
}

/// A text in pieces, and what part each has in each term.
///
/// A term's share of the score belongs in equal parts to its occurrences, a headline's counting [`HEADLINE_WEIGHT`]
/// times; an occurrence's part belongs to the piece that it stands in, or half and half to the two of a bigram.
pub struct Heat<'a> {
    features: FeatureVector,
    headline: usize,
    pieces: Vec<&'a str>,
    /// Piece, place in the features, and part of that feature's share.
    parts: Vec<(usize, usize, f64)>,
}

impl<'a> Heat<'a> {
    /// Cuts a text and finds where its terms stand.
    pub fn new(classifier: &Classifier, text: Text<'a>) -> Self {
        let features = classifier.features(text);
        let places = features.iter().zip(0..).map(|((term, _), place)| (*term, place)).collect();
        let mut finder = Finder { classifier, places, pieces: Vec::new(), found: Vec::new() };
        let simple = text.in_simplified(|text| [text.headline.to_string(), text.body.to_string()]);
        finder.read((text.headline, &simple[0]), &[(Place::Anywhere, HEADLINE_WEIGHT), (Place::Headline, 1)]);
        let headline = finder.pieces.len();
        finder.read((text.body, &simple[1]), &[(Place::Anywhere, 1)]);
        let mut totals = vec![0.0; features.len()];
        for (_, place, part) in &finder.found {
            totals[*place] += part;
        }
        let parts = finder.found.iter().map(|&(piece, place, part)| (piece, place, part / totals[place])).collect();
        Self { features, headline, pieces: finder.pieces, parts }
    }

    /// Headline and body in pieces, each with its part of the score of topic `k`.
    pub fn of(&self, classifier: &Classifier, k: usize) -> (Vec<Piece<'a>>, Vec<Piece<'a>>) {
        let mut pieces: Vec<Piece<'a>> = self.pieces.iter().map(|text| Piece { text, share: 0.0 }).collect();
        for &(piece, place, part) in &self.parts {
            let (term, value) = self.features[place];
            pieces[piece].share += part * f64::from(value) * f64::from(classifier.model().weights_of(term)[k]);
        }
        let body = pieces.split_off(self.headline);
        (pieces, body)
    }
}

/// Finds the occurrences of known terms.
struct Finder<'c, 'a> {
    classifier: &'c Classifier,
    /// Where each term stands in the features.
    places: FxHashMap<u32, usize>,
    pieces: Vec<&'a str>,
    /// Piece, place in the features, and how often the occurrence counts.
    found: Vec<(usize, usize, f64)>,
}

impl<'a> Finder<'_, 'a> {
    /// Cuts a headline or a body, which is given in simplified characters too; its terms count so often in these places.
    fn read(&mut self, (text, simple): (&'a str, &str), counts: &[(Place, u32)]) {
        let mut characters = Vec::new();
        for (start, word) in self.classifier.tokenizer().spans(simple) {
            let piece = self.pieces.len();
            self.pieces.push(&text[start..start + word.len()]);
            characters.extend(word.chars().map(|c| (c, piece)));
            self.note(Term::Word(word), &[piece], counts);
        }
        for (c, piece) in &characters {
            self.note(Term::Character(*c), &[*piece], counts);
        }
        for pair in characters.windows(2) {
            self.note(Term::Bigram(pair[0].0, pair[1].0), &[pair[0].1, pair[1].1], counts);
        }
    }

    /// Notes a term that stands in some pieces, if the model knows it.
    fn note(&mut self, term: Term<'_>, pieces: &[usize], counts: &[(Place, u32)]) {
        for &(place, count) in counts {
            let known = self.classifier.model().vocabulary.id(place, term);
            if let Some(&feature) = known.and_then(|term| self.places.get(&term)) {
                let part = f64::from(count) / pieces.len() as f64;
                self.found.extend(pieces.iter().map(|&piece| (piece, feature, part)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::builtin;

    fn case(text: Text<'_>) {
        let classifier = Classifier::new(builtin::model().unwrap()).unwrap();
        let heat = Heat::new(&classifier, text);
        let scores = classifier.scores(&classifier.features(text));
        for (k, score) in scores.iter().enumerate() {
            let (headline, body) = heat.of(&classifier, k);
            let joined = |pieces: &[Piece<'_>]| pieces.iter().map(|piece| piece.text).collect::<String>();
            assert_eq!((joined(&headline), joined(&body)), (text.headline.to_string(), text.body.to_string()));
            let sum: f64 = headline.iter().chain(&body).map(|piece| piece.share).sum();
            let sum = sum + classifier.model().biases[k];
            assert!((sum - score).abs() < 1e-9, "{sum} {score}");
        }
    }

    #[test]
    fn the_pieces_are_the_text_and_their_shares_add_up_to_the_score() {
        case(Text {
            headline: "渔政夜查 渔政再查",
            body: "渔政执法队18日在湖面查获非法捕捞船只三艘，\n收缴地笼 九副；渔政。",
        });
        case(Text { headline: "", body: "哈哈哈哈，医生来了" });
        case(Text { headline: "", body: "" });
        case(Text { headline: "漁政夜查", body: "漁政執法隊在湖面查獲非法捕撈船隻三艘。" });
        case(Text { headline: "\u{1b}[31m𠮷", body: "qwerty 0 0 0" });
    }

    #[test]
    fn a_telling_word_is_warmer_than_a_mark() {
        let classifier = Classifier::new(builtin::model().unwrap()).unwrap();
        let k = classifier.model().topics.iter().position(|topic| topic.id.as_str() == "health").unwrap();
        let (_, body) = Heat::new(&classifier, Text { headline: "", body: "医生到村里义诊。" }).of(&classifier, k);
        let share = |word: &str| body.iter().find(|piece| piece.text == word).unwrap().share;
        assert!(share("义诊") > 10.0 * share("。").abs(), "{body:?}");
    }
}
