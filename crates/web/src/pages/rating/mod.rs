//! Ratings of finished services (A9): the page behind the link, the slip with it, the figures, and
//! what follows a bad rating.

pub(crate) mod give;
pub(crate) mod list;
pub(crate) mod read;
pub(crate) mod slip;

use leye_domain::rating::{Aspect, Grade};

use crate::ui::Ui;

fn grade_words(ui: &Ui, grade: Grade) -> String {
    ui.t(&format!("rating-grade-{}", grade.as_str().replace('_', "-")))
}

fn aspect_words(ui: &Ui, aspect: Aspect) -> String {
    ui.t(&format!("rating-aspect-{}", aspect.as_str()))
}
