//! Where the brackets run that join the parts of an item: beside each other, the short ones next to the text.

use std::collections::BTreeMap;

use super::runs::Run;

/// Most brackets beside each other; on a page with more the outermost lane is shared.
const MOST_LANES: usize = 10;

/// A bracket over the runs of one item; runs are named by their place.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Bracket {
    /// The item.
    pub(super) owner: usize,
    /// Its runs, two at least.
    pub(super) runs: Vec<usize>,
    /// The lane, 0 next to the text.
    pub(super) lane: usize,
}

/// Draws a bracket for every item that has several runs.
pub(super) fn brackets(runs: &[Run<'_>]) -> Vec<Bracket> {
    let mut places: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, run) in runs.iter().enumerate() {
        if let Some(owner) = run.owner {
            places.entry(owner).or_default().push(at);
        }
    }
    let mut joined: Vec<(usize, Vec<usize>)> = places.into_iter().filter(|(_, runs)| runs.len() > 1).collect();
    joined.sort_by_key(|(_, runs)| (runs[runs.len() - 1] - runs[0], runs[0]));
    let mut lanes: Vec<Lane> = Vec::new();
    joined.into_iter().map(|(owner, runs)| Bracket { owner, lane: lane_for(&mut lanes, &runs), runs }).collect()
}

/// Last runs of the brackets of one lane, by their first.
type Lane = BTreeMap<usize, usize>;

/// The first lane that has room, from which it is taken.
fn lane_for(lanes: &mut Vec<Lane>, runs: &[usize]) -> usize {
    let (first, last) = (runs[0], runs[runs.len() - 1]);
    let has_room = |lane: &Lane| lane.range(..=last).next_back().is_none_or(|(_, end)| *end < first);
    let free = lanes.iter().position(has_room).unwrap_or(lanes.len()).min(MOST_LANES - 1);
    if free == lanes.len() {
        lanes.push(Lane::new());
    }
    lanes[free].insert(first, last);
    free
}

#[cfg(test)]
mod tests {
    use super::super::runs::Part;
    use super::*;

    fn lanes(owners: &[usize]) -> Vec<(usize, usize)> {
        let runs: Vec<Run<'_>> =
            owners.iter().map(|&owner| Run { owner: Some(owner), part: Part::Body, lines: Vec::new() }).collect();
        brackets(&runs).iter().map(|bracket| (bracket.owner, bracket.lane)).collect()
    }

    #[test]
    fn brackets_that_overlap_run_beside_each_other_the_short_one_inside() {
        assert_eq!(lanes(&[0, 1, 1, 0, 2, 2]), [(1, 0), (2, 0), (0, 1)]);
        assert_eq!(lanes(&[0, 1, 2]), []);
    }

    #[test]
    fn a_page_of_knots_has_no_more_lanes_than_fit() {
        let all: Vec<usize> = (0..40).chain(0..40).collect();
        assert!(lanes(&all).iter().all(|(_, lane)| *lane < MOST_LANES));
    }
}
