//! A demo: the real agencies of the whole city, staff of every role in every county, and
//! residents who do not exist with cases in every state. Nothing is written past the use
//! cases: the clock walks from day to day, and each act meets the guard that it meets at
//! work.
//!
//! * `path` says which lives a case may lead and where the demo leaves it,
//! * `plan` and `days` put the moves on working days,
//! * `resident` and `cast` make the people,
//! * `play` makes the moves,
//! * [`year`] lives through a whole year of follow-up and holds every list against a count of its own.

mod assist;
mod cast;
mod data;
mod days;
mod draw;
mod known;
mod path;
mod plan;
mod play;
mod resident;
pub mod year;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use leye_domain::staff::{Role, Staff};
use serde::Serialize;

use crate::error::AppError;
use crate::user::NewUser;
use crate::{App, TimeSource};
use cast::Cast;
use data::Data;
use days::Days;
use draw::Draw;
use plan::Plan;
use play::Player;
use resident::{Resident, Town};

/// What the demo shall be.
#[derive(Clone)]
pub struct DemoOptions {
    /// How many cases.
    pub cases: usize,
    /// The same seed gives the same people, choices and days.
    pub seed: u64,
    /// The password of everybody on the staff.
    pub password: String,
    /// The last day of the demo's life, on which nothing has happened yet. The first is
    /// 1 January of the year before. When it is not today, the training clock is set so
    /// that it seems to be.
    pub until: Date,
}

/// A name to sign in with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SignInName {
    /// Sign-in name.
    pub name: String,
    /// Name as on papers.
    pub display_name: String,
    /// Role.
    pub role: String,
    /// Agency code.
    pub agency: String,
    /// The agency in Simplified script.
    pub agency_hans: String,
    /// The agency in Traditional script.
    pub agency_hant: String,
    /// Whether it is one of many that are made alike, one county as the other.
    pub alike: bool,
}

/// What a demo holds.
#[derive(Clone, Serialize)]
pub struct DemoReport {
    /// Who may sign in.
    pub sign_ins: Vec<SignInName>,
    /// The password of all of them.
    pub password: String,
    /// Cases by state, on the eve of the last day.
    pub counts: BTreeMap<String, usize>,
    /// Staff by role.
    pub staff: BTreeMap<String, usize>,
    /// Agencies by level.
    pub agencies: BTreeMap<String, usize>,
    /// Residents with a file.
    pub people: usize,
    /// Cases.
    pub cases: usize,
}

/// Whether a sign-in name is one of those made alike, one county as the other: it ends in the
/// county, such as `office-230109`, and perhaps in a number, such as `clerk-230109-1`.
pub fn is_alike(name: &str) -> bool {
    let is_county = |part: &str| part.len() == 6 && part.bytes().all(|byte| byte.is_ascii_digit());
    name.split('-').skip(1).any(is_county)
}

