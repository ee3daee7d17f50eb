//! Rating of finished services (A9): what the resident thinks of clarity, manner and result, whether
//! money was asked for, and what follows a bad rating.
//!
//! * [`Rating`]: one for each finished service, from the asking to the end of what follows
//! * [`Answers`]: what the resident answered
//! * [`RatingAct`]: what staff may do about it; never those who are rated
//! * [`Tally`]: how many think how, counted without anybody's words

mod course;
mod decide;
mod event;
mod grade;
mod tally;

pub use course::{Appeal, Closed, Course, Owed, Rating};
pub use decide::{Given, RatingAct, RatingRefusal, Terms, ask};
pub use event::{RatedService, RatingEvent, ServiceKind};
pub use grade::{Answers, Aspect, Charged, Grade, Suspicion};
pub use tally::{Share, Tally};
