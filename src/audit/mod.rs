//! Labels against what the other labels teach: proposes changes to a labels table, and makes those that a person kept.
//!
//! Likely wrong and missing labels come from out-of-fold probabilities by confident learning (Northcutt, Jiang & Chuang
//! 2021, see [`Kind`]); copies, topic names and rare topics from the table alone.

mod apply;
mod change;
mod confidence;
mod copies;
mod names;
mod table;

pub use apply::apply;
pub use change::{Change, Kind, write_changes};
pub use table::{LabelsRow, LabelsTable};

use std::collections::BTreeMap;

use crate::classify::Classifier;
use crate::corpus::{Corpus, Example};
use crate::error::Result;
use crate::explain::shares;
use crate::topic::Taxonomy;
use crate::train::{CrossValidation, Trainer};
use change::Finding;
use confidence::Doubt;

/// A topic with fewer articles is named: what is learnt from fewer is little more than a guess (`labels/README.md`).
const FEW: usize = 20;
/// How many terms stand behind a proposal.
const TERMS: usize = 4;

/// Looks through a labels table and proposes changes, the most urgent first, at most one a row.
///
/// # Errors
///
/// The table's labels cannot be trained on: too few articles or topics, rows without text, or a label that is no topic
/// and like none.
pub fn audit(table: &LabelsTable, taxonomy: &Taxonomy, trainer: &Trainer) -> Result<Vec<Change>> {
    let slips = names::slips(table, taxonomy);
    let unknown = slips.iter().filter(|slip| slip.is_unknown).map(|slip| (slip.from.as_str(), slip.to.as_str()));
    let readable = table.renamed(&unknown.collect());
    let corpus = Corpus::from_csv(table.name(), readable.as_slice(), taxonomy)?;
    let (model, validation) = trainer.train(&corpus)?;
    let audit = Audit {
        table,
        spellings: spellings(table, &corpus),
        every_row_has_a_label: table.rows().iter().all(|row| !row.labels.is_empty()),
        classifier: Classifier::new(model)?,
        corpus,
        validation,
    };
    let mut found: BTreeMap<usize, Vec<Finding>> = BTreeMap::new();
    for (row, finding) in names::findings(table, &slips) {
        found.entry(row).or_default().push(finding);
    }
    audit.copies(&mut found);
    audit.doubts(&mut found);
    let mut changes: Vec<Change> = found.into_iter().map(|(row, found)| Change::of(table, row, &found)).collect();
    changes.extend(audit.rare_topics());
    changes.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.row.cmp(&b.row)));
    Ok(changes)
}

/// How the table writes each topic of the corpus: the most frequent of its names there.
fn spellings(table: &LabelsTable, corpus: &Corpus) -> Vec<String> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for label in table.rows().iter().flat_map(|row| &row.labels) {
        *counts.entry(label).or_default() += 1;
    }
    let spelling = |topic: &crate::topic::Topic| {
        let used = counts.iter().filter(|(name, _)| topic.is_named(name)).max_by_key(|(_, count)| **count);
        used.map_or_else(|| topic.id.to_string(), |(name, _)| (*name).to_string())
    };
    corpus.topics.iter().map(spelling).collect()
}

/// A table with all that was learnt from it.
struct Audit<'a> {
    table: &'a LabelsTable,
    /// How the table writes each topic.
    spellings: Vec<String>,
    every_row_has_a_label: bool,
    corpus: Corpus,
    validation: CrossValidation,
    classifier: Classifier,
}

