//! The row of what is kept of a person, or of a household, beside applications.

use jiff::civil::Date;
use serde_json::Value;

use super::PersonMark;

/// A stream as it stands: assistance, work and follow-up, registration, a household.
#[derive(Clone, Debug, PartialEq)]
pub struct DossierRow {
    /// County code.
    pub county: String,
    /// Id of the stream, county first.
    pub id: String,
    /// Which of them: `assistance`, `employments`, …
    pub kind: String,
    /// Whose key seals the body: the person; a household has its own.
    pub person: String,
    /// Code of the station that keeps it.
    pub station: String,
    /// Code of the station's office.
    pub office: String,
    /// Code of the office's bureau.
    pub bureau: String,
    /// How it stands, in a word of its kind.
    pub state: String,
    /// The class of its kind that it belongs to; empty without one.
    pub class: String,
    /// Name of the user who answers for it.
    pub holder: Option<String>,
    /// Its place in lists: what is most urgent has the lowest.
    pub place: i64,
    /// The day since when it stands so.
    pub since: Date,
    /// Version of the stream that the snapshot shows.
    pub version: i64,
    /// The snapshot.
    pub body: Value,
}

/// What lists show of a dossier.
#[derive(Clone, Debug, PartialEq)]
pub struct ListedDossier {
    /// The row.
    pub row: DossierRow,
    /// Whom it is about; none where no file of that id is kept, as for a household.
    pub mark: Option<PersonMark>,
}
