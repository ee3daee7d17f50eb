//! Reports a visit: quick, on a telephone, with one hand (B3.1, B4.1).

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::Multipart;
use axum::extract::multipart::MultipartRejection;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use jiff::civil::Time;
use leye_app::followup::{Delivered, Delivery};
use leye_app::{AppError, FieldFault};
use leye_domain::employment::EmploymentRefusal;
use leye_domain::followup::{Answer, AnswerKind, Findings, Manner, Slot, VisitReport};
use leye_domain::id::{PersonId, VisitKey};
use leye_pack::{FollowUp as Pack, Question};

use super::{Opened, visits};
use crate::fault::{Fault, Problem, show};
use crate::form::Typed;
use crate::guard::{Id, SignedIn};
use crate::pages::employment::list::title;
use crate::pages::employment::reason;
use crate::pages::scan::{ACCEPT, told, unread};
use crate::parts::{Choices, Crumb, DateField, Field, FormFault, Maker};
use crate::ui::Ui;
use crate::upload;

/// A question with its big choices, or room for words.
pub(crate) enum Ask {
    Choices(Choices),
    Words(Field),
}

struct Sheet {
    title: String,
    text: String,
}

#[derive(Template)]
#[template(path = "pages/followup/visit.html")]
struct VisitPage {
    ui: Ui,
    trail: Vec<Crumb>,
    title: String,
    lead: String,
    name: String,
    action: String,
    back: String,
    key: String,
    faults: Vec<FormFault>,
    on: DateField,
    at: Field,
    manner: Choices,
    place: Field,
    asks: Vec<Ask>,
    policies: Choices,
    sheets: Vec<Sheet>,
    needs: Choices,
    other: Field,
    note: Field,
    signed_by: Field,
    photo: Field,
    accept: &'static str,
    photos: Vec<String>,
    photos_kept: String,
    again: bool,
    may_keep: bool,
}

type Place = (PersonId, u32, Slot);

/// The form.
pub(crate) async fn form(me: SignedIn, Id(place): Id<Place>) -> Result<Response, Fault> {
    let mut typed = Typed::default();
    let now = me.web.app.rules().zone().to_datetime(me.web.app.now());
    typed.set("visit-on-year", now.year().to_string());
    typed.set("visit-on-month", now.month().to_string());
    typed.set("visit-on-day", now.day().to_string());
    typed.set("visit-at", now.time().strftime("%H:%M").to_string());
    typed.set("visit-manner", Manner::OnTheSpot.as_str());
    typed.set("key", new_key(&me));
    page(&me, &place, &typed, Vec::new(), &[]).await
}

/// A new id for a report, as a device makes one.
fn new_key(me: &SignedIn) -> String {
    let bytes = me.web.app.random_key();
    data_encoding::HEXLOWER.encode(&bytes[..16])
}

/// Takes the report.
pub(crate) async fn send(
    me: SignedIn,
    Id(place): Id<Place>,
    form: Result<Multipart, MultipartRejection>,
) -> Result<Response, Fault> {
    let form = form.map_err(|error| me.fault(error.status()))?;
    let most = me.web.app.most_of_a_scan();
    let (mut typed, files) = upload::read(&me, form, most).await?;
    let words = me.ui().await.words;
    let mut unkept = Vec::new();
    for file in files {
        if let Some(why) = file.refused {
            unkept.push(unread(words, &file, why, most));
            continue;
        }
        match me.web.app.keep_visit_photo(me.staff(), &place.0, (file.name, file.content)).await {
            Ok(digest) => typed.add("photo", digest),
            Err(AppError::Intake(fault)) => {
                unkept.push(FormFault { name: "file".to_owned(), text: told(words, &fault) });
            }
            Err(error) => return Err(me.fault(error)),
        }
    }
    let report = match read(&me, &place, &typed) {
        Ok(report) if unkept.is_empty() => report,
        Ok(_) => return page(&me, &place, &typed, unkept, &[]).await,
        Err(faults) => return page(&me, &place, &typed, unkept, &faults).await,
    };
    let delivery = Delivery { person: place.0.clone(), employment: place.1, report };
    match me.web.app.deliver_visit(me.staff(), delivery).await {
        Ok(delivered) => Ok(done(&place, delivered)),
        Err(AppError::Invalid(faults)) => page(&me, &place, &typed, unkept, &faults).await,
        Err(AppError::Work(refusal)) => refused(&me, &place, &typed, refusal).await,
        Err(error) => Err(me.fault(error)),
    }
}

