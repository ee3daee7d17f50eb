//! What a region code tells, dissolved codes included: a hint, never a refusal.

use super::resident::{IdKind, ResidentNumber};
use serde::{Deserialize, Serialize, Serializer};

/// The year in which residents began to be numbered. Who was born earlier
/// carries a code of that time or later, not of the year of birth.
const NUMBERING_BEGAN: i16 = 1984;

/// First two digits that GB/T 2260 gives to a province.
const PROVINCES: [&str; 34] = [
    "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42",
    "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82",
];

/// One row of the pack's table of region codes and the years they were in use.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct LegacyRegion {
    /// Six digits. A code that was given twice has two rows.
    pub code: String,
    /// What the region was called then.
    pub name: String,
    /// First year of use; `None` when it is not known.
    pub start_year: Option<i16>,
    /// Last year of use; `None` when it is in use still.
    pub end_year: Option<i16>,
}

impl LegacyRegion {
    /// Whether the code meant this region in `year`, both ends included.
    pub fn in_use(&self, year: i16) -> bool {
        self.start_year.is_none_or(|start| start <= year) && self.end_year.is_none_or(|end| year <= end)
    }
}

/// Something worth a second look on a number that is nevertheless valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Hint {
    /// The region code was not in use when the person was born.
    RegionYears,
    /// No province's codes begin like this.
    UnknownProvince,
    /// The organisation code inside a credit code fails its own check digit.
    OrganisationCode,
}

impl Hint {
    /// The stable code, in kebab case, by which messages are looked up.
    pub fn code(self) -> &'static str {
        match self {
            Self::RegionYears => "region-years",
            Self::UnknownProvince => "unknown-province",
            Self::OrganisationCode => "organisation-code",
        }
    }
}

impl Serialize for Hint {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// The rows of the table for one code, to tell a clerk what it once was.
pub fn legacy_rows<'a>(code: &'a str, legacy: &'a [LegacyRegion]) -> impl Iterator<Item = &'a LegacyRegion> {
    legacy.iter().filter(move |row| row.code == code)
}

/// A hint when the year of birth does not fit the years of the region's code.
///
/// A code that the table lacks gives none: the table knows one city only.
pub fn region_hint(number: &ResidentNumber, legacy: &[LegacyRegion]) -> Option<Hint> {
    let region = number.region();
    if number.kind() != IdKind::Resident {
        return None;
    }
    if !PROVINCES.contains(&&region[..2]) {
        return Some(Hint::UnknownProvince);
    }
    let born = number.born().year();
    let mut rows = legacy_rows(region, legacy).peekable();
    rows.peek()?;
    let fits = rows.any(|row| row.in_use(born) || row.in_use(born.max(NUMBERING_BEGAN)));
    (!fits).then_some(Hint::RegionYears)
}
