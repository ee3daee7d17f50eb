//! What people of the year want and when: drawn from the seed, and never from what the service
//! says. Visits are made in time, late or never; jobs last or are lost; some are neglected.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::books::{Came, Folk};
use super::deed::{Answers, Called, Deed, Who, Work};
use super::numbers::{Numbers, days_on};
use crate::demo::draw::Draw;

/// Most people of a hundred find work in the year; so many of the others never do.
const IN_HUNDRED_WITHOUT_WORK: usize = 20;
/// Of a hundred jobs, how many are lost within the months that a follow-up covers, and how many
/// of the others after them.
const IN_HUNDRED_LOST: usize = 35;
const IN_HUNDRED_LOST_LATER: usize = 40;
/// Of a hundred visits, how many are made in time, and how many of the others at all.
const IN_HUNDRED_IN_TIME: usize = 72;
const IN_HUNDRED_LATE: usize = 60;
/// Of a hundred reports, how many bring something that puts the job at risk, and how many are
/// delivered once more with other answers.
const IN_HUNDRED_AT_RISK: usize = 22;
const IN_HUNDRED_TWICE: usize = 5;
/// Of a hundred contacts, how many are made in time, and how many of the others soon after.
const IN_HUNDRED_CONTACTED: usize = 82;
const IN_HUNDRED_SOON: usize = 70;

/// Something that somebody will want to do.
#[derive(Clone, Debug)]
enum Wish {
    NameHelper,
    SetClass,
    Sign,
    /// The number tells whether another contact was planned since.
    Contact(u32),
    Offer,
    Work,
    Correct(u32),
    Lose(u32),
    Visit(Called),
    Again(Called),
    Look(Called),
    FindRisk(u32),
    Step(u32, u32),
    Settle(u32, u32),
}

/// A life on its way.
#[derive(Debug)]
pub(super) struct Life {
    draw: Draw,
    agenda: BTreeMap<Date, Vec<Wish>>,
    contacts: u32,
    offers: u32,
}

impl Life {
    /// The life of somebody from a day on, with or without assistance.
    pub(super) fn begun(seed: u64, first: Date, helped: bool) -> Life {
        let mut life = Life { draw: Draw::new(seed), agenda: BTreeMap::new(), contacts: 0, offers: 0 };
        if helped {
            let named = life.after(first, 0, 4);
            life.plan(named, Wish::NameHelper);
            let class = life.after(named, 1, 6);
            life.plan(class, Wish::SetClass);
            if !life.draw.in_hundred(8) {
                let signed = life.after(class, 1, 9);
                life.plan(signed, Wish::Sign);
            }
            for _ in 0..life.draw.below(4) {
                let day = life.after(class, 5, 300);
                life.plan(day, Wish::Offer);
            }
        }
        if !life.draw.in_hundred(IN_HUNDRED_WITHOUT_WORK) {
            let day = life.after(first, 0, 270);
            life.plan(day, Wish::Work);
        }
        life
    }

    /// An hour and a minute for the deed of this number on a day: each later than the one before.
    pub(super) fn minute(&self, number: usize) -> usize {
        number * 12 + self.draw.below(12)
    }

    /// What comes next today, if it can still be done.
    pub(super) fn next(&mut self, today: Date, folk: &Folk, numbers: &Numbers) -> Option<Deed> {
        loop {
            let wishes = self.agenda.get_mut(&today)?;
            if wishes.is_empty() {
                self.agenda.remove(&today);
                return None;
            }
            let wish = wishes.remove(0);
            if let Some(deed) = self.deed(wish, today, folk, numbers) {
                return Some(deed);
            }
        }
    }

