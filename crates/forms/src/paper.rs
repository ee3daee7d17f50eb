//! From data to a PDF.

use jiff::civil::DateTime;
use serde_json::{Map, Value, json};
use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, Timestamp};

use crate::field::{Field, Kind};
use crate::written::Writer;
use crate::{Extras, Form, FormError, Lang, check, engine, words};

/// A paper.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// The file.
    pub pdf: Vec<u8>,
    /// How many pages it has.
    pub pages: usize,
    /// What no font has: shown as its code point. A clerk should look how it is written.
    pub missing_glyphs: Vec<char>,
}

/// Makes a paper of a form, in a language, with these data.
///
/// The same arguments give the same bytes.
///
/// # Errors
/// Data that do not fit the form, with every fault; a picture that cannot be read.
pub fn render(form: &Form, lang: Lang, data: &Value, extras: &Extras) -> Result<Rendered, FormError> {
    let (document, missing_glyphs) = typeset(form, lang, data, extras)?;
    let pages = document.pages().len();
    let pdf = typst_pdf::pdf(&document, &options(form, lang, extras))
        .map_err(|faults| FormError::Typesetting(engine::told(&faults)))?;
    Ok(Rendered { pdf, pages, missing_glyphs })
}

/// The pages before they are a PDF, for pictures of them, and what no font has.
///
/// # Errors
/// As [`render`].
pub fn typeset(
    form: &Form,
    lang: Lang,
    data: &Value,
    extras: &Extras,
) -> Result<(PagedDocument, Vec<char>), FormError> {
    let (input, missing_glyphs) = written(form, lang, data, extras)?;
    let document = engine::set(form, input.to_string(), extras).map_err(FormError::Typesetting)?;
    Ok((document, missing_glyphs))
}

/// What the `form.typ` of a paper is handed: its words, labels and values as they are shown.
///
/// # Errors
/// Data that do not fit the form, with every fault.
pub fn handed(form: &Form, lang: Lang, data: &Value, extras: &Extras) -> Result<Value, FormError> {
    written(form, lang, data, extras).map(|(input, _)| input)
}

fn written(form: &Form, lang: Lang, data: &Value, extras: &Extras) -> Result<(Value, Vec<char>), FormError> {
    let mut writer = Writer::new(lang);
    let shown = check::check(form, data, extras, &mut writer).map_err(FormError::Data)?;
    Ok((input(form, lang, shown, extras, &writer), writer.glyphs.missing()))
}

/// What `form.typ` is handed: words `t`, labels `l`, values `f`.
fn input(form: &Form, lang: Lang, shown: Map<String, Value>, extras: &Extras, writer: &Writer) -> Value {
    let blank = words::filled(lang, "form-blank", &[]);
    let names = form.fields.iter().map(|field| field.name.replace('_', "-"));
    let names: Vec<String> = names.filter(|name| !writer.said.contains_key(name)).collect();
    let mut values: Vec<(&str, &str)> = names.iter().map(|name| (name.as_str(), blank.as_str())).collect();
    values.extend(writer.said.iter().map(|(name, text)| (name.as_str(), text.as_str())));
    let title = form.title(lang);
    values.push(("title", &title));
    let verify = extras.verification.as_ref().map(|it| json!({ "code": it.code, "url": it.url }));
    json!({
        "lang": lang.as_str(),
        "code": form.code,
        "rare": writer.glyphs.any(),
        "title": title,
        "t": words::of_form(lang, &form.code, &values),
        "l": labels(form, lang),
        "f": shown,
        "verify": verify,
    })
}

fn labels(form: &Form, lang: Lang) -> Map<String, Value> {
    let mut labels = Map::new();
    for field in &form.fields {
        labels.insert(field.name.clone(), form.label(lang, &field.name).into());
        for column in columns(field) {
            let place = format!("{}.{}", field.name, column.name);
            let label = form.label(lang, &place);
            labels.insert(place, label.into());
        }
    }
    labels
}

fn columns(field: &Field) -> &[Field] {
    match &field.kind {
        Kind::Rows { columns, .. } => columns,
        _ => &[],
    }
}

fn options(form: &Form, lang: Lang, extras: &Extras) -> PdfOptions {
    PdfOptions {
        // The same for every paper of the form: the bytes depend on nothing but the paper.
        ident: Smart::Custom(format!("leye {} {}", form.code, lang.as_str())),
        creator: Smart::Custom(Some("Leye".to_owned())),
        timestamp: extras.made.and_then(stamp),
        ..PdfOptions::default()
    }
}

fn stamp(at: DateTime) -> Option<Timestamp> {
    let part = |value: i8| u8::try_from(value).ok();
    let (date, time) = (at.date(), at.time());
    Datetime::from_ymd_hms(
        date.year().into(),
        part(date.month())?,
        part(date.day())?,
        part(time.hour())?,
        part(time.minute())?,
        part(time.second())?,
    )
    .map(Timestamp::new_utc)
}
