//! The files of a report, built in memory: `report` writes them, `verify` compares them.

use bianmu::classify::Classifier;
use bianmu::count::{Article, Column, Counts, Story, undated};
use bianmu::district::{BatchHomes, Home};
use bianmu::error::Error;
use bianmu::export::csv::write_articles;
use bianmu::export::provenance::{Provenance, Role, Source, Written, sha256};
use bianmu::export::{Batch, html, xlsx};
use bianmu::features::Text;
use bianmu::item::{Item, ItemKind};
use bianmu::page::Page;
use bianmu::segment::Segmenter;
use bianmu::tag::{Probabilities, TaggedItem, Tagger};
use bianmu::topic::chinese_name;
use clap::ValueEnum;
use rayon::prelude::*;

use crate::args::{LayoutArg, Report};
use crate::cmd::csv_style;
use crate::cmd::segment::{PAGES_AT_A_TIME, each_page};
use crate::counting::Counter;
use crate::failures::Failures;
use crate::input::{self, PageFile, Reading};
use crate::interrupt;
use crate::journal::{self, Journal};
use crate::lists;
use crate::watch::Watch;

/// The name of the file that says what the others were made from.
pub(crate) const PROVENANCE: &str = "provenance.json";

/// The names of all files of a report.
pub(crate) const FILES: [&str; 5] = ["articles.csv", "counts.csv", "counts.xlsx", "report.html", PROVENANCE];

