//! Rows of the reference tables: agencies, users, sessions, calendars.

use jiff::{Timestamp, civil::Date};

use crate::{error::StoreError, value::Row};

/// An agency in the tree of city bureau, district bureau, office and station.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgencyRow {
    /// 12-digit code.
    pub code: String,
    /// `station`, `office`, `bureau` or `city`.
    pub level: String,
    /// Name in Simplified script.
    pub name_hans: String,
    /// Name in Traditional script.
    pub name_hant: String,
    /// Code of the agency above.
    pub parent: Option<String>,
    /// Code of the district bureau above it or itself; none for the city.
    pub bureau: Option<String>,
    /// Code of the office above it or itself; none for bureaus.
    pub office: Option<String>,
    /// A statistical division without a counter of its own.
    pub is_virtual: bool,
    /// When its business hours end, `HH:MM`.
    pub close_of_business: String,
    /// Its public telephone number.
    pub phone: String,
    /// Its public address.
    pub address: String,
    /// False once it is closed.
    pub active: bool,
}

/// A member of staff.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserRow {
    /// Sign-in name.
    pub name: String,
    /// Name as shown on papers.
    pub display_name: String,
    /// `clerk`, `reviewer`, `head`, `inspector`, `auditor` or `administrator`.
    pub role: String,
    /// Code of the agency.
    pub agency: String,
    /// argon2 hash, in its own text form.
    pub password_hash: String,
    /// Keyed hash of their own identity number, where they have linked it.
    pub identity_hash: Option<String>,
    /// False once disabled.
    pub active: bool,
    /// The password must be changed at the next sign-in.
    pub must_change: bool,
    /// Counts the changes of this row, from 1.
    pub version: i64,
    /// When the user was added.
    pub created_at: Timestamp,
}

/// A sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionRow {
    /// Hash of the token in the cookie.
    pub token_hash: String,
    /// Sign-in name.
    pub user: String,
    /// The token that forms must carry.
    pub csrf: String,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used.
    pub seen_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// A token for the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiTokenRow {
    /// Hash of the token.
    pub token_hash: String,
    /// Sign-in name.
    pub user: String,
    /// What it is for.
    pub label: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends, if ever.
    pub expires_at: Option<Timestamp>,
}

/// A year whose statutory calendar was imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarYearRow {
    /// The year.
    pub year: i64,
    /// When it was imported.
    pub imported_at: Timestamp,
    /// The notice that announced it.
    pub source: String,
}

/// A day that differs from the ordinary week.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarDayRow {
    /// The day.
    pub date: Date,
    /// The year whose calendar names it.
    pub year: i64,
    /// Holiday or make-up workday, in the words of the domain.
    pub kind: String,
    /// The holiday's name.
    pub name: String,
}

/// The files of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackRow {
    /// SHA-256 of `files`, in hexadecimal.
    pub files_hash: String,
    /// Fingerprint of its rules.
    pub pack_hash: String,
    /// Its name.
    pub id: String,
    /// When it was first kept.
    pub kept_at: Timestamp,
    /// Names and texts, as a JSON object in the order of the names.
    pub files: String,
}

impl PackRow {
    pub(crate) fn read(row: &mut Row) -> Result<PackRow, StoreError> {
        Ok(PackRow {
            files_hash: row.text()?,
            pack_hash: row.text()?,
            id: row.text()?,
            kept_at: row.instant()?,
            files: row.text()?,
        })
    }
}

impl AgencyRow {
    pub(crate) fn read(row: &mut Row) -> Result<AgencyRow, StoreError> {
        Ok(AgencyRow {
            code: row.text()?,
            level: row.text()?,
            name_hans: row.text()?,
            name_hant: row.text()?,
            parent: row.opt_text()?,
            bureau: row.opt_text()?,
            office: row.opt_text()?,
            is_virtual: row.flag()?,
            close_of_business: row.text()?,
            phone: row.text()?,
            address: row.text()?,
            active: row.flag()?,
        })
    }
}

impl UserRow {
    pub(crate) fn read(row: &mut Row) -> Result<UserRow, StoreError> {
        Ok(UserRow {
            name: row.text()?,
            display_name: row.text()?,
            role: row.text()?,
            agency: row.text()?,
            password_hash: row.text()?,
            identity_hash: row.opt_text()?,
            active: row.flag()?,
            must_change: row.flag()?,
            version: row.int()?,
            created_at: row.instant()?,
        })
    }
}

impl SessionRow {
    pub(crate) fn read(row: &mut Row) -> Result<SessionRow, StoreError> {
        Ok(SessionRow {
            token_hash: row.text()?,
            user: row.text()?,
            csrf: row.text()?,
            created_at: row.instant()?,
            seen_at: row.instant()?,
            expires_at: row.instant()?,
        })
    }
}

impl ApiTokenRow {
    pub(crate) fn read(row: &mut Row) -> Result<ApiTokenRow, StoreError> {
        Ok(ApiTokenRow {
            token_hash: row.text()?,
            user: row.text()?,
            label: row.text()?,
            created_at: row.instant()?,
            expires_at: row.opt_instant()?,
        })
    }
}
