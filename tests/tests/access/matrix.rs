//! Prints the matrix: a table for each role at each level, a row for each act and deed, a
//! column for each state; what a role never does stands in one line below.

use std::collections::BTreeSet;
use std::fmt::Write;

use leye_app::access::{Access, Deed, Target};
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::case::{ActName, Case, StateName, allowed_acts};
use leye_domain::id::UserName;
use leye_domain::staff::{Actor, Role, Staff};

use super::cases::{self, KIN};
use crate::cast::{CITY, LEVELS, OFFICE, STATION, code, other, own, staff};

const HEAD: &str = "\
Who may do what. Made by `cargo test -p leye-tests access`, which fails when this file no
longer says what the rules and the policies in crates/app/policies say together; accept a
change that is meant with `LEYE_ACCEPT=1 cargo test -p leye-tests access`.

`y` may, `·` may not. Of the two blocks of columns the first is for staff of the case's own
station, office, bureau or city, the second for staff of another agency of that level:

  +  a case that is about to be opened
";

/// The rows below the acts, each with what its columns are.
const COMPLAINTS: &str = "it deals with, about it, about it and asked, elsewhere";
const PLACES: &str = "own or below, elsewhere";
const MOVES: &str = "away from it, to it, elsewhere";
const CHECKS: &str = "own or below, elsewhere, the same once carried out";
const DOCKETS: &str = "own, below, own agency, elsewhere";
const DESKS: &str = "own desk, below, above, elsewhere";

const WIDTH: usize = 22;

struct Printer<'a> {
    access: &'a Access,
    cases: Vec<Case>,
    text: String,
    never: Vec<&'static str>,
}

pub fn print(access: &Access) -> String {
    let mut printer =
        Printer { access, cases: cases::in_every_state(), text: HEAD.to_owned(), never: Vec::new() };
    printer.legend();
    for role in Role::ALL {
        for level in LEVELS {
            let member = |agency: AgencyCode| staff("somebody", role, agency.as_str());
            let title = format!("{} at the {}", role.as_str(), level.as_str());
            printer.table(&title, &member(own(level)), &member(other(level)));
        }
    }
    printer.kin();
    printer.worked_below();
    printer.text
}

fn letter(place: usize) -> char {
    char::from(b"abcdefghijklmnop"[place])
}

fn mark(may: bool) -> char {
    if may { 'y' } else { '·' }
}

