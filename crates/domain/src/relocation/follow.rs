//! What follows the person when the new station accepts: all of it in one commit, so that at no
//! instant two stations, or none, answer for a duty (A2). Days and time limits stay as they are.

use jiff::Timestamp;

use super::{Progress, Relocation};
use crate::applicant::{Applicant, ApplicantEvent};
use crate::assistance::{Assistance, AssistanceEvent};
use crate::employment::{EmploymentEvent, Employments};
use crate::registration::{Registration, RegistrationEvent};
use crate::sealed::Sealed;
use crate::standing::{Standing, StandingEvent};

/// What the old station keeps of the person; none where nothing was ever written.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs)] // each is named as its type
pub struct Holdings<'a> {
    pub person: &'a Applicant,
    pub assistance: Option<&'a Assistance>,
    pub jobs: Option<&'a Employments>,
    pub registration: Option<&'a Registration>,
    pub standing: Option<&'a Standing>,
}

/// What happens in each of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)] // each is named as its stream
pub struct Followed {
    pub person: Vec<ApplicantEvent>,
    pub assistance: Vec<AssistanceEvent>,
    pub jobs: Vec<EmploymentEvent>,
    pub registration: Vec<RegistrationEvent>,
    pub standing: Vec<StandingEvent>,
}

/// What follows a move that was accepted or came to nothing; nothing follows one that is open.
/// Where no helper was named the new station names one until `name_helper`.
pub fn follow(relocation: &Relocation, holdings: Holdings<'_>, name_helper: Timestamp) -> Followed {
    let moved = relocation.id.clone();
    match &relocation.progress {
        Progress::Asked { .. } | Progress::Offered { .. } => Followed::default(),
        Progress::Refused { .. } | Progress::Withdrawn { .. } => {
            let given_up = ApplicantEvent::RelocationGivenUp { relocation: moved };
            Followed { person: vec![given_up], ..Followed::default() }
        }
        Progress::Accepted { helper, .. } => {
            let station = || relocation.to.clone();
            let assisted = holdings.assistance.map(|_| AssistanceEvent::AssistanceRelocated {
                station: station(),
                helper: helper.clone(),
                name_helper,
            });
            let working = holdings.jobs.map(|_| EmploymentEvent::EmploymentsRelocated {
                station: station(),
                visitor: helper.clone(),
            });
            let registered = holdings
                .registration
                .map(|_| RegistrationEvent::RegistrationRelocated { station: station() });
            let followed =
                holdings.standing.map(|_| StandingEvent::FollowingRelocated { station: station() });
            Followed {
                person: relocated(relocation, holdings.person),
                assistance: assisted.into_iter().collect(),
                jobs: working.into_iter().collect(),
                registration: registered.into_iter().collect(),
                standing: followed.into_iter().collect(),
            }
        }
    }
}

/// The file goes to the new station, and says the new address.
fn relocated(relocation: &Relocation, person: &Applicant) -> Vec<ApplicantEvent> {
    let (id, station) = (relocation.id.clone(), relocation.to.clone());
    let mut events = vec![ApplicantEvent::PersonRelocated { relocation: id, station }];
    if let (Sealed::Open(details), Sealed::Open(address)) = (&person.details, &relocation.address) {
        let mut details = details.clone();
        details.address.clone_from(address);
        events.push(ApplicantEvent::PersonAmended { details: details.into() });
    }
    events
}
