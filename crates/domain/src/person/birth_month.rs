//! A month of birth, on which the retirement table turns.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A calendar month, written `1965-01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct BirthMonth {
    first_day: Date,
}

/// A text that is no month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a month: write it as 1965-01")]
pub struct UnknownBirthMonth;

impl BirthMonth {
    /// The month in which `born` lies.
    pub fn of(born: Date) -> Self {
        Self { first_day: born.first_of_month() }
    }

    /// Whole months from the `base` month to this one; negative before it.
    pub(super) fn months_since(self, base: Self) -> i32 {
        let years = i32::from(self.first_day.year()) - i32::from(base.first_day.year());
        years * 12 + i32::from(self.first_day.month()) - i32::from(base.first_day.month())
    }
}

impl TryFrom<String> for BirthMonth {
    type Error = UnknownBirthMonth;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let (year, month) = text.split_once('-').ok_or(UnknownBirthMonth)?;
        let year = year.parse().map_err(|_| UnknownBirthMonth)?;
        let month = month.parse().map_err(|_| UnknownBirthMonth)?;
        let first_day = Date::new(year, month, 1).map_err(|_| UnknownBirthMonth)?;
        Ok(Self { first_day })
    }
}

impl From<BirthMonth> for String {
    fn from(month: BirthMonth) -> Self {
        format!("{:04}-{:02}", month.first_day.year(), month.first_day.month())
    }
}
