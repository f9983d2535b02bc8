//! The model file: one safetensors container with a checksum, opened without trust.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;

use safetensors::tensor::{Dtype, SafeTensors, TensorView, serialize};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Algorithm, DICTIONARY, Decision, PrecisionTable, Provenance, Task, TopicModel};
use crate::error::{Error, Result};
use crate::features::Vocabulary;
use crate::topic::Topic;

/// Version of the layout; a reader refuses every other.
const VERSION: u32 = 2;
/// The longest file that is opened, in bytes: a GiB, two hundred times the model that the program brings along.
pub const MAX_FILE: u64 = 1 << 30;
/// The one metadata key; its value is a [`Header`] as JSON. One key only, because the container
/// writes several in random order.
const HEADER_KEY: &str = "bianmu";

/// Everything in the file that is no tensor.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Header {
    version: u32,
    task: Task,
    algorithm: Algorithm,
    topics: Vec<Topic>,
    decisions: Vec<Decision>,
    provenance: Provenance,
    /// SHA-256 over the header without this field and over all tensors.
    checksum: String,
}

/// The tensors of a file by name.
type Tensors<'a> = Vec<(&'static str, Dtype, Cow<'a, [u8]>)>;

impl TopicModel {
    /// Writes the model in its file form; equal models give equal bytes.
    ///
    /// # Errors
    ///
    /// The container refuses the tensors, which a model made by this library does not cause.
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        let tensors = self.tensors();
        let mut header = Header {
            version: VERSION,
            task: self.task,
            algorithm: self.algorithm,
            topics: self.topics.clone(),
            decisions: self.decisions.clone(),
            provenance: self.provenance.clone(),
            checksum: String::new(),
        };
        header.checksum = checksum(&header, tensors.iter().map(|(name, _, bytes)| (*name, bytes.as_ref())));
        let tensors = tensors.iter().map(|(name, dtype, bytes)| (*name, *dtype, bytes.as_ref()));
        container(&header, tensors).map_err(|message| Error::Export { what: "the model", message })
    }

    /// Reads a model from the bytes of its file.
    ///
    /// # Errors
    ///
    /// The bytes are cut short, damaged, of another program or version, or hold numbers that no
    /// training gives. `name` stands in the message.
    pub fn from_bytes(name: &str, bytes: &[u8]) -> Result<Self> {
        parse(bytes).map_err(|message| Error::Model { name: name.to_string(), message })
    }

    fn tensors(&self) -> Tensors<'_> {
        let terms = self.vocabulary.terms();
        let ends = terms.iter().scan(0u64, |end, term| {
            *end += term.len() as u64;
            Some(*end)
        });
        let precision = |table: &PrecisionTable| {
            ("precision", Dtype::F64, table.values().iter().flat_map(|x| x.to_le_bytes()).collect())
        };
        let mut tensors: Tensors<'_> = vec![
            ("biases", Dtype::F64, self.biases.iter().flat_map(|x| x.to_le_bytes()).collect()),
            ("idf", Dtype::F32, self.idf.iter().flat_map(|x| x.to_le_bytes()).collect()),
            ("stop_words", Dtype::U8, self.stop_words.as_bytes().into()),
            ("term_bytes", Dtype::U8, terms.concat().into_bytes().into()),
            ("term_ends", Dtype::U64, ends.flat_map(u64::to_le_bytes).collect()),
            ("weights", Dtype::F32, self.weights.iter().flat_map(|x| x.to_le_bytes()).collect()),
            ("words", Dtype::U8, self.words.as_bytes().into()),
        ];
        tensors.extend(self.precision.iter().map(precision));
        tensors.sort_by_key(|(name, ..)| *name);
        tensors
    }
}

/// Puts a header and tensors into the file's form, which is one only: no other bytes are the same model.
fn container<'a>(
    header: &Header,
    tensors: impl Iterator<Item = (&'static str, Dtype, &'a [u8])>,
) -> std::result::Result<Vec<u8>, String> {
    let json = serde_json::to_string(header).map_err(|error| error.to_string())?;
    let views: Vec<_> = tensors
        .map(|(name, dtype, bytes)| {
            let shape = vec![bytes.len() / (dtype.bitsize() / 8)];
            TensorView::new(dtype, shape, bytes).map(|view| (name, view))
        })
        .collect::<std::result::Result<_, _>>()
        .map_err(|error| error.to_string())?;
    let metadata = HashMap::from([(HEADER_KEY.to_string(), json)]);
    serialize(views, Some(metadata)).map_err(|error| error.to_string())
}

