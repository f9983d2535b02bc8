//! What an export was made from, so that a published figure can be traced: the program, and the hash of every file.

use maud::{Markup, html};
use sha2::{Digest, Sha256};

use crate::model::hex;

/// What a file was to a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    /// The word shown to Chinese readers.
    fn chinese(self) -> &'static str {
        match self {
            Self::Model => "模型",
            Self::Taxonomy => "主题表",
            Self::Gazetteer => "地名表",
            Self::PagesInfo => "版面信息",
            Self::Page => "版面",
        }
    }
}

/// The files that an export was made from, in the order in which they were added.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Provenance {
    sources: Vec<Source>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Source {
    role: Role,
    name: String,
    hash: String,
}

/// The version that all exports name.
const VERSION: &str = concat!("bianmu ", env!("CARGO_PKG_VERSION"));

impl Provenance {
    /// Adds a file by its name, without the folders above it, which are no reader's business.
    pub fn add(&mut self, role: Role, name: &str, bytes: &[u8]) {
        self.add_hashed(role, name, sha256(bytes));
    }

    /// Adds a file whose [`sha256`] is known.
    pub fn add_hashed(&mut self, role: Role, name: &str, hash: String) {
        self.sources.push(Source { role, name: name.to_string(), hash });
    }

    /// The rows of a table: what it is, its name, its SHA-256; the program comes first and has none.
    pub(super) fn rows(&self) -> impl Iterator<Item = [&str; 3]> {
        let sources = self.sources.iter().map(|source| [source.role.chinese(), source.name.as_str(), &source.hash]);
        std::iter::once(["程序", VERSION, ""]).chain(sources)
    }

    /// The table, folded away.
    pub(super) fn table(&self) -> Markup {
        html! {
            details.provenance {
                summary { "来源：" (VERSION) "，文件 " (self.sources.len()) " 个及其 SHA-256" }
                table {
                    @for [role, name, hash] in self.rows() { tr { td { (role) } td { (name) } td { code { (hash) } } } }
                }
            }
        }
    }
}

/// SHA-256 of a file's bytes, in hex.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_stands_with_its_hash_and_a_hostile_name_stays_text() {
        let mut provenance = Provenance::default();
        provenance.add(Role::Page, "<b>.txt", b"abc");
        // The first example of FIPS 180-4.
        let hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        let rows: Vec<_> = provenance.rows().collect();
        assert_eq!(rows, [["程序", VERSION, ""], ["版面", "<b>.txt", hash]]);
        let table = provenance.table().into_string();
        assert!(table.contains("&lt;b&gt;.txt") && table.contains(hash) && !table.contains("<b>"));
    }
}
