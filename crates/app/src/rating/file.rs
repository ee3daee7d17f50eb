//! A rating as opened, and what is done about it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use leye_domain::agency::Level;
use leye_domain::id::{CaseId, RatingId};
use leye_domain::rating::{Charged, RatedService, Rating, RatingAct, RatingEvent};
use leye_domain::sealed::Sealed;
use leye_domain::staff::Staff;

use crate::App;
use crate::access::{Deed, Target};
use crate::application::write::joined;
use crate::error::AppError;

/// Something that happened to it.
#[derive(Clone, Debug)]
pub struct RatingStep {
    /// The word of the event.
    pub kind: &'static str,
    /// Who.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// What was said; none where nothing, or it was erased, or the caller may not know it.
    pub note: Option<String>,
}

/// A rating as opened.
#[derive(Clone, Debug)]
pub struct RatingFile {
    /// It, without what the caller may not know: words and money.
    pub rating: Rating,
    /// What happened, oldest first.
    pub steps: Vec<RatingStep>,
    /// Whether the caller may learn who rated and what they said.
    pub may_reveal: bool,
    /// Name and telephone of who rated, and the case where the caller may open it; only where it was
    /// asked for.
    pub rater: Option<(String, String, Option<CaseId>)>,
    /// Whether the caller may say whether it counts.
    pub may_examine: bool,
    /// Whether the caller may ring back.
    pub may_call_back: bool,
    /// Whether the caller may say what was put right.
    pub may_remedy: bool,
    /// Whether the caller may look at that.
    pub may_look: bool,
    /// Whether the caller may say that it is false.
    pub may_appeal: bool,
    /// Whether the caller may judge that.
    pub may_judge: bool,
}

impl App {
    /// Opens a rating. With `reveal` the file tells who rated and what they said, and it is recorded.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where the caller may not see it, or may not learn what they ask for.
    pub async fn rating_file(
        &self,
        staff: &Staff,
        id: &RatingId,
        reveal: bool,
    ) -> Result<RatingFile, AppError> {
        let (mut rating, household) = self.reached_rating(staff, id).await?;
        let asked = self.access.about(staff, oversight(&rating, &household));
        let is_rated = rating.rated.contains(&staff.user);
        let may_reveal = !is_rated && asked.may(Deed::RevealRating);
        if reveal && !may_reveal {
            return Err(AppError::NotFound);
        }
        let given = rating.answers.as_ref().map(|(_, at, _)| *at);
        let terms = self.rating_terms(&rating.agency, given)?;
        let (handles, looks) = (asked.may(Deed::HandleRating), asked.may(Deed::LookAtRating));
        let appeals = asked.may(Deed::AppealRating);
        // The core decides what may be done now; words that are there stand for those to be typed.
        let could = |act| rating.decide(act, staff, terms).is_ok();
        let text = || "-".to_owned();
        let mut file = RatingFile {
            may_examine: looks && could(RatingAct::Examine { counts: true, reason: text() }),
            may_call_back: handles
                && could(RatingAct::CallBack { reached: true, wants_remedy: true, note: text() }),
            may_remedy: handles && could(RatingAct::Remedy { done: text() }),
            may_look: looks && could(RatingAct::Look { settled: true, note: text() }),
            may_appeal: appeals && could(RatingAct::Appeal { reason: text() }),
            may_judge: looks && could(RatingAct::Judge { struck: true, reason: text() }),
            steps: self.rating_steps(id, may_reveal).await?,
            rater: None,
            may_reveal,
            rating: rating.clone(),
        };
        if reveal {
            self.record(staff, "reveal_rating", id.as_str(), None, None).await?;
            file.rater = Some(self.rater(staff, &rating).await?);
        } else if let Some((answers, ..)) = &mut rating.answers {
            answers.words = Sealed::Open(String::new());
            file.rating = rating;
        }
        if staff.level() < Level::Bureau {
            goes_past(&mut file.rating);
        }
        Ok(file)
    }

