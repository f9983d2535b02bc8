//! `bianmu evaluate`.
use std::process::ExitCode;

use bianmu::evaluate::pages::{Comparison, GoldPage, SegmentationCounts};
use bianmu::segment::Segmenter;

use crate::args::Evaluate;
use crate::failures::Failures;
use crate::input;

pub(crate) fn run(args: &Evaluate) -> anyhow::Result<ExitCode> {
    let failures = Failures::default();
    let seg = Segmenter::new();
    let mut counts = SegmentationCounts::default();
    for path in input::expand(&args.gold, &failures) {
        let page = input::read_page(&path)?;
        let json = input::read_text(&path.with_extension("json"))?;
        let gold = GoldPage::from_json("g", &json, &page)?;
        let items = seg.segment(&page);
        let c = SegmentationCounts::of(&page, &gold, &items);
        println!(
            "{} exact {} found {} headline {} byline {} date {} kind {} of {}; banners {}/{} invented {}",
            page.name,
            c.exact,
            c.found,
            c.headline,
            c.byline,
            c.date,
            c.kind,
            c.items,
            c.banners_found,
            c.banners,
            c.invented
        );
        for (g, p) in Comparison::new(&page, &gold, &items).pairs() {
            match p {
                None => println!("   MISSED {} {:?} {:?}", g.id, g.headline_lines, g.body_lines),
                Some((i, iou)) => {
                    if iou < 1.0
                        || i.headline.replace(' ', "") != g.headline.replace(' ', "")
                        || i.byline != g.byline
                        || i.date != g.event_date
                        || i.kind != g.kind
                    {
                        println!(
                            "   {iou:.2} {} gold {:?} {:?} {:?} {:?} {:?}\n        ours {:?} {:?} {:?} {:?} {:?}",
                            g.id,
                            g.headline,
                            g.headline_lines,
                            g.body_lines,
                            g.byline,
                            g.event_date,
                            i.headline,
                            i.headline_lines,
                            i.body_lines,
                            i.byline,
                            i.date
                        );
                    }
                }
            }
        }
        counts += c;
    }
    println!("{}", serde_json::to_string_pretty(&counts.figures())?);
    Ok(failures.status())
}
