//! The self-check of a resident: the questions of the pack in force today, and what the
//! answers come to. It reads no person, writes nothing and logs nothing.

pub use leye_rules::{
    AnswerFault, CategoryProspect, Course, EngineError, Given, Interview, Outlook, Question, Verdict,
};

use crate::App;
use crate::error::AppError;

impl App {
    /// Hears somebody by the rules of today.
    ///
    /// # Errors
    /// Rules that are not in force today, or that cannot be evaluated.
    pub fn interview<T>(
        &self,
        hear: impl FnOnce(&Interview<'_>) -> Result<T, EngineError>,
    ) -> Result<T, AppError> {
        // An engine speaks of conditions alone, so that no answer is repeated.
        let failed = |error: EngineError| AppError::Rules(error.to_string());
        let engine = self.rules.engines().on(self.today()).map_err(failed)?;
        hear(&Interview::new(&self.rules.pack(), &engine)).map_err(failed)
    }
}
