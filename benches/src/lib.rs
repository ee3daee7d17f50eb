//! How fast Leye is, against what one would otherwise pick, in the same run.
//!
//! * [`load`]: storage with as many cases as a city has
//! * [`lives`]: whole lives of cases through the use cases
//! * [`pages`]: the worklist and the search over HTTP, the start, memory
//! * [`papers`]: a filled application form as a PDF
//! * [`screen`]: a city's people file to a result file; a ruling; the loading of a pack
//! * [`report`]: medians and ratios, as JSON and as a table

// To measure time is what this package is for.
#![allow(clippy::disallowed_methods)]

pub mod lives;
pub mod load;
pub mod pages;
pub mod papers;
pub mod place;
pub mod report;
pub mod screen;
