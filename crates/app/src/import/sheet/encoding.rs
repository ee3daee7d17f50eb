//! Which encoding a text has. Bytes that are good in several encodings are told apart by
//! whether the words of the heading come out.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// How much of the text is looked at to tell its encoding, in bytes.
const LOOK: usize = 64 * 1024;

/// Readings of the bytes, the likeliest first: one where there is no doubt.
pub(super) fn candidates(bytes: &[u8]) -> Vec<&'static Encoding> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return vec![encoding];
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return vec![encoding];
    }
    if std::str::from_utf8(bytes).is_ok() {
        return vec![UTF_8];
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(LOOK)], true);
    let guess = detector.guess(Some(b"cn"), Utf8Detection::Allow);
    if guess == BIG5 { vec![BIG5, GB18030] } else { vec![GB18030, BIG5] }
}

/// The encoding that somebody named.
pub(super) fn named(name: &str) -> Option<&'static Encoding> {
    Encoding::for_label(name.trim().as_bytes())
}

/// The text, without its byte order mark; none when some bytes mean nothing.
pub(super) fn decode<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Option<Cow<'a, str>> {
    let (text, faulty) = encoding.decode_with_bom_removal(bytes);
    (!faulty).then_some(text)
}

/// UTF-16 that begins without a mark: every other byte of its commas and digits is zero.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let look = &bytes[..bytes.len().min(LOOK)];
    let zeros = |from: usize| {
        look.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count() * 8 > look.len() / 2
    };
    match (zeros(0), zeros(1)) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}
