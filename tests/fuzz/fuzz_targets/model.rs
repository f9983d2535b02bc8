//! Any bytes are a model or an error; a model that opens classifies without a panic. The checksum is not looked at here,
//! or nothing behind it would ever be reached.
#![no_main]

use bianmu::classify::Classifier;
use bianmu::features::Text;
use bianmu::model::TopicModel;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(model) = TopicModel::from_bytes("m", bytes)
        && let Ok(classifier) = Classifier::new(model)
    {
        let text = Text { headline: "开学第一课", body: "医生走进校园，为学生量血压。" };
        let (probabilities, _) = classifier.classify_with_probabilities(text);
        assert!(probabilities.iter().all(|probability| (0.0..=1.0).contains(probability)), "{probabilities:?}");
    }
});
