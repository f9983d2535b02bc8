//! `bianmu count`: tagged articles in, articles per district and topic out.

use std::process::ExitCode;

use bianmu::builtin;
use bianmu::count::Article;
use bianmu::topic::chinese_name;

use crate::args::Count;
use crate::counting::{Counter, fill_home};
use crate::failures::{self, Failures};
use crate::input::{self, Reading};
use crate::lists;
use crate::output::Output;
use crate::tagged;

pub(crate) fn run(args: &Count, reading: &Reading) -> anyhow::Result<ExitCode> {
    let failures = Failures::default();
    let mut output = Output::open_for(args.output.as_deref(), &args.tags)?;
    let needs_places = args.home.is_some() || args.counting.roll_up.is_some();
    let places = needs_places.then(|| lists::gazetteer(args.gazetteer.as_deref(), reading)).transpose()?;
    let home = places.as_ref().zip(args.home.as_deref()).map(|(places, home)| places.home(home)).transpose()?;
    let mut articles: Vec<Article> = Vec::new();
    let tags: Vec<_> = args.tags.iter().map(|path| tagged::file_of(path)).collect();
    for path in input::distinct(&tags) {
        match tagged::read(&path, reading).and_then(|read| reading.good(read, &failures)) {
            Ok(own) => {
                articles.extend(own);
                failures.finish();
            }
            Err(error) => failures.skip(&error),
        }
    }
    fill_home(&mut articles, home.as_ref());
    let counter = Counter::new(&args.counting, places.as_ref(), home.as_ref());
    counter.settle(&mut articles);
    if args.excel {
        let taxonomy = builtin::taxonomy()?;
        for article in &mut articles {
            article.rename_topics(|id| chinese_name(taxonomy.topics(), id));
        }
    }
    if !failures.is_total() {
        counter.write(&articles, &args.form, &mut output, super::csv_style(args.excel))?;
        let remedy = "give them one in a column `date`, or their pages one with `tag --pages-info`";
        counter.undated(&articles, remedy).iter().for_each(|remark| failures::print(remark));
    }
    super::segment::place(output, &failures)?;
    Ok(failures.status())
}
