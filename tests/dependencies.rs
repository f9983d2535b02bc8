//! What we rely on in crates of others.

/// linfa-bayes 0.8.0 and 0.8.1 carry a forgotten `dbg!` that prints two arrays as long as the vocabulary for every class
/// that is fitted; 0.7.1 is quiet. When a release after 0.8.1 is out, try it, and change this test with the version.
#[test]
fn linfa_bayes_is_the_release_that_prints_nothing() {
    let lock = include_str!("../Cargo.lock");
    let package = lock.split("[[package]]").find(|package| package.contains("name = \"linfa-bayes\"")).unwrap();
    assert!(package.contains("version = \"0.7.1\""), "{package}");
}
