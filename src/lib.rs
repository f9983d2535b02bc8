//! bianmu (编目) turns newspaper pages into a table: page text → articles → topics and districts → counts.
//!
//! Four steps, and a type for each: [`segment::Segmenter`] splits a [`page::Page`] into [`item::Item`]s,
//! [`tag::Tagger`] finds their topics ([`classify::Classifier`]) and districts ([`district::Gazetteer`]),
//! [`count::Counts`] counts them, and [`export`] writes the files. [`train::Trainer`] makes a model from labelled
//! articles ([`corpus::Corpus`]), [`audit`] looks through their labels, and [`explain`] says why a text has its topics;
//! [`evaluate`] measures against gold.
//!
//! # One page, from text to counts
//!
//! ```
//! use bianmu::builtin;
//! use bianmu::classify::Classifier;
//! use bianmu::count::{Column, Counts};
//! use bianmu::page::Page;
//! use bianmu::pages_info::PagesInfo;
//! use bianmu::segment::Segmenter;
//! use bianmu::tag::{TaggedItem, Tagger};
//!
//! let page = Page::parse("2024-03-12_02", "\
//! 义诊进村 药箱到户
//!
//! 本报讯（通讯员陶然）3月11日，县人民医院
//! 的医生来到埠河镇，为村民量血压、测血糖，
//! 讲解慢性病的防治和合理用药。
//!
//! 春耕备耕 农机先行
//!
//! 本报讯（记者石小满）连日来，全县农技人员
//! 下到田间，帮农户检修插秧机，指导水稻育秧，
//! 农机合作社已备好早稻种子和化肥。
//! ");
//! let items = Segmenter::new().segment(&page);
//! assert_eq!(items[0].headline, "义诊进村 药箱到户");
//! assert_eq!(items[0].body_lines, [[3, 5]]);
//!
//! let gazetteer = builtin::gazetteer()?;
//! let home = gazetteer.home("公安县")?;
//! let classifier = Classifier::new(builtin::model()?)?;
//! let tagger = Tagger::new(classifier, gazetteer, Some(home), PagesInfo::default());
//! let tagged: Vec<TaggedItem> = tagger.tag_page(items);
//! assert_eq!(tagged[1].topics[0].id.as_str(), "agriculture");
//!
//! let counts = Counts::of(&Column::DEFAULT, &tagged);
//! let rows: Vec<_> = counts.rows().collect();
//! assert!(rows.contains(&(vec!["公安县", "health"], 1)));
//! # Ok::<(), bianmu::error::Error>(())
//! ```
//!
//! # Words
//!
//! Each of these means one thing, here and in the files:
//!
//! - *page*: the text layer of one newspaper page, in numbered lines;
//! - *item*: a piece of a page, whether article, caption, quotation or banner (slogan, column name, page furniture);
//! - *segment*: to split a page into items; *tokenize*: to cut text into words;
//! - *term*: an entry of a model's vocabulary, a word or a pair of neighbouring characters;
//! - *topic*: a class of the taxonomy; a person gives it as a *label*, the program as a *tag*;
//! - *score*: a topic's sum over the terms; *probability*: the score after calibration; *threshold*: the probability
//!   from which a topic is tagged;
//! - *mention*: a place name found in text; *focus*: the districts that an item is about;
//! - *gold*: labels kept to measure with.

#![warn(clippy::print_stdout, clippy::print_stderr)]

pub mod audit;
pub mod builtin;
pub mod classify;
pub mod corpus;
pub mod count;
pub mod date;
pub mod district;
pub mod drift;
pub mod encoding;
pub mod error;
pub mod evaluate;
pub mod explain;
pub mod export;
pub mod features;
pub mod item;
pub mod line_kind;
pub mod measure;
pub mod model;
mod near_duplicate;
pub mod page;
pub mod pages_info;
pub mod published;
pub mod segment;
mod splitmix;
pub mod table;
pub mod tag;
pub mod tokenize;
pub mod topic;
pub mod train;
