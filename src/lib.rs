//! bianmu (编目) turns newspaper pages into a table: page text → articles → topics and districts → counts.

#![warn(clippy::print_stdout, clippy::print_stderr)]

pub mod builtin;
pub mod classify;
pub mod corpus;
pub mod count;
pub mod district;
pub mod error;
pub mod evaluate;
pub mod explain;
pub mod export;
pub mod features;
pub mod item;
pub mod line_kind;
pub mod measure;
pub mod model;
pub mod page;
pub mod pages_info;
pub mod segment;
pub mod tag;
pub mod tokenize;
pub mod topic;
pub mod train;
