//! The registrations at and below an agency, what is most urgent first.

use jiff::Timestamp;
use leye_domain::agency::AgencyCode;
use leye_domain::id::PersonId;
use leye_domain::registration::{CertificateState, Registration};
use leye_domain::staff::Staff;
use leye_store::{DossierQuery, ListedDossier, PersonMark};

use super::write::{KIND, UNEMPLOYED};
use crate::App;
use crate::access::listed_scope_of;
use crate::application::PAGE;
use crate::error::AppError;

/// Which of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RegistrationOnly {
    /// Who is registered as unemployed now.
    #[default]
    Registered,
    /// Whose certificate has to be issued.
    Issue,
    /// Whose certificate lies at the station.
    HandOver,
    /// Whose certificate is lost.
    Lost,
    /// Everybody whom the register knows.
    All,
}

impl RegistrationOnly {
    /// Every choice.
    pub const ALL: [RegistrationOnly; 5] = [
        RegistrationOnly::Registered,
        RegistrationOnly::Issue,
        RegistrationOnly::HandOver,
        RegistrationOnly::Lost,
        RegistrationOnly::All,
    ];

    /// Its word in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            RegistrationOnly::Registered => "registered",
            RegistrationOnly::Issue => "issue",
            RegistrationOnly::HandOver => "hand-over",
            RegistrationOnly::Lost => "lost",
            RegistrationOnly::All => "all",
        }
    }

    /// Reads the word.
    pub fn parse(text: &str) -> Option<RegistrationOnly> {
        RegistrationOnly::ALL.into_iter().find(|only| only.as_str() == text)
    }

    fn certificate(self) -> Option<CertificateState> {
        match self {
            RegistrationOnly::Registered | RegistrationOnly::All => None,
            RegistrationOnly::Issue => Some(CertificateState::Applied),
            RegistrationOnly::HandOver => Some(CertificateState::Issued),
            RegistrationOnly::Lost => Some(CertificateState::Lost),
        }
    }

    /// Whether a row of this state and class is one of them.
    fn counts(self, state: &str, class: &str) -> bool {
        match self.certificate() {
            Some(certificate) => class == certificate.as_str(),
            None => self == RegistrationOnly::All || state == UNEMPLOYED,
        }
    }
}

/// What is asked of the list.
#[derive(Clone, Debug, Default)]
pub struct RegistrationFilter {
    /// Which of them.
    pub only: RegistrationOnly,
    /// The place after which the page begins.
    pub after: Option<(i64, String)>,
}

/// One row.
#[derive(Clone, Debug)]
pub struct ListedRegistration {
    /// Whose.
    pub person: PersonId,
    /// Name; empty where they were erased.
    pub name: String,
    /// Masked identity number.
    pub masked: String,
    /// The station.
    pub station: AgencyCode,
    /// How it stands.
    pub registration: Registration,
    /// When a certificate, or else the next contact, is due; none where nothing is.
    pub due: Option<(Timestamp, i64)>,
}

/// A page of them.
#[derive(Clone, Debug)]
pub struct RegistrationPage {
    /// The rows.
    pub items: Vec<ListedRegistration>,
    /// The place after which the next page begins; none at the end.
    pub next: Option<(i64, String)>,
    /// How many there are of each choice.
    pub counts: Vec<(RegistrationOnly, i64)>,
}

impl App {
    /// A page of the registrations at and below the agency of a member of staff.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn registrations(
        &self,
        staff: &Staff,
        filter: &RegistrationFilter,
    ) -> Result<RegistrationPage, AppError> {
        let mut query = DossierQuery {
            scope: listed_scope_of(staff),
            kind: KIND.to_owned(),
            class: filter.only.certificate().map(|state| state.as_str().to_owned()),
            after: filter.after.clone(),
            limit: PAGE + 1,
            ..DossierQuery::default()
        };
        let tally = self.store.dossier_counts(&query).await?;
        let count = |only: RegistrationOnly| {
            let of = tally.iter().filter(|one| only.counts(&one.state, &one.class));
            (only, of.map(|one| one.count).sum())
        };
        let counts = RegistrationOnly::ALL.map(count).to_vec();
        if filter.only == RegistrationOnly::Registered {
            query.scope.states = Some(vec![UNEMPLOYED.to_owned()]);
        }
        let mut rows = self.store.dossiers(&query).await?;
        let page = usize::try_from(PAGE).unwrap_or(usize::MAX);
        let more = rows.len() > page;
        rows.truncate(page);
        let next = rows.last().filter(|_| more).map(|listed| (listed.row.place, listed.row.id.clone()));
        Ok(RegistrationPage { items: self.listed_registrations(rows).await?, next, counts })
    }

    async fn listed_registrations(
        &self,
        rows: Vec<ListedDossier>,
    ) -> Result<Vec<ListedRegistration>, AppError> {
        let marks: Vec<PersonMark> = rows.iter().filter_map(|listed| listed.mark.clone()).collect();
        let cards = self.cards(marks.iter()).await?;
        let mut items = Vec::new();
        for ListedDossier { row, mark } in rows {
            let at = mark.and_then(|mark| marks.iter().position(|one| one.id == mark.id));
            let card = at.and_then(|at| cards.get(at));
            let registration: Registration = crate::read_json(row.body)?;
            let due = self.registration_due(&registration)?;
            let left = |at: Timestamp| self.days_left(self.rules.zone().to_datetime(at).date());
            items.push(ListedRegistration {
                person: registration.person.clone(),
                name: card.map(|card| card.name.clone()).unwrap_or_default(),
                masked: card.map(|card| card.masked.clone()).unwrap_or_default(),
                station: registration.station.clone(),
                due: due.map(|at| (at, left(at))),
                registration,
            });
        }
        Ok(items)
    }
}