    /// Does something about a rating; `seen` is the version that the caller saw.
    ///
    /// # Errors
    /// [`AppError::Rating`] where the rules say no, `Stale` where it changed meanwhile; access.
    pub async fn act_on_rating(
        &self,
        staff: &Staff,
        id: &RatingId,
        act: RatingAct,
        seen: i64,
    ) -> Result<(), AppError> {
        let (rating, household) = self.reached_rating(staff, id).await?;
        let deed = match act {
            RatingAct::Appeal { .. } => Deed::AppealRating,
            RatingAct::CallBack { .. } | RatingAct::Remedy { .. } => Deed::HandleRating,
            _ => Deed::LookAtRating,
        };
        if !self.access.may(staff, deed, oversight(&rating, &household)) {
            return Err(AppError::Forbidden { act: None });
        }
        if rating.version != seen {
            return Err(AppError::Stale { current: rating.version, since: Vec::new() });
        }
        let given = rating.answers.as_ref().map(|(_, at, _)| *at);
        let terms = self.rating_terms(&rating.agency, given)?;
        let event = rating.decide(act, staff, terms)?;
        let commit = self.rating_commit(Some(rating), &event, (staff, terms.now))?;
        self.store.commit(commit).await?;
        Ok(())
    }

    /// Who rated: name, telephone, and the case where the caller may open it.
    async fn rater(
        &self,
        staff: &Staff,
        rating: &Rating,
    ) -> Result<(String, String, Option<CaseId>), AppError> {
        let person = &rating.person;
        let row = self.store.person(person.county(), person.as_str()).await?.ok_or(AppError::NotFound)?;
        let person: leye_domain::applicant::Applicant = crate::read_json(row.body)?;
        let details = person.details.get();
        let name = details.map(|details| details.name.clone()).unwrap_or_default();
        let phone = details.map(|details| details.phone.to_string()).unwrap_or_default();
        let RatedService::Case(case) = &rating.service;
        Ok((name, phone, self.rated_case(staff, case).await))
    }

    /// A given rating that the caller may read, with the hashes of the household. At the rated agency
    /// itself none is known before there are enough of them to hide one.
    async fn reached_rating(
        &self,
        staff: &Staff,
        id: &RatingId,
    ) -> Result<(Rating, BTreeSet<String>), AppError> {
        let rating: Rating = self.matter(id.county(), id.as_str()).await?;
        let RatedService::Case(case) = &rating.service;
        let (case, _) = self.settled(case).await?;
        let household: BTreeSet<String> = case.household.union(&case.representatives).cloned().collect();
        let asked = self.access.about(staff, oversight(&rating, &household));
        let knows = !rating.rated.contains(&staff.user) && asked.may(Deed::RevealRating);
        let enough = knows || staff.agency != rating.agency || self.shows_ratings(staff).await?;
        if rating.answers.is_none() || !enough || !asked.may(Deed::ReadRating) {
            return Err(AppError::NotFound);
        }
        Ok((rating, household))
    }

    async fn rating_steps(&self, id: &RatingId, notes: bool) -> Result<Vec<RatingStep>, AppError> {
        use RatingEvent as E;
        let stored = self.store.stream_events(id.county(), id.as_str()).await?;
        let step = |one: &leye_store::StoredEvent| {
            let event: RatingEvent = crate::read_json(joined(one))?;
            let (kind, note) = match event {
                E::RatingAsked { .. } => ("asked", None),
                E::RatingGiven { .. } => ("given", None),
                E::RatingExamined { counts, reason, .. } => {
                    (if counts { "counted" } else { "left-out" }, Some(reason))
                }
                E::RatingCalledBack { reached, note, .. } => {
                    (if reached { "reached" } else { "not-reached" }, Some(note))
                }
                E::RatingRemedied { done, .. } => ("remedied", Some(done)),
                E::RatingLooked { settled, note, .. } => {
                    (if settled { "settled" } else { "again" }, Some(note))
                }
                E::RatingAppealed { reason, .. } => ("appealed", Some(reason)),
                E::RatingJudged { struck, reason } => (if struck { "struck" } else { "kept" }, Some(reason)),
            };
            let note = note.filter(|_| notes).and_then(|note| note.get().cloned());
            Ok(RatingStep { kind, by: one.actor.clone(), at: one.at, note })
        };
        let steps = stored.iter().map(step).collect::<Result<Vec<_>, AppError>>()?;
        // Who is rated is not told by whom it was asked.
        let told = |step: &RatingStep| notes || step.kind != "asked";
        Ok(steps.into_iter().filter(told).collect())
    }
}

/// That money was asked for, and what was said with it, goes past station and office (A8): it is a
/// complaint of its own at the bureau.
fn goes_past(rating: &mut Rating) {
    let Some((answers, ..)) = &mut rating.answers else { return };
    if answers.charged == Charged::Yes {
        answers.words = Sealed::Open(String::new());
    }
    answers.charged = Charged::Unsaid;
}

fn oversight<'a>(rating: &'a Rating, household: &'a BTreeSet<String>) -> Target<'a> {
    Target::Oversight { agency: &rating.agency, finder: &rating.above, household }
}