fn done((id, number, slot): &Place, delivered: Delivered) -> Response {
    let to = match delivered {
        Delivered::Conflict => {
            format!("/follow-ups/{id}/{number}/conflict/{}/{}", slot.month, slot.target.as_str())
        }
        Delivered::Kept | Delivered::KeptLate(_) => format!("/follow-ups/{id}/{number}"),
    };
    Redirect::to(&to).into_response()
}

async fn refused(
    me: &SignedIn,
    place: &Place,
    typed: &Typed,
    refusal: EmploymentRefusal,
) -> Result<Response, Fault> {
    if let EmploymentRefusal::Answers { faults } = &refusal {
        let named = faults.iter().map(|one| {
            let code = if one.fault == "missing" { "not-chosen" } else { one.fault };
            FieldFault::new(&format!("answer-{}", one.question), code)
        });
        return page(me, place, typed, Vec::new(), &named.collect::<Vec<_>>()).await;
    }
    let fields = [
        ("place", "visit-place"),
        ("note", "visit-note"),
        ("other_needs", "visit-other-needs"),
        ("signed_by", "visit-signed-by"),
    ];
    match reason::fault(refusal.clone().into(), &fields) {
        Ok(faults) => page(me, place, typed, Vec::new(), &faults).await,
        Err(_) => {
            let text = reason::words(&me.web.app, me.ui().await.words, &refusal);
            page(me, place, typed, vec![FormFault { name: "visit-on".to_owned(), text }], &[]).await
        }
    }
}

/// Reads the form; every fault at once. Whether the answers fit is for the core to say.
pub(crate) fn read(me: &SignedIn, place: &Place, typed: &Typed) -> Result<VisitReport, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let app = &me.web.app;
    let day = match typed.day("visit-on") {
        Ok(Some(day)) => Some(day),
        Ok(None) => {
            faults.push(FieldFault::new("visit-on", "missing"));
            None
        }
        Err(()) => {
            faults.push(FieldFault::new("visit-on", "no-such-day"));
            None
        }
    };
    let time = typed.text("visit-at").replace('：', ":");
    let time = Time::strptime("%H:%M", &time).ok();
    if time.is_none() {
        faults.push(FieldFault::new("visit-at", "bad-time"));
    }
    let manner = Manner::parse(typed.text("visit-manner"));
    if manner.is_none() {
        faults.push(FieldFault::new("visit-manner", "not-chosen"));
    }
    let zone = app.rules().zone();
    let at = day.zip(time).and_then(|(day, time)| day.to_datetime(time).to_zoned(zone.clone()).ok());
    let key = VisitKey::parse(typed.text("key")).ok();
    let key = key.or_else(|| VisitKey::parse(&new_key(me)).ok());
    let (Some(at), Some(manner), Some(key)) = (at, manner, key) else { return Err(faults) };
    let text = |name: &str| typed.text(name).to_owned();
    let findings = Findings {
        place: text("visit-place"),
        answers: answers(app.follow_up_pack().as_ref(), place.2, typed),
        needs: typed.all("visit-needs").into_iter().collect(),
        other_needs: text("visit-other-needs"),
        note: text("visit-note"),
        signed_by: text("visit-signed-by"),
    };
    Ok(VisitReport {
        key,
        slot: place.2,
        visitor: me.staff().user.clone(),
        at: at.timestamp(),
        manner,
        findings: findings.into(),
        policies: typed.all("visit-policies").into_iter().collect(),
        photos: typed.all("photo"),
        signature: None,
    })
}

/// The answers to the questions for a target that were given.
pub(crate) fn answers(pack: Option<&Pack>, slot: Slot, typed: &Typed) -> BTreeMap<String, Answer> {
    let asked = pack.into_iter().flat_map(|pack| &pack.questions.list);
    let asked = asked.filter(|question| question.target == slot.target);
    asked
        .filter_map(|question| {
            let given = typed.text(&format!("answer-{}", question.code));
            let answer = match (question.kind, given) {
                (_, "") => return None,
                (AnswerKind::Text, text) => Answer::Text(text.to_owned()),
                (AnswerKind::YesNo, "yes") => Answer::Yes,
                (AnswerKind::YesNo, "no") => Answer::No,
                (AnswerKind::YesNo, _) => Answer::Unknown,
            };
            Some((question.code.clone(), answer))
        })
        .collect()
}