    fn deed(&mut self, wish: Wish, today: Date, folk: &Folk, numbers: &Numbers) -> Option<Deed> {
        match wish {
            Wish::NameHelper => Some(Deed::NameHelper(self.draw.below(2))),
            Wish::SetClass => Some(Deed::SetClass(self.class())),
            Wish::Sign => Some(Deed::Sign),
            Wish::Contact(number) => {
                let stands = number == self.contacts && folk.helped.as_ref()?.contact_due(numbers).is_some();
                stands.then(|| Deed::Contact { reached: !self.draw.in_hundred(12) })
            }
            Wish::Offer => {
                folk.helped.as_ref()?.rests.is_none().then_some(())?;
                self.offers += 1;
                Some(Deed::RefuseOffer { offer: self.offers })
            }
            Wish::Work => {
                let deed = self.begin(today);
                // The same job twice is one.
                let Deed::Begin { start, .. } = deed else { return None };
                folk.numbered().all(|(_, job)| job.start() != start).then_some(deed)
            }
            Wish::Correct(job) => {
                let known = folk.of(job).filter(|job| job.ended.is_none())?;
                Some(Deed::Correct { job, alone: !known.alone })
            }
            Wish::Lose(job) => {
                folk.of(job).filter(|job| job.ended.is_none())?;
                let told = i32::try_from(self.draw.below(6)).unwrap_or_default();
                let on = days_on(today, -told).max(folk.of(job)?.start());
                Some(Deed::End { job, on, jobless: !self.draw.in_hundred(7) })
            }
            Wish::Visit(called) => {
                let (job, month, who) = called;
                let is_over = folk.of(job)?.ended.is_some();
                // Now and then a visit is made before somebody hears that the job was lost.
                let goes =
                    folk.of(job)?.may_visit(month, who, today) && (!is_over || self.draw.in_hundred(6));
                goes.then(|| Deed::Visit { called, answers: self.answers(who, numbers) })
            }
            Wish::Again(called) => {
                let (job, month, who) = called;
                folk.of(job)?.said(month, who)?;
                Some(Deed::SecondReport { called, answers: self.answers(who, numbers) })
            }
            Wish::Look(called) => Some(Deed::SettleReports { called, first_holds: self.draw.in_hundred(60) }),
            Wish::FindRisk(job) => {
                let factor = self.draw.one(&numbers.factors).code.clone();
                folk.of(job)?.may_find(&factor).then_some(Deed::FindRisk { job, factor })
            }
            Wish::Step(job, mediation) => Some(Deed::StepMediation { job, mediation }),
            Wish::Settle(job, mediation) => {
                Some(Deed::SettleMediation { job, mediation, put_right: self.draw.in_hundred(65) })
            }
        }
    }

    /// What follows from what was done.
    pub(super) fn follow(&mut self, deed: &Deed, came: &Came, today: Date, folk: &Folk, numbers: &Numbers) {
        match deed {
            Deed::SetClass(_) | Deed::Contact { .. } => self.plan_contact(today, folk, numbers),
            Deed::Begin { start, .. } => self.plan_job(*start, today, folk),
            Deed::Correct { job, .. } => self.plan_visits(*job, today, folk),
            Deed::End { .. } if self.draw.in_hundred(65) => {
                let day = self.after(today, 15, 90);
                self.plan(day, Wish::Work);
            }
            Deed::Visit { called, .. } if self.draw.in_hundred(IN_HUNDRED_TWICE) => {
                let day = self.after(today, 1, 4);
                self.plan(day, Wish::Again(*called));
            }
            Deed::SecondReport { called, .. } if !self.draw.in_hundred(15) => {
                let day = self.after(today, 1, 12);
                self.plan(day, Wish::Look(*called));
            }
            _ => {}
        }
        if came.resumed {
            self.plan_contact(today, folk, numbers);
        }
        for (job, mediation) in &came.mediations {
            let step = self.after(today, 1, 5);
            self.plan(step, Wish::Step(*job, *mediation));
            if !self.draw.in_hundred(12) {
                let most = if self.draw.in_hundred(75) { 6 } else { 40 };
                let settled = self.after(step, 1, most);
                self.plan(settled, Wish::Settle(*job, *mediation));
            }
        }
    }

