//! Pages with gold: segmentation, topics and districts.

use std::path::{Path, PathBuf};

use bianmu::district::{Home, Subject};
use bianmu::error::Result;
use bianmu::evaluate::pages::{Comparison, GoldItem, GoldPage, Segmentation, SegmentationCounts};
use bianmu::evaluate::{DistrictCounts, DistrictFigures, Judged, TopicFigures};
use bianmu::features::Text;
use bianmu::item::{Item, ItemKind};
use bianmu::page::Page;
use bianmu::page::repair::push_wrapped;
use bianmu::segment::Segmenter;
use bianmu::tag::Tagger;
use serde::Serialize;

use crate::args::Evaluate;
use crate::failures::Failures;
use crate::input;
use crate::lists;

/// The figures of pages with gold.
#[derive(Serialize)]
pub(super) struct PageFigures {
    /// Pages measured.
    pub(super) pages: usize,
    /// How well items were found.
    pub(super) segmentation: Segmentation,
    /// Topics of the gold items, given their gold lines.
    pub(super) topics: TopicFigures,
    /// The same on the program's own items, paired with the gold ones.
    pub(super) topics_own_items: TopicFigures,
    /// Districts of the gold items, with the home that the gold names.
    pub(super) districts: DistrictFigures,
    /// The same without a home given, only inferred from the page.
    pub(super) districts_without_home: DistrictFigures,
    /// The same as `districts` on the program's own items.
    pub(super) districts_own_items: DistrictFigures,
}

/// What is counted page by page.
#[derive(Default)]
struct Counts {
    pages: usize,
    segmentation: SegmentationCounts,
    topics: Vec<Judged>,
    topics_own_items: Vec<Judged>,
    districts: DistrictCounts,
    districts_without_home: DistrictCounts,
    districts_own_items: DistrictCounts,
}

/// Measures pages; those that cannot be read or have no gold are skipped.
pub(super) fn measure(pages: &[PathBuf], args: &Evaluate, failures: &Failures) -> anyhow::Result<Option<PageFigures>> {
    let tagger = lists::tagger(&args.lists)?;
    let segmenter = Segmenter::new();
    let mut counts = Counts::default();
    for path in pages {
        match read(path) {
            Ok((page, gold)) => {
                counts.add(&page, &gold, &segmenter.segment(&page), &tagger);
                failures.finish();
            }
            Err(error) => failures.skip(&error),
        }
    }
    let topics = &tagger.classifier().model().topics;
    Ok((counts.pages > 0).then(|| PageFigures {
        pages: counts.pages,
        segmentation: counts.segmentation.figures(),
        topics: TopicFigures::of(topics, &counts.topics),
        topics_own_items: TopicFigures::of(topics, &counts.topics_own_items),
        districts: counts.districts.figures(),
        districts_without_home: counts.districts_without_home.figures(),
        districts_own_items: counts.districts_own_items.figures(),
    }))
}

fn read(path: &Path) -> Result<(Page, GoldPage)> {
    let page = input::read_page(path)?;
    let gold = path.with_extension("json");
    let bytes = input::read_bytes(&gold)?;
    let name = input::name(&gold);
    let gold = GoldPage::from_json(&name, bianmu::page::decode(&name, &bytes)?, &page)?;
    Ok((page, gold))
}

impl Counts {
    fn add(&mut self, page: &Page, gold: &GoldPage, items: &[Item], tagger: &Tagger) {
        self.pages += 1;
        self.segmentation += SegmentationCounts::of(page, gold, items);
        let home = gold.home_district.as_deref().and_then(|home| tagger.gazetteer().home(home).ok());
        let inferred = inferred_home(page, gold, tagger);
        for (gold_item, own) in Comparison::new(page, gold, items).pairs() {
            let body = body_of(page, gold_item);
            let text = Text { headline: &gold_item.headline, body: &body };
            let tags = tagger.tag(text, home.as_ref());
            let labels = places(tagger, gold_item.topics.iter().map(String::as_str));
            let tagged = |tags: &bianmu::tag::Tags| places(tagger, tags.topics.iter().map(|tag| tag.id.as_str()));
            self.topics.push(Judged { gold: labels.clone(), tagged: tagged(&tags) });
            self.districts.add(&gold_item.districts, &tags.districts);
            self.districts_without_home.add(&gold_item.districts, &tagger.tag(text, inferred.as_ref()).districts);
            let own = own.map_or_else(Default::default, |(item, _)| {
                tagger.tag(Text { headline: &item.headline, body: &item.text }, home.as_ref())
            });
            self.topics_own_items.push(Judged { gold: labels, tagged: tagged(&own) });
            self.districts_own_items.add(&gold_item.districts, &own.districts);
        }
    }
}

/// Places of topics in the model; a topic that the model lacks can only be missed, and is left out.
fn places<'a>(tagger: &Tagger, ids: impl Iterator<Item = &'a str>) -> Vec<usize> {
    let topics = &tagger.classifier().model().topics;
    ids.filter_map(|id| topics.iter().position(|topic| topic.id.as_str() == id)).collect()
}

/// The home that the gold items themselves tell.
fn inferred_home(page: &Page, gold: &GoldPage, tagger: &Tagger) -> Option<Home> {
    let items: Vec<&GoldItem> = gold.items.iter().filter(|item| item.kind != ItemKind::Banner).collect();
    let bodies: Vec<String> = items.iter().map(|item| body_of(page, item)).collect();
    let subjects = items.iter().zip(&bodies).map(|(item, body)| Subject { headline: &item.headline, body });
    tagger.gazetteer().infer_home(subjects)
}

/// The text of a gold item's body lines, wraps joined.
fn body_of(page: &Page, item: &GoldItem) -> String {
    debug_assert_ne!(item.kind, ItemKind::Banner);
    let lines = item.body_lines.iter().flat_map(|&[first, last]| first..=last);
    lines.map(|line| &page.lines()[line - 1]).fold(String::new(), |mut text, line| {
        push_wrapped(&mut text, &line.text);
        text
    })
}
