//! Photos: segment by segment, without compressing them anew.

use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;
use zune_jpeg::{JpegDecoder, errors::DecodeErrors};

use crate::IntakeFault;

/// Whether a photo keeps its word on how it is to be turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// In an EXIF segment that says nothing else.
    Kept,
    /// Its pixels stand upright, or whoever shows it does not ask.
    Dropped,
}

/// A photo that holds nothing but its picture.
pub(crate) struct Stripped {
    pub bytes: Vec<u8>,
    pub width: u32,
    pub height: u32,
}

const SOI: u8 = 0xd8;
const EOI: u8 = 0xd9;
const SOS: u8 = 0xda;
const APP0: u8 = 0xe0;
const APP1: u8 = 0xe1;
const APP2: u8 = 0xe2;
const APP14: u8 = 0xee;

/// A photo that is built up step by step has about ten; thousands of them that each say almost
/// nothing keep a decoder busy for hours.
const SCANS: u32 = 100;

/// One segment: its marker and what follows the length.
struct Segment<'a> {
    marker: u8,
    body: &'a [u8],
}

/// Walks over the segments.
struct Walk<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Walk<'a> {
    /// The next marker, over the fill bytes before it.
    fn marker(&mut self) -> Option<u8> {
        (*self.bytes.get(self.at)? == 0xff).then_some(())?;
        let fill = self.bytes[self.at..].iter().position(|byte| *byte != 0xff)?;
        self.at += fill + 1;
        Some(self.bytes[self.at - 1])
    }

    /// The next segment; `EOI` has no body.
    fn segment(&mut self) -> Option<Segment<'a>> {
        let marker = self.marker()?;
        if marker == EOI {
            return Some(Segment { marker, body: &[] });
        }
        let length = self.bytes.get(self.at..self.at + 2)?;
        let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
        let body = self.bytes.get(self.at + 2..self.at + length.max(2))?;
        self.at += length.max(2);
        Some(Segment { marker, body })
    }

    /// The coded picture after a scan's heading: up to a marker that neither restarts nor escapes.
    fn coded(&mut self) -> Option<&'a [u8]> {
        let start = self.at;
        loop {
            let rest = &self.bytes[self.at..];
            self.at += rest.iter().position(|byte| *byte == 0xff)?;
            match *self.bytes.get(self.at + 1)? {
                0 | 0xd0..=0xd7 => self.at += 2,
                0xff => self.at += 1,
                _ => return Some(&self.bytes[start..self.at]),
            }
        }
    }
}

/// The photo with its picture, its colours and, where wanted, its turn; nothing after its end.
/// Nothing when it is cut off or its segments do not follow one another.
pub(crate) fn strip(bytes: &[u8], turn: Turn) -> Option<Stripped> {
    let mut walk = Walk { bytes, at: 0 };
    (walk.marker()? == SOI).then_some(())?;
    let mut heading = None;
    let mut orientation = None;
    let mut size = None;
    let mut scans = 0;
    let mut rest = Vec::with_capacity(bytes.len());
    loop {
        let segment = walk.segment()?;
        match segment.marker {
            EOI => break,
            APP0 => heading = heading.or_else(|| density(segment.body)),
            APP1 => orientation = orientation.or_else(|| orientation_of(segment.body)),
            APP2 if segment.body.starts_with(b"ICC_PROFILE\0") => put(&mut rest, &segment),
            APP14 if segment.body.starts_with(b"Adobe") => put(&mut rest, &segment),
            // The frame, and only one.
            0xc0..=0xc2 if size.is_none() => {
                size = Some(frame(segment.body)?);
                put(&mut rest, &segment);
            }
            // Tables for coding, quantisation and restarts.
            0xc4 | 0xdb | 0xdd => put(&mut rest, &segment),
            SOS if size.is_some() && scans < SCANS => {
                scans += 1;
                put(&mut rest, &segment);
                rest.extend_from_slice(walk.coded()?);
            }
            // Further words of a program or a person.
            0xe2..=0xef | 0xfe => {}
            _ => return None,
        }
    }
    let (width, height) = size.filter(|_| scans > 0)?;
    let turned = orientation.filter(|_| turn == Turn::Kept);
    Some(Stripped { bytes: assembled(heading, turned, &rest), width, height })
}

