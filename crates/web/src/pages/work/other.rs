//! What is owed beside cases: how much of each kind, and where it is listed.

use leye_app::application::OtherWork;

use crate::guard::SignedIn;
use crate::ui::Ui;

/// A row: one kind of thing that is owed.
pub(super) struct OtherRow {
    pub href: &'static str,
    pub what: String,
    pub open: String,
    pub late: Option<String>,
    pub mine: String,
}

/// Each kind of duty with the list that shows it. Cases are on this page themselves.
const LISTS: [(&str, &str); 42] = [
    ("inquiry_accept", "/contacts?state=offered"),
    ("inquiry", "/contacts"),
    ("inquiry_tell", "/contacts"),
    ("visit", "/follow-ups?list=all"),
    ("visit_conflict", "/follow-ups?list=conflict"),
    ("mediation", "/follow-ups?list=mediation"),
    ("contact", "/assistance?only=neglected"),
    ("name_helper", "/assistance?only=no-helper"),
    ("set_class", "/assistance"),
    ("sign_agreement", "/assistance"),
    ("take_over", "/assistance"),
    ("settle_exit", "/assistance"),
    ("issue_certificate", "/registrations"),
    ("hand_over_certificate", "/registrations"),
    ("zero_employment", "/households"),
    ("original", "/originals"),
    ("lost_original", "/originals"),
    ("review", "/findings"),
    ("foreseen", "/findings?kind=foreseen"),
    ("outreach", "/findings?kind=outreach"),
    ("release_person", "/moves"),
    ("receive_person", "/moves"),
    ("guidance", "/guidance"),
    ("guidance_look", "/guidance"),
    ("spot_check", "/spot-checks"),
    ("problem", "/problems"),
    ("second_look", "/problems"),
    ("complaint_take", "/complaints"),
    ("complaint", "/complaints?state=open"),
    ("complaint_look", "/complaints?state=look"),
    ("complaint_answer", "/complaints?state=asked"),
    ("rating_call_back", "/ratings?state=call_back"),
    ("rating_remedy", "/ratings?state=remedy"),
    ("rating_look", "/ratings?state=look"),
    ("rating_appeal", "/ratings"),
    ("campaign", "/campaigns"),
    ("campaign_report", "/campaigns"),
    ("docket_explain", "/dockets"),
    ("docket_find", "/dockets"),
    ("docket_answer", "/dockets?state=found"),
    ("docket_look", "/dockets?state=objected"),
    ("docket_remedy", "/dockets?state=remedy"),
];

/// The rows, in the order of the day's work: who waits first.
pub(super) async fn rows(me: &SignedIn, ui: &Ui) -> Result<Vec<OtherRow>, leye_app::AppError> {
    let owed = me.web.app.other_work(me.staff()).await?;
    let of = |(kind, href): (&str, &'static str)| {
        let one: &OtherWork = owed.iter().find(|one| one.kind == kind)?;
        let late = one.late.to_string();
        Some(OtherRow {
            href,
            what: ui.t(&format!("work-kind-{}", kind.replace('_', "-"))),
            open: one.all.to_string(),
            late: (one.late > 0).then(|| ui.words.with("work-other-late", &[("late", late)])),
            mine: one.mine.to_string(),
        })
    };
    Ok(LISTS.into_iter().filter_map(of).collect())
}
