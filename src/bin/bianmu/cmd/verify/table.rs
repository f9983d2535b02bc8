//! Two CSV tables compared cell by cell, whatever the order of their rows.

use std::collections::BTreeMap;

use bianmu::error::Result;

use crate::tagged::written;

/// Columns that name a row, the first set that a table has one of.
const KEYS: [&[&str]; 2] = [&["id"], &["district", "topic", "month"]];

/// A table with its rows under their names.
pub(super) struct Table {
    header: Vec<String>,
    rows: BTreeMap<Vec<String>, Vec<String>>,
}

impl Table {
    /// Reads a table; `name` stands for it in errors.
    pub(super) fn parse(name: &str, bytes: &[u8]) -> Result<Self> {
        let table = written(name, bytes)?;
        let header: Vec<String> = table.header().iter().map(str::to_string).collect();
        let keys = KEYS.into_iter().find(|keys| header.iter().any(|head| keys.contains(&head.as_str())));
        let mut rows = BTreeMap::new();
        let mut seen = BTreeMap::new();
        for row in table {
            let row: Vec<String> = row?.cells?.iter().map(str::to_string).collect();
            let is_key = |head: &String| keys.is_some_and(|keys| keys.contains(&head.as_str()));
            let key: Vec<String> =
                header.iter().zip(&row).filter(|(head, _)| is_key(head)).map(|(_, cell)| cell.clone()).collect();
            // Pages of one name have articles of one id.
            let times: &mut usize = seen.entry(key.clone()).or_default();
            *times += 1;
            let numbered = [key.clone(), vec![times.to_string()]].concat();
            rows.insert(if *times == 1 { key } else { numbered }, row);
        }
        Ok(Self { header, rows })
    }

    /// The table without these columns.
    pub(super) fn without(mut self, columns: &[&str]) -> Self {
        let kept: Vec<bool> = self.header.iter().map(|head| !columns.contains(&head.as_str())).collect();
        let keep = |cells: &mut Vec<String>| {
            let mut kept = kept.iter();
            cells.retain(|_| kept.next().copied().unwrap_or(true));
        };
        keep(&mut self.header);
        self.rows.values_mut().for_each(keep);
        self
    }

    /// A line for each cell that is not as `other` has it, which was `made` anew.
    pub(super) fn differences(&self, other: &Self, made: &str) -> Vec<String> {
        if self.header != other.header {
            return vec![format!("columns: {} here, {} {made}", self.header.join(","), other.header.join(","))];
        }
        let mut lines = Vec::new();
        for (key, here) in &self.rows {
            match other.rows.get(key) {
                None => lines.push(format!("{}: only here", key.join(", "))),
                Some(anew) => lines.extend(self.cells(key, here, anew, made)),
            }
        }
        let only = other.rows.keys().filter(|key| !self.rows.contains_key(*key));
        lines.extend(only.map(|key| format!("{}: only {made}", key.join(", "))));
        lines
    }

    fn cells(&self, key: &[String], here: &[String], anew: &[String], made: &str) -> Vec<String> {
        let pairs = self.header.iter().zip(here.iter().zip(anew));
        let other = pairs.filter(|(_, (here, anew))| here != anew);
        other
            .map(|(head, (here, anew))| {
                format!("{}: {head} is {} here, {} {made}", key.join(", "), short(here), short(anew))
            })
            .collect()
    }
}

/// Characters of a cell that a message shows.
const SHOWN: usize = 40;

/// The beginning of a cell.
pub(super) fn short(cell: &str) -> String {
    let mut kept: String = cell.chars().take(SHOWN).collect();
    if cell.chars().nth(SHOWN).is_some() {
        kept.push('…');
    }
    if kept.is_empty() { "empty".to_string() } else { kept }
}
