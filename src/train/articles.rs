//! The features of all articles that planes are fitted on.

use super::documents::{Packed, Vectorizer};
use super::matrix::Matrix;
use super::nbsvm::planes;
use super::svm::Plane;
use super::targets::Target;
use super::weights::Column;

/// The features of articles, in one form or another.
pub(super) enum Articles<'a> {
    /// Somebody else's.
    Lent(&'a Matrix),
    /// Made for one fit.
    Unpacked(Matrix),
    /// In a quarter of the memory; a fit takes two to three times as long.
    Packed(Box<Packed>),
}

impl Articles<'_> {
    /// The features of articles, packed where they hold more than `most` terms together.
    pub(super) fn new(vectorizer: &Vectorizer<'_>, rows: &[usize], most: usize) -> Self {
        let entries = vectorizer.entries(rows);
        if entries > most {
            Self::Packed(Box::new(Packed::new(vectorizer, rows)))
        } else {
            Self::Unpacked(Matrix::concat(entries, vectorizer.blocks(rows)))
        }
    }

    /// Fits a plane per topic, as [`planes`] does.
    pub(super) fn planes(&self, targets: &[Target<'_>], ratios: &[Column], cost: f64, seed: u64) -> Vec<Plane> {
        match self {
            Self::Lent(matrix) => planes(*matrix, targets, ratios, cost, seed),
            Self::Unpacked(matrix) => planes(matrix, targets, ratios, cost, seed),
            Self::Packed(packed) => planes(packed.as_ref(), targets, ratios, cost, seed),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::documents::Documents;
    use super::*;
    use crate::features::Text;
    use crate::tokenize::Tokenizer;

    #[test]
    fn packed_features_give_the_planes_of_the_others() {
        let bodies = ["义诊进村义诊", "医院义诊", "小学开学，小学生上学", "老师进村家访", "医院添了设备", "开学的老师"];
        let texts = bodies.map(|body| Text { headline: "", body });
        let documents = Documents::new(&Tokenizer::new("", "").unwrap(), &texts, &[], 1, None);
        // Held out: the second article, and with it its word for a hospital's visit.
        let rows = [0, 2, 3, 4, 5];
        let vectorizer = documents.vectorizer(&rows, 1);
        let topics: [&[usize]; 5] = [&[0], &[1], &[0, 1], &[0], &[1]];
        let targets = topics.map(Target::known);
        let ratios: Vec<f32> = (0..vectorizer.terms()).map(|term| (term % 5) as f32 - 1.5).collect();
        let ratios = [1.0, -0.5].map(|sign| Column { weights: ratios.iter().map(|r| sign * r).collect(), bias: 0.0 });
        let planes = |most| Articles::new(&vectorizer, &rows, most).planes(&targets, &ratios, 1.0, 7);
        assert!(matches!(Articles::new(&vectorizer, &rows, 0), Articles::Packed(_)));
        for (packed, unpacked) in planes(0).iter().zip(planes(usize::MAX)) {
            assert!((packed.column.bias - unpacked.column.bias).abs() < 1e-9);
            assert!((packed.magnitude - unpacked.magnitude).abs() < 1e-6 && packed.magnitude > 0.0);
            for (a, b) in packed.column.weights.iter().zip(&unpacked.column.weights) {
                assert!((a - b).abs() < 1e-5, "{a} {b}");
            }
        }
    }
}
