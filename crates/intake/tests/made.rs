//! Files made for the tests.

use std::io::{Cursor, Write};

use flate2::Compression;
use flate2::write::ZlibEncoder;
use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, Rgb, RgbImage};
use leye_intake::{Clean, IntakeFault, Limits, clean};

/// What no cleaned file may hold: it stands for a place, a name, a device.
pub const SECRET: &str = "45.8038N 126.5350E";

/// Cleans under the usual limits.
pub fn cleaned(bytes: &[u8], name: &str) -> Clean {
    let found = clean(bytes, name, &Limits::default()).expect("a sound file");
    let again = clean(&found.bytes, name, &Limits::default()).expect("what is clean stays so");
    assert!(again.bytes == found.bytes, "what is clean stays as it is");
    found
}

/// The fault under the usual limits.
pub fn fault(bytes: &[u8], name: &str) -> IntakeFault {
    clean(bytes, name, &Limits::default()).expect_err("a fault")
}

pub fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// A picture with colours that differ everywhere.
pub fn picture(width: u32, height: u32) -> RgbImage {
    let channel = |n: u32| u8::try_from(n % 251).expect("below 251");
    RgbImage::from_fn(width, height, |x, y| Rgb([channel(x * 3), channel(y * 5), channel(x + 7 * y)]))
}

pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture(width, height).write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, 80)).expect("a JPEG");
    bytes
}

pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture(width, height).write_to(&mut bytes, ImageFormat::Png).expect("a PNG");
    bytes.into_inner()
}

/// A segment of a JPEG.
pub fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    let length = u16::try_from(body.len() + 2).expect("a short body").to_be_bytes();
    [&[0xff, marker], &length[..], body].concat()
}

/// The photo with segments after its first marker.
pub fn with_segments(photo: &[u8], segments: &[Vec<u8>]) -> Vec<u8> {
    [&photo[..2], &segments.concat(), &photo[2..]].concat()
}

/// EXIF in little endian with an orientation, a maker and a place.
pub fn exif(orientation: u8) -> Vec<u8> {
    let mut body = b"Exif\0\0II*\0\x08\0\0\0\x02\0".to_vec();
    body.extend([0x0f, 0x01, 2, 0, 19, 0, 0, 0, 38, 0, 0, 0]);
    body.extend([0x12, 0x01, 3, 0, 1, 0, 0, 0, orientation, 0, 0, 0]);
    body.extend([0; 4]);
    body.extend(SECRET.bytes());
    segment(0xe1, &body)
}

/// A chunk of a PNG with its sum.
pub fn chunk(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(kind);
    crc.update(body);
    let length = u32::try_from(body.len()).expect("a short body").to_be_bytes();
    [&length[..], kind, body, &crc.sum().to_be_bytes()].concat()
}

/// The picture with chunks after its heading.
pub fn with_chunks(picture: &[u8], chunks: &[Vec<u8>]) -> Vec<u8> {
    [&picture[..33], &chunks.concat(), &picture[33..]].concat()
}

pub fn deflated(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).expect("to memory");
    encoder.finish().expect("to memory")
}

/// Zeroes, packed without holding them all.
pub fn bomb(mebibytes: usize) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    (0..mebibytes).for_each(|_| encoder.write_all(&[0; 1 << 20]).expect("to memory"));
    encoder.finish().expect("to memory")
}

/// A PDF of objects by their numbers from 1, where 1 is the root.
#[derive(Clone)]
pub struct Pdf {
    pub objects: Vec<Vec<u8>>,
    pub trailer: String,
}

impl Pdf {
    /// So many pages, each with its number; `root` and `page` are more entries of these.
    pub fn of(pages: usize, root: &str, page: &str) -> Pdf {
        let kids: String = (0..pages).map(|index| format!("{} 0 R ", 4 + 2 * index)).collect();
        let mut pdf = Pdf { objects: Vec::new(), trailer: String::new() };
        pdf.add(&format!("<</Type /Catalog /Pages 2 0 R {root}>>"));
        pdf.add(&format!("<</Type /Pages /Kids [{kids}] /Count {pages}>>"));
        pdf.add("<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>");
        for index in 0..pages {
            pdf.add(&format!(
                "<</Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents {} 0 R \
                 /Resources <</Font <</F1 3 0 R>>>> {page}>>",
                5 + 2 * index
            ));
            let text = format!("BT /F1 20 Tf 20 100 Td (Sheet number {}) Tj ET", index + 1);
            pdf.stream("/Filter /FlateDecode", &deflated(text.as_bytes()));
        }
        pdf
    }

