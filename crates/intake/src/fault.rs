//! Why a file is not kept.

use thiserror::Error;

use crate::VirusFault;

/// Why a file is not kept. The words for a person are `intake-fault-CODE` in `locales/`, filled
/// with [`IntakeFault::args`]; what is displayed is for the log and names nothing of the file's
/// content.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum IntakeFault {
    /// No byte.
    #[error("the file is empty: choose it again, or take the photo again")]
    Empty,
    /// More bytes than are taken.
    #[error("the file has more than {limit} MiB: send a smaller photo, or scan with fewer dots an inch")]
    TooLarge {
        /// Mebibytes that are taken.
        limit: u64,
    },
    /// A zip, rar, 7z or the like.
    #[error("the file is a {kind} archive: unpack it and send the photos or PDFs in it")]
    Archive {
        /// `ZIP`, `RAR`, ….
        kind: &'static str,
    },
    /// A document of an office program.
    #[error("the file is an office document: save it as PDF and send that")]
    Document,
    /// A picture in a format that is not kept.
    #[error("the file is a {kind} picture: save it as JPEG and send that")]
    OtherImage {
        /// `WebP`, `GIF`, ….
        kind: &'static str,
    },
    /// Anything else.
    #[error("the file is neither a photo nor a PDF: send a JPEG, a PNG or a PDF")]
    UnknownKind,
    /// The name says otherwise than the content.
    #[error("the file is a {is} and its name ends in .{named}: mend the ending, or choose the right file")]
    WrongExtension {
        /// What it is: `JPEG`, `PNG`, `PDF`, `HEIC`, `AVIF`.
        is: &'static str,
        /// The ending of its name, in small letters.
        named: String,
    },
    /// Cut off or damaged.
    #[error("the file is damaged or not complete: send it again, or take it anew")]
    Broken,
    /// A picture beyond the limits, also within a PDF.
    #[error(
        "a picture of {width} by {height} pixels: at most {side} a side and {millions} million in all are taken; make it smaller"
    )]
    TooManyPixels {
        /// Pixels from left to right, as the file says.
        width: u32,
        /// Pixels from top to bottom, as the file says.
        height: u32,
        /// Pixels a side that are taken.
        side: u32,
        /// Millions of pixels that are taken.
        millions: u64,
    },
    /// A photo in Apple's format where nothing can convert it.
    #[error("photos of the kind HEIC cannot be read here (no heif-dec or heif-convert): send a JPEG")]
    HeicUnsupported,
    /// A PDF under a password or restrictions.
    #[error("the PDF is encrypted: save it without a password, or photograph its pages")]
    EncryptedPdf,
    /// A PDF that does something of its own.
    #[error("the PDF does more than show pages ({what}): print it to a new PDF, or photograph its pages")]
    ScriptedPdf {
        /// The PDF's own word for it: `JavaScript`, `Launch`, `XFA`, ….
        what: &'static str,
    },
    /// A PDF with files in it.
    #[error("the PDF has other files in it: print it to a new PDF, and send the others by themselves")]
    AttachedFiles,
    /// A PDF with more pages than are taken.
    #[error("the PDF has more than {limit} pages: send it in parts")]
    TooManyPages {
        /// Pages that are taken.
        limit: u32,
    },
    /// A PDF that unpacks to far more than it looks.
    #[error("the PDF unpacks to more than {limit} MiB: print it to a new PDF, or photograph its pages")]
    Inflates {
        /// Mebibytes that are borne.
        limit: u64,
    },
    /// The scanner for viruses knows it.
    #[error("the file is infected ({name}): do not open it, and check the device that it comes from")]
    Infected {
        /// The scanner's name for what it found.
        name: String,
    },
    /// The scanner for viruses could not be asked.
    #[error("the file could not be scanned for viruses ({why}): try again later")]
    Unscanned {
        /// What happened, for the log.
        why: String,
    },
}

impl IntakeFault {
    /// All codes: each has its words in every language.
    pub const CODES: [&'static str; 17] = [
        "empty",
        "too-large",
        "archive",
        "document",
        "other-image",
        "unknown-kind",
        "wrong-extension",
        "broken",
        "too-many-pixels",
        "heic-unsupported",
        "encrypted-pdf",
        "scripted-pdf",
        "attached-files",
        "too-many-pages",
        "inflates",
        "infected",
        "unscanned",
    ];

    /// The fault as a code, the end of the key `intake-fault-CODE`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            IntakeFault::Empty => "empty",
            IntakeFault::TooLarge { .. } => "too-large",
            IntakeFault::Archive { .. } => "archive",
            IntakeFault::Document => "document",
            IntakeFault::OtherImage { .. } => "other-image",
            IntakeFault::UnknownKind => "unknown-kind",
            IntakeFault::WrongExtension { .. } => "wrong-extension",
            IntakeFault::Broken => "broken",
            IntakeFault::TooManyPixels { .. } => "too-many-pixels",
            IntakeFault::HeicUnsupported => "heic-unsupported",
            IntakeFault::EncryptedPdf => "encrypted-pdf",
            IntakeFault::ScriptedPdf { .. } => "scripted-pdf",
            IntakeFault::AttachedFiles => "attached-files",
            IntakeFault::TooManyPages { .. } => "too-many-pages",
            IntakeFault::Inflates { .. } => "inflates",
            IntakeFault::Infected { .. } => "infected",
            IntakeFault::Unscanned { .. } => "unscanned",
        }
    }

    /// What the words are filled with.
    #[must_use]
    pub fn args(&self) -> Vec<(&'static str, String)> {
        match self {
            IntakeFault::TooLarge { limit } | IntakeFault::Inflates { limit } => {
                vec![("limit", limit.to_string())]
            }
            IntakeFault::TooManyPages { limit } => vec![("limit", limit.to_string())],
            IntakeFault::Archive { kind } | IntakeFault::OtherImage { kind } => {
                vec![("kind", (*kind).to_owned())]
            }
            IntakeFault::WrongExtension { is, named } => {
                vec![("is", (*is).to_owned()), ("named", named.clone())]
            }
            IntakeFault::TooManyPixels { width, height, side, millions } => vec![
                ("width", width.to_string()),
                ("height", height.to_string()),
                ("side", side.to_string()),
                ("millions", millions.to_string()),
            ],
            IntakeFault::ScriptedPdf { what } => vec![("what", (*what).to_owned())],
            IntakeFault::Infected { name } => vec![("name", name.clone())],
            _ => Vec::new(),
        }
    }
}

impl From<VirusFault> for IntakeFault {
    fn from(fault: VirusFault) -> IntakeFault {
        match fault {
            VirusFault::Infected(name) => IntakeFault::Infected { name },
            other => IntakeFault::Unscanned { why: other.to_string() },
        }
    }
}
