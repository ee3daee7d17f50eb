//! People who move from one station to another: who comes and goes, registering a move, asking for
//! a file, and answering.

pub(crate) mod ask;
pub(crate) mod leave;
pub(crate) mod list;
pub(crate) mod read;

use leye_app::FieldFault;
use leye_domain::relocation::{HouseholdPart, RelocationRefusal, RelocationWish};

use crate::form::Typed;
use crate::guard::SignedIn;
use crate::pages::supervision;
use crate::parts::{Choices, DateField, Field, Maker};
use crate::ui::Ui;

/// What both stations say about a move.
struct Said {
    on: DateField,
    address: Field,
    reason: Field,
    household: Choices,
}

impl Said {
    fn new(ui: &Ui, maker: &Maker<'_>) -> Said {
        let part = |part: &HouseholdPart| {
            let word = part.as_str();
            (word.to_owned(), ui.t(&format!("move-household-{word}")))
        };
        let parts: Vec<(String, String)> = HouseholdPart::ALL.iter().map(part).collect();
        Said {
            on: maker.day("move-on"),
            address: maker.text("move-address", true),
            reason: maker.text("move-reason", true),
            household: maker.choices("move-household", true, &parts),
        }
    }
}

/// A form that nobody has filled yet: people mostly come on the day on which they move.
fn blank(me: &SignedIn) -> Typed {
    let today = me.web.app.today();
    let mut typed = Typed::default();
    typed.set("move-on-year", today.year().to_string());
    typed.set("move-on-month", today.month().to_string());
    typed.set("move-on-day", today.day().to_string());
    typed
}

/// What was typed about a move, or every fault of it.
fn wish(typed: &Typed) -> Result<RelocationWish, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let on = match typed.day("move-on") {
        Ok(Some(on)) => Some(on),
        Ok(None) => {
            faults.push(FieldFault::new("move-on", "missing"));
            None
        }
        Err(()) => {
            faults.push(FieldFault::new("move-on", "date-impossible"));
            None
        }
    };
    let (address, reason) = (typed.text("move-address").to_owned(), typed.text("move-reason").to_owned());
    for (field, text) in [("move-address", &address), ("move-reason", &reason)] {
        if text.is_empty() {
            faults.push(FieldFault::new(field, "move-text"));
        }
    }
    let household = HouseholdPart::parse(typed.text("move-household"));
    if household.is_none() {
        faults.push(FieldFault::new("move-household", "not-chosen"));
    }
    match (on, household) {
        (Some(on), Some(household)) if faults.is_empty() => {
            Ok(RelocationWish { on, address, reason, household })
        }
        _ => Err(faults),
    }
}

/// A refusal as a fault of the field that it is about; `whole` is the field of what it is about as
/// a whole.
fn fault(refusal: &RelocationRefusal, whole: &str) -> FieldFault {
    let otherwise = match refusal {
        RelocationRefusal::InFuture => "move-on",
        RelocationRefusal::NoHelper | RelocationRefusal::UnknownHelper { .. } => "move-helper",
        _ => whole,
    };
    supervision::fault(refusal, "move", otherwise)
}
