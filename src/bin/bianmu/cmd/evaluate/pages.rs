//! Pages with gold: segmentation, topics and districts.

use std::path::{Path, PathBuf};

use bianmu::district::{Baselines, BatchHomes, Home, Subject};
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
use crate::input::{self, Reading};
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
    /// The same without a home given, only inferred from the pages.
    pub(super) districts_without_home: DistrictFigures,
    /// The same as `districts` on the program's own items.
    pub(super) districts_own_items: DistrictFigures,
    /// The same on the program's own items without a home given.
    pub(super) districts_own_items_without_home: DistrictFigures,
    /// Simple ways to name the main district of the gold items, with the home.
    pub(super) district_baselines: BaselineFigures,
    /// The same on the program's own items.
    pub(super) district_baselines_own_items: BaselineFigures,
}

/// How well simple ways name districts.
#[derive(Serialize)]
pub(super) struct BaselineFigures {
    /// The district named most often.
    pub(super) most_mentioned: DistrictFigures,
    /// The district named first.
    pub(super) first_mentioned: DistrictFigures,
    /// The district of the headline.
    pub(super) headline_only: DistrictFigures,
}

/// What simple ways name.
#[derive(Default)]
struct BaselineCounts {
    most_mentioned: DistrictCounts,
    first_mentioned: DistrictCounts,
    headline_only: DistrictCounts,
}

impl BaselineCounts {
    fn add(&mut self, gold: &[String], found: &Baselines) {
        self.most_mentioned.add(gold, found.most_mentioned.as_slice());
        self.first_mentioned.add(gold, found.first_mentioned.as_slice());
        self.headline_only.add(gold, found.headline_only.as_slice());
    }

    fn figures(&self) -> BaselineFigures {
        BaselineFigures {
            most_mentioned: self.most_mentioned.figures(),
            first_mentioned: self.first_mentioned.figures(),
            headline_only: self.headline_only.figures(),
        }
    }
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
    districts_own_items_without_home: DistrictCounts,
    baselines: BaselineCounts,
    baselines_own_items: BaselineCounts,
}

/// A page with its gold and the program's items.
struct GoldenPage {
    page: Page,
    gold: GoldPage,
    items: Vec<Item>,
}

/// Measures pages; those that cannot be read or have no gold are skipped.
pub(super) fn measure(
    pages: &[PathBuf],
    args: &Evaluate,
    reading: &Reading,
    failures: &Failures,
) -> anyhow::Result<Option<PageFigures>> {
    let tagger = lists::tagger(&args.lists, reading)?;
    let segmenter = Segmenter::new();
    let mut golden: Vec<GoldenPage> = Vec::new();
    for path in pages {
        match read(path, reading) {
            Ok((page, gold)) => {
                golden.push(GoldenPage { items: segmenter.segment(&page), page, gold });
                failures.finish();
            }
            Err(error) => failures.skip(&error),
        }
    }
    let mut counts = Counts::default();
    let inferred = inferred_homes(&golden, &tagger);
    for (page, (_, inferred)) in golden.iter().zip(&inferred) {
        counts.add(page, inferred.as_ref(), &tagger);
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
        districts_own_items_without_home: counts.districts_own_items_without_home.figures(),
        district_baselines: counts.baselines.figures(),
        district_baselines_own_items: counts.baselines_own_items.figures(),
    }))
}

pub(super) fn read(path: &Path, reading: &Reading) -> Result<(Page, GoldPage)> {
    let page = reading.page(path)?;
    let gold = path.with_extension("json");
    let name = input::name(&gold);
    let gold = GoldPage::from_json(&name, &reading.text(&gold)?, &page)?;
    Ok((page, gold))
}

impl Counts {
    fn add(&mut self, golden: &GoldenPage, inferred: Option<&Home>, tagger: &Tagger) {
        let GoldenPage { page, gold, items } = golden;
        self.pages += 1;
        self.segmentation += SegmentationCounts::of(page, gold, items);
        let home = gold.home_district.as_deref().and_then(|home| tagger.gazetteer().home(home).ok());
        let home = home.as_ref();
        for (gold_item, own) in Comparison::new(page, gold, items).pairs() {
            let body = body_of(page, gold_item);
            let text = Text { headline: &gold_item.headline, body: &body };
            let tags = tagger.tag(text, home);
            let labels = places(tagger, gold_item.topics.iter().map(String::as_str));
            let tagged = |tags: &bianmu::tag::Tags| places(tagger, tags.topics.iter().map(|tag| tag.id.as_str()));
            self.topics.push(Judged { gold: labels.clone(), tagged: tagged(&tags) });
            let gold = &gold_item.districts;
            self.districts.add(gold, &tags.districts);
            let simple = |text: Text<'_>| tagger.gazetteer().baselines(&subject(text), home);
            self.baselines.add(gold, &simple(text));
            let own_text = own.map(|(item, _)| Text { headline: &item.headline, body: &item.text });
            self.baselines_own_items.add(gold, &own_text.map_or_else(Baselines::default, simple));
            let own = own_text.map_or_else(Default::default, |text| tagger.tag(text, home));
            self.topics_own_items.push(Judged { gold: labels, tagged: tagged(&own) });
            self.districts_own_items.add(gold, &own.districts);
            let without = |text: Text<'_>| tagger.gazetteer().focus(&subject(text), inferred);
            self.districts_without_home.add(gold, &without(text));
            self.districts_own_items_without_home.add(gold, &own_text.map_or_else(Vec::new, without));
        }
    }
}

fn subject(text: Text<'_>) -> Subject<'_> {
    Subject { headline: text.headline, body: text.body }
}

/// Places of topics in the model; a topic that the model lacks can only be missed, and is left out.
fn places<'a>(tagger: &Tagger, ids: impl Iterator<Item = &'a str>) -> Vec<usize> {
    let topics = &tagger.classifier().model().topics;
    ids.filter_map(|id| topics.iter().position(|topic| topic.id.as_str() == id)).collect()
}

/// The homes that the gold items themselves and other pages of the batch tell.
fn inferred_homes(pages: &[GoldenPage], tagger: &Tagger) -> Vec<(String, Option<Home>)> {
    let told = |page: &GoldenPage| {
        let items: Vec<&GoldItem> = page.gold.items.iter().filter(|item| item.kind != ItemKind::Banner).collect();
        let bodies: Vec<String> = items.iter().map(|item| body_of(&page.page, item)).collect();
        let subjects = items.iter().zip(&bodies).map(|(item, body)| Subject { headline: &item.headline, body });
        let banners = page.gold.items.iter().filter(|item| item.kind == ItemKind::Banner);
        let lines = banners.flat_map(|item| {
            let body = item.body_lines.iter().flat_map(|&[first, last]| first..=last);
            item.headline_lines.iter().copied().chain(body).map(|line| page.page.line(line - 1).text)
        });
        (page.gold.page.clone(), tagger.gazetteer().infer_home(subjects, lines))
    };
    let mut homes: Vec<_> = pages.iter().map(told).collect();
    tagger.fill_homes(&mut homes, &mut BatchHomes::default());
    homes
}

/// The text of a gold item's body lines, wraps joined.
pub(super) fn body_of(page: &Page, item: &GoldItem) -> String {
    debug_assert_ne!(item.kind, ItemKind::Banner);
    let lines = item.body_lines.iter().flat_map(|&[first, last]| first..=last);
    lines.map(|line| page.line(line - 1)).fold(String::new(), |mut text, line| {
        push_wrapped(&mut text, line.text);
        text
    })
}
