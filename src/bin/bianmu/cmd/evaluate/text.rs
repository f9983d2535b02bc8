//! Figures for people.

use bianmu::evaluate::{ArticleFigures, Bin, CurvePoint, DistrictFigures, Mistake, Reliability, TopicFigures};

use super::Figures;
use super::pages::PageFigures;
use crate::failures::shown;

/// All figures as text, one block a subject.
pub(super) fn render(figures: &Figures) -> String {
    let mut text = String::new();
    if let Some(pages) = &figures.pages {
        text += &render_pages(pages);
    }
    if let Some(articles) = &figures.articles {
        text += &render_articles(articles);
    }
    if let Some(curve) = &figures.learning_curve {
        text += &render_curve(curve);
    }
    text
}

fn render_curve(curve: &[CurvePoint]) -> String {
    let row = |point: &CurvePoint| {
        let CurvePoint { labels, micro_f1, macro_f1, first_topic } = point;
        format!("  {labels:6} {micro_f1:8.3} {macro_f1:8.3} {first_topic:17.3}\n")
    };
    let rows: String = curve.iter().map(row).collect();
    format!(
        "models of random parts of the labels, means of three, and of all\n  labels micro F1 macro F1 first topic right\n{rows}"
    )
}

fn render_articles(figures: &ArticleFigures) -> String {
    let accuracy = figures.accuracy.map(|accuracy| format!("accuracy {accuracy:.3}  ")).unwrap_or_default();
    format!(
        "topics of {} labelled articles\n{}  {accuracy}label ranking average precision {:.3}\n{}{}{}",
        figures.topics.articles,
        render_topics(&figures.topics),
        figures.lrap,
        render_reliability(&figures.reliability),
        render_mistakes("wrongly given, the most probable first", &figures.false_positives),
        render_mistakes("wrongly denied, the least probable first", &figures.false_negatives),
    )
}

fn render_reliability(figures: &Reliability) -> String {
    let row = |bin: &Bin| {
        let (mean, observed) = bin.mean.zip(bin.observed)?;
        Some(format!("   {:.1} to {:.1} {:8} {mean:6.3} {observed:6.3}\n", bin.from, bin.to, bin.count))
    };
    format!(
        "probabilities: Brier score {:.4}, expected calibration error {:.4}, from 0.1 on {:.4}\n\
         \x20 probability answers   mean  right\n{}",
        figures.brier,
        figures.ece,
        figures.ece_from_0_1,
        figures.bins.iter().filter_map(row).collect::<String>(),
    )
}

fn render_mistakes(title: &str, mistakes: &[Mistake]) -> String {
    let mut text = if mistakes.is_empty() { String::new() } else { format!("{title}\n") };
    for mistake in mistakes {
        let terms: String = mistake.terms.iter().map(|term| format!(" {} {:+.3}", term.term, term.share)).collect();
        let line = format!(
            "{}:{}: {} {} {:.3} {}:{terms}",
            mistake.name, mistake.line, mistake.topic, mistake.chinese, mistake.probability, mistake.headline,
        );
        text += &format!("  {}\n", shown(&line));
    }
    text
}

fn render_pages(figures: &PageFigures) -> String {
    let s = &figures.segmentation;
    format!(
        "segmentation of {} pages, {} items\n  \
         all lines right {:.3}  line IoU at least 0.8 {:.3}  headline {:.3}  byline {:.3}  date {:.3}  kind {:.3}\n  \
         banners found {:.3} of {}  invented items {}  B-cubed F1 over characters {:.3}\n  \
         marked for checking {:.3}  all lines right among the unmarked {:.3}\n\
         topics of the gold items\n{}\
         topics of the program's own items: micro F1 {:.3}, macro F1 {:.3}, first topic right {:.3}\n\
         districts of the gold items: {}\n  without a home given: {}\n  on the program's own items: {}\n    \
         without a home given: {}\n  the district named most: {}\n  the district named first: {}\n  \
         the headline's district: {}\n  \
         the same three on the program's own items: {}\n    {}\n    {}\n",
        figures.pages,
        s.items,
        s.exact,
        s.iou_80,
        s.headline,
        s.byline,
        s.date,
        s.kind,
        s.banners_found,
        s.banners,
        s.invented,
        s.b_cubed_f1,
        s.checked,
        s.unchecked_exact,
        render_topics(&figures.topics),
        figures.topics_own_items.micro_f1,
        figures.topics_own_items.macro_f1,
        figures.topics_own_items.first_topic,
        render_districts(&figures.districts),
        render_districts(&figures.districts_without_home),
        render_districts(&figures.districts_own_items),
        render_districts(&figures.districts_own_items_without_home),
        render_districts(&figures.district_baselines.most_mentioned),
        render_districts(&figures.district_baselines.first_mentioned),
        render_districts(&figures.district_baselines.headline_only),
        render_districts(&figures.district_baselines_own_items.most_mentioned),
        render_districts(&figures.district_baselines_own_items.first_mentioned),
        render_districts(&figures.district_baselines_own_items.headline_only),
    )
}

fn render_topics(figures: &TopicFigures) -> String {
    let mut text = format!(
        "  micro F1 {:.3} ({:.3} to {:.3})  macro F1 {:.3} ({:.3} to {:.3})\n  \
         first topic right {:.3}  all topics right {:.3}  without a topic {}\n",
        figures.micro_f1,
        figures.micro_f1_interval.low,
        figures.micro_f1_interval.high,
        figures.macro_f1,
        figures.macro_f1_interval.low,
        figures.macro_f1_interval.high,
        figures.first_topic,
        figures.exact,
        figures.untagged,
    );
    let is_ranked = figures.topics.iter().any(|row| row.average_precision.is_some());
    let heading = if is_ranked { " average precision" } else { "" };
    text += &format!("  labelled tagged precision recall    F1{heading}  topic\n");
    for row in &figures.topics {
        let ranked = match row.average_precision {
            Some(figure) => format!(" {figure:17.3}"),
            None if is_ranked => format!(" {:>17}", "–"),
            None => String::new(),
        };
        text += &format!(
            "  {:8} {:6} {:9.3} {:6.3} {:5.3}{ranked}  {} {}\n",
            row.support, row.tagged, row.precision, row.recall, row.f1, row.topic, row.chinese,
        );
    }
    text
}

fn render_districts(figures: &DistrictFigures) -> String {
    format!("main district right {:.3}, F1 of all districts {:.3}", figures.main, figures.set_f1)
}
