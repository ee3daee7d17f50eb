//! What a paper bears beside its fields.

use std::collections::BTreeMap;

use jiff::civil::DateTime;

/// What a paper bears beside its fields: how to verify it, and pictures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extras {
    /// How anyone checks the paper; `None` for a draft or a blank, which bears no code.
    pub verification: Option<Verification>,
    /// Pictures by name. A field of the type image holds such a name.
    pub pictures: BTreeMap<String, Picture>,
    /// The day and time, in UTC, that the PDF says it was made at. Without it the PDF says
    /// nothing. It is handed in so that the same paper has the same bytes.
    pub made: Option<DateTime>,
}

/// How anyone checks an issued paper. Both are printed in its foot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// The code that somebody types in, such as `K7QM-2X9D`.
    pub code: String,
    /// The address that the QR code holds.
    pub url: String,
}

/// A picture by its content; which of these it is, the bytes tell.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Picture(pub Vec<u8>);

impl Picture {
    /// The usual ending of such a file; `None` for what a paper cannot bear.
    #[must_use]
    pub fn ending(&self) -> Option<&'static str> {
        let bytes = self.0.as_slice();
        match bytes {
            [0x89, b'P', b'N', b'G', ..] => Some("png"),
            [0xff, 0xd8, 0xff, ..] => Some("jpg"),
            _ => {
                let start = std::str::from_utf8(&bytes[..bytes.len().min(256)]).ok()?;
                start.contains("<svg").then_some("svg")
            }
        }
    }
}
