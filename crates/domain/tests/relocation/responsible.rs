//! Whatever is tried in whatever order: at every instant all that is kept of a person lies with
//! one station, which is the one that the moves name, and what is owed stays as it is.

use jiff::Timestamp;
use leye_domain::agency::AgencyCode;
use leye_domain::applicant::{Applicant, ApplicantEvent, Details};
use leye_domain::assistance::{Assistance, AssistanceEvent, Because, OwedKind, Rhythm, Terms};
use leye_domain::employment::{Contract, EmploymentEvent, Employments, JobFacts, JobKind};
use leye_domain::followup::{Plan, Planned, Slot, Target};
use leye_domain::id::RelocationId;
use leye_domain::person::RetirementClass;
use leye_domain::registration::{CertificateKind, Registration, RegistrationEvent};
use leye_domain::relocation::{
    Followed, Holdings, NewRelocation, Relocation, RelocationAct, Side, follow, register,
};
use leye_domain::standing::{ExitReason, Screened, Standing};
use proptest::prelude::*;

use super::{FAR, NEW, OLD, TODAY, accept, at, code, new, person, tried};

/// All that is kept of a person.
struct File {
    person: Applicant,
    assistance: Assistance,
    jobs: Employments,
    registration: Registration,
    standing: Standing,
    open: Option<Relocation>,
    moves: u64,
}

fn applicant() -> Applicant {
    let details = Details {
        number: "23010219700101123X".into(),
        name: "祁試".into(),
        phone: String::new(),
        address: "舊街一號".into(),
        retirement_class: RetirementClass::Male,
        certificate: String::new(),
        household: Vec::new(),
    };
    let (id, station) = (person(), code(OLD));
    let registered = ApplicantEvent::PersonRegistered { id, station, details: details.into() };
    Applicant::fold([&registered]).expect("as it is written here")
}

fn assistance() -> Assistance {
    let soon = Terms { name_helper: at(90), set_class: at(90), sign_agreement: at(190) };
    let opened = AssistanceEvent::AssistanceOpened {
        person: person(),
        station: code(OLD),
        on: TODAY,
        because: Because::Household,
        grounds: std::collections::BTreeSet::from(["C1.1".to_owned()]).into(),
        terms: soon,
    };
    let class = AssistanceEvent::ClassSet {
        class: "A".into(),
        rhythm: Rhythm::Days(7),
        on: TODAY,
        reason: "急".to_owned().into(),
    };
    Assistance::fold([(&opened, "service", at(0)), (&class, "li.na", at(0))]).expect("it follows")
}

fn jobs() -> Employments {
    let facts = JobFacts {
        kind: JobKind::Flexible,
        workplace: None.into(),
        work: "packing".to_owned().into(),
        start: TODAY,
        contract: Contract::None.into(),
        insurance: std::collections::BTreeSet::new().into(),
        pay: None.into(),
        lives_alone: false.into(),
    };
    let registered = EmploymentEvent::EmploymentRegistered {
        person: person(),
        station: code(OLD),
        employment: 1,
        facts,
        on: TODAY,
        follows: true,
    };
    let visit = |month: u16| Planned {
        slot: Slot { month, target: Target::Person },
        opens: TODAY,
        due: TODAY.saturating_add(jiff::ToSpan::months(i64::from(month))),
    };
    let plan = Plan {
        visits: vec![visit(1), visit(3), visit(6)],
        without: Vec::new().into(),
        over_on: visit(6).due,
    };
    let opened = EmploymentEvent::FollowUpOpened { employment: 1, plan };
    Employments::fold([(&registered, "li.na", at(0)), (&opened, "li.na", at(0))]).expect("it follows")
}

fn registration() -> Registration {
    let opened = RegistrationEvent::RegistrationOpened { person: person(), station: code(OLD) };
    let applied = RegistrationEvent::CertificateApplied {
        on: TODAY,
        what: CertificateKind::New,
        note: "初次".to_owned().into(),
        due: at(240),
    };
    Registration::fold([&opened, &applied]).expect("it follows")
}

fn standing() -> Standing {
    let (article, used) = ("E2".to_owned(), std::collections::BTreeMap::new());
    let reasons = vec![ExitReason { article, grounds: Vec::new(), used }];
    let none = Standing::new(person(), code(OLD));
    let found = none.screened(Screened { reasons, ends: Vec::new() }, at(300));
    none.with(&found).expect("it follows")
}

impl File {
    fn new() -> File {
        let (person, open, moves) = (applicant(), None, 0);
        File {
            person,
            assistance: assistance(),
            jobs: jobs(),
            registration: registration(),
            standing: standing(),
            open,
            moves,
        }
    }

