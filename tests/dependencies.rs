//! What we rely on in crates of others.

/// linfa-bayes 0.8.0 and 0.8.1 carry a forgotten `dbg!` that prints two arrays as long as the vocabulary for every class
/// that is fitted; 0.7.1 is quiet. When a release after 0.8.1 is out, try it, and change this test with the version.
#[test]
fn linfa_bayes_is_the_release_that_prints_nothing() {
    let lock = include_str!("../Cargo.lock");
    let package = lock.split("[[package]]").find(|package| package.contains("name = \"linfa-bayes\"")).unwrap();
    assert!(package.contains("version = \"0.7.1\""), "{package}");
}

/// The library holds an image of jieba-rs' dictionary, which the build script makes and a test holds against jieba-rs: all
/// three must be of one release, or a model would see other words than it was trained with.
#[test]
fn the_dictionary_is_that_of_the_jieba_rs_that_is_asked_for() {
    let script = include_str!("../src/build/source.rs");
    let version = script.split("VERSION: &str = \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let manifest = include_str!("../Cargo.toml");
    assert_eq!(manifest.matches(&format!("jieba-rs = {{ version = \"={version}\"")).count(), 2, "{version}");
}
