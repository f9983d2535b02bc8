//! Text in any encoding, read piece by piece as UTF-8.

use std::io::{self, BufRead, Read};

use encoding_rs::{CoderResult, Decoder, DecoderResult, Encoding};

use super::bad_byte;
use crate::error::Error;

/// Length in bytes of a decoded piece.
const PIECE: usize = 1 << 16;

/// Decodes while it is read.
pub(super) struct Transcoder<R> {
    file: String,
    encoding: &'static Encoding,
    decoder: Decoder,
    lossy: bool,
    bytes: R,
    /// Bytes read so far, and the line that they reach, for messages.
    offset: u64,
    line: u64,
    piece: Vec<u8>,
    /// How much of the piece is filled, and how much of that was handed out.
    filled: usize,
    used: usize,
    is_over: bool,
    failure: Option<Error>,
}

impl<R: BufRead> Transcoder<R> {
    pub(super) fn new(file: &str, encoding: &'static Encoding, mark: usize, lossy: bool, bytes: R) -> Self {
        Self {
            file: file.to_string(),
            encoding,
            decoder: encoding.new_decoder_without_bom_handling(),
            lossy,
            bytes,
            offset: mark as u64,
            line: 1,
            piece: vec![0; PIECE],
            filled: 0,
            used: 0,
            is_over: false,
            failure: None,
        }
    }

    /// Decodes what comes next into the piece.
    fn advance(&mut self) -> io::Result<()> {
        if let Some(failure) = self.failure.take() {
            self.is_over = true;
            return Err(io::Error::new(io::ErrorKind::InvalidData, failure));
        }
        let source = self.bytes.fill_buf()?;
        let is_last = source.is_empty();
        let (is_over, read, written, bad) = if self.lossy {
            let (result, read, written, _) = self.decoder.decode_to_utf8(source, &mut self.piece, is_last);
            (is_last && result == CoderResult::InputEmpty, read, written, None)
        } else {
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(source, &mut self.piece, is_last);
            let bad = match result {
                DecoderResult::Malformed(bad, after) => Some(u64::from(bad) + u64::from(after)),
                DecoderResult::InputEmpty | DecoderResult::OutputFull => None,
            };
            (is_last && result == DecoderResult::InputEmpty, read, written, bad)
        };
        self.bytes.consume(read);
        self.offset += read as u64;
        self.line += memchr::memchr_iter(b'\n', &self.piece[..written]).count() as u64;
        self.failure = bad.map(|bad| bad_byte(&self.file, self.encoding, self.offset - bad, self.line));
        (self.is_over, self.filled, self.used) = (is_over, written, 0);
        Ok(())
    }
}

impl<R: BufRead> BufRead for Transcoder<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        while self.used == self.filled && !self.is_over {
            self.advance()?;
        }
        Ok(&self.piece[self.used..self.filled])
    }

    fn consume(&mut self, count: usize) {
        self.used += count;
    }
}

impl<R: BufRead> Read for Transcoder<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let count = self.fill_buf()?.read(into)?;
        self.consume(count);
        Ok(count)
    }
}
