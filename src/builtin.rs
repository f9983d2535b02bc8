//! The lists and the model that are compiled in, so that the program works alone.

use crate::district::Gazetteer;
use crate::error::Result;
use crate::model::TopicModel;
use crate::topic::Taxonomy;

/// `labels/topics.csv`.
pub const TOPICS: &str = include_str!("../labels/topics.csv");
/// `labels/places.txt`.
pub const PLACES: &str = include_str!("../labels/places.txt");
/// `labels/words.txt`: words that jieba cuts whole.
pub const WORDS: &str = include_str!("../labels/words.txt");
/// `labels/stop_words.txt`: words that tell no topics apart.
pub const STOP_WORDS: &str = include_str!("../labels/stop_words.txt");
/// `models/default.safetensors`, made by `bianmu train labels/articles.csv`.
pub const MODEL: &[u8] = include_bytes!("../models/default.safetensors");

/// The taxonomy of `labels/topics.csv`, open for topics of people's own.
///
/// # Errors
///
/// The list is malformed, which a test rules out.
pub fn taxonomy() -> Result<Taxonomy> {
    Taxonomy::from_csv("labels/topics.csv", TOPICS.as_bytes()).map(Taxonomy::open)
}

/// The gazetteer of `labels/places.txt`.
///
/// # Errors
///
/// The list is malformed, which a test rules out.
pub fn gazetteer() -> Result<Gazetteer> {
    Gazetteer::from_list("labels/places.txt", PLACES)
}

/// The model of `models/default.safetensors`.
///
/// # Errors
///
/// The file is no model of this version, which a test rules out.
pub fn model() -> Result<TopicModel> {
    TopicModel::from_bytes("models/default.safetensors", MODEL)
}
