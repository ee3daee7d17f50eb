//! Reference tables: agencies, users, sessions, calendars, settings. The same on every
//! node; changed rarely.

mod agencies;
mod calendar;
mod packs;
mod settings;
mod users;
