//! The tree of agencies (C2): city, bureau, office, station, told from the code alone.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// The level of an agency. The order is that of the review: a station is lowest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 社區服務站: registration and initial review.
    Station,
    /// 街道服務所: second review.
    Office,
    /// 區縣就業局: confirmation.
    Bureau,
    /// 市局: supervises, decides no case.
    City,
}

impl Level {
    /// The word used in storage, policies and the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Station => "station",
            Level::Office => "office",
            Level::Bureau => "bureau",
            Level::City => "city",
        }
    }
}

impl FromStr for Level {
    type Err = ();
    fn from_str(text: &str) -> Result<Level, ()> {
        match text {
            "station" => Ok(Level::Station),
            "office" => Ok(Level::Office),
            "bureau" => Ok(Level::Bureau),
            "city" => Ok(Level::City),
            _ => Err(()),
        }
    }
}

/// A 12-digit code of the statistical division tree: 2 digits province, 2 city,
/// 2 county, 3 town, 3 village. The agency of a division bears its code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AgencyCode(String);

/// Text that is no 12-digit agency code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an agency code has 12 digits")]
pub struct BadAgencyCode;

impl AgencyCode {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first six digits: the county, which every key in storage begins with.
    pub fn county(&self) -> &str {
        &self.0[..6]
    }

    /// The level, from which parts of the code are zero.
    pub fn level(&self) -> Level {
        if &self.0[9..] != "000" {
            Level::Station
        } else if &self.0[6..9] != "000" {
            Level::Office
        } else if &self.0[4..6] != "00" {
            Level::Bureau
        } else {
            Level::City
        }
    }

    /// The agency at `level` above this one, or this one itself. A level below gives
    /// the code unchanged.
    pub fn at(&self, level: Level) -> AgencyCode {
        let keep = match level {
            Level::Station => 12,
            Level::Office => 9,
            Level::Bureau => 6,
            Level::City => 4,
        };
        AgencyCode(format!("{:0<12}", &self.0[..keep]))
    }

    /// Whether `other` is this agency or lies below it.
    pub fn covers(&self, other: &AgencyCode) -> bool {
        other.at(self.level()) == *self
    }
}

impl FromStr for AgencyCode {
    type Err = BadAgencyCode;
    fn from_str(text: &str) -> Result<AgencyCode, BadAgencyCode> {
        let good = text.len() == 12 && text.bytes().all(|b| b.is_ascii_digit());
        if good { Ok(AgencyCode(text.to_owned())) } else { Err(BadAgencyCode) }
    }
}

impl TryFrom<String> for AgencyCode {
    type Error = BadAgencyCode;
    fn try_from(text: String) -> Result<AgencyCode, BadAgencyCode> {
        text.parse()
    }
}

impl From<AgencyCode> for String {
    fn from(code: AgencyCode) -> String {
        code.0
    }
}

impl fmt::Display for AgencyCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
