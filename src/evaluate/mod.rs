//! Gold against what the program makes of it: pages, topics, districts.

mod bootstrap;
mod districts;
pub mod pages;
mod topics;

pub use bootstrap::{Interval, interval};
pub use districts::{DistrictCounts, DistrictFigures};
pub use topics::{Judged, TopicFigures, TopicRow};
