//! What files are called, in messages and in results.

use std::path::Path;

use super::is_stdin;
use crate::failures::shown;

/// The name used in messages, in one line: control characters and bytes that are no UTF-8 are spelt out.
pub(crate) fn name(path: &Path) -> String {
    let chunks = path.as_os_str().as_encoded_bytes().utf8_chunks();
    chunks.fold(String::new(), |name, chunk| {
        let invalid: String = chunk.invalid().iter().map(|byte| format!("\\x{byte:02X}")).collect();
        name + &shown(chunk.valid()) + &invalid
    })
}

/// The name of the page that a file holds: its stem, or `stdin`. Archives of old systems name files in GBK.
pub(crate) fn page_name(path: &Path) -> String {
    if is_stdin(path) {
        return "stdin".to_string();
    }
    let stem = path.file_stem().unwrap_or(path.as_os_str());
    let of_gbk = || {
        let bytes = stem.as_encoded_bytes();
        encoding_rs::GB18030
            .decode_without_bom_handling_and_without_replacement(bytes)
            .map(std::borrow::Cow::into_owned)
    };
    stem.to_str().map(str::to_string).or_else(of_gbk).unwrap_or_else(|| name(Path::new(stem)))
}

#[cfg(all(test, unix))]
mod tests {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    use super::*;

    #[test]
    fn names_are_one_line_without_control_characters() {
        let case = |bytes: &[u8], expected: &str| assert_eq!(name(Path::new(OsStr::from_bytes(bytes))), expected);
        case("头版.txt".as_bytes(), "头版.txt");
        case(b"a\nb\x1b[2J.txt", "a\\u{a}b\\u{1b}[2J.txt");
        case(b"\xb7\xff.txt", "\\xB7\\xFF.txt");
    }

    #[test]
    fn a_page_takes_the_name_that_its_file_had_in_gbk() {
        let case = |bytes: &[u8], expected: &str| assert_eq!(page_name(Path::new(OsStr::from_bytes(bytes))), expected);
        case(b"in/\xcd\xb7\xb0\xe6.txt", "头版");
        case("头版.txt".as_bytes(), "头版");
        case(b"a\xff.txt", "a\\xFF");
        case(b"-", "stdin");
    }
}
