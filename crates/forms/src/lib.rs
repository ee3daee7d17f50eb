//! The papers of the procedure: typed data and the words of a language become a PDF.
//!
//! A form is a folder in `forms/`: `fields.toml` says what it is filled with, `form.typ` how it
//! looks, `sample.json` what it looks like filled. Its words are in `locales/*/form/`. All of
//! them, and the fonts, are compiled in; nothing is read while a paper is made.
//!
//! ```
//! use leye_forms::{Extras, Lang, form, render};
//!
//! let receipt = form("acceptance-receipt").expect("it is compiled in");
//! let data = receipt.sample(Lang::En);
//! let paper = render(receipt, Lang::En, &data, &Extras::default()).expect("a sample is whole");
//! assert!(paper.pdf.starts_with(b"%PDF"));
//! ```
//!
//! The same data, words and [`Extras`] give the same bytes: a paper's hash can be kept and the
//! paper made anew. The room knows no clock, no storage and no network.

mod check;
mod dates;
mod engine;
mod extras;
mod fault;
mod field;
mod fonts;
mod form;
mod glyphs;
mod marks;
mod paper;
mod words;
mod written;

pub use engine::forget;
pub use extras::{Extras, Picture, Verification};
pub use fault::{Fault, FormError};
pub use field::{Column, Field, Kind, Show};
pub use form::{Form, form, forms};
pub use leye_domain::lang::Lang;
pub use marks::qr;
pub use paper::{Rendered, handed, render, typeset};
