//! What every letter is made of, whatever it is about.

use askama::Template;
use axum::response::Response;
use leye_domain::agency::AgencyCode;

use crate::fault::show as render;
use crate::guard::SignedIn;
use crate::parts::Crumb;
use crate::ui::{Ui, agency_title};

/// How many characters of an event's hash stand on the paper to check it by.
const CHECK: usize = 16;

/// A remedy: what it is called and how it is used.
pub(crate) struct Remedy {
    pub title: String,
    pub text: String,
}

/// The body of a letter.
#[derive(Default)]
pub(crate) struct Text {
    /// The sentence that says what happened.
    pub opening: String,
    /// What is listed under it: what is missing, or the reasons.
    pub items: Vec<String>,
    /// What it means and what comes next, a paragraph each.
    pub paragraphs: Vec<String>,
    /// What can be done against it.
    pub remedies: Vec<Remedy>,
    /// Who signs at the foot, each on a line of their own.
    pub signs: Vec<String>,
}

/// A letter as it is shown and printed.
pub(crate) struct Sheet {
    /// The way to the page.
    pub trail: Vec<Crumb>,
    /// Where to go back, and what that is called.
    pub back: (String, String),
    /// What the letter is called.
    pub title: String,
    /// The number it is kept under.
    pub number: String,
    /// Who writes.
    pub sender: AgencyCode,
    /// To whom.
    pub to: String,
    /// What it says.
    pub text: Text,
    /// Its day; empty where it is filled in by hand.
    pub date: String,
    /// The hash of the event that it tells of; none where it tells of none.
    pub hash: Option<String>,
}

#[derive(Template)]
#[template(path = "pages/letter/read.html")]
struct LetterPage {
    ui: Ui,
    sheet: Sheet,
    agency: String,
    contact: Option<String>,
    check: Option<String>,
}

/// Shows it.
pub(crate) fn show(me: &SignedIn, ui: Ui, sheet: Sheet) -> Response {
    render(&LetterPage {
        agency: agency_title(&me.web.app, ui.words, &sheet.sender),
        contact: contact(me, &ui, &sheet.sender),
        check: sheet.hash.as_ref().map(|hash| hash.chars().take(CHECK).collect()),
        sheet,
        ui,
    })
}

/// Address and telephone of the agency, as far as they are known.
fn contact(me: &SignedIn, ui: &Ui, agency: &AgencyCode) -> Option<String> {
    let tree = me.web.app.tree();
    let row = tree.get(agency.as_str())?;
    let known: Vec<&str> =
        [row.address.as_str(), row.phone.as_str()].into_iter().filter(|t| !t.is_empty()).collect();
    (!known.is_empty()).then(|| ui.words.with("letter-contact", &[("contact", known.join(" · "))]))
}

/// What can be done against a decision: the remedies of the pack, or those of them that are named.
pub(crate) fn remedies(me: &leye_app::App, ui: &Ui, named: Option<&[String]>) -> Vec<Remedy> {
    let words = ui.words;
    let all = &me.rules().pack().remedies;
    let chosen: Vec<_> = match named {
        None => all.iter().collect(),
        Some(codes) => {
            codes.iter().filter_map(|code| all.iter().find(|remedy| remedy.code == *code)).collect()
        }
    };
    let remedy = |one: &&leye_pack::Remedy| Remedy {
        title: words.of_pack(&one.titles).to_owned(),
        text: words.of_pack(&one.text).to_owned(),
    };
    chosen.iter().map(remedy).collect()
}
