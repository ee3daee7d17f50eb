//! The objects of a file, each read when it is asked for.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::filter::{self, Filter};
use super::lex::Lexer;
use super::purse::{Purse, Stop};
use super::value::{Dict, Object, Value};
use super::xref::{self, Place, Places};

/// How many references may lead to one another before a value comes.
const HOPS: u32 = 8;

/// What it costs to know where one packed object begins.
const ENTRY: u64 = 32;

/// A file and where its objects are.
pub(super) struct File<'a> {
    data: &'a [u8],
    places: Places,
    bundles: RefCell<BTreeMap<u32, Option<Rc<Bundle>>>>,
    pub purse: &'a Purse,
    /// The tables were wrong, and what cannot be read is left out as readers do.
    pub searched: bool,
}

/// Objects that are packed together in one stream.
#[derive(Debug)]
pub(super) struct Bundle {
    data: Vec<u8>,
    /// Where the object of a number begins.
    pub starts: BTreeMap<u32, usize>,
}

impl<'a> File<'a> {
    /// By the tables of the file.
    pub(super) fn by_tables(data: &'a [u8], purse: &'a Purse) -> Result<File<'a>, Stop> {
        Ok(File::of(data, xref::read(data, purse)?, purse, false))
    }

    /// By looking for the objects.
    pub(super) fn by_search(data: &'a [u8], purse: &'a Purse) -> Result<File<'a>, Stop> {
        Ok(File::of(data, xref::search(data, purse)?, purse, true))
    }

    fn of(data: &'a [u8], places: Places, purse: &'a Purse, searched: bool) -> File<'a> {
        File { data, places, bundles: RefCell::default(), purse, searched }
    }

    /// The number of the root.
    pub(super) fn root(&self) -> Result<u32, Stop> {
        self.places.root.ok_or(Stop::Damaged)
    }

    /// Whether there is an object of this number.
    pub(super) fn has(&self, number: u32) -> bool {
        matches!(self.places.of.get(&number), Some(Place::At(_) | Place::In(_)))
    }

    /// The object of this number.
    ///
    /// # Errors
    /// [`Stop::Damaged`] when it is not where it should be; never after a search.
    pub(super) fn object(&self, number: u32) -> Result<Object<'a>, Stop> {
        match self.read(number) {
            Err(Stop::Damaged) if self.searched => Ok(Object { value: Value::Null, stream: None }),
            found => found,
        }
    }

    fn read(&self, number: u32) -> Result<Object<'a>, Stop> {
        match self.places.of.get(&number) {
            Some(Place::At(at)) => {
                let (found, object) = self::at(self.data, *at, Some(&self.places), self.purse)?;
                if found == number { Ok(object) } else { Err(Stop::Damaged) }
            }
            Some(Place::In(bundle)) => self.bundle(*bundle)?.object(number, self.purse),
            _ => Ok(Object { value: Value::Null, stream: None }),
        }
    }

    /// The value that a value stands for, through references.
    pub(super) fn resolved(&self, value: &Value) -> Result<Object<'a>, Stop> {
        let mut object = Object { value: value.clone(), stream: None };
        for _ in 0..HOPS {
            let Value::Ref(number) = object.value else { return Ok(object) };
            object = self.object(number)?;
        }
        Ok(Object { value: Value::Null, stream: None })
    }

    /// A bundle is unpacked once; while it is, it holds nothing.
    fn bundle(&self, number: u32) -> Result<Rc<Bundle>, Stop> {
        if let Some(known) = self.bundles.borrow().get(&number) {
            return known.clone().ok_or(Stop::Damaged);
        }
        self.bundles.borrow_mut().insert(number, None);
        // A stream in a stream is none: only those that stand in the file are opened.
        let Some(Place::At(at)) = self.places.of.get(&number) else { return Err(Stop::Damaged) };
        let (found, object) = self::at(self.data, *at, Some(&self.places), self.purse)?;
        if found != number {
            return Err(Stop::Damaged);
        }
        let bundle = Rc::new(Bundle::of(&object, self.purse)?);
        self.bundles.borrow_mut().insert(number, Some(Rc::clone(&bundle)));
        Ok(bundle)
    }

    /// The filters of a stream, in the order in which they are undone.
    pub(super) fn filters(&self, dict: &Dict) -> Result<Vec<Filter>, Stop> {
        let Some(value) = dict.get(b"Filter".as_slice()) else { return Ok(Vec::new()) };
        let parms = dict.get(b"DecodeParms".as_slice()).map(|value| self.resolved(value)).transpose()?;
        let parms = parms.map(|object| object.value);
        let names = self.resolved(value)?.value;
        let names = names.array().map_or_else(|| vec![names.clone()], <[Value]>::to_vec);
        let mut filters = Vec::new();
        for (index, name) in names.iter().enumerate().take(16) {
            let name = self.resolved(name)?.value;
            let own = match &parms {
                Some(Value::Array(all)) => all.get(index).map(|own| self.resolved(own)).transpose()?,
                Some(value) => Some(Object { value: value.clone(), stream: None }),
                None => None,
            };
            let early = own.and_then(|own| own.value.dict()?.get(b"EarlyChange".as_slice())?.whole());
            filters.push(Filter::named(name.name().unwrap_or_default(), early != Some(0)));
        }
        Ok(filters)
    }
}

