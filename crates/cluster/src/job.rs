//! What an executor has to know to judge a slice.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use leye_rules::{Cut, Engine};
use serde::{Deserialize, Serialize};

/// Rules, day and people file of a screening.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Job {
    /// The people file, under a path that every executor can read.
    pub people: PathBuf,
    pub on: Date,
    /// The files of the pack by name.
    pub pack: BTreeMap<String, String>,
    pub cut: Cut,
    /// Compiled once for all slices that a task judges.
    #[serde(skip)]
    engine: Arc<OnceLock<Result<Engine, String>>>,
}

impl Job {
    pub(crate) fn new(people: PathBuf, on: Date, pack: BTreeMap<String, String>, cut: Cut) -> Job {
        Job { people, on, pack, cut, engine: Arc::default() }
    }

    /// The compiled rules, or what is wrong with them.
    pub(crate) fn engine(&self) -> Result<&Engine, String> {
        let engine = self.engine.get_or_init(|| {
            let (pack, faults) = leye_pack::compile(&self.pack);
            let pack = pack.ok_or_else(|| {
                let first = faults.first().map(|fault| fault.message.clone()).unwrap_or_default();
                format!("the policy pack has {} faults, first {first}", faults.len())
            })?;
            Engine::new(&pack, self.on).map_err(|error| error.to_string())
        });
        engine.as_ref().map_err(Clone::clone)
    }
}
