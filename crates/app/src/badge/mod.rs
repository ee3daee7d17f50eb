//! Badges and who is on duty (A9): whoever serves people is named, with post and agency, and anybody can
//! check that.
//!
//! Each badge has a code of its own, drawn by chance: the public address names no sign-in. What was issued
//! stays, also when it was withdrawn, so that an old badge is told from one that was made up.
//! * `roster` says who is on duty on which day

mod roster;

use jiff::civil::Date;
use leye_domain::agency::AgencyCode;
use leye_domain::id::UserName;
use leye_domain::staff::Staff;
use serde::{Deserialize, Serialize};

pub use roster::{Roster, RosterRow};

use crate::App;
use crate::access::{Deed, Target};
use crate::error::AppError;
use crate::paper::code;

/// The longest post, in characters.
const LONGEST: usize = 40;

/// A badge as kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Badge {
    /// Whose, by sign-in name.
    pub user: UserName,
    /// What they do.
    pub post: String,
    /// The day on which it was issued.
    pub issued: Date,
    /// The day on which it was withdrawn, or another was issued.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Date>,
}

/// What anybody sees who checks a badge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedBadge {
    /// The name.
    pub name: String,
    /// What they do.
    pub post: String,
    /// Where.
    pub agency: AgencyCode,
    /// Whether the badge holds: it was not withdrawn, and they work there still.
    pub holds: bool,
    /// Whether they are on duty today.
    pub on_duty: bool,
}

fn kept(code: &str) -> String {
    format!("badge/{code}")
}

fn newest(user: &str) -> String {
    format!("badge-of/{user}")
}

impl App {
    /// The badge of somebody with its code; none where they have none.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn badge_of(&self, user: &str) -> Result<Option<(String, Badge)>, AppError> {
        let Some(code) = self.store.setting(&newest(user)).await? else { return Ok(None) };
        let badge = self.badge(&code).await?.filter(|badge| badge.withdrawn.is_none());
        Ok(badge.map(|badge| (code, badge)))
    }

    /// What a code on a badge leads to. What people type may have hyphens, blanks and small letters.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a code that was never issued.
    pub async fn check_badge(&self, typed: &str) -> Result<CheckedBadge, AppError> {
        let code = code::typed(typed).ok_or(AppError::NotFound)?;
        let badge = self.badge(&code).await?.ok_or(AppError::NotFound)?;
        let user = self.store.user(badge.user.as_str()).await?.ok_or(AppError::NotFound)?;
        let agency: AgencyCode =
            user.agency.parse().map_err(|_| AppError::Rules(format!("{} works nowhere", user.name)))?;
        let holds = badge.withdrawn.is_none() && user.active;
        let on_duty = holds && self.is_on_duty(&agency, &badge.user).await?;
        Ok(CheckedBadge { name: user.display_name, post: badge.post, agency, holds, on_duty })
    }

    /// Issues a badge to somebody of the agency; one that they had before holds no more.
    ///
    /// # Errors
    /// A fault of the field `badge-post`; somebody who does not work there is not found; access.
    pub async fn issue_badge(&self, staff: &Staff, user: &str, post: &str) -> Result<(), AppError> {
        let user = self.of_agency(staff, user).await?;
        let post = post.trim();
        if post.is_empty() || post.chars().count() > LONGEST {
            return Err(AppError::field("badge-post", "badge-post"));
        }
        self.end_badge(user.as_str()).await?;
        let code = code::drawn(self.chance.bytes());
        let badge =
            Badge { user: user.clone(), post: post.to_owned(), issued: self.today(), withdrawn: None };
        self.put_badge(&code, &badge).await?;
        self.store.put_setting(&newest(user.as_str()), &code).await?;
        self.record(staff, "issue_badge", user.as_str(), None, Some(post)).await
    }

    /// Withdraws the badge of somebody of the agency.
    ///
    /// # Errors
    /// Somebody who does not work there is not found; access.
    pub async fn withdraw_badge(&self, staff: &Staff, user: &str) -> Result<(), AppError> {
        let user = self.of_agency(staff, user).await?;
        self.end_badge(user.as_str()).await?;
        self.record(staff, "withdraw_badge", user.as_str(), None, None).await
    }

    async fn badge(&self, code: &str) -> Result<Option<Badge>, AppError> {
        let Some(text) = self.store.setting(&kept(code)).await? else { return Ok(None) };
        let broken = |error| AppError::Rules(format!("a badge cannot be read: {error}"));
        serde_json::from_str(&text).map(Some).map_err(broken)
    }

    async fn put_badge(&self, code: &str, badge: &Badge) -> Result<(), AppError> {
        let text = serde_json::to_string(badge).map_err(|error| AppError::Rules(error.to_string()))?;
        Ok(self.store.put_setting(&kept(code), &text).await?)
    }

    async fn end_badge(&self, user: &str) -> Result<(), AppError> {
        let Some((code, badge)) = self.badge_of(user).await? else { return Ok(()) };
        self.put_badge(&code, &Badge { withdrawn: Some(self.today()), ..badge }).await
    }

    /// Whether somebody keeps the badges and the roster of their agency.
    pub fn may_keep_roster(&self, staff: &Staff) -> bool {
        self.access.may(staff, Deed::KeepRoster, Target::Desk(&staff.agency))
    }

    /// Somebody of the agency of who keeps it.
    async fn of_agency(&self, staff: &Staff, user: &str) -> Result<UserName, AppError> {
        if !self.may_keep_roster(staff) {
            return Err(AppError::Forbidden { act: None });
        }
        let ours = self.colleagues(staff).await?;
        ours.into_iter().map(|(one, _)| one).find(|one| one.as_str() == user).ok_or(AppError::NotFound)
    }
}
