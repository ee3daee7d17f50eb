//! Moves originals: from the person to the station, up to the bureau, and back (C3.4).

use leye_domain::agency::{AgencyCode, Level};
use leye_domain::id::CaseId;
use leye_domain::paper::{Keeper, Original, PaperAct, Papers};
use leye_domain::staff::{Actor, Staff};
use leye_store::DutyRow;

use crate::App;
use crate::error::AppError;

/// The kind of the duties on originals that are out.
pub(crate) const ORIGINAL: &str = "original";
/// The kind of the duties on originals that are lost.
pub(crate) const LOST: &str = "lost_original";

/// What is done with an original.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// The station takes it from the person; its name, as on the receipt.
    Take(String),
    /// It is sent to another agency of the case.
    Send(u32, AgencyCode),
    /// It arrived.
    Acknowledge(u32),
    /// The person has it back; who signed for it.
    GiveBack(u32, String),
    /// It is not there; what is known.
    Lost(u32, String),
    /// It is there again.
    Found(u32),
}

impl App {
    /// Does something with an original of a case.
    ///
    /// # Errors
    /// [`AppError::Paper`] where it cannot be; access.
    pub async fn move_original(&self, staff: &Staff, id: &CaseId, step: Move) -> Result<(), AppError> {
        let case = self.keeping(staff, id).await?;
        let now = self.time.now();
        let lies = || self.paper_term("lie", &staff.agency, now);
        let act = match step {
            Move::Take(title) => PaperAct::TakeOriginal { title, due: lies()? },
            Move::Send(original, to) => {
                let due = self.paper_term("hand_over", &to, now)?;
                PaperAct::SendOriginal { original, to, due }
            }
            Move::Acknowledge(original) => PaperAct::AcknowledgeOriginal { original, due: lies()? },
            Move::GiveBack(original, signed_by) => PaperAct::GiveOriginalBack { original, signed_by },
            Move::Lost(original, note) => PaperAct::ReportLost { original, note },
            Move::Found(original) => PaperAct::ReportFound { original, due: lies()? },
        };
        self.change_papers(&Actor::Staff(staff.clone()), &staff.agency, &case, act).await?;
        Ok(())
    }

    fn paper_term(
        &self,
        name: &str,
        agency: &AgencyCode,
        since: jiff::Timestamp,
    ) -> Result<jiff::Timestamp, AppError> {
        let pack = self.rules.pack();
        let terms = pack.paper_terms.as_ref();
        let terms = terms.ok_or_else(|| AppError::Rules("the pack has no papers/terms.toml".into()))?;
        self.term_of(terms, name, agency, since)
    }

    /// A row for each original that the person does not have back: whoever has it, or is to take
    /// it, owes it. Its name stands in the events alone, where it is sealed.
    pub(crate) fn original_duties(&self, papers: &Papers, person: &str) -> Vec<DutyRow> {
        papers.out().filter_map(|(number, one)| self.original_duty(papers, person, number, one)).collect()
    }

    fn original_duty(
        &self,
        papers: &Papers,
        person: &str,
        number: u32,
        original: &Original,
    ) -> Option<DutyRow> {
        let (agency, due) = match (&original.on_the_way, &original.keeper) {
            (Some(way), _) => (&way.to, way.due),
            (None, Keeper::Agency(agency)) => (agency, original.due),
            (None, Keeper::Resident) => return None,
        };
        let id = papers.id();
        let code = |level| original.station.at(level).as_str().to_owned();
        let kind = if original.lost.is_some() { LOST } else { ORIGINAL };
        let pack = self.rules.pack();
        let article = pack.paper_terms.as_ref().map(|terms| terms.article.article.clone());
        Some(DutyRow {
            county: id.county().to_owned(),
            id: format!("{id}/{number}"),
            kind: kind.to_owned(),
            subject: id.as_str().to_owned(),
            holder: None,
            agency: agency.as_str().to_owned(),
            station: code(Level::Station),
            office: code(Level::Office),
            bureau: code(Level::Bureau),
            due_at: Some(due),
            auto_at: None,
            step: kind.to_owned(),
            article: article.unwrap_or_default(),
            person: person.to_owned(),
            // A row is written once for each move; photos that are kept meanwhile do not change it.
            version: 0,
            begun_at: None,
        })
    }
}
