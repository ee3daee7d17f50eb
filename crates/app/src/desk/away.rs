//! When a member of staff is not there: nothing is handed to them then.

use jiff::civil::Date;
use leye_domain::agency::AgencyCode;
use leye_domain::desk::Receiver;
use leye_domain::staff::{Role, Staff};
use serde::{Deserialize, Serialize};

use crate::App;
use crate::error::AppError;

/// The days on which somebody is away, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Absence {
    /// The first.
    pub from: Date,
    /// The last.
    pub until: Date,
}

fn setting(user: &str) -> String {
    format!("away/{user}")
}

impl App {
    /// When somebody is away; none where they are not, or no more.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn absence(&self, user: &str) -> Result<Option<Absence>, AppError> {
        let Some(kept) = self.store.setting(&setting(user)).await? else { return Ok(None) };
        let absence: Option<Absence> = serde_json::from_str(&kept)
            .map_err(|error| AppError::Rules(format!("the absence of {user} cannot be read: {error}")))?;
        Ok(absence.filter(|absence| absence.until >= self.today()))
    }

    /// Notes when somebody is away, or that they are not: by themself, or by the head of their agency.
    ///
    /// # Errors
    /// Faults of the fields `away-from` and `away-until`; access.
    pub async fn note_absence(
        &self,
        staff: &Staff,
        user: &str,
        absence: Option<Absence>,
    ) -> Result<(), AppError> {
        let who = self.store.user(user).await?.ok_or(AppError::NotFound)?;
        let is_head = staff.role == Role::Head && staff.agency.as_str() == who.agency;
        if staff.user.as_str() != user && !is_head {
            return Err(AppError::NotFound);
        }
        if let Some(absence) = absence {
            if absence.until < absence.from {
                return Err(AppError::field("away-until", "before-from"));
            }
            if absence.until < self.today() {
                return Err(AppError::field("away-until", "past"));
            }
        }
        let text = serde_json::to_string(&absence).map_err(|error| AppError::Rules(error.to_string()))?;
        self.store.put_setting(&setting(user), &text).await?;
        self.record(staff, "note_absence", user, None, None).await
    }

    /// Whether somebody works at an agency and is there today.
    pub(super) async fn receiver(&self, user: &str, agency: &AgencyCode) -> Result<Receiver, AppError> {
        let found = self.store.user(user).await?;
        if !found.is_some_and(|one| one.active && one.agency == agency.as_str()) {
            return Ok(Receiver::Gone);
        }
        let today = self.today();
        let away = self.absence(user).await?.filter(|absence| absence.from <= today);
        Ok(away.map_or(Receiver::There, |absence| Receiver::Away(absence.until)))
    }
}
