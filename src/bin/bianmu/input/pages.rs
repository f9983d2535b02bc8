//! The page files of a run, and what their paths tell: a name for each, and perhaps the day.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use bianmu::date::Day;
use bianmu::item::Item;
use bianmu::pages_info::PagePath;
use bianmu::published::{self, named_day};

use super::is_stdin;
use super::names::page_name;

/// A page file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PageFile {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// The page's name: the file's stem, or where other pages of the run have the same, as many folders above it too as
    /// tell them apart, `6月/01`.
    pub(crate) name: String,
    /// The day that its name or its folders tell.
    pub(crate) day: Option<Day>,
    /// Its path in UTF-8 without ending.
    told: String,
}

impl PageFile {
    /// The pages of a run by the paths of their files.
    pub(crate) fn all(paths: &[PathBuf]) -> Vec<Self> {
        let parts: Vec<Vec<String>> = paths.iter().map(|path| parts(path)).collect();
        let mut by_stem: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (place, parts) in parts.iter().enumerate() {
            by_stem.entry(parts.last().map_or("", String::as_str)).or_default().push(place);
        }
        let mut names = vec![String::new(); paths.len()];
        for group in by_stem.values() {
            let own: Vec<&[String]> = group.iter().map(|place| parts[*place].as_slice()).collect();
            let told = telling(&own);
            for (place, name) in group.iter().zip(told) {
                names[*place] = name;
            }
        }
        let files = paths.iter().zip(names).zip(&parts);
        let files = files.map(|((path, name), parts)| {
            let told = parts.join("/");
            Self { path: path.clone(), name, day: named_day(&told), told }
        });
        files.collect()
    }

    /// The same page, whose file is now elsewhere.
    pub(crate) fn now_at(self, path: PathBuf) -> Self {
        Self { path, ..self }
    }

    /// Notes on its items when the page appeared.
    pub(crate) fn dated(&self, mut items: Vec<Item>) -> Vec<Item> {
        published::note(&mut items, self.day);
        items
    }

    /// The page as a table of pages may call it.
    pub(crate) fn page_path(&self) -> PagePath {
        PagePath { name: self.name.clone(), path: self.told.clone() }
    }
}

/// The folders of a path and the stem of its file.
fn parts(path: &Path) -> Vec<String> {
    if is_stdin(path) {
        return vec![page_name(path)];
    }
    let above = path.parent().into_iter().flat_map(Path::components);
    let above = above.filter(|part| !matches!(part, Component::CurDir | Component::RootDir));
    above.map(|part| part.as_os_str().to_string_lossy().into_owned()).chain([page_name(path)]).collect()
}

/// The shortest ends of paths, of equal length, that tell all of them apart; files that only their endings do are
/// numbered.
fn telling(paths: &[&[String]]) -> Vec<String> {
    let longest = paths.iter().map(|parts| parts.len()).max().unwrap_or(1);
    let ends = |length: usize| -> Vec<String> {
        paths.iter().map(|parts| parts[parts.len().saturating_sub(length)..].join("/")).collect()
    };
    let is_told = |names: &[String]| names.iter().collect::<std::collections::BTreeSet<_>>().len() == names.len();
    let names = (1..=longest).map(ends).find(|names| is_told(names));
    names.unwrap_or_else(|| {
        ends(longest).into_iter().zip(1..).map(|(name, number)| format!("{name}({number})")).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(paths: &[&str]) -> Vec<String> {
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        PageFile::all(&paths).into_iter().map(|page| page.name).collect()
    }

    #[test]
    fn a_page_is_named_by_its_stem_or_where_others_have_it_by_the_shortest_telling_path() {
        assert_eq!(names(&["in/6月/01.txt", "in/6月/02.txt"]), ["01", "02"]);
        assert_eq!(names(&["in/6月/01.txt", "in/7月/01.txt", "in/7月/02.txt"]), ["6月/01", "7月/01", "02"]);
        assert_eq!(names(&["a/x/01.txt", "b/x/01.txt", "b/y/01.txt"]), ["a/x/01", "b/x/01", "b/y/01"]);
        assert_eq!(names(&["./01.txt", "6月/01.txt"]), ["01", "6月/01"]);
        assert_eq!(names(&["in/01.txt", "in/01.TXT"]), ["in/01(1)", "in/01(2)"]);
        assert_eq!(names(&["-"]), ["stdin"]);
    }

    #[test]
    fn folders_tell_the_day() {
        let day = |path: &str| PageFile::all(&[PathBuf::from(path)])[0].day.map(|day| day.to_string());
        assert_eq!(day("in/2023-06-05/01.txt").as_deref(), Some("2023-06-05"));
        assert_eq!(day("./2023/06/05/01.txt").as_deref(), Some("2023-06-05"));
        assert_eq!(day("in/2023/06/01.txt"), None);
    }
}