/// Hashes a header, its own checksum left out, and the tensors in order of name.
fn checksum<'a>(header: &Header, tensors: impl Iterator<Item = (&'static str, &'a [u8])>) -> String {
    let unsigned = serde_json::json!([
        header.version,
        header.task,
        header.algorithm,
        header.topics,
        header.decisions,
        header.provenance
    ]);
    let mut hash = Sha256::new();
    hash.update(unsigned.to_string());
    for (name, bytes) in tensors {
        hash.update(name);
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    }
    hex(&hash.finalize())
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn parse(bytes: &[u8]) -> std::result::Result<TopicModel, String> {
    if bytes.len() as u64 > MAX_FILE {
        return Err(format!("it is longer than {} MiB; no newspaper needs so many terms", MAX_FILE >> 20));
    }
    let (_, metadata) = SafeTensors::read_metadata(bytes)
        .map_err(|error| format!("{error}; it is cut short or no model file: train it again"))?;
    let json = metadata
        .metadata()
        .as_ref()
        .and_then(|metadata| metadata.get(HEADER_KEY))
        .ok_or("a safetensors file of another program; make one with `bianmu train`")?;
    let header: Header = serde_json::from_str(json).map_err(|error| match version_of(json) {
        Some(version) if version != u64::from(VERSION) => wrong_version(version),
        _ => format!("its header is damaged ({error})"),
    })?;
    if header.version != VERSION {
        return Err(wrong_version(u64::from(header.version)));
    }
    let file = SafeTensors::deserialize(bytes).map_err(|error| format!("{error}; it is cut short: copy it again"))?;
    let tensors = Parts::open(&file)?;
    if !cfg!(fuzzing) && checksum(&header, tensors.named()) != header.checksum {
        return Err("its checksum does not fit: it was changed or damaged after training".to_string());
    }
    // The checksum is over the header's values; this is over the bytes that they were written with.
    if !cfg!(fuzzing) && container(&header, tensors.typed())? != bytes {
        return Err("its header is not as it was written: it was changed or damaged after training".to_string());
    }
    tensors.assemble(header)
}

fn version_of(json: &str) -> Option<u64> {
    serde_json::from_str::<serde_json::Value>(json).ok()?.get("version")?.as_u64()
}

fn wrong_version(found: u64) -> String {
    format!("its layout is version {found}, this bianmu reads version {VERSION}; train it again")
}

/// The raw tensors of an opened file.
struct Parts<'a> {
    biases: &'a [u8],
    idf: &'a [u8],
    precision: Option<&'a [u8]>,
    stop_words: &'a [u8],
    term_bytes: &'a [u8],
    term_ends: &'a [u8],
    weights: &'a [u8],
    words: &'a [u8],
}

impl<'a> Parts<'a> {
    fn open(file: &SafeTensors<'a>) -> std::result::Result<Self, String> {
        let part = |name: &str, dtype: Dtype| match file.tensor(name) {
            Ok(view) if view.dtype() == dtype && view.shape().len() == 1 => Ok(view.data()),
            Ok(_) => Err(format!("its tensor `{name}` has another type or shape")),
            Err(_) => Err(format!("its tensor `{name}` is missing")),
        };
        Ok(Self {
            biases: part("biases", Dtype::F64)?,
            idf: part("idf", Dtype::F32)?,
            precision: file.names().contains(&"precision").then(|| part("precision", Dtype::F64)).transpose()?,
            stop_words: part("stop_words", Dtype::U8)?,
            term_bytes: part("term_bytes", Dtype::U8)?,
            term_ends: part("term_ends", Dtype::U64)?,
            weights: part("weights", Dtype::F32)?,
            words: part("words", Dtype::U8)?,
        })
    }

    /// The tensors in order of name, as they are hashed.
    fn named(&self) -> impl Iterator<Item = (&'static str, &'a [u8])> {
        self.typed().map(|(name, _, bytes)| (name, bytes))
    }