    fn plan_contact(&mut self, today: Date, folk: &Folk, numbers: &Numbers) {
        let Some(due) = folk.helped.as_ref().and_then(|helped| helped.contact_due(numbers)) else { return };
        self.contacts += 1;
        let day = match self.draw.in_hundred(IN_HUNDRED_CONTACTED) {
            true => days_on(due, -self.days(0, 3)),
            false if self.draw.in_hundred(IN_HUNDRED_SOON) => days_on(due, self.days(1, 20)),
            false => days_on(due, self.days(40, 160)),
        };
        let number = self.contacts;
        self.plan(day.max(days_on(today, 1)), Wish::Contact(number));
    }

    fn plan_job(&mut self, start: Date, today: Date, folk: &Folk) {
        let Some((job, _)) = folk.numbered().last() else { return };
        self.plan_visits(job, today, folk);
        if self.draw.in_hundred(IN_HUNDRED_LOST) {
            let day = days_on(start, self.days(12, 180)).max(days_on(today, 1));
            self.plan(day, Wish::Lose(job));
        } else if self.draw.in_hundred(IN_HUNDRED_LOST_LATER) {
            let day = days_on(start, self.days(184, 300));
            self.plan(day, Wish::Lose(job));
        }
        if self.draw.in_hundred(6) {
            let day = self.after(today, 1, 120);
            self.plan(day, Wish::Correct(job));
        }
        if self.draw.in_hundred(5) {
            let day = self.after(today, 1, 150);
            self.plan(day, Wish::FindRisk(job));
        }
        if self.draw.in_hundred(4) {
            // A second job beside the first.
            let day = self.after(today, 10, 120);
            self.plan(day, Wish::Work);
        }
    }

    /// Plans every visit that is owed on a job; what was planned before comes first.
    fn plan_visits(&mut self, job: u32, today: Date, folk: &Folk) {
        let owed: Vec<_> = folk.visits_owed().filter(|visit| visit.called.0 == job).collect();
        for visit in owed {
            let day = if self.draw.in_hundred(IN_HUNDRED_IN_TIME) {
                days_on(visit.due, -self.days(0, 10)).max(visit.opens)
            } else if self.draw.in_hundred(IN_HUNDRED_LATE) {
                days_on(visit.due, self.days(1, 50))
            } else {
                continue;
            };
            self.plan(day.max(days_on(today, 1)), Wish::Visit(visit.called));
        }
    }

    fn begin(&self, today: Date) -> Deed {
        let work = match self.draw.below(100) {
            0..=54 => Work::Employed,
            55..=69 => Work::Flexible,
            70..=81 => Work::SelfEmployed,
            _ => Work::Welfare,
        };
        // A few are told of months later, and some when there is nothing left to follow.
        let told = if self.draw.in_hundred(6) { self.days(20, 200) } else { self.days(0, 7) };
        Deed::Begin { work, start: days_on(today, -told), alone: self.draw.in_hundred(20) }
    }

    fn class(&self) -> &'static str {
        match self.draw.below(100) {
            0..=11 => "A",
            12..=69 => "B",
            _ => "C",
        }
    }

    /// Nothing, one thing or two that put the job at risk.
    fn answers(&self, who: Who, numbers: &Numbers) -> Answers {
        let asked =
            |question: &str| numbers.questions.iter().any(|(of, code)| *of == who && code == question);
        let causes = numbers.factors.iter().flat_map(|factor| &factor.from);
        let causes: Vec<&(String, bool)> = causes.filter(|(question, _)| asked(question)).collect();
        if causes.is_empty() || !self.draw.in_hundred(IN_HUNDRED_AT_RISK) {
            return Answers::new();
        }
        let mut answers = vec![(*self.draw.one(&causes)).clone()];
        let second = *self.draw.one(&causes);
        if self.draw.in_hundred(30) && second.0 != answers[0].0 {
            answers.push(second.clone());
        }
        answers
    }

    fn plan(&mut self, day: Date, wish: Wish) {
        self.agenda.entry(day).or_default().push(wish);
    }

    fn days(&self, least: usize, most: usize) -> i32 {
        i32::try_from(self.draw.between(least, most)).unwrap_or_default()
    }

    fn after(&self, day: Date, least: usize, most: usize) -> Date {
        days_on(day, self.days(least, most))
    }
}
