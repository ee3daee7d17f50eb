//! Who works in the demo, and who of them works on a case.

use leye_domain::agency::{AgencyCode, Level};
use leye_domain::id::UserName;
use leye_domain::staff::{Role, Staff};

use leye_store::AgencyRow;

use super::data::{Desk, StaffSheet};
use super::draw::Draw;
use super::path::What;
use crate::agency::Tree;
use crate::error::AppError;

/// Share of the cases of a station outside the sheet; a whole county has two.
const SHARE: usize = 5;

/// Everybody on the staff.
#[derive(Debug)]
pub(super) struct Cast {
    pub members: Vec<Staff>,
    /// How many of them, from the front, are written by hand.
    pub by_hand: usize,
    stations: Vec<(AgencyCode, Desk)>,
}

/// Who works on one case.
#[derive(Clone, Debug)]
pub(super) struct Team {
    /// Receives the applicant.
    front: Staff,
    /// Makes the initial review.
    initial: Staff,
    office: Staff,
    bureau: Staff,
    /// Annotates the certificate.
    seal: Staff,
    /// Heads of the three agencies, where there are some.
    heads: [Option<Staff>; 3],
}

impl Cast {
    /// The people of the sheet, and in every county of the tree that the sheet leaves out a
    /// bureau, an office and two stations with staff who are made up alike.
    pub(super) fn new(sheet: &StaffSheet, tree: &Tree, names: &dyn Fn() -> String) -> Result<Cast, AppError> {
        let broken = |what: &str| AppError::Rules(format!("staff.toml of the demo: {what} cannot be read"));
        let mut members = Vec::new();
        for member in &sheet.member {
            members.push(Staff {
                user: UserName::parse(&member.name).map_err(|_| broken(&member.name))?,
                name: member.display_name.clone(),
                role: member.role.parse::<Role>().map_err(|()| broken(&member.name))?,
                agency: member.agency.parse().map_err(|_| broken(&member.name))?,
                identity: None,
            });
        }
        let mut stations = Vec::new();
        for desk in sheet.desk.iter().filter(|desk| desk.share > 0) {
            stations.push((desk.agency.parse().map_err(|_| broken(&desk.agency))?, desk.clone()));
        }
        if stations.is_empty() {
            return Err(broken("a desk with a share"));
        }
        let by_hand = members.len();
        let mut cast = Cast { members, by_hand, stations };
        cast.add_other_counties(tree, names)?;
        Ok(cast)
    }

    fn add_other_counties(&mut self, tree: &Tree, names: &dyn Fn() -> String) -> Result<(), AppError> {
        let here: Vec<String> = self.stations.iter().map(|(code, _)| code.county().to_owned()).collect();
        let bureaus = tree.all().filter(|row| row.level == Level::Bureau.as_str());
        for bureau in bureaus.filter(|row| !here.iter().any(|county| row.code.starts_with(county))) {
            let Some((office, stations)) = manned(tree, &bureau.code) else { continue };
            let county: String = bureau.code.chars().take(6).collect();
            for (word, role) in [("bureau", Role::Reviewer), ("bureau-head", Role::Head)] {
                self.members.push(made_up(format!("{word}-{county}"), role, &bureau.code, names())?);
            }
            for (word, role) in [("office", Role::Reviewer), ("office-head", Role::Head)] {
                self.members.push(made_up(format!("{word}-{county}"), role, &office.code, names())?);
            }
            for (number, station) in (1..).zip(stations) {
                let clerk = format!("clerk-{county}-{number}");
                let clerk = made_up(clerk, Role::Clerk, &station.code, names())?;
                let desk = desk(&station.code, &office.name_hans);
                self.stations.push((clerk.agency.clone(), desk));
                self.members.push(clerk);
            }
        }
        Ok(())
    }

    /// The stations one after another.
    pub(super) fn station_in_turn(&self, turn: usize) -> &(AgencyCode, Desk) {
        &self.stations[turn % self.stations.len()]
    }

    /// A station, by its share.
    pub(super) fn station(&self, draw: &Draw) -> &(AgencyCode, Desk) {
        let all: usize = self.stations.iter().map(|(_, desk)| desk.share).sum();
        let mut left = draw.below(all);
        for station in &self.stations {
            if left < station.1.share {
                return station;
            }
            left -= station.1.share;
        }
        self.station_in_turn(0)
    }

