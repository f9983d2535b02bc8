//! The flags that say how files are read.

use bianmu::encoding::{Choice, Encoding};
use bianmu::table::Limits;
use clap::Args;

use super::{MAX_FILE, MB, Reading};

/// How files are read; the same flags for every verb.
#[derive(Args)]
pub(crate) struct ReadingArgs {
    /// Encoding of all texts and tables read: utf-8, gbk, gb18030, big5, utf-16le or utf-16be; each file shows its own by default
    #[arg(long, global = true, value_name = "NAME", value_parser = encoding)]
    encoding: Option<&'static Encoding>,
    /// Put U+FFFD for bytes that do not fit their file's encoding, instead of refusing the file
    #[arg(long, global = true)]
    lossy: bool,
    /// Refuse pages, lists and workbooks larger than this; tables in CSV and JSONL may have any length
    #[arg(long, global = true, value_name = "MB", default_value_t = MAX_FILE / MB, value_parser = size())]
    max_file_size: u64,
    /// Refuse tables with a row, and JSONL with a line, longer than this
    #[arg(long, global = true, value_name = "MB", default_value_t = Limits::DEFAULT.row as u64 / MB, value_parser = size())]
    max_row_size: u64,
    /// Refuse tables with a cell of more characters than this; a missing quote makes such cells
    #[arg(long, global = true, value_name = "CHARACTERS", default_value_t = Limits::DEFAULT.cell)]
    max_cell_length: usize,
    /// Take the good rows of labels and articles, name the bad ones and end with status 3, instead of refusing the table
    #[arg(long, global = true)]
    skip_bad_rows: bool,
}

impl From<&ReadingArgs> for Reading {
    fn from(args: &ReadingArgs) -> Self {
        Self {
            choice: Choice { encoding: args.encoding, lossy: args.lossy },
            max_file: args.max_file_size * MB,
            limits: Limits { cell: args.max_cell_length, row: (args.max_row_size * MB) as usize },
            skips_bad_rows: args.skip_bad_rows,
        }
    }
}

fn encoding(name: &str) -> Result<&'static Encoding, String> {
    Choice::named(name)
        .ok_or_else(|| "no encoding of that name; take utf-8, gbk, gb18030, big5, utf-16le or utf-16be".to_string())
}

/// Sizes in megabytes up to a terabyte.
fn size() -> clap::builder::RangedU64ValueParser {
    clap::value_parser!(u64).range(1..=1 << 20)
}
