//! The command line as people meet it: the built program in a folder of its own, whole output compared.

// Helpers of tests are no tests to clippy, and a test may well fail by panicking.
#![allow(clippy::unwrap_used)]

mod harness;

mod audit;
mod bad_input;
mod completions;
mod count;
mod diff;
mod encodings;
mod evaluate;
mod explain;
mod faults;
mod intake;
mod pipes;
mod place;
mod report;
mod segment;
mod tag;
mod train;
mod verify;
