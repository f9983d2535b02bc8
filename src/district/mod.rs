//! Where an item plays: place names found in its text, and the districts it is about.
//!
//! A [`Gazetteer`] is read from `labels/districts.csv`. It finds [`Mention`]s on repaired text, whose line wraps
//! are gone, and weighs them into the [`Focus`] of an item: the county-level districts, functional zones or
//! cities that a reader would file it under, the main one first.

mod bare;
mod context;
mod evidence;
mod focus;
mod gazetteer;
mod infer;
mod mention;
mod place;
mod sighting;
mod table;

pub use evidence::Evidence;
pub use focus::{Focus, Subject};
pub use gazetteer::{Gazetteer, Home};
pub use mention::Mention;
pub use place::{Alias, Kind, Place};

/// The built-in table, for the tests of this module.
#[cfg(test)]
fn built_in() -> Gazetteer {
    let table = include_str!("../../labels/districts.csv");
    Gazetteer::from_csv("labels/districts.csv", table.as_bytes()).unwrap()
}
