//! The public board: masked names, no category, and the door for objections (C3.2).

use jiff::Timestamp;
use leye_domain::agency::AgencyCode;
use leye_domain::applicant::Applicant;
use leye_domain::case::{Act, Objection, StateName};
use leye_domain::id::CaseId;
use leye_domain::person::mask;
use leye_domain::staff::Actor;

use crate::App;
use crate::application::ActRequest;
use crate::error::{AppError, FieldFault};

/// The longest objection, in characters.
const LONGEST_TEXT: usize = 2_000;
/// The longest name or contact.
const LONGEST_LINE: usize = 100;

/// A notice as the public sees it.
#[derive(Clone, Debug)]
pub struct Notice {
    /// The case, whose number is no secret.
    pub id: CaseId,
    /// Surname and stars.
    pub name: String,
    /// The station that posted it.
    pub station: AgencyCode,
    /// Since when.
    pub from: Timestamp,
    /// Until when.
    pub until: Timestamp,
}

impl App {
    /// The notices that hang now, of one bureau, office or station, or all.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn notices(&self, below: Option<&AgencyCode>) -> Result<Vec<Notice>, AppError> {
        let now = self.time.now();
        let rows = self.store.notices(now, below.map(AgencyCode::as_str)).await?;
        Ok(rows.into_iter().filter_map(notice).collect())
    }

    /// One notice, while it hangs.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it does not hang, or never did.
    pub async fn notice(&self, id: &CaseId) -> Result<Notice, AppError> {
        let (case, _) = self.settled(id).await?;
        if case.state() != StateName::Notice {
            return Err(AppError::NotFound);
        }
        let notices = self.notices(Some(&case.station)).await?;
        notices.into_iter().find(|n| n.id == *id).ok_or(AppError::NotFound)
    }

    /// Takes an objection from anyone.
    ///
    /// # Errors
    /// Faults of fields; [`AppError::NotFound`] when the notice does not hang.
    pub async fn object(&self, id: &CaseId, objection: Objection) -> Result<(), AppError> {
        let faults = faults(&objection);
        if !faults.is_empty() {
            return Err(AppError::Invalid(faults));
        }
        self.notice(id).await?;
        let act = Act::RaiseObjection(objection);
        self.act(&Actor::Public, ActRequest { id: id.clone(), act, seen: None, key: None }).await?;
        Ok(())
    }
}

fn faults(objection: &Objection) -> Vec<FieldFault> {
    let mut faults = Vec::new();
    if objection.text.trim().is_empty() {
        faults.push(FieldFault::new("text", "missing"));
    }
    let lines = [("name", &objection.name, LONGEST_LINE), ("contact", &objection.contact, LONGEST_LINE)];
    for (field, text, longest) in lines.into_iter().chain([("text", &objection.text, LONGEST_TEXT)]) {
        if text.chars().count() > longest {
            faults.push(FieldFault::new(field, "too-long"));
        }
    }
    faults
}

fn notice(row: leye_store::NoticedCase) -> Option<Notice> {
    let person: Applicant = crate::read_json(row.person_body).ok()?;
    let case: leye_domain::case::Case = crate::read_json(row.body).ok()?;
    Some(Notice {
        id: CaseId::parse(&row.case.id).ok()?,
        name: mask::name(&person.details.get()?.name),
        station: case.station.clone(),
        from: case.open()?.clock.started,
        until: row.case.notice_until?,
    })
}