    /// What is owed besides the helper, and by when.
    fn owed(&self) -> String {
        let of_assistance: Vec<_> =
            self.assistance.owed().into_iter().map(|owed| (owed.kind, owed.by)).collect();
        let certificate = self.registration.application.as_ref().map(|open| open.due);
        let review = self.standing.review.as_ref().map(|review| review.due);
        let of_assistance =
            of_assistance.into_iter().filter(|(kind, _)| *kind != OwedKind::NameHelper).collect::<Vec<_>>();
        format!("{of_assistance:?} {:?} {certificate:?} {review:?}", self.jobs.owed())
    }

    fn keepers(&self) -> [&AgencyCode; 5] {
        [
            &self.person.station,
            &self.assistance.station,
            &self.jobs.station,
            &self.registration.station,
            &self.standing.station,
        ]
    }

    fn follows(mut self, relocation: Relocation, now: Timestamp) -> File {
        let holdings = Holdings {
            person: &self.person,
            assistance: Some(&self.assistance),
            jobs: Some(&self.jobs),
            registration: Some(&self.registration),
            standing: Some(&self.standing),
        };
        let Followed { person, assistance, jobs, registration, standing } =
            follow(&relocation, holdings, at(500));
        self.person = person.iter().try_fold(self.person, Applicant::after).expect("it follows");
        let mut assisted = assistance.iter().map(|event| (event, "wang.fang", now));
        self.assistance = assisted.try_fold(self.assistance, Assistance::after).expect("it follows");
        let mut worked = jobs.iter().map(|event| (event, "wang.fang", now));
        self.jobs = worked.try_fold(self.jobs, Employments::after).expect("it follows");
        self.registration = self.registration.with(&registration).expect("it follows");
        self.standing = self.standing.with(&standing).expect("it follows");
        self.open = Some(relocation).filter(Relocation::is_open);
        self
    }

    /// Tries something at a station; what may not be done changes nothing.
    fn tries(self, which: u8, agency: &str, now: Timestamp) -> File {
        let Some(open) = self.open.clone() else { return self.begins(which, agency, now) };
        let act = match which {
            0 => RelocationAct::Release,
            1 => accept(),
            2 => RelocationAct::Refuse { reason: "不屬本社區".into() },
            3 => RelocationAct::Withdraw { reason: "不遷了".into() },
            _ => return self.begins(which, agency, now),
        };
        let Ok(event) = tried(&open, act, agency, true) else { return self };
        let after = open.after(&event, "li.na", now).expect("it follows");
        self.follows(after, now)
    }

    fn begins(mut self, which: u8, agency: &str, now: Timestamp) -> File {
        let by = if which.is_multiple_of(2) { Side::From } else { Side::To };
        self.moves += 1;
        // Another station of the county, and one of another county.
        let there = [OLD, NEW, FAR].map(code).into_iter().filter(|one| *one != self.person.station);
        let there = there.cycle().nth(usize::from(which / 2)).expect("two others");
        let to = if by == Side::From { there } else { code(agency) };
        let id = RelocationId::new("230102", self.moves);
        let under_way = self.person.moving.clone();
        let new =
            NewRelocation { id: id.clone(), from: self.person.station.clone(), to, under_way, ..new(by) };
        let Ok(event) = register(new, TODAY, at(24)) else { return self };
        let begun = ApplicantEvent::RelocationBegun { relocation: id };
        self.person = self.person.after(&begun).expect("none was under way");
        self.open = Relocation::fold([(&event, "li.na", now)]);
        self
    }
}

proptest! {
    #[test]
    fn one_station_answers_at_every_instant(steps in prop::collection::vec((0u8..8, 0usize..3), 0..60)) {
        let mut file = File::new();
        let owed = file.owed();
        for (hour, (which, agency)) in steps.into_iter().enumerate() {
            let before = file.person.station.clone();
            let accepts = file.open.clone();
            let now = at(i64::try_from(hour).expect("few"));
            file = file.tries(which, [OLD, NEW, FAR][agency], now);
            let keeper = file.person.station.clone();
            prop_assert!(file.keepers().iter().all(|station| **station == keeper), "{:?}", file.keepers());
            prop_assert_eq!(file.owed(), owed.clone(), "a day changed, was lost or doubled");
            if let Some(open) = &file.open {
                prop_assert_eq!(open.responsible(), &keeper);
                prop_assert_eq!(file.person.moving.as_ref(), Some(&open.id));
            } else {
                prop_assert_eq!(&file.person.moving, &None);
            }
            if keeper != before {
                let moved = accepts.expect("nobody moves without a move");
                prop_assert_eq!((&moved.from, &moved.to), (&before, &keeper));
                let helper = file.assistance.helper.as_ref().map(|helper| helper.user.as_str());
                prop_assert_eq!(helper, Some("wang.fang"));
            }
        }
    }
}
