//! Campaigns of a bureau (B4.2): ordered, counted while they are held, closed with a report.

use std::collections::BTreeMap;

use jiff::ToSpan as _;
use leye_domain::agency::{AgencyCode, Level};
use leye_domain::id::CampaignsId;
use leye_domain::staff::Staff;
use leye_domain::supervision::{
    Campaign, CampaignAct, CampaignPlan, CampaignProgress, Campaigns, Figures, figures,
};

use super::campaign_write::fold_campaigns;
use crate::App;
use crate::access::{Deed, Target};
use crate::error::AppError;

/// How often it is tried again when somebody else wrote about the same campaigns meanwhile.
const TRIES: usize = 8;

/// A campaign to be ordered.
pub type CampaignOrder = CampaignPlan;

/// The campaigns of a bureau as opened.
#[derive(Clone, Debug)]
pub struct CampaignDesk {
    /// The bureau.
    pub bureau: AgencyCode,
    /// Its campaigns.
    pub campaigns: Campaigns,
    /// Codes of the kinds of which none was ever held: an alarm.
    pub never: Vec<String>,
    /// Kinds of which the next one is late, with the day by which it was to begin: an alarm.
    pub late: Vec<(String, jiff::civil::Date)>,
    /// Whether the caller may order one.
    pub may_keep: bool,
}

/// Figures with when they were counted.
#[derive(Clone, Debug)]
pub struct Counted {
    /// The stations, by code.
    pub stations: Vec<Figures>,
    /// Whether they are those of the closing report.
    pub frozen: bool,
}

/// A campaign as opened.
#[derive(Clone, Debug)]
pub struct CampaignFile {
    /// The bureau.
    pub bureau: AgencyCode,
    /// Its number.
    pub number: u32,
    /// It.
    pub campaign: Campaign,
    /// What stations reached; of one's own station only, for who works at one.
    pub counted: Counted,
    /// The version of the bureau's campaigns.
    pub version: i64,
    /// Whether the caller may close it now.
    pub may_close: bool,
    /// Whether the caller may withdraw it.
    pub may_withdraw: bool,
}

impl App {
    /// The campaigns of a bureau; of the caller's own where none is named.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where there is no such bureau, or the caller may not know them.
    pub async fn campaigns(
        &self,
        staff: &Staff,
        bureau: Option<AgencyCode>,
    ) -> Result<CampaignDesk, AppError> {
        let bureau = bureau.unwrap_or_else(|| staff.agency.at(Level::Bureau));
        let campaigns = self.campaigns_of(staff, &bureau).await?;
        let kinds = self.supervision()?.campaign_kinds();
        let never = campaigns.never_held(&kinds).into_iter().map(|kind| kind.code.clone()).collect();
        let late = campaigns.next_late(self.today());
        let may_keep = self.access.may(staff, Deed::KeepCampaigns, Target::Desk(&bureau));
        Ok(CampaignDesk { bureau, campaigns, never, late, may_keep })
    }

    /// A campaign with what stations have reached.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where there is none, or the caller may not know it.
    pub async fn campaign_file(
        &self,
        staff: &Staff,
        bureau: &AgencyCode,
        number: u32,
    ) -> Result<CampaignFile, AppError> {
        let campaigns = self.campaigns_of(staff, bureau).await?;
        let campaign = campaigns.list.get(&number).cloned().ok_or(AppError::NotFound)?;
        let seen = if staff.level() == Level::City { bureau } else { &staff.agency };
        let counted = match &campaign.progress {
            CampaignProgress::Closed { figures, .. } => {
                let ours = figures.iter().filter(|one| seen.covers(&one.station)).cloned().collect();
                Counted { stations: ours, frozen: true }
            }
            _ => Counted { stations: self.counted(&campaign.plan, seen).await?, frozen: false },
        };
        let kinds = self.supervision()?.campaign_kinds();
        let keeps = self.access.may(staff, Deed::KeepCampaigns, Target::Desk(bureau));
        let could = |act| keeps && campaigns.decide(act, staff, &kinds, self.today()).is_ok();
        let text = || "-".to_owned();
        let close = CampaignAct::Close { campaign: number, report: text(), figures: Vec::new() };
        Ok(CampaignFile {
            bureau: bureau.clone(),
            number,
            counted,
            version: campaigns.version,
            may_close: could(close),
            may_withdraw: could(CampaignAct::Withdraw { campaign: number, reason: text() }),
            campaign,
        })
    }

