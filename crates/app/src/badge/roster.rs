//! Who is on duty on which day. Each day is kept by itself and stays, so that it can be seen later who was.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use leye_domain::agency::AgencyCode;
use leye_domain::id::UserName;
use leye_domain::staff::Staff;

use super::Badge;
use crate::App;
use crate::error::AppError;

/// How far ahead or back a roster is looked at, in days.
const FAR: i32 = 366;

/// Somebody, with the days of the week on which they are on duty.
#[derive(Clone, Debug)]
pub struct RosterRow {
    /// Who.
    pub user: UserName,
    /// Their name.
    pub name: String,
    /// Their badge with its code.
    pub badge: Option<(String, Badge)>,
    /// For each day of the week, whether they are on duty.
    pub on: Vec<bool>,
    /// For each day of the week, whether they are away.
    pub away: Vec<bool>,
}

/// A week of an agency.
#[derive(Clone, Debug)]
pub struct Roster {
    /// Monday to Sunday.
    pub days: Vec<Date>,
    /// Who works there.
    pub rows: Vec<RosterRow>,
}

fn setting(agency: &AgencyCode, day: Date) -> String {
    format!("on-duty/{agency}/{day}")
}

impl App {
    /// The days of the week in which a day lies; the week of today for one that is too far off.
    pub fn week_of(&self, day: Date) -> Vec<Date> {
        let today = self.today();
        let day = if (day - today).get_days().abs() > FAR { today } else { day };
        let monday = if day.weekday() == Weekday::Monday {
            day
        } else {
            day.nth_weekday(-1, Weekday::Monday).unwrap_or(day)
        };
        (0..7).map(|number| monday.saturating_add(number.days())).collect()
    }

    /// The roster of one's agency for the week in which a day lies.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn roster(&self, staff: &Staff, day: Date) -> Result<Roster, AppError> {
        let days = self.week_of(day);
        let mut on = Vec::new();
        for day in &days {
            on.push(self.on_duty(&staff.agency, *day).await?);
        }
        let mut rows = Vec::new();
        for (user, name) in self.colleagues(staff).await? {
            let absence = self.absence(user.as_str()).await?;
            let is_away = |day: &Date| absence.is_some_and(|one| one.from <= *day && *day <= one.until);
            rows.push(RosterRow {
                badge: self.badge_of(user.as_str()).await?,
                on: on.iter().map(|users| users.contains(&user)).collect(),
                away: days.iter().map(is_away).collect(),
                user,
                name,
            });
        }
        Ok(Roster { days, rows })
    }

    /// Says who is on duty in a week. Days that are over stay as they were, and nobody is put on a day on
    /// which they are away.
    ///
    /// # Errors
    /// Somebody who does not work there is not found; access.
    pub async fn keep_roster(
        &self,
        staff: &Staff,
        day: Date,
        on: &BTreeSet<(UserName, Date)>,
    ) -> Result<(), AppError> {
        if !self.may_keep_roster(staff) {
            return Err(AppError::Forbidden { act: None });
        }
        let roster = self.roster(staff, day).await?;
        let is_ours = |user: &UserName| roster.rows.iter().any(|row| row.user == *user);
        if on.iter().any(|(user, day)| !is_ours(user) || !roster.days.contains(day)) {
            return Err(AppError::NotFound);
        }
        let today = self.today();
        for (number, day) in roster.days.iter().enumerate().filter(|(_, day)| **day >= today) {
            let asked = |row: &&super::RosterRow| on.contains(&(row.user.clone(), *day)) && !row.away[number];
            let users: Vec<_> = roster.rows.iter().filter(asked).map(|row| row.user.as_str()).collect();
            self.store.put_setting(&setting(&staff.agency, *day), &users.join(" ")).await?;
        }
        let week = roster.days.first().map(Date::to_string);
        self.record(staff, "keep_roster", staff.agency.as_str(), None, week.as_deref()).await
    }

    async fn on_duty(&self, agency: &AgencyCode, day: Date) -> Result<BTreeSet<UserName>, AppError> {
        let kept = self.store.setting(&setting(agency, day)).await?.unwrap_or_default();
        Ok(kept.split(' ').filter_map(|user| UserName::parse(user).ok()).collect())
    }

    /// Whether somebody is on duty today, and not away.
    pub(super) async fn is_on_duty(&self, agency: &AgencyCode, user: &UserName) -> Result<bool, AppError> {
        let today = self.today();
        let away = self.absence(user.as_str()).await?.is_some_and(|absence| absence.from <= today);
        Ok(!away && self.on_duty(agency, today).await?.contains(user))
    }
}
