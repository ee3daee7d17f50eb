//! The originals of a case as rows.

use leye_app::App;
use leye_domain::paper::{Keeper, Original, Papers};

use crate::guard::SignedIn;
use crate::pages::application::clock::{DueWords, due};
use crate::ui::agency_name;
use crate::words::Words;

/// An original.
pub(crate) struct OriginalRow {
    pub href: String,
    pub title: String,
    pub place: Place,
    /// When it has to move, while it is out.
    pub due: Option<DueWords>,
    /// It was sent to the agency of who reads this.
    pub arrives: bool,
}

/// Where an original is, in words.
pub(crate) struct Place {
    pub state: String,
    pub colour: &'static str,
    pub text: String,
    pub since: String,
}

/// Every original of a case, the newest first.
pub(crate) fn originals(me: &SignedIn, words: Words, papers: &Papers) -> Vec<OriginalRow> {
    let app = &me.web.app;
    let row = |(number, original): (&u32, &Original)| OriginalRow {
        href: format!("/applications/{}/originals/{number}", papers.case),
        title: title(words, *number, original),
        place: place(app, words, original),
        due: until(original).map(|at| {
            let day = app.rules().zone().to_datetime(at).date();
            due(app, words, Some(at), Some(app.days_left(day)))
        }),
        arrives: original.lost.is_none()
            && original.on_the_way.as_ref().is_some_and(|way| way.to == me.staff().agency),
    };
    papers.originals.iter().rev().map(row).collect()
}

/// What it is called; its number once the person was erased.
pub(crate) fn title(words: Words, number: u32, original: &Original) -> String {
    let number = words.with("original-number", &[("number", number.to_string())]);
    original.title.get().cloned().unwrap_or(number)
}

/// By when it has to move; none once the person has it, or while it is lost.
fn until(original: &Original) -> Option<jiff::Timestamp> {
    if original.lost.is_some() || original.keeper == Keeper::Resident {
        return None;
    }
    Some(original.on_the_way.as_ref().map_or(original.due, |way| way.due))
}

/// Where it is.
pub(crate) fn place(app: &App, words: Words, original: &Original) -> Place {
    let moment = |at| words.moment(app.rules().zone().to_datetime(at));
    let name = |agency| agency_name(app, words, agency);
    let (word, colour, text, since) = match (&original.lost, &original.on_the_way, &original.keeper) {
        (Some(lost), way, keeper) => {
            let last = match (way, keeper) {
                (Some(way), _) => name(&way.to),
                (None, Keeper::Agency(agency)) => name(agency),
                (None, Keeper::Resident) => String::new(),
            };
            ("original-lost", "late", words.with("original-last-at", &[("agency", last)]), lost.at)
        }
        (None, Some(way), _) => {
            let text = words.with("original-to", &[("agency", name(&way.to))]);
            ("original-on-the-way", "soon", text, way.since)
        }
        (None, None, Keeper::Agency(agency)) => ("original-kept", "brand", name(agency), original.since),
        (None, None, Keeper::Resident) => {
            let by = original.signed_by.as_ref().and_then(|by| by.get().cloned()).unwrap_or_default();
            ("original-back", "well", words.with("original-signed-by", &[("name", by)]), original.since)
        }
    };
    Place {
        state: words.t(word),
        colour,
        text,
        since: words.with("original-since", &[("at", moment(since))]),
    }
}
