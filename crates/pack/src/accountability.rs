//! Time limits and accountability (A2): the ladder of warnings, what opens a docket, and its terms.

use jiff::civil::Time;
use serde::Serialize;

use crate::article::Article;
use crate::diagnostic::Code;
use crate::folder::Folder;
use crate::terms::Terms;
use crate::value::Values;

/// Where it stands.
const FILE: &str = "accountability/A2.toml";
/// What it has to give.
const NAMES: [&str; 11] = [
    "warn_half",
    "warn_before",
    "to_office",
    "to_bureau",
    "explain",
    "find",
    "object",
    "look",
    "remedy",
    "outage",
    "too_few",
];

/// What is read of time limits and accountability.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Accountability {
    /// The article with its terms: `warn_half` in percent, `warn_before`, `to_office`, `to_bureau`,
    /// `explain`, `find`, `object`, `look` and `remedy` in working days, `outage` in minutes,
    /// `too_few` in times.
    pub terms: Terms,
    /// When the day's work begins.
    pub opens: Time,
    /// The kinds of duties that open a docket when they were missed.
    pub dockets: Vec<String>,
    /// The kinds of duties of which somebody is warned, and no more.
    pub warned: Vec<String>,
    /// Steps in which somebody else has the time: they open none.
    pub others: Vec<String>,
}

impl Accountability {
    /// Whether somebody is warned of a term of this kind and step.
    pub fn warns(&self, kind: &str, step: &str) -> bool {
        self.opens_docket(kind, step) || self.warned.iter().any(|one| one == kind)
    }

    /// Whether a missed term of this kind and step opens a docket.
    pub fn opens_docket(&self, kind: &str, step: &str) -> bool {
        self.dockets.iter().any(|one| one == kind) && self.others.iter().all(|other| other != step)
    }
}

/// A pack may have none: then nobody is warned, and no docket is opened.
pub(crate) fn read(folder: &Folder<'_>) -> Option<Accountability> {
    folder.text(FILE)?;
    folder.toml(FILE, |table| {
        let article = Article::read(table);
        let values = Values::read(table);
        values.require(table, &NAMES);
        let text: Option<String> = table.must("opens");
        let opens = text.as_ref().and_then(|text| text.parse().ok());
        if let (Some(text), None) = (&text, opens) {
            let message = format!("`{text}` is no time of day");
            table.fault("opens", Code::WrongType, message, "write hours and minutes, e.g. 08:30");
        }
        let dockets = table.must("dockets");
        let (warned, others) = (table.must("warned"), table.must("others"));
        let terms = Terms { article: article?, values };
        Some(Accountability { terms, opens: opens?, dockets: dockets?, warned: warned?, others: others? })
    })
}
