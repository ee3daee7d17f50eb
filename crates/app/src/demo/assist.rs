//! What helpers of the demo do with those who were determined: a helper, a class, an agreement,
//! contacts in their rhythm, offers. Some are neglected, some wait for their first helper.

use std::collections::BTreeSet;

use futures_util::future::try_join_all;
use jiff::civil::{Date, Time};
use jiff::{Span, Timestamp};
use leye_domain::assistance::{Answer, Assistance, AssistanceAct, ContactHow, Rhythm};
use leye_domain::case::StateName;
use leye_domain::id::PersonId;
use leye_domain::staff::Staff;

use super::data::AssistTexts;
use super::draw::{Draw, seed_of_move};
use super::play::Player;
use crate::TimeSource;
use crate::assistance::AssistanceRequest;
use crate::error::AppError;

/// How many of a hundred have nobody yet, and how many are not contacted any more.
const IN_HUNDRED_ALONE: usize = 15;
const IN_HUNDRED_NEGLECTED: usize = 12;
/// How many of a hundred are urgent, and how many of the others are stable.
const IN_HUNDRED_URGENT: usize = 12;
const IN_HUNDRED_STABLE: usize = 30;
/// How many contacts of each are written down: the last ones.
const CONTACTS: usize = 5;
/// How many people are led at once.
const AT_ONCE: usize = 32;

/// Somebody's assistance, as it is planned: what is done when.
struct Course<'a> {
    person: PersonId,
    helper: &'a Staff,
    acts: Vec<(Timestamp, AssistanceAct)>,
}

/// Plays the assistance of everybody who was determined, up to the day before `until`.
pub(super) async fn play(player: &Player<'_>, until: Date) -> Result<(), AppError> {
    let mut courses = Vec::new();
    for (number, plan) in player.plans.iter().enumerate() {
        let Some(case) = &player.cases[number] else { continue };
        let confirmed = [StateName::Annotation, StateName::PapersBack, StateName::Completed];
        if !confirmed.contains(&case.state()) {
            continue;
        }
        let Some(assistance) = player.app.assistance_of(&case.person).await? else { continue };
        let draw = Draw::new(seed_of_move(player.seed, number, plan.steps.len()));
        let writer = Writer { player, draw: &draw, texts: &player.phrases.assist, until };
        let name = &player.residents[number].1.details.name;
        let acts = writer.course(&assistance, plan.team.front(), name)?;
        courses.push(Course { person: case.person.clone(), helper: plan.team.front(), acts });
    }
    for some in courses.chunks(AT_ONCE) {
        try_join_all(some.iter().map(|course| lead(player, course))).await?;
    }
    Ok(())
}

async fn lead(player: &Player<'_>, course: &Course<'_>) -> Result<(), AppError> {
    for (at, act) in &course.acts {
        let request = AssistanceRequest { person: course.person.clone(), seen: None, act: act.clone() };
        Box::pin(TimeSource::during(*at, player.app.assist(course.helper, request))).await?;
    }
    Ok(())
}

/// Writes the course of one assistance.
struct Writer<'a> {
    player: &'a Player<'a>,
    draw: &'a Draw,
    texts: &'a AssistTexts,
    until: Date,
}

