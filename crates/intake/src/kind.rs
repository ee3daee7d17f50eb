//! What a file is, by its first bytes; and what its name says that it is.

use crate::IntakeFault;

/// What is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Media {
    /// A document of pages.
    Pdf,
    /// A photo.
    Jpeg,
    /// A picture without loss.
    Png,
}

impl Media {
    /// All of them.
    pub const ALL: [Media; 3] = [Media::Pdf, Media::Jpeg, Media::Png];

    /// The name as it stands in a header: `application/pdf`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Media::Pdf => "application/pdf",
            Media::Jpeg => "image/jpeg",
            Media::Png => "image/png",
        }
    }

    /// The ending of a file's name, without the dot.
    #[must_use]
    pub fn extension(self) -> &'static str {
        match self {
            Media::Pdf => "pdf",
            Media::Jpeg => "jpg",
            Media::Png => "png",
        }
    }

    /// The media of this [`Media::name`].
    #[must_use]
    pub fn of_name(name: &str) -> Option<Media> {
        Media::ALL.into_iter().find(|media| media.name() == name)
    }
}

/// What can be made into something that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Pdf,
    Jpeg,
    Png,
    Heic,
    Avif,
}

impl Kind {
    fn told(self) -> &'static str {
        match self {
            Kind::Pdf => "PDF",
            Kind::Jpeg => "JPEG",
            Kind::Png => "PNG",
            Kind::Heic => "HEIC",
            Kind::Avif => "AVIF",
        }
    }

    fn endings(self) -> &'static [&'static str] {
        match self {
            Kind::Pdf => &["pdf"],
            Kind::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Kind::Png => &["png"],
            Kind::Heic => &["heic", "heif", "hif"],
            Kind::Avif => &["avif"],
        }
    }
}

/// How many bytes may stand before the header of a PDF: some printers put a job's heading there.
const LEADING: usize = 1024;

/// Archives by their first bytes.
const ARCHIVES: [(&[u8], &str); 8] = [
    (b"PK\x03\x04", "ZIP"),
    (b"PK\x05\x06", "ZIP"),
    (b"PK\x07\x08", "ZIP"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
];

/// Pictures by their first bytes.
const PICTURES: [(&[u8], &str); 5] =
    [(b"GIF87a", "GIF"), (b"GIF89a", "GIF"), (b"BM", "BMP"), (b"II*\0", "TIFF"), (b"MM\0*", "TIFF")];

/// Documents of office programs that are no archives.
const DOCUMENTS: [&[u8]; 2] = [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf"];

/// Names that only the archives of office programs hold, near their beginning: those of
/// Microsoft, OpenDocument and OFD.
const OFFICE: [&[u8]; 5] =
    [b"[Content_Types].xml", b"word/", b"xl/", b"mimetypeapplication/vnd.oasis", b"OFD.xml"];

/// What the content is.
///
/// # Errors
/// The fault that names what it is instead.
pub(crate) fn told(bytes: &[u8]) -> Result<Kind, IntakeFault> {
    if bytes.is_empty() {
        return Err(IntakeFault::Empty);
    }
    if bytes.starts_with(b"\xff\xd8\xff") {
        return Ok(Kind::Jpeg);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Ok(Kind::Png);
    }
    if let Some(kind) = heif(bytes) {
        return Ok(kind);
    }
    if let Some(fault) = refused(bytes) {
        return Err(fault);
    }
    if is_pdf(bytes) { Ok(Kind::Pdf) } else { Err(IntakeFault::UnknownKind) }
}

fn refused(bytes: &[u8]) -> Option<IntakeFault> {
    if let Some((_, kind)) = ARCHIVES.iter().find(|(head, _)| bytes.starts_with(head)) {
        let office = *kind == "ZIP" && OFFICE.iter().any(|name| within(bytes, name));
        return Some(if office { IntakeFault::Document } else { IntakeFault::Archive { kind } });
    }
    if DOCUMENTS.iter().any(|head| bytes.starts_with(head)) {
        return Some(IntakeFault::Document);
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some(IntakeFault::OtherImage { kind: "WebP" });
    }
    let picture = PICTURES.iter().find(|(head, _)| bytes.starts_with(head));
    picture.map(|(_, kind)| IntakeFault::OtherImage { kind })
}

/// Whether `part` stands in the first bytes.
fn within(bytes: &[u8], part: &[u8]) -> bool {
    bytes[..bytes.len().min(4 * LEADING)].windows(part.len()).any(|window| window == part)
}

/// Whether a PDF begins near the beginning; a page or a program that has one inside is none.
fn is_pdf(bytes: &[u8]) -> bool {
    let executable = [b"MZ".as_slice(), b"\x7fELF", b"#!"].iter().any(|head| bytes.starts_with(head));
    let first = bytes.iter().copied().find(|byte| !byte.is_ascii_whitespace());
    !executable && first != Some(b'<') && pdf_start(bytes).is_some()
}

/// Where a PDF begins.
pub(crate) fn pdf_start(bytes: &[u8]) -> Option<usize> {
    bytes[..bytes.len().min(LEADING)].windows(5).position(|window| window == b"%PDF-")
}

/// The brands of the first box: the photos of Apple, and AVIF.
fn heif(bytes: &[u8]) -> Option<Kind> {
    if bytes.get(4..8)? != b"ftyp" {
        return None;
    }
    let length = u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?) as usize;
    let brands = bytes.get(8..length.clamp(8, 256).min(bytes.len()))?;
    let kind = |brand: &[u8]| match brand {
        b"avif" | b"avis" => Some(Kind::Avif),
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" => Some(Kind::Heic),
        _ => None,
    };
    let generic = brands.chunks(4).any(|brand| brand == b"mif1" || brand == b"msf1");
    brands.chunks(4).find_map(kind).or(generic.then_some(Kind::Heic))
}

/// Whether the name fits the content. A name without an ending fits everything.
///
/// # Errors
/// [`IntakeFault::WrongExtension`].
pub(crate) fn fits(kind: Kind, name: &str) -> Result<(), IntakeFault> {
    let Some(named) = ending(name) else { return Ok(()) };
    if kind.endings().contains(&named.as_str()) {
        return Ok(());
    }
    Err(IntakeFault::WrongExtension { is: kind.told(), named })
}

/// What follows the last dot, where it looks like an ending: up to five Latin letters and digits,
/// a letter among them.
fn ending(name: &str) -> Option<String> {
    let (_, ending) = name.trim_end().rsplit_once('.')?;
    let looks = (1..=5).contains(&ending.len())
        && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && ending.bytes().any(|byte| byte.is_ascii_alphabetic());
    looks.then(|| ending.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_is_a_few_letters_after_the_last_dot() {
        assert_eq!(ending("a.b.JPG").as_deref(), Some("jpg"));
        assert_eq!(ending("户口簿.身份证"), None);
        assert_eq!(ending("scan 2026.03"), None);
        assert_eq!(ending("scan"), None);
    }

    #[test]
    fn a_film_is_no_photo() {
        assert_eq!(heif(b"\0\0\0\x18ftypqt  \0\0\0\0qt  mif0"), None);
        assert_eq!(heif(b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic"), Some(Kind::Heic));
        assert_eq!(heif(b"\0\0\0\x1cftypmif1\0\0\0\0mif1avif"), Some(Kind::Avif));
    }
}