    /// Adds an object and gives its number.
    pub fn add(&mut self, body: &str) -> usize {
        self.objects.push(body.as_bytes().to_vec());
        self.objects.len()
    }

    /// Adds a stream and gives its number.
    pub fn stream(&mut self, entries: &str, data: &[u8]) -> usize {
        let mut body = format!("<<{entries} /Length {}>>\nstream\n", data.len()).into_bytes();
        body.extend_from_slice(data);
        body.extend(b"\nendstream");
        self.objects.push(body);
        self.objects.len()
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut out = b"%PDF-1.4\n".to_vec();
        let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", self.objects.len() + 1);
        for (index, body) in self.objects.iter().enumerate() {
            table.push_str(&format!("{:010} 00000 n \n", out.len()));
            out.extend(format!("{} 0 obj\n", index + 1).bytes());
            out.extend(body);
            out.extend(b"\nendobj\n");
        }
        let start = out.len();
        out.extend(table.bytes());
        let (size, more) = (self.objects.len() + 1, &self.trailer);
        out.extend(
            format!("trailer\n<</Root 1 0 R /Size {size} {more}>>\nstartxref\n{start}\n%%EOF\n").bytes(),
        );
        out
    }

    /// The same with all objects that are no streams packed into one, and a table in a stream.
    pub fn packed(&self) -> Vec<u8> {
        let is_stream = |body: &[u8]| holds(body, b"endstream");
        let (mut heads, mut bodies) = (String::new(), Vec::new());
        let packed = self.objects.iter().enumerate().filter(|(_, body)| !is_stream(body));
        for (index, body) in packed.clone() {
            heads.push_str(&format!("{} {} ", index + 1, bodies.len()));
            bodies.extend([body, b"\n".as_slice()].concat());
        }
        let first = heads.len();
        let count = packed.count();
        let data = deflated(&[heads.as_bytes(), &bodies].concat());
        let mut out = b"%PDF-1.5\n".to_vec();
        let mut rows = vec![[0, 0, 0, 0, 0]; self.objects.len() + 1];
        let bundle = self.objects.len() + 1;
        let place = |at: usize| u32::try_from(at).expect("a small file").to_be_bytes();
        let row = |kind: u8, at: usize| [&[kind], &place(at)[..]].concat().try_into().expect("five bytes");
        for (index, body) in self.objects.iter().enumerate() {
            rows[index + 1] = if is_stream(body) { row(1, out.len()) } else { row(2, bundle) };
            if is_stream(body) {
                out.extend([format!("{} 0 obj\n", index + 1).as_bytes(), body, b"\nendobj\n"].concat());
            }
        }
        rows.push(row(1, out.len()));
        out.extend(format!("{bundle} 0 obj\n<</Type /ObjStm /N {count} /First {first} ").bytes());
        out.extend(format!("/Filter /FlateDecode /Length {}>>\nstream\n", data.len()).bytes());
        out.extend([&data, b"\nendstream\nendobj\n".as_slice()].concat());
        let start = out.len();
        rows.push(row(1, start));
        out.extend(table(bundle + 1, &rows));
        out.extend(format!("startxref\n{start}\n%%EOF\n").bytes());
        out
    }
}

/// A table in a stream, each row as its difference to the one above.
fn table(number: usize, rows: &[[u8; 5]]) -> Vec<u8> {
    let mut above = [0; 5];
    let mut data = Vec::new();
    for row in rows {
        data.push(2);
        data.extend(row.iter().zip(above).map(|(byte, up): (&u8, u8)| byte.wrapping_sub(up)));
        above = *row;
    }
    let data = deflated(&data);
    let mut out = format!(
        "{number} 0 obj\n<</Type /XRef /Root 1 0 R /Size {} /W [1 4 0] /Filter /FlateDecode \
         /DecodeParms <</Predictor 12 /Columns 5>> /Length {}>>\nstream\n",
        rows.len(),
        data.len()
    )
    .into_bytes();
    out.extend([&data, b"\nendstream\nendobj\n".as_slice()].concat());
    out
}
