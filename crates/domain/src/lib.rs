//! The pure core of Leye: what may happen to a case, who may do it, and by when.
//!
//! Nothing here reads a clock, a file, a database or a random number; everything comes
//! in by the door. `case::decide` takes a case, an act, who acts, the policy in force
//! and the present instant, and gives events or a refusal.
//!
//! * [`accountability`]: warnings before a time limit, and dockets once it was missed (A2)
//! * [`agency`]: levels and codes of station, office, bureau and city
//! * [`applicant`]: a person's file
//! * [`assistance`]: one helper for one person, from naming to the exit
//! * [`calendar`]: which days are working days, and why
//! * [`clock`]: a time limit as a budget plus a ledger of suspensions
//! * [`case`]: states, acts, events, [`case::decide`]
//! * [`complaint`]: complaints by anybody, and the level above that deals with them (A3, A8)
//! * [`desk`]: contacts, and who is responsible for each from the first word to the last (A2)
//! * [`employment`]: the jobs of a person (B1)
//! * [`fact`]: what is known of a person, for the predicates of a pack
//! * [`followup`]: visits, risks and mediation while somebody is new in a job (B3)
//! * [`household`]: households, and those of which nobody has work
//! * [`lang`]: the languages that people read
//! * [`outreach`]: whom a station is to reach out to
//! * [`paper`]: papers that were issued, and withdrawn
//! * [`person`]: identity numbers, names, masking, retirement
//! * [`policy`]: the rules in force as plain values
//! * [`rating`]: what residents think of a finished service, and what follows (A9)
//! * [`registration`]: who is registered as unemployed, and their certificate
//! * [`relocation`]: a person moves from one station to another
//! * [`rulebook`]: drafts of packs, proposed by one person and published by another
//! * [`sealed`]: values that storage encrypts
//! * [`standing`]: what a screening of the register finds about somebody who is determined
//! * [`supervision`]: what offices and bureaus check in the follow-up, find and have put right (B2)

pub mod accountability;
pub mod agency;
pub mod applicant;
pub mod assistance;
pub mod calendar;
pub mod case;
pub mod clock;
pub mod complaint;
pub mod desk;
pub mod employer;
pub mod employment;
pub mod fact;
pub mod followup;
pub mod household;
pub mod id;
pub mod lang;
pub mod name_seal;
pub mod outreach;
pub mod paper;
pub mod person;
pub mod policy;
pub mod rating;
pub mod registration;
pub mod relocation;
pub mod rulebook;
pub mod sealed;
pub mod staff;
pub mod standing;
pub mod supervision;
