//! The registration of a person: how it stands, what may be done, what happened.

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use leye_app::registration::RegistrationFile;
use leye_domain::id::PersonId;
use leye_domain::registration::{CertificateKind, CertificateState, RegistrationActName, Spell};
use serde::Deserialize;

use super::told::{Entry, Teller};
use crate::fault::{Fault, show as render};
use crate::guard::{Id, SignedIn};
use crate::pages::application::clock::{DueWords, due};
use crate::parts::{Crumb, Fact};
use crate::ui::{Ui, place};

/// What the address may say: what was just done.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    done: String,
}

/// A link to the form of an act.
struct Act {
    href: String,
    label: String,
    kind: &'static str,
}

struct Refused {
    label: String,
    reason: String,
    article: String,
}

/// A part of the page: a word about how it stands, and its facts.
struct Standing {
    state: String,
    colour: &'static str,
    due: Option<DueWords>,
    facts: Vec<Fact>,
    text: Option<String>,
}

#[derive(Template)]
#[template(path = "pages/registration/read.html")]
struct RegistrationPage {
    ui: Ui,
    trail: Vec<Crumb>,
    masked: String,
    about: String,
    done: Option<String>,
    acts: Vec<Act>,
    refused: Vec<Refused>,
    may_keep: bool,
    unemployment: Standing,
    certificate: Standing,
    earlier: Vec<Vec<Fact>>,
    former: Vec<String>,
    entries: Vec<Entry>,
}

/// Shows it; the reading itself is recorded.
pub(crate) async fn show(
    me: SignedIn,
    Id(id): Id<PersonId>,
    Query(asked): Query<Asked>,
) -> Result<Response, Fault> {
    let app = &me.web.app;
    let file = app.registration_file(me.staff(), &id).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let teller = Teller { app, words: ui.words };
    let ended = file.registration.spells.iter().rev().filter(|spell| spell.ended.is_some());
    let is_shown = file.registration.unemployed().is_none();
    let done = RegistrationActName::parse(&asked.done);
    Ok(render(&RegistrationPage {
        trail: vec![
            Crumb { href: "/people".to_owned(), label: ui.t("nav-people") },
            Crumb { href: format!("/people/{id}"), label: file.name.clone() },
        ],
        masked: file.masked.clone(),
        about: place(app, ui.words, &file.person.station),
        done: done.map(|act| ui.t(&format!("registration-done-{}", act.as_str()))),
        acts: acts(&ui, &file),
        refused: Vec::new(),
        may_keep: file.may_keep,
        unemployment: unemployment(&teller, &file),
        certificate: certificate(&teller, &file),
        earlier: ended.skip(usize::from(is_shown)).map(|spell| teller.spell(spell)).collect(),
        former: teller.former(&file.registration),
        entries: teller.history(&file.past),
        ui,
    }))
}

/// The act that moves it on, and the others.
fn acts(ui: &Ui, file: &RegistrationFile) -> Vec<Act> {
    let first = [
        RegistrationActName::Issue,
        RegistrationActName::HandOver,
        RegistrationActName::Register,
        RegistrationActName::NoteContact,
    ];
    let main = first.into_iter().find(|act| file.acts.contains(act));
    let mut acts = file.acts.clone();
    acts.sort_by_key(|act| Some(*act) != main);
    let act = |act: RegistrationActName| Act {
        href: format!("/people/{}/registration/{}", file.person.id, act.as_str()),
        label: ui.t(&title(act, file)),
        kind: if Some(act) == main { "main" } else { "quiet" },
    };
    acts.into_iter().map(act).collect()
}

/// What an act is called: an application by what is applied for.
pub(super) fn title(act: RegistrationActName, file: &RegistrationFile) -> String {
    match act {
        RegistrationActName::Apply => format!("registration-act-apply-{}", applied_for(file).as_str()),
        _ => format!("registration-act-{}", act.as_str()),
    }
}

/// What may be applied for as things stand.
pub(super) fn applied_for(file: &RegistrationFile) -> CertificateKind {
    match file.registration.certificate_state() {
        CertificateState::Lost => CertificateKind::Replacement,
        CertificateState::Held => CertificateKind::Exchange,
        _ => CertificateKind::New,
    }
}

fn unemployment(teller: &Teller<'_>, file: &RegistrationFile) -> Standing {
    let words = teller.words;
    let (key, colour) = match (file.registration.unemployed(), file.registration.spells.last()) {
        (Some(_), _) => ("unemployed", "brand"),
        (None, Some(_)) => ("cancelled", "plain"),
        (None, None) => ("never", "plain"),
    };
    let spell: Option<&Spell> = file.registration.spells.last();
    Standing {
        state: words.t(&format!("registration-state-{key}")),
        colour,
        due: None,
        facts: spell.map(|spell| teller.spell(spell)).unwrap_or_default(),
        text: spell.is_none().then(|| words.t("registration-never-text")),
    }
}

fn certificate(teller: &Teller<'_>, file: &RegistrationFile) -> Standing {
    let (app, words) = (teller.app, teller.words);
    let state = file.registration.certificate_state();
    let colour = match state {
        CertificateState::None => "plain",
        CertificateState::Applied | CertificateState::Issued => "soon",
        CertificateState::Held => "well",
        CertificateState::Lost => "late",
    };
    let owed = matches!(state, CertificateState::Applied | CertificateState::Issued);
    let at = app.registration_due_of(&file.registration).filter(|_| owed);
    let certificate = file.registration.certificate.as_ref();
    let unknown = certificate.is_none().then(|| {
        let number = file.person.details.get().map(|details| details.certificate.clone()).unwrap_or_default();
        let key = if number.is_empty() { "registration-no-certificate" } else { "registration-file-says" };
        words.with(key, &[("number", number)])
    });
    Standing {
        state: words.t(&format!("certificate-state-{}", state.as_str())),
        colour,
        due: at.map(|at| {
            let left = app.days_left(app.rules().zone().to_datetime(at).date());
            due(app, words, Some(at), Some(left))
        }),
        facts: certificate.map(|one| teller.certificate(one)).unwrap_or_default(),
        text: unknown.filter(|_| !owed),
    }
}
