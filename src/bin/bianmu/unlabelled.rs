//! Articles without labels, from anything that `bianmu tag` reads.

use std::path::{Path, PathBuf};

use bianmu::builtin;
use bianmu::corpus::Example;
use bianmu::district::Gazetteer;
use bianmu::error::Result;
use bianmu::segment::Segmenter;

use crate::cmd::tag::reader::Reader;
use crate::cmd::tag::record::Record;
use crate::failures::Failures;
use crate::input::{self, Reading};

/// How many articles are read at a time.
const RECORDS_AT_A_TIME: usize = 256;

/// Reads all articles of the inputs; inputs that cannot be read are skipped.
pub(crate) fn read(paths: &[PathBuf], reading: &Reading, failures: &Failures) -> Result<Vec<Example>> {
    if paths.is_empty() {
        return Ok(Vec::new());
    }
    let (segmenter, gazetteer) = (Segmenter::new(), builtin::gazetteer()?);
    let mut articles = Vec::new();
    for path in input::expand(paths, failures) {
        match read_input(&path, reading, &segmenter, &gazetteer, failures) {
            Ok(read) => {
                articles.extend(read);
                failures.finish();
            }
            Err(error) => failures.skip(&error),
        }
    }
    Ok(articles)
}

fn read_input(
    path: &Path,
    reading: &Reading,
    segmenter: &Segmenter,
    gazetteer: &Gazetteer,
    failures: &Failures,
) -> Result<Vec<Example>> {
    let mut reader = Reader::open(path, reading, segmenter, gazetteer)?;
    let mut articles = Vec::new();
    loop {
        let groups = reader.take(RECORDS_AT_A_TIME)?;
        if groups.is_empty() {
            return reading.good((articles, reader.into_bad()), failures);
        }
        articles.extend(groups.iter().flatten().filter_map(example));
    }
}

fn example(record: &Record) -> Option<Example> {
    let text = record.text()?;
    let (headline, body) = (text.headline.to_string(), text.body.to_string());
    let is_empty = headline.is_empty() && body.is_empty();
    (!is_empty).then_some(Example { headline, body, topics: Vec::new(), line: 0 })
}
