//! Pairs rows with columns such that the weights of the pairs come to the greatest sum.

/// A pair that may be made.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    pub(super) column: usize,
    /// What it is worth; no pair at all is worth 0.
    pub(super) weight: i64,
}

/// The column of each row in the best matching; rows may stay without one.
///
/// Rows come in one after the other, and each takes the shortest augmenting path under the prices of the columns
/// (Jonker & Volgenant 1987, for the edges alone). Most rows find their best column free, so that the cost is nearly
/// that of reading the edges.
pub(super) fn best_pairs(edges: &[Vec<Edge>], columns: usize) -> Vec<Option<usize>> {
    let mut matching =
        Matching { edges, pairs: vec![None; edges.len()], owners: vec![None; columns], prices: vec![0; columns] };
    for row in 0..edges.len() {
        matching.insert(row);
    }
    matching.pairs.iter().map(|pair| pair.map(|edge| edge.column)).collect()
}

/// A matching of the first rows that is the best for them.
struct Matching<'a> {
    edges: &'a [Vec<Edge>],
    pairs: Vec<Option<Edge>>,
    /// The row that has each column.
    owners: Vec<Option<usize>>,
    /// What a row gives for each column: no row would rather have another at these prices.
    prices: Vec<i64>,
}

/// A column within reach of a new row: what is lost on the way to it, and the row and edge that lead there.
#[derive(Clone, Copy)]
struct Reached {
    loss: i64,
    row: usize,
    edge: Edge,
    is_done: bool,
}

impl Matching<'_> {
    /// What a row gains at the present prices.
    fn profit(&self, row: usize) -> i64 {
        match self.pairs[row] {
            Some(edge) => edge.weight - self.prices[edge.column],
            None => self.edges[row].iter().map(|edge| edge.weight - self.prices[edge.column]).fold(0, i64::max),
        }
    }

    /// Finds the cheapest way to make room for a row, and goes it.
    fn insert(&mut self, row: usize) {
        let mut reached: Vec<Option<Reached>> = vec![None; self.owners.len()];
        let mut leaver = (self.profit(row), row);
        self.reach_from(row, 0, &mut reached);
        while let Some(Reached { loss, edge, .. }) = nearest(&mut reached, leaver.0) {
            let Some(owner) = self.owners[edge.column] else {
                return self.settle(&reached, loss, Some(edge.column), row);
            };
            let staying = loss + self.profit(owner);
            if staying < leaver.0 {
                leaver = (staying, owner);
            }
            self.reach_from(owner, loss, &mut reached);
        }
        let freed = self.pairs[leaver.1].take().map(|edge| edge.column);
        self.settle(&reached, leaver.0, freed, row);
    }

    /// Notes what can be reached from a row that is itself reached at a loss.
    fn reach_from(&self, row: usize, loss: i64, reached: &mut [Option<Reached>]) {
        let profit = self.profit(row);
        for &edge in &self.edges[row] {
            let loss = loss + profit - (edge.weight - self.prices[edge.column]);
            let column = &mut reached[edge.column];
            if column.is_none_or(|old| !old.is_done && loss < old.loss) {
                *column = Some(Reached { loss, row, edge, is_done: false });
            }
        }
    }

    /// Raises the prices of the columns on the way, and moves each row on it to the column after it, back to the new row.
    fn settle(&mut self, reached: &[Option<Reached>], loss: i64, end: Option<usize>, row: usize) {
        for done in reached.iter().flatten().filter(|reached| reached.is_done) {
            self.prices[done.edge.column] += loss - done.loss;
        }
        let mut free = end;
        while let Some(step) = free.and_then(|column| reached[column]) {
            free = self.pairs[step.row].replace(step.edge).map(|edge| edge.column);
            self.owners[step.edge.column] = Some(step.row);
            if step.row == row {
                return;
            }
        }
    }
}

/// The column reached at the least loss, if that is below `most`, of those that are still to be visited, and the first of
/// equals. It is visited from now on.
fn nearest(reached: &mut [Option<Reached>], most: i64) -> Option<Reached> {
    let open = reached.iter_mut().flatten().filter(|reached| !reached.is_done && reached.loss < most);
    let nearest = open.min_by_key(|reached| reached.loss)?;
    nearest.is_done = true;
    Some(*nearest)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The greatest sum, by trying everything.
    fn greatest(edges: &[Vec<Edge>], taken: u32) -> i64 {
        let Some((first, rest)) = edges.split_first() else { return 0 };
        let free = first.iter().filter(|edge| taken & 1 << edge.column == 0);
        let with = free.map(|edge| edge.weight + greatest(rest, taken | 1 << edge.column));
        with.fold(greatest(rest, taken), i64::max)
    }

    fn edges(weights: &[Vec<i64>]) -> Vec<Vec<Edge>> {
        let edge = |(column, &weight): (usize, &i64)| (weight > 0).then_some(Edge { column, weight });
        weights.iter().map(|row| row.iter().enumerate().filter_map(edge).collect()).collect()
    }

    #[test]
    fn a_row_gives_way_where_the_sum_is_greater() {
        assert_eq!(best_pairs(&edges(&[vec![5, 4], vec![5, 0]]), 2), [Some(1), Some(0)]);
        assert_eq!(best_pairs(&edges(&[vec![5], vec![6]]), 1), [None, Some(0)]);
        assert_eq!(best_pairs(&edges(&[vec![5], vec![5]]), 1), [Some(0), None], "the first of equals stays");
        assert_eq!(best_pairs(&edges(&[vec![5, 5]]), 2), [Some(0)], "and is taken");
        assert_eq!(best_pairs(&edges(&[vec![0]]), 1), [None]);
    }

    proptest! {
        #[test]
        fn no_other_matching_is_worth_more(weights in prop::collection::vec(prop::collection::vec(-4_i64..9, 6), 0..7)) {
            let edges = edges(&weights);
            let pairs = best_pairs(&edges, 6);
            let columns: std::collections::BTreeSet<usize> = pairs.iter().flatten().copied().collect();
            prop_assert_eq!(columns.len(), pairs.iter().flatten().count(), "no column is given twice");
            let sum: i64 = pairs.iter().zip(&weights).filter_map(|(pair, row)| pair.map(|column| row[column])).sum();
            prop_assert_eq!(sum, greatest(&edges, 0));
        }
    }
}
