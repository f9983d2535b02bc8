use encoding_rs::{BIG5, GB18030, GBK, WINDOWS_1252};

use super::*;

const PAGE: &str =
    "义诊进村 药箱到户\n\n本报讯（通讯员陶然）3月11日，县人民医院的医生来到埠河镇，为村民量血压、测血糖。\n";

/// Big5 has no simplified hanzi.
const TRADITIONAL: &str =
    "義診進村 藥箱到戶\n\n本報訊（通訊員陶然）3月11日，縣人民醫院的醫生來到鎮上，為村民量血壓。\n";

fn utf16(text: &str, to_bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(to_bytes).collect()
}

/// The text of bytes, read whole; and the same read by pieces.
fn read(bytes: &[u8]) -> Result<String> {
    let text = decode("p.txt", bytes, Choice::default())?.into_owned();
    let mut pieces = String::new();
    let cursor = Box::new(Cursor::new(bytes.to_vec()));
    reader("p.txt", cursor, Choice::default())?.read_to_string(&mut pieces).unwrap();
    assert_eq!(pieces, text);
    Ok(text)
}

#[track_caller]
fn refused(bytes: &[u8], message: &str) {
    let error = decode("p.txt", bytes, Choice::default()).unwrap_err().to_string();
    assert!(error.starts_with(&format!("p.txt{message}")), "{error}");
}

#[test]
fn t02_t03_a_byte_order_mark_is_no_text() {
    assert_eq!(read(format!("\u{feff}{PAGE}").as_bytes()).unwrap(), PAGE);
    assert_eq!(read("\u{feff}".as_bytes()).unwrap(), "");
    assert_eq!(read(b"").unwrap(), "");
}

#[test]
fn t04_t05_t06_legacy_encodings_give_the_text_of_their_twin() {
    assert_eq!(read(&GBK.encode(PAGE).0).unwrap(), PAGE);
    let rare = format!("{PAGE}𠮷㐀\n");
    assert_eq!(read(&GB18030.encode(&rare).0).unwrap(), rare);
    assert_eq!(read(&BIG5.encode(TRADITIONAL).0).unwrap(), TRADITIONAL);
}

#[test]
fn t07_t08_utf16_is_read_in_either_order_with_and_without_mark() {
    for text in [PAGE, "text,topics\n医生来到村里,health\n", "id,text\n"] {
        for to_bytes in [u16::to_le_bytes, u16::to_be_bytes] {
            assert_eq!(read(&utf16(text, to_bytes)).unwrap(), text);
            assert_eq!(read(&utf16(&format!("\u{feff}{text}"), to_bytes)).unwrap(), text);
        }
    }
}

#[test]
fn t09_t10_damaged_utf8_is_refused_with_the_offset() {
    let cut = &PAGE.as_bytes()[..PAGE.len() - 2];
    refused(cut, &format!(": not UTF-8 text (first bad byte at offset {})", PAGE.len() - 4));
    let long = PAGE.repeat(1 << 12).into_bytes();
    let bad = [&long[..], b"\xff", PAGE.as_bytes()].concat();
    refused(&bad, &format!(": not UTF-8 text (first bad byte at offset {})", long.len()));
    let choice = Choice { lossy: true, ..Choice::default() };
    assert_eq!(decode("p", &bad, choice).unwrap().matches('\u{fffd}').count(), 1);
}

#[test]
fn t11_text_saved_twice_is_refused() {
    let gbk = GBK.decode_without_bom_handling(PAGE.as_bytes()).0;
    refused(gbk.as_bytes(), ": saved twice in the wrong encoding (UTF-8 read as GBK)");
    let western = WINDOWS_1252.decode_without_bom_handling(PAGE.as_bytes()).0;
    refused(western.as_bytes(), ": saved twice in the wrong encoding (Chinese read as Latin-1)");
    let bytes = GBK.encode(PAGE).0;
    let western = WINDOWS_1252.decode_without_bom_handling(&bytes).0;
    refused(western.as_bytes(), ": saved twice in the wrong encoding (Chinese read as Latin-1)");
    let lost = String::from_utf8_lossy(&bytes).into_owned();
    refused(lost.as_bytes(), ": characters were lost");
    refused(GBK.decode_without_bom_handling(lost.as_bytes()).0.as_bytes(), ": characters were lost");
    for page in std::fs::read_dir("tests/pages").unwrap().map(|entry| entry.unwrap().path()) {
        if page.extension().is_some_and(|extension| extension == "txt") {
            let text = std::fs::read_to_string(&page).unwrap();
            assert_eq!(read(text.as_bytes()).unwrap(), text);
            // GBK lacks the planes of private glyphs; GB 18030, of which it is a part, has them.
            assert_eq!(read(&GB18030.encode(&text).0).unwrap(), text, "{}", page.display());
            let gbk = GBK.decode_without_bom_handling(text.as_bytes()).0;
            refused(gbk.as_bytes(), ": saved twice in the wrong encoding (UTF-8 read as GBK)");
        }
    }
    let quoted = format!("{PAGE}乱码“锟斤拷”和“鏈姤璁”是怎么来的，法国人说café à côté。{PAGE}{PAGE}");
    assert_eq!(read(quoted.as_bytes()).unwrap(), quoted);
}

#[test]
fn t12_three_hanzi_of_gbk_are_right_or_unsure_and_never_wrong() {
    let hanzi: Vec<char> =
        PAGE.chars().filter(|c| matches!(c, '\u{4e00}'..)).filter(|c| !"（），、。".contains(*c)).collect();
    let mut right = 0;
    for three in hanzi.windows(3) {
        let text: String = three.iter().collect();
        match decode("p", &GBK.encode(&text).0, Choice::default()) {
            Ok(read) => {
                assert_eq!(read, text);
                right += 1;
            }
            Err(error) => assert!(matches!(error, Error::NotText { .. })),
        }
    }
    assert!(right * 2 > hanzi.len(), "{right} of {}", hanzi.len());
}

#[test]
fn t15_t16_binary_files_are_refused() {
    refused(b"ab\0c", ": not UTF-8 text (first bad byte at offset 2)");
    refused(b"ab\xff", ": not UTF-8 text (first bad byte at offset 2)");
    refused(
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0",
        ": not UTF-8 text (first bad byte at offset 0)",
    );
}

#[test]
fn a_named_encoding_is_held_to_with_line_and_offset() {
    let choice = Choice { encoding: Choice::named("GBK"), lossy: false };
    let bytes = [&GBK.encode("甲乙\n丙").0[..], b"\xff\n"].concat();
    let message = "p.txt:2: the file is in GBK, but the byte at offset 7 is not; save it as UTF-8, name another \
                   `--encoding`, or read on with `--lossy`";
    assert_eq!(decode("p.txt", &bytes, choice).unwrap_err().to_string(), message);
    let mut pieces = reader("p.txt", Box::new(Cursor::new(bytes)), choice).unwrap();
    let mut line = String::new();
    pieces.read_line(&mut line).unwrap();
    assert_eq!(line, "甲乙\n");
    let error = pieces.read_to_string(&mut line).unwrap_err();
    assert_eq!(Error::io("p.txt", error).to_string(), message);
    assert!(Choice::named("klingon").is_none());
}

#[test]
fn long_files_are_read_by_pieces() {
    let text = PAGE.repeat(20_000);
    assert_eq!(read(&GBK.encode(&text).0).unwrap(), text);
    assert_eq!(read(text.as_bytes()).unwrap(), text);
}
