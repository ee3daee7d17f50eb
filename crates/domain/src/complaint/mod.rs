//! Complaints (A3, A8): by anybody, named or not, about an agency; dealt with above it, never by it.
//!
//! * [`Complaint`]: as its events made it, with the one agency that deals with it
//! * [`file`] begins one; [`Complaint::decide`] says what staff may do, [`Complaint::wish`] what who
//!   complained may do

mod course;
mod decide;
mod event;
mod refusal;

pub use course::{Complaint, Course, OwedComplaint, Question, Reply};
pub use decide::{ComplaintAct, ComplaintTerms, ComplaintWish, NewComplaint, dealt_with_by, file};
pub use event::{Complainant, ComplaintCategory, ComplaintEvent, ComplaintFinding, ComplaintWay};
pub use refusal::ComplaintRefusal;
