//! Where an item plays: place names found in its text, and the districts it is about.
//!
//! A [`Gazetteer`] is read from `labels/places.txt`. It finds [`Mention`]s on repaired text, whose line wraps
//! are gone, and weighs them into the [`Focus`] of an item: the county-level districts, functional zones or
//! cities that a reader would file it under, the main one first.

mod bare;
mod baseline;
mod context;
mod evidence;
mod focus;
mod gazetteer;
mod infer;
mod letters;
mod listing;
mod local;
mod mention;
mod names;
mod namesake;
mod organisation;
mod origin;
mod overlay;
mod place;
mod roll_up;
mod rows;
mod settle;
mod sighting;
mod subject;
mod survey;
mod unwrap;
mod zone;

pub use baseline::Baselines;
pub use evidence::Evidence;
pub use focus::Focus;
pub use gazetteer::{Gazetteer, Home};
pub use infer::{BatchHomes, Vote};
pub use mention::Mention;
pub use place::{Kind, Place};
pub use roll_up::Level;
pub use subject::Subject;
pub use survey::{Named, Scene, Survey};

/// The built-in table, for the tests of this module.
#[cfg(test)]
fn built_in() -> Gazetteer {
    Gazetteer::from_list("labels/places.txt", include_str!("../../labels/places.txt")).unwrap()
}