    /// The same with their types.
    fn typed(&self) -> impl Iterator<Item = (&'static str, Dtype, &'a [u8])> {
        [
            ("biases", Dtype::F64, Some(self.biases)),
            ("idf", Dtype::F32, Some(self.idf)),
            ("precision", Dtype::F64, self.precision),
            ("stop_words", Dtype::U8, Some(self.stop_words)),
            ("term_bytes", Dtype::U8, Some(self.term_bytes)),
            ("term_ends", Dtype::U64, Some(self.term_ends)),
            ("weights", Dtype::F32, Some(self.weights)),
            ("words", Dtype::U8, Some(self.words)),
        ]
        .into_iter()
        .filter_map(|(name, dtype, bytes)| Some((name, dtype, bytes?)))
    }

    /// Checks that the parts fit each other and makes the model.
    fn assemble(&self, header: Header) -> std::result::Result<TopicModel, String> {
        let idf = floats(self.idf);
        let vocabulary = Vocabulary::new(self.terms()?, &idf)?;
        let precision = self.precision.map(|bytes| {
            let table = PrecisionTable::new(header.topics.len(), doubles(bytes));
            table.ok_or("its table of precisions holds what no training gives")
        });
        let model = TopicModel {
            task: header.task,
            algorithm: header.algorithm,
            topics: header.topics,
            idf,
            weights: floats(self.weights),
            biases: doubles(self.biases),
            decisions: header.decisions,
            precision: precision.transpose()?,
            words: text(self.words, "words")?,
            stop_words: text(self.stop_words, "stop_words")?,
            provenance: header.provenance,
            vocabulary,
        };
        check(&model)?;
        Ok(model)
    }

    fn terms(&self) -> std::result::Result<Vec<String>, String> {
        let bytes = std::str::from_utf8(self.term_bytes).map_err(|_| "its terms are no text")?;
        let mut start = 0;
        let mut terms = Vec::with_capacity(self.term_ends.len() / 8);
        for end in self.term_ends.chunks_exact(8) {
            let end = usize::try_from(u64::from_le_bytes(end.try_into().unwrap_or_default())).unwrap_or(usize::MAX);
            terms.push(bytes.get(start..end).ok_or("its terms overlap or run past their end")?.to_string());
            start = end;
        }
        if start != bytes.len() {
            return Err("its terms leave bytes over".to_string());
        }
        Ok(terms)
    }
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes.chunks_exact(4).map(|b| f32::from_le_bytes(b.try_into().unwrap_or_default())).collect()
}

fn doubles(bytes: &[u8]) -> Vec<f64> {
    bytes.chunks_exact(8).map(|b| f64::from_le_bytes(b.try_into().unwrap_or_default())).collect()
}

fn text(bytes: &[u8], name: &str) -> std::result::Result<String, String> {
    String::from_utf8(bytes.to_vec()).map_err(|_| format!("its tensor `{name}` is no text"))
}

/// Refuses a model whose parts have different sizes, whose numbers are not finite or that was
/// trained with another dictionary.
fn check(model: &TopicModel) -> std::result::Result<(), String> {
    let (terms, topics) = (model.vocabulary.len(), model.topics.len());
    let fits = model.idf.len() == terms
        && Some(model.weights.len()) == terms.checked_mul(topics)
        && model.biases.len() == topics
        && model.decisions.len() == topics
        && topics > 0;
    if !fits {
        return Err("its parts do not fit each other in size".to_string());
    }
    let decisions = model.decisions.iter().flat_map(|d| [d.slope, d.offset, d.threshold]);
    if model.provenance.reference.as_ref().is_some_and(|reference| !reference.fits(topics)) {
        return Err("what it says of its training articles cannot be".to_string());
    }
    let finite = model.idf.iter().chain(&model.weights).all(|x| x.is_finite())
        && model.biases.iter().copied().chain(decisions).all(f64::is_finite);
    if !finite {
        return Err("it holds numbers that are not finite".to_string());
    }
    if model.provenance.dictionary != DICTIONARY {
        let other = &model.provenance.dictionary;
        return Err(format!("it was trained with the dictionary `{other}`, this is `{DICTIONARY}`; train it again"));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
