//! Which articles a model learns from, and which it is then asked about.

use std::collections::{BTreeSet, HashMap};

use super::folds;
use crate::corpus::{Corpus, Example};
use crate::date::Date;
use crate::error::{Error, Result};
use crate::near_duplicate;

/// One training of several: places of articles in the corpus. Near-copies never stand on both sides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Split {
    /// The articles to learn from.
    pub train: Vec<usize>,
    /// The articles to be asked about.
    pub test: Vec<usize>,
}

impl Split {
    /// Cross-validation: every article is asked about in one of `count` splits and learnt from in all others. Articles
    /// of one value of `groups` (one an article; an empty one joins none) stay together, as near-copies do.
    ///
    /// # Errors
    ///
    /// There are fewer articles than two a fold, or fewer groups than folds.
    pub fn folds(corpus: &Corpus, groups: Option<&[String]>, count: usize, seed: u64) -> Result<Vec<Self>> {
        if corpus.examples.len() < count * 2 {
            let message = format!("{} articles are too few; label at least {}", corpus.examples.len(), count * 2);
            return Err(Error::Labels { name: corpus.name.clone(), message });
        }
        let kin = kin(corpus, groups);
        let found = kin.iter().collect::<BTreeSet<_>>().len();
        if found < count {
            let message =
                format!("{found} groups of articles that belong together are too few for {count} folds; take fewer");
            return Err(Error::Labels { name: corpus.name.clone(), message });
        }
        let fold_of = deal(corpus, &kin, count, seed);
        let split = |fold| {
            let (test, train) = (0..fold_of.len()).partition(|&place| fold_of[place] == fold);
            Self { train, test }
        };
        Ok((0..count).map(split).collect())
    }

    /// Learning from the past: the articles in order of date are cut into `count` parts, a day never in two, and each
    /// part but the first is asked about after learning from all parts before it; near-copies of the part asked about
    /// are left out of these.
    ///
    /// # Errors
    ///
    /// All articles are of one date.
    pub fn by_date(corpus: &Corpus, dates: &[Date], count: usize) -> Result<Vec<Self>> {
        let kin = kin(corpus, None);
        let mut places: Vec<usize> = (0..dates.len()).collect();
        places.sort_by_key(|&place| dates[place]);
        let mut splits: Vec<Self> = Vec::new();
        let part = |at: usize| places.partition_point(|&place| dates[place] < dates[places[at]]) * count / places.len();
        let ranks: Vec<usize> = (0..places.len()).collect();
        for ranks in ranks.chunk_by(|&a, &b| part(a) == part(b)).skip(1) {
            let test = places[ranks[0]..=ranks[ranks.len() - 1]].to_vec();
            let asked: BTreeSet<usize> = test.iter().map(|&place| kin[place]).collect();
            let train = places[..ranks[0]].iter().copied().filter(|&place| !asked.contains(&kin[place])).collect();
            splits.push(Self { train, test });
        }
        if splits.is_empty() {
            let message = format!("all {} articles are of one date; there is no later one to ask about", dates.len());
            return Err(Error::Labels { name: corpus.name.clone(), message });
        }
        Ok(splits)
    }
}

/// Deals a corpus's articles into folds by topic; those of one number in `kin` into one.
pub(super) fn deal(corpus: &Corpus, kin: &[usize], folds: usize, seed: u64) -> Vec<usize> {
    let labels: Vec<&[usize]> = corpus.examples.iter().map(|example| example.topics.as_slice()).collect();
    folds::assign(kin, &labels, corpus.topics.len(), folds, seed)
}

/// A number an article: articles that may be near-copies of each other share it.
pub(crate) fn near_copies(corpus: &Corpus) -> Vec<usize> {
    kin(corpus, None)
}

