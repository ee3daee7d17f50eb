//! Use cases: each opens with an access decision, reads the clock once, decides in the
//! pure core and hands one commit to storage. The pages, the API, the command line and
//! the demo all enter here and meet the same guard.
//!
//! * [`application`]: file, act, open, list
//! * [`assistance`]: one helper for one person: open, act, read, list, caseloads
//! * [`notice`]: the public board and objections
//! * [`person`]: find, open, unmask, erase
//! * [`employer`]: find and open
//! * [`household`]: households, and those of which nobody has work
//! * [`employment`]: the jobs of a person, and what they mean for assistance
//! * [`followup`]: visits, risks and mediation while somebody is new in a job
//! * [`import`]: what stations keep in their registers, from workbooks and CSV
//! * [`draft`]: policy packs that are proposed, rehearsed and published
//! * [`session`], [`user`], [`agency`]: who may come in, and where they work
//! * [`register`]: screen who is determined, and review what that finds
//! * [`registration`]: who is registered as unemployed, and their certificates
//! * [`relocation`]: people who move from one station to another
//! * [`name_seal`]: who has which name seal
//! * [`outreach`]: hand a list to the stations, and note what came of it
//! * [`paper`]: issue papers, withdraw them, and check whether one is genuine
//! * [`supervision`]: the daily check, problems and campaigns of the follow-up
//! * [`signing`]: the keys that papers and receipts are signed with
//! * [`rules`]: the policy pack and the calendars
//! * [`ruling`]: what the rules compute for a case, and the receipts of reviews
//! * [`badge`]: who serves people, with post and code, and who is on duty
//! * [`complaint`]: complaints, dealt with by the level above
//! * [`desk`]: contacts, and who is responsible for each from the first word to the last
//! * [`accountability`]: warnings, time limits, and dockets of those that were missed
//! * [`access`]: the policies and how they are asked

pub mod access;
pub mod accountability;
pub mod agency;
pub mod application;
pub mod assistance;
pub mod badge;
pub mod calendar;
mod chance;
pub mod check;
mod clock;
pub mod complaint;
pub mod demo;
pub mod desk;
pub mod draft;
pub mod employer;
pub mod employment;
mod error;
pub mod followup;
pub mod household;
pub mod import;
mod matter;
pub mod name_seal;
pub mod notice;
pub mod observe;
pub mod outreach;
pub mod paper;
pub mod person;
pub mod rating;
pub mod register;
pub mod registration;
pub mod relocation;
pub mod rules;
pub mod ruling;
pub mod session;
pub mod signing;
pub mod supervision;
mod training;
pub mod user;
mod verify;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, RwLock};

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use leye_domain::policy::Policy;
use leye_store::Store;
use serde::de::DeserializeOwned;

pub use chance::Chance;
pub use clock::TimeSource;
pub use error::{AppError, FieldFault};
pub use leye_store::Stopwatch;
pub use matter::{ListedMatter, MatterPage};
pub use rules::Rules;
pub use verify::Verdict;

use access::Access;
use agency::Tree;

/// The application: storage, rules, access, time and chance, wired once.
#[derive(Debug)]
pub struct App {
    pub(crate) store: Store,
    pub(crate) rules: Rules,
    pub(crate) access: Access,
    pub(crate) time: Arc<TimeSource>,
    pub(crate) chance: Chance,
    /// A hash that no password has, for names that do not exist.
    pub(crate) no_password: String,
    pub(crate) cards: person::Cards,
    tree: RwLock<Arc<Tree>>,
    names: RwLock<Arc<BTreeMap<String, String>>>,
    training: AtomicBool,
    rehearsals: draft::Rehearsals,
    people_folder: Option<std::path::PathBuf>,
    intake: paper::Intake,
    signing: RwLock<Arc<Vec<signing::SigningKey>>>,
    /// The version of the drafts that this process has seen.
    rulebook_seen: AtomicI64,
}

