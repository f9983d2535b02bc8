//! The sums over a text's terms, laid out for speed.
//!
//! A model keeps idf and weights apart and in single precision. Here a term's weights, already times its idf, stand in
//! lines of the size of a cache line, so that a term costs one wait for memory where a model has up to fifteen topics.

use crate::model::TopicModel;

/// Numbers in a line: 64 bytes.
const WIDTH: usize = 16;
/// Terms that are summed up in single precision before their sum is added in double precision: so the error stays at
/// that of one rounding, however long the text.
const RUN: usize = 64;
/// Term frequencies with a logarithm in the table; higher ones are rare.
const TABLE: usize = 64;

#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
struct Line([f32; WIDTH]);

/// The weights of a model, ready to be summed.
pub(super) struct Scorer {
    /// By place in the vocabulary, `lines` lines with first the term's idf, then its weights times idf; zeros without a term.
    rows: Vec<Line>,
    /// Lines of a term.
    lines: usize,
    biases: Vec<f64>,
    /// By term frequency, `1 + ln tf`.
    frequencies: [f32; TABLE],
}

impl Scorer {
    /// Lays out the parts of a model.
    pub(super) fn new(model: &TopicModel) -> Self {
        let lines = (model.biases.len() + 1).div_ceil(WIDTH);
        let numbers = model.vocabulary.numbers();
        let mut rows = vec![Line([0.0; WIDTH]); numbers.len() * lines];
        for (row, number) in rows.chunks_exact_mut(lines).zip(numbers) {
            let Some(number) = number else { continue };
            let idf = model.idf[number as usize];
            row[0].0[0] = idf;
            for (at, weight) in (1..).zip(model.weights_of(number)) {
                row[at / WIDTH].0[at % WIDTH] = idf * weight;
            }
        }
        let frequencies = std::array::from_fn(|tf| frequency(tf as u32));
        Self { rows, lines, biases: model.biases.clone(), frequencies }
    }

    /// One score a topic of a text with these places of terms and counts, each place once; `None` where no term is known.
    ///
    /// The same up to rounding as [`score`](super::score) of the terms [weighed](crate::features::weigh).
    pub(super) fn scores(&self, counts: &[(u32, u32)]) -> Option<Vec<f64>> {
        let (first, square) = self.sum(counts, 0);
        if square == 0.0 {
            return None;
        }
        let scale = 1.0 / square.sqrt();
        let mut scores = self.biases.clone();
        for line in 0..self.lines {
            let sums = if line == 0 { first } else { self.sum(counts, line).0 };
            // The first of all numbers is the idf.
            let topics = scores.iter_mut().skip((line * WIDTH).saturating_sub(1));
            for (score, sum) in topics.zip(&sums[usize::from(line == 0)..]) {
                *score += sum * scale;
            }
        }
        Some(scores)
    }

    /// The sum over the terms of frequency × line, and of the squares of frequency × the line's first number.
    fn sum(&self, counts: &[(u32, u32)], line: usize) -> ([f64; WIDTH], f64) {
        let (mut sums, mut square) = ([0.0; WIDTH], 0.0);
        for run in counts.chunks(RUN) {
            let (mut run_sums, mut run_square) = ([0.0f32; WIDTH], 0.0f32);
            for &(place, tf) in run {
                let value = self.frequencies.get(tf as usize).copied().unwrap_or_else(|| frequency(tf));
                let Line(row) = &self.rows[place as usize * self.lines + line];
                for k in 0..WIDTH {
                    run_sums[k] += value * row[k];
                }
                run_square += (value * row[0]) * (value * row[0]);
            }
            for k in 0..WIDTH {
                sums[k] += f64::from(run_sums[k]);
            }
            square += f64::from(run_square);
        }
        (sums, square)
    }
}

/// Sublinear term frequency, as in [`weigh`](crate::features::weigh).
fn frequency(tf: u32) -> f32 {
    1.0 + (tf.max(1) as f32).ln()
}

#[cfg(test)]
mod tests {
    use crate::builtin;
    use crate::classify::Classifier;
    use crate::corpus::Corpus;
    use crate::model::TopicModel;

    /// The built-in model with every topic three times over.
    fn threefold() -> TopicModel {
        let mut model = builtin::model().unwrap();
        let width = model.topics.len();
        model.weights = model.weights.chunks_exact(width).flat_map(|row| row.repeat(3)).collect();
        model.topics = [&model.topics[..]; 3].concat();
        model.biases = model.biases.repeat(3);
        model.decisions = model.decisions.repeat(3);
        model.precision = None;
        model
    }

    #[test]
    fn scores_and_tags_are_those_of_the_features() {
        let taxonomy = builtin::taxonomy().unwrap();
        let table = include_bytes!("../../labels/articles.csv");
        let corpus = Corpus::from_csv("labels/articles.csv", table.as_slice(), &taxonomy).unwrap();
        for model in [builtin::model().unwrap(), threefold()] {
            let classifier = Classifier::new(model).unwrap();
            for text in corpus.examples.iter().step_by(9).map(crate::corpus::Example::text) {
                let scores = classifier.scores_of(text).unwrap();
                let expected = classifier.scores(&classifier.features(text));
                assert_eq!(scores.len(), expected.len());
                for (score, expected) in scores.iter().zip(&expected) {
                    assert!((score - expected).abs() < 1e-6 * (1.0 + expected.abs()), "{score} {expected}");
                }
                let (probabilities, topics) = classifier.classify_with_probabilities(text);
                assert_eq!(classifier.classify(text), topics);
                assert_eq!(classifier.decide(&probabilities), topics);
            }
        }
    }

    #[test]
    fn a_text_without_a_known_term_has_no_scores() {
        let classifier = Classifier::new(builtin::model().unwrap()).unwrap();
        for body in ["", " \n", "\u{13000}"] {
            let text = crate::features::Text { headline: "", body };
            assert_eq!(classifier.scores_of(text), None);
            assert!(classifier.classify(text).tagged.is_empty());
        }
    }
}
