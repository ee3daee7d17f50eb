//! The words and names of the demo, read from the files beside this one.

use leye_domain::person::Sex;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::error::AppError;

/// Names of residents.
#[derive(Debug, Deserialize)]
pub(super) struct Names {
    pub surnames: String,
    pub double_surnames: Vec<String>,
    pub rare_surnames: String,
    /// Year of birth from which the younger characters are in fashion.
    pub young_from: i16,
    pub male_old: String,
    pub female_old: String,
    pub male_young: String,
    pub female_young: String,
    pub rare: String,
    pub whole: Vec<WholeName>,
    pub relation: Relations,
}

/// A name that stands as a whole.
#[derive(Debug, Deserialize)]
pub(super) struct WholeName {
    pub name: String,
    pub sex: Sex,
}

/// How relatives are called.
#[derive(Debug, Deserialize)]
pub(super) struct Relations {
    pub spouse: String,
    pub son: String,
    pub daughter: String,
    pub father: String,
    pub mother: String,
}

/// Agencies and who works there.
#[derive(Debug, Deserialize)]
pub(super) struct StaffSheet {
    pub desk: Vec<Desk>,
    pub member: Vec<Member>,
}

/// What an agency shows to the public, and the streets around it.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Desk {
    pub agency: String,
    pub phone: String,
    pub address: String,
    /// Stations only: streets around it, and its share of the cases.
    #[serde(default)]
    pub streets: Vec<String>,
    #[serde(default)]
    pub share: usize,
}

/// A member of staff.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Member {
    pub name: String,
    pub display_name: String,
    pub role: String,
    pub agency: String,
}

/// What residents and staff write.
#[derive(Debug, Deserialize)]
pub(super) struct Phrases {
    pub city: String,
    pub building: String,
    pub unit: String,
    pub room: String,
    pub correction: Vec<Correction>,
    pub texts: Texts,
    pub assist: AssistTexts,
}

/// What helpers write.
#[derive(Debug, Deserialize)]
pub(super) struct AssistTexts {
    pub class: Vec<String>,
    pub contact: Vec<String>,
    pub guidance: Vec<String>,
    pub post: Vec<String>,
    pub employer: Vec<String>,
    pub refusal: Vec<String>,
    pub goal: Vec<String>,
    pub step: Vec<String>,
}

/// What was missing, and what was then supplied.
#[derive(Debug, Deserialize)]
pub(super) struct Correction {
    pub faults: Vec<String>,
    pub materials: Vec<String>,
}

/// Free texts by the act they belong to.
#[derive(Debug, Deserialize)]
pub(super) struct Texts {
    pub failed: Vec<String>,
    pub refused: Vec<String>,
    pub returned: Vec<String>,
    pub returned_from_bureau: Vec<String>,
    pub departed: Vec<String>,
    pub withdrawn: Vec<String>,
    pub extended: Vec<String>,
    pub objection: Vec<String>,
    pub objector: Vec<String>,
    pub upheld: Vec<String>,
    pub dismissed: Vec<String>,
    pub place: Vec<String>,
    pub facts_changed: Vec<String>,
    pub noted: Vec<String>,
}

/// All of it.
#[derive(Debug)]
pub(super) struct Data {
    pub names: Names,
    pub sheet: StaffSheet,
    pub phrases: Phrases,
}

impl Data {
    pub(super) fn read() -> Result<Data, AppError> {
        Ok(Data {
            names: parsed("names.toml", include_str!("names.toml"))?,
            sheet: parsed("staff.toml", include_str!("staff.toml"))?,
            phrases: parsed("phrases.toml", include_str!("phrases.toml"))?,
        })
    }
}

fn parsed<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, AppError> {
    toml::from_str(text).map_err(|e| AppError::Rules(format!("{file} of the demo: {e}")))
}
