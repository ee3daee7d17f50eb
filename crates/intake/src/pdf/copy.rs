//! The document written anew, object after object, as each is first spoken of.

use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};

use super::file::File;
use super::filter::{self, Filter};
use super::pages::Pages;
use super::policy;
use super::purse::Stop;
use super::value::{Dict, Object, Value};
use crate::{Limits, jpeg};

/// The heading; the second line tells programs that what follows is not text.
const HEADING: &[u8] = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n";

struct Copier<'a> {
    file: &'a File<'a>,
    limits: &'a Limits,
    pages: Pages,
    /// The new number of an old one.
    numbers: BTreeMap<u32, u32>,
    /// The old numbers that are still to be written.
    waiting: VecDeque<u32>,
    out: Vec<u8>,
    /// Where the objects begin, by their new numbers from 1.
    starts: Vec<usize>,
}

/// Writes all that hangs on the root.
///
/// # Errors
/// What the document may not hold, or that it is larger than what is kept.
pub(super) fn copied(file: &File, pages: Pages, limits: &Limits) -> Result<Vec<u8>, Stop> {
    let root = file.root()?;
    let mut copier = Copier {
        file,
        limits,
        pages,
        numbers: BTreeMap::from([(root, 1)]),
        waiting: VecDeque::from([root]),
        out: HEADING.to_vec(),
        starts: Vec::new(),
    };
    while let Some(number) = copier.waiting.pop_front() {
        copier.object(number)?;
        if copier.out.len() > limits.bytes {
            return Err(Stop::Spent);
        }
    }
    let out = copier.tables();
    if out.len() > limits.bytes { Err(Stop::Spent) } else { Ok(out) }
}

impl Copier<'_> {
    fn object(&mut self, number: u32) -> Result<(), Stop> {
        let mut object = self.file.object(number)?;
        policy::strip(&mut object.value);
        policy::judge(&object.value, self.file)?;
        if let (Value::Dict(dict), Some(count)) = (&mut object.value, self.pages.below.get(&number)) {
            dict.insert(b"Count".to_vec(), Value::Plain(count.to_string().into_bytes()));
        }
        self.starts.push(self.out.len());
        self.out.extend(format!("{} 0 obj\n", self.starts.len()).bytes());
        match (object.value, object.stream) {
            (Value::Dict(dict), Some(data)) => self.stream(dict, data)?,
            (value, _) => self.value(&value),
        }
        self.out.extend(b"\nendobj\n");
        Ok(())
    }

    fn stream(&mut self, mut dict: Dict, data: Cow<[u8]>) -> Result<(), Stop> {
        let kind = dict.get(b"Type".as_slice()).and_then(Value::name);
        if matches!(kind, Some(b"ObjStm" | b"XRef")) {
            // What the old file was made of says nothing in the new one.
            self.value(&Value::Null);
            return Ok(());
        }
        let filters = self.file.filters(&dict)?;
        filter::weigh(&data, &filters, self.file.purse)?;
        self.picture(&dict)?;
        let data = match self.photo(&data, &filters)? {
            Some(photo) => {
                dict.insert(b"Filter".to_vec(), Value::Name(b"DCTDecode".to_vec()));
                let parms = dict.remove(b"DecodeParms".as_slice());
                if let Some(last) = parms.map(|parms| self.last(parms)).transpose()?.flatten() {
                    dict.insert(b"DecodeParms".to_vec(), last);
                }
                Cow::Owned(photo)
            }
            None => data,
        };
        policy::strip_stream(&mut dict);
        dict.insert(b"Length".to_vec(), Value::Plain(data.len().to_string().into_bytes()));
        self.value(&Value::Dict(dict));
        self.out.extend(b"\nstream\n");
        self.out.extend_from_slice(&data);
        self.out.extend(b"\nendstream");
        Ok(())
    }

    /// How the last filter packs: the others are undone.
    fn last(&self, parms: Value) -> Result<Option<Value>, Stop> {
        let parms = self.file.resolved(&parms)?.value;
        Ok(match parms {
            Value::Array(mut all) => all.pop().filter(|last| *last != Value::Null),
            Value::Null => None,
            one => Some(one),
        })
    }

    /// A picture says how large it is.
    fn picture(&self, dict: &Dict) -> Result<(), Stop> {
        let side = |key: &[u8]| -> Result<Option<u64>, Stop> {
            let value = dict.get(key).map(|value| self.file.resolved(value)).transpose()?;
            Ok(value.and_then(|Object { value, .. }| value.whole()))
        };
        if let (Some(width), Some(height)) = (side(b"Width")?, side(b"Height")?) {
            let side = |length: u64| u32::try_from(length).unwrap_or(u32::MAX);
            self.limits.bear(side(width), side(height))?;
        }
        Ok(())
    }

    /// A photo without what it says of itself. One that cannot be read is left as it is, unless it
    /// is too large.
    fn photo(&self, data: &[u8], filters: &[Filter]) -> Result<Option<Vec<u8>>, Stop> {
        let Some((Filter::Jpeg, packed)) = filters.split_last() else { return Ok(None) };
        let photo = if packed.is_empty() {
            Cow::Borrowed(data)
        } else {
            match filter::unpack(data, packed, self.limits.bytes as u64, self.file.purse) {
                Ok(photo) => Cow::Owned(photo),
                Err(Stop::Damaged) => return Ok(None),
                Err(stop) => return Err(stop),
            }
        };
        let Some(stripped) = jpeg::strip(&photo, jpeg::Turn::Dropped) else { return Ok(None) };
        self.limits.bear(stripped.width, stripped.height)?;
        Ok(Some(stripped.bytes))
    }

    /// Writes a value; what it speaks of for the first time gets the next number.
    fn value(&mut self, value: &Value) {
        let (file, numbers, waiting) = (self.file, &mut self.numbers, &mut self.waiting);
        value.write(&mut self.out, &mut |old| {
            if let Some(new) = numbers.get(&old) {
                return Some(*new);
            }
            file.has(old).then_some(())?;
            let new = u32::try_from(numbers.len() + 1).ok()?;
            numbers.insert(old, new);
            waiting.push_back(old);
            Some(new)
        });
    }

    /// The table of all objects, and the end.
    fn tables(mut self) -> Vec<u8> {
        let table = self.out.len();
        let size = self.starts.len() + 1;
        self.out.extend(format!("xref\n0 {size}\n0000000000 65535 f \n").bytes());
        for start in &self.starts {
            self.out.extend(format!("{start:010} 00000 n \n").bytes());
        }
        let trailer = format!("trailer\n<</Root 1 0 R/Size {size}>>\nstartxref\n{table}\n%%EOF\n");
        self.out.extend(trailer.bytes());
        self.out
    }
}
