//! Where the year happens: stations of the real tree with their staff, and people whose
//! determinations are made there in the weeks before, or taken over from a register.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Span;
use jiff::civil::Date;
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::id::PersonId;
use leye_domain::person::RetirementClass;
use leye_domain::staff::{Role, Staff};
use leye_pack::AgencyLevel;

use super::YearOptions;
use crate::demo::cast::{Team, desk, made_up};
use crate::demo::data::{Data, Desk};
use crate::demo::days::Days;
use crate::demo::draw::Draw;
use crate::demo::plan::{Plan, determined};
use crate::demo::play::Player;
use crate::demo::resident::{Resident, Town};
use crate::demo::{add_people, midnight, seem_to_be};
use crate::error::AppError;
use crate::import::{By, Kind, Reading, Request};
use crate::{App, TimeSource};

/// One of so many people is determined here, at all three levels; the others are taken over.
const ONE_APPLIES_OF: usize = 5;
/// The days before the year in which these are.
const DAYS_BEFORE: i64 = 100;
/// Draws of a number that nobody has yet.
const TRIES: usize = 1_000;

/// A station with who works there: two clerks, then the head.
#[derive(Debug)]
pub(super) struct Station {
    pub code: AgencyCode,
    pub staff: Vec<Staff>,
    /// Their sign-in names.
    pub names: Vec<String>,
    desk: Desk,
}

/// An agency above stations, with who looks at their lists.
#[derive(Debug)]
pub(super) struct Above {
    pub code: AgencyCode,
    pub staff: Staff,
}

/// Somebody who lives there.
#[derive(Debug)]
pub(super) struct Dweller {
    pub id: PersonId,
    pub name: String,
    /// The place of the station.
    pub station: usize,
}

/// All of it.
#[derive(Debug, Default)]
pub(super) struct Place {
    pub stations: Vec<Station>,
    pub above: Vec<Above>,
    pub people: Vec<Dweller>,
}

/// Makes agencies, staff and people; at its end the year begins.
pub(super) async fn settle(app: &App, data: &Data, options: &YearOptions) -> Result<Place, AppError> {
    let draw = Draw::new(options.seed);
    let first = options.first()?;
    let before = first.saturating_sub(Span::new().days(DAYS_BEFORE));
    let chosen = chosen(app, options.stations)?;
    let counties: BTreeSet<&str> = chosen.iter().map(AgencyCode::county).collect();
    let counties: Vec<&str> = counties.into_iter().collect();
    app.load_agencies(Some(&counties)).await?;
    let tree = app.tree();
    let town = Town { data, pack: &app.rules().pack(), tree: &tree, draw: &draw };
    let mut place = manned(app, &town, &chosen)?;
    let everybody =
        place.stations.iter().flat_map(|one| &one.staff).chain(place.above.iter().map(|one| &one.staff));
    let everybody: Vec<Staff> = everybody.cloned().collect();
    TimeSource::during(midnight(app, before)?, add_people(app, everybody.iter(), &options.password)).await?;
    let residents = residents(&town, &place.stations, options.people, before)?;
    applied(app, data, &mut place, &residents, (before, first, options.seed)).await?;
    seem_to_be(app, first).await?;
    taken_over(app, &mut place, &residents, before).await?;
    Ok(place)
}

/// The stations, some of every office, in the order of the tree.
fn chosen(app: &App, count: usize) -> Result<Vec<AgencyCode>, AppError> {
    let of_office = 1 + count / 20;
    let mut taken: BTreeMap<AgencyCode, usize> = BTreeMap::new();
    let mut chosen = Vec::new();
    for row in &app.rules().pack().agencies {
        if row.level != AgencyLevel::Station || row.is_virtual || chosen.len() == count {
            continue;
        }
        let Ok(code) = row.code.parse::<AgencyCode>() else { continue };
        let so_far = taken.entry(code.at(Level::Office)).or_default();
        if *so_far < of_office {
            *so_far += 1;
            chosen.push(code);
        }
    }
    if chosen.len() == count { Ok(chosen) } else { Err(AppError::field("stations", "too-many")) }
}

fn manned(app: &App, town: &Town<'_>, chosen: &[AgencyCode]) -> Result<Place, AppError> {
    let mut place = Place::default();
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut staff = |word: &str, role: Role, code: &AgencyCode| {
        let county = code.county();
        let number = numbers.entry(format!("{word}-{county}")).or_default();
        *number += 1;
        made_up(format!("{word}-{county}-{number}"), role, code.as_str(), town.worker())
    };
    let tree = app.tree();
    for code in chosen {
        for level in [Level::Office, Level::Bureau] {
            let code = code.at(level);
            if place.above.iter().all(|one| one.code != code) {
                let staff = staff(level.as_str(), Role::Reviewer, &code)?;
                place.above.push(Above { code, staff });
            }
        }
        let office = code.at(Level::Office);
        let office = tree.get(office.as_str()).map(|row| row.name_hans.clone()).unwrap_or_default();
        let here = vec![
            staff("clerk", Role::Clerk, code)?,
            staff("clerk", Role::Clerk, code)?,
            staff("head", Role::Head, code)?,
        ];
        let names = here.iter().map(|one| one.user.as_str().to_owned()).collect();
        let desk = desk(code.as_str(), &office);
        place.stations.push(Station { code: code.clone(), staff: here, names, desk });
    }
    Ok(place)
}

