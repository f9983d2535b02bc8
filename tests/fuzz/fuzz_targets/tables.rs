//! Any bytes are a table of labels, topics, places or pages, or an error in words.
#![no_main]

use std::sync::LazyLock;

use bianmu::audit::LabelsTable;
use bianmu::builtin;
use bianmu::corpus::Corpus;
use bianmu::district::Gazetteer;
use bianmu::pages_info::PagesInfo;
use bianmu::topic::Taxonomy;
use libfuzzer_sys::fuzz_target;

static TAXONOMY: LazyLock<Taxonomy> = LazyLock::new(|| builtin::taxonomy().expect("the built-in taxonomy is whole"));
static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| builtin::gazetteer().expect("the built-in places are whole"));

fuzz_target!(|bytes: &[u8]| {
    let said = [
        Corpus::from_csv("t", bytes, &TAXONOMY).err(),
        LabelsTable::from_csv("t", bytes.to_vec(), &TAXONOMY).err(),
        Taxonomy::from_csv("t", bytes).err(),
        PagesInfo::from_csv("t", bytes, &GAZETTEER).err(),
    ];
    for error in said.into_iter().flatten() {
        assert!(!error.to_string().is_empty());
    }
});
