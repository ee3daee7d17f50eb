//! Spot checks of reported visits (B2b): the list, drawing one, its visits, asking one again, and
//! drawing it anew.

pub(crate) mod check;
pub(crate) mod draw;
pub(crate) mod list;
pub(crate) mod read;
pub(crate) mod redraw;

use leye_domain::supervision::Reason;

use crate::ui::Ui;

/// Why a visit weighs more, in words.
fn reason(ui: &Ui, reason: Reason) -> String {
    ui.t(&format!("spot-check-reason-{}", reason.as_str().replace('_', "-")))
}
