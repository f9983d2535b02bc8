//! Seeded folds, stratified by topic, that keep near-copies together.

use crate::splitmix::mix;

/// Deals articles into `folds` folds and gives each article its fold.
///
/// Groups are dealt whole, those of the rarest topics first, each to the fold that has the fewest
/// articles of the group's rarest topic and, among those, the fewest articles (after Sechidis et al. 2011).
pub(super) fn assign(groups: &[usize], labels: &[&[usize]], topics: usize, folds: usize, seed: u64) -> Vec<usize> {
    let mut frequency = vec![0usize; topics];
    for &k in labels.iter().copied().flatten() {
        frequency[k] += 1;
    }
    let rarest = |article: usize| labels[article].iter().copied().min_by_key(|&k| (frequency[k], k));
    let mut dealt: Vec<Vec<usize>> = members(groups);
    dealt.sort_by_key(|members| {
        let topic = rarest(members[0]);
        (topic.map_or(usize::MAX, |k| frequency[k]), topic, mix(seed ^ members[0] as u64))
    });
    let mut fold_of = vec![0; groups.len()];
    let mut sizes = vec![0usize; folds];
    let mut by_topic = vec![vec![0usize; folds]; topics + 1];
    for members in dealt {
        let topic = rarest(members[0]).unwrap_or(topics);
        let fold = (0..folds).min_by_key(|&fold| (by_topic[topic][fold], sizes[fold])).unwrap_or_default();
        sizes[fold] += members.len();
        for &article in &members {
            fold_of[article] = fold;
            for &k in labels[article] {
                by_topic[k][fold] += 1;
            }
        }
        if topic == topics {
            by_topic[topic][fold] += members.len();
        }
    }
    fold_of
}

/// The articles of each group, in order.
fn members(groups: &[usize]) -> Vec<Vec<usize>> {
    let mut members = vec![Vec::new(); groups.len()];
    for (article, &group) in groups.iter().enumerate() {
        members[group].push(article);
    }
    members.retain(|members| !members.is_empty());
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fold_gets_its_share_of_every_topic_and_twins_stay_together() {
        let labels: Vec<&[usize]> = (0..40).map(|i| if i % 4 == 0 { &[1][..] } else { &[0] }).collect();
        let mut groups: Vec<usize> = (0..40).collect();
        groups[39] = 3;
        let folds = assign(&groups, &labels, 2, 5, 7);
        assert_eq!(folds[39], folds[3]);
        for fold in 0..5 {
            let rare = (0..40).filter(|&i| folds[i] == fold && labels[i] == [1]).count();
            assert_eq!(rare, 2);
            let size = folds.iter().filter(|f| **f == fold).count();
            assert!((7..=9).contains(&size), "{size}");
        }
        assert_eq!(folds, assign(&groups, &labels, 2, 5, 7));
    }

    #[test]
    fn articles_without_topics_are_spread_too() {
        let labels: Vec<&[usize]> = vec![&[]; 10];
        let folds = assign(&(0..10).collect::<Vec<_>>(), &labels, 1, 5, 1);
        assert!((0..5).all(|fold| folds.iter().filter(|f| **f == fold).count() == 2));
    }
}
