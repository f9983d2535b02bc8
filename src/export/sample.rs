//! A tiny invented batch that the tests of this folder share.

use crate::classify::TopicProbability;
use crate::count::{Column, Counts};
use crate::export::provenance::{Provenance, Role, Source};
use crate::item::{Item, ItemKind};
use crate::tag::TaggedItem;
use crate::topic::{Topic, TopicId};

/// Two topics of a taxonomy; `governance` occurs in the batch but not here.
pub(crate) fn topics() -> Vec<Topic> {
    [("health", "卫生健康"), ("safety", "公共安全")]
        .map(|(id, chinese)| Topic { id: TopicId(id.into()), chinese: chinese.into(), ..Topic::bare(id) })
        .to_vec()
}

fn probable(topics: &[&str]) -> Vec<TopicProbability> {
    let falling = |k: usize| 0.9712 / (k + 1) as f64;
    topics
        .iter()
        .enumerate()
        .map(|(k, id)| TopicProbability { id: TopicId((*id).into()), probability: falling(k) })
        .collect()
}

/// An article with one district and some topics.
pub(crate) fn article(id: &str, district: &str, topics: &[&str]) -> TaggedItem {
    let item = Item {
        page: id.split('#').next().unwrap_or_default().to_string(),
        id: id.to_string(),
        kind: ItemKind::Article,
        headline: "义诊进社区".to_string(),
        headline_lines: vec![4],
        body_lines: vec![[5, 9]],
        byline: "通讯员 李明".to_string(),
        date: "2022-06-12".to_string(),
        text: "本报讯（通讯员 李明）义诊进社区。\n居民排起长队。".to_string(),
        check: false,
        continues: String::new(),
        published: String::new(),
    };
    let districts = vec![district.to_string()];
    TaggedItem { item, topics: probable(topics), review: Vec::new(), districts, all_probabilities: None }
}

/// Four items that count (one untagged, one about two districts) and a banner that does not.
pub(crate) fn batch() -> Vec<TaggedItem> {
    let plain = article("甲版#1", "沙市区", &["health"]);
    let mut pair = article("甲版#2", "沙市区", &["safety", "governance"]);
    pair.districts.push("荆州区".into());
    pair.item.headline = "<script>alert(\"一\")</script>".into();
    pair.item.check = true;
    let mut banner = article("甲版#3", "沙市区", &["health"]);
    banner.item.kind = ItemKind::Banner;
    let mut formula = article("乙版#1", "荆州区", &["health"]);
    formula.item.headline = "=HYPERLINK(1)".into();
    formula.item.date = "--06-13".into();
    formula.review = probable(&["safety"]);
    let mut bare = article("乙版#2", "", &[]);
    bare.districts.clear();
    bare.item = Item {
        headline: String::new(),
        headline_lines: vec![],
        body_lines: vec![[7, 7]],
        date: String::new(),
        kind: ItemKind::Caption,
        ..bare.item
    };
    vec![plain, pair, banner, formula, bare]
}

/// The batch's pages, and one of which no item is left.
pub(crate) fn provenance() -> Provenance {
    let page = |name: &str| Source { role: Role::Page, name: name.into(), path: None, sha256: String::new() };
    Provenance { sources: ["甲版.txt", "乙版.txt", "丙版.txt"].map(page).to_vec(), ..Provenance::default() }
}

/// The batch's counts by district and topic.
pub(crate) fn counts() -> Counts {
    Counts::of(&Column::DEFAULT, &batch())
}
