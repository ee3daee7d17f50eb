//! What is wrong with the data of a paper, in words.

use std::fmt;

use crate::{Lang, words};

/// One thing that is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The field: `name`, or `family[2].id_number` with rows counted from 1.
    pub field: String,
    /// What is wrong, as a code: `missing`, `unknown`, `type`, `long`, `rows`, `option`,
    /// `date`, `picture`. The words are `form-fault-CODE`.
    pub code: &'static str,
    /// What was found or what is wanted: a limit, the options. Never what somebody entered.
    pub detail: String,
}

impl Fault {
    pub(crate) fn new(field: &str, code: &'static str, detail: impl Into<String>) -> Fault {
        Fault { field: field.to_owned(), code, detail: detail.into() }
    }

    /// What is wrong and what to do, in a language.
    #[must_use]
    pub fn told(&self, lang: Lang) -> String {
        let values = [("field", self.field.as_str()), ("detail", self.detail.as_str())];
        words::filled(lang, &format!("form-fault-{}", self.code), &values)
    }
}

/// Why there is no paper.
#[derive(Debug)]
pub enum FormError {
    /// The data do not fit the form: every fault at once. Nothing was made.
    Data(Vec<Fault>),
    /// A picture that cannot be read, or a form that does not compile: the words of the
    /// typesetter.
    Typesetting(String),
}

impl FormError {
    /// What is wrong and what to do, a fault a line, in a language.
    #[must_use]
    pub fn told(&self, lang: Lang) -> String {
        match self {
            FormError::Data(faults) => {
                faults.iter().map(|fault| fault.told(lang)).collect::<Vec<_>>().join("\n")
            }
            FormError::Typesetting(what) => {
                words::filled(lang, "form-fault-typesetting", &[("detail", what)])
            }
        }
    }
}

impl fmt::Display for FormError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.told(Lang::En))
    }
}

impl std::error::Error for FormError {}
