//! From a file's bytes to text: which encoding they are in, and nothing lost on the way.
//!
//! Chinese offices have files in UTF-8, UTF-16, GB18030 (with GBK) and Big5. [`decode`] reads a whole file,
//! [`reader`] one of any length. Bytes that do not fit are an error with their offset; only [`Choice::lossy`], which a
//! person asks for, puts U+FFFD in their place.

mod detect;
mod garbled;
mod transcoder;

use std::borrow::Cow;
use std::io::{BufRead, Cursor, Read};

pub use encoding_rs::Encoding;
use encoding_rs::{DecoderResult, UTF_8};

use crate::error::{Error, Result};
use detect::Found;
use transcoder::Transcoder;

/// How to read bytes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Choice {
    /// The encoding that a person named; the bytes decide where there is none.
    pub encoding: Option<&'static Encoding>,
    /// Whether bytes that do not fit become U+FFFD instead of an error.
    pub lossy: bool,
}

impl Choice {
    /// Finds an encoding by one of its usual names: `gbk`, `gb18030`, `big5`, `utf-8`, `utf-16le`, `utf-16be`.
    pub fn named(name: &str) -> Option<&'static Encoding> {
        Encoding::for_label(name.trim().as_bytes())
    }

    /// The encoding of bytes, and how many of the first are a byte order mark.
    fn settle(self, file: &str, bytes: &[u8], is_whole: bool) -> Result<(&'static Encoding, usize)> {
        let found = match self.encoding {
            Some(encoding) => {
                let mark = Encoding::for_bom(bytes).filter(|(marked, _)| *marked == encoding);
                Found::Surely(encoding, mark.map_or(0, |(_, length)| length))
            }
            None => detect::detect(bytes, is_whole),
        };
        match found {
            Found::Surely(encoding, mark) => Ok((encoding, mark)),
            Found::Unsure(_) if self.lossy => Ok((UTF_8, 0)),
            Found::Unsure(offset) => Err(Error::NotText { name: file.to_string(), offset }),
        }
    }
}

/// How many bytes show the encoding of a file that is read piece by piece. A table that begins with more ASCII than
/// this counts as UTF-8.
const SAMPLE: u64 = 1 << 20;

/// Reads a whole file's bytes as text without its byte order mark.
///
/// # Errors
///
/// The encoding cannot be told, bytes do not fit it, there is a NUL, which no text has, or the text was once saved in
/// a wrong encoding.
pub fn decode<'a>(file: &str, bytes: &'a [u8], choice: Choice) -> Result<Cow<'a, str>> {
    let (encoding, mark) = choice.settle(file, bytes, true)?;
    let text = if choice.lossy {
        encoding.decode_without_bom_handling(&bytes[mark..]).0
    } else {
        strictly(file, encoding, &bytes[mark..], mark)?
    };
    if let Some(offset) = text.find('\0') {
        return Err(Error::NotText { name: file.to_string(), offset });
    }
    if !choice.lossy {
        garbled::check(file, &text)?;
    }
    Ok(text)
}

fn strictly<'a>(file: &str, encoding: &'static Encoding, bytes: &'a [u8], mark: usize) -> Result<Cow<'a, str>> {
    if encoding == UTF_8 {
        let text = std::str::from_utf8(bytes)
            .map_err(|error| Error::NotText { name: file.to_string(), offset: mark + error.valid_up_to() })?;
        return Ok(Cow::Borrowed(text));
    }
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len()));
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    match result {
        DecoderResult::Malformed(bad, after) => {
            let offset = mark + read - usize::from(bad) - usize::from(after);
            Err(bad_byte(file, encoding, offset as u64, lines(&text)))
        }
        DecoderResult::InputEmpty | DecoderResult::OutputFull => Ok(Cow::Owned(text)),
    }
}

/// The number of the line that text ends on, 1-based.
fn lines(text: &str) -> u64 {
    text.bytes().filter(|&byte| byte == b'\n').count() as u64 + 1
}

fn bad_byte(file: &str, encoding: &'static Encoding, offset: u64, line: u64) -> Error {
    let message = format!(
        "the file is in {}, but the byte at offset {offset} is not; save it as UTF-8, name another `--encoding`, or \
         read on with `--lossy`",
        encoding.name()
    );
    Error::row(file, line, message)
}

/// Opens text of any length as UTF-8; its first MiB shows its encoding.
///
/// UTF-8 is handed on unread, so that whoever reads it can say which row is not.
///
/// # Errors
///
/// As for [`decode`], as far as the first bytes show it; bytes further on that do not fit are an error of the reader.
pub fn reader(file: &str, mut bytes: Box<dyn BufRead + Send>, choice: Choice) -> Result<Box<dyn BufRead + Send>> {
    let mut sample = Vec::new();
    let read = bytes.by_ref().take(SAMPLE).read_to_end(&mut sample).map_err(|error| Error::io(file, error))?;
    let is_whole = (read as u64) < SAMPLE;
    let (encoding, mark) = match choice.settle(file, &sample, is_whole) {
        Ok((encoding, mark)) => {
            if choice.encoding.is_none() && !choice.lossy {
                garbled::check(file, &encoding.decode_without_bom_handling(&sample[mark..]).0)?;
            }
            (encoding, mark)
        }
        // Whoever reads the table names the row.
        Err(_) => (UTF_8, 0),
    };
    let bytes = Cursor::new(sample.split_off(mark)).chain(bytes);
    if encoding == UTF_8 && !choice.lossy {
        return Ok(Box::new(bytes));
    }
    Ok(Box::new(Transcoder::new(file, encoding, mark, choice.lossy, bytes)))
}

#[cfg(test)]
mod tests;