impl Bundle {
    /// Opens a stream with objects.
    pub(super) fn of(object: &Object, purse: &Purse) -> Result<Bundle, Stop> {
        let dict = object.value.dict().ok_or(Stop::Damaged)?;
        let number = |key: &[u8]| usize::try_from(dict.get(key)?.whole()?).ok();
        let (count, first) = number(b"N").zip(number(b"First")).ok_or(Stop::Damaged)?;
        let data = unpacked(object, dict, purse)?;
        let mut starts = BTreeMap::new();
        let mut lexer = Lexer::new(&data, 0);
        for _ in 0..count {
            let Some((number, at)) = lexer.whole().zip(lexer.whole()) else { break };
            let number = u32::try_from(number).map_err(|_| Stop::Damaged)?;
            let at = usize::try_from(at).ok().and_then(|at| at.checked_add(first)).ok_or(Stop::Damaged)?;
            starts.insert(number, at);
        }
        purse.unpack(starts.len() as u64 * ENTRY)?;
        Ok(Bundle { data, starts })
    }

    fn object(&self, number: u32, purse: &Purse) -> Result<Object<'static>, Stop> {
        let at = self.starts.get(&number).ok_or(Stop::Damaged)?;
        let mut lexer = Lexer::new(&self.data, *at);
        let value = lexer.value();
        lexer.pay(purse)?;
        Ok(Object { value: value?, stream: None })
    }

    /// The number of the root, if it is in here.
    pub(super) fn catalog(&self, purse: &Purse) -> Result<Option<u32>, Stop> {
        for number in self.starts.keys() {
            match self.object(*number, purse) {
                Ok(object) => {
                    let kind = object.value.dict().and_then(|dict| dict.get(b"Type".as_slice()));
                    if kind.and_then(|kind| kind.name()) == Some(b"Catalog") {
                        return Ok(Some(*number));
                    }
                }
                Err(Stop::Damaged) => {}
                Err(stop) => return Err(stop),
            }
        }
        Ok(None)
    }
}

/// The dictionary of how the last filter packs, where it stands in the stream's own.
pub(super) fn packed_with(dict: &Dict) -> Option<&Dict> {
    match dict.get(b"DecodeParms".as_slice())? {
        Value::Array(all) => all.last()?.dict(),
        value => value.dict(),
    }
}

/// What is in a stream that the file itself is made of: a table, or objects.
pub(super) fn unpacked(object: &Object, dict: &Dict, purse: &Purse) -> Result<Vec<u8>, Stop> {
    let data = object.stream.as_deref().ok_or(Stop::Damaged)?;
    let names = match dict.get(b"Filter".as_slice()) {
        None => &[],
        Some(Value::Array(names)) => names.as_slice(),
        Some(name) => std::slice::from_ref(name),
    };
    let filters: Vec<Filter> =
        names.iter().map(|name| Filter::named(name.name().unwrap_or_default(), true)).collect();
    let bytes = filter::unpack(data, &filters, purse.objects(), purse)?;
    purse.unpack(bytes.len() as u64)?;
    Ok(match xref::columns(dict) {
        Some(columns) => filter::unpredicted(&bytes, columns),
        None => bytes,
    })
}

/// The object that begins at a byte, with its number.
pub(super) fn at<'a>(
    data: &'a [u8],
    at: usize,
    places: Option<&Places>,
    purse: &Purse,
) -> Result<(u32, Object<'a>), Stop> {
    let mut lexer = Lexer::new(data, at);
    let found = head(&mut lexer).and_then(|number| Ok((number, lexer.value()?)));
    lexer.pay(purse)?;
    let (number, value) = found?;
    lexer.skip();
    let Some(dict) = value.dict().filter(|_| lexer.take(b"stream")) else {
        return Ok((number, Object { value, stream: None }));
    };
    if !lexer.take(b"\r\n") && !lexer.take(b"\n") {
        lexer.take(b"\r");
    }
    let length = match dict.get(b"Length".as_slice()) {
        Some(Value::Ref(length)) => places.and_then(|places| places.length(data, *length, purse)),
        Some(value) => value.whole(),
        None => None,
    };
    let stream = Cow::Borrowed(stream(data, lexer.at, length, purse)?);
    Ok((number, Object { value, stream: Some(stream) }))
}

/// `NUMBER GENERATION obj`.
fn head(lexer: &mut Lexer) -> Result<u32, Stop> {
    let number = lexer.whole().and_then(|number| u32::try_from(number).ok()).ok_or(Stop::Damaged)?;
    lexer.whole().ok_or(Stop::Damaged)?;
    lexer.skip();
    if lexer.take(b"obj") { Ok(number) } else { Err(Stop::Damaged) }
}

impl Places {
    /// A length that stands in an object of its own, in the file and not in a stream.
    fn length(&self, data: &[u8], number: u32, purse: &Purse) -> Option<u64> {
        let Place::At(at) = self.of.get(&number)? else { return None };
        let mut lexer = Lexer::new(data, *at);
        let found = head(&mut lexer).ok()?;
        let length = lexer.whole();
        lexer.pay(purse).ok()?;
        length.filter(|_| found == number)
    }
}

/// The data of a stream: as long as it says if its end is there, or else up to the next end.
fn stream<'a>(data: &'a [u8], start: usize, length: Option<u64>, purse: &Purse) -> Result<&'a [u8], Stop> {
    let said = length.and_then(|length| usize::try_from(length).ok()?.checked_add(start));
    if let Some(end) = said.filter(|end| *end <= data.len()) {
        let mut after = Lexer::new(data, end);
        while after.peek().is_some_and(super::lex::is_space) {
            after.at += 1;
        }
        after.pay(purse)?;
        if after.take(b"endstream") {
            return Ok(&data[start..end]);
        }
    }
    let rest = &data[start..];
    let end = rest.windows(9).position(|window| window == b"endstream");
    purse.work(end.unwrap_or(rest.len()) as u64)?;
    let found = &rest[..end.ok_or(Stop::Damaged)?];
    let found = found.strip_suffix(b"\n").unwrap_or(found);
    Ok(found.strip_suffix(b"\r").unwrap_or(found))
}
