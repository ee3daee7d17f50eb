//! The forms that are compiled in.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use rust_embed::RustEmbed;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::{Extras, Field, Lang, Picture, words};

/// The folders of `forms/`. `style/` holds what forms share, `pictures/` those of the samples.
#[derive(RustEmbed)]
#[folder = "../../forms"]
#[exclude = "*.md"]
pub(crate) struct Files;

/// A form: what it is filled with, and what it is called.
#[derive(Debug)]
pub struct Form {
    /// The name of its folder.
    pub code: String,
    /// What it is filled with, in the order of the paper.
    pub fields: Vec<Field>,
    /// By tag of the language, and for all languages under `*`.
    samples: BTreeMap<String, Map<String, Value>>,
}

#[derive(Deserialize)]
struct FieldList {
    field: Vec<Field>,
}

/// Every form, by code.
pub fn forms() -> &'static [Form] {
    static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| codes().into_iter().map(read).collect());
    &FORMS
}

/// The form with this code; `None` when there is none.
#[must_use]
pub fn form(code: &str) -> Option<&'static Form> {
    forms().iter().find(|form| form.code == code)
}

fn codes() -> BTreeSet<String> {
    Files::iter().filter_map(|path| Some(path.strip_suffix("/fields.toml")?.to_owned())).collect()
}

/// A test reads every form, so a faulty one never gets into a binary.
fn read(code: String) -> Form {
    let text = |name: &str| {
        let file = Files::get(&format!("{code}/{name}")).map(|file| file.data.into_owned());
        String::from_utf8(file.unwrap_or_default()).unwrap_or_default()
    };
    let list: FieldList = toml::from_str(&text("fields.toml"))
        .unwrap_or_else(|error| panic!("forms/{code}/fields.toml: {error}"));
    let samples = serde_json::from_str(&text("sample.json"))
        .unwrap_or_else(|error| panic!("forms/{code}/sample.json: {error}"));
    Form { code, fields: list.field, samples }
}

impl Form {
    /// What the form is called in a language.
    #[must_use]
    pub fn title(&self, lang: Lang) -> String {
        words::filled(lang, &format!("form-{}-title", self.code), &[])
    }

    /// What a field is called in a language; of a column, `ROWS.COLUMN`.
    #[must_use]
    pub fn label(&self, lang: Lang, field: &str) -> String {
        words::label(lang, &self.code, field)
    }

    /// The data of a filled form, of people who do not exist.
    #[must_use]
    pub fn sample(&self, lang: Lang) -> Value {
        let mut all = self.samples.get("*").cloned().unwrap_or_default();
        all.extend(self.samples.get(lang.as_str()).cloned().unwrap_or_default());
        Value::Object(all)
    }

    /// The pictures that a sample may name.
    #[must_use]
    pub fn sample_extras(&self) -> Extras {
        let pictures = Files::iter().filter_map(|path| {
            let name = path.strip_prefix("pictures/")?.strip_suffix(".svg")?.to_owned();
            Some((name, Picture(Files::get(&path)?.data.into_owned())))
        });
        Extras { pictures: pictures.collect(), ..Extras::default() }
    }

    /// The field of this name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}
