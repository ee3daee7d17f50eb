//! A member of staff and what they want to reach, as the policy engine sees them.

use std::collections::{BTreeSet, HashMap, HashSet};

use cedar_policy::{Entities, Entity, EntityUid, RestrictedExpression, Schema};
use leye_domain::accountability::above;
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::case::Case;
use leye_domain::id::UserName;
use leye_domain::staff::Staff;

use super::{Kind, Target, uid};

type Attributes = HashMap<String, RestrictedExpression>;

/// The entities of one question, with who asks and what for.
pub(super) type Gathered = (Entities, EntityUid, EntityUid);

/// Gathers them; checked against the schema if there is one.
pub(super) fn gather(staff: &Staff, target: Target<'_>, schema: Option<&Schema>) -> Option<Gathered> {
    let mut all = Vec::new();
    let mut agencies = BTreeSet::new();
    let principal = user(staff)?;
    let resource = match target {
        Target::Case(case) => existing(case)?,
        Target::NewCase(station, household) => new_case(station, household)?,
        Target::Person(station) => kept(Kind::Person, "station", station)?,
        Target::Desk(agency) => kept(Kind::Desk, "agency", agency)?,
        Target::Employer(agency) => employer(agency)?,
        Target::Finding(station, household) => about(Kind::Finding, station, household)?,
        Target::Register(station, household) => about(Kind::Register, station, household)?,
        Target::Assistance(station, household) => about(Kind::Assistance, station, household)?,
        Target::Oversight { agency, finder, household } => oversight(agency, finder, household)?,
        Target::Docket { agency, holder } => docket(agency, holder)?,
        Target::Contact(known) => contact(known)?,
        Target::Complaint { known, dealing, about, is_asked } => {
            complaint(known, [dealing, about], is_asked)?
        }
        Target::Relocation { from, to, household } => relocation(from, to, household)?,
        Target::SpotCheck { finder, told, household } => spot_check(finder, told, household)?,
    };
    let place = match target {
        Target::Case(case) => &case.station,
        Target::NewCase(code, _)
        | Target::Finding(code, _)
        | Target::Register(code, _)
        | Target::Assistance(code, _) => code,
        Target::Person(code) | Target::Desk(code) | Target::Employer(code) => code,
        Target::Docket { agency, .. } => agency,
        Target::Contact(known) => {
            known.iter().for_each(|agency| with_those_above(agency, &mut agencies));
            &staff.agency
        }
        Target::Complaint { known, dealing, about, .. } => {
            known.iter().chain([dealing]).for_each(|agency| with_those_above(agency, &mut agencies));
            about
        }
        Target::Oversight { agency, finder, .. } => {
            with_those_above(finder, &mut agencies);
            agency
        }
        Target::Relocation { from, to, .. } => {
            with_those_above(from, &mut agencies);
            to
        }
        Target::SpotCheck { finder, told, .. } => {
            told.iter().for_each(|station| with_those_above(station, &mut agencies));
            finder
        }
    };
    with_those_above(&staff.agency, &mut agencies);
    with_those_above(place, &mut agencies);
    for code in &agencies {
        all.push(agency(code)?);
    }
    let asked = (principal.uid().clone(), resource.uid().clone());
    all.extend([principal, resource]);
    let entities = Entities::from_entities(all, schema).ok()?;
    Some((entities, asked.0, asked.1))
}

fn with_those_above(code: &AgencyCode, into: &mut BTreeSet<AgencyCode>) {
    for level in [Level::Station, Level::Office, Level::Bureau, Level::City] {
        if level >= code.level() {
            into.insert(code.at(level));
        }
    }
}

fn agency(code: &AgencyCode) -> Option<Entity> {
    let above = [Level::Office, Level::Bureau, Level::City].into_iter().find(|l| *l > code.level());
    let parents = above.and_then(|level| agency_uid(&code.at(level))).into_iter().collect::<HashSet<_>>();
    Entity::new(agency_uid(code)?, HashMap::new(), parents).ok()
}

