//! How large a workbook is when inflated, before anything of it is held in memory.

use std::io::{self, Cursor, Read};

use zip::ZipArchive;

/// Most files in a workbook; each sheet is one, and each picture.
const FILES: usize = 10_000;
/// A workbook may be so many times as large inflated as the largest file that is taken: 512 MB.
const TIMES: u64 = 8;
/// Most that its parts may grow by inflating: sheets of text grow to 3 to 15 times their size, of equal numbers to 50.
const RATIO: u64 = 200;
/// What is not large enough to do harm may grow by any ratio.
const HARMLESS: u64 = 1 << 20;

/// Refuses a workbook that is too large when inflated, says how large it may be, or tells what it is instead.
pub(super) fn check(bytes: &[u8], most: u64) -> Result<(), String> {
    let most = most.saturating_mul(TIMES);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| format!("a damaged workbook ({error})"))?;
    if archive.len() > FILES {
        return Err(format!("a workbook of {} files; take out what is no table", archive.len()));
    }
    let (mut declared, mut packed) = (0_u64, 0_u64);
    for k in 0..archive.len() {
        let file = archive.by_index_raw(k).map_err(|error| format!("a damaged workbook ({error})"))?;
        declared = declared.saturating_add(file.size());
        packed = packed.saturating_add(file.compressed_size());
    }
    if declared > most {
        return Err(format!("a workbook of more than {} MB when inflated; split it, or save it as CSV", most >> 20));
    }
    if declared > HARMLESS && declared / packed.max(1) > RATIO {
        return Err(format!("a workbook that inflates to more than {RATIO} times its size; save it as CSV"));
    }
    if archive.index_for_name("xl/workbook.xml").is_none() {
        return Err("an archive, but no workbook (.xlsx); save the table as .xlsx or as CSV".to_string());
    }
    (0..archive.len()).try_for_each(|k| is_as_declared(&mut archive, k))
}

/// Inflates a file into nothing to see that it is no larger than it says.
fn is_as_declared(archive: &mut ZipArchive<Cursor<&[u8]>>, k: usize) -> Result<(), String> {
    let file = archive.by_index(k).map_err(|error| format!("a damaged workbook ({error})"))?;
    let declared = file.size();
    let inflated = io::copy(&mut file.take(declared + 1), &mut io::sink());
    match inflated {
        Ok(inflated) if inflated == declared => Ok(()),
        Ok(_) => Err("a workbook whose parts are larger than it says; it was made to do harm".to_string()),
        Err(error) => Err(format!("a damaged workbook ({error})")),
    }
}