    /// Orders a campaign of the caller's bureau; gives its number.
    ///
    /// # Errors
    /// [`AppError::Campaign`] where the rules say no; access.
    pub async fn order_campaign(&self, staff: &Staff, plan: CampaignOrder) -> Result<u32, AppError> {
        let after = plan.to.saturating_add(1.day());
        let rules = self.supervision()?;
        let begins = self.begins(after)?;
        let report_due = self.term_of(&rules.campaigns, "report", &staff.agency, begins)?;
        let campaigns = self.keep_campaigns(staff, CampaignAct::Order { plan, report_due }).await?;
        campaigns.list.keys().next_back().copied().ok_or(AppError::NotFound)
    }

    /// Closes a campaign of the caller's bureau, with the figures of this moment.
    ///
    /// # Errors
    /// [`AppError::Campaign`] where the rules say no; access.
    pub async fn close_campaign(&self, staff: &Staff, number: u32, report: String) -> Result<(), AppError> {
        let campaigns = self.campaigns_of(staff, &staff.agency).await?;
        let campaign = campaigns.list.get(&number).ok_or(AppError::NotFound)?;
        let figures = self.counted(&campaign.plan, &staff.agency).await?;
        let act = CampaignAct::Close { campaign: number, report, figures };
        self.keep_campaigns(staff, act).await.map(|_| ())
    }

    /// Withdraws a campaign of the caller's bureau.
    ///
    /// # Errors
    /// [`AppError::Campaign`] where the rules say no; access.
    pub async fn withdraw_campaign(
        &self,
        staff: &Staff,
        number: u32,
        reason: String,
    ) -> Result<(), AppError> {
        let act = CampaignAct::Withdraw { campaign: number, reason };
        self.keep_campaigns(staff, act).await.map(|_| ())
    }

    async fn keep_campaigns(&self, staff: &Staff, act: CampaignAct) -> Result<Campaigns, AppError> {
        if !self.access.may(staff, Deed::KeepCampaigns, Target::Desk(&staff.agency)) {
            return Err(AppError::Forbidden { act: None });
        }
        let kinds = self.supervision()?.campaign_kinds();
        let mut tries = 0;
        loop {
            let campaigns = self.stored_campaigns(&staff.agency).await?;
            let event = campaigns.decide(act.clone(), staff, &kinds, self.today())?;
            match self.commit_campaign(campaigns, &event, staff, self.time.now()).await {
                Err(AppError::Stale { .. }) if tries < TRIES => tries += 1,
                other => return other,
            }
        }
    }

    async fn campaigns_of(&self, staff: &Staff, bureau: &AgencyCode) -> Result<Campaigns, AppError> {
        let is_bureau = bureau.level() == Level::Bureau && self.tree().get(bureau.as_str()).is_some();
        if !is_bureau || !self.access.may(staff, Deed::ReadCampaigns, Target::Desk(bureau)) {
            return Err(AppError::NotFound);
        }
        self.stored_campaigns(bureau).await
    }

    async fn stored_campaigns(&self, bureau: &AgencyCode) -> Result<Campaigns, AppError> {
        let id = CampaignsId::of(bureau);
        fold_campaigns(bureau, &self.store.stream_events(id.county(), id.as_str()).await?)
    }

    /// What the stations at and below an agency have reached by now.
    async fn counted(&self, plan: &CampaignPlan, agency: &AgencyCode) -> Result<Vec<Figures>, AppError> {
        let people = self.people_at(agency).await?;
        let mut by_station: BTreeMap<&AgencyCode, Vec<_>> = BTreeMap::new();
        for jobs in &people.jobs {
            by_station.entry(&jobs.station).or_default().push(jobs);
        }
        let zone = self.rules.zone();
        let stations = self.stations_below(agency).into_iter();
        let count = |station: AgencyCode| {
            let ours = by_station.get(&station).into_iter().flatten().copied();
            figures(plan, &station, ours, zone)
        };
        Ok(stations.map(count).collect())
    }
}
