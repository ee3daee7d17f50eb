//! The tree of agencies, kept in memory: it is small and every page names some.

use std::collections::BTreeMap;

use jiff::civil::Time;
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::staff::Staff;
pub use leye_store::AgencyRow;

use crate::App;
use crate::access::{Deed, Target};
use crate::error::AppError;

/// The agencies by code.
#[derive(Debug, Default)]
pub struct Tree {
    by_code: BTreeMap<String, AgencyRow>,
}

impl Tree {
    /// A tree of these agencies.
    pub fn new(rows: Vec<AgencyRow>) -> Tree {
        Tree { by_code: rows.into_iter().map(|row| (row.code.clone(), row)).collect() }
    }

    /// The agency with this code.
    pub fn get(&self, code: &str) -> Option<&AgencyRow> {
        self.by_code.get(code)
    }

    /// The agencies right below.
    pub fn below<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a AgencyRow> {
        self.by_code.values().filter(move |row| row.parent.as_deref() == Some(code))
    }

    /// Every agency, by code.
    pub fn all(&self) -> impl Iterator<Item = &AgencyRow> {
        self.by_code.values()
    }
}

impl App {
    /// The agency with this code, if it is open.
    pub fn agency(&self, code: &AgencyCode) -> Option<AgencyRow> {
        self.tree().get(code.as_str()).filter(|row| row.active).cloned()
    }

    /// Close of business of an agency; the pack's where it has none of its own.
    pub(crate) fn close_of_business(&self, code: &AgencyCode) -> Time {
        let own = self.tree().get(code.as_str()).and_then(|row| row.close_of_business.parse().ok());
        own.unwrap_or(self.rules.pack().close_of_business)
    }

    /// Puts the pack's agencies into storage: those of the given counties, or all, with
    /// everything above them.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn load_agencies(&self, counties: Option<&[&str]>) -> Result<usize, AppError> {
        let close = self.rules.pack().close_of_business.strftime("%H:%M").to_string();
        let wanted = |code: &AgencyCode| {
            code.level() == Level::City || counties.is_none_or(|list| list.contains(&code.county()))
        };
        let tree = self.tree();
        let pack = self.rules.pack();
        let coded = pack.agencies.iter().filter_map(|a| Some((a, a.code.parse::<AgencyCode>().ok()?)));
        let missing = coded.filter(|(_, code)| wanted(code) && tree.get(code.as_str()).is_none());
        let rows: Vec<AgencyRow> = missing.map(|(agency, code)| row(agency, &code, &close)).collect();
        let count = rows.len();
        self.store.put_agencies(&rows).await?;
        self.refresh_agencies().await?;
        Ok(count)
    }

    /// Changes what an agency shows: telephone, address, close of business, open or not.
    ///
    /// # Errors
    /// Access; a fault of the field `close_of_business`.
    pub async fn change_agency(&self, by: &Staff, changed: AgencyRow) -> Result<(), AppError> {
        let code: AgencyCode = changed.code.parse().map_err(|_| AppError::NotFound)?;
        if !self.access.may(by, Deed::ManageAgency, Target::Desk(&code)) {
            return Err(AppError::Forbidden { act: None });
        }
        let stored = self.tree().get(code.as_str()).cloned().ok_or(AppError::NotFound)?;
        let close: Time = changed
            .close_of_business
            .parse()
            .map_err(|_| AppError::field("close_of_business", "bad-time"))?;
        let row = AgencyRow {
            close_of_business: close.strftime("%H:%M").to_string(),
            phone: changed.phone.trim().to_owned(),
            address: changed.address.trim().to_owned(),
            active: changed.active,
            ..stored
        };
        self.store.put_agency(row).await?;
        self.refresh_agencies().await?;
        self.record(by, "change_agency", code.as_str(), None, None).await
    }
}

fn row(agency: &leye_pack::AgencyRow, code: &AgencyCode, close: &str) -> AgencyRow {
    let at = |level| (code.level() <= level).then(|| code.at(level).as_str().to_owned());
    AgencyRow {
        code: agency.code.clone(),
        level: code.level().as_str().to_owned(),
        name_hans: agency.name_hans.clone(),
        name_hant: agency.name_hant.clone(),
        parent: agency.parent.clone(),
        bureau: at(Level::Bureau),
        office: at(Level::Office),
        is_virtual: agency.is_virtual,
        close_of_business: close.to_owned(),
        phone: String::new(),
        address: String::new(),
        active: true,
    }
}
