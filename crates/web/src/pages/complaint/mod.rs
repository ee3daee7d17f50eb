//! Complaints (A3, A8): two pages for anybody, to complain and to see how it stands, and those of the
//! staff who deal with them.

pub(crate) mod follow;
pub(crate) mod list;
pub(crate) mod new;
pub(crate) mod question;
pub(crate) mod read;
pub(crate) mod record;

use askama::Template;
use leye_app::complaint::Filed;
use leye_app::{App, AppError, FieldFault};
use leye_domain::complaint::{ComplaintCategory, ComplaintFinding, ComplaintRefusal};

use crate::pages::supervision;
use crate::parts::Fact;
use crate::ui::{Ui, agency_title};

fn category(ui: &Ui, category: ComplaintCategory) -> String {
    ui.t(&format!("complaint-category-{}", category.as_str().replace('_', "-")))
}

fn finding(ui: &Ui, finding: ComplaintFinding) -> String {
    ui.t(&format!("complaint-finding-{}", finding.as_str()))
}

fn categories(ui: &Ui) -> Vec<(String, String)> {
    ComplaintCategory::ALL.iter().map(|one| (one.as_str().to_owned(), category(ui, *one))).collect()
}

/// Why not, at its field.
fn fault(refusal: &ComplaintRefusal, otherwise: &str) -> FieldFault {
    supervision::fault(refusal, "complaint", otherwise)
}

/// The number and the code, for who complained.
pub(crate) struct Receipt {
    pub id: String,
    pub code: String,
    pub facts: Vec<Fact>,
}

/// Makes it.
pub(crate) fn receipt(app: &App, ui: &Ui, filed: &Filed) -> Receipt {
    let fact = |key: &str, value: String| Fact { key: ui.t(key), value, ..Fact::default() };
    let by = ui.words.moment(app.rules().zone().to_datetime(filed.reply_by));
    Receipt {
        id: filed.id.to_string(),
        code: leye_app::paper::grouped(&filed.code),
        facts: vec![
            fact("complaint-dealing", agency_title(app, ui.words, &filed.dealing)),
            fact("complaint-reply-by", by),
        ],
    }
}

/// The page that gives them, to anybody or at a counter.
#[derive(Template)]
#[template(path = "pages/complaint/done.html")]
struct DonePage {
    ui: Ui,
    receipt: Receipt,
}

/// The fields that a refused filing belongs to; none where it was something else.
fn refused(error: &AppError) -> Option<Vec<FieldFault>> {
    match error {
        AppError::Complaint(refusal) => Some(vec![fault(refusal, "complaint-words")]),
        AppError::Invalid(faults) => Some(faults.clone()),
        AppError::NotFound => Some(vec![FieldFault::new("complaint-about", "not-chosen")]),
        _ => None,
    }
}
