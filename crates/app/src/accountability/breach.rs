//! A term that was missed, told as a docket tells it.

use jiff::Timestamp;
use leye_domain::accountability::{Breach, Span, effective_due};
use leye_domain::agency::AgencyCode;
use leye_domain::case::{Case, Event};
use leye_domain::clock::{Clock, LedgerEntry};
use leye_domain::id::{CaseId, UserName};
use leye_pack::Accountability;
use leye_store::TermRow;

use crate::App;
use crate::application::write::joined;
use crate::error::AppError;

impl App {
    /// The breach of a term: its holder if they work at the agency that owed it, when it stood still,
    /// and when it ended with the time that outages took off it.
    ///
    /// # Errors
    /// Storage failures; a year without a calendar.
    pub(super) async fn breach(&self, term: &TermRow, rules: &Accountability) -> Result<Breach, AppError> {
        let broken = || AppError::Rules(format!("term {} is broken; run `leye verify`", term.duty));
        let agency: AgencyCode = term.agency.parse().map_err(|_| broken())?;
        let holder = self.own_holder(term).await?;
        let begun = term.begun_at;
        let touches = |span: &Span| span.to > begun.unwrap_or(Timestamp::MIN) && span.from < term.due_at;
        let all: Vec<Span> = self.outages().await?.into_iter().map(Span::from).collect();
        let policy = self.policy(term.due_at);
        let effective = effective_due(
            (begun, term.due_at),
            &all,
            self.hours(rules, &agency),
            (&policy.calendar, &policy.zone),
        );
        Ok(Breach {
            duty: term.duty.clone(),
            term: term.term.clone(),
            kind: term.kind.clone(),
            step: term.step.clone(),
            subject: term.subject.clone(),
            article: term.article.clone(),
            agency,
            holder,
            begun,
            due: term.due_at,
            suspended: self.suspensions(term).await?,
            outages: all.into_iter().filter(touches).collect(),
            effective: effective.map_err(|e| AppError::Rules(e.to_string()))?,
        })
    }

    /// Who held it. After a file was sent on, its sender answers for it until somebody takes it; that it
    /// was not taken in time is the receiving agency's.
    async fn own_holder(&self, term: &TermRow) -> Result<Option<UserName>, AppError> {
        let Some(name) = &term.holder else { return Ok(None) };
        let user = self.store.user(name).await?;
        let is_own = user.is_some_and(|user| user.agency == term.agency);
        Ok(UserName::parse(name).ok().filter(|_| is_own))
    }

    /// When the term of a case stood still: from the ledger of its clock, as it was last.
    async fn suspensions(&self, term: &TermRow) -> Result<Vec<Span>, AppError> {
        let Ok(id) = CaseId::parse(&term.subject) else { return Ok(Vec::new()) };
        let stored = self.store.stream_events(id.county(), id.as_str()).await?;
        let read = stored.iter().map(|event| crate::read_json::<Event>(joined(event)));
        let events = read.collect::<Result<Vec<_>, _>>()?;
        let clock = (1..=events.len()).rev().find_map(|count| clock_of(&events[..count], term));
        Ok(clock.map(|clock| spans(&clock)).unwrap_or_default())
    }
}

/// The clock of a term, if these events left the case in it.
fn clock_of(events: &[Event], term: &TermRow) -> Option<Clock> {
    let case = Case::fold(events).ok()?;
    let open = case.open()?;
    let same = Some(open.clock.started) == term.begun_at && case.state().as_str() == term.step;
    same.then(|| open.clock.clone())
}

fn spans(clock: &Clock) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut since = None;
    for entry in &clock.ledger {
        match entry {
            LedgerEntry::Suspended { at, .. } => since = Some(*at),
            LedgerEntry::Resumed { at } => {
                spans.extend(since.take().map(|from| Span { from, to: *at }));
            }
            LedgerEntry::Extended { .. } | LedgerEntry::Reprojected { .. } => {}
        }
    }
    spans
}
