//! What happens to a photo or scan that somebody hands in, before it is kept.
//!
//! [`clean`] tells by the content what a file is, proves that it can be opened within
//! [`Limits`], and gives it back without what it says beyond its pages: where and when a photo
//! was taken, with which device, who wrote a document. Pictures keep every pixel: they are not
//! compressed anew. What is no paper (an archive, a program, a PDF with scripts) is refused with
//! an [`IntakeFault`] that says what to do, and nothing is kept. [`VirusDaemon`] asks a scanner
//! where one is configured.
//!
//! ```
//! use leye_intake::{Limits, clean};
//!
//! let fault = clean(b"PK\x03\x04", "scan.pdf", &Limits::default()).expect_err("an archive");
//! assert_eq!(fault.code(), "archive");
//! ```
//!
//! The same bytes give the same bytes, and what is clean stays as it is, so that a hash of the
//! cleaned file names it. Time and memory are bounded by the limits, whatever a file claims of
//! itself. [`clean`] computes and may wait for a program: call it where that blocks nobody.

mod clean;
mod fault;
mod heif;
mod jpeg;
mod kind;
mod limits;
mod pdf;
mod png;
mod virus;

pub use clean::{Clean, clean};
pub use fault::IntakeFault;
pub use kind::Media;
pub use limits::Limits;
pub use virus::{BadVirusAddress, VirusDaemon, VirusFault};
