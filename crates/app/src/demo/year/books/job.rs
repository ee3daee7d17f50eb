//! One job in the books: its visits, its risks, its mediations.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::demo::year::deed::{Answers, Who, Work};
use crate::demo::year::numbers::{Factor, Numbers, days_on, months_on};

/// What became of a visit that was due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::demo::year) enum Became {
    InTime,
    Late,
    Owed,
}

/// A visit.
#[derive(Clone, Debug)]
struct Visit {
    month: u16,
    who: Who,
    opens: Date,
    due: Date,
    /// The day on which it was made, and what matters of the answers.
    made: Option<(Date, Answers)>,
    /// Nobody is to make it any more.
    dropped: bool,
    /// Another report waits beside it: by when somebody looks, the day it is about, and its answers.
    doubt: Option<(Timestamp, Date, Answers)>,
}

/// A risk.
#[derive(Clone, Debug)]
struct Risk {
    factor: String,
    weight: u32,
    open: bool,
}

/// A mediation: the place of its risk, by when, and whether it goes on.
#[derive(Clone, Debug)]
struct Mediation {
    risk: usize,
    due: Timestamp,
    open: bool,
}

/// A job.
#[derive(Clone, Debug)]
pub(in crate::demo::year) struct Job {
    work: Work,
    start: Date,
    /// Whether the person lives alone.
    pub alone: bool,
    /// Whether it is followed at all; once over, no more.
    followed: bool,
    over: bool,
    over_on: Date,
    /// The last day of work.
    pub ended: Option<Date>,
    visits: Vec<Visit>,
    risks: Vec<Risk>,
    mediations: Vec<Mediation>,
}

impl Job {
    /// A job that was told of on a day.
    pub(super) fn begun(work: Work, start: Date, alone: bool, told: Date, numbers: &Numbers) -> Job {
        let over_on = months_on(start, numbers.covers);
        let followed = told < over_on;
        let mut job = Job {
            work,
            start,
            alone,
            followed,
            over: false,
            over_on,
            ended: None,
            visits: Vec::new(),
            risks: Vec::new(),
            mediations: Vec::new(),
        };
        if followed {
            job.plan(numbers);
        }
        job
    }

    fn employs(&self) -> bool {
        matches!(self.work, Work::Employed | Work::Welfare)
    }

    fn is_there(&self, who: Who) -> bool {
        match who {
            Who::Person => true,
            Who::Family => !self.alone,
            Who::Employer => self.employs(),
        }
    }

    fn plan(&mut self, numbers: &Numbers) {
        for (month, who) in &numbers.visits {
            let known = self.visits.iter().any(|one| (one.month, one.who) == (*month, *who));
            if known || !self.is_there(*who) {
                continue;
            }
            let due = months_on(self.start, *month);
            let opens = days_on(due, -i32::from(numbers.opens)).max(self.start);
            let (month, who) = (*month, *who);
            self.visits.push(Visit { month, who, opens, due, made: None, dropped: false, doubt: None });
        }
    }

    /// Whether its follow-up goes on.
    pub(in crate::demo::year) fn is_followed(&self) -> bool {
        self.followed && !self.over
    }

    /// The first day of work.
    pub(in crate::demo::year) fn start(&self) -> Date {
        self.start
    }

    pub(super) fn correct(&mut self, alone: bool, numbers: &Numbers) {
        self.alone = alone;
        if !self.is_followed() {
            return;
        }
        for place in 0..self.visits.len() {
            let there = self.is_there(self.visits[place].who);
            let visit = &mut self.visits[place];
            // What was made stays.
            visit.dropped = if visit.made.is_none() { !there } else { visit.dropped && !there };
        }
        self.plan(numbers);
    }

    pub(super) fn end(&mut self, on: Date) {
        self.ended = Some(on);
        self.close();
    }

    fn close(&mut self) {
        if self.is_followed() {
            self.over = true;
            for visit in self.visits.iter_mut().filter(|visit| visit.made.is_none()) {
                visit.dropped = true;
            }
        }
    }

    pub(super) fn end_by_time(&mut self, today: Date) {
        if self.is_followed() && self.over_on <= today && self.owed().next().is_none() {
            self.close();
        }
    }

    fn find_visit(&mut self, (month, who): (u16, Who)) -> Option<&mut Visit> {
        self.visits.iter_mut().find(|one| (one.month, one.who) == (month, who))
    }

    /// A visit was made now; gives the mediations that it began.
    pub(super) fn visit(
        &mut self,
        slot: (u16, Who),
        answers: &Answers,
        at: Timestamp,
        numbers: &Numbers,
    ) -> Option<Vec<u32>> {
        let today = numbers.day(at);
        let was_owed = self.is_followed();
        let visit = self.find_visit(slot)?;
        let counts = was_owed && !visit.dropped;
        visit.made = Some((today, answers.clone()));
        if !counts {
            return Some(Vec::new());
        }
        let began = self.arise(answers, at, numbers)?;
        self.end_by_time(today);
        Some(began)
    }

    /// Another report came, of which somebody has to say which holds.
    pub(super) fn second(
        &mut self,
        slot: (u16, Who),
        answers: &Answers,
        at: Timestamp,
        numbers: &Numbers,
    ) -> Option<()> {
        let (today, due) = (numbers.day(at), numbers.closes(numbers.day(at), numbers.conflict)?);
        let visit = self.find_visit(slot)?;
        visit.made.as_ref()?;
        visit.doubt = Some((due, today, answers.clone()));
        Some(())
    }