impl App {
    /// Wires the application over opened storage.
    ///
    /// # Errors
    /// Policies or stored settings that cannot be used; storage failures.
    pub async fn open(store: Store, rules: Rules, chance: Chance) -> Result<App, AppError> {
        let access = Access::load().map_err(|e| AppError::Rules(e.to_string()))?;
        let no_password =
            session::hash(data_encoding::HEXLOWER.encode(&chance.bytes::<24>()), chance.bytes()).await?;
        let app = App {
            store,
            access,
            time: rules.time.clone(),
            rules,
            chance,
            no_password,
            cards: person::Cards::default(),
            tree: RwLock::default(),
            names: RwLock::default(),
            training: AtomicBool::new(false),
            rehearsals: draft::Rehearsals::default(),
            people_folder: None,
            intake: paper::Intake::default(),
            signing: RwLock::default(),
            rulebook_seen: AtomicI64::new(0),
        };
        if let Some(ahead) = app.store.setting(training::AHEAD).await? {
            app.time.set_ahead(SignedDuration::from_micros(ahead.parse().unwrap_or_default()));
        }
        app.refresh().await?;
        Ok(app)
    }

    /// Takes over what another process changed: imported calendars, published packs,
    /// signing keys, agencies, names. The
    /// service does so every half minute.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn refresh(&self) -> Result<(), AppError> {
        for (year, days) in self.store.calendars().await? {
            let year = i16::try_from(year).map_err(|_| AppError::Rules(format!("calendar of {year}")))?;
            self.rules.import(year, days.iter().map(calendar::special).collect());
        }
        self.refresh_packs().await?;
        self.refresh_signing_keys().await?;
        self.refresh_agencies().await?;
        self.refresh_names().await
    }

    /// Says what the storage is for, and keeps the pack that it is served by. Training is refused where real cases lie; a training
    /// storage stays one, with its banner, however it is served.
    ///
    /// # Errors
    /// [`AppError::NotTraining`].
    pub async fn begin(&self, training: bool) -> Result<(), AppError> {
        let kind = self.store.setting(training::KIND).await?;
        let is_training = kind.as_deref() == Some("training");
        if training && !is_training && self.store.has_cases().await? {
            return Err(AppError::NotTraining);
        }
        if kind.is_none() || (training && !is_training) {
            self.store.put_setting(training::KIND, if training { "training" } else { "real" }).await?;
        }
        self.keep_base().await?;
        self.training.store(training || is_training, Ordering::SeqCst);
        Ok(())
    }

    /// Whether the clock may be moved.
    pub fn is_training(&self) -> bool {
        self.training.load(Ordering::SeqCst)
    }

    /// The present instant.
    pub fn now(&self) -> Timestamp {
        self.time.now()
    }

    /// Today, in the service's time zone.
    pub fn today(&self) -> Date {
        self.rules.zone().to_datetime(self.time.now()).date()
    }

    /// An instant with the offset of the service's time zone, as answers carry it.
    pub fn local(&self, at: Timestamp) -> String {
        let zoned = at.to_zoned(self.rules.zone().clone());
        zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
    }

    /// The policy pack and the calendars.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The access policies.
    pub fn access(&self) -> &Access {
        &self.access
    }

    /// The agencies.
    pub fn tree(&self) -> Arc<Tree> {
        self.tree.read().map(|tree| tree.clone()).unwrap_or_default()
    }

    /// Name of a member of staff as shown; the sign-in name where it is not known.
    pub fn staff_name(&self, user: &str) -> String {
        let names = self.names.read().map(|names| names.clone()).unwrap_or_default();
        names.get(user).cloned().unwrap_or_else(|| user.to_owned())
    }

    /// The storage, for the command line's own checks.
    pub fn store(&self) -> &Store {
        &self.store
    }

    pub(crate) fn policy(&self, now: Timestamp) -> Arc<Policy> {
        self.rules.policy(self.rules.zone().to_datetime(now).date())
    }

    pub(crate) async fn refresh_agencies(&self) -> Result<(), AppError> {
        let tree = Arc::new(Tree::new(self.store.agencies().await?));
        if let Ok(mut held) = self.tree.write() {
            *held = tree;
        }
        Ok(())
    }

    pub(crate) async fn refresh_names(&self) -> Result<(), AppError> {
        let names = self.store.users().await?.into_iter().map(|u| (u.name, u.display_name)).collect();
        if let Ok(mut held) = self.names.write() {
            *held = Arc::new(names);
        }
        Ok(())
    }
}

/// Reads a value that storage kept as JSON.
pub(crate) fn read_json<T: DeserializeOwned>(value: serde_json::Value) -> Result<T, AppError> {
    serde_json::from_value(value)
        .map_err(|e| AppError::Rules(format!("stored data cannot be read: {e}; run `leye verify`")))
}
