//! The case file on disk: events, current state, duties, sealing.
//!
//! This is the only room that contains SQL for the case file. Above it stand typed
//! rows and a handful of recipes:
//!
//! * **Open.** [`Store::open`] makes the folder, migrates it and checks that the master
//!   key is the one this storage was made with.
//! * **Write.** Load a snapshot ([`Store::load_application`]), decide, put everything
//!   that follows into one [`Commit`] and hand it to [`Store::commit`]. A conflict means
//!   that somebody else was first: load and decide again. Nothing is acknowledged
//!   before the database has confirmed that it is on disk.
//! * **Seal.** Bodies are JSON; whatever the domain wraps as `{"$sealed": …}` is
//!   encrypted under the key of the commit's person before it is hashed or written, and
//!   decrypted on reading. [`Store::erase_person`] destroys that key.
//! * **List.** One access decision becomes a [`Scope`], which becomes the condition of
//!   the query: [`Store::worklist`], [`Store::applications_list`].
//! * **Check.** [`Store::verify`] and [`verify_dir`] walk every chain and name the first
//!   thing that is wrong; [`Store::slices`] and [`Store::replace_slice`] let the rooms
//!   above compare and rebuild what is derived, one range of streams at a time.
//! * **Move.** [`copy`] takes everything into another, empty storage; [`backup`] makes one
//!   file of it while it is served, and [`restore`] a storage of such a file. Each proves at
//!   its end that nothing was lost on the way.
//!
//! Inside, `engine` is the only module that knows which database runs; all statements
//! stand in [`statements`], in one subset of SQL.

mod audit;
mod chain;
mod commit;
mod engine;
mod erase;
mod error;
mod files;
mod idempotency;
mod instant;
mod keys;
mod migrations;
mod observe;
mod outbox;
mod plan;
mod read;
mod rebuild;
mod reference;
pub mod rows;
mod scope;
mod seal;
pub mod statements;
mod store;
mod transfer;
mod value;
mod verify;
mod witness;

pub use commit::{Commit, Committed, DutyChange, NewEvent, Put, Stream};
pub use engine::Database;
pub use erase::Erasure;
pub use error::{CommitError, StoreError};
pub use files::{Bucket, BucketKey, FILES_FOLDER};
pub use idempotency::{IdempotencyAnswer, StoredAnswer};
pub use keys::{Algorithm, MasterKey, Signed};
pub use observe::Stopwatch;
pub use read::{
    ApplicationsQuery, DossierCount, DossierQuery, DutiesOf, FindingRow, FindingsQuery, KindOwed, ListAfter,
    ListedCase, NoticedCase, Owed, RegisterPage, StateCount, TermQuery, Warning, WorkAfter, WorkRow,
    WorklistQuery,
};
pub use rebuild::{ReadModel, Slice, Slices};
pub use rows::*;
pub use scope::Scope;
pub use store::{Options, Store};
pub use transfer::{
    BackedUp, Copied, Manifest, Phase, Progress, Restored, Source, TableSum, Target, TransferError, backup,
    copy, restore,
};
pub use value::Value;
pub use verify::{Fault, StreamsWalked, VerifyReport, verify_database, verify_dir, verify_source};
