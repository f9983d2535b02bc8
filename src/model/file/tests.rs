//! A model file opened from an untrusted source is the model that was written, or an error in words.

use super::*;
use crate::model::{Candidate, LEVELS, Reference, Spread, Unlabelled};

/// A model of one term and two topics, with numbers that have no short decimal form.
fn model() -> TopicModel {
    let decision = |x: f64| Decision { slope: x.ln(), offset: -x.sqrt(), threshold: 1.0 / x };
    let algorithm = Algorithm::Nbsvm { smoothing: 0.1, cost: 1.0 / 3.0, interpolation: 0.5 };
    TopicModel {
        task: Task::Multilabel,
        algorithm,
        topics: vec![Topic::bare("health"), Topic::bare("education")],
        vocabulary: Vocabulary::new(vec!["开学".to_string()], &[1.5]).unwrap(),
        idf: vec![1.5],
        weights: vec![0.25, -0.5],
        biases: vec![-1.0, 1.0],
        decisions: (3..5).map(|x| decision(f64::from(x) + 0.1)).collect(),
        precision: PrecisionTable::new(2, vec![1.0 / 3.0; 2 * LEVELS]),
        words: "一网通办\n".to_string(),
        stop_words: "的\n".to_string(),
        provenance: Provenance {
            unlabelled: Some(Unlabelled { articles: 7, weight: 0.25, with: 1.0 / 3.0, without: 0.3 }),
            reference: Some(Reference {
                unseen: Spread { mean: 0.1, deviation: 1.0 / 30.0 },
                best: Spread { mean: 2.0 / 3.0, deviation: 0.2 },
                rates: vec![1.0 / 3.0, 1.0 / 3.0, 1.0 / 3.0],
            }),
            training_hash: String::new(),
            articles: 2,
            base: Some("0f".to_string()),
            dictionary: DICTIONARY.to_string(),
            micro_f1: 0.822_784_810_126_582_3,
            macro_f1: 2.0 / 3.0,
            candidates: vec![Candidate { algorithm, own_share: 0.35, micro_f1: 0.1 + 0.2, macro_f1: 1.0 / 7.0 }],
        },
    }
}

#[test]
fn a_model_reads_back_as_it_was_written() {
    // Many decisions: a JSON reader that rounds the last bit fails on one number in a few dozen.
    let mut written = model();
    for x in 0..500 {
        let mut decision = written.decisions[0];
        decision.slope = f64::from(x).sin();
        written.decisions[0] = decision;
        assert_eq!(TopicModel::from_bytes("m", &written.to_bytes().unwrap()).unwrap(), written);
    }
}

#[test]
fn a_model_without_a_table_of_precisions_reads_back_and_one_with_a_short_table_is_refused() {
    let mut written = model();
    written.precision = None;
    assert_eq!(TopicModel::from_bytes("m", &written.to_bytes().unwrap()).unwrap(), written);
    written.precision = PrecisionTable::new(1, vec![0.5; LEVELS]);
    let error = TopicModel::from_bytes("m", &written.to_bytes().unwrap()).unwrap_err().to_string();
    assert_eq!(error, "m: not a usable model: its table of precisions holds what no training gives");
}

#[test]
fn a_model_without_a_reference_reads_back_and_one_with_a_reference_of_other_topics_is_refused() {
    let mut written = model();
    written.provenance.reference = None;
    assert_eq!(TopicModel::from_bytes("m", &written.to_bytes().unwrap()).unwrap(), written);
    written.provenance.reference =
        model().provenance.reference.map(|reference| Reference { rates: vec![1.0], ..reference });
    let error = TopicModel::from_bytes("m", &written.to_bytes().unwrap()).unwrap_err().to_string();
    assert_eq!(error, "m: not a usable model: what it says of its training articles cannot be");
}

#[test]
fn a_changed_byte_is_noticed() {
    let mut bytes = model().to_bytes().unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    let error = TopicModel::from_bytes("m", &bytes).unwrap_err().to_string();
    assert_eq!(error, "m: not a usable model: its checksum does not fit: it was changed or damaged after training");
}

