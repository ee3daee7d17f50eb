//! Data held against the fields of a form: every fault at once, or what the paper shows.

use serde_json::{Map, Value, json};

use crate::field::{Field, Kind};
use crate::written::Writer;
use crate::{Extras, Fault, Form, Lang};

/// What the paper shows of each field. A field without a value is `null`.
///
/// # Errors
/// Every fault of the data.
pub(crate) fn check(
    form: &Form,
    data: &Value,
    extras: &Extras,
    writer: &mut Writer,
) -> Result<Map<String, Value>, Vec<Fault>> {
    let Value::Object(data) = data else {
        return Err(vec![Fault::new("data", "type", "{ … }")]);
    };
    let mut faults = Vec::new();
    let shown = object("", &form.fields, data, extras, writer, &mut faults);
    if faults.is_empty() { Ok(shown) } else { Err(faults) }
}

/// The fields of a form, or the columns of a row.
fn object(
    start: &str,
    fields: &[Field],
    data: &Map<String, Value>,
    extras: &Extras,
    writer: &mut Writer,
    faults: &mut Vec<Fault>,
) -> Map<String, Value> {
    for name in data.keys().filter(|name| !fields.iter().any(|field| field.name == **name)) {
        let known: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
        let name: String = name.chars().take(60).collect();
        faults.push(Fault::new(&format!("{start}{name}"), "unknown", known.join(", ")));
    }
    let mut shown = Map::new();
    for field in fields {
        let place = format!("{start}{}", field.name);
        let value = data.get(&field.name).filter(|value| !is_empty(value));
        let written = match value {
            None if field.required => {
                faults.push(Fault::new(&place, "missing", field.kind.as_str()));
                Value::Null
            }
            None => absent(field, writer.lang),
            Some(value) => one(&place, field, value, extras, writer, faults).unwrap_or(Value::Null),
        };
        shown.insert(field.name.clone(), written);
    }
    shown
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(list) => list.is_empty(),
        _ => false,
    }
}

/// What a form finds where nothing was entered: its options, for somebody with a pen.
fn absent(field: &Field, lang: Lang) -> Value {
    match &field.kind {
        Kind::Choice { options } | Kind::Ticks { options } => {
            crate::written::options(lang, field, options, &[])
        }
        Kind::Rows { .. } => json!([]),
        _ => Value::Null,
    }
}

fn one(
    place: &str,
    field: &Field,
    value: &Value,
    extras: &Extras,
    writer: &mut Writer,
    faults: &mut Vec<Fault>,
) -> Option<Value> {
    if let Kind::Rows { columns, max } = &field.kind {
        return rows(place, columns, *max, value, extras, writer, faults);
    }
    match scalar(field, value, extras, writer) {
        Ok(written) => Some(written),
        Err((code, detail)) => {
            faults.push(Fault::new(place, code, detail));
            None
        }
    }
}

fn rows(
    place: &str,
    columns: &[Field],
    max: usize,
    value: &Value,
    extras: &Extras,
    writer: &mut Writer,
    faults: &mut Vec<Fault>,
) -> Option<Value> {
    let Value::Array(list) = value else {
        faults.push(Fault::new(place, "type", "rows"));
        return None;
    };
    if list.len() > max {
        faults.push(Fault::new(place, "rows", max.to_string()));
        return None;
    }
    let mut shown = Vec::with_capacity(list.len());
    for (at, row) in list.iter().enumerate() {
        match row {
            Value::Object(row) => {
                let start = format!("{place}[{}].", at + 1);
                shown.push(Value::Object(object(&start, columns, row, extras, writer, faults)));
            }
            _ => faults.push(Fault::new(&format!("{place}[{}]", at + 1), "type", "{ … }")),
        }
    }
    Some(Value::Array(shown))
}

/// A fault as its code and detail.
type Wrong = (&'static str, String);

fn scalar(field: &Field, value: &Value, extras: &Extras, writer: &mut Writer) -> Result<Value, Wrong> {
    let wrong = || ("type", field.kind.as_str().to_owned());
    match &field.kind {
        Kind::Text { max } => Ok(writer.line(field, short(text(value).ok_or_else(wrong)?, *max)?)),
        Kind::LongText { max } => Ok(writer.text(field, short(text(value).ok_or_else(wrong)?, *max)?)),
        Kind::Name { show } => Ok(writer.name(field, short(text(value).ok_or_else(wrong)?, 120)?, *show)),
        Kind::Identity { show } => {
            Ok(writer.identity(field, short(text(value).ok_or_else(wrong)?, 40)?, *show))
        }
        Kind::Date { .. } | Kind::Moment | Kind::Month => writer.time(field, text(value).ok_or_else(wrong)?),
        Kind::Number => Ok(writer.number(field, value.as_u64().ok_or_else(wrong)?)),
        Kind::Money => Ok(writer.money(field, value.as_u64().ok_or_else(wrong)?)),
        Kind::Choice { options } => {
            let chosen = [text(value).ok_or_else(wrong)?];
            among(&chosen, options)?;
            Ok(writer.options(field, options, &chosen))
        }
        Kind::Ticks { options } => {
            let list = value.as_array().ok_or_else(wrong)?;
            let chosen: Vec<&str> = list.iter().filter_map(text).collect();
            if chosen.len() < list.len() {
                return Err(wrong());
            }
            among(&chosen, options)?;
            Ok(writer.options(field, options, &chosen))
        }
        Kind::Image => picture(text(value).ok_or_else(wrong)?, extras),
        Kind::Rows { .. } => Err(wrong()),
    }
}

fn text(value: &Value) -> Option<&str> {
    value.as_str()
}

fn short(text: &str, max: usize) -> Result<&str, Wrong> {
    if text.chars().count() > max { Err(("long", max.to_string())) } else { Ok(text) }
}

fn among(chosen: &[&str], options: &[String]) -> Result<(), Wrong> {
    let known = chosen.iter().all(|code| options.iter().any(|option| option == code));
    if known { Ok(()) } else { Err(("option", options.join(", "))) }
}

/// The place of the picture in the world of the typesetter.
fn picture(name: &str, extras: &Extras) -> Result<Value, Wrong> {
    let ending = extras.pictures.get(name).and_then(crate::Picture::ending);
    let ending = ending.ok_or_else(|| {
        let known: Vec<&str> = extras.pictures.keys().map(String::as_str).collect();
        ("picture", known.join(", "))
    })?;
    Ok(Value::String(crate::engine::picture_path(name, ending)))
}
