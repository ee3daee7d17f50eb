//! The words of the papers: Fluent files in `locales/*/form`, and the names of days and months.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use rust_embed::RustEmbed;

use crate::Lang;

#[derive(RustEmbed)]
#[folder = "../../locales"]
#[include = "*/form/*.ftl"]
#[include = "*/date.ftl"]
struct Locales;

struct Bundle {
    all: FluentBundle<FluentResource>,
    /// Every key, for what begins alike.
    keys: Vec<String>,
}

static BUNDLES: LazyLock<BTreeMap<Lang, Bundle>> =
    LazyLock::new(|| Lang::ALL.into_iter().map(|lang| (lang, bundle(lang))).collect());

fn bundle(lang: Lang) -> Bundle {
    let mut all = FluentBundle::new_concurrent(vec![lang.as_str().parse().unwrap_or_default()]);
    // Marks of isolation are characters that no font draws; nothing here is right-to-left.
    all.set_use_isolating(false);
    let folder = format!("{}/", lang.as_str());
    let mut keys = Vec::new();
    for name in Locales::iter().filter(|name| name.starts_with(&folder)) {
        let Some(file) = Locales::get(&name) else { continue };
        let text = String::from_utf8_lossy(&file.data).into_owned();
        let head = |line: &str| line.split_once(" =").map(|(key, _)| key.to_owned());
        keys.extend(text.lines().filter(|line| line.starts_with("form-")).filter_map(head));
        // A test reads every file; a faulty entry falls back to its key here.
        let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, _)| resource);
        all.add_resource_overriding(resource);
    }
    keys.sort();
    Bundle { all, keys }
}

/// The words for a key, filled with values. A key without words is shown itself, so that it is
/// noticed.
pub(crate) fn filled(lang: Lang, key: &str, values: &[(&str, &str)]) -> String {
    find(lang, key, &args(values)).unwrap_or_else(|| key.to_owned())
}

fn args(values: &[(&str, &str)]) -> FluentArgs<'static> {
    let mut args = FluentArgs::new();
    for (name, value) in values {
        args.set(Cow::Owned((*name).to_owned()), FluentValue::from((*value).to_owned()));
    }
    args
}

fn find(lang: Lang, key: &str, args: &FluentArgs<'_>) -> Option<String> {
    let bundle = &BUNDLES.get(&lang)?.all;
    let pattern = bundle.get_message(key)?.value()?;
    let mut faults = Vec::new();
    Some(bundle.format_pattern(pattern, Some(args), &mut faults).into_owned())
}

/// The label of a field, or of a column as `ROWS.COLUMN`: the form's own words, else those that
/// all forms share.
pub(crate) fn label(lang: Lang, code: &str, field: &str) -> String {
    let name = field.replace(['.', '_'], "-");
    let last = field.rsplit('.').next().unwrap_or(field).replace('_', "-");
    let keys =
        [format!("form-{code}-field-{name}"), format!("form-field-{name}"), format!("form-field-{last}")];
    let none = FluentArgs::new();
    keys.iter().find_map(|key| find(lang, key, &none)).unwrap_or_else(|| keys[1].clone())
}

/// The words of an option.
pub(crate) fn option(lang: Lang, field: &str, option: &str) -> String {
    filled(lang, &format!("form-option-{}-{option}", field.replace('_', "-")), &[])
}

/// All words that begin with `form-CODE-` or `form-all-`, by what follows, filled with values.
pub(crate) fn of_form(lang: Lang, code: &str, values: &[(&str, &str)]) -> BTreeMap<String, String> {
    let mut words = BTreeMap::new();
    let Some(bundle) = BUNDLES.get(&lang) else { return words };
    let args = args(values);
    for start in ["form-all-".to_owned(), format!("form-{code}-")] {
        let from = bundle.keys.partition_point(|key| *key < start);
        for key in bundle.keys[from..].iter().take_while(|key| key.starts_with(&start)) {
            let text = find(lang, key, &args).unwrap_or_default();
            words.insert(key[start.len()..].to_owned(), text);
        }
    }
    words
}
