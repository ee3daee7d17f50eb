//! The front desk (A2): every contact of somebody with the service, and who is responsible for it from
//! the first word to the last.
//!
//! * [`Contact`]: as its events made it, with the custody from hand to hand
//! * [`take`] begins one; [`Contact::decide`] says what may be done, and by whom

mod contact;
mod decide;
mod event;
mod refusal;

pub use contact::{Contact, Custody, Offer, OwedContact};
pub use decide::{ContactAct, ContactTerms, NewContact, Receiver, take};
pub use event::{Became, Caller, Channel, Closing, ContactEvent, HotlineNumber, Paper, Telling};
pub use refusal::ContactRefusal;
