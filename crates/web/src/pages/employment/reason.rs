//! Why something cannot be done about a job or its follow-up, in words; and which field is to
//! be mended.

use leye_app::{App, AppError, FieldFault};
use leye_domain::employment::EmploymentRefusal;

use crate::parts::{FormFault, Maker};
use crate::words::Words;

/// The refusal as a sentence.
pub(crate) fn words(app: &App, words: Words, refusal: &EmploymentRefusal) -> String {
    let values = values(app, words, refusal);
    let sentence = words.with(&format!("work-refused-{}", refusal.code().replace('_', "-")), &values);
    match refusal.article() {
        Some(article) => {
            words.with("work-refused-article", &[("sentence", sentence), ("article", article.into())])
        }
        None => sentence,
    }
}

fn values(app: &App, words: Words, refusal: &EmploymentRefusal) -> Vec<(&'static str, String)> {
    use EmploymentRefusal as R;
    let date = |day: &jiff::civil::Date| words.date(*day);
    match refusal {
        R::NotBegun { start } | R::EndsBeforeStart { start } => vec![("day", date(start))],
        R::JobEnded { on } => vec![("day", date(on))],
        R::VisitsBefore { first } => vec![("day", date(first))],
        R::VisitInFuture { at } => {
            let now = words.moment(app.rules().zone().to_datetime(app.now()));
            vec![("at", words.moment(app.rules().zone().to_datetime(*at))), ("now", now)]
        }
        R::VisitBeforeStart { day, start } => vec![("day", date(day)), ("start", date(start))],
        R::VisitTooEarly { day, opens } => vec![("day", date(day)), ("opens", date(opens))],
        R::SameJob { employment } => vec![("number", employment.to_string())],
        R::RiskKnown { risk } => vec![("number", risk.to_string())],
        _ => Vec::new(),
    }
}

/// A refusal that a field of the form can mend, as its fault; any other goes on as it is.
pub(crate) fn fault(
    error: AppError,
    fields: &[(&'static str, &'static str)],
) -> Result<Vec<FieldFault>, AppError> {
    match error {
        AppError::Invalid(faults) => Ok(faults),
        AppError::Work(EmploymentRefusal::Missing { field }) => {
            Ok(vec![FieldFault::new(named(fields, field), "missing")])
        }
        AppError::Work(EmploymentRefusal::TooLong { field, .. }) => {
            Ok(vec![FieldFault::new(named(fields, field), "text-too-long")])
        }
        other => Err(other),
    }
}

fn named<'a>(fields: &[(&'static str, &'a str)], field: &'a str) -> &'a str {
    fields.iter().find(|(core, _)| *core == field).map_or(field, |(_, form)| form)
}

/// Every fault of a form, and why the whole of it was refused.
pub(crate) fn summary(maker: &Maker<'_>, refusal: Option<String>) -> Vec<FormFault> {
    let refusal = refusal.map(|text| FormFault { name: String::new(), text });
    refusal.into_iter().chain(maker.summary()).collect()
}
