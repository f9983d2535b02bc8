//! What an export was made from, so that a published figure can be traced and made anew: the program, how it was told
//! to count, and the hash of every file.

use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::model::hex;

/// What a file was to a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// The topic model.
    Model,
    /// The names of topics.
    Taxonomy,
    /// A list of places.
    Gazetteer,
    /// Homes and dates of pages.
    PagesInfo,
    /// A page.
    Page,
}

impl Role {
    const ALL: [Self; 5] = [Self::Model, Self::Taxonomy, Self::Gazetteer, Self::PagesInfo, Self::Page];

    /// The word shown to Chinese readers.
    pub fn chinese(self) -> &'static str {
        match self {
            Self::Model => "模型",
            Self::Taxonomy => "主题表",
            Self::Gazetteer => "地名表",
            Self::PagesInfo => "版面信息",
            Self::Page => "版面",
        }
    }
}

/// The name that stands for the model and the places which the program brings along.
pub const BUILT_IN: &str = "default";

/// A file that an export was made from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// What it was.
    pub role: Role,
    /// Its name without the folders above it, or [`BUILT_IN`].
    pub name: String,
    /// Where it lay, as the run was told. Only `provenance.json` has it: where files lie is no reader's business.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// SHA-256 of its bytes in hex; empty for a pipe.
    pub sha256: String,
}

/// A file that a run wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Its name in the folder.
    pub name: String,
    /// SHA-256 of its bytes in hex.
    pub sha256: String,
}

/// What an export was made from and how; as JSON it is `provenance.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// The program and its version, [`VERSION`] of the one that wrote it.
    pub program: String,
    /// The flags that changed what was counted, as on the command line.
    pub options: Vec<String>,
    /// The files, in the order in which they were read.
    pub sources: Vec<Source>,
    /// The files that were written with it, where it stands beside them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub written: Vec<Written>,
}

/// The program and its version, which all exports name.
pub const VERSION: &str = concat!("bianmu ", env!("CARGO_PKG_VERSION"));

/// What stands before the program's and the flags' rows of a table.
const PROGRAM: &str = "程序";
const OPTION: &str = "选项";

impl Default for Provenance {
    fn default() -> Self {
        Self { program: VERSION.to_string(), options: Vec::new(), sources: Vec::new(), written: Vec::new() }
    }
}

impl Provenance {
    /// Reads `provenance.json`; `name` stands for it in errors.
    ///
    /// # Errors
    ///
    /// It is not what a report writes.
    pub fn from_json(name: &str, json: &[u8]) -> Result<Self> {
        serde_json::from_slice(json).map_err(|error| foreign(name, &error.to_string()))
    }

    /// How many pages were read.
    pub fn pages(&self) -> usize {
        self.sources.iter().filter(|source| source.role == Role::Page).count()
    }

    /// The text of `provenance.json`.
    pub fn to_json(&self) -> String {
        let json = serde_json::to_string_pretty(self).unwrap_or_default();
        json + "\n"
    }

    /// Reads the rows of the table that a workbook or a page shows; `name` stands for it in errors.
    ///
    /// # Errors
    ///
    /// A row names no role, or there is no row of the program.
    pub fn from_rows(name: &str, rows: impl IntoIterator<Item = [String; 3]>) -> Result<Self> {
        let mut found = Self { program: String::new(), ..Self::default() };
        for [role, what, sha256] in rows {
            match role.as_str() {
                PROGRAM => found.program = what,
                OPTION => found.options.push(what),
                role => {
                    let known = Role::ALL.into_iter().find(|known| known.chinese() == role);
                    let role = known.ok_or_else(|| foreign(name, &format!("`{role}` is no kind of source")))?;
                    found.sources.push(Source { role, name: what, path: None, sha256 });
                }
            }
        }
        if found.program.is_empty() { Err(foreign(name, "it does not name the program")) } else { Ok(found) }
    }

    /// The rows of a table: what it is, its name, its SHA-256; the program and the flags come first and have none.
    pub fn rows(&self) -> impl Iterator<Item = [&str; 3]> {
        let options = self.options.iter().map(|option| [OPTION, option.as_str(), ""]);
        let sources = self.sources.iter().map(|source| [source.role.chinese(), source.name.as_str(), &source.sha256]);
        std::iter::once([PROGRAM, self.program.as_str(), ""]).chain(options).chain(sources)
    }

    /// The table, folded away.
    pub(super) fn table(&self) -> Markup {
        html! {
            details.provenance {
                summary { "来源：" (self.program) "，文件 " (self.sources.len()) " 个及其 SHA-256" }
                table {
                    @for [role, name, hash] in self.rows() { tr { td { (role) } td { (name) } td { code { (hash) } } } }
                }
            }
        }
    }
}

fn foreign(name: &str, message: &str) -> Error {
    let message = format!("does not say what it was made from as `bianmu report` does ({message})");
    Error::Provenance { name: name.to_string(), message }
}

/// SHA-256 of a file's bytes, in hex.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example() -> Provenance {
        let page = Source {
            role: Role::Page,
            name: "<b>.txt".into(),
            path: Some("pages/<b>.txt".into()),
            sha256: sha256(b"abc"),
        };
        Provenance { options: vec!["--printed".into()], sources: vec![page], ..Provenance::default() }
    }

    #[test]
    fn every_file_stands_with_its_hash_and_a_hostile_name_stays_text() {
        let provenance = example();
        // The first example of FIPS 180-4.
        let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let rows: Vec<_> = provenance.rows().collect();
        assert_eq!(rows, [["程序", VERSION, ""], ["选项", "--printed", ""], ["版面", "<b>.txt", hash]]);
        let table = provenance.table().into_string();
        assert!(table.contains("&lt;b&gt;.txt") && table.contains(hash) && !table.contains("<b>"));
    }

    #[test]
    fn it_reads_back_from_json_whole_and_from_rows_without_paths() {
        let provenance = example();
        assert_eq!(Provenance::from_json("p", provenance.to_json().as_bytes()).unwrap(), provenance);
        let rows = provenance.rows().map(|row| row.map(str::to_string));
        let mut bare = provenance.clone();
        bare.sources[0].path = None;
        assert_eq!(Provenance::from_rows("p", rows).unwrap(), bare);
    }

    #[test]
    fn what_is_foreign_is_refused_with_its_name() {
        let error = Provenance::from_json("p.json", b"{}").unwrap_err().to_string();
        assert!(error.starts_with("p.json: does not say what it was made from"), "{error}");
        assert!(Provenance::from_rows("p", [["版画", "a", ""].map(str::to_string)]).is_err());
        assert!(Provenance::from_rows("p", []).is_err());
    }
}