fn agency_uid(code: &AgencyCode) -> Option<EntityUid> {
    uid(Kind::Agency, code.as_str())
}

fn agency_ref(code: &AgencyCode) -> Option<RestrictedExpression> {
    Some(RestrictedExpression::new_entity_uid(agency_uid(code)?))
}

fn text(value: &str) -> RestrictedExpression {
    RestrictedExpression::new_string(value.to_owned())
}

fn user(staff: &Staff) -> Option<Entity> {
    let mut attributes = Attributes::from([
        ("role".to_owned(), text(staff.role.as_str())),
        ("level".to_owned(), text(staff.level().as_str())),
        ("agency".to_owned(), agency_ref(&staff.agency)?),
    ]);
    if let Some(identity) = &staff.identity {
        attributes.insert("identity".to_owned(), text(identity));
    }
    Entity::new(uid(Kind::User, staff.user.as_str())?, attributes, HashSet::new()).ok()
}

fn kept(kind: Kind, attribute: &str, code: &AgencyCode) -> Option<Entity> {
    let attributes = Attributes::from([(attribute.to_owned(), agency_ref(code)?)]);
    Entity::new(uid(kind, code.as_str())?, attributes, HashSet::new()).ok()
}

fn employer(agency: &AgencyCode) -> Option<Entity> {
    let bureau = agency.at(Level::Bureau);
    let attributes = Attributes::from([
        ("agency".to_owned(), agency_ref(agency)?),
        ("bureau".to_owned(), agency_ref(&bureau)?),
    ]);
    Entity::new(uid(Kind::Employer, agency.as_str())?, attributes, HashSet::new()).ok()
}

fn about(kind: Kind, station: &AgencyCode, household: &BTreeSet<String>) -> Option<Entity> {
    let attributes = Attributes::from([
        ("station".to_owned(), agency_ref(station)?),
        ("household".to_owned(), RestrictedExpression::new_set(household.iter().map(|h| text(h)))),
    ]);
    Entity::new(uid(kind, station.as_str())?, attributes, HashSet::new()).ok()
}

fn oversight(agency: &AgencyCode, finder: &AgencyCode, household: &BTreeSet<String>) -> Option<Entity> {
    let attributes = Attributes::from([
        ("agency".to_owned(), agency_ref(agency)?),
        ("finder".to_owned(), agency_ref(finder)?),
        ("household".to_owned(), RestrictedExpression::new_set(household.iter().map(|h| text(h)))),
    ]);
    Entity::new(uid(Kind::Oversight, agency.as_str())?, attributes, HashSet::new()).ok()
}

/// The level above finds, the one above that looks again; at the top one level does both.
fn docket(agency: &AgencyCode, holder: Option<&UserName>) -> Option<Entity> {
    let up = |agency: &AgencyCode| above(agency).unwrap_or_else(|| agency.clone());
    let finder = up(agency);
    let mut attributes = Attributes::from([
        ("agency".to_owned(), agency_ref(agency)?),
        ("finder".to_owned(), agency_ref(&finder)?),
        ("second".to_owned(), agency_ref(&up(&finder))?),
    ]);
    if let Some(holder) = holder {
        let user = RestrictedExpression::new_entity_uid(uid(Kind::User, holder.as_str())?);
        attributes.insert("holder".to_owned(), user);
    }
    Entity::new(uid(Kind::Docket, agency.as_str())?, attributes, HashSet::new()).ok()
}

/// Who knows it may be any of these; it has no agency of its own.
fn contact(known: &BTreeSet<AgencyCode>) -> Option<Entity> {
    let known = known.iter().map(agency_ref).collect::<Option<Vec<_>>>()?;
    let attributes = Attributes::from([("known".to_owned(), RestrictedExpression::new_set(known))]);
    Entity::new(uid(Kind::Contact, "contact")?, attributes, HashSet::new()).ok()
}