/// A number an article: near-copies share it, and articles of one value of `groups` do.
pub(super) fn kin(corpus: &Corpus, groups: Option<&[String]>) -> Vec<usize> {
    let text = |example: &Example| format!("{}\n{}", example.headline, example.body);
    let mut kin = near_duplicate::groups(&corpus.examples, text);
    let mut first = HashMap::new();
    for (place, value) in groups.into_iter().flatten().enumerate().filter(|(_, value)| !value.is_empty()) {
        let head = *first.entry(value).or_insert(place);
        near_duplicate::join(&mut kin, place, head);
    }
    (0..kin.len()).map(|place| near_duplicate::root(&mut kin, place)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::topic::Taxonomy;

    /// Twelve articles on lines 2 to 13, that on line 12 a reprint of the first.
    const TEXTS: [&str; 12] = [
        "渡口新添两盏路灯，夜里等船的人说亮堂多了。",
        "卫生院请来眼科医生",
        "小学操场铺上新草皮",
        "合作社试种再生稻",
        "老街修好排水沟",
        "夜校开了裁缝班",
        "护林员救下一窝白鹭",
        "消防车进村教灭火",
        "图书馆周末不闭馆",
        "公交延到产业园",
        "渡口新添两盏路灯，夜里等船的人说亮堂多了！",
        "集市搬进新大棚",
    ];

    fn corpus() -> Corpus {
        let rows: String =
            TEXTS.iter().enumerate().map(|(i, text)| format!("{text},{}\n", ["a", "b"][i % 2])).collect();
        let taxonomy = Taxonomy::from_csv("t", "id,chinese,english,covers\nx,x,x,\n".as_bytes()).unwrap().open();
        Corpus::from_csv("l.csv", format!("text,label\n{rows}").as_bytes(), &taxonomy).unwrap()
    }

    /// The lines of articles, from 2 on.
    fn lines(corpus: &Corpus, places: &[usize]) -> BTreeSet<u64> {
        places.iter().map(|&place| corpus.examples[place].line).collect()
    }

    #[test]
    fn each_article_is_asked_about_once_and_groups_and_reprints_stay_together() {
        let corpus = corpus();
        let of_line = |line: u64| if line == 3 || line == 8 { "together".to_string() } else { String::new() };
        let groups: Vec<String> = corpus.examples.iter().map(|example| of_line(example.line)).collect();
        let splits = Split::folds(&corpus, Some(&groups), 3, 1).unwrap();
        let mut asked: Vec<usize> = splits.iter().flat_map(|split| split.test.clone()).collect();
        asked.sort_unstable();
        assert_eq!(asked, (0..12).collect::<Vec<_>>());
        for split in &splits {
            assert_eq!(split.train.len() + split.test.len(), 12);
            let test = lines(&corpus, &split.test);
            assert_eq!(test.contains(&3), test.contains(&8));
            assert_eq!(test.contains(&2), test.contains(&12));
        }
    }

    #[test]
    fn what_cannot_be_folded_is_refused() {
        let corpus = corpus();
        let error = Split::folds(&corpus, None, 7, 1).unwrap_err().to_string();
        assert_eq!(error, "l.csv: 12 articles are too few; label at least 14");
        let groups = vec!["one".to_string(); 12];
        let error = Split::folds(&corpus, Some(&groups), 2, 1).unwrap_err().to_string();
        assert_eq!(error, "l.csv: 1 groups of articles that belong together are too few for 2 folds; take fewer");
    }

    #[test]
    fn the_later_is_asked_about_after_the_earlier_and_no_day_is_cut() {
        let corpus = corpus();
        // Lines 2 to 13: four days of three articles.
        let date = |line: u64| Date::parse(&format!("2023-01-0{}", (line - 2) / 3 + 1)).unwrap();
        let dates: Vec<Date> = corpus.examples.iter().map(|example| date(example.line)).collect();
        let splits = Split::by_date(&corpus, &dates, 2).unwrap();
        assert_eq!(splits.len(), 1);
        assert_eq!(lines(&corpus, &splits[0].test), (8..=13).collect());
        // Line 2 is reprinted on line 12 and teaches nothing about it.
        assert_eq!(lines(&corpus, &splits[0].train), (3..=7).collect());
        assert_eq!(Split::by_date(&corpus, &dates, 50).unwrap().len(), 3);
        let error = Split::by_date(&corpus, &[dates[0]; 12], 2).unwrap_err().to_string();
        assert_eq!(error, "l.csv: all 12 articles are of one date; there is no later one to ask about");
    }
}
