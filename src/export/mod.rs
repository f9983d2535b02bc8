//! Writing what was found: tables for programs ([`csv`]), for offices ([`xlsx`]) and a page for readers ([`html`]).
//!
//! Every writer is a function of the tagged items, the topics and the counts alone; it asks no clock, so
//! the same batch gives the same bytes.

mod articles;
mod bars;
mod catalogue;
mod cell;
pub mod csv;
mod heat_map;
pub mod html;
mod lists;
mod matrix;
#[cfg(test)]
pub(crate) mod sample;
mod svg;
pub mod xlsx;

pub use cell::MAX_CELL_UNITS;
pub use heat_map::heat_map_svg;
