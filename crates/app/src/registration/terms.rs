//! From the pack to what the core needs on a day.

use jiff::Timestamp;
use jiff::civil::Date;
use leye_domain::agency::AgencyCode;
use leye_domain::applicant::Details;
use leye_domain::person::statutory_retirement;
use leye_domain::registration::{Asker, GroundRule, RegistrationTerms};
use leye_pack::{Ground, Registration};

use crate::App;
use crate::error::AppError;

/// Days that the core needs of somebody.
pub(super) struct Ages {
    pub born: Option<Date>,
    pub retires: Option<Date>,
}

impl App {
    pub(super) fn registration_terms(&self, on: Date) -> Result<RegistrationTerms, AppError> {
        let pack = self.rules.pack_on(on);
        let register = self.register_of(&pack)?;
        let silence = register.terms.values.amount("silence", on);
        let lacking = || AppError::Rules(format!("registration/terms.toml gives no `silence` for {on}"));
        Ok(RegistrationTerms {
            article: register.terms.article.article.clone(),
            reasons: register.reasons.iter().map(|reason| reason.key.clone()).collect(),
            grounds: register.grounds.iter().map(rule).collect(),
            silence_months: silence.ok_or_else(lacking)?,
            youngest: self.rules.policy(on).youngest,
        })
    }

    fn register_of<'a>(&self, pack: &'a leye_pack::Pack) -> Result<&'a Registration, AppError> {
        let register = pack.registration.as_ref();
        register.ok_or_else(|| AppError::Rules("the pack has no registration/terms.toml".into()))
    }

    /// When something is due that begins now.
    pub(super) fn registration_term(
        &self,
        name: &str,
        station: &AgencyCode,
        now: Timestamp,
    ) -> Result<Timestamp, AppError> {
        let pack = self.rules.pack_on(self.rules.zone().to_datetime(now).date());
        self.term_of(&self.register_of(&pack)?.terms, name, station, now)
    }

    /// The article of the register's duties.
    pub(super) fn registration_article(&self) -> String {
        let pack = self.rules.pack();
        pack.registration.as_ref().map(|register| register.terms.article.article.clone()).unwrap_or_default()
    }

    pub(super) fn ages(&self, details: &Details) -> Ages {
        let born = details.born();
        let rules = self.rules.pack().retirement.rules;
        let retires = born.map(|born| statutory_retirement(born, details.retirement_class, &rules).date);
        Ages { born, retires }
    }
}

fn rule(ground: &Ground) -> GroundRule {
    GroundRule {
        key: ground.listed.key.clone(),
        asked: ground.asked.iter().filter_map(|who| Asker::parse(who)).collect(),
        silent: ground.silent,
        explain: ground.explain,
    }
}
