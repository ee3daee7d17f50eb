//! The typed fields of a form, as `fields.toml` lists them.

use serde::Deserialize;

/// One field of a form.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Field {
    /// Its name in the data.
    pub name: String,
    /// What it holds.
    #[serde(flatten)]
    pub kind: Kind,
    /// A paper cannot be issued without it.
    #[serde(default)]
    pub required: bool,
}

/// A column of a list of rows.
pub type Column = Field;

/// What a field holds.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum Kind {
    /// A line of text, of `max` characters at most.
    Text {
        /// The hard limit, in characters.
        #[serde(default = "line")]
        max: usize,
    },
    /// Running text with line breaks. What does not fit its box continues on a further page.
    LongText {
        /// The hard limit, in characters.
        #[serde(default = "page")]
        max: usize,
    },
    /// The name of a person, shown as the form says.
    Name {
        /// `full` or `masked`.
        #[serde(default)]
        show: Show,
    },
    /// An identity number, shown as the form says.
    Identity {
        /// `full`, `grouped` or `masked`.
        #[serde(default)]
        show: Show,
    },
    /// A day, `2026-11-26`.
    Date {
        /// Whether its weekday is written: of use for a day to come, not for a birth.
        #[serde(default = "yes")]
        weekday: bool,
    },
    /// A day with its time, `2026-11-26T16:30`.
    Moment,
    /// A month, `2026-11`.
    Month,
    /// A whole number, zero or more.
    Number,
    /// An amount in fen, a whole number.
    Money,
    /// One of these; the words are `form-option-FIELD-OPTION`.
    Choice {
        /// The codes of the options, in the order shown.
        options: Vec<String>,
    },
    /// Any of these, as a list of codes.
    Ticks {
        /// The codes of the options, in the order shown.
        options: Vec<String>,
    },
    /// A list of rows.
    Rows {
        /// The columns, in the order shown.
        columns: Vec<Column>,
        /// The hard limit, in rows.
        #[serde(default = "many")]
        max: usize,
    },
    /// The name of a picture among [`Extras::pictures`](crate::Extras::pictures).
    Image,
}

impl Kind {
    /// The type as `fields.toml` writes it.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Kind::Text { .. } => "text",
            Kind::LongText { .. } => "long-text",
            Kind::Name { .. } => "name",
            Kind::Identity { .. } => "identity",
            Kind::Date { .. } => "date",
            Kind::Moment => "moment",
            Kind::Month => "month",
            Kind::Number => "number",
            Kind::Money => "money",
            Kind::Choice { .. } => "choice",
            Kind::Ticks { .. } => "ticks",
            Kind::Rows { .. } => "rows",
            Kind::Image => "image",
        }
    }
}

/// How much of a name or number is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Show {
    /// As it is.
    #[default]
    Full,
    /// As it is, in the groups that one reads aloud.
    Grouped,
    /// With its middle hidden, as on notices.
    Masked,
}

fn line() -> usize {
    120
}

fn page() -> usize {
    6000
}

fn yes() -> bool {
    true
}

fn many() -> usize {
    400
}