    /// Somebody said which report holds. What the first says arose when it came.
    pub(super) fn settle_reports(
        &mut self,
        slot: (u16, Who),
        first_holds: bool,
        at: Timestamp,
        numbers: &Numbers,
    ) -> Option<Vec<u32>> {
        let follows = self.is_followed();
        let visit = self.find_visit(slot)?;
        let (_, day, answers) = visit.doubt.take()?;
        if first_holds {
            return Some(Vec::new());
        }
        visit.made = Some((day, answers.clone()));
        if follows { self.arise(&answers, at, numbers) } else { Some(Vec::new()) }
    }

    /// What the answers put at risk and nobody knows yet.
    fn arise(&mut self, answers: &Answers, at: Timestamp, numbers: &Numbers) -> Option<Vec<u32>> {
        let mut began = Vec::new();
        for factor in &numbers.factors {
            if factor.from.iter().any(|cause| answers.contains(cause)) && !self.knows(&factor.code) {
                began.extend(self.risk_found(factor, at, numbers)?);
            }
        }
        Some(began)
    }

    fn knows(&self, factor: &str) -> bool {
        self.risks.iter().any(|risk| risk.open && risk.factor == factor)
    }

    /// Somebody wrote a risk down.
    pub(super) fn find(&mut self, factor: &str, at: Timestamp, numbers: &Numbers) -> Option<Vec<u32>> {
        let factor = numbers.factors.iter().find(|one| one.code == factor)?;
        Some(self.risk_found(factor, at, numbers)?.into_iter().collect())
    }

    fn risk_found(&mut self, factor: &Factor, at: Timestamp, numbers: &Numbers) -> Option<Option<u32>> {
        let risk = self.risks.len();
        self.risks.push(Risk { factor: factor.code.clone(), weight: factor.weight, open: true });
        if !factor.mediates || !self.employs() {
            return Some(None);
        }
        let due = numbers.closes(numbers.day(at), numbers.mediation)?;
        self.mediations.push(Mediation { risk, due, open: true });
        Some(u32::try_from(self.mediations.len()).ok())
    }

    pub(super) fn settle(&mut self, number: u32, put_right: bool) -> Option<()> {
        let mediation = self.mediations.get_mut(usize::try_from(number.checked_sub(1)?).ok()?)?;
        mediation.open = false;
        let risk = mediation.risk;
        if put_right {
            self.risks.get_mut(risk)?.open = false;
        }
        Some(())
    }

    /// Whether a visit may be reported now: it is planned and nobody did.
    pub(in crate::demo::year) fn may_visit(&self, month: u16, who: Who, today: Date) -> bool {
        let of = |visit: &&Visit| (visit.month, visit.who) == (month, who);
        self.visits.iter().find(of).is_some_and(|visit| visit.made.is_none() && visit.opens <= today)
    }

    /// What the report that holds says; none where none was made, or a second one waits already.
    pub(in crate::demo::year) fn said(&self, month: u16, who: Who) -> Option<&Answers> {
        let visit = self.visits.iter().find(|visit| (visit.month, visit.who) == (month, who))?;
        visit.doubt.is_none().then_some(())?;
        visit.made.as_ref().map(|(_, answers)| answers)
    }

    /// Whether a risk of this factor may be written down.
    pub(in crate::demo::year) fn may_find(&self, factor: &str) -> bool {
        self.is_followed() && !self.knows(factor)
    }

    /// Month, whom, from when and until when, of every visit that is owed.
    pub(super) fn owed(&self) -> impl Iterator<Item = (u16, Who, Date, Date)> {
        let owed =
            self.visits.iter().filter(|visit| self.is_followed() && visit.made.is_none() && !visit.dropped);
        owed.map(|visit| (visit.month, visit.who, visit.opens, visit.due))
    }

    pub(super) fn doubted(&self) -> impl Iterator<Item = (u16, Who, Timestamp)> {
        self.visits.iter().filter_map(|visit| Some((visit.month, visit.who, visit.doubt.as_ref()?.0)))
    }

    pub(super) fn mediating(&self) -> impl Iterator<Item = (u32, Timestamp)> {
        (1..).zip(&self.mediations).filter(|(_, one)| one.open).map(|(number, one)| (number, one.due))
    }

    /// The visits that were due in days, both included, and what became of each.
    pub(in crate::demo::year) fn due_in(
        &self,
        (from, to): (Date, Date),
    ) -> impl Iterator<Item = (u16, Who, Became)> {
        let due = self.visits.iter().filter(move |one| !one.dropped && from <= one.due && one.due <= to);
        due.map(|visit| {
            let became = match &visit.made {
                None => Became::Owed,
                Some((day, _)) if *day <= visit.due => Became::InTime,
                Some(_) => Became::Late,
            };
            (visit.month, visit.who, became)
        })
    }

    /// How much it is at risk; a job that ended is not.
    pub(in crate::demo::year) fn risk(&self) -> u32 {
        self.risks().values().sum()
    }

    /// Why.
    pub(super) fn risks(&self) -> BTreeMap<String, u32> {
        let open = self.risks.iter().filter(|risk| risk.open && self.ended.is_none());
        open.map(|risk| (risk.factor.clone(), risk.weight)).collect()
    }
}
