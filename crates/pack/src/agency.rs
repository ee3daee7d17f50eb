//! The tree of agencies: city bureau, district bureaus, offices, stations (C2).

use std::collections::BTreeMap;

use serde::Serialize;

use crate::diagnostic::Code;
use crate::folder::Folder;
use crate::sheet::{Row, rows};

const FILE: &str = "agencies.csv";
const COLUMNS: [&str; 6] = ["code", "level", "name_hans", "name_hant", "parent", "virtual"];

/// The level of an agency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AgencyLevel {
    /// The city bureau: supervises and decides no case.
    City,
    /// A district or county bureau.
    Bureau,
    /// An office of a subdistrict, town or township.
    Office,
    /// A community station.
    Station,
}

impl AgencyLevel {
    /// As it stands in `agencies.csv`.
    pub fn as_str(self) -> &'static str {
        match self {
            AgencyLevel::City => "city",
            AgencyLevel::Bureau => "bureau",
            AgencyLevel::Office => "office",
            AgencyLevel::Station => "station",
        }
    }

    /// How many digits of the code tell agencies of this level apart; the rest are zeros.
    fn digits(self) -> usize {
        match self {
            AgencyLevel::City => 4,
            AgencyLevel::Bureau => 6,
            AgencyLevel::Office => 9,
            AgencyLevel::Station => 12,
        }
    }

    fn above(self) -> Option<AgencyLevel> {
        match self {
            AgencyLevel::City => None,
            AgencyLevel::Bureau => Some(AgencyLevel::City),
            AgencyLevel::Office => Some(AgencyLevel::Bureau),
            AgencyLevel::Station => Some(AgencyLevel::Office),
        }
    }

    fn named(text: &str) -> Option<AgencyLevel> {
        match text {
            "city" => Some(AgencyLevel::City),
            "bureau" => Some(AgencyLevel::Bureau),
            "office" => Some(AgencyLevel::Office),
            "station" => Some(AgencyLevel::Station),
            _ => None,
        }
    }
}

/// A division with its agency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AgencyRow {
    /// 12 digits.
    pub code: String,
    /// Its level.
    pub level: AgencyLevel,
    /// Name of the division in Simplified characters, e.g. 道里区.
    pub name_hans: String,
    /// The same in Traditional characters, reviewed, e.g. 道里區.
    pub name_hant: String,
    /// Code of the agency above; none for the city.
    pub parent: Option<String>,
    /// Exists for statistics only and serves nobody.
    pub is_virtual: bool,
}

/// The agencies in the order of the file.
pub(crate) fn read_all(folder: &Folder<'_>) -> Vec<AgencyRow> {
    let Some(source) = folder.source(FILE) else {
        return Vec::new();
    };
    let rows = rows(source, &COLUMNS);
    let mut levels = BTreeMap::new();
    for row in &rows {
        if levels.insert(row.field(0).to_owned(), AgencyLevel::named(row.field(1))).is_some() {
            let message = format!("the agency {} is already given", row.field(0));
            row.fault(0, Code::DuplicateCode, message, "keep one of the two rows");
        }
    }
    rows.iter().filter_map(|row| read_one(row, &levels)).collect()
}

fn read_one(row: &Row<'_>, levels: &BTreeMap<String, Option<AgencyLevel>>) -> Option<AgencyRow> {
    let level = AgencyLevel::named(row.field(1));
    if level.is_none() {
        let message = format!("`{}` is no level", row.field(1));
        row.fault(1, Code::WrongType, message, "write city, bureau, office or station");
    }
    check_names(row);
    let is_virtual = match row.field(5) {
        "0" => Some(false),
        "1" => Some(true),
        other => {
            row.fault(
                5,
                Code::WrongType,
                format!("`{other}` is neither 0 nor 1"),
                "write 1 where nobody is served, else 0",
            );
            None
        }
    };
    let level = level?;
    check_code(row, level);
    check_parent(row, level, levels);
    Some(AgencyRow {
        code: row.field(0).to_owned(),
        level,
        name_hans: row.field(2).to_owned(),
        name_hant: row.field(3).to_owned(),
        parent: Some(row.field(4).to_owned()).filter(|parent| !parent.is_empty()),
        is_virtual: is_virtual?,
    })
}

fn check_names(row: &Row<'_>) {
    for (column, language) in [(2, "zh-Hans"), (3, "zh-Hant")] {
        if row.field(column).is_empty() {
            let message = format!("the agency has no name in {language}");
            row.fault(column, Code::MissingTranslation, message, "add the name");
        }
    }
}

fn check_code(row: &Row<'_>, level: AgencyLevel) {
    let code = row.field(0);
    if code.len() != 12 || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        row.fault(0, Code::WrongCode, format!("`{code}` is no agency code"), "write its 12 digits");
    } else if !code[level.digits()..].bytes().all(|byte| byte == b'0') {
        let message = format!("the code {code} does not belong to this level");
        row.fault(0, Code::WrongCode, message, "correct the code or the level");
    }
}

fn check_parent(row: &Row<'_>, level: AgencyLevel, levels: &BTreeMap<String, Option<AgencyLevel>>) {
    let parent = row.field(4);
    let Some(above) = level.above() else {
        if !parent.is_empty() {
            row.fault(
                4,
                Code::OrphanAgency,
                "the city has nobody above it".to_owned(),
                "leave `parent` empty",
            );
        }
        return;
    };
    let fits = levels.get(parent).is_some_and(|found| *found == Some(above));
    let begins = parent.get(..above.digits()).is_some_and(|start| row.field(0).starts_with(start));
    if !fits || !begins {
        let message = format!("`{parent}` is not the agency above {}", row.field(0));
        row.fault(
            4,
            Code::OrphanAgency,
            message,
            "name an agency of the level above whose code begins alike",
        );
    }
}
