//! The trend of `report.html`: a small line a topic, all on one scale of months.

use maud::{Markup, html};

use super::trend::Trend;

/// Size of a picture and of the room around its line, in pixels.
const WIDTH: f64 = 300.0;
const HEIGHT: f64 = 96.0;
const MARGIN: f64 = 10.0;
const FOOT: f64 = 20.0;

/// Radius of a month's dot, and of one without neighbours, which has no line to be seen by.
const DOT: f64 = 2.5;
const LONE_DOT: f64 = 4.0;

/// Most months with a dot each; more would touch one another.
const MOST_DOTS: usize = 60;

/// Draws a picture a topic, and one of all articles.
pub(super) fn draw(trend: &Trend) -> Markup {
    html! {
        div.trends {
            @for line in &trend.lines { (figure(&line.name, &trend.months, &line.articles)) }
            (figure("全部文章", &trend.months, &trend.all))
        }
    }
}

fn figure(name: &str, months: &[String], articles: &[Option<u64>]) -> Markup {
    let max = articles.iter().flatten().copied().max().unwrap_or(0);
    let (Some(first), Some(last)) = (months.first(), months.last()) else {
        return html! {};
    };
    html! {
        figure {
            figcaption { (name) " " small { "最多 " (max) " 篇/月" } }
            svg role="img" aria-label={ (name) "：" (told(months, articles)) } viewBox={ "0 0 " (WIDTH) " " (HEIGHT) } {
                line.axis x1=(MARGIN) x2=(WIDTH - MARGIN) y1=(HEIGHT - FOOT) y2=(HEIGHT - FOOT) {}
                @for run in runs(articles) { polyline points=(points(&run, articles.len(), max)) {} }
                @for run in runs(articles) {
                    @for (month, count) in run.iter().filter(|_| run.len() == 1 || articles.len() <= MOST_DOTS) {
                        @let (x, y) = at(*month, *count, articles.len(), max);
                        circle cx=(x) cy=(y) r=(if run.len() == 1 { LONE_DOT } else { DOT }) { title { (months[*month]) "：" (count) " 篇" } }
                    }
                }
                text x=(MARGIN) y=(HEIGHT - 5.0) { (first) }
                text.end x=(WIDTH - MARGIN) y=(HEIGHT - 5.0) { (last) }
            }
        }
    }
}

/// The figures in words, for those who do not see the line.
fn told(months: &[String], articles: &[Option<u64>]) -> String {
    let month = |(month, count): (&String, &Option<u64>)| {
        let count = count.map_or_else(|| "无注明日期的文章".to_string(), |count| format!("{count} 篇"));
        format!("{month} {count}")
    };
    months.iter().zip(articles).map(month).collect::<Vec<_>>().join("，")
}

/// Months in a row with their counts, cut where there is no dated article.
fn runs(articles: &[Option<u64>]) -> Vec<Vec<(usize, u64)>> {
    let mut runs = vec![Vec::new()];
    for (month, count) in articles.iter().enumerate() {
        match (count, runs.last_mut()) {
            (Some(count), Some(run)) => run.push((month, *count)),
            _ => runs.push(Vec::new()),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// Where a month's count stands, in tenths of a pixel.
fn at(month: usize, count: u64, months: usize, max: u64) -> (f64, f64) {
    let rounded = |pixels: f64| (pixels * 10.0).round() / 10.0;
    let x = MARGIN + (WIDTH - 2.0 * MARGIN) * month as f64 / (months - 1).max(1) as f64;
    let y = HEIGHT - FOOT - (HEIGHT - FOOT - MARGIN) * count as f64 / max.max(1) as f64;
    (rounded(x), rounded(y))
}

fn points(run: &[(usize, u64)], months: usize, max: u64) -> String {
    let point = |(month, count): &(usize, u64)| {
        let (x, y) = at(*month, *count, months, max);
        format!("{x},{y}")
    };
    run.iter().map(point).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_cut_where_there_is_no_dated_article_and_ends_on_the_axis() {
        assert_eq!(runs(&[Some(1), None, None, Some(0), Some(4)]), [vec![(0, 1)], vec![(3, 0), (4, 4)]]);
        assert_eq!(at(0, 0, 5, 4), (10.0, 76.0));
        assert_eq!(at(4, 4, 5, 4), (290.0, 10.0));
        assert_eq!(at(0, 0, 1, 0), (10.0, 76.0));
    }

    #[test]
    fn a_lone_month_has_a_dot_of_its_own_however_many_months_there_are() {
        let months: Vec<String> = (0..100).map(|month| format!("{month}")).collect();
        let mut articles = vec![Some(1); 100];
        (articles[3], articles[5]) = (None, None);
        assert_eq!(figure("甲", &months, &articles).into_string().matches("<circle").count(), 1);
    }

    #[test]
    fn the_line_is_told_in_words_too() {
        let months = ["2022-06", "2022-07"].map(str::to_string);
        let drawn = figure("卫生健康", &months, &[Some(2), None]).into_string();
        assert!(drawn.contains("卫生健康：2022-06 2 篇，2022-07 无注明日期的文章"), "{drawn}");
    }
}
