//! What streams are packed with, unpacked as far as the purse allows.

use std::io::{self, BufRead, BufReader, ErrorKind, Read};

use flate2::bufread::{DeflateDecoder, ZlibDecoder};
use weezl::decode::Decoder;
use weezl::{BitOrder, LzwStatus};

use super::lex::is_space;
use super::purse::{Purse, Stop};

/// How many filters may stand in a row.
const FILTERS: usize = 8;

/// A filter that packs bytes of any meaning, or one that packs pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Filter {
    Flate,
    /// Whether codes grow one step early, as they do unless the file says otherwise.
    Lzw {
        early: bool,
    },
    Hex,
    Ascii85,
    RunLength,
    Jpeg,
    /// JPEG 2000, fax, JBIG2, and what is not known: never unpacked here.
    Other,
}

impl Filter {
    pub(super) fn named(name: &[u8], early: bool) -> Filter {
        match name {
            b"FlateDecode" | b"Fl" => Filter::Flate,
            b"LZWDecode" | b"LZW" => Filter::Lzw { early },
            b"ASCIIHexDecode" | b"AHx" => Filter::Hex,
            b"ASCII85Decode" | b"A85" => Filter::Ascii85,
            b"RunLengthDecode" | b"RL" => Filter::RunLength,
            b"DCTDecode" | b"DCT" => Filter::Jpeg,
            _ => Filter::Other,
        }
    }

    fn is_picture(self) -> bool {
        matches!(self, Filter::Jpeg | Filter::Other)
    }
}

/// Pays for everything that comes out of a stage.
struct Paid<'a, R> {
    inner: R,
    purse: &'a Purse,
}

impl<R: Read> Read for Paid<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(buffer)?;
        self.purse.inflate(read as u64).map_err(|_| ErrorKind::QuotaExceeded)?;
        Ok(read)
    }
}

type Source<'a> = Box<dyn BufRead + 'a>;

/// The data after the filters up to the first that packs a picture, and what follows from there.
fn opened<'a>(data: &'a [u8], filters: &'a [Filter], purse: &'a Purse) -> (Source<'a>, &'a [Filter]) {
    let end = filters.iter().position(|filter| filter.is_picture()).unwrap_or(filters.len());
    let (general, pictures) = filters.split_at(end);
    let mut source: Source<'a> = Box::new(data);
    for filter in general.iter().take(FILTERS) {
        let stage: Box<dyn Read + 'a> = match filter {
            Filter::Flate => inflated(source),
            Filter::Lzw { early } => Box::new(Lzw::new(source, *early)),
            Filter::Hex => Box::new(Hex(source)),
            Filter::Ascii85 => Box::new(Ascii85 { source, group: Vec::new(), ended: false }),
            Filter::RunLength => Box::new(RunLength { source, left: 0, again: None }),
            Filter::Jpeg | Filter::Other => Box::new(source),
        };
        source = Box::new(BufReader::new(Paid { inner: stage, purse }));
    }
    (source, pictures)
}

/// With the heading of zlib, or without, as some writers leave it out.
fn inflated<'a>(mut source: Source<'a>) -> Box<dyn Read + 'a> {
    let head = source.fill_buf().unwrap_or_default();
    let zlib = matches!(head, [method, flags, ..]
        if method & 15 == 8 && u16::from_be_bytes([*method, *flags]).is_multiple_of(31));
    if zlib { Box::new(ZlibDecoder::new(source)) } else { Box::new(DeflateDecoder::new(source)) }
}

/// Unpacks and forgets: only to know that it stays within the purse. A stream that is damaged is
/// read as far as it goes, as readers do.
///
/// # Errors
/// [`Stop::Spent`].
pub(super) fn weigh(data: &[u8], filters: &[Filter], purse: &Purse) -> Result<(), Stop> {
    if filters.len() > FILTERS {
        return Err(Stop::Damaged);
    }
    let (mut source, _) = opened(data, filters, purse);
    match io::copy(&mut source, &mut io::sink()) {
        Err(error) if error.kind() == ErrorKind::QuotaExceeded => Err(Stop::Spent),
        _ => Ok(()),
    }
}

/// Unpacks up to a filter for pictures, to so many bytes at most.
///
/// # Errors
/// [`Stop::Spent`] beyond that; [`Stop::Damaged`] when nothing comes out.
pub(super) fn unpack(data: &[u8], filters: &[Filter], most: u64, purse: &Purse) -> Result<Vec<u8>, Stop> {
    if filters.len() > FILTERS {
        return Err(Stop::Damaged);
    }
    let (source, _) = opened(data, filters, purse);
    let mut bytes = Vec::new();
    match source.take(most.saturating_add(1)).read_to_end(&mut bytes) {
        Err(error) if error.kind() == ErrorKind::QuotaExceeded => return Err(Stop::Spent),
        Err(_) if bytes.is_empty() => return Err(Stop::Damaged),
        _ => {}
    }
    if bytes.len() as u64 > most { Err(Stop::Spent) } else { Ok(bytes) }
}

