//! What a PDF is made of.

use std::borrow::Cow;
use std::collections::BTreeMap;

/// A value as the file writes it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Null,
    /// A number, `true` or `false`.
    Plain(Vec<u8>),
    /// A string with its delimiters.
    Text(Vec<u8>),
    /// A name without the slash, its escapes undone.
    Name(Vec<u8>),
    Array(Vec<Value>),
    Dict(Dict),
    /// The object of this number. Generations are told apart by no writer of today.
    Ref(u32),
}

/// A dictionary. A key that stands there twice has its last value, as most readers take it; what
/// is written has it once.
pub(super) type Dict = BTreeMap<Vec<u8>, Value>;

/// An object of the file.
#[derive(Clone, Debug)]
pub(super) struct Object<'a> {
    pub value: Value,
    /// The data, where the value is the dictionary of a stream.
    pub stream: Option<Cow<'a, [u8]>>,
}

impl Value {
    pub(super) fn name(&self) -> Option<&[u8]> {
        if let Value::Name(name) = self { Some(name) } else { None }
    }

    pub(super) fn dict(&self) -> Option<&Dict> {
        if let Value::Dict(dict) = self { Some(dict) } else { None }
    }

    pub(super) fn array(&self) -> Option<&[Value]> {
        if let Value::Array(values) = self { Some(values) } else { None }
    }

    /// A whole number that is not negative; a fraction is cut off.
    pub(super) fn whole(&self) -> Option<u64> {
        let Value::Plain(text) = self else { return None };
        let whole = text.split(|byte| *byte == b'.').next()?;
        std::str::from_utf8(whole).ok()?.parse().ok()
    }

    /// Writes the value, each reference by `number`.
    pub(super) fn write(&self, out: &mut Vec<u8>, number: &mut impl FnMut(u32) -> Option<u32>) {
        match self {
            Value::Null => out.extend(b"null"),
            Value::Plain(text) | Value::Text(text) => out.extend(text),
            Value::Name(name) => write_name(name, out),
            Value::Array(values) => {
                out.push(b'[');
                for (index, value) in values.iter().enumerate() {
                    if index > 0 {
                        out.push(b' ');
                    }
                    value.write(out, number);
                }
                out.push(b']');
            }
            Value::Dict(dict) => {
                out.extend(b"<<");
                for (key, value) in dict {
                    write_name(key, out);
                    out.push(b' ');
                    value.write(out, number);
                }
                out.extend(b">>");
            }
            Value::Ref(old) => match number(*old) {
                Some(new) => out.extend(format!("{new} 0 R").bytes()),
                None => out.extend(b"null"),
            },
        }
    }
}

fn write_name(name: &[u8], out: &mut Vec<u8>) {
    out.push(b'/');
    for byte in name {
        match byte {
            b'!'..=b'~' if !b"#%()/<>[]{}".contains(byte) => out.push(*byte),
            other => out.extend(format!("#{other:02X}").bytes()),
        }
    }
}
