//! Writing what was found: tables for programs ([`csv`]), for offices ([`xlsx`]), a page for readers ([`html`]) and
//! a proof of the split for those who check it ([`proof`]).
//!
//! Every writer is a function of what it is given alone; it asks no clock, so
//! the same batch gives the same bytes.

mod anchor;
mod articles;
mod batch;
mod catalogue;
mod cell;
pub mod counts;
pub mod csv;
mod document;
pub mod explanation;
mod filter;
mod heat_table;
pub mod html;
mod lists;
mod matrix;
mod profile;
pub mod proof;
pub mod provenance;
#[cfg(test)]
pub(crate) mod sample;
mod scale;
mod trend;
mod trend_lines;
pub mod xlsx;

pub use batch::Batch;
pub use cell::{MAX_CELL_UNITS, unguarded};