impl Writer<'_> {
    fn course(
        &self,
        opened: &Assistance,
        helper: &Staff,
        name: &str,
    ) -> Result<Vec<(Timestamp, AssistanceAct)>, AppError> {
        let mut days: Vec<(Date, AssistanceAct)> = Vec::new();
        if self.draw.in_hundred(IN_HUNDRED_ALONE) && opened.opened >= self.later(self.until, -20) {
            return Ok(Vec::new());
        }
        let named = self.later(opened.opened, 1);
        days.push((named, AssistanceAct::NameHelper { helper: helper.user.clone(), reason: String::new() }));
        let class = self.class();
        let set = self.later(named, 1);
        let reason = self.draw.one(&self.texts.class).clone();
        days.push((set, AssistanceAct::SetClass { class: class.to_owned(), reason }));
        let on = self.later(set, i64::try_from(self.draw.between(1, 5)).unwrap_or(1));
        days.push((on, AssistanceAct::SignAgreement { on, by: name.to_owned() }));
        self.plan(on, name, &mut days);
        self.contacts(set, class, &mut days);
        days.retain(|(day, _)| *day < self.until);
        days.sort_by_key(|(day, _)| *day);
        days.into_iter().enumerate().map(|(at, (day, act))| Ok((self.instant(day, at)?, act))).collect()
    }

    fn class(&self) -> &'static str {
        match self.draw.below(100) {
            urgent if urgent < IN_HUNDRED_URGENT => "A",
            _ if self.draw.in_hundred(IN_HUNDRED_STABLE) => "C",
            _ => "B",
        }
    }

    /// A goal, a talk about work, and a few offers.
    fn plan(&self, on: Date, name: &str, days: &mut Vec<(Date, AssistanceAct)>) {
        let what = self.draw.one(&self.texts.goal).clone();
        let steps: BTreeSet<String> = (0..2).map(|_| self.draw.one(&self.texts.step).clone()).collect();
        let done = if self.draw.in_hundred(50) { BTreeSet::from([0]) } else { BTreeSet::new() };
        let steps = steps.into_iter().collect();
        days.push((on, AssistanceAct::SetGoal { goal: None, what, steps, done, by: None }));
        let note = self.draw.one(&self.texts.guidance).clone();
        days.push((on, AssistanceAct::GiveService { service: "guidance".to_owned(), on, note }));
        let mut day = on;
        for offer in 1..=u32::try_from(self.draw.between(0, 3)).unwrap_or(0) {
            day = self.later(day, i64::try_from(self.draw.between(5, 20)).unwrap_or(5));
            let (post, employer) = (self.draw.one(&self.texts.post), self.draw.one(&self.texts.employer));
            let (post, employer) = (post.clone(), employer.clone());
            days.push((day, AssistanceAct::MakeOffer { post, employer, on: day }));
            let answer = match self.draw.below(3) {
                0 => Answer::Refused {
                    reason: self.draw.one(&self.texts.refusal).clone(),
                    signed_by: name.to_owned(),
                },
                1 => Answer::NoAnswer,
                _ => continue,
            };
            let on = self.later(day, 2);
            days.push((on, AssistanceAct::AnswerOffer { offer, on, answer }));
        }
    }

    /// Contacts a little before each is due; who is neglected misses the last.
    fn contacts(&self, from: Date, class: &str, days: &mut Vec<(Date, AssistanceAct)>) {
        let rules = self.player.app.assistance_rules(from);
        let rhythm = rules.as_ref().and_then(|rules| rules.class(class)).map(|rule| rule.rhythm);
        let rhythm = rhythm.unwrap_or(Rhythm::Months(1));
        let mut due = rhythm.after(from);
        let mut contacts = Vec::new();
        let neglected = self.draw.in_hundred(IN_HUNDRED_NEGLECTED);
        while due < self.until {
            let on = self.later(due, -i64::try_from(self.draw.between(1, 3)).unwrap_or(1));
            due = rhythm.after(on);
            if neglected && due >= self.until {
                break;
            }
            let how = *self.draw.one(&ContactHow::ALL);
            let about = self.draw.one(&self.texts.contact).clone();
            contacts.push((on, AssistanceAct::MakeContact { how, on, reached: true, about }));
        }
        days.extend(contacts.split_off(contacts.len().saturating_sub(CONTACTS)));
    }

    /// So many days later, on a day from Monday to Friday: earlier days fall back to the Friday.
    fn later(&self, day: Date, days: i64) -> Date {
        let day = day.saturating_add(Span::new().days(days));
        let weekend = i64::from(day.weekday().to_monday_one_offset()) - 5;
        let shift = match (weekend.max(0), days < 0) {
            (0, _) => 0,
            (over, true) => -over,
            (over, false) => 3 - over,
        };
        day.saturating_add(Span::new().days(shift))
    }

    /// An hour of the day, later for what comes later in the course.
    fn instant(&self, day: Date, at: usize) -> Result<Timestamp, AppError> {
        let minute = i8::try_from(at % 60).unwrap_or_default();
        let hour = 9 + i8::try_from((at / 60) % 7).unwrap_or_default();
        let time = Time::new(hour, minute, 0, 0).unwrap_or(Time::MIN);
        let zoned = day.to_datetime(time).to_zoned(self.player.app.rules().zone().clone());
        zoned.map(|zoned| zoned.timestamp()).map_err(|e| AppError::Rules(e.to_string()))
    }
}