/// People with numbers of their own, at the stations in turn.
fn residents(
    town: &Town<'_>,
    stations: &[Station],
    count: usize,
    on: Date,
) -> Result<Vec<(usize, Resident)>, AppError> {
    let mut numbers = BTreeSet::new();
    let mut residents = Vec::with_capacity(count);
    for place in (0..stations.len()).cycle().take(count) {
        let new = (0..TRIES).map(|_| town.resident(&stations[place].desk, on));
        let mut own = new.filter(|one| !numbers.contains(&one.details.number));
        let resident = own.next().ok_or_else(|| AppError::field("people", "too-many"))?;
        numbers.insert(resident.details.number.clone());
        residents.push((place, resident));
    }
    Ok(residents)
}

/// Those who apply in the weeks before, and are determined at all three levels.
async fn applied(
    app: &App,
    data: &Data,
    place: &mut Place,
    residents: &[(usize, Resident)],
    (before, first, seed): (Date, Date, u64),
) -> Result<(), AppError> {
    let close = app.rules().pack().close_of_business;
    let days = Days::new(app.rules().policy(first), close, before, first);
    let draw = Draw::new(!seed);
    let mut plans: Vec<(usize, Plan)> = Vec::new();
    for (number, (at, _)) in residents.iter().enumerate().step_by(ONE_APPLIES_OF) {
        let station = &place.stations[*at];
        let above = |level| {
            let of = |one: &&Above| one.code == station.code.at(level);
            place.above.iter().find(of).map(|one| &one.staff).ok_or(AppError::NotFound)
        };
        let (office, bureau) = (above(Level::Office)?, above(Level::Bureau)?);
        let team = Team::of(&station.staff[0], &station.staff[1], office, bureau);
        let desk = (station.code.clone(), station.desk.clone());
        plans.push((number, determined(desk, team, &days, &draw)?));
    }
    plans.sort_by_key(|(_, plan)| plan.at.first().copied());
    let (whom, plans): (Vec<usize>, Vec<Plan>) = plans.into_iter().unzip();
    let who = whom.iter().enumerate().map(|(at, number)| (at, residents[*number].1.clone()));
    let who: Vec<(usize, Resident)> = who.collect();
    let (cases, people) = (vec![None; plans.len()], vec![None; plans.len()]);
    let mut player = Player {
        app,
        phrases: &data.phrases,
        draw: &draw,
        seed,
        plans: &plans,
        residents: &who,
        close,
        cases,
        people,
    };
    player.play(before, first, &|_, _| {}).await?;
    for (number, id) in whom.iter().zip(player.people) {
        let (station, resident) = &residents[*number];
        let (id, name) = (id.ok_or(AppError::NotFound)?, resident.details.name.clone());
        place.people.push(Dweller { id, name, station: *station });
    }
    Ok(())
}

/// Those whose determination stands in the register that the service takes over.
async fn taken_over(
    app: &App,
    place: &mut Place,
    residents: &[(usize, Resident)],
    on: Date,
) -> Result<(), AppError> {
    let others = residents.iter().enumerate().filter(|(number, _)| number % ONE_APPLIES_OF != 0);
    let others: Vec<&(usize, Resident)> = others.map(|(_, one)| one).collect();
    if others.is_empty() {
        return Ok(());
    }
    let request = Request {
        kind: Kind::People,
        name: "year.csv".to_owned(),
        bytes: register(&others, &place.stations, on)?,
        reading: Reading::default(),
        agency: None,
        by: By::Console("year".to_owned()),
        dry_run: false,
        skip_bad: false,
    };
    let report = app.import(&request, &|_, _| {}).await?;
    if let Some(fault) = report.faults.first() {
        let what = format!("the register of the year is not taken over: {} {:?}", fault.code, fault.field);
        return Err(AppError::Rules(what));
    }
    for (station, resident) in others {
        let hash = app.identity_hash(&resident.details.number);
        let county = place.stations[*station].code.county();
        let row = app.store().find_person_by_hash(county, &hash).await?.ok_or(AppError::NotFound)?;
        let id = PersonId::parse(&row.id).map_err(|_| AppError::NotFound)?;
        place.people.push(Dweller { id, name: resident.details.name.clone(), station: *station });
    }
    Ok(())
}

fn register(who: &[&(usize, Resident)], stations: &[Station], on: Date) -> Result<Vec<u8>, AppError> {
    let broken = |error: csv::Error| AppError::Rules(format!("the register of the year: {error}"));
    let mut csv = csv::Writer::from_writer(Vec::new());
    let heading =
        ["identity number", "name", "class", "phone", "address", "station", "category", "determined on"];
    csv.write_record(heading).map_err(broken)?;
    for (station, resident) in who {
        let one = &resident.details;
        let class = match one.retirement_class {
            RetirementClass::Male => "male",
            RetirementClass::Female55 => "female-55",
            RetirementClass::Female50 => "female-50",
        };
        let (station, day) = (stations[*station].code.as_str(), on.to_string());
        let category = resident.claimed.first().map_or("", String::as_str);
        let row = [&one.number, &one.name, class, &one.phone, &one.address, station, category, &day];
        csv.write_record(row).map_err(broken)?;
    }
    csv.into_inner().map_err(|error| AppError::Rules(format!("the register of the year: {error}")))
}
