//! What a document may not hold, and what it does not keep.

use super::file::File;
use super::purse::Stop;
use super::value::{Dict, Value};
use crate::IntakeFault;

/// Keys that let a document do something of its own.
const KEYS: [(&[u8], &str); 7] = [
    (b"JS", "JavaScript"),
    (b"JavaScript", "JavaScript"),
    (b"AA", "AA"),
    (b"XFA", "XFA"),
    (b"RichMediaContent", "RichMedia"),
    (b"RichMediaSettings", "RichMedia"),
    (b"Launch", "Launch"),
];

/// Names of what does, wherever they stand: a kind of act or of mark on a page may be given by way
/// of a reference.
const NAMES: [(&[u8], &str); 13] = [
    (b"JavaScript", "JavaScript"),
    (b"JS", "JavaScript"),
    (b"Launch", "Launch"),
    (b"SubmitForm", "SubmitForm"),
    (b"ImportData", "ImportData"),
    (b"GoToR", "GoToR"),
    (b"GoToE", "GoToE"),
    (b"RichMedia", "RichMedia"),
    (b"RichMediaExecute", "RichMedia"),
    (b"Rendition", "Rendition"),
    (b"GoTo3DView", "3D"),
    (b"Movie", "Movie"),
    (b"Sound", "Sound"),
];

/// Keys and names of files within the document.
const ATTACHED_KEYS: [&[u8]; 3] = [b"EF", b"EmbeddedFile", b"Collection"];
const ATTACHED_NAMES: [&[u8]; 2] = [b"EmbeddedFile", b"FileAttachment"];

/// Keys that say something of who made the document, with what and when.
const LEFT_OUT: [&[u8]; 3] = [b"Metadata", b"PieceInfo", b"SpiderInfo"];

/// Keys that are left out of the root and of pages only: elsewhere they are names of other things.
const LEFT_OUT_OF_ROOT: [&[u8]; 1] = [b"Version"];
const LEFT_OUT_OF_PAGE: [&[u8]; 2] = [b"Thumb", b"LastModified"];

/// Keys of a stream that lead to a file outside, or are written anew.
const LEFT_OUT_OF_STREAM: [&[u8]; 5] = [b"Length", b"F", b"FFilter", b"FDecodeParms", b"DL"];

fn scripted(what: &'static str) -> Stop {
    IntakeFault::ScriptedPdf { what }.into()
}

/// Judges a value and all within it.
///
/// # Errors
/// [`IntakeFault::ScriptedPdf`], [`IntakeFault::AttachedFiles`].
pub(super) fn judge(value: &Value, file: &File) -> Result<(), Stop> {
    match value {
        Value::Array(values) => values.iter().try_for_each(|value| judge(value, file)),
        Value::Dict(dict) => {
            dict.keys().try_for_each(|key| judge_key(key))?;
            judge_opening(dict, file)?;
            dict.values().try_for_each(|value| judge(value, file))
        }
        Value::Name(name) => judge_name(name),
        _ => Ok(()),
    }
}

fn judge_key(key: &[u8]) -> Result<(), Stop> {
    if let Some((_, what)) = KEYS.iter().find(|(name, _)| *name == key) {
        return Err(scripted(what));
    }
    if ATTACHED_KEYS.contains(&key) { Err(IntakeFault::AttachedFiles.into()) } else { Ok(()) }
}

fn judge_name(name: &[u8]) -> Result<(), Stop> {
    if let Some((_, what)) = NAMES.iter().find(|(known, _)| *known == name) {
        return Err(scripted(what));
    }
    if ATTACHED_NAMES.contains(&name) { Err(IntakeFault::AttachedFiles.into()) } else { Ok(()) }
}

/// When it is opened, a document may go to one of its places, and no more.
fn judge_opening(dict: &Dict, file: &File) -> Result<(), Stop> {
    let Some(opening) = dict.get(b"OpenAction".as_slice()) else { return Ok(()) };
    let opening = file.resolved(opening)?;
    let Some(act) = opening.value.dict() else { return Ok(()) };
    let Some(kind) = act.get(b"S".as_slice()) else { return Ok(()) };
    // What it is called says more than when it happens.
    act.keys().try_for_each(|key| judge_key(key))?;
    let kind = file.resolved(kind)?.value;
    let kind = kind.name().unwrap_or_default();
    judge_name(kind)?;
    let goes = kind == b"GoTo" && !act.contains_key(b"Next".as_slice());
    if goes { Ok(()) } else { Err(scripted("OpenAction")) }
}

/// Takes out of a value what is not kept.
pub(super) fn strip(value: &mut Value) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(strip),
        Value::Dict(dict) => {
            let is = |name: &[u8]| dict.get(b"Type".as_slice()).and_then(Value::name) == Some(name);
            let (root, page) = (is(b"Catalog"), is(b"Page"));
            dict.retain(|key, _| {
                let key = key.as_slice();
                let left_out = LEFT_OUT.contains(&key)
                    || root && LEFT_OUT_OF_ROOT.contains(&key)
                    || page && LEFT_OUT_OF_PAGE.contains(&key);
                !left_out
            });
            dict.values_mut().for_each(strip);
        }
        _ => {}
    }
}

/// Takes out of the dictionary of a stream what leads outside or is written anew.
pub(super) fn strip_stream(dict: &mut Dict) {
    dict.retain(|key, _| !LEFT_OUT_OF_STREAM.contains(&key.as_slice()));
}