#[track_caller]
fn refused(bytes: &[u8]) -> String {
    let message = TopicModel::from_bytes("m", bytes).unwrap_err().to_string();
    message.strip_prefix("m: not a usable model: ").unwrap().to_string()
}

/// The bytes of a file with another safetensors header; the tensors stay.
fn with_header(bytes: &[u8], change: impl FnOnce(String) -> String) -> Vec<u8> {
    let length = usize::try_from(u64::from_le_bytes(bytes[..8].try_into().unwrap())).unwrap();
    let header = change(String::from_utf8(bytes[8..8 + length].to_vec()).unwrap());
    [&(header.len() as u64).to_le_bytes(), header.as_bytes(), &bytes[8 + length..]].concat()
}

/// A file whose checksum fits although its model is none that training makes.
fn signed(change: impl FnOnce(&mut TopicModel)) -> Vec<u8> {
    let mut model = model();
    change(&mut model);
    model.to_bytes().unwrap()
}

/// A file whose checksum fits, with these bytes for a tensor.
fn with_tensor(changed: &str, new: &[u8]) -> Vec<u8> {
    let model = model();
    let bytes = model.to_bytes().unwrap();
    let (_, metadata) = SafeTensors::read_metadata(&bytes).unwrap();
    let mut header: Header = serde_json::from_str(&metadata.metadata().as_ref().unwrap()[HEADER_KEY]).unwrap();
    let mut tensors = model.tensors();
    for (_, _, bytes) in tensors.iter_mut().filter(|(name, ..)| *name == changed) {
        *bytes = new.to_vec().into();
    }
    header.checksum = checksum(&header, tensors.iter().map(|(name, _, bytes)| (*name, bytes.as_ref())));
    container(&header, tensors.iter().map(|(name, dtype, bytes)| (*name, *dtype, bytes.as_ref()))).unwrap()
}

#[test]
fn m01_a_file_cut_at_any_length_is_refused() {
    let bytes = model().to_bytes().unwrap();
    for length in 0..bytes.len() {
        refused(&bytes[..length]);
    }
    refused(&[bytes.as_slice(), b"\0"].concat());
}

#[test]
fn m02_a_file_with_any_bit_flipped_or_any_byte_replaced_is_refused() {
    let bytes = model().to_bytes().unwrap();
    for at in 0..bytes.len() {
        let others = (0..8).map(|bit| bytes[at] ^ (1 << bit)).chain(*b" \t\n0159\"");
        for other in others.filter(|other| *other != bytes[at]) {
            let mut changed = bytes.clone();
            changed[at] = other;
            refused(&changed);
        }
    }
}

#[test]
fn m03_a_header_of_absurd_length_is_refused() {
    let bytes = model().to_bytes().unwrap();
    for length in [1 << 63, u64::MAX, 1 << 40, bytes.len() as u64] {
        refused(&[&length.to_le_bytes(), &bytes[8..]].concat());
    }
}

#[test]
fn m04_a_shape_whose_product_overflows_is_refused() {
    let bytes = model().to_bytes().unwrap();
    for shape in ["[9223372036854775807,2]", "[4294967296,4294967296]", "[18446744073709551615]", "[-1]"] {
        let changed = with_header(&bytes, |header| header.replacen("\"shape\":[2]", &format!("\"shape\":{shape}"), 1));
        assert_ne!(changed, bytes);
        refused(&changed);
    }
}

#[test]
fn m05_tensors_that_overlap_or_leave_a_hole_are_refused() {
    let bytes = model().to_bytes().unwrap();
    // The biases stand after the one term's end, in the bytes 8 to 24.
    for new in ["[8,32]", "[16,24]", "[24,8]", "[8,23]", "[0,16]"] {
        let changed = with_header(&bytes, |header| header.replacen("[8,24]", new, 1));
        assert_ne!(changed, bytes);
        refused(&changed);
    }
}