impl Printer<'_> {
    fn line(&mut self, text: impl AsRef<str>) {
        self.text.push_str(text.as_ref().trim_end());
        self.text.push('\n');
    }

    fn legend(&mut self) {
        for (place, state) in StateName::ALL.iter().enumerate() {
            self.line(format!("  {}  {}", letter(place), state.as_str()));
        }
    }

    /// What a member of staff may do to cases of their own chain, and another to the same.
    fn table(&mut self, title: &str, own: &Staff, other: &Staff) {
        let letters: String = (0..self.cases.len()).map(letter).collect();
        self.line(format!("\n== {title} =="));
        self.line(format!("{:WIDTH$}  +{letters}   +{letters}", ""));
        for act in ActName::ALL {
            let cells = [own, other].map(|member| self.act_cells(member, *act));
            self.row(act.as_str(), &cells.join("   "), "");
        }
        for deed in [Deed::ReadCase, Deed::RevealCase] {
            let cells = [own, other].map(|member| self.deed_cells(member, deed));
            self.row(deed.as_str(), &cells.join("   "), "");
        }
        for deed in Deed::ALL.into_iter().skip(2) {
            let (cells, places) = self.place_cells(own, other, deed);
            self.row(deed.as_str(), &cells, places);
        }
        if !self.never.is_empty() {
            let never = std::mem::take(&mut self.never);
            self.line("  never:");
            for words in never.chunks(4) {
                self.line(format!("    {}", words.join(", ")));
            }
        }
    }

    fn row(&mut self, word: &'static str, cells: &str, places: &str) {
        if !cells.contains('y') {
            self.never.push(word);
            return;
        }
        let places = if places.is_empty() { String::new() } else { format!("  ({places})") };
        self.line(format!("  {word:WIDTH$}{cells}{places}"));
    }

    /// Rules and policies together, as the use cases ask them.
    fn act_cells(&self, member: &Staff, act: ActName) -> String {
        let mut cells = String::new();
        let new = Target::NewCase(&code(STATION), &cases::household());
        cells.push(match act {
            ActName::Submit => mark(cases::may_submit(member) && self.access.may_act(member, act, new)),
            _ => ' ',
        });
        let actor = Actor::Staff(member.clone());
        for case in &self.cases {
            let by_rules = allowed_acts(case, &actor).contains(&(act, Ok(())));
            cells.push(mark(by_rules && self.access.may_act(member, act, Target::Case(case))));
        }
        cells
    }

    fn deed_cells(&self, member: &Staff, deed: Deed) -> String {
        let may = |case| mark(self.access.may(member, deed, Target::Case(case)));
        std::iter::once(' ').chain(self.cases.iter().map(may)).collect()
    }

    /// The deeds on what is found, written or inspected at a station.
    fn oversight_cells(&self, members: [&Staff; 2], deed: Deed) -> (String, &'static str) {
        let (household, office, station) = (cases::household(), code(OFFICE), code(STATION));
        let mut cells = String::new();
        for member in members {
            // Found by their own agency, or where that supervises nobody by the office.
            let finder = if member.level() == Level::Bureau { &member.agency } else { &office };
            let found = Target::Oversight { agency: &station, finder, household: &household };
            let _ = write!(cells, " {}", mark(self.access.may(member, deed, found)));
        }
        (cells, PLACES)
    }

    /// The deeds on a spot check: before and after it is carried out.
    fn spot_check_cells(&self, members: [&Staff; 2], deed: Deed) -> (String, &'static str) {
        let (household, office, station) = (cases::household(), code(OFFICE), code(STATION));
        let told = [BTreeSet::new(), BTreeSet::from([station])];
        let mut cells = String::new();
        for told in &told {
            for member in members {
                let finder = if member.level() == Level::Bureau { &member.agency } else { &office };
                let drawn = Target::SpotCheck { finder, told, household: &household };
                let _ = write!(cells, " {}", mark(self.access.may(member, deed, drawn)));
            }
        }
        (cells, CHECKS)
    }

    /// The deeds on a docket: one's own at the station, a colleague's there, a colleague's of the same
    /// agency, and one of another chain.
    fn docket_cells(&self, [own, other]: [&Staff; 2], deed: Deed) -> (String, &'static str) {
        let (station, someone) = (code(STATION), UserName::parse("someone").ok());
        let mine = Target::Docket { agency: &own.agency, holder: Some(&own.user) };
        let below = Target::Docket { agency: &station, holder: someone.as_ref() };
        let same = Target::Docket { agency: &own.agency, holder: someone.as_ref() };
        let mut cells = String::new();
        for (by, to) in [(own, mine), (own, below), (own, same), (other, below)] {
            let _ = write!(cells, " {}", mark(self.access.may(by, deed, to)));
        }
        (cells, DOCKETS)
    }

    /// The deeds on a contact that the station and its office know.
    fn contact_cells(&self, members: [&Staff; 2], deed: Deed) -> (String, &'static str) {
        let known = BTreeSet::from([code(STATION), code(OFFICE)]);
        let mut cells = String::new();
        for member in members {
            let _ = write!(cells, " {}", mark(self.access.may(member, deed, Target::Contact(&known))));
        }
        (cells, PLACES)
    }

    /// The deeds on a complaint: dealt with by one's own agency, about it, and dealt with above.
    fn complaint_cells(&self, [own, other]: [&Staff; 2], deed: Deed) -> (String, &'static str) {
        let (station, city) = (code(STATION), code(CITY));
        let here = BTreeSet::from([own.agency.clone(), city.clone()]);
        let above = BTreeSet::from([city.clone()]);
        let mine = Target::Complaint { known: &here, dealing: &own.agency, about: &station, is_asked: false };
        let mine = if own.agency == station {
            Target::Complaint { known: &here, dealing: &station, about: &city, is_asked: false }
        } else {
            mine
        };
        let of = |is_asked| Target::Complaint { known: &above, dealing: &city, about: &own.agency, is_asked };
        let mut cells = String::new();
        for (by, to) in [(own, mine), (own, of(false)), (own, of(true)), (other, mine)] {
            let _ = write!(cells, " {}", mark(self.access.may(by, deed, to)));
        }
        (cells, COMPLAINTS)
    }

    /// The deeds on the desk of an agency.
    fn desk_cells(&self, own: &Staff, other: &Staff, deed: Deed) -> (String, &'static str) {
        let (station, city) = (code(STATION), code(CITY));
        let mut cells = String::new();
        for (member, agency) in [(own, &own.agency), (own, &station), (own, &city), (other, &station)] {
            let _ = write!(cells, " {}", mark(self.access.may(member, deed, Target::Desk(agency))));
        }
        (cells, DESKS)
    }

    /// The deeds on somebody who moves away from the station, and to it.
    fn relocation_cells(&self, own: &Staff, other: &Staff, deed: Deed) -> (String, &'static str) {
        let (station, next) = (code(STATION), code(crate::cast::OTHER_STATION));
        let household = cases::household();
        let away = Target::Relocation { from: &station, to: &next, household: &household };
        let here = Target::Relocation { from: &next, to: &station, household: &household };
        let cells = [(own, away), (own, here), (other, away)]
            .map(|(by, to)| mark(self.access.may(by, deed, to)).to_string());
        (format!(" {}", cells.join(" ")), MOVES)
    }

    /// The deeds on a person's file or on the desk of an agency.
    fn place_cells(&self, own: &Staff, other: &Staff, deed: Deed) -> (String, &'static str) {
        let (station, household) = (code(STATION), cases::household());
        let may = |member: &Staff, target| mark(self.access.may(member, deed, target));
        let both = |target| (format!(" {} {}", may(own, target), may(other, target)), PLACES);
        match deed {
            Deed::ReadDocket | Deed::AnswerDocket | Deed::FindDocket | Deed::LookAtDocket => {
                self.docket_cells([own, other], deed)
            }
            Deed::ReadEmployer | Deed::KeepEmployer => both(Target::Employer(&station)),
            Deed::ReadCase | Deed::RevealCase | Deed::KeepPapers => (String::new(), ""),
            Deed::ReadFinding | Deed::CloseFinding | Deed::ReadWork | Deed::KeepWork => {
                both(Target::Finding(&station, &household))
            }
            Deed::ReadRegister | Deed::KeepRegister | Deed::ReviewHousehold => {
                both(Target::Register(&station, &household))
            }
            Deed::ReadAssistance | Deed::KeepAssistance | Deed::SettleAssistance => {
                both(Target::Assistance(&station, &household))
            }
            Deed::ReadRelocation | Deed::ReleasePerson | Deed::ReceivePerson => {
                self.relocation_cells(own, other, deed)
            }
            Deed::ReadProblem
            | Deed::FindProblem
            | Deed::AnswerProblem
            | Deed::LookAtProblem
            | Deed::ReadGuidance
            | Deed::GiveGuidance
            | Deed::AnswerGuidance
            | Deed::ReadInspection
            | Deed::KeepInspection
            | Deed::ReadRating
            | Deed::AskRating
            | Deed::RevealRating
            | Deed::HandleRating
            | Deed::LookAtRating
            | Deed::AppealRating => self.oversight_cells([own, other], deed),
            Deed::ReadContact | Deed::TakeContact | Deed::KeepContact => {
                self.contact_cells([own, other], deed)
            }
            Deed::ReadComplaint
            | Deed::DealWithComplaint
            | Deed::RevealComplainant
            | Deed::AnswerComplaint => self.complaint_cells([own, other], deed),
            Deed::ReadSpotCheck | Deed::KeepSpotCheck => self.spot_check_cells([own, other], deed),
            Deed::ReadPerson
            | Deed::RevealPerson
            | Deed::AmendPerson
            | Deed::RegisterPerson
            | Deed::ErasePerson => both(Target::Person(&station)),
            Deed::ReadAgency
            | Deed::ManageUsers
            | Deed::ManageAgency
            | Deed::ReadAudit
            | Deed::ImportCalendar
            | Deed::ReadDrafts
            | Deed::KeepDrafts
            | Deed::PublishPack
            | Deed::KeepNameSeals
            | Deed::KeepRoster
            | Deed::CheckDay
            | Deed::ReadCampaigns
            | Deed::KeepCampaigns => self.desk_cells(own, other, deed),
        }
    }

    /// Nobody acts on a case of their own household, whatever they are.
    fn kin(&mut self) {
        for level in [Level::Station, Level::Office, Level::Bureau] {
            let kin = |agency: AgencyCode| Staff {
                identity: Some(KIN.to_owned()),
                ..staff("spouse", Role::Head, agency.as_str())
            };
            let title = format!("head at the {}, of the applicant's household", level.as_str());
            self.table(&title, &kin(own(level)), &kin(other(level)));
        }
    }

    /// Nobody reviews what they worked on at a lower level.
    fn worked_below(&mut self) {
        let ways = [
            (Level::Station, Level::Office),
            (Level::Station, Level::Bureau),
            (Level::Office, Level::Bureau),
        ];
        for (before, now) in ways {
            let plain = self.cases.clone();
            let user = UserName::parse("mover").expect("a sign-in name");
            for case in &mut self.cases {
                case.worked.entry(before).or_default().insert(user.clone());
            }
            let mover = |agency: AgencyCode| staff("mover", Role::Head, agency.as_str());
            let (now_word, before_word) = (now.as_str(), before.as_str());
            let title = format!("head at the {now_word}, who worked on the case at the {before_word}");
            self.table(&title, &mover(own(now)), &mover(other(now)));
            self.cases = plain;
        }
    }
}
