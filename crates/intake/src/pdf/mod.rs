//! Documents: read object by object, and written anew with what its pages are made of.
//!
//! What comes out holds only what was read and judged here: what hangs on the root of the newest
//! version. Earlier versions, whatever lies between objects and what only some reader would find
//! stay behind. This reader is our own because a file must not cost more than [`Limits`] say:
//! libraries for PDF keep a copy of every stream and a tree of all values, which a file of 20 MiB
//! can make larger than any memory, with streams that lie in one another.

mod copy;
mod file;
mod filter;
mod lex;
mod pages;
mod policy;
mod purse;
mod value;
mod xref;

use crate::{IntakeFault, Limits, kind};
use file::File;
use purse::{Purse, Stop};

/// The document without what it says beyond its pages, and how many these are.
///
/// # Errors
/// The fault that a person is told.
pub(crate) fn clean(bytes: &[u8], limits: &Limits) -> Result<(Vec<u8>, u32), IntakeFault> {
    let start = kind::pdf_start(bytes).ok_or(IntakeFault::Broken)?;
    let data = &bytes[start..];
    let purse = Purse::new(data.len(), limits);
    let made = match File::by_tables(data, &purse).and_then(|file| made(&file, limits)) {
        // The tables lead nowhere: from the beginning, as if there were none.
        Err(Stop::Damaged) => {
            let purse = Purse::new(data.len(), limits);
            File::by_search(data, &purse).and_then(|file| made(&file, limits))
        }
        made => made,
    };
    made.map_err(|stop| stop.fault(limits))
}

fn made(file: &File, limits: &Limits) -> Result<(Vec<u8>, u32), Stop> {
    let pages = pages::count(file, limits)?;
    let count = pages.total;
    Ok((copy::copied(file, pages, limits)?, count))
}
