//! The staff of every agency, in the jobs that the staff of the demo have.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::Result;
use leye_domain::agency::{AgencyCode, Level};
use leye_store::{AgencyRow, Store, UserRow};
use rand_chacha::ChaCha8Rng;

use super::names::Names;

/// How many users are added at once.
const AT_ONCE: usize = 256;

/// A job: at an agency of a level, in a role, the first or a later one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Job {
    level: Level,
    role: String,
    number: usize,
}

impl Job {
    /// The sign-in name of whoever has this job in the chain above a station.
    pub fn name_at(&self, station: &str) -> String {
        let code: AgencyCode = station.parse().expect("a station's code has 12 digits");
        format!("{}{}-{}", self.role, self.number, code.at(self.level))
    }
}

/// Who works where in the demo, and in which job.
pub struct Staff {
    by_agency: BTreeMap<String, Vec<(String, Job)>>,
    password_hash: String,
}

impl Staff {
    /// Numbers the staff of the demo.
    pub fn new(users: &[UserRow]) -> Staff {
        let mut by_agency: BTreeMap<String, Vec<(String, Job)>> = BTreeMap::new();
        let mut numbers: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for user in users {
            let Ok(code) = user.agency.parse::<AgencyCode>() else { continue };
            let number = numbers.entry((&user.agency, &user.role)).or_default();
            *number += 1;
            let job = Job { level: code.level(), role: user.role.clone(), number: *number };
            by_agency.entry(user.agency.clone()).or_default().push((user.name.clone(), job));
        }
        let password_hash = users.first().map(|user| user.password_hash.clone()).unwrap_or_default();
        Staff { by_agency, password_hash }
    }

    /// The staff of a station of the demo and of the agencies above it.
    pub fn at(&self, station: &str) -> impl Iterator<Item = (&str, &Job)> {
        let code: AgencyCode = station.parse().expect("a station's code has 12 digits");
        let above = [Level::Station, Level::Office, Level::Bureau, Level::City].map(|level| code.at(level));
        let staff = above.into_iter().filter_map(|code| self.by_agency.get(code.as_str())).flatten();
        staff.map(|(name, job)| (name.as_str(), job))
    }

    /// Puts somebody into every job at every agency.
    ///
    /// # Errors
    /// Storage failures.
    pub async fn hire(
        &self,
        store: &Store,
        agencies: &[AgencyRow],
        names: &Names,
        rng: &mut ChaCha8Rng,
    ) -> Result<usize> {
        let jobs: BTreeSet<&Job> = self.by_agency.values().flatten().map(|(_, job)| job).collect();
        let mut users = Vec::new();
        for agency in agencies {
            let of_level = jobs.iter().filter(|job| job.level.as_str() == agency.level);
            users.extend(of_level.map(|job| self.user(job, agency, names.name(rng))));
        }
        let count = users.len();
        while !users.is_empty() {
            let some = users.split_off(users.len().saturating_sub(AT_ONCE));
            let mut work = tokio::task::JoinSet::new();
            for user in some {
                let store = store.clone();
                work.spawn(async move { store.put_user(user).await });
            }
            for added in work.join_all().await {
                added?;
            }
        }
        Ok(count)
    }

    /// Everybody has the password of the benches.
    fn user(&self, job: &Job, agency: &AgencyRow, display_name: String) -> UserRow {
        UserRow {
            name: job.name_at(&agency.code),
            display_name,
            role: job.role.clone(),
            agency: agency.code.clone(),
            password_hash: self.password_hash.clone(),
            identity_hash: None,
            active: true,
            must_change: false,
            version: 1,
            created_at: leye_app::TimeSource::system(),
        }
    }
}