fn complaint(
    known: &BTreeSet<AgencyCode>,
    [dealing, about]: [&AgencyCode; 2],
    is_asked: bool,
) -> Option<Entity> {
    let known = known.iter().map(agency_ref).collect::<Option<Vec<_>>>()?;
    let attributes = Attributes::from([
        ("known".to_owned(), RestrictedExpression::new_set(known)),
        ("dealing".to_owned(), agency_ref(dealing)?),
        ("about".to_owned(), agency_ref(about)?),
        ("asked".to_owned(), RestrictedExpression::new_bool(is_asked)),
    ]);
    Entity::new(uid(Kind::Complaint, "complaint")?, attributes, HashSet::new()).ok()
}

fn relocation(from: &AgencyCode, to: &AgencyCode, household: &BTreeSet<String>) -> Option<Entity> {
    let attributes = Attributes::from([
        ("from".to_owned(), agency_ref(from)?),
        ("to".to_owned(), agency_ref(to)?),
        ("household".to_owned(), RestrictedExpression::new_set(household.iter().map(|h| text(h)))),
    ]);
    Entity::new(uid(Kind::Relocation, to.as_str())?, attributes, HashSet::new()).ok()
}

fn spot_check(
    finder: &AgencyCode,
    told: &BTreeSet<AgencyCode>,
    household: &BTreeSet<String>,
) -> Option<Entity> {
    let told = told.iter().map(agency_ref).collect::<Option<Vec<_>>>()?;
    let attributes = Attributes::from([
        ("finder".to_owned(), agency_ref(finder)?),
        ("told".to_owned(), RestrictedExpression::new_set(told)),
        ("household".to_owned(), RestrictedExpression::new_set(household.iter().map(|h| text(h)))),
    ]);
    Entity::new(uid(Kind::SpotCheck, finder.as_str())?, attributes, HashSet::new()).ok()
}

fn existing(case: &Case) -> Option<Entity> {
    let none = BTreeSet::new();
    let at = |level| case.worked.get(&level).unwrap_or(&none);
    case_entity(&Facts {
        id: case.id.as_str(),
        state: case.state().as_str(),
        station: &case.station,
        lies_at: &case.agency(),
        worked: [at(Level::Station), at(Level::Office)],
        household: &case.household.union(&case.representatives).cloned().collect(),
    })
}

fn new_case(station: &AgencyCode, household: &BTreeSet<String>) -> Option<Entity> {
    let none = BTreeSet::new();
    let worked = [&none, &none];
    case_entity(&Facts { id: "new", state: "new", station, lies_at: station, worked, household })
}

struct Facts<'a> {
    id: &'a str,
    state: &'a str,
    station: &'a AgencyCode,
    lies_at: &'a AgencyCode,
    worked: [&'a BTreeSet<UserName>; 2],
    household: &'a BTreeSet<String>,
}

fn case_entity(case: &Facts<'_>) -> Option<Entity> {
    let users = |set: &BTreeSet<UserName>| {
        let uids = set.iter().filter_map(|name| uid(Kind::User, name.as_str()));
        RestrictedExpression::new_set(uids.map(RestrictedExpression::new_entity_uid))
    };
    let attributes = Attributes::from([
        ("state".to_owned(), text(case.state)),
        ("station".to_owned(), agency_ref(case.station)?),
        ("office".to_owned(), agency_ref(&case.station.at(Level::Office))?),
        ("bureau".to_owned(), agency_ref(&case.station.at(Level::Bureau))?),
        ("at".to_owned(), agency_ref(case.lies_at)?),
        ("worked_at_station".to_owned(), users(case.worked[0])),
        ("worked_at_office".to_owned(), users(case.worked[1])),
        ("household".to_owned(), RestrictedExpression::new_set(case.household.iter().map(|h| text(h)))),
    ]);
    Entity::new(uid(Kind::Case, case.id)?, attributes, HashSet::new()).ok()
}