impl Audit<'_> {
    /// The table's row of an article.
    fn row_of(&self, example: &Example) -> usize {
        self.table.row_on_line(example.line)
    }

    /// Copies with other labels, and near-copies.
    fn copies(&self, found: &mut BTreeMap<usize, Vec<Finding>>) {
        let rows = |place: usize| self.row_of(&self.corpus.examples[place]);
        for copy in copies::find(&self.corpus, &self.validation.probabilities) {
            let twin = LabelsTable::number(rows(copy.twin));
            let finding = match &copy.proposed {
                Some(proposed) => Finding {
                    kind: Kind::ContradictingCopy,
                    remove: self.names(&copy.differing(&self.corpus, proposed)),
                    add: self.names(proposed),
                    score: copy.score,
                    reason: format!("the text of row {twin} with other labels"),
                    terms: Vec::new(),
                },
                None if copy.score > 0.0 => Finding::remark(
                    Kind::NearCopy,
                    copy.score,
                    format!("nearly the text of row {twin}, which has other labels"),
                ),
                None => Finding::remark(
                    Kind::NearCopy,
                    0.0,
                    format!("nearly the text of row {twin}, with the same labels: one of the two is enough"),
                ),
            };
            found.entry(rows(copy.place)).or_default().push(finding);
        }
    }

    /// Labels that the other articles speak against, and labels that they call for.
    fn doubts(&self, found: &mut BTreeMap<usize, Vec<Finding>>) {
        let doubts = confidence::doubts(&self.corpus, &self.validation);
        for (place, doubt) in doubts.into_iter().enumerate().filter_map(|(place, doubt)| Some((place, doubt?))) {
            let row = self.row_of(&self.corpus.examples[place]);
            let findings = found.entry(row).or_default();
            if findings.iter().all(|finding| finding.kind != Kind::ContradictingCopy) {
                findings.push(self.doubted(place, doubt));
            }
        }
    }

    fn doubted(&self, place: usize, mut doubt: Doubt) -> Finding {
        let (labels, probabilities) = (&self.corpus.examples[place].topics, &self.validation.probabilities[place]);
        let is_emptied = doubt.missing.is_empty() && doubt.wrong.len() == labels.len();
        if is_emptied && self.every_row_has_a_label {
            let others = (0..probabilities.len()).filter(|k| !labels.contains(k));
            doubt.missing.extend(others.max_by(|a, b| probabilities[*a].total_cmp(&probabilities[*b])));
        }
        let reason = |k: &usize| format!("`{}` {:.3}", self.spellings[*k], probabilities[*k]);
        let reasons: Vec<String> = doubt.wrong.iter().chain(&doubt.missing).map(reason).collect();
        Finding {
            kind: if doubt.wrong.is_empty() { Kind::MissingLabel } else { Kind::WrongLabel },
            remove: self.names(&doubt.wrong),
            add: self.names(&doubt.missing),
            score: doubt.score,
            reason: format!("probabilities by models that have not seen it: {}", reasons.join(", ")),
            terms: self.terms(place, &doubt),
        }
    }

    /// The terms that speak most for the missing topic, or else most against the wrong one.
    fn terms(&self, place: usize, doubt: &Doubt) -> Vec<String> {
        let features = self.classifier.features(self.corpus.examples[place].text());
        let (topic, sign) = match (doubt.missing.first(), doubt.wrong.first()) {
            (Some(&missing), _) => (missing, 1.0),
            (None, Some(&wrong)) => (wrong, -1.0),
            (None, None) => return Vec::new(),
        };
        let (shares, _) = shares(&self.classifier, &features, topic, usize::MAX);
        let telling = shares.into_iter().filter(|share| share.share * sign > 0.0);
        telling.take(TERMS).map(|share| format!("{} {:+.3}", share.term, share.share)).collect()
    }

    /// Topics with too few articles.
    fn rare_topics(&self) -> impl Iterator<Item = Change> {
        let count = |k: usize| self.corpus.examples.iter().filter(|example| example.topics.contains(&k)).count();
        let counted = (0..self.spellings.len()).map(move |k| (k, count(k))).filter(|(_, count)| *count < FEW);
        counted.map(|(k, count)| Change::about_topic(&self.spellings[k], count, FEW))
    }

    fn names(&self, topics: &[usize]) -> Vec<String> {
        topics.iter().map(|&k| self.spellings[k].clone()).collect()
    }
}
