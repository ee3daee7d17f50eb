//! Time limits and who answers for them (A2): the ladder of warnings, what an outage takes off a
//! term, and the docket that opens when a term was missed.
//!
//! * [`ladder`]: when somebody is warned, and who
//! * [`outage`]: when a term ends of which an outage took a part
//! * [`docket`]: what happened to a missed term; [`decide`] says what may be done, and by whom

mod decide;
mod docket;
mod event;
mod ladder;
mod outage;
mod refusal;

pub use decide::{DocketAct, DocketTerms, above, open};
pub use docket::{Docket, Found, Looked, OwedDocket, Remedy, Said};
pub use event::{Breach, DocketEvent, Finding, Span};
pub use ladder::{LadderRules, Rung, ladder};
pub use outage::{Hours, effective_due};
pub use refusal::DocketRefusal;
