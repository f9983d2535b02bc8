//! The labelled tables that a bench was asked for.

/// The tables named on the command line, or the starter corpus; `None` where nothing is to be measured: `cargo test
/// --benches` runs these programs too, without the flag.
pub(crate) fn asked_for() -> Option<Vec<String>> {
    let (flags, mut paths): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|argument| argument == "--bench");
    if flags.is_empty() {
        return None;
    }
    if paths.is_empty() {
        paths.push(concat!(env!("CARGO_MANIFEST_DIR"), "/labels/articles.csv").to_string());
    }
    Some(paths)
}