/// The next byte that is not white space.
fn next(source: &mut Source) -> io::Result<Option<u8>> {
    let mut byte = [0];
    while source.read(&mut byte)? > 0 {
        if !is_space(byte[0]) {
            return Ok(Some(byte[0]));
        }
    }
    Ok(None)
}

struct Hex<'a>(Source<'a>);

impl Read for Hex<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
        let mut written = 0;
        while written < buffer.len() {
            let Some(high) = digit(next(&mut self.0)?) else { break };
            let low = digit(next(&mut self.0)?).unwrap_or(0);
            buffer[written] = u8::try_from(high * 16 + low).unwrap_or_default();
            written += 1;
        }
        Ok(written)
    }
}

struct Ascii85<'a> {
    source: Source<'a>,
    group: Vec<u8>,
    ended: bool,
}

impl Ascii85<'_> {
    /// The next four bytes, or fewer at the end.
    fn fill(&mut self) -> io::Result<()> {
        let mut digits = Vec::with_capacity(5);
        while digits.len() < 5 {
            match next(&mut self.source)? {
                Some(b'z') if digits.is_empty() => {
                    self.group = vec![0; 4];
                    return Ok(());
                }
                Some(byte @ b'!'..=b'u') => digits.push(byte - b'!'),
                _ => {
                    self.ended = true;
                    break;
                }
            }
        }
        let bytes = digits.len().saturating_sub(1);
        digits.resize(5, 84);
        let whole =
            digits.iter().fold(0_u32, |sum, digit| sum.wrapping_mul(85).wrapping_add((*digit).into()));
        self.group = whole.to_be_bytes()[..bytes].to_vec();
        Ok(())
    }
}

impl Read for Ascii85<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.group.is_empty() && !self.ended {
            self.fill()?;
        }
        let count = self.group.len().min(buffer.len());
        buffer[..count].copy_from_slice(&self.group[..count]);
        self.group.drain(..count);
        Ok(count)
    }
}

struct RunLength<'a> {
    source: Source<'a>,
    left: usize,
    again: Option<u8>,
}

impl Read for RunLength<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut byte = [0];
        if self.left == 0 {
            if self.source.read(&mut byte)? == 0 || byte[0] == 128 {
                return Ok(0);
            }
            (self.left, self.again) = match byte[0] {
                count @ 0..=127 => (usize::from(count) + 1, None),
                count => {
                    let read = self.source.read(&mut byte)?;
                    (257 - usize::from(count), (read > 0).then_some(byte[0]))
                }
            };
        }
        let count = self.left.min(buffer.len());
        let written = match self.again {
            Some(byte) => {
                buffer[..count].fill(byte);
                count
            }
            None => self.source.read(&mut buffer[..count])?,
        };
        self.left -= written;
        Ok(written)
    }
}

struct Lzw<'a> {
    source: Source<'a>,
    decoder: Decoder,
    ended: bool,
}

impl<'a> Lzw<'a> {
    fn new(source: Source<'a>, early: bool) -> Lzw<'a> {
        let decoder = if early {
            Decoder::with_tiff_size_switch(BitOrder::Msb, 8)
        } else {
            Decoder::new(BitOrder::Msb, 8)
        };
        Lzw { source, decoder, ended: false }
    }
}

impl Read for Lzw<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !self.ended && !buffer.is_empty() {
            let packed = self.source.fill_buf()?;
            let at_end = packed.is_empty();
            let done = self.decoder.decode_bytes(packed, buffer);
            self.source.consume(done.consumed_in);
            let stuck = done.consumed_in == 0 && done.consumed_out == 0;
            self.ended = !matches!(done.status, Ok(LzwStatus::Ok)) || at_end && stuck;
            if done.consumed_out > 0 {
                return Ok(done.consumed_out);
            }
        }
        Ok(0)
    }
}

/// Undoes the rows of PNG that tables of objects are often written in: as many bytes a row as
/// `columns`.
pub(super) fn unpredicted(data: &[u8], columns: usize) -> Vec<u8> {
    let mut above = vec![0_u8; columns];
    let mut out = Vec::with_capacity(data.len());
    for row in data.chunks(columns + 1) {
        let (kind, row) = (row[0], &row[1..]);
        for at in 0..row.len() {
            let left = if at > 0 { out[out.len() - 1] } else { 0 };
            let corner = if at > 0 { above[at - 1] } else { 0 };
            let guess = match kind {
                1 => left,
                2 => above[at],
                3 => u8::midpoint(left, above[at]),
                4 => paeth(left, above[at], corner),
                _ => 0,
            };
            out.push(row[at].wrapping_add(guess));
        }
        let start = out.len() - row.len();
        above[..row.len()].copy_from_slice(&out[start..]);
    }
    out
}

/// The neighbour that is nearest to left plus above less corner.
fn paeth(left: u8, above: u8, corner: u8) -> u8 {
    let sum = i16::from(left) + i16::from(above) - i16::from(corner);
    let far = |byte: u8| (sum - i16::from(byte)).abs();
    if far(left) <= far(above) && far(left) <= far(corner) {
        left
    } else if far(above) <= far(corner) {
        above
    } else {
        corner
    }
}
