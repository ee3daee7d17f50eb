//! The words that people read: Fluent files in `locales/`, one bundle a language.

mod lang;
mod time;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Pattern, PatternElement};
use rust_embed::RustEmbed;

pub use lang::Lang;
pub(crate) use lang::accepted;

#[derive(RustEmbed)]
#[folder = "../../locales"]
struct Locales;

/// All words of one language.
struct Bundle {
    all: FluentBundle<FluentResource>,
    /// Those that are filled with nothing. Most are, and a list asks for them on every row.
    plain: HashMap<String, String>,
}

static BUNDLES: LazyLock<BTreeMap<Lang, Bundle>> =
    LazyLock::new(|| Lang::ALL.into_iter().map(|lang| (lang, bundle(lang))).collect());

fn bundle(lang: Lang) -> Bundle {
    let mut plain = HashMap::new();
    let id = lang.as_str().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![id]);
    // Marks of isolation would be shown as boxes by old fonts; nothing here is right-to-left.
    bundle.set_use_isolating(false);
    let folder = format!("{}/", lang.as_str());
    for name in Locales::iter().filter(|name| name.starts_with(&folder)) {
        let Some(file) = Locales::get(&name) else { continue };
        let text = String::from_utf8_lossy(&file.data).into_owned();
        // A test reads every file; a faulty entry falls back to its key here.
        let resource = FluentResource::try_new(text).unwrap_or_else(|(resource, _)| resource);
        plain.extend(resource.entries().filter_map(plain_words));
        bundle.add_resource_overriding(resource);
    }
    Bundle { all: bundle, plain }
}

fn plain_words(entry: &Entry<&str>) -> Option<(String, String)> {
    let Entry::Message(message) = entry else { return None };
    let Pattern { elements } = message.value.as_ref()?;
    let texts = elements.iter().map(|element| match element {
        PatternElement::TextElement { value } => Some(*value),
        PatternElement::Placeable { .. } => None,
    });
    Some((message.id.name.to_owned(), texts.collect::<Option<String>>()?))
}

/// The words of one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// Which.
    pub lang: Lang,
}

impl Words {
    /// The words of a language.
    pub fn of(lang: Lang) -> Words {
        Words { lang }
    }

    /// The words for a key. A key without words is shown itself, so that it is noticed.
    pub fn t(&self, key: &str) -> String {
        let plain = BUNDLES.get(&self.lang).and_then(|bundle| bundle.plain.get(key)).cloned();
        plain.or_else(|| self.find(key, None)).unwrap_or_else(|| key.to_owned())
    }

    /// The words for a key, filled with values.
    pub fn with(&self, key: &str, values: &[(&str, String)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in values {
            args.set(Cow::Owned((*name).to_owned()), FluentValue::from(value.clone()));
        }
        self.find(key, Some(&args)).unwrap_or_else(|| key.to_owned())
    }

    /// The words for a key and a number, in the plural that the language asks for.
    pub fn count(&self, key: &str, count: i64) -> String {
        let mut args = FluentArgs::new();
        args.set("count", FluentValue::from(count));
        self.find(key, Some(&args)).unwrap_or_else(|| key.to_owned())
    }

    /// Whether there are words for a key.
    pub fn has(&self, key: &str) -> bool {
        BUNDLES.get(&self.lang).is_some_and(|bundle| bundle.all.has_message(key))
    }

    fn find(&self, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let bundle = &BUNDLES.get(&self.lang)?.all;
        let pattern = bundle.get_message(key)?.value()?;
        let mut faults = Vec::new();
        Some(bundle.format_pattern(pattern, args, &mut faults).into_owned())
    }

    /// A text of the policy pack in this language.
    pub fn of_pack<'a>(&self, words: &'a leye_pack::Words) -> &'a str {
        match self.lang {
            Lang::ZhHant => &words.zh_hant,
            Lang::ZhHans => &words.zh_hans,
            Lang::En => &words.en,
        }
    }
}