async fn page(
    me: &SignedIn,
    (id, number, slot): &Place,
    typed: &Typed,
    unkept: Vec<FormFault>,
    faults: &[FieldFault],
) -> Result<Response, Fault> {
    let opened = Opened::of(me, id, *number).await?;
    let found = opened.job().and_then(|(job, one)| Some((job, one.visits.get(slot)?)));
    let Some((job, visit)) = found else { return Err(me.fault(Problem::NotFound)) };
    let Some(pack) = me.web.app.follow_up_pack() else { return Err(me.fault(Problem::NotFound)) };
    let ui = me.ui().await;
    let maker = Maker { words: ui.words, typed, faults };
    let status = if faults.is_empty() && unkept.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let named =
        |code: &str, titles: &leye_pack::Words| (code.to_owned(), ui.words.of_pack(titles).to_owned());
    let policies: Vec<_> = pack.policies.iter().map(|one| named(&one.code, &one.titles)).collect();
    let needs: Vec<_> = pack.needs.iter().map(|one| named(&one.code, &one.titles)).collect();
    let manners: Vec<_> = Manner::ALL
        .iter()
        .map(|one| one.as_str())
        .map(|word| (word.to_owned(), ui.t(&format!("visit-manner-{}", word.replace('_', "-")))))
        .collect();
    let shown = |sheet: &leye_pack::PolicySheet| Sheet {
        title: ui.words.of_pack(&sheet.titles).to_owned(),
        text: ui.words.of_pack(&sheet.text).to_owned(),
    };
    let kept = i64::try_from(typed.all("photo").len()).unwrap_or_default();
    let address = opened.address();
    let questions = pack.questions.list.iter().filter(|question| question.target == slot.target);
    let page = VisitPage {
        trail: opened.trail(&ui),
        title: visits::name(&ui, *slot),
        lead: format!(
            "{} · {}",
            title(&ui, job, opened.workplace()),
            ui.words.with("visit-due-day", &[("day", ui.words.day(visit.planned.due))])
        ),
        name: opened.name(&ui),
        action: format!("{address}/visit/{}/{}", slot.month, slot.target.as_str()),
        back: address,
        key: typed.text("key").to_owned(),
        on: maker.day("visit-on"),
        at: Field { inputmode: "numeric", width: "5", ..maker.text("visit-at", true) },
        manner: maker.choices("visit-manner", true, &manners),
        place: maker.text("visit-place", true),
        asks: questions.map(|question| ask(&ui, &maker, question)).collect(),
        policies: maker.choices("visit-policies", false, &policies),
        sheets: pack.policies.iter().map(shown).collect(),
        needs: maker.choices("visit-needs", false, &needs),
        other: maker.text("visit-other-needs", false),
        note: maker.text("visit-note", false),
        signed_by: maker.text("visit-signed-by", false),
        photo: Field { name: "file".to_owned(), ..maker.text("visit-photo", false) },
        accept: ACCEPT,
        photos_kept: ui.words.count("visit-photos-kept", kept),
        photos: typed.all("photo"),
        faults: all_faults(&ui, &maker, &pack, unkept),
        again: visit.report.is_some(),
        may_keep: opened.file.may_keep,
        ui,
    };
    Ok((status, show(&page)).into_response())
}

/// The faults; those of answers name their question.
pub(crate) fn all_faults(ui: &Ui, maker: &Maker<'_>, pack: &Pack, unkept: Vec<FormFault>) -> Vec<FormFault> {
    let question = |name: &str| {
        let code = name.strip_prefix("answer-")?;
        pack.questions.list.iter().find(|one| one.code == code)
    };
    let told = maker.summary().into_iter().map(|fault| match question(&fault.name) {
        Some(one) => {
            let asked = ui.words.of_pack(&one.text).to_owned();
            let text = ui.words.with("visit-answer-fault", &[("question", asked), ("fault", fault.text)]);
            FormFault { text, ..fault }
        }
        None => fault,
    });
    unkept.into_iter().chain(told).collect()
}

/// A question with its choices, or room for words.
pub(crate) fn ask(ui: &Ui, maker: &Maker<'_>, question: &Question) -> Ask {
    let name = format!("answer-{}", question.code);
    let label = ui.words.of_pack(&question.text).to_owned();
    match question.kind {
        AnswerKind::YesNo => {
            let items = ["yes", "no", "unknown"].map(|word| (word.to_owned(), ui.t(&format!("work-{word}"))));
            Ask::Choices(Choices { label, hint: None, ..maker.choices(&name, true, &items) })
        }
        AnswerKind::Text => Ask::Words(Field { label, hint: None, ..maker.text(&name, false) }),
    }
}
