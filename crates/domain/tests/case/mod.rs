//! The case: every state and act, the ways through, and what no path may do.

mod acts;
mod chains;
mod journey;
mod path_laws;
mod paths;
mod reasons;
mod representative;
mod ruling;
mod sealed;
mod table;
mod ways;
mod world;
