//! Where the dictionary of jieba-rs lies on this machine.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

/// The release that `Cargo.toml` asks for.
const VERSION: &str = "0.11.0";
/// Where its package has the dictionary.
const DICTIONARY: &str = "src/data/dict.txt";
/// A variable that names the file where it cannot be found.
const VARIABLE: &str = "BIANMU_JIEBA_DICTIONARY";

/// Finds the dictionary: where the variable says, among the packages that cargo has unpacked, or where
/// `cargo metadata` says, which knows packages of a folder too (`cargo vendor`).
pub(crate) fn find() -> Result<PathBuf, String> {
    println!("cargo::rerun-if-env-changed={VARIABLE}");
    let named = env::var_os(VARIABLE).map(PathBuf::from);
    named.or_else(unpacked).or_else(from_metadata).ok_or_else(|| {
        format!(
            "the dictionary of jieba-rs {VERSION} is not where its package has it ({DICTIONARY}); run `cargo fetch`, \
             or name the file in the variable {VARIABLE}"
        )
    })
}

/// The dictionary in cargo's folder of unpacked packages, which holds a folder for each registry.
fn unpacked() -> Option<PathBuf> {
    let home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| Some(env::home_dir()?.join(".cargo")))?;
    let registries = fs::read_dir(home.join("registry").join("src")).ok()?;
    let mut found: Vec<PathBuf> = registries
        .filter_map(|registry| Some(registry.ok()?.path().join(format!("jieba-rs-{VERSION}"))))
        .filter_map(|package| dictionary_of(&package))
        .collect();
    found.sort();
    found.into_iter().next()
}

/// The dictionary of the package that `cargo metadata` names. It knows all packages only where those for tests are
/// fetched too.
fn from_metadata() -> Option<PathBuf> {
    let cargo = env::var_os("CARGO")?;
    let arguments = ["metadata", "--format-version", "1", "--offline", "--filter-platform"].map(OsStr::new);
    let target = env::var_os("TARGET")?;
    let output = Command::new(cargo).args(arguments).arg(target).output().ok()?;
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).ok()?;
    let is_ours = |package: &&serde_json::Value| package["name"] == "jieba-rs" && package["version"] == VERSION;
    let package = metadata["packages"].as_array()?.iter().find(is_ours)?;
    dictionary_of(Path::new(package["manifest_path"].as_str()?).parent()?)
}

fn dictionary_of(package: &Path) -> Option<PathBuf> {
    Some(package.join(DICTIONARY)).filter(|path| path.is_file())
}
