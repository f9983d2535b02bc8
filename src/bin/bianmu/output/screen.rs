//! Standard output, on which a terminal may stand: what it would act on is spelt out there, and only there.

use std::io::{self, IsTerminal, Stdout, Write};

use crate::failures::is_hidden;

/// Standard output. Data on their way to a file or another program stay as they are.
pub(crate) struct Screen {
    stdout: Stdout,
    is_terminal: bool,
    /// The beginning of a character whose end is still to come.
    begun: Vec<u8>,
}

impl Screen {
    /// Opens standard output for data, which may hold anything.
    pub(crate) fn for_data() -> Self {
        Self { is_terminal: io::stdout().is_terminal(), ..Self::for_own_text() }
    }

    /// Opens standard output for text that is safe and may be coloured.
    pub(crate) fn for_own_text() -> Self {
        Self { stdout: io::stdout(), is_terminal: false, begun: Vec::new() }
    }
}

impl Write for Screen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if !self.is_terminal {
            return self.stdout.write(bytes);
        }
        self.begun.extend_from_slice(bytes);
        let (text, rest) = spelt_out(&self.begun);
        self.begun = rest;
        self.stdout.write_all(text.as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.stdout.flush()
    }
}

/// The text of bytes for a terminal, and those at their end that begin a character.
fn spelt_out(bytes: &[u8]) -> (String, Vec<u8>) {
    let mut text = String::with_capacity(bytes.len());
    let mut chunks = bytes.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        for c in chunk.valid().chars() {
            if is_hidden(c) && !matches!(c, '\n' | '\t' | '\r') {
                text.extend(c.escape_unicode());
            } else {
                text.push(c);
            }
        }
        let is_begun = std::str::from_utf8(chunk.invalid()).is_err_and(|error| error.error_len().is_none());
        if is_begun && chunks.peek().is_none() {
            return (text, chunk.invalid().to_vec());
        }
        text.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02X}")));
    }
    (text, Vec::new())
}

#[cfg(test)]
mod tests {
    use super::spelt_out;

    #[test]
    fn what_a_terminal_acts_on_is_spelt_out_and_pieces_are_joined() {
        let case = |bytes: &[u8], text: &str, rest: &[u8]| {
            assert_eq!(spelt_out(bytes), (text.to_string(), rest.to_vec()));
        };
        case("医\n\u{1b}[2J\u{9b}\t\u{202e}生".as_bytes(), "医\n\\u{1b}[2J\\u{9b}\t\\u{202e}生", b"");
        case(&"医生".as_bytes()[..4], "医", &"生".as_bytes()[..1]);
        case(b"a\xffb", "a\\xFFb", b"");
    }
}
