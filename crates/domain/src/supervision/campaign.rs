//! Campaigns of a bureau (B4.2): a period, a population and a goal for every station below, from
//! the order to the closing report. All campaigns of a bureau are one stream, so that it is known
//! when the next one is due.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::figures::Figures;
use crate::agency::AgencyCode;
use crate::id::CampaignsId;

/// Whom a campaign is about, among those whose follow-up goes on in its period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Population {
    /// All of them.
    Followed,
    /// Those with a risk that is open in the period.
    AtRisk,
    /// Those whom nobody visited from this day to the beginning.
    NotVisitedSince(Date),
}

/// What every station is to reach.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Goal {
    /// So many people visited, or all where there are fewer.
    Count(u32),
    /// So many of a hundred, rounded up.
    Percent(u32),
}

/// A campaign as ordered. None of it is about one person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CampaignPlan {
    /// Which of the kinds of the pack.
    pub kind: String,
    /// What it is called.
    pub title: String,
    /// What stations and offices are to do.
    pub task: String,
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// Whom it is about.
    pub population: Population,
    /// What every station is to reach.
    pub goal: Goal,
}

/// Something that happened. Campaigns are numbered from 1 within the bureau.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum CampaignEvent {
    /// The bureau ordered one.
    CampaignOrdered {
        /// The bureau.
        bureau: AgencyCode,
        /// Its number.
        campaign: u32,
        /// What is to be done.
        plan: CampaignPlan,
        /// By when its report is due.
        report_due: Timestamp,
        /// The day by which the next of its kind is to begin.
        next_by: Date,
    },
    /// Its head closed it, with the figures of that day.
    CampaignClosed {
        /// Its number.
        campaign: u32,
        /// What came of it, in words.
        report: String,
        /// What every station reached.
        figures: Vec<Figures>,
    },
    /// It is not held.
    CampaignWithdrawn {
        /// Its number.
        campaign: u32,
        /// Why.
        reason: String,
    },
}

impl CampaignEvent {
    /// Every kind, as storage has it.
    pub const KINDS: [&'static str; 3] = ["campaign_ordered", "campaign_closed", "campaign_withdrawn"];
}

/// How a campaign stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CampaignProgress {
    /// It is held, or will be.
    Ordered,
    /// It is closed.
    Closed {
        /// What came of it, in words.
        report: String,
        /// What every station reached.
        figures: Vec<Figures>,
        /// Who closed it.
        by: String,
        /// When.
        at: Timestamp,
    },
    /// It is not held.
    Withdrawn {
        /// Why.
        reason: String,
        /// Who said so.
        by: String,
        /// When.
        at: Timestamp,
    },
}

/// A campaign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Campaign {
    /// What is to be done.
    pub plan: CampaignPlan,
    /// By when its report is due.
    pub report_due: Timestamp,
    /// The day by which the next of its kind is to begin.
    pub next_by: Date,
    /// Who ordered it, and when.
    pub ordered: (String, Timestamp),
    /// How it stands.
    pub progress: CampaignProgress,
}

/// The campaigns of a bureau, as their events made them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Campaigns {
    /// The bureau.
    pub bureau: AgencyCode,
    /// Number of events so far.
    pub version: i64,
    /// The campaigns by number.
    pub list: BTreeMap<u32, Campaign>,
}

impl Campaigns {
    /// Of a bureau that has held none.
    pub fn new(bureau: AgencyCode) -> Campaigns {
        Campaigns { bureau, version: 0, list: BTreeMap::new() }
    }

    /// Their id.
    pub fn id(&self) -> CampaignsId {
        CampaignsId::of(&self.bureau)
    }

    /// With one event more; none where it does not follow from those before.
    pub fn after(mut self, event: &CampaignEvent, by: &str, at: Timestamp) -> Option<Campaigns> {
        self.version += 1;
        let by = by.to_owned();
        match event.clone() {
            CampaignEvent::CampaignOrdered { bureau, campaign, plan, report_due, next_by } => {
                let progress = CampaignProgress::Ordered;
                let one = Campaign { plan, report_due, next_by, ordered: (by, at), progress };
                let is_new = self.list.insert(campaign, one).is_none();
                (is_new && bureau == self.bureau).then_some(())?;
            }
            CampaignEvent::CampaignClosed { campaign, report, figures } => {
                self.open(campaign)?.progress = CampaignProgress::Closed { report, figures, by, at };
            }
            CampaignEvent::CampaignWithdrawn { campaign, reason } => {
                self.open(campaign)?.progress = CampaignProgress::Withdrawn { reason, by, at };
            }
        }
        Some(self)
    }

    fn open(&mut self, campaign: u32) -> Option<&mut Campaign> {
        self.list.get_mut(&campaign).filter(|one| one.is_open())
    }
}

impl Campaign {
    /// Whether its report is still to come.
    pub fn is_open(&self) -> bool {
        self.progress == CampaignProgress::Ordered
    }

    /// How it stands, in the word that storage has.
    pub fn state(&self) -> &'static str {
        match self.progress {
            CampaignProgress::Ordered => "ordered",
            CampaignProgress::Closed { .. } => "closed",
            CampaignProgress::Withdrawn { .. } => "withdrawn",
        }
    }
}
