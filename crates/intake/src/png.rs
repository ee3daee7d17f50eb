//! Pictures without loss: chunk by chunk.

use std::io::Cursor;

use flate2::Crc;

use crate::{IntakeFault, Limits};

/// A picture that holds nothing but its pixels and their colours.
pub(crate) struct Stripped {
    pub bytes: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// What pixels, colours and density are made of. Everything else is words of a program or a
/// person, a time, a place, or a further picture.
const KEPT: [&[u8; 4]; 10] =
    [b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT"];

/// Kept as well, unless it is not of the length that it has.
const DENSITY: &[u8; 4] = b"pHYs";

/// Bytes that the decoder may take for a row, a profile and its window.
const MEMORY: usize = 64 << 20;

/// The picture with the chunks that are kept, each proved by its sum; nothing after its end.
///
/// # Errors
/// [`IntakeFault::TooManyPixels`] by the heading alone, [`IntakeFault::Broken`].
pub(crate) fn strip(bytes: &[u8], limits: &Limits) -> Result<Stripped, IntakeFault> {
    let mut rest = bytes.strip_prefix(SIGNATURE).ok_or(IntakeFault::Broken)?;
    let (width, height) = size(rest).ok_or(IntakeFault::Broken)?;
    limits.bear(width, height)?;
    let mut kept = Vec::with_capacity(bytes.len());
    kept.extend_from_slice(SIGNATURE);
    loop {
        let (kind, chunk) = next(&mut rest).ok_or(IntakeFault::Broken)?;
        if KEPT.contains(&kind) || kind == DENSITY {
            kept.extend_from_slice(chunk);
        } else if kind[0].is_ascii_uppercase() {
            // A chunk without which the picture cannot be shown, and that nobody knows.
            return Err(IntakeFault::Broken);
        }
        if kind == b"IEND" {
            return Ok(Stripped { bytes: kept, width, height });
        }
    }
}

/// Width and height from the first chunk.
fn size(rest: &[u8]) -> Option<(u32, u32)> {
    rest.starts_with(b"\0\0\0\x0dIHDR").then_some(())?;
    let side = |at: usize| Some(u32::from_be_bytes(rest.get(at..at + 4)?.try_into().ok()?));
    Some((side(8)?, side(12)?)).filter(|(width, height)| *width > 0 && *height > 0)
}

/// Takes the next chunk: its kind, and all of it with length and sum. Nothing when it is cut off
/// or its sum is wrong.
fn next<'a>(rest: &mut &'a [u8]) -> Option<(&'a [u8; 4], &'a [u8])> {
    let length = usize::try_from(u32::from_be_bytes(rest.get(..4)?.try_into().ok()?)).ok()?;
    let chunk = rest.get(..length.checked_add(12)?)?;
    let (summed, sum) = chunk[4..].split_at(length + 4);
    let mut crc = Crc::new();
    crc.update(summed);
    (crc.sum().to_be_bytes() == sum).then_some(())?;
    *rest = &rest[chunk.len()..];
    Some((chunk[4..8].try_into().ok()?, chunk))
}

/// Decodes the whole picture, a row at a time.
///
/// # Errors
/// [`IntakeFault::Broken`].
pub(crate) fn prove(bytes: &[u8], limits: &Limits) -> Result<(), IntakeFault> {
    decode(bytes, limits).map_err(|_| IntakeFault::Broken)
}

fn decode(bytes: &[u8], limits: &Limits) -> Result<(), png::DecodingError> {
    let memory = MEMORY.max(usize::try_from(limits.side).unwrap_or(MEMORY).saturating_mul(32));
    let mut reader =
        png::Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: memory }).read_info()?;
    while reader.next_row()?.is_some() {}
    reader.finish()
}
