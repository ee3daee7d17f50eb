//! A drawn visit: the questions put again, both sets of answers side by side, and what became of it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::supervision::{VisitCheck, VisitCheckFile};
use leye_app::{AppError, FieldFault};
use leye_domain::followup::{Answer, Manner};
use leye_domain::id::SpotCheckId;
use leye_domain::supervision::{Compared, Finding, Looked, SupervisionRefusal, TOOK_PLACE};

use super::read::standing;
use crate::fault::{Fault, Problem, show};
use crate::form::Typed;
use crate::guard::{Id, SignedIn};
use crate::pages::followup::visit::{Ask, all_faults, answers, ask};
use crate::pages::followup::visits;
use crate::pages::supervision;
use crate::pages::supervision::story::text;
use crate::parts::{Choices, Crumb, Fact, Field, FormFault, Maker};
use crate::ui::{Ui, place};

/// An answer of the visit beside that of the check.
struct Pair {
    question: String,
    reported: String,
    checked: String,
    differs: bool,
}

/// The questions put again, and what is said where nobody can be asked.
struct Questions {
    manner: Choices,
    took_place: Choices,
    asks: Vec<Ask>,
    note: Field,
    not_reached: Field,
}

#[derive(Template)]
#[template(path = "pages/spot_check/check.html")]
struct CheckPage {
    ui: Ui,
    trail: Vec<Crumb>,
    title: String,
    action: String,
    back: String,
    state: String,
    level: &'static str,
    facts: Vec<Fact>,
    faults: Vec<FormFault>,
    pairs: Vec<Pair>,
    own: bool,
    questions: Option<Questions>,
    /// What is wrong, the order, and why it is no problem.
    found: Option<(Field, Field, Field)>,
}

type Place = (SpotCheckId, u32);

/// Shows it.
pub(crate) async fn form(me: SignedIn, Id(place): Id<Place>) -> Result<Response, Fault> {
    let mut typed = Typed::default();
    typed.set("visit-manner", Manner::Telephone.as_str());
    page(&me, &place, typed, &[], true).await
}

/// Does what its button says.
pub(crate) async fn send(
    me: SignedIn,
    Id(place): Id<Place>,
    typed: Result<Typed, StatusCode>,
) -> Result<Response, Fault> {
    let typed = typed.map_err(|status| me.fault(status))?;
    me.check(&typed)?;
    let (check, prefix, otherwise) = match read(&me, &place, &typed).await? {
        Ok(check) => check,
        Err(fault) => return page(&me, &place, typed, &[fault], false).await,
    };
    let faults = match me.web.app.check_visit(me.staff(), &place.0, place.1, check).await {
        Ok(()) => return Ok(Redirect::to(&format!("/spot-checks/{}/{}", place.0, place.1)).into_response()),
        Err(AppError::Supervision(SupervisionRefusal::Answers { faults })) => {
            let named = faults.iter().map(|one| {
                let code = if one.fault == "missing" { "not-chosen" } else { one.fault };
                FieldFault::new(&format!("answer-{}", one.question), code)
            });
            named.collect()
        }
        Err(AppError::Supervision(refusal)) => vec![supervision::fault(&refusal, prefix, otherwise)],
        Err(AppError::Problem(refusal)) => vec![supervision::fault(&refusal, "problem", otherwise)],
        Err(error) => return Err(me.fault(error)),
    };
    page(&me, &place, typed, &faults, false).await
}

type Read = (VisitCheck, &'static str, &'static str);

/// What is to be done, the prefix of its fields, and the field that is named where no other is.
async fn read(me: &SignedIn, place: &Place, typed: &Typed) -> Result<Result<Read, FieldFault>, Fault> {
    let field = |name: &str| typed.text(name).to_owned();
    Ok(Ok(match typed.text("do") {
        "not-reached" => {
            (VisitCheck::NotReached { why: field("not-reached-why") }, "not-reached", "not-reached-why")
        }
        "explain" => (VisitCheck::Explained { why: field("explain-why") }, "explain", "explain-why"),
        "problem" => {
            let (what, order) = (field("problem-what"), field("problem-order"));
            (VisitCheck::Problem { what, order }, "problem", "problem-what")
        }
        _ => {
            let Some(manner) = Manner::parse(typed.text("visit-manner")) else {
                return Ok(Err(FieldFault::new("visit-manner", "not-chosen")));
            };
            let opened = me.web.app.visit_check(me.staff(), &place.0, place.1).await;
            let slot = opened.map_err(|e| me.fault(e))?.row.item.drawn.about.slot;
            let mut given = answers(me.web.app.follow_up_pack().as_ref(), slot, typed);
            let first = match typed.text("answer-took_place") {
                "yes" => Some(Answer::Yes),
                "no" => Some(Answer::No),
                "unknown" => Some(Answer::Unknown),
                _ => None,
            };
            given.extend(first.map(|answer| (TOOK_PLACE.to_owned(), answer)));
            let note = field("visit-note");
            (VisitCheck::Checked { manner, answers: given, note }, "visit", "visit-manner")
        }
    }))
}

