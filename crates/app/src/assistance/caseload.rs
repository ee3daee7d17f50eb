//! Who helps how many, and who has room: seen by the station, so that the work is shared out.

use std::collections::BTreeMap;

use leye_domain::agency::Level;
use leye_domain::id::UserName;
use leye_domain::staff::{Role, Staff};
use leye_store::{DossierQuery, FindingsQuery};

use super::ASSISTANCE;
use crate::App;
use crate::access::listed_scope_of;
use crate::error::AppError;
use leye_domain::assistance::OwedKind;

/// More overdue contacts than this are not told apart by helper.
const MOST: i64 = 10_000;

/// What one helper has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HelperLoad {
    /// Sign-in name.
    pub user: String,
    /// Name as shown.
    pub name: String,
    /// How many run, by class; the empty class are those without one.
    pub by_class: BTreeMap<String, i64>,
    /// How many run.
    pub open: i64,
    /// How many rest because the person works.
    pub resting: i64,
    /// How many were not contacted in time.
    pub neglected: i64,
}

/// How the assistance of an agency is spread.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Caseload {
    /// The helpers of a station, by name; empty above a station.
    pub helpers: Vec<HelperLoad>,
    /// How many run, at and below the agency.
    pub open: i64,
    /// Of these, how many have no helper.
    pub without_helper: i64,
    /// How many rest.
    pub resting: i64,
    /// How many ended.
    pub ended: i64,
    /// How many were not contacted in time.
    pub neglected: i64,
    /// Sign-in name of who has fewest, and could take the next.
    pub fewest: Option<String>,
}

impl App {
    /// How the assistance at and below the agency of a member of staff is spread.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn caseload(&self, staff: &Staff) -> Result<Caseload, AppError> {
        if staff.role == Role::Administrator {
            return Ok(Caseload::default());
        }
        let scope = listed_scope_of(staff);
        let query =
            DossierQuery { scope: scope.clone(), kind: ASSISTANCE.to_owned(), ..DossierQuery::default() };
        let counts = self.store.dossier_counts(&query).await?;
        let late = FindingsQuery {
            scope,
            kind: OwedKind::Contact.as_str().to_owned(),
            due_before: Some(self.time.now()),
            limit: MOST,
            ..FindingsQuery::default()
        };
        let late = self.store.findings(late).await?;
        let mut load =
            Caseload { neglected: i64::try_from(late.len()).unwrap_or(i64::MAX), ..Caseload::default() };
        let mut helpers = self.station_helpers(staff).await?;
        for count in counts {
            let mut helper = count.holder.as_ref().map(|user| helper_of(&mut helpers, user, staff));
            match count.state.as_str() {
                "ended" => load.ended += count.count,
                "resting" => {
                    load.resting += count.count;
                    if let Some(Some(helper)) = &mut helper {
                        helper.resting += count.count;
                    }
                }
                _ => {
                    load.open += count.count;
                    match helper {
                        None => load.without_helper += count.count,
                        Some(Some(helper)) => {
                            helper.open += count.count;
                            *helper.by_class.entry(count.class).or_default() += count.count;
                        }
                        Some(None) => {}
                    }
                }
            }
        }
        for holder in late.iter().filter_map(|row| row.holder.as_ref()) {
            if let Some(helper) = helpers.get_mut(holder) {
                helper.neglected += 1;
            }
        }
        load.fewest = fewest(&helpers, &self.helpers_at(&staff.agency).await?);
        load.helpers = helpers.into_values().collect();
        for helper in &mut load.helpers {
            helper.name = self.staff_name(&helper.user);
        }
        Ok(load)
    }

    /// Everybody of the station who may help, also who helps nobody yet.
    async fn station_helpers(&self, staff: &Staff) -> Result<BTreeMap<String, HelperLoad>, AppError> {
        if staff.level() != Level::Station {
            return Ok(BTreeMap::new());
        }
        let users = self.helpers_at(&staff.agency).await?.into_keys();
        let load = |user: UserName| {
            let user = user.as_str().to_owned();
            (user.clone(), HelperLoad { user, ..HelperLoad::default() })
        };
        Ok(users.map(load).collect())
    }
}

/// The load of a helper, also of one who left; none above a station.
fn helper_of<'a>(
    helpers: &'a mut BTreeMap<String, HelperLoad>,
    user: &str,
    staff: &Staff,
) -> Option<&'a mut HelperLoad> {
    (staff.level() == Level::Station).then(|| {
        let load = HelperLoad { user: user.to_owned(), ..HelperLoad::default() };
        helpers.entry(user.to_owned()).or_insert(load)
    })
}

/// Of those who work there, who helps fewest.
fn fewest(helpers: &BTreeMap<String, HelperLoad>, here: &BTreeMap<UserName, String>) -> Option<String> {
    let works = |load: &&HelperLoad| here.keys().any(|user| user.as_str() == load.user);
    helpers.values().filter(works).min_by_key(|load| load.open).map(|load| load.user.clone())
}
