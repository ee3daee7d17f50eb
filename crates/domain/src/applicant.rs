//! A person's file: who somebody is and how to reach them. Everything in it is sealed.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::agency::AgencyCode;
use crate::id::{CaseId, PersonId, RelocationId};
use crate::person::{ResidentNumber, RetirementClass, Sex};
use crate::sealed::Sealed;

/// Somebody of the same household.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relative {
    /// Name.
    pub name: String,
    /// How they are related to the applicant, in the applicant's words.
    pub relation: String,
    /// Identity number; empty when not given.
    #[serde(default)]
    pub number: String,
}

/// What the file says of the person.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// Identity number, 18 characters.
    pub number: String,
    /// Name as on the card.
    pub name: String,
    /// Telephone; empty when none.
    #[serde(default)]
    pub phone: String,
    /// Where they live.
    #[serde(default)]
    pub address: String,
    /// Which retirement age applies; it cannot be inferred from the sex.
    pub retirement_class: RetirementClass,
    /// Number of the registration certificate; empty when none.
    #[serde(default)]
    pub certificate: String,
    /// The household beside the person.
    #[serde(default)]
    pub household: Vec<Relative>,
}

impl std::fmt::Debug for Details {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Details(…)")
    }
}

impl Details {
    /// Day of birth, from the number; none if the stored number cannot be read.
    pub fn born(&self) -> Option<Date> {
        ResidentNumber::from_stored(&self.number).ok().map(|n| n.born())
    }

    /// Sex, from the number.
    pub fn sex(&self) -> Option<Sex> {
        ResidentNumber::from_stored(&self.number).ok().map(|n| n.sex())
    }
}

/// A determination that was made before the station began to work with this program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Determination {
    /// The day on which the bureau confirmed it.
    pub on: Date,
    /// Main category, `C1.1` to `C1.10`.
    pub category: Sealed<String>,
    /// Number of the certificate that bears it; empty when not known.
    pub certificate: Sealed<String>,
    /// The agency whose register says so.
    pub from: AgencyCode,
}

/// How somebody who was determined works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EmploymentKind {
    /// Employed by an employer.
    Employer,
    /// Flexible employment without an employer.
    Flexible,
    /// A post of public benefit.
    PublicPost,
    /// A business of their own.
    SelfEmployed,
}

impl EmploymentKind {
    /// Every kind.
    pub const ALL: [EmploymentKind; 4] = [
        EmploymentKind::Employer,
        EmploymentKind::Flexible,
        EmploymentKind::PublicPost,
        EmploymentKind::SelfEmployed,
    ];

    /// The word used in storage and in files.
    pub fn as_str(self) -> &'static str {
        match self {
            EmploymentKind::Employer => "employer",
            EmploymentKind::Flexible => "flexible",
            EmploymentKind::PublicPost => "public_post",
            EmploymentKind::SelfEmployed => "self_employed",
        }
    }

    /// Whether there is an employer to be named.
    pub fn has_employer(self) -> bool {
        matches!(self, EmploymentKind::Employer | EmploymentKind::PublicPost)
    }
}

/// A job in follow-up that began before the station worked with this program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Employment {
    /// The first day of work.
    pub since: Date,
    /// Who employs; empty where nobody does.
    pub employer: Sealed<String>,
    /// How.
    pub kind: EmploymentKind,
}

/// A person as their events made them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Applicant {
    /// Id of the file.
    pub id: PersonId,
    /// The station that keeps it.
    pub station: AgencyCode,
    /// Number of events so far.
    pub version: i64,
    /// What it says.
    pub details: Sealed<Details>,
    /// The determination that was taken over, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub determination: Option<Determination>,
    /// The job that was taken over, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employment: Option<Employment>,
    /// The move to another station that is under way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moving: Option<RelocationId>,
}

/// A fact of a person's file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum ApplicantEvent {
    /// The file was opened.
    PersonRegistered {
        /// Its id.
        id: PersonId,
        /// The station that keeps it.
        station: AgencyCode,
        /// What it says.
        details: Sealed<Details>,
    },
    /// An application was filed. Being an event of the person, it lets only one of two
    /// applications that are filed at once come first.
    ApplicationFiled {
        /// The case.
        case: CaseId,
    },
    /// The file says something else now.
    PersonAmended {
        /// The whole of what it says.
        details: Sealed<Details>,
    },
    /// A determination of before was taken over from a register; it stands like one that
    /// was made here.
    DeterminationTakenOver(Determination),
    /// A job of before was taken over from a register; the last one counts.
    EmploymentTakenOver(Employment),
    /// A move was registered. Being an event of the person, it lets only one of two moves that are
    /// registered at once come first.
    RelocationBegun {
        /// Which.
        relocation: RelocationId,
    },
    /// It came to nothing: the file stays.
    RelocationGivenUp {
        /// Which.
        relocation: RelocationId,
    },
    /// The other station accepted: from now on it keeps the file.
    PersonRelocated {
        /// Which move.
        relocation: RelocationId,
        /// The station that keeps the file now.
        station: AgencyCode,
    },
}

impl Applicant {
    /// Folds events from the beginning; none when the first is no registration.
    pub fn fold<'a>(events: impl IntoIterator<Item = &'a ApplicantEvent>) -> Option<Applicant> {
        let mut events = events.into_iter();
        let ApplicantEvent::PersonRegistered { id, station, details } = events.next()? else { return None };
        let (id, station, details) = (id.clone(), station.clone(), details.clone());
        let (determination, employment, moving) = (None, None, None);
        let person = Applicant { id, station, version: 1, details, determination, employment, moving };
        events.try_fold(person, Applicant::after)
    }

    /// With one event more; none where it does not follow from those before.
    pub fn after(mut self, event: &ApplicantEvent) -> Option<Applicant> {
        self.version += 1;
        match event {
            ApplicantEvent::PersonRegistered { .. } => return None,
            ApplicantEvent::PersonAmended { details } => self.details = details.clone(),
            ApplicantEvent::ApplicationFiled { .. } => {}
            ApplicantEvent::DeterminationTakenOver(taken) => self.determination = Some(taken.clone()),
            ApplicantEvent::EmploymentTakenOver(taken) => self.employment = Some(taken.clone()),
            ApplicantEvent::RelocationBegun { relocation } => {
                self.moving.replace(relocation.clone()).is_none().then_some(())?;
            }
            ApplicantEvent::RelocationGivenUp { relocation } => {
                self.moving.take().filter(|one| one == relocation)?;
            }
            ApplicantEvent::PersonRelocated { relocation, station } => {
                self.moving.take().filter(|one| one == relocation)?;
                self.station = station.clone();
            }
        }
        Some(self)
    }
}
