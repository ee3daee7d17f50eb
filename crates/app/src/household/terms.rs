//! From the pack to what the core needs now.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::household::{Ages, Desk};
use leye_domain::id::UserName;
use leye_domain::person::RetirementRules;

use crate::App;
use crate::error::AppError;

/// What the core needs of the rules, owned.
pub(super) struct Rulings {
    today: Date,
    youngest: i16,
    retirement: RetirementRules,
    grounds: BTreeMap<String, bool>,
    apply_by: Timestamp,
    review_by: BTreeMap<Level, Timestamp>,
    work_by: Timestamp,
}

impl Rulings {
    /// The day on which it is judged.
    pub(super) fn today(&self) -> Date {
        self.today
    }

    /// The ages of the rules.
    pub(super) fn ages(&self) -> Ages<'_> {
        Ages { youngest: self.youngest, retirement: &self.retirement }
    }

    /// For somebody at an agency.
    pub(super) fn desk<'a>(&'a self, agency: &'a AgencyCode, user: &'a UserName) -> Desk<'a> {
        Desk {
            agency,
            user,
            today: self.today,
            ages: self.ages(),
            grounds: &self.grounds,
            apply_by: self.apply_by,
            review_by: &self.review_by,
            work_by: self.work_by,
        }
    }
}

impl App {
    /// The rules for a household of a station, as of now.
    pub(super) fn household_rules(&self, station: &AgencyCode, now: Timestamp) -> Result<Rulings, AppError> {
        let today = self.rules.zone().to_datetime(now).date();
        let pack = self.rules.pack_on(today);
        let lacking = || AppError::Rules("the pack has no household/terms.toml".into());
        let household = pack.household.as_ref().ok_or_else(lacking)?;
        let term = |name, level| self.term_of(&household.terms, name, &station.at(level), now);
        let levels = [
            ("review_station", Level::Station),
            ("review_office", Level::Office),
            ("review_bureau", Level::Bureau),
        ];
        let reviews = levels.map(|(name, level)| Ok((level, term(name, level)?)));
        let months = household.terms.values.amount("work", today).ok_or_else(lacking)?;
        let work = today.saturating_add(i64::from(months).months()).saturating_add(1.day());
        Ok(Rulings {
            today,
            youngest: self.rules.policy(today).youngest,
            retirement: pack.retirement.rules,
            grounds: household.grounds.iter().map(|ground| (ground.key.clone(), ground.work)).collect(),
            apply_by: term("apply", Level::Station)?,
            review_by: reviews.into_iter().collect::<Result<_, AppError>>()?,
            work_by: self.begins(work)?,
        })
    }

    pub(super) fn household_article(&self) -> String {
        let pack = self.rules.pack();
        pack.household.as_ref().map(|household| household.terms.article.article.clone()).unwrap_or_default()
    }
}