/// Fills empty storage and makes it a training storage. `progress` is told how many moves
/// are made, of how many. Afterwards the clock runs.
///
/// # Errors
/// [`AppError::NotTraining`] on storage that holds real cases, [`AppError::Rules`] on a
/// demo that is filled already, a fault of the field `password`; storage failures.
pub async fn fill(
    app: &App,
    options: DemoOptions,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<DemoReport, AppError> {
    app.begin(true).await?;
    if app.store.has_cases().await? {
        let what = "this storage is filled already; name another folder with --data, or remove this one";
        return Err(AppError::Rules(what.to_owned()));
    }
    // First: what the service itself does at the end, and the report, go by that clock too.
    seem_to_be(app, options.until).await?;
    run(app, &options, progress).await
}

async fn run(
    app: &App,
    options: &DemoOptions,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<DemoReport, AppError> {
    let data = Data::read()?;
    let draw = Draw::new(options.seed);
    let first = Date::new(options.until.year() - 1, 1, 1).map_err(|e| AppError::Rules(e.to_string()))?;
    let cast = TimeSource::during(midnight(app, first)?, settle_in(app, &data, options)).await?;

    let close = app.rules.pack().close_of_business;
    let days = Days::new(app.rules.policy(options.until), close, first, options.until);
    let plans = plan::plans(options.cases, &cast, &days, &draw)?;
    let tree = app.tree();
    let town = Town { data: &data, pack: &app.rules.pack(), tree: &tree, draw: &draw };
    let residents = populate(&plans, &town, app);
    let people = residents.iter().map(|(person, _)| person + 1).max().unwrap_or_default();
    let mut player = Player {
        app,
        phrases: &data.phrases,
        draw: &draw,
        seed: options.seed,
        plans: &plans,
        residents: &residents,
        close,
        cases: vec![None; plans.len()],
        people: vec![None; people],
    };
    player.play(first, options.until, progress).await?;
    assist::play(&player, options.until).await?;
    report(app, options, &cast, &player).await
}

/// Agencies and staff, before anybody applies.
async fn settle_in(app: &App, data: &Data, options: &DemoOptions) -> Result<Cast, AppError> {
    app.load_agencies(None).await?;
    let tree = app.tree();
    let draw = Draw::new(!options.seed);
    let town = Town { data, pack: &app.rules.pack(), tree: &tree, draw: &draw };
    let cast = Cast::new(&data.sheet, &tree, &|| town.worker())?;
    furnish(app, data, &cast).await?;
    add_people(app, cast.members.iter(), &options.password).await?;
    Ok(cast)
}

/// Telephones and addresses, as the administrator enters them.
async fn furnish(app: &App, data: &Data, cast: &Cast) -> Result<(), AppError> {
    let Some(admin) = cast.members.iter().find(|member| member.role == Role::Administrator) else {
        return Ok(());
    };
    for desk in &data.sheet.desk {
        if let Some(row) = app.tree().get(&desk.agency).cloned() {
            let row =
                leye_store::AgencyRow { phone: desk.phone.clone(), address: desk.address.clone(), ..row };
            app.change_agency(admin, row).await?;
        }
    }
    Ok(())
}

async fn add_people<'a>(
    app: &App,
    members: impl Iterator<Item = &'a Staff>,
    password: &str,
) -> Result<(), AppError> {
    let new = |member: &Staff| NewUser {
        name: member.user.as_str().to_owned(),
        display_name: member.name.clone(),
        role: member.role.as_str().to_owned(),
        agency: member.agency.as_str().to_owned(),
        password: password.to_owned(),
        must_change: false,
    };
    app.add_users_alike(password, members.map(new).collect()).await
}

/// Who applies in each plan: somebody new, or somebody whose earlier application at the
/// same station was refused or withdrawn. The number tells people apart.
fn populate(plans: &[Plan], town: &Town<'_>, app: &App) -> Vec<(usize, Resident)> {
    let mut residents: Vec<(usize, Resident)> = Vec::with_capacity(plans.len());
    let mut may_return: Vec<usize> = Vec::new();
    let mut people = 0;
    for (number, plan) in plans.iter().enumerate() {
        let back = may_return.iter().position(|&before| {
            let before = &plans[before];
            before.station == plan.station && before.at.last() < plan.at.first()
        });
        let resident = match back.filter(|_| town.draw.in_hundred(40)) {
            Some(at) => residents[may_return.remove(at)].clone(),
            None => {
                let day = plan.at.first().map_or(Date::MIN, |at| app.rules.zone().to_datetime(*at).date());
                people += 1;
                (people - 1, town.resident(&plan.desk, day))
            }
        };
        if !plan.end.is_open() && plan.end.state != path::COMPLETED.state {
            may_return.push(number);
        }
        residents.push(resident);
    }
    residents
}

async fn report(
    app: &App,
    options: &DemoOptions,
    cast: &Cast,
    player: &Player<'_>,
) -> Result<DemoReport, AppError> {
    let mut counts = BTreeMap::new();
    for case in player.cases.iter().flatten() {
        let (case, _) = app.settled(&case.id).await?;
        *counts.entry(case.state().as_str().to_owned()).or_default() += 1;
    }
    let tree = app.tree();
    let sign_in = |(number, member): (usize, &Staff)| {
        let agency = tree.get(member.agency.as_str());
        SignInName {
            name: member.user.as_str().to_owned(),
            display_name: member.name.clone(),
            role: member.role.as_str().to_owned(),
            agency: member.agency.as_str().to_owned(),
            agency_hans: agency.map(|row| row.name_hans.clone()).unwrap_or_default(),
            agency_hant: agency.map(|row| row.name_hant.clone()).unwrap_or_default(),
            alike: number >= cast.by_hand,
        }
    };
    Ok(DemoReport {
        sign_ins: cast.members.iter().enumerate().map(sign_in).collect(),
        password: options.password.clone(),
        counts,
        staff: counted(cast.members.iter().map(|member| member.role.as_str())),
        agencies: counted(tree.all().map(|row| row.level.as_str())),
        people: player.people.iter().flatten().count(),
        cases: player.cases.iter().flatten().count(),
    })
}

fn counted<'a>(words: impl Iterator<Item = &'a str>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for word in words {
        *counts.entry(word.to_owned()).or_default() += 1;
    }
    counts
}

/// Hours of the day at which the training clock may begin: all that is due today still is.
const HOURS: std::ops::Range<i8> = 9..15;
/// Where it begins in the evening, at night and early in the morning. Else the notices that end
/// today would have ended, and whoever looks at the demo after work would find none.
const MORNING: Time = Time::constant(10, 0, 0, 0);

/// Sets the training clock so that today is the day, at an hour at which agencies are open.
async fn seem_to_be(app: &App, day: Date) -> Result<(), AppError> {
    let failed = |error: jiff::Error| AppError::Rules(error.to_string());
    let system = crate::TimeSource::system();
    let now = app.rules.zone().to_datetime(system).time();
    let hour = if HOURS.contains(&now.hour()) { now } else { MORNING };
    let begins = day.to_datetime(hour).to_zoned(app.rules.zone().clone()).map_err(failed)?;
    let ahead = begins.timestamp().duration_since(system);
    app.store.put_setting(crate::training::AHEAD, &ahead.as_micros().to_string()).await?;
    app.time.set_ahead(ahead);
    Ok(())
}

fn midnight(app: &App, day: Date) -> Result<Timestamp, AppError> {
    let start = day.to_zoned(app.rules.zone().clone()).map_err(|e| AppError::Rules(e.to_string()))?;
    Ok(start.timestamp())
}
