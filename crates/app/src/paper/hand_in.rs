//! The link by which a person sends photos from their own telephone: it names the case, ends by
//! itself after some days, and nobody can make one up.

use leye_domain::agency::AgencyCode;
use leye_domain::case::Case;
use leye_domain::id::CaseId;
use leye_domain::paper::Source;
use leye_domain::staff::{Actor, Staff};

use super::{Checklist, ToKeep, code};
use crate::App;
use crate::error::AppError;

/// What the keyed hash is asked for.
const DOMAIN: &str = "hand-in";
/// Days are counted within a code of twelve bits; which round it is, the term tells.
const ROUND: i64 = 1 << 12;
/// The most photos that a person sends for one case.
const MOST: usize = 60;

/// What the page behind a link shows.
#[derive(Clone, Debug)]
pub struct HandIn {
    /// The case.
    pub case: CaseId,
    /// Its station.
    pub station: AgencyCode,
    /// The last day.
    pub until: jiff::civil::Date,
    /// What is there and what is missing.
    pub checklist: Checklist,
    /// How many came by the link so far.
    pub sent: usize,
}

impl App {
    /// A link for a case, without the address of the service: what stands behind `/hand-in/`.
    ///
    /// # Errors
    /// Access; a case that is closed.
    pub async fn hand_in_link(&self, staff: &Staff, id: &CaseId) -> Result<(String, HandIn), AppError> {
        let case = self.keeping(staff, id).await?;
        let until = self.hand_in_until()?;
        let number = u32::try_from(day_number(until).rem_euclid(ROUND)).unwrap_or_default();
        let link = code::of(&self.store, DOMAIN, id, number);
        let link = link.ok_or_else(|| AppError::Rules(format!("{id} has no code")))?;
        Ok((link, self.handing_in(case, until).await?))
    }

    fn hand_in_until(&self) -> Result<jiff::civil::Date, AppError> {
        let today = self.today();
        let pack = self.rules.pack();
        let days = pack.paper_terms.as_ref().and_then(|terms| terms.values.amount("hand_in", today));
        let days = days.ok_or_else(|| AppError::Rules("papers/terms.toml gives no `hand_in`".into()))?;
        Ok(today.saturating_add(jiff::Span::new().days(i64::from(days))))
    }

    /// What a link leads to.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for a link that was made up, has ended, or whose case is closed.
    pub async fn hand_in(&self, link: &str) -> Result<HandIn, AppError> {
        let (case, until) = self.hand_in_case(link).await?;
        self.handing_in(case, until).await
    }

    /// Keeps a photo that came by a link.
    ///
    /// # Errors
    /// As [`App::hand_in`] and [`App::keep_scan`].
    pub async fn keep_handed_in(&self, link: &str, scan: ToKeep) -> Result<u32, AppError> {
        let (case, until) = self.hand_in_case(link).await?;
        let station = case.station.clone();
        if self.handing_in(case.clone(), until).await?.sent >= MOST {
            return Err(AppError::Paper(leye_domain::paper::PaperRefusal::TooManyScans));
        }
        let scan = ToKeep { signed: None, ..scan };
        self.keep(&Actor::Public, &station, &case, scan, Source::Resident).await
    }

    async fn hand_in_case(&self, link: &str) -> Result<(Case, jiff::civil::Date), AppError> {
        let (id, number, _) = code::read(&self.store, DOMAIN, link).ok_or(AppError::NotFound)?;
        let today = day_number(self.today());
        let left = (i64::from(number) - today).rem_euclid(ROUND);
        let most = day_number(self.hand_in_until()?) - today;
        if left > most {
            return Err(AppError::NotFound);
        }
        let (case, _) = self.settled(&id).await?;
        let until = self.today().saturating_add(jiff::Span::new().days(left));
        if case.open().is_some() { Ok((case, until)) } else { Err(AppError::NotFound) }
    }

    async fn handing_in(&self, case: Case, until: jiff::civil::Date) -> Result<HandIn, AppError> {
        if case.open().is_none() {
            return Err(AppError::NotFound);
        }
        let papers = self.papers_of(&case.id).await?;
        let sent = papers.kept().filter(|(_, scan)| scan.facts.source == Source::Resident).count();
        let claimed = case.claimed.get().cloned().unwrap_or_default();
        let checklist = Checklist::of(&self.rules.pack(), &claimed, &papers);
        Ok(HandIn { case: case.id, station: case.station, until, checklist, sent })
    }
}

/// Days since 1970.
fn day_number(day: jiff::civil::Date) -> i64 {
    let epoch = jiff::civil::date(1970, 1, 1);
    epoch.until(day).map_or(0, |span| i64::from(span.get_days()))
}
