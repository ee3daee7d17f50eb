//! A station of three, the rules that tests go by, and a way to say what happens on which day.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::{Date, date, time};
use jiff::tz::TimeZone;
use leye_domain::assistance::{
    Assistance, AssistanceAct, AssistanceEvent, AssistanceReason, AssistanceRules, Because, ClassRule,
    Context, ExitRule, Opening, RefusalRule, Rhythm, ServiceRule, decide, open,
};
use leye_domain::calendar::Calendar;
use leye_domain::clock::Budget;
use leye_domain::id::{CaseId, PersonId, UserName};
use leye_domain::policy::{ExtensionRule, Limit, Policy};
use leye_domain::staff::{Role, Staff};

pub const STATION: &str = "230102001001";
pub const MONDAY: Date = date(2026, 11, 2);

pub fn user(name: &str) -> UserName {
    UserName::parse(name).expect("a sign-in name")
}

pub fn staff(name: &str) -> Staff {
    let role = if name == "head" { Role::Head } else { Role::Clerk };
    let agency = STATION.parse().expect("a code");
    Staff { user: user(name), name: name.to_owned(), role, agency, identity: None }
}

pub fn grounds(codes: &str) -> BTreeSet<String> {
    codes.split_whitespace().map(str::to_owned).collect()
}

pub fn rules() -> AssistanceRules {
    let limit = |(name, days): (&str, u16)| {
        (name.to_owned(), Limit { budget: Budget::working(days), article: "A7".to_owned() })
    };
    let terms =
        [("name_helper", 2), ("set_class", 5), ("sign_agreement", 10), ("take_over", 2), ("objection", 5)];
    let class = |(code, rhythm): (&str, Rhythm)| ClassRule { code: code.to_owned(), rhythm };
    let exit = |article: &str, ends: &str, hearing| ExitRule {
        article: article.to_owned(),
        grounds: grounds(ends),
        hearing,
    };
    let service =
        |kind: &str, floor| ServiceRule { kind: kind.to_owned(), floor, counts_offers: kind == "job_offer" };
    AssistanceRules {
        limits: terms.into_iter().chain([("settle_exit", 5)]).map(limit).collect(),
        classes: [("A", Rhythm::Days(7)), ("B", Rhythm::Months(1)), ("C", Rhythm::Months(3))]
            .into_iter()
            .map(class)
            .collect(),
        services: vec![service("guidance", 1), service("job_offer", 3), service("training", 1)],
        exits: vec![
            exit("E2", "", false),
            exit("E8", "", false),
            exit("E12", "C1.4", false),
            exit("R1", "", true),
        ],
        refusals: Some(RefusalRule { most: 3, months: 6, article: "E8".to_owned() }),
    }
}

pub fn policy() -> Policy {
    Policy {
        id: "test".to_owned(),
        hash: String::new(),
        limits: BTreeMap::new(),
        extension: ExtensionRule { most: 1, times: 1 },
        general: Vec::new(),
        categories: Vec::new(),
        remedies: Vec::new(),
        youngest: 16,
        calendar: Calendar::new(Vec::new()).or_provisional(),
        zone: TimeZone::get("Asia/Shanghai").expect("a zone"),
    }
}

pub fn morning(day: Date) -> Timestamp {
    let at = day.to_datetime(time(9, 0, 0, 0)).to_zoned(policy().zone).expect("an instant");
    at.timestamp()
}

pub fn opening(codes: &str) -> Opening {
    Opening {
        person: PersonId::new("230102", 7),
        station: STATION.parse().expect("a code"),
        because: Because::Determined { case: CaseId::new("230102", 2026, 1) },
        grounds: grounds(codes),
        helper: None,
    }
}

/// Somebody's assistance with all that happened in it.
#[derive(Clone, Debug)]
pub struct World {
    pub now: Assistance,
    pub events: Vec<(AssistanceEvent, String, Timestamp)>,
}

impl World {
    /// Opened on a Monday, for these grounds.
    pub fn opened(codes: &str) -> World {
        let events = open(None, opening(codes), &rules(), (&policy(), time(17, 0, 0, 0), morning(MONDAY)));
        let events = events.expect("it opens");
        let now = Assistance::begun(&events[0]).expect("it begins");
        let first = (events[0].clone(), "service".to_owned(), morning(MONDAY));
        World { now, events: vec![first] }
    }

    /// With a helper, class B and an agreement.
    pub fn settled(codes: &str) -> World {
        let mut world = World::opened(codes);
        world.does("head", MONDAY, AssistanceAct::NameHelper { helper: user("mei"), reason: String::new() });
        world.does("mei", MONDAY, class("B"));
        world.does("mei", MONDAY, AssistanceAct::SignAgreement { on: MONDAY, by: "王芳".to_owned() });
        world
    }

    pub fn tries(
        &self,
        who: &str,
        day: Date,
        act: AssistanceAct,
    ) -> Result<Vec<AssistanceEvent>, AssistanceReason> {
        let colleagues = ["head", "mei", "tao"].map(user).into();
        let (staff, rules, policy) = (staff(who), rules(), policy());
        let at = Context {
            staff: &staff,
            colleagues: &colleagues,
            rules: &rules,
            policy: &policy,
            now: morning(day),
            close: time(17, 0, 0, 0),
        };
        decide(&self.now, act, at).map_err(|refusal| refusal.reason)
    }

    #[track_caller]
    pub fn does(&mut self, who: &str, day: Date, act: AssistanceAct) {
        let events = self.tries(who, day, act).expect("it may be done");
        for event in events {
            self.happens(event, who, day);
        }
    }

    #[track_caller]
    pub fn refuses(&self, who: &str, day: Date, act: AssistanceAct, reason: AssistanceReason) {
        assert_eq!(self.tries(who, day, act), Err(reason));
    }

    #[track_caller]
    pub fn happens(&mut self, event: AssistanceEvent, who: &str, day: Date) {
        let at = morning(day);
        self.now = self.now.clone().after((&event, who, at)).expect("it follows");
        self.events.push((event, who.to_owned(), at));
    }
}

pub fn class(code: &str) -> AssistanceAct {
    AssistanceAct::SetClass { class: code.to_owned(), reason: "two children, no savings".to_owned() }
}
