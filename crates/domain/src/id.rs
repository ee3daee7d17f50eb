//! One type per kind of id. Each begins with the county, so that an id finds its shard.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::agency::AgencyCode;

/// Text that is no id of the wanted kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an id of this kind")]
pub struct BadId;

macro_rules! text_id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    };
}

text_id! {
    /// A case: `230102-2026-48213907`: county, year of submission, eight digits.
    CaseId
}
text_id! {
    /// A person's file: `230102-P-4821390755`.
    PersonId
}
text_id! {
    /// An employer's entry: `230102-E-4821390755`.
    EmployerId
}
text_id! {
    /// What the register follows of somebody who is determined: `230102-R-4821390755`, with the
    /// digits of the person's file.
    StandingId
}
text_id! {
    /// Registration as unemployed and certificate of a person: `230102-U-4821390755`, with the
    /// digits of the person's file.
    RegistrationId
}
text_id! {
    /// A household: `230102-H-4821390755`.
    HouseholdId
}
text_id! {
    /// The one-to-one assistance of a person (A7): `230102-A-4821390755`, with the digits of the
    /// person's file.
    AssistanceId
}
text_id! {
    /// The people whom a station is to reach out to: `230102-O-230102001001`, with the station's
    /// code.
    OutreachId
}
text_id! {
    /// The papers of a case: `230102-2026-48213907-papers`.
    PapersId
}
text_id! {
    /// The name seals of an agency: `230102-S-230102001001`, with the agency's code.
    NameSealsId
}
text_id! {
    /// The jobs of a person and their follow-up: `230102-W-4821390755`, with the digits of the
    /// person's file.
    EmploymentsId
}
text_id! {
    /// A problem that an office or a bureau found: `230102-Q-4821390755`.
    ProblemId
}
text_id! {
    /// A move of a person from one station to another: `230102-M-4821390755`.
    RelocationId
}
text_id! {
    /// The campaigns of a bureau: `230102-K-230102000000`, with the bureau's code.
    CampaignsId
}
text_id! {
    /// A guidance note of an office or a bureau: `230102-G-4821390755`.
    GuidanceId
}
text_id! {
    /// A spot check of reported visits: `230102-D-4821390755`.
    SpotCheckId
}
text_id! {
    /// An inspection: `230102-I-4821390755`.
    InspectionId
}
text_id! {
    /// A contact of somebody with the service (A2): `230102-C-4821390755`.
    ContactId
}
text_id! {
    /// A complaint (A3, A8): `230102-L-4821390755`.
    ComplaintId
}
text_id! {
    /// The rating of one finished service (A9): `230102-V-4821390755`.
    RatingId
}
text_id! {
    /// A docket: a missed time limit and who answers for it (A2): `230102-T-4821390755`.
    DocketId
}
text_id! {
    /// A report of a visit, by the id that the device made on which it was written: 8 to 64 of
    /// `A-Z a-z 0-9 -`.
    VisitKey
}
text_id! {
    /// A member of staff, by sign-in name: 2 to 40 of `a-z 0-9 . -`.
    UserName
}

fn digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|b| b.is_ascii_digit())
}

impl CaseId {
    /// Puts an id together; `serial` is drawn by the caller, below 100,000,000.
    pub fn new(county: &str, year: i16, serial: u32) -> CaseId {
        CaseId(format!("{county}-{year:04}-{serial:08}"))
    }

    /// Reads an id that came from outside.
    pub fn parse(text: &str) -> Result<CaseId, BadId> {
        let parts: Vec<&str> = text.split('-').collect();
        match parts[..] {
            [c, y, s] if digits(c, 6) && digits(y, 4) && digits(s, 8) => Ok(CaseId(text.into())),
            _ => Err(BadId),
        }
    }

    /// The county whose shard holds the case.
    pub fn county(&self) -> &str {
        &self.0[..6]
    }
}

impl PersonId {
    /// Puts an id together; `serial` is drawn by the caller, below 10,000,000,000.
    pub fn new(county: &str, serial: u64) -> PersonId {
        PersonId(format!("{county}-P-{serial:010}"))
    }

    /// Reads an id that came from outside.
    pub fn parse(text: &str) -> Result<PersonId, BadId> {
        let parts: Vec<&str> = text.split('-').collect();
        match parts[..] {
            [c, "P", s] if digits(c, 6) && digits(s, 10) => Ok(PersonId(text.into())),
            _ => Err(BadId),
        }
    }

    /// The county whose shard holds the file.
    pub fn county(&self) -> &str {
        &self.0[..6]
    }
}

impl EmployerId {
    /// Puts an id together; `serial` is drawn by the caller, below 10,000,000,000.
    pub fn new(county: &str, serial: u64) -> EmployerId {
        EmployerId(format!("{county}-E-{serial:010}"))
    }

    /// Reads an id that came from outside.
    pub fn parse(text: &str) -> Result<EmployerId, BadId> {
        let parts: Vec<&str> = text.split('-').collect();
        match parts[..] {
            [c, "E", s] if digits(c, 6) && digits(s, 10) => Ok(EmployerId(text.into())),
            _ => Err(BadId),
        }
    }

    /// The county whose shard holds the entry.
    pub fn county(&self) -> &str {
        &self.0[..6]
    }
}

