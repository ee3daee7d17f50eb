//! Papers of an assistance, ready to be printed: the agreement that both sign (A7), and what the
//! person is told of an exit, with what they can do against it.

use axum::response::Response;
use jiff::Timestamp;
use leye_app::App;
use leye_app::assistance::{AssistanceFile, AssistanceHappened};
use leye_domain::assistance::AssistanceEvent;
use leye_domain::id::PersonId;
use leye_domain::sealed::Sealed;

use super::words;
use crate::fault::Fault;
use crate::guard::{Id, Problem, SignedIn};
use crate::pages::letter::sheet::{self, Sheet, Text};
use crate::parts::Crumb;
use crate::ui::{Ui, agency_title};

/// A paper that can be printed.
pub(super) struct Paper {
    pub href: String,
    pub label: String,
    pub day: Option<String>,
}

/// The papers of an assistance: the agreement first, then what the person was told, the newest
/// first.
pub(super) fn papers(app: &App, ui: &Ui, id: &PersonId, file: &AssistanceFile) -> Vec<Paper> {
    let signed = file.assistance.agreement.as_ref().map(|signed| ui.words.date(signed.on));
    let agreement = Paper {
        href: format!("/people/{id}/assistance/agreement"),
        label: ui.t("letter-agreement-title"),
        day: signed,
    };
    let told = file.happened.iter().filter_map(|happened| {
        let key = key_of(&happened.event)?;
        Some(Paper {
            href: format!("/people/{id}/assistance/letters/{}", happened.seq),
            label: ui.t(&format!("letter-{key}-title")),
            day: Some(day(app, ui, happened.at)),
        })
    });
    std::iter::once(agreement).chain(told).collect()
}

/// Shows what the person is told of an event.
pub(crate) async fn show(me: SignedIn, Id((id, seq)): Id<(PersonId, String)>) -> Result<Response, Fault> {
    let seq: i64 = seq.parse().map_err(|_| me.fault(Problem::NotFound))?;
    let app = &me.web.app;
    let file = app.assistance_file(me.staff(), &id).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let happened = file.happened.iter().find(|happened| happened.seq == seq);
    let Some((happened, key)) = happened.and_then(|one| Some((one, key_of(&one.event)?))) else {
        return Err(me.fault(Problem::NotFound));
    };
    let sheet = Sheet {
        title: ui.t(&format!("letter-{key}-title")),
        number: ui.words.with(
            "letter-assistance-number",
            &[("assistance", file.assistance.id().to_string()), ("seq", seq.to_string())],
        ),
        text: text(app, &ui, &file, happened),
        date: day(app, &ui, happened.at),
        hash: Some(happened.hash.clone()),
        ..begun(&ui, &id, &file)
    };
    Ok(sheet::show(&me, ui, sheet))
}

/// Shows the agreement, to be signed or as it was.
pub(crate) async fn agreement(me: SignedIn, Id(id): Id<PersonId>) -> Result<Response, Fault> {
    let app = &me.web.app;
    let file = app.assistance_file(me.staff(), &id).await.map_err(|e| me.fault(e))?;
    let ui = me.ui().await;
    let (words, one) = (ui.words, &file.assistance);
    let helper = one.helper.as_ref().map(|helper| app.staff_name(helper.user.as_str()));
    let rules = &file.rules;
    let mut items = vec![words.with(
        "letter-agreement-helper",
        &[("name", helper.unwrap_or_else(|| ui.t("letter-agreement-open")))],
    )];
    items.extend(one.class.as_ref().map(|class| {
        let (class, rhythm) = (words::class(app, words, &class.code), words::rhythm(words, class.rhythm));
        words.with("letter-agreement-class", &[("class", class), ("rhythm", rhythm)])
    }));
    items.extend(rules.services.iter().map(|service| {
        let title = words::service(app, words, &service.kind);
        words.with("letter-agreement-service", &[("service", title), ("floor", service.floor.to_string())])
    }));
    let mut paragraphs = vec![ui.t("letter-agreement-person")];
    paragraphs.extend(rules.refusals.as_ref().map(|rule| {
        let values = [("most", rule.most.to_string()), ("months", rule.months.to_string())];
        words.with("letter-agreement-refusals", &values)
    }));
    paragraphs.push(ui.t("letter-free"));
    let signed = one.agreement.as_ref();
    let signs = match signed {
        None => vec![ui.t("letter-agreement-sign-person"), ui.t("letter-agreement-sign-helper")],
        Some(signed) => {
            let values = [
                ("person", words::sealed(words, &signed.by)),
                ("helper", app.staff_name(signed.helper.as_str())),
            ];
            paragraphs.push(words.with("assist-signed-by", &values));
            Vec::new()
        }
    };
    let station = agency_title(app, words, &one.station);
    let masked = if file.masked.is_empty() { ui.t("letter-erased") } else { file.masked.clone() };
    let values = [("station", station), ("name", name(&ui, &file)), ("number", masked)];
    let sheet = Sheet {
        title: ui.t("letter-agreement-title"),
        number: one.id().to_string(),
        text: Text {
            opening: words.with("letter-agreement-opening", &values),
            items,
            paragraphs,
            signs,
            ..Text::default()
        },
        date: signed.map(|signed| words.date(signed.on)).unwrap_or_default(),
        hash: None,
        ..begun(&ui, &id, &file)
    };
    Ok(sheet::show(&me, ui, sheet))
}