#[test]
fn m06_numbers_that_are_not_finite_are_refused() {
    let message = "it holds numbers that are not finite";
    for bad in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
        assert_eq!(refused(&signed(|model| model.idf[0] = bad)), message);
        assert_eq!(refused(&signed(|model| model.weights[1] = bad)), message);
        assert_eq!(refused(&signed(|model| model.biases[0] = bad.into())), message);
        // JSON has no such numbers at all.
        assert!(refused(&signed(|model| model.decisions[0].slope = bad.into())).starts_with("its header is damaged ("));
    }
}

#[test]
fn m07_terms_that_stand_twice_or_in_disorder_are_refused() {
    let one =
        |ends: &[u64]| with_tensor("term_ends", &ends.iter().flat_map(|end| end.to_le_bytes()).collect::<Vec<_>>());
    // `开学` has six bytes; the ends cut it into terms.
    assert_eq!(refused(&one(&[6, 6])), "its terms are not in order");
    assert_eq!(refused(&one(&[3, 0])), "its terms overlap or run past their end");
    assert_eq!(refused(&one(&[7])), "its terms overlap or run past their end");
    assert_eq!(refused(&one(&[1, 6])), "its terms overlap or run past their end");
    assert_eq!(refused(&one(&[3])), "its terms leave bytes over");
    assert_eq!(refused(&one(&[3, 6])), "its terms are not in order", "学 stands before 开");
    assert_eq!(refused(&with_tensor("term_bytes", b"\xff\xff\xff\xff\xff\xff")), "its terms are no text");
}

#[test]
fn m08_another_version_is_named_beside_ones_own() {
    let bytes = model().to_bytes().unwrap();
    for version in [1, 3, 4_294_967_296_u64] {
        let old = format!("{{\\\"version\\\":{VERSION},");
        let new = format!("{{\\\"version\\\":{version},");
        let changed = with_header(&bytes, |header| header.replacen(&old, &new, 1));
        assert_ne!(changed, bytes);
        let message = format!("its layout is version {version}, this bianmu reads version {VERSION}; train it again");
        assert_eq!(refused(&changed), message);
    }
}

#[test]
fn m09_a_model_of_another_dictionary_is_refused() {
    let bytes = signed(|model| model.provenance.dictionary = "jieba-rs 0.9 default".to_string());
    let message =
        format!("it was trained with the dictionary `jieba-rs 0.9 default`, this is `{DICTIONARY}`; train it again");
    assert_eq!(refused(&bytes), message);
}

#[test]
fn m10_json_of_any_depth_is_an_error() {
    let bytes = model().to_bytes().unwrap();
    let deep = "[".repeat(10_000);
    refused(&with_header(&bytes, |_| deep.clone()));
    refused(&with_header(&bytes, |_| format!("{{\"__metadata__\":{deep}}}")));
    refused(&with_header(&bytes, |header| header.replacen("\\\"topics\\\":[", &format!("\\\"topics\\\":[{deep}"), 1)));
}

#[test]
fn m12_numbers_stand_low_byte_first_on_every_machine() {
    let bytes = model().to_bytes().unwrap();
    let file = SafeTensors::deserialize(&bytes).unwrap();
    // 1.5 is 0x3fc00000; 0.25 and −0.5 are 0x3e800000 and 0xbf000000; −1 and 1 in eight bytes begin with 0xbff0, 0x3ff0.
    assert_eq!(file.tensor("idf").unwrap().data(), [0, 0, 0xc0, 0x3f]);
    assert_eq!(file.tensor("weights").unwrap().data(), [0, 0, 0x80, 0x3e, 0, 0, 0, 0xbf]);
    assert_eq!(file.tensor("biases").unwrap().data(), [0, 0, 0, 0, 0, 0, 0xf0, 0xbf, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f]);
    assert_eq!(file.tensor("term_ends").unwrap().data(), [6, 0, 0, 0, 0, 0, 0, 0]);
    assert_eq!(TopicModel::from_bytes("m", &bytes).unwrap(), model());
}
