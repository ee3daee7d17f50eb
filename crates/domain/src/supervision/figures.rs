//! What a station reached in a campaign, counted from the files of jobs (B4.2).

use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::campaign::{CampaignPlan, Goal, Population};
use crate::agency::AgencyCode;
use crate::employment::{Employments, Job};
use crate::followup::FollowUp;

/// What a station reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// The station.
    pub station: AgencyCode,
    /// How many people the campaign is about.
    pub people: u32,
    /// How many of them are to be visited.
    pub wanted: u32,
    /// How many of them were visited in its period.
    pub visited: u32,
}

impl Figures {
    /// Whether the goal is reached.
    pub fn is_reached(&self) -> bool {
        self.visited >= self.wanted
    }
}

/// Counts a station. Somebody with several jobs counts once.
pub fn figures<'a>(
    plan: &CampaignPlan,
    station: &AgencyCode,
    people: impl IntoIterator<Item = &'a Employments>,
    zone: &TimeZone,
) -> Figures {
    let concerned = people.into_iter().filter(|one| one.station == *station);
    let (mut count, mut visited) = (0, 0);
    for one in concerned.filter(|one| plan.is_about(one, zone)) {
        count += 1;
        let seen = one.jobs.values().filter_map(|job| job.follow_up.as_ref());
        visited += u32::from(seen.into_iter().any(|f| was_visited(f, plan.from, plan.to, zone)));
    }
    Figures { station: station.clone(), people: count, wanted: plan.goal.of(count), visited }
}

impl Goal {
    /// How many of so many people are to be visited.
    pub fn of(self, people: u32) -> u32 {
        match self {
            Goal::Count(count) => count.min(people),
            Goal::Percent(percent) => {
                let wanted = (u64::from(people) * u64::from(percent)).div_ceil(100);
                u32::try_from(wanted).unwrap_or(people).min(people)
            }
        }
    }
}

impl CampaignPlan {
    /// Whether it is about this person.
    pub fn is_about(&self, jobs: &Employments, zone: &TimeZone) -> bool {
        jobs.jobs.values().any(|job| self.is_about_job(job, zone))
    }

    fn is_about_job(&self, job: &Job, zone: &TimeZone) -> bool {
        let Some(follow_up) = &job.follow_up else { return false };
        let day = |at| zone.to_datetime(at).date();
        let ended_before = follow_up.ended.is_some_and(|(_, at)| day(at) < self.from);
        if job.facts.start > self.to || ended_before {
            return false;
        }
        match self.population {
            Population::Followed => true,
            Population::AtRisk => follow_up.risks.values().any(|risk| {
                let closed = risk.closed.as_ref().is_some_and(|(at, _)| day(*at) < self.from);
                day(risk.at) <= self.to && !closed
            }),
            Population::NotVisitedSince(since) => {
                let before = self.from.yesterday().unwrap_or(self.from);
                !was_visited(follow_up, since, before, zone)
            }
        }
    }
}

/// Whether a visit was made in these days, the first and the last included.
fn was_visited(follow_up: &FollowUp, from: Date, to: Date, zone: &TimeZone) -> bool {
    let reports = follow_up.visits.values().filter_map(|visit| visit.report.as_ref());
    reports.map(|kept| zone.to_datetime(kept.report.at).date()).any(|day| from <= day && day <= to)
}
