//! Who works in the demo, and who of them works on a case.

use leye_domain::agency::{AgencyCode, Level};
use leye_domain::id::UserName;
use leye_domain::staff::{Role, Staff};

use super::data::{Desk, StaffSheet};
use super::draw::Draw;
use super::path::What;
use crate::error::AppError;

/// Everybody on the staff.
#[derive(Debug)]
pub(super) struct Cast {
    pub members: Vec<Staff>,
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
    pub(super) fn new(sheet: &StaffSheet) -> Result<Cast, AppError> {
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
        Ok(Cast { members, stations })
    }

    /// The counties whose agencies the demo needs.
    pub(super) fn counties(&self) -> Vec<&str> {
        let mut counties: Vec<&str> = self.stations.iter().map(|(code, _)| code.county()).collect();
        counties.sort_unstable();
        counties.dedup();
        counties
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

impl Team {
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
