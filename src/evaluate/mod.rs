//! Gold against what the program makes of it.

pub mod pages;
