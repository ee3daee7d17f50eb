//! Where the objects are: by the file's own tables, or by looking for them.

use std::collections::{BTreeMap, BTreeSet};

use super::file::{packed_with, unpacked};
use super::lex::{Lexer, is_space};
use super::purse::{Purse, Stop};
use super::value::{Dict, Object};
use crate::IntakeFault;

/// How many objects a file may have.
const OBJECTS: usize = 1_000_000;

/// How many tables may follow one another, each the changes to the next.
const TABLES: usize = 1000;

/// Where an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Nowhere: it was deleted.
    Free,
    /// At this byte.
    At(usize),
    /// In the stream with objects that has this number.
    In(u32),
}

/// What the tables say.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub of: BTreeMap<u32, Place>,
    /// The root of the newest table that names one.
    pub root: Option<u32>,
}

impl Places {
    /// The newest table is read first, so what stands already is newer.
    fn older(&mut self, number: u64, place: Place) -> Result<(), Stop> {
        let number = u32::try_from(number).map_err(|_| Stop::Damaged)?;
        self.of.entry(number).or_insert(place);
        if self.of.len() > OBJECTS { Err(Stop::Spent) } else { Ok(()) }
    }

    fn trailer(&mut self, dict: &Dict) -> Result<(), Stop> {
        if dict.contains_key(b"Encrypt".as_slice()) {
            return Err(IntakeFault::EncryptedPdf.into());
        }
        if let Some(super::value::Value::Ref(root)) = dict.get(b"Root".as_slice()) {
            self.root = self.root.or(Some(*root));
        }
        Ok(())
    }
}

fn whole(dict: &Dict, key: &[u8]) -> Option<u64> {
    dict.get(key)?.whole()
}

/// Reads the tables from the newest to the oldest.
///
/// # Errors
/// [`Stop::Damaged`] when a table is not where it should be.
pub(super) fn read(data: &[u8], purse: &Purse) -> Result<Places, Stop> {
    let last = data.windows(9).rposition(|window| window == b"startxref").ok_or(Stop::Damaged)?;
    let mut next = Lexer::new(data, last + 9).whole();
    let mut places = Places::default();
    let mut seen = BTreeSet::new();
    while let Some(at) = next.filter(|at| seen.insert(*at)) {
        if seen.len() > TABLES {
            return Err(Stop::Damaged);
        }
        let at = usize::try_from(at).ok().filter(|at| *at < data.len()).ok_or(Stop::Damaged)?;
        let mut lexer = Lexer::new(data, at);
        lexer.skip();
        next = if lexer.take(b"xref") {
            table(&mut lexer, &mut places, purse)?
        } else {
            stream(data, at, &mut places, purse)?
        };
    }
    Ok(places)
}

/// A table in words; gives where the older one is.
fn table(lexer: &mut Lexer, places: &mut Places, purse: &Purse) -> Result<Option<u64>, Stop> {
    while let Some(first) = lexer.whole() {
        let count = lexer.whole().ok_or(Stop::Damaged)?;
        for index in 0..count {
            let at = lexer.whole().ok_or(Stop::Damaged)?;
            lexer.whole().ok_or(Stop::Damaged)?;
            lexer.skip();
            let place = match lexer.word() {
                b"n" => Place::At(usize::try_from(at).map_err(|_| Stop::Damaged)?),
                b"f" => Place::Free,
                _ => return Err(Stop::Damaged),
            };
            places.older(first.saturating_add(index), place)?;
            lexer.pay(purse)?;
        }
    }
    // The word after the entries was no number, and was taken.
    let trailer = lexer.value()?;
    lexer.pay(purse)?;
    let dict = trailer.dict().ok_or(Stop::Damaged)?;
    places.trailer(dict)?;
    if let Some(at) = whole(dict, b"XRefStm") {
        let at = usize::try_from(at).map_err(|_| Stop::Damaged)?;
        stream(lexer.data, at, places, purse)?;
    }
    Ok(whole(dict, b"Prev"))
}

/// A table in a stream; gives where the older one is.
fn stream(data: &[u8], at: usize, places: &mut Places, purse: &Purse) -> Result<Option<u64>, Stop> {
    let (_, object) = super::file::at(data, at, None, purse)?;
    let dict = object.value.dict().ok_or(Stop::Damaged)?;
    places.trailer(dict)?;
    entries(&object, dict, places, purse)?;
    Ok(whole(dict, b"Prev"))
}