/// Ids of which the last part is drawn by the caller, below 10,000,000,000.
macro_rules! drawn_id {
    ($name:ident, $letter:literal) => {
        impl $name {
            /// Puts an id together; `serial` is drawn by the caller, below 10,000,000,000.
            pub fn new(county: &str, serial: u64) -> $name {
                $name(format!(concat!("{}-", $letter, "-{:010}"), county, serial))
            }

            /// Reads an id that came from outside.
            ///
            /// # Errors
            /// [`BadId`].
            pub fn parse(text: &str) -> Result<$name, BadId> {
                let parts: Vec<&str> = text.split('-').collect();
                match parts[..] {
                    [c, $letter, s] if digits(c, 6) && digits(s, 10) => Ok($name(text.into())),
                    _ => Err(BadId),
                }
            }

            /// The county whose shard holds it.
            pub fn county(&self) -> &str {
                &self.0[..6]
            }
        }
    };
}

drawn_id!(ProblemId, "Q");
drawn_id!(GuidanceId, "G");
drawn_id!(SpotCheckId, "D");
drawn_id!(InspectionId, "I");
drawn_id!(RelocationId, "M");
drawn_id!(ContactId, "C");
drawn_id!(ComplaintId, "L");
drawn_id!(RatingId, "V");
drawn_id!(DocketId, "T");

impl CampaignsId {
    /// The id that belongs to a bureau.
    pub fn of(bureau: &AgencyCode) -> CampaignsId {
        CampaignsId(format!("{}-K-{bureau}", bureau.county()))
    }

    /// The county whose shard holds them.
    pub fn county(&self) -> &str {
        &self.0[..6]
    }
}

impl StandingId {
    /// The id that belongs to a person's file.
    pub fn of(person: &PersonId) -> StandingId {
        StandingId(person.0.replacen("-P-", "-R-", 1))
    }

    /// The county whose shard holds it.
    pub fn county(&self) -> &str {
        &self.0[..6]
    }
}

impl RegistrationId {
    /// The id that belongs to a person's file.
    pub fn of(person: &PersonId) -> RegistrationId {
        RegistrationId(person.0.replacen("-P-", "-U-", 1))
    }

    /// The county whose shard holds it.
    pub fn county(&self) -> &str {
        &self.0[..6]
    }
}

impl HouseholdId {
    /// Puts an id together; `serial` is drawn by the caller, below 10,000,000,000.
    pub fn new(county: &str, serial: u64) -> HouseholdId {
        HouseholdId(format!("{county}-H-{serial:010}"))
    }

    /// Reads an id that came from outside.
    pub fn parse(text: &str) -> Result<HouseholdId, BadId> {
        let parts: Vec<&str> = text.split('-').collect();
        match parts[..] {
            [c, "H", s] if digits(c, 6) && digits(s, 10) => Ok(HouseholdId(text.into())),
            _ => Err(BadId),
        }
    }

    /// The county whose shard holds it.
    pub fn county(&self) -> &str {
        &self.0[..6]
    }
}

impl AssistanceId {
    /// The id that belongs to a person's file.
    pub fn of(person: &PersonId) -> AssistanceId {
        AssistanceId(person.0.replacen("-P-", "-A-", 1))
    }

    /// The county whose shard holds it.
    pub fn county(&self) -> &str {
        &self.0[..6]
    }
}

impl PapersId {
    /// The id that belongs to a case.
    pub fn of(case: &CaseId) -> PapersId {
        PapersId(format!("{case}-papers"))
    }

    /// The county whose shard holds them.
    pub fn county(&self) -> &str {
        &self.0[..6]
    }
}

impl OutreachId {
    /// The id that belongs to a station.
    pub fn of(station: &AgencyCode) -> OutreachId {
        OutreachId(format!("{}-O-{station}", station.county()))
    }

    /// The county whose shard holds it.
    pub fn county(&self) -> &str {
        &self.0[..6]
    }
}

impl NameSealsId {
    /// The id that belongs to an agency.
    pub fn of(agency: &AgencyCode) -> NameSealsId {
        NameSealsId(format!("{}-S-{agency}", agency.county()))
    }

    /// The county whose shard holds them.
    pub fn county(&self) -> &str {
        &self.0[..6]
    }
}

impl EmploymentsId {
    /// The id that belongs to a person's file.
    pub fn of(person: &PersonId) -> EmploymentsId {
        EmploymentsId(person.0.replacen("-P-", "-W-", 1))
    }

    /// Reads an id that came from outside.
    pub fn parse(text: &str) -> Result<EmploymentsId, BadId> {
        let parts: Vec<&str> = text.split('-').collect();
        match parts[..] {
            [c, "W", s] if digits(c, 6) && digits(s, 10) => Ok(EmploymentsId(text.into())),
            _ => Err(BadId),
        }
    }

    /// The person whose jobs they are.
    pub fn person(&self) -> PersonId {
        PersonId(self.0.replacen("-W-", "-P-", 1))
    }

    /// The county whose shard holds them.
    pub fn county(&self) -> &str {
        &self.0[..6]
    }
}

impl VisitKey {
    /// Reads an id that came from a device.
    pub fn parse(text: &str) -> Result<VisitKey, BadId> {
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b == b'-';
        let good = (8..=64).contains(&text.len()) && text.bytes().all(allowed);
        if good { Ok(VisitKey(text.to_owned())) } else { Err(BadId) }
    }
}

impl UserName {
    /// Reads a sign-in name; letters are lowered.
    pub fn parse(text: &str) -> Result<UserName, BadId> {
        let name = text.trim().to_ascii_lowercase();
        let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'.' || b == b'-';
        if (2..=40).contains(&name.len()) && name.bytes().all(allowed) {
            Ok(UserName(name))
        } else {
            Err(BadId)
        }
    }
}
