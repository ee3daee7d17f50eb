//! Campaigns: from decided events to one commit, and from the events back to duties.

use jiff::Timestamp;
use leye_domain::agency::AgencyCode;
use leye_domain::staff::Staff;
use leye_domain::supervision::{CampaignEvent, Campaigns, OwedCampaign};
use leye_store::{Commit, DutyRow, StoredEvent, Stream};

use crate::App;
use crate::application::write::joined;
use crate::error::AppError;
use crate::matter::{audit, change};

/// The duty to hold the next campaign.
const CAMPAIGN: &str = "campaign";
/// The duty to close a campaign with a report.
const CAMPAIGN_REPORT: &str = "campaign_report";

/// What the events of the campaigns of a bureau made.
pub(crate) fn fold_campaigns(bureau: &AgencyCode, events: &[StoredEvent]) -> Result<Campaigns, AppError> {
    let faulty = || AppError::Rules("the campaigns' events do not follow from each other".into());
    events.iter().try_fold(Campaigns::new(bureau.clone()), |campaigns, stored| {
        let event: CampaignEvent = crate::read_json(joined(stored))?;
        campaigns.after(&event, &stored.actor, stored.at).ok_or_else(faulty)
    })
}

/// The same, of the bureau that the name of the stream gives.
pub(crate) fn fold_campaign_stream(events: &[StoredEvent]) -> Result<Campaigns, AppError> {
    let stream = events.first().map(|event| event.stream.as_str()).unwrap_or_default();
    let bureau = stream.rsplit('-').next().and_then(|code| code.parse().ok());
    let bureau = bureau.ok_or_else(|| AppError::Rules(format!("{stream} names no bureau")))?;
    fold_campaigns(&bureau, events)
}

impl App {
    pub(super) async fn commit_campaign(
        &self,
        before: Campaigns,
        event: &CampaignEvent,
        staff: &Staff,
        now: Timestamp,
    ) -> Result<Campaigns, AppError> {
        let (id, version) = (before.id(), before.version);
        let old = self.campaign_duties(&before)?;
        let after = before
            .after(event, staff.user.as_str(), now)
            .ok_or_else(|| AppError::Rules("the campaigns' events do not follow from each other".into()))?;
        let written = self.written(serde_json::to_value(event), staff.user.as_str(), now)?;
        let audit = audit(staff, now, &written.kind, id.as_str(), None);
        let commit = Commit {
            stream: Stream { county: id.county().to_owned(), id: id.as_str().to_owned() },
            expected_version: version,
            person: None,
            new_person: false,
            events: vec![written],
            rows: Vec::new(),
            duties: change(old, self.campaign_duties(&after)?),
            outbox: Vec::new(),
            audit: vec![audit],
            idempotency: None,
        };
        self.store.commit(commit).await?;
        Ok(after)
    }

    /// What a bureau owes on its campaigns.
    pub(crate) fn campaign_duties(&self, campaigns: &Campaigns) -> Result<Vec<DutyRow>, AppError> {
        let id = campaigns.id();
        let code = campaigns.bureau.as_str();
        let row = |owed: OwedCampaign| {
            let (kind, number, due) = match owed {
                OwedCampaign::Report(number, due) => (CAMPAIGN_REPORT, number, due),
                OwedCampaign::Next(number, day) => (CAMPAIGN, number, self.begins(day)?),
            };
            Ok(DutyRow {
                county: id.county().to_owned(),
                id: format!("{id}/{number}/{kind}"),
                kind: kind.to_owned(),
                subject: id.as_str().to_owned(),
                holder: None,
                agency: code.to_owned(),
                station: code.to_owned(),
                office: code.to_owned(),
                bureau: code.to_owned(),
                due_at: Some(due),
                auto_at: None,
                step: kind.to_owned(),
                article: "B4.2".to_owned(),
                person: id.as_str().to_owned(),
                version: 0,
                begun_at: None,
            })
        };
        campaigns.owed().into_iter().map(row).collect()
    }
}
