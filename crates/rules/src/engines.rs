//! The engines of the days that are asked for, each compiled once.

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError, RwLock};

use jiff::civil::Date;
use leye_pack::Pack;

use crate::engine::Engine;
use crate::error::{EngineError, EvaluateError};
use crate::facts::Facts;
use crate::ruling::Ruling;

/// So many days are kept; a service asks for today and for the days of open cases.
const KEPT: usize = 64;

/// One pack with the engines of several days.
#[derive(Debug)]
pub struct Engines {
    pack: Arc<Pack>,
    days: RwLock<BTreeMap<Date, Arc<Engine>>>,
}

impl Engines {
    /// The engines of a pack; none is compiled yet.
    pub fn new(pack: Arc<Pack>) -> Engines {
        Engines { pack, days: RwLock::default() }
    }

    /// The pack.
    pub fn pack(&self) -> &Pack {
        &self.pack
    }

    /// The engine of a day.
    ///
    /// # Errors
    /// As [`Engine::new`].
    pub fn on(&self, day: Date) -> Result<Arc<Engine>, EngineError> {
        let kept = self.days.read().unwrap_or_else(PoisonError::into_inner).get(&day).cloned();
        if let Some(engine) = kept {
            return Ok(engine);
        }
        let engine = Arc::new(Engine::new(&self.pack, day)?);
        let mut days = self.days.write().unwrap_or_else(PoisonError::into_inner);
        while days.len() >= KEPT {
            days.pop_first();
        }
        days.insert(day, engine.clone());
        Ok(engine)
    }

    /// The ruling on somebody on a day.
    ///
    /// # Errors
    /// As [`Engine::new`] and [`Engine::evaluate`].
    pub fn evaluate(&self, facts: &Facts, household: &[Facts], on: Date) -> Result<Ruling, EvaluateError> {
        self.on(on)?.evaluate(facts, household)
    }
}
