//! Any text is split without a panic; no line that shows something is lost or stands in two items.
#![no_main]

use std::sync::LazyLock;

use bianmu::page::Page;
use bianmu::segment::Segmenter;
use libfuzzer_sys::fuzz_target;

static SEGMENTER: LazyLock<Segmenter> = LazyLock::new(Segmenter::new);

fuzz_target!(|text: &str| {
    let page = Page::parse("p", text);
    let mut lines: Vec<usize> = SEGMENTER.segment(&page).iter().flat_map(|item| item.lines()).collect();
    lines.sort_unstable();
    assert!(lines.is_sorted_by(|a, b| a < b), "a line stands in two items: {lines:?}");
    for (line, number) in page.lines().zip(1..) {
        assert!(line.is_blank() || lines.binary_search(&number).is_ok(), "line {number} is lost: {:?}", line.text);
    }
});