    fn of(&self, agency: &AgencyCode, roles: &[Role]) -> Vec<&Staff> {
        self.members.iter().filter(|m| m.agency == *agency && roles.contains(&m.role)).collect()
    }

    /// Who will work on a case of the station.
    pub(super) fn team(&self, station: &AgencyCode, draw: &Draw) -> Result<Team, AppError> {
        let pick = |level: Level, roles: &[Role]| {
            let agency = station.at(level);
            let able = self.of(&agency, roles);
            let missing =
                || AppError::Rules(format!("staff.toml of the demo: nobody does the work of {agency}"));
            if able.is_empty() { Err(missing()) } else { Ok((*draw.one(&able)).clone()) }
        };
        let everyone = [Role::Clerk, Role::Reviewer, Role::Head];
        let reviewers = [Role::Reviewer, Role::Head];
        let head = |level: Level| self.of(&station.at(level), &[Role::Head]).first().map(|h| (*h).clone());
        Ok(Team {
            front: pick(Level::Station, &[Role::Clerk])?,
            initial: pick(Level::Station, &everyone)?,
            office: pick(Level::Office, &reviewers)?,
            bureau: pick(Level::Bureau, &reviewers)?,
            seal: pick(Level::Bureau, &everyone)?,
            heads: [head(Level::Station), head(Level::Office), head(Level::Bureau)],
        })
    }
}

/// The first office of a bureau with two stations, and these.
fn manned<'a>(tree: &'a Tree, bureau: &str) -> Option<(&'a AgencyRow, [&'a AgencyRow; 2])> {
    let real = |row: &&AgencyRow| !row.is_virtual && row.active;
    let offices = tree.all().filter(|row| row.parent.as_deref() == Some(bureau)).filter(real);
    offices.into_iter().find_map(|office| {
        let mut stations = tree.all().filter(|row| row.parent.as_deref() == Some(&office.code)).filter(real);
        Some((office, [stations.next()?, stations.next()?]))
    })
}

/// What a station shows that the sheet does not name.
pub(super) fn desk(station: &str, office: &str) -> Desk {
    Desk {
        agency: station.to_owned(),
        phone: String::new(),
        address: String::new(),
        streets: vec![street(office)],
        share: SHARE,
    }
}

pub(super) fn made_up(user: String, role: Role, agency: &str, name: String) -> Result<Staff, AppError> {
    let broken = || AppError::Rules(format!("{user} of the demo has no place at {agency}"));
    let (code, named) = (agency.parse().map_err(|_| broken())?, UserName::parse(&user));
    Ok(Staff { user: named.map_err(|_| broken())?, name, role, agency: code, identity: None })
}

/// An office's name as an address has it: without the word for its office.
fn street(office: &str) -> String {
    office.trim_end_matches("办事处").to_owned()
}

impl Team {
    /// A team of a clerk, a reviewer at each level, and no head.
    pub(super) fn of(front: &Staff, initial: &Staff, office: &Staff, bureau: &Staff) -> Team {
        Team {
            front: front.clone(),
            initial: initial.clone(),
            office: office.clone(),
            bureau: bureau.clone(),
            seal: bureau.clone(),
            heads: [None, None, None],
        }
    }

    /// Who submits.
    pub(super) fn front(&self) -> &Staff {
        &self.front
    }

    /// Who makes the move while the case lies at the level; none where nobody can.
    pub(super) fn who(&self, what: What, at: Level) -> Option<&Staff> {
        use leye_domain::case::ReceiptStep as R;
        match what {
            What::PassInitialReview
            | What::FailInitialReview
            | What::Dismiss
            | What::Uphold
            | What::Refuse => Some(&self.initial),
            What::PassSecondReview | What::ReturnToStation | What::RecordReceipt(R::SecondReview) => {
                Some(&self.office)
            }
            What::Confirm | What::ReturnToOffice | What::RecordReceipt(R::Confirmation) => Some(&self.bureau),
            What::Annotate => Some(&self.seal),
            What::Extend => self.head(at),
            What::Take if at == Level::Office => Some(&self.office),
            What::Take if at == Level::Bureau => Some(&self.bureau),
            _ => Some(&self.front),
        }
    }

    fn head(&self, level: Level) -> Option<&Staff> {
        let at = match level {
            Level::Station => 0,
            Level::Office => 1,
            Level::Bureau | Level::City => 2,
        };
        self.heads[at].as_ref()
    }
}
