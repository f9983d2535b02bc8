//! District figures: whether an item is filed under the right district.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::measure::{Prf, ratio};

/// Hits and misses of districts over items.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DistrictCounts {
    items: usize,
    main: usize,
    sets: Prf,
}

/// How well districts agree with gold.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct DistrictFigures {
    /// Items measured.
    pub items: usize,
    /// Share of them whose first district is the gold's first; none and none agree.
    pub main: f64,
    /// F1 over all districts of all items.
    pub set_f1: f64,
}

impl DistrictCounts {
    /// Compares one item's districts, main one first.
    pub fn add(&mut self, gold: &[String], found: &[String]) {
        self.items += 1;
        self.main += usize::from(gold.first() == found.first());
        let (gold, found): (BTreeSet<_>, BTreeSet<_>) = (gold.iter().collect(), found.iter().collect());
        self.sets += Prf {
            tp: gold.intersection(&found).count(),
            fp: found.difference(&gold).count(),
            fn_: gold.difference(&found).count(),
        };
    }

    /// The figures.
    pub fn figures(&self) -> DistrictFigures {
        DistrictFigures { items: self.items, main: ratio(self.main, self.items), set_f1: self.sets.f1() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_by_hand() {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_string()).collect::<Vec<_>>();
        let mut counts = DistrictCounts::default();
        counts.add(&names(&["甲区", "乙县"]), &names(&["乙县"]));
        counts.add(&names(&["甲区"]), &names(&["甲区", "丙市"]));
        counts.add(&[], &[]);
        let figures = counts.figures();
        assert!((figures.main - 2.0 / 3.0).abs() < 1e-12);
        // tp 2, fp 1, fn 1.
        assert!((figures.set_f1 - 4.0 / 6.0).abs() < 1e-12);
    }
}