fn entries(object: &Object, dict: &Dict, places: &mut Places, purse: &Purse) -> Result<(), Stop> {
    let widths = dict.get(b"W".as_slice()).and_then(|value| value.array()).ok_or(Stop::Damaged)?;
    let widths: Vec<usize> = widths.iter().filter_map(|width| usize::try_from(width.whole()?).ok()).collect();
    let &[kind, second, third] = widths.as_slice() else { return Err(Stop::Damaged) };
    if second == 0 || widths.iter().any(|width| *width > 8) {
        return Err(Stop::Damaged);
    }
    let bytes = unpacked(object, dict, purse)?;
    let ranges = match dict.get(b"Index".as_slice()).and_then(|value| value.array()) {
        Some(pairs) => pairs.iter().map(|value| value.whole().unwrap_or_default()).collect(),
        None => vec![0, whole(dict, b"Size").ok_or(Stop::Damaged)?],
    };
    let mut rows = bytes.chunks_exact(kind + second + third);
    for range in ranges.chunks_exact(2) {
        for index in 0..range[1] {
            let Some(row) = rows.next() else { return Ok(()) };
            let field = |start: usize, width: usize| {
                row[start..start + width].iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte))
            };
            let place = match if kind == 0 { 1 } else { field(0, kind) } {
                1 => Place::At(usize::try_from(field(kind, second)).map_err(|_| Stop::Damaged)?),
                2 => Place::In(u32::try_from(field(kind, second)).map_err(|_| Stop::Damaged)?),
                _ => Place::Free,
            };
            places.older(range[0].saturating_add(index), place)?;
        }
    }
    Ok(())
}

/// Looks for every object in the file, as readers do when the tables are wrong. What stands later
/// is newer.
///
/// # Errors
/// [`Stop::Damaged`] when no root is found.
pub(super) fn search(data: &[u8], purse: &Purse) -> Result<Places, Stop> {
    let mut places = Places::default();
    let mut catalog = None;
    for start in starts(data) {
        if places.of.len() > OBJECTS {
            return Err(Stop::Spent);
        }
        let found = super::file::at(data, start, None, purse);
        let (number, object) = match found {
            Ok(found) => found,
            Err(Stop::Damaged) => continue,
            Err(stop) => return Err(stop),
        };
        places.of.insert(number, Place::At(start));
        let Some(dict) = object.value.dict() else { continue };
        match dict.get(b"Type".as_slice()).and_then(|kind| kind.name()) {
            Some(b"Catalog") => catalog = Some(number),
            Some(b"XRef") => newer(&mut places, dict)?,
            Some(b"ObjStm") if object.stream.is_some() => within(number, &object, &mut places, purse)?,
            _ => {}
        }
    }
    trailers(data, &mut places, purse)?;
    places.root = places.root.or(catalog);
    if places.root.is_some() { Ok(places) } else { Err(Stop::Damaged) }
}

/// The root that stands later is newer.
fn newer(places: &mut Places, dict: &Dict) -> Result<(), Stop> {
    let before = places.root.take();
    places.trailer(dict)?;
    places.root = places.root.or(before);
    Ok(())
}

/// The objects in a stream with objects.
fn within(number: u32, object: &Object, places: &mut Places, purse: &Purse) -> Result<(), Stop> {
    let bundle = match super::file::Bundle::of(object, purse) {
        Ok(bundle) => bundle,
        Err(Stop::Damaged) => return Ok(()),
        Err(stop) => return Err(stop),
    };
    places.of.extend(bundle.starts.keys().map(|inner| (*inner, Place::In(number))));
    if let Some(kind) = bundle.catalog(purse)? {
        places.root = Some(kind);
    }
    Ok(())
}

fn trailers(data: &[u8], places: &mut Places, purse: &Purse) -> Result<(), Stop> {
    let words = data.windows(7).enumerate().filter(|(_, window)| *window == b"trailer");
    for (at, _) in words {
        let mut lexer = Lexer::new(data, at + 7);
        let value = lexer.value();
        lexer.pay(purse)?;
        match value {
            Ok(value) => value.dict().map_or(Ok(()), |dict| newer(places, dict))?,
            Err(Stop::Damaged) => {}
            Err(stop) => return Err(stop),
        }
    }
    Ok(())
}

/// Where `NUMBER GENERATION obj` begins.
fn starts(data: &[u8]) -> impl Iterator<Item = usize> + '_ {
    let words = data.windows(3).enumerate().filter(|(_, window)| *window == b"obj");
    words.filter_map(|(at, _)| {
        let generation = before(data, at)?;
        let number = before(data, generation)?;
        let free = number == 0 || !data[number - 1].is_ascii_alphanumeric();
        free.then_some(number)
    })
}

/// Where the number begins that ends before `end`, white space between.
fn before(data: &[u8], end: usize) -> Option<usize> {
    let spaces = data[..end].iter().rev().take(16).take_while(|byte| is_space(**byte)).count();
    let last = end - spaces;
    let digits = data[..last].iter().rev().take(10).take_while(|byte| byte.is_ascii_digit()).count();
    (spaces > 0 && digits > 0).then_some(last - digits)
}

/// Whether a stream says how it is packed in a way that can be followed here.
pub(super) fn columns(dict: &Dict) -> Option<usize> {
    let parms = packed_with(dict)?;
    (whole(parms, b"Predictor").unwrap_or(1) >= 10).then_some(())?;
    usize::try_from(whole(parms, b"Columns").unwrap_or(1))
        .ok()
        .filter(|columns| (1..=65_536).contains(columns))
}