/// The words of an event that the person is told of by letter.
fn key_of(event: &AssistanceEvent) -> Option<&'static str> {
    match event {
        AssistanceEvent::ExitProposed { .. } => Some("exit-proposed"),
        AssistanceEvent::ExitDropped { .. } => Some("exit-dropped"),
        AssistanceEvent::ExitEffected { .. } => Some("exit-effected"),
        _ => None,
    }
}

fn name(ui: &Ui, file: &AssistanceFile) -> String {
    file.name.clone().unwrap_or_else(|| ui.t("letter-erased"))
}

fn day(app: &App, ui: &Ui, at: Timestamp) -> String {
    ui.words.date(app.rules().zone().to_datetime(at).date())
}

/// What all of them have.
fn begun(ui: &Ui, id: &PersonId, file: &AssistanceFile) -> Sheet {
    let back = format!("/people/{id}/assistance");
    Sheet {
        trail: vec![
            Crumb { href: "/assistance".to_owned(), label: ui.t("nav-assistance") },
            Crumb { href: back.clone(), label: id.to_string() },
        ],
        back: (back, ui.t("letter-back-assistance")),
        sender: file.assistance.station.clone(),
        to: ui.words.with("letter-to", &[("name", name(ui, file))]),
        title: String::new(),
        number: String::new(),
        text: Text::default(),
        date: String::new(),
        hash: None,
    }
}

fn text(app: &App, ui: &Ui, file: &AssistanceFile, happened: &AssistanceHappened) -> Text {
    let words = ui.words;
    let article = |code: &Sealed<String>| {
        code.get().map_or_else(|| ui.t("letter-erased"), |code| words::article(app, words, code))
    };
    match &happened.event {
        AssistanceEvent::ExitProposed { article: code, ends, evidence, hearing, objection_until, .. } => {
            let until = words.moment(app.rules().zone().to_datetime(*objection_until));
            let ends = words::grounds(app, words, ends.get().into_iter().flatten());
            let mut paragraphs = vec![words.with("letter-exit-proposed-ends", &[("grounds", ends)])];
            paragraphs.extend(hearing.then(|| ui.t("letter-exit-proposed-hearing")));
            paragraphs.push(words.with("letter-exit-proposed-until", &[("until", until)]));
            paragraphs.push(ui.t("letter-exit-proposed-meanwhile"));
            Text {
                opening: ui.t("letter-exit-proposed-opening"),
                items: vec![article(code), words::sealed(words, evidence)],
                paragraphs,
                ..Text::default()
            }
        }
        AssistanceEvent::ExitEffected { article: code, finding, .. } => {
            // The end itself is written with it, in the same instant.
            let ended = file.happened.iter().any(|other| {
                other.at == happened.at && matches!(other.event, AssistanceEvent::AssistanceEnded { .. })
            });
            let key = if ended { "letter-exit-effected-ended" } else { "letter-exit-effected-goes-on" };
            Text {
                opening: ui.t("letter-exit-effected-opening"),
                items: vec![article(code), words::sealed(words, finding)],
                paragraphs: vec![ui.t(key)],
                remedies: sheet::remedies(app, ui, None),
                ..Text::default()
            }
        }
        AssistanceEvent::ExitDropped { reason } => Text {
            opening: ui.t("letter-exit-dropped-opening"),
            items: vec![words::sealed(words, reason)],
            paragraphs: vec![ui.t("letter-exit-dropped-next")],
            ..Text::default()
        },
        _ => Text::default(),
    }
}
