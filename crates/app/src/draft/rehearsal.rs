//! A rehearsal in the background: who gains and who loses by a draft. Its result stays in
//! memory until the service ends or the draft is rehearsed again.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use jiff::civil::Date;
use leye_domain::staff::Staff;
use leye_rules::{Rehearsed, rehearse};

use crate::App;
use crate::access::Deed;
use crate::error::AppError;

/// How many run at the same time: each takes every core.
const AT_ONCE: usize = 1;

/// A people file to rehearse over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PeopleFile {
    /// A file of the folder that the administrator named.
    Kept(String),
    /// A file that was uploaded; it is removed afterwards.
    Uploaded {
        /// What the uploader calls it.
        name: String,
        /// Where it lies.
        path: PathBuf,
    },
}

/// A rehearsal of a draft.
#[derive(Clone, Debug)]
pub struct Rehearsal {
    /// What the people file is called.
    pub people: String,
    /// The day of the rulings.
    pub on: Date,
    /// Who began it.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// How far it is.
    pub state: RehearsalState,
}

/// How far a rehearsal is.
#[derive(Clone, Debug)]
pub enum RehearsalState {
    /// So many percent are done.
    Running(u64),
    /// Done.
    Done(Arc<Rehearsed>),
    /// It could not be done: why.
    Failed(String),
}

/// The rehearsals of this process by draft.
#[derive(Debug, Default)]
pub struct Rehearsals(Mutex<BTreeMap<u32, Held>>);

#[derive(Clone, Debug)]
struct Held {
    rehearsal: Rehearsal,
    percent: Arc<AtomicU64>,
}

impl Rehearsals {
    /// Begins one; none where too many run already.
    fn begin(&self, draft: u32, rehearsal: Rehearsal) -> Option<Arc<AtomicU64>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let running =
            all.values().filter(|held| matches!(held.rehearsal.state, RehearsalState::Running(_))).count();
        if running >= AT_ONCE {
            return None;
        }
        let percent = Arc::new(AtomicU64::new(0));
        all.insert(draft, Held { rehearsal, percent: percent.clone() });
        Some(percent)
    }

    fn end(&self, draft: u32, state: RehearsalState) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = all.get_mut(&draft) {
            held.rehearsal.state = state;
        }
    }

    fn of(&self, draft: u32) -> Option<Rehearsal> {
        let held = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&draft)?.clone();
        let mut rehearsal = held.rehearsal;
        if let RehearsalState::Running(percent) = &mut rehearsal.state {
            *percent = held.percent.load(Ordering::Relaxed);
        }
        Some(rehearsal)
    }
}

impl App {
    /// Names the folder of people files that drafts may be rehearsed over.
    pub fn keep_people_in(&mut self, folder: Option<PathBuf>) {
        self.people_folder = folder;
    }

    /// The people files of the folder, by name; none where there is no folder.
    pub fn people_files(&self) -> Vec<String> {
        let Some(folder) = &self.people_folder else { return Vec::new() };
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
        let names = entries.filter(|entry| entry.path().is_file());
        let mut names: Vec<String> = names
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter(|name| is_people_file(name))
            .collect();
        names.sort();
        names
    }

    /// Whether the administrator named a folder of people files.
    pub fn has_people_folder(&self) -> bool {
        self.people_folder.is_some()
    }

    /// The rehearsal of a draft, if there is one.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for who may not see drafts.
    pub fn rehearsal(&self, staff: &Staff, draft: u32) -> Result<Option<Rehearsal>, AppError> {
        self.must_on_rules(staff, Deed::ReadDrafts)?;
        Ok(self.rehearsals.of(draft))
    }

    /// Begins to rehearse a draft against the rules in force today. It goes on in the
    /// background; an uploaded file is removed in any case.
    ///
    /// # Errors
    /// Access; faults of the fields `people` and `on`; a field `people` with `rehearsal-running`
    /// while another one runs.
    pub async fn rehearse_draft(
        self: &Arc<Self>,
        staff: &Staff,
        draft: u32,
        people: PeopleFile,
        on: Date,
    ) -> Result<(), AppError> {
        let (name, place) = match people {
            PeopleFile::Uploaded { name, path } => (name, Place { path, is_ours: true }),
            PeopleFile::Kept(name) => {
                let path = self.kept_people(&name)?;
                (name, Place { path, is_ours: false })
            }
        };
        self.must_on_rules(staff, Deed::KeepDrafts)?;
        let facts = self.rulebook().await?.drafts.remove(&draft).ok_or(AppError::NotFound)?.facts;
        let (base, pack) = (self.rules.pack(), self.kept_edition(&facts.files).await?.pack);
        if [&base, &pack].iter().any(|pack| !pack.period.contains(on)) {
            return Err(AppError::field("on", "not-in-force"));
        }
        let rehearsal = Rehearsal {
            people: name,
            on,
            by: staff.user.as_str().to_owned(),
            at: self.time.now(),
            state: RehearsalState::Running(0),
        };
        let percent = self.rehearsals.begin(draft, rehearsal);
        let percent = percent.ok_or_else(|| AppError::field("people", "rehearsal-running"))?;
        self.record(staff, "rehearse_draft", &format!("rules/{draft}"), None, None).await?;
        let app = self.clone();
        tokio::task::spawn_blocking(move || {
            let found = rehearse(&place.path, &base, &pack, on, None, &mut |done, all| {
                percent.store(done.saturating_mul(100) / all.max(1), Ordering::Relaxed);
            });
            app.rehearsals.end(
                draft,
                match found {
                    Ok(found) => RehearsalState::Done(Arc::new(found)),
                    Err(error) => RehearsalState::Failed(told(&place, &error)),
                },
            );
        });
        Ok(())
    }

    /// The file of that name, which has to be one of those that are offered.
    fn kept_people(&self, name: &str) -> Result<PathBuf, AppError> {
        let known = self.people_files().iter().any(|known| known == name);
        let folder = self.people_folder.as_deref().filter(|_| known);
        folder.map(|folder| folder.join(name)).ok_or_else(|| AppError::field("people", "no-such-people-file"))
    }
}

fn is_people_file(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "parquet")
}

/// Why it failed, without the place on the server.
fn told(place: &Place, error: &dyn std::fmt::Display) -> String {
    let shown = place.path.display().to_string();
    let name = place.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = if place.is_ours { "people.parquet".to_owned() } else { name };
    error.to_string().replace(&shown, &name)
}

/// A people file; one that was uploaded goes with this.
struct Place {
    path: PathBuf,
    is_ours: bool,
}

impl Drop for Place {
    fn drop(&mut self) {
        if self.is_ours {
            // Nothing is left to do when even that fails.
            let _ = std::fs::remove_file(&self.path);
        }
    }
}