fn assembled(heading: Option<[u8; 14]>, orientation: Option<u8>, rest: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(rest.len() + 64);
    bytes.extend([0xff, SOI]);
    if let Some(body) = &heading {
        put(&mut bytes, &Segment { marker: APP0, body });
    }
    if let Some(orientation) = orientation {
        put(&mut bytes, &Segment { marker: APP1, body: &exif(orientation) });
    }
    bytes.extend_from_slice(rest);
    bytes.extend([0xff, EOI]);
    bytes
}

fn put(bytes: &mut Vec<u8>, segment: &Segment) {
    let length = u16::try_from(segment.body.len() + 2).expect("a segment was read with its length");
    bytes.extend([0xff, segment.marker]);
    bytes.extend(length.to_be_bytes());
    bytes.extend_from_slice(segment.body);
}

/// The heading with its density, without the small picture that it may hold.
fn density(body: &[u8]) -> Option<[u8; 14]> {
    let mut heading: [u8; 14] = body.get(..14)?.try_into().ok()?;
    heading.starts_with(b"JFIF\0").then_some(())?;
    heading[12..].fill(0);
    Some(heading)
}

/// Width and height; a frame without them is none.
fn frame(body: &[u8]) -> Option<(u32, u32)> {
    let &[_, h1, h2, w1, w2, ..] = body else { return None };
    let (width, height) = (u16::from_be_bytes([w1, w2]), u16::from_be_bytes([h1, h2]));
    (width > 0 && height > 0).then_some((u32::from(width), u32::from(height)))
}

/// How the photo is to be turned, 2 to 8; upright is nothing.
fn orientation_of(body: &[u8]) -> Option<u8> {
    let tiff = body.strip_prefix(b"Exif\0\0")?;
    let big = match tiff.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let short = |at: usize| -> Option<u16> {
        let pair = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) })
    };
    let start: [u8; 4] = tiff.get(4..8)?.try_into().ok()?;
    let start = if big { u32::from_be_bytes(start) } else { u32::from_le_bytes(start) } as usize;
    let count = usize::from(short(start)?);
    let entry = (0..count).map(|index| start + 2 + 12 * index);
    let mut orientations = entry.filter(|at| short(*at) == Some(0x0112) && short(*at + 2) == Some(3));
    let value = short(orientations.next()? + 8)?;
    u8::try_from(value).ok().filter(|value| (2..=8).contains(value))
}

/// EXIF that says how to turn the photo, and nothing else.
fn exif(orientation: u8) -> [u8; 32] {
    let mut body = *b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0";
    body[25] = orientation;
    body
}

/// Decodes the whole photo, so that no damage is found by its reader years later.
///
/// # Errors
/// [`IntakeFault::Broken`].
pub(crate) fn prove(photo: &Stripped) -> Result<(), IntakeFault> {
    decode(photo).map_err(|_| IntakeFault::Broken)
}

fn decode(photo: &Stripped) -> Result<(), DecodeErrors> {
    let side = |length: u32| usize::try_from(length).unwrap_or(usize::MAX);
    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .set_max_width(side(photo.width))
        .set_max_height(side(photo.height));
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(&photo.bytes), options);
    decoder.decode_headers()?;
    // The light alone is a third of the memory; every component is read all the same.
    let colours = decoder.input_colorspace();
    let light = if colours == Some(ColorSpace::YCbCr) { Some(ColorSpace::Luma) } else { colours };
    decoder.set_options(light.map_or(options, |light| options.jpeg_set_out_colorspace(light)));
    decoder.decode().map(drop)
}
