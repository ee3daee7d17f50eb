//! From what came to what is kept.

use crate::kind::Kind;
use crate::{IntakeFault, Limits, Media, heif, jpeg, kind, pdf, png};

/// What may be kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clean {
    /// What it is.
    pub media: Media,
    /// The file, without what it said beyond its pages.
    pub bytes: Vec<u8>,
    /// Pages; 1 for a picture.
    pub pages: u32,
    /// Pixels from left to right as stored, before a photo is turned; 0 for a PDF.
    pub width: u32,
    /// Pixels from top to bottom as stored; 0 for a PDF.
    pub height: u32,
    /// What it was before it was made a JPEG: `heic` or `avif`.
    pub converted_from: Option<&'static str>,
}

/// Cleans a file that somebody sent under this name.
///
/// # Errors
/// Says what is wrong with it and what to do; nothing of it is left then.
pub fn clean(bytes: &[u8], name: &str, limits: &Limits) -> Result<Clean, IntakeFault> {
    if bytes.len() > limits.bytes {
        return Err(IntakeFault::TooLarge { limit: mebibytes(limits.bytes as u64) });
    }
    let kind = kind::told(bytes)?;
    kind::fits(kind, name)?;
    match kind {
        Kind::Pdf => pdf(bytes, limits),
        Kind::Png => png(bytes, limits),
        Kind::Jpeg => jpeg(bytes, limits, jpeg::Turn::Kept),
        Kind::Heic => heif(bytes, "heic", limits),
        Kind::Avif => heif(bytes, "avif", limits),
    }
}

/// Whole mebibytes, for a message.
pub(crate) fn mebibytes(bytes: u64) -> u64 {
    bytes >> 20
}

fn pdf(bytes: &[u8], limits: &Limits) -> Result<Clean, IntakeFault> {
    let (bytes, pages) = pdf::clean(bytes, limits)?;
    Ok(Clean { media: Media::Pdf, bytes, pages, width: 0, height: 0, converted_from: None })
}

fn png(bytes: &[u8], limits: &Limits) -> Result<Clean, IntakeFault> {
    let stripped = png::strip(bytes, limits)?;
    png::prove(&stripped.bytes, limits)?;
    let (width, height) = (stripped.width, stripped.height);
    Ok(Clean { media: Media::Png, bytes: stripped.bytes, pages: 1, width, height, converted_from: None })
}

fn jpeg(bytes: &[u8], limits: &Limits, turn: jpeg::Turn) -> Result<Clean, IntakeFault> {
    let stripped = jpeg::strip(bytes, turn).ok_or(IntakeFault::Broken)?;
    limits.bear(stripped.width, stripped.height)?;
    jpeg::prove(&stripped)?;
    let (width, height) = (stripped.width, stripped.height);
    Ok(Clean { media: Media::Jpeg, bytes: stripped.bytes, pages: 1, width, height, converted_from: None })
}

/// The converter has turned the pixels already: what its JPEG says of turning is left out.
fn heif(bytes: &[u8], from: &'static str, limits: &Limits) -> Result<Clean, IntakeFault> {
    let photo = heif::to_jpeg(bytes, limits)?;
    let clean = jpeg(&photo, limits, jpeg::Turn::Dropped)?;
    Ok(Clean { converted_from: Some(from), ..clean })
}
