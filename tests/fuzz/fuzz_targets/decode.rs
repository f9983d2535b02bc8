//! Any bytes are text or an error; what is read strictly is read alike in pieces and with `--lossy`.
#![no_main]

use std::io::{Cursor, Read};

use bianmu::encoding::{Choice, decode, reader};
use libfuzzer_sys::fuzz_target;

const NAMES: [Option<&str>; 6] = [None, Some("utf-8"), Some("gb18030"), Some("big5"), Some("utf-16le"), Some("utf-16be")];

fuzz_target!(|bytes: &[u8]| {
    for name in NAMES {
        let choice = Choice { encoding: name.and_then(Choice::named), lossy: false };
        let strict = decode("f", bytes, choice).ok().map(|text| text.into_owned());
        let lossy = decode("f", bytes, Choice { lossy: true, ..choice });
        if let (Some(strict), Ok(lossy)) = (&strict, &lossy) {
            assert_eq!(strict, lossy, "{name:?}");
        }
        let mut streamed = Vec::new();
        let read = reader("f", Box::new(Cursor::new(bytes.to_vec())), choice);
        let read = read.and_then(|mut lines| lines.read_to_end(&mut streamed).map_err(|error| bianmu::error::Error::io("f", error)));
        if let (Some(strict), Ok(_)) = (strict, read) {
            assert_eq!(strict.as_bytes(), streamed, "{name:?}");
        }
    }
});
