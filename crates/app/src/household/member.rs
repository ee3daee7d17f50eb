//! What was said of a member, and what the identity number and a file of them add.

use jiff::civil::Date;
use leye_domain::agency::AgencyCode;
use leye_domain::household::{Exclusion, MemberFacts};
use leye_domain::id::PersonId;
use leye_domain::person::{ResidentNumber, RetirementClass, Sex};

use crate::App;
use crate::error::AppError;

/// What was said of a member.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MemberGiven {
    /// Identity number; empty where it is not known, or known already.
    pub number: String,
    /// Name.
    pub name: String,
    /// How they are related to the head of the household.
    pub relation: String,
    /// Day of birth; the identity number counts for more.
    pub born: Option<Date>,
    /// Which retirement age applies.
    pub class: Option<RetirementClass>,
    /// Has work.
    pub employed: Option<bool>,
    /// Able to work.
    pub able: Option<bool>,
    /// Willing to work.
    pub willing: Option<bool>,
    /// Why they are not counted among those who could work.
    pub exclusion: Option<Exclusion>,
}

impl App {
    /// The facts of a member; `before` are those that were known, of which the identity stays
    /// where no other is given.
    pub(super) async fn member_facts(
        &self,
        station: &AgencyCode,
        given: MemberGiven,
        before: Option<&MemberFacts>,
    ) -> Result<MemberFacts, AppError> {
        let mut facts = MemberFacts {
            person: before.and_then(|before| before.person.clone()),
            name: given.name,
            identity: before.map(|before| before.identity.clone()).unwrap_or_default(),
            born: given.born.or(before.and_then(|before| before.born)),
            class: given.class.or(before.and_then(|before| before.class)),
            relation: given.relation,
            employed: given.employed,
            able: given.able,
            willing: given.willing,
            exclusion: given.exclusion,
        };
        if given.number.trim().is_empty() {
            return Ok(facts);
        }
        let number = ResidentNumber::parse(&given.number, self.today());
        let number = number.map_err(|problem| AppError::field("member-number", problem.code()))?;
        facts.identity = self.identity_hash(number.as_str());
        facts.born = Some(number.born());
        // A man has one class; a woman's depends on her post and has to be asked.
        if number.sex() == Sex::Male {
            facts.class = Some(RetirementClass::Male);
        } else if facts.class == Some(RetirementClass::Male) {
            return Err(AppError::field("member-class", "wrong-class"));
        }
        let row = self.file_by_number(station.county(), &facts.identity).await?;
        facts.person = row.and_then(|row| PersonId::parse(&row.id).ok());
        Ok(facts)
    }
}
