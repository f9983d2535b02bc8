//! Turns the dictionary of jieba-rs into an image that the library holds and cuts with from the first moment: see
//! `src/tokenize/layout.rs`. jieba-rs itself builds its tables anew in every process, which takes longer than a page.

mod dictionary;
mod double_array;
mod image;
#[path = "../tokenize/layout.rs"]
mod layout;
mod source;
mod trie;

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use dictionary::Dictionary;

fn main() -> ExitCode {
    match build() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            println!("cargo::error={message}");
            ExitCode::FAILURE
        }
    }
}

fn build() -> Result<(), String> {
    println!("cargo::rerun-if-changed=src/build");
    println!("cargo::rerun-if-changed=src/tokenize/layout.rs");
    let path = source::find()?;
    println!("cargo::rerun-if-changed={}", path.display());
    let text = fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let dictionary = Dictionary::read(&text).map_err(|message| format!("{}: {message}", path.display()))?;
    let out = env::var_os("OUT_DIR").ok_or("cargo sets OUT_DIR, and it is not set")?;
    for (name, bytes) in image::files(&dictionary)? {
        let path = Path::new(&out).join(name);
        fs::write(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}
