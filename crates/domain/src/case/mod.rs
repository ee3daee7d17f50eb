//! One determination (認定) from application to hand-back: its states, the acts that
//! move it, the events they leave, and [`decide`], the only place that decides.
//!
//! The table of states, acts and clocks is the one of the contracts; a refusal names
//! where the case stands, what was tried, why not, and under which article.

mod act;
mod decide;
mod event;
mod fold;
mod refusal;
mod state;
mod tick;

pub use act::{Act, ActName, Objection, Submission};
pub use decide::{Context, allowed_acts, decide, elapsed, submit, unready};
pub use event::{Event, WithdrawalCause};
pub use fold::Drift;
pub use refusal::{Reason, Refusal};
pub use state::{
    Case, Closed, CorrectionUse, Open, OperatorSeal, Origin, Papers, Posting, Receipt, ReceiptStep, Standing,
    StateName, Step,
};
pub use tick::{Tick, TickFault};
