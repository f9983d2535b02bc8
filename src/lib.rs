//! bianmu (编目) turns newspaper pages into a table: page text → articles → topics and districts → counts.

#![warn(clippy::print_stdout, clippy::print_stderr)]

pub mod classify;
pub mod count;
pub mod error;
pub mod export;
pub mod features;
pub mod item;
pub mod model;
pub mod page;
pub mod tag;
pub mod tokenize;
pub mod topic;
