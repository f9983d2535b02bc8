//! A proposed change of a row's labels, and the table of them that a person looks through.

use std::io::Write;

use super::table::LabelsTable;
use crate::error::Result;
use crate::export::csv::{CsvStyle, Table};

/// Why a change is proposed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A label that models of the other articles give hardly any probability: at most one minus the mean probability
    /// of *not* having the topic among articles without it (and below what articles with it have on average).
    WrongLabel,
    /// A topic that is not a label, with at least the mean probability of the articles that have it.
    MissingLabel,
    /// The same text as another row, with other labels.
    ContradictingCopy,
    /// Nearly the same text as another row.
    NearCopy,
    /// A label that is a slip of the pen for another.
    TopicName,
    /// A topic with few articles.
    FewExamples,
}

impl Kind {
    /// The name in files, `wrong-label`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::WrongLabel => "wrong-label",
            Self::MissingLabel => "missing-label",
            Self::ContradictingCopy => "contradicting-copy",
            Self::NearCopy => "near-copy",
            Self::TopicName => "topic-name",
            Self::FewExamples => "few-examples",
        }
    }
}

/// One thing found about a row.
#[derive(Debug, Clone)]
pub(super) struct Finding {
    pub(super) kind: Kind,
    /// Labels to take away, and labels to give; one in both is given.
    pub(super) remove: Vec<String>,
    pub(super) add: Vec<String>,
    pub(super) score: f64,
    pub(super) reason: String,
    pub(super) terms: Vec<String>,
}

impl Finding {
    /// A finding that proposes no change.
    pub(super) fn remark(kind: Kind, score: f64, reason: String) -> Self {
        Self { kind, remove: Vec::new(), add: Vec::new(), score, reason, terms: Vec::new() }
    }
}

/// What is proposed for one row, or remarked about it where `proposed` is `current`.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Row of the labels table as a spreadsheet counts, the header being row 1; `None` for a remark about a topic.
    pub row: Option<usize>,
    /// The row's cell under `id`, if there is one.
    pub id: String,
    /// How the article begins, to know it by.
    pub text: String,
    /// The first reason.
    pub kind: Kind,
    /// The row's labels.
    pub current: Vec<String>,
    /// The labels that it should have.
    pub proposed: Vec<String>,
    /// How sure the proposal is, from 0 to 1: for doubted labels the largest out-of-fold probability that one is wrong or
    /// missing.
    pub score: f64,
    /// All reasons in words.
    pub reason: String,
    /// The terms behind it with their shares in the score of the topic, `义诊 +0.412`.
    pub terms: Vec<String>,
}

/// The columns of the table of changes.
pub(super) const COLUMNS: [&str; 9] = ["row", "id", "text", "kind", "current", "proposed", "score", "reason", "terms"];

impl Change {
    /// Puts together all that was found about a row, the surest first.
    pub(super) fn of(table: &LabelsTable, row: usize, found: &[Finding]) -> Self {
        let mut found: Vec<&Finding> = found.iter().collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score));
        let source = &table.rows()[row];
        let reasons: Vec<&str> = found.iter().map(|finding| finding.reason.as_str()).collect();
        Self {
            row: Some(LabelsTable::number(row)),
            id: source.id.clone(),
            text: source.beginning(),
            kind: found[0].kind,
            current: source.labels.clone(),
            proposed: proposed(&source.labels, &found),
            score: found[0].score,
            reason: reasons.join("; "),
            terms: found.iter().flat_map(|finding| finding.terms.clone()).collect(),
        }
    }

    /// A remark about a topic with few articles.
    pub(super) fn about_topic(name: &str, count: usize, few: usize) -> Self {
        Self {
            row: None,
            id: String::new(),
            text: String::new(),
            kind: Kind::FewExamples,
            current: vec![name.to_string()],
            proposed: vec![name.to_string()],
            score: 0.0,
            reason: format!("{count} articles; label at least {few}, or join the topic to another"),
            terms: Vec::new(),
        }
    }

    fn cells(&self) -> [String; 9] {
        [
            self.row.map_or_else(String::new, |row| row.to_string()),
            self.id.clone(),
            self.text.clone(),
            self.kind.as_str().to_string(),
            self.current.join(";"),
            self.proposed.join(";"),
            format!("{:.4}", self.score),
            self.reason.clone(),
            self.terms.join(";"),
        ]
    }
}

/// The labels after all findings: what is taken away gives its place to what is given.
fn proposed(current: &[String], found: &[&Finding]) -> Vec<String> {
    let mut labels = current.to_vec();
    for finding in found {
        let mut added = finding.add.iter().filter(|label| !current.contains(label));
        for label in finding.remove.iter().filter(|label| !finding.add.contains(label)) {
            if let Some(place) = labels.iter().position(|other| other == label) {
                labels.splice(place..=place, added.next().cloned());
            }
        }
        labels.extend(added.cloned());
    }
    let mut seen = std::collections::BTreeSet::new();
    labels.retain(|label| seen.insert(label.clone()));
    labels
}

/// Writes the changes as a table for [`super::apply`], after a person has deleted the rows that should not be made.
///
/// # Errors
///
/// `out` cannot be written.
pub fn write_changes(changes: &[Change], out: impl Write, style: CsvStyle) -> Result<()> {
    let mut table = Table::new("changes", out, style)?;
    table.row(COLUMNS)?;
    for change in changes {
        table.row(change.cells())?;
    }
    table.finish().map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_takes_the_place_of_the_one_that_it_replaces() {
        let words = |words: &[&str]| words.iter().map(ToString::to_string).collect::<Vec<_>>();
        let case = |current: &[&str], remove: &[&str], add: &[&str], expected: &[&str]| {
            let finding = Finding {
                remove: words(remove),
                add: words(add),
                ..Finding::remark(Kind::WrongLabel, 0.0, String::new())
            };
            assert_eq!(proposed(&words(current), &[&finding]), words(expected));
        };
        case(&["a", "b"], &["a"], &["c"], &["c", "b"]);
        case(&["a", "b"], &["b"], &[], &["a"]);
        case(&["a"], &[], &["c"], &["a", "c"]);
        case(&["a", "b"], &["a", "b"], &["b"], &["b"]);
        case(&[], &[], &["c"], &["c"]);
    }
}
