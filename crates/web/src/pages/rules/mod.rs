//! The rules for everybody to read (A3): the pack in force, article by article.

mod article;
mod calendar;
mod change;
mod condition;
mod example;
mod fact;
mod parts;
mod retirement;
mod step;

pub(crate) mod list;
pub(crate) mod read;