/// A file's name in the folder, and its bytes.
pub(crate) type File = (&'static str, Vec<u8>);

/// A report.
#[derive(Default)]
pub(crate) struct Edition {
    /// Its files; none where no page could be read.
    pub(crate) files: Vec<File>,
    /// What is to be said once it is written: articles without a date, and what it holds, in a line each.
    pub(crate) remarks: Vec<String>,
}

/// Builds all files of a report on these page files; pages that cannot be read are skipped.
pub(crate) fn build(
    args: &Report,
    reading: &Reading,
    pages: &[PageFile],
    failures: &Failures,
    journal: &Journal,
) -> anyhow::Result<Edition> {
    let tagger = lists::tagger_for(&args.lists, pages, reading)?.with_probabilities(Probabilities::All);
    let mut provenance = made_from(args, reading)?;
    let mut items: Vec<Vec<Item>> = Vec::new();
    let split = |segmenter: &Segmenter, file: &PageFile| hashed(segmenter, file, reading, journal);
    each_page(pages, failures, journal, split, |source, page| {
        provenance.sources.push(source);
        items.push(page);
        Ok(())
    })?;
    if failures.is_total() {
        return Ok(Edition::default());
    }
    let tagged = tag(items, &tagger, journal)?;
    watch(&tagged, tagger.classifier());
    files(args, tagged, &tagger, provenance)
}

/// What a report is made from beside its pages.
pub(crate) fn made_from(args: &Report, reading: &Reading) -> anyhow::Result<Provenance> {
    Ok(Provenance { options: options(args, reading), ..lists::provenance(&args.lists)? })
}

/// The items of a page, with its file and hash.
fn hashed(
    segmenter: &Segmenter,
    file: &PageFile,
    reading: &Reading,
    journal: &Journal,
) -> Result<(Source, Vec<Item>), Error> {
    let path = &file.path;
    let bytes = reading.bytes(path)?;
    let text = reading.text_of(path, &bytes)?;
    let page = Page::from_text(&file.name, &input::name(path), &text)?;
    let items = journal::split(journal, segmenter, &page, &text);
    Ok((lists::source(Role::Page, path, sha256(&bytes)), file.dated(items)))
}

/// Tags the items of pages, each with the home that its page or the batch tells.
fn tag(items: Vec<Vec<Item>>, tagger: &Tagger, journal: &Journal) -> anyhow::Result<Vec<TaggedItem>> {
    let page_of = |items: &[Item]| items.first().map_or_else(String::new, |item| item.page.clone());
    let mut homes: Vec<(String, Option<Home>)> =
        items.par_iter().map(|page| (page_of(page), tagger.home_of(page))).collect();
    tagger.fill_homes(&mut homes, &mut BatchHomes::default());
    let mut pages: Vec<(Vec<Item>, &Option<Home>)> =
        items.into_iter().zip(homes.iter().map(|(_, home)| home)).collect();
    let mut tagged = Vec::new();
    while !pages.is_empty() {
        let chunk: Vec<_> = pages.drain(..pages.len().min(PAGES_AT_A_TIME)).collect();
        let tag = |(page, home): (Vec<Item>, &Option<Home>)| journal::tag_page(journal, tagger, page, home.as_ref());
        tagged.par_extend(chunk.into_par_iter().flat_map_iter(tag));
        journal.save()?;
        interrupt::check()?;
    }
    Ok(tagged)
}

/// Warns where the articles are unlike those of the training.
fn watch(tagged: &[TaggedItem], classifier: &Classifier) {
    let watch = Watch::new(classifier);
    let articles = tagged.iter().filter(|tagged| tagged.item.kind != ItemKind::Banner).enumerate();
    let watched: Vec<&TaggedItem> =
        articles.filter(|(at, _)| Watch::is_watched(*at)).map(|(_, tagged)| tagged).collect();
    watched.into_par_iter().for_each(|TaggedItem { item, topics, review, .. }| {
        watch.add(classifier, Text { headline: &item.headline, body: &item.text }, topics, review);
    });
    watch.warn(classifier);
}

/// `articles.csv` has every article printed, under the districts that it names; the others have each story once and
/// districts rolled up, as the flags say.
fn files(
    args: &Report,
    mut tagged: Vec<TaggedItem>,
    tagger: &Tagger,
    mut provenance: Provenance,
) -> anyhow::Result<Edition> {
    let style = csv_style(args.excel);
    let home = args.lists.home.as_deref().map(|home| tagger.gazetteer().home(home)).transpose()?;
    let counter = Counter::new(&args.counting, Some(tagger.gazetteer()), home.as_ref());
    let mut articles_csv = Vec::new();
    let topics = &tagger.classifier().model().topics;
    write_articles(&tagged, topics, &mut articles_csv, style)?;
    for tagged in &mut tagged {
        counter.roll_up(&mut tagged.districts);
    }
    let printed = Counts::of(&Column::DEFAULT, &tagged);
    counter.keep_stories(&mut tagged, story);
    let mut articles: Vec<Article> = tagged.iter().filter_map(Article::of).collect();
    if args.excel {
        for article in &mut articles {
            article.rename_topics(|id| chinese_name(topics, id));
        }
    }
    let mut counts_csv = Vec::new();
    counter.write(&articles, &args.form, &mut counts_csv, style)?;
    let batch = Batch::new(&tagged, topics, printed, counter.weight(), &provenance)?;
    let mut files = vec![
        ("articles.csv", articles_csv),
        ("counts.csv", counts_csv),
        ("counts.xlsx", xlsx::workbook(&batch)?),
        ("report.html", html::report(&batch)?.into_bytes()),
    ];
    let written = files.iter().map(|(name, bytes)| Written { name: (*name).to_string(), sha256: sha256(bytes) });
    provenance.written = written.collect();
    files.push((PROVENANCE, provenance.to_json().into_bytes()));
    let remedy =
        "give the pages' dates with --pages-info (columns page, date) or in their files' names, 2023-06-05_01.txt";
    let undated = counter.undated(&articles, remedy);
    let remarks = undated.into_iter().chain([sums(&provenance, &tagged, &articles)]).collect();
    Ok(Edition { files, remarks })
}

/// `30 pages, 273 articles, 42 to review, 197 undated`: articles as the page lists them.
fn sums(provenance: &Provenance, tagged: &[TaggedItem], counted: &[Article]) -> String {
    let listed = || tagged.iter().filter(|tagged| tagged.item.kind != ItemKind::Banner);
    let (pages, articles) = (provenance.pages(), listed().count());
    let review = listed().filter(|tagged| !tagged.review.is_empty()).count();
    let some = |number: usize, noun: &str| format!("{number} {noun}{}", if number == 1 { "" } else { "s" });
    format!("{}, {}, {review} to review, {} undated", some(pages, "page"), some(articles, "article"), undated(counted))
}

/// What a story is known by again: what is not counted is compared with nothing.
fn story(tagged: &TaggedItem) -> Story<'_> {
    let item = &tagged.item;
    let is_text = item.is_counted() && item.kind != ItemKind::Banner;
    if is_text { Story { headline: &item.headline, text: &item.text } } else { Story::default() }
}

/// The flags that change what a report says, as on the command line.
fn options(args: &Report, reading: &Reading) -> Vec<String> {
    let (counting, form, reading) = (&args.counting, &args.form, reading.choice());
    let by: Vec<String> = counting.by.iter().map(word).collect();
    let valued = [
        ("by", (by != ["district", "topic"]).then(|| by.join(","))),
        ("roll-up", counting.roll_up.as_ref().map(word)),
        ("layout", (form.layout == LayoutArg::Wide).then(|| word(&form.layout))),
        ("home", args.lists.home.clone()),
        ("encoding", reading.encoding.map(|encoding| encoding.name().to_string())),
    ];
    let switches = [
        ("printed", counting.printed),
        ("fractional", counting.fractional),
        ("share", form.share),
        ("interval", form.interval),
        ("excel", args.excel),
        ("lossy", reading.lossy),
    ];
    let valued = valued.into_iter().filter_map(|(name, value)| Some(format!("--{name}={}", value?)));
    let switches = switches.into_iter().filter(|(_, is_on)| *is_on).map(|(name, _)| format!("--{name}"));
    valued.chain(switches).collect()
}

/// The word that stands for a value on the command line.
fn word(value: &impl ValueEnum) -> String {
    value.to_possible_value().map_or_else(String::new, |value| value.get_name().to_string())
}
