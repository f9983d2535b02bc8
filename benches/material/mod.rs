//! The text that is timed: the pages of `tests/pages` and the starter corpus of `labels/articles.csv`.

use std::fs;
use std::path::Path;

use bianmu::builtin;
use bianmu::classify::Classifier;
use bianmu::pages_info::PagesInfo;
use bianmu::tag::Tagger;

/// The shipped pages as `(name, text)`, in order of name.
pub(crate) fn pages() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages");
    let files = fs::read_dir(folder).expect("tests/pages is there");
    let mut paths: Vec<_> = files.map(|file| file.expect("tests/pages can be listed").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    let name = |path: &Path| path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    paths.iter().map(|path| (name(path), fs::read_to_string(path).expect("a page is UTF-8"))).collect()
}

/// What `bianmu tag` works with when no flag is given.
pub(crate) fn tagger() -> Tagger {
    let classifier = Classifier::new(builtin::model().expect("the built-in model opens")).expect("its words are sound");
    Tagger::new(classifier, builtin::gazetteer().expect("the built-in gazetteer opens"), None, PagesInfo::default())
}
