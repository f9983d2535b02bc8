//! Gold against what the program makes of it: pages, topics, districts.

mod articles;
mod bootstrap;
mod curve;
mod districts;
pub mod pages;
mod reliability;
mod topics;
mod worst;

pub use articles::{ArticleFigures, Measurement};
pub use bootstrap::{Interval, interval};
pub use curve::{CurvePoint, learning_curve};
pub use districts::{DistrictCounts, DistrictFigures};
pub use reliability::{Bin, Reliability};
pub use topics::{Judged, TopicFigures, TopicRow};
pub use worst::Mistake;

pub use crate::measure::ranking;
