//! Ratings of finished services (A9), from the asking to the remedy.
//!
//! * `ask` records that somebody was asked and makes the link; `give` takes the answers of whoever
//!   has it, without sign-in
//! * `file` opens a rating and acts on it
//! * `figures` counts, and gives the lists
//! * `matter` says what a rating is, from which [`crate::matter`] makes commits, rows and duties

mod ask;
mod figures;
mod file;
mod give;
mod matter;

use jiff::Span;
use jiff::Timestamp;
use leye_domain::agency::AgencyCode;
use leye_domain::id::RatingId;
use leye_domain::rating::{RatedService, Rating, Terms};

pub use ask::RatingSlip;
pub use figures::{RatingFigures, RatingRow};
pub use file::{RatingFile, RatingStep};
pub use give::{GivenRating, RatingForm, RatingStanding};
pub use matter::ListedRating;

use crate::App;
use crate::error::AppError;
use crate::matter::Matter;

/// How many ids are tried for a service: two services share one hardly ever, three never.
const PROBES: u32 = 8;
/// Ids of ratings are below this.
const SERIALS: u64 = 10_000_000_000;

impl App {
    /// A number of the pack about ratings, in force today.
    fn rating_number(&self, name: &str) -> Result<u16, AppError> {
        let pack = self.rules.pack();
        let found = pack.rating.as_ref().and_then(|terms| terms.values.amount(name, self.today()));
        found.ok_or_else(|| AppError::Rules(format!("desk/rating.toml gives no `{name}`")))
    }

    /// What the pack gives for something that begins now; the rated agency's days count.
    fn rating_terms(&self, agency: &AgencyCode, given: Option<Timestamp>) -> Result<Terms, AppError> {
        let (pack, now) = (self.rules.pack(), self.time.now());
        let lacking = || AppError::Rules("the pack has no desk/rating.toml".into());
        let terms = pack.rating.as_ref().ok_or_else(lacking)?;
        let term = |name| self.term_of(terms, name, agency, now);
        let given = self.rules.zone().to_datetime(given.unwrap_or(now)).date();
        let last = given.saturating_add(Span::new().days(i64::from(self.rating_number("appeal")?)));
        Ok(Terms {
            bad_from: self.rating_number("bad_from")?,
            call_back: term("call_back")?,
            remedy: term("remedy")?,
            look: term("look")?,
            judge: term("judge")?,
            may_appeal: self.today() <= last,
            now,
        })
    }

    /// The rating of a service, or the id that it will have. The id follows from the service, so that
    /// there is one for ever; it is hashed, so that nobody reads the service from it.
    async fn rating_of(&self, service: &RatedService) -> Result<(RatingId, Option<Rating>), AppError> {
        for probe in 0..PROBES {
            let hash = self.store.keyed_hash("rating", &format!("{}/{probe}", service.id()));
            let fold = |sum: u64, byte: u8| (sum * 67 + u64::from(byte)) % SERIALS;
            let id = RatingId::new(service.county(), hash.bytes().fold(0, fold));
            let events = self.store.stream_events(id.county(), id.as_str()).await?;
            if events.is_empty() {
                return Ok((id, None));
            }
            let found: Rating = crate::matter::fold(&events)?;
            if found.service == *service {
                return Ok((id, Some(found)));
            }
        }
        Err(AppError::Rules(format!("no {} is free for {}", Rating::KIND, service.id())))
    }
}
