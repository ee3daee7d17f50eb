//! The API, driven as a stranger's program would.

mod bodies;
mod description;
mod followup;
mod life;
pub mod office;
mod reading;
mod refusals;
mod representative;
mod ruling;
mod worklist;
mod writes;
