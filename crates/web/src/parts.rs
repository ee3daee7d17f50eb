//! Parts of pages, as the components in `ui/templates/components/` take them.

use leye_app::FieldFault;

use crate::form::Typed;
use crate::words::Words;

/// One line of text.
#[derive(Clone, Debug, Default)]
pub(crate) struct Field {
    pub name: String,
    pub label: String,
    pub hint: Option<String>,
    pub value: String,
    pub error: Option<String>,
    pub kind: &'static str,
    pub autocomplete: &'static str,
    pub inputmode: &'static str,
    pub width: &'static str,
    pub required: bool,
}

/// A day as year, month and day.
#[derive(Clone, Debug, Default)]
pub(crate) struct DateField {
    pub name: String,
    pub label: String,
    pub hint: Option<String>,
    pub error: Option<String>,
    pub year: String,
    pub month: String,
    pub day: String,
    pub birthday: bool,
    pub required: bool,
}

/// Radios, boxes or a list.
#[derive(Clone, Debug, Default)]
pub(crate) struct Choices {
    pub name: String,
    pub label: String,
    pub hint: Option<String>,
    pub error: Option<String>,
    pub required: bool,
    pub items: Vec<Choice>,
}

/// One of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Choice {
    pub value: String,
    pub label: String,
    pub hint: Option<String>,
    pub on: bool,
}

/// A fault in the summary above a form.
#[derive(Clone, Debug)]
pub(crate) struct FormFault {
    pub name: String,
    pub text: String,
}

/// The words of the first of these faults that names a field.
pub(crate) fn told(faults: &[FormFault], name: &str) -> Option<String> {
    faults.iter().find(|fault| fault.name == name).map(|fault| fault.text.clone())
}

/// A link of the trail above a heading.
#[derive(Clone, Debug)]
pub(crate) struct Crumb {
    pub href: String,
    pub label: String,
}

/// A filter.
#[derive(Clone, Debug)]
pub(crate) struct Pill {
    pub href: String,
    pub label: String,
    pub count: Option<i64>,
    pub on: bool,
}

/// A fact as key and value.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fact {
    pub key: String,
    pub value: String,
    pub note: Option<String>,
    pub href: Option<String>,
    pub action: String,
}

/// Makes the parts of one form: labels from the words, values from what was typed,
/// errors from the faults that were found.
pub(crate) struct Maker<'a> {
    pub words: Words,
    pub typed: &'a Typed,
    pub faults: &'a [FieldFault],
}

impl Maker<'_> {
    /// A line of text. Label and hint are the words `field-NAME` and `field-NAME-hint`.
    pub(crate) fn text(&self, name: &str, required: bool) -> Field {
        Field {
            name: name.to_owned(),
            label: self.label(name),
            hint: self.hint(name),
            value: self.typed.text(name).to_owned(),
            error: self.error(name),
            kind: "text",
            autocomplete: "off",
            required,
            ..Field::default()
        }
    }

    /// A day.
    pub(crate) fn day(&self, name: &str) -> DateField {
        let part = |part: &str| self.typed.text(&format!("{name}-{part}")).to_owned();
        DateField {
            name: name.to_owned(),
            label: self.label(name),
            hint: self.hint(name),
            error: self.error(name),
            year: part("year"),
            month: part("month"),
            day: part("day"),
            birthday: false,
            required: true,
        }
    }

    /// Radios or boxes, from values and their labels.
    pub(crate) fn choices(&self, name: &str, required: bool, items: &[(String, String)]) -> Choices {
        let chosen = self.typed.all(name);
        let items = items.iter().map(|(value, label)| Choice {
            value: value.clone(),
            label: label.clone(),
            hint: None,
            on: chosen.contains(value),
        });
        Choices {
            name: name.to_owned(),
            label: self.label(name),
            hint: self.hint(name),
            error: self.error(name),
            required,
            items: items.collect(),
        }
    }

    /// Every fault, for the summary.
    pub(crate) fn summary(&self) -> Vec<FormFault> {
        self.faults.iter().map(|f| FormFault { name: f.field.clone(), text: self.fault_words(f) }).collect()
    }

    fn label(&self, name: &str) -> String {
        self.words.t(&format!("field-{}", plain(name)))
    }

    fn hint(&self, name: &str) -> Option<String> {
        let key = format!("field-{}-hint", plain(name));
        self.words.has(&key).then(|| self.words.t(&key))
    }

    /// The words of the first fault of a field.
    pub(crate) fn error(&self, name: &str) -> Option<String> {
        self.faults.iter().find(|f| f.field == name).map(|f| self.fault_words(f))
    }

    /// `fault-FIELD-CODE` where there are such words, else `fault-CODE`.
    fn fault_words(&self, fault: &FieldFault) -> String {
        let own = format!("fault-{}-{}", plain(&fault.field), fault.code);
        if self.words.has(&own) { self.words.t(&own) } else { self.words.t(&format!("fault-{}", fault.code)) }
    }
}

/// The name of a field as a key of the words: `relative_2_name` is `relative-name`.
fn plain(name: &str) -> String {
    let kept: Vec<&str> = name.split(['_', '-']).filter(|part| part.parse::<u32>().is_err()).collect();
    kept.join("-")
}
