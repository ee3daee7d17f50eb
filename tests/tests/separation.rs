//! Nobody decides on their own work or on their own family, whichever way they come (C2).

use jiff::civil::date;
use leye_app::AppError;
use leye_app::application::{ActRequest, NewApplicant, NewApplication};
use leye_app::user::NewUser;
use leye_domain::agency::Level;
use leye_domain::case::{ActName, Reason};
use leye_domain::id::CaseId;
use leye_domain::staff::{Actor, Role, Staff};

use crate::acts::{TOUR, existing};
use crate::cast::{
    BUREAU, OFFICE, STATION, clerk, head, number, office, own, resident, staff, with_relative,
};
use crate::house::{House, application};

/// Every way of working on a case at the station.
const AT_THE_STATION: [ActName; 13] = [
    ActName::Submit,
    ActName::Accept,
    ActName::Take,
    ActName::Extend,
    ActName::RequestCorrection,
    ActName::SupplyCorrection,
    ActName::PassInitialReview,
    ActName::CompleteForm,
    ActName::PostNotice,
    ActName::SettleObjection,
    ActName::CloseNotice,
    ActName::RecordEntry,
    ActName::Forward,
];

/// Acts that a way may need beside the plain ones, each before the plain act that follows.
const TO_THE_OFFICE: [ActName; 13] = [
    ActName::Submit,
    ActName::Take,
    ActName::RequestCorrection,
    ActName::SupplyCorrection,
    ActName::Extend,
    ActName::PassInitialReview,
    ActName::CompleteForm,
    ActName::PostNotice,
    ActName::RaiseObjection,
    ActName::SettleObjection,
    ActName::CloseNotice,
    ActName::RecordEntry,
    ActName::Forward,
];

fn mover(role: Role, agency: &str) -> Staff {
    staff("mover", role, agency)
}

/// The acts up to the second review in which `theirs` is done by the mover.
fn way_with(theirs: ActName) -> Vec<ActName> {
    let mut way = TO_THE_OFFICE.to_vec();
    if theirs == ActName::Accept {
        // A correction before acceptance would stand in for it.
        way.retain(|name| !matches!(name, ActName::RequestCorrection | ActName::SupplyCorrection));
        way.insert(2, ActName::Accept);
    }
    way
}

async fn forwarded_with(house: &House, serial: u16, theirs: ActName) -> CaseId {
    let at_station = mover(Role::Head, STATION);
    let submitter = if theirs == ActName::Submit { at_station.clone() } else { clerk() };
    let id = house.submitted_by(&submitter, resident(serial), false).await;
    for name in way_with(theirs).into_iter().skip(1) {
        if name == ActName::CloseNotice {
            let end = house.file(&id).await.reading.and_then(|r| r.due_at()).expect("the notice ends");
            house.app.move_clock(end - jiff::SignedDuration::from_secs(1)).await.expect("forward");
            continue;
        }
        if name == ActName::RecordEntry {
            close_notice(house, &id, theirs == ActName::CloseNotice).await;
        }
        if name == theirs {
            house.does_as(&at_station, &id, name).await;
        } else {
            house.does(&id, name).await;
        }
    }
    id
}

/// The end of the notice has come; the mover closes it before the service does.
async fn close_notice(house: &House, id: &CaseId, by_mover: bool) {
    let end = house.file(id).await.reading.and_then(|r| r.due_at()).expect("the notice ends");
    house.app.move_clock(end).await.expect("forward");
    if by_mover {
        let done = house.tries(&Actor::Staff(mover(Role::Head, STATION)), id, ActName::Take).await;
        done.expect("a notice that ended by itself leaves the entry to be taken");
    }
}
