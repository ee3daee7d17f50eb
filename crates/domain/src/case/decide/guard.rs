//! Who may do an act at all, before its content is looked at.

use crate::agency::Level;
use crate::case::ActName;
use crate::case::event::Event;
use crate::case::refusal::Reason;
use crate::case::representative::OnBehalf;
use crate::case::{Case, StateName};
use crate::staff::{Actor, Role, Staff};

/// Checks state, agency, separation of the levels and household.
pub(super) fn check(case: &Case, name: ActName, actor: &Actor) -> Result<(), Reason> {
    let state = case.state();
    if !name.exists_in(state) {
        return Err(not_here(case, name));
    }
    match actor {
        Actor::Staff(staff) => check_staff(case, name, staff),
        Actor::Public if name == ActName::RaiseObjection => Ok(()),
        Actor::Service if is_of_service(name) => Ok(()),
        _ => Err(Reason::OtherAgency),
    }
}

/// Whether the role acts on cases at all; the others read, or keep people and agencies.
pub(super) fn does_casework(role: Role) -> bool {
    matches!(role, Role::Clerk | Role::Reviewer | Role::Head)
}

fn is_of_service(name: ActName) -> bool {
    matches!(name, ActName::DeemAccepted | ActName::Lapse | ActName::CloseNotice)
}

/// The most telling reason why an act does not exist here.
fn not_here(case: &Case, name: ActName) -> Reason {
    let state = case.state();
    if name == ActName::RequestCorrection && state == StateName::Correction {
        return Reason::CorrectionAlreadyAsked;
    }
    if name == ActName::Withdraw && matches!(state, StateName::Annotation | StateName::PapersBack) {
        return Reason::AlreadyConfirmed;
    }
    if name == ActName::PostNotice && case.form_signed_on.is_none() && case.open().is_some() {
        return Reason::FormNotSigned;
    }
    if case.open().is_none() { Reason::Closed } else { Reason::NotInThisState }
}

fn check_staff(case: &Case, name: ActName, staff: &Staff) -> Result<(), Reason> {
    if staff.identity.as_ref().is_some_and(|hash| case.household.contains(hash)) {
        return Err(Reason::OwnHousehold);
    }
    if staff.identity.as_ref().is_some_and(|hash| case.representatives.contains(hash)) {
        return Err(Reason::OwnRepresentation);
    }
    if matches!(name, ActName::DeemAccepted | ActName::Lapse) {
        return Err(Reason::NotInThisState);
    }
    check_place(case, name, staff)?;
    if !does_casework(staff.role) || (name.review_level().is_some() && staff.role == Role::Clerk) {
        return Err(Reason::NotYourRole);
    }
    if name == ActName::Extend && staff.role != Role::Head {
        return Err(Reason::HeadOnly);
    }
    let level = name.review_level().or(if name == ActName::Take { case.state().level() } else { None });
    if level.is_some_and(|level| case.worked_below(&staff.user, level)) {
        return Err(Reason::WorkedAtLowerLevel);
    }
    let holds = case.open().is_some_and(|open| open.holder == staff.user);
    if name == ActName::Take && holds {
        return Err(Reason::AlreadyHolder);
    }
    Ok(())
}

/// The act belongs to the agency at which the case lies; a withdrawal also to the
/// station, where the applicant comes; a receipt to any agency of the case.
fn check_place(case: &Case, name: ActName, staff: &Staff) -> Result<(), Reason> {
    let here = staff.agency == case.agency();
    let of_case = |level: Level| staff.agency == case.station.at(level);
    let fits = match name {
        ActName::Withdraw => here || of_case(Level::Station),
        ActName::RecordReceipt => [Level::Station, Level::Office, Level::Bureau].into_iter().any(of_case),
        _ => here,
    };
    if fits {
        return Ok(());
    }
    let needs = case.state().level().unwrap_or(Level::Station);
    if staff.level() == needs { Err(Reason::OtherAgency) } else { Err(Reason::WrongLevel { needs }) }
}

/// Whoever does the act for the applicant is named with their paper, and is not the member
/// of staff who takes it down.
pub(super) fn check_behalf(on_behalf: Option<&OnBehalf>, actor: &Actor) -> Result<(), Reason> {
    let Some(on_behalf) = on_behalf else { return Ok(()) };
    let own = actor.staff().and_then(|staff| staff.identity.as_ref());
    if own == Some(&on_behalf.identity) {
        return Err(Reason::OwnRepresentation);
    }
    on_behalf.check()
}

/// The change of holder that a first act brings with it. An extension, an objection, a
/// receipt and a withdrawal leave the holder as it is. A holder who has moved to another
/// agency since takes the case anew, so that their work at that level is on record.
pub(super) fn taking(case: &Case, name: ActName, actor: &Actor) -> Option<Event> {
    let staff = actor.staff()?;
    let keeps = matches!(
        name,
        ActName::Extend | ActName::RaiseObjection | ActName::RecordReceipt | ActName::Withdraw
    );
    let open = case.open()?;
    let level = staff.level();
    let recorded = case.worked.get(&level).is_some_and(|users| users.contains(&staff.user));
    if keeps || (open.holder == staff.user && recorded) {
        return None;
    }
    Some(Event::Taken { by: staff.user.clone(), level })
}
