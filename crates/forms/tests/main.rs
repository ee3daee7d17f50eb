//! The papers as somebody holds them: text, pictures, faults, and what a batch costs.

mod batch;
mod faults;
mod pictures;
mod samples;
mod text;
