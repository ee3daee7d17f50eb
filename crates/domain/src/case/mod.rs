//! One determination (認定) from application to hand-back: its states, the acts that
//! move it, the events they leave, and [`decide`], the only place that decides.
//!
//! The table of states, acts and clocks is the one of the contracts; a refusal names
//! where the case stands, what was tried, why not, and under which article.

mod act;
mod act_name;
mod decide;
mod event;
mod fold;
mod refusal;
mod representative;
mod ruling;
mod state;
mod state_name;
mod step;
mod tick;

pub use act::{Act, Objection, Submission};
pub use act_name::ActName;
pub use decide::{Context, allowed_acts, decide, elapsed, submit, unready};
pub use event::{Event, WithdrawalCause};
pub use fold::Drift;
pub use refusal::{Reason, Refusal};
pub use representative::{OnBehalf, Paper, Representative};
pub use ruling::{Departure, Finding, Reviewed, Ruled};
pub use state::{Case, Closed, CorrectionUse, Open, Standing};
pub use state_name::StateName;
pub use step::{OperatorSeal, Origin, Papers, Posting, Receipt, ReceiptStep, Step};
pub use tick::{Tick, TickFault};