async fn page(
    me: &SignedIn,
    (id, number): &Place,
    mut typed: Typed,
    faults: &[FieldFault],
    fresh: bool,
) -> Result<Response, Fault> {
    let app = &me.web.app;
    let file = app.visit_check(me.staff(), id, *number).await.map_err(|e| me.fault(e))?;
    let Some(pack) = app.follow_up_pack() else { return Err(me.fault(Problem::NotFound)) };
    let ui = me.ui().await;
    let pairs: Vec<Pair> = file.compared.iter().map(|one| pair(&ui, &pack, one)).collect();
    if fresh && file.may_find {
        typed.set("problem-what", differences(&ui, &pairs));
    }
    let maker = Maker { words: ui.words, typed: &typed, faults };
    let slot = file.row.item.drawn.about.slot;
    let (state, level) = standing(&file.row.item.looked);
    let page = CheckPage {
        trail: vec![
            Crumb { href: "/spot-checks".to_owned(), label: ui.t("supervision-spot-checks") },
            Crumb { href: format!("/spot-checks/{id}"), label: id.to_string() },
        ],
        title: visits::name(&ui, slot),
        action: format!("/spot-checks/{id}/{number}"),
        back: format!("/spot-checks/{id}"),
        state: ui.t(&format!("spot-check-visit-{state}")),
        level,
        facts: facts(me, &ui, &file),
        faults: all_faults(&ui, &maker, &pack, Vec::new()),
        own: file.own && file.row.item.is_open(),
        questions: file.may_check.then(|| questions(&ui, &maker, &pack, slot)),
        found: file.may_find.then(|| {
            let [what, order] = ["problem-what", "problem-order"].map(|name| maker.text(name, true));
            (what, order, maker.text("explain-why", true))
        }),
        pairs,
        ui,
    };
    let status = if faults.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok((status, show(&page)).into_response())
}

fn questions(
    ui: &Ui,
    maker: &Maker<'_>,
    pack: &leye_pack::FollowUp,
    slot: leye_domain::followup::Slot,
) -> Questions {
    let manners: Vec<_> = Manner::ALL
        .iter()
        .map(|one| one.as_str())
        .map(|word| (word.to_owned(), ui.t(&format!("visit-manner-{}", word.replace('_', "-")))))
        .collect();
    let yes_no = ["yes", "no", "unknown"].map(|word| (word.to_owned(), ui.t(&format!("work-{word}"))));
    let first = maker.choices("answer-took_place", true, &yes_no);
    let asked = pack.questions.list.iter().filter(|question| question.target == slot.target);
    Questions {
        manner: Choices { label: ui.t("spot-check-manner"), ..maker.choices("visit-manner", true, &manners) },
        took_place: Choices { label: ui.t("spot-check-took-place"), ..first },
        asks: asked.map(|question| ask(ui, maker, question)).collect(),
        note: maker.text("visit-note", false),
        not_reached: maker.text("not-reached-why", true),
    }
}

fn pair(ui: &Ui, pack: &leye_pack::FollowUp, one: &Compared) -> Pair {
    let known = pack.questions.list.iter().find(|question| question.code == one.question);
    let question = match known {
        Some(question) => ui.words.of_pack(&question.text).to_owned(),
        None if one.question == TOOK_PLACE => ui.t("spot-check-took-place"),
        None => one.question.clone(),
    };
    let said =
        |answer: &Option<Answer>| answer.as_ref().map(|one| visits::answer(ui, one)).unwrap_or_default();
    Pair { question, reported: said(&one.reported), checked: said(&one.checked), differs: one.differs }
}

/// What differs, in words: the beginning of a problem.
fn differences(ui: &Ui, pairs: &[Pair]) -> String {
    let told = pairs.iter().filter(|pair| pair.differs).map(|pair| {
        let values = [
            ("question", pair.question.clone()),
            ("reported", pair.reported.clone()),
            ("checked", pair.checked.clone()),
        ];
        ui.words.with("spot-check-difference", &values)
    });
    told.collect::<Vec<_>>().join("\n")
}

fn facts(me: &SignedIn, ui: &Ui, file: &VisitCheckFile) -> Vec<Fact> {
    let app = &me.web.app;
    let (row, moment) = (&file.row, |at| ui.words.moment(app.rules().zone().to_datetime(at)));
    let fact = |key: &str, value: String| Fact { key: ui.t(key), value, ..Fact::default() };
    let about = &row.item.drawn.about;
    let mut facts = vec![
        Fact {
            key: ui.t("head-person"),
            value: if row.name.is_empty() { ui.t("erased") } else { row.name.clone() },
            href: Some(format!("/people/{}", about.person)),
            action: ui.t("problem-open-visit"),
            note: None,
        },
        fact("head-station", place(app, ui.words, &row.item.drawn.station)),
    ];
    facts.extend(file.report.as_ref().map(|kept| {
        let manner = ui.t(&format!("visit-manner-{}", kept.report.manner.as_str().replace('_', "-")));
        let who = app.staff_name(kept.report.visitor.as_str());
        let values = [("who", who), ("at", moment(kept.report.at)), ("manner", manner)];
        fact("spot-check-visit", ui.words.with("check-day-how", &values))
    }));
    match &row.item.looked {
        Looked::Waiting => {}
        Looked::NotReached { why, by } => {
            facts.push(fact("spot-check-tried", text(ui, why)));
            facts.push(fact("spot-check-by", format!("{} · {}", app.staff_name(&by.0), moment(by.1))));
        }
        Looked::Checked { manner, note, by, finding, .. } => {
            let how = ui.t(&format!("visit-manner-{}", manner.as_str().replace('_', "-")));
            let by = format!("{} · {how} · {}", app.staff_name(&by.0), moment(by.1));
            facts.push(fact("spot-check-by", by));
            facts.push(fact("field-visit-note", text(ui, note)));
            if let Some(Finding::Explained(why)) = finding {
                facts.push(fact("spot-check-explained", text(ui, why)));
            }
        }
    }
    facts.extend(file.problem.as_ref().map(|problem| Fact {
        key: ui.t("problem-one"),
        value: ui.t(&format!("problem-state-{}", problem.state())),
        href: Some(format!("/problems/{}", problem.id)),
        action: ui.t("problem-open"),
        note: None,
    }));
    facts.retain(|fact| !fact.value.is_empty());
    facts
}
