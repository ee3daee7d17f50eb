//! What is owed in follow-ups by due time, and those in work by risk.

use askama::Template;
use axum::extract::Query;
use axum::response::{IntoResponse, Redirect, Response};
use leye_app::followup::{OwedFilter, OwedKind, OwedRow, OwedTime, OwedWhat, RankFilter, RankState, Ranked};
use leye_domain::staff::Role;
use serde::Deserialize;

use super::{risk_title, support_title};
use crate::cursor;
use crate::fault::{Fault, show as render};
use crate::guard::SignedIn;
use crate::pages::application::clock::{DueWords, due};
use crate::parts::Pill;
use crate::ui::{Ui, agency_name};

/// The lists, as the address names them.
const LISTS: [&str; 10] =
    ["week", "mine", "late", "all", "mediation", "conflict", "risk", "undrawn", "working", "ended"];

/// What the address may ask for.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    list: String,
    #[serde(default)]
    after: String,
}

struct Row {
    href: String,
    due: DueWords,
    name: String,
    masked: String,
    what: String,
    job: String,
    station: String,
    holder: String,
    risk: u32,
    act: String,
}

struct RiskRow {
    href: String,
    name: String,
    masked: String,
    job: String,
    since: String,
    risk: u32,
    reasons: Vec<String>,
    station: String,
}

#[derive(Template)]
#[template(path = "pages/followup/list.html")]
struct FollowUpsPage {
    ui: Ui,
    lead: String,
    empty: (String, String),
    lists: Vec<Pill>,
    rows: Vec<Row>,
    ranked: Vec<RiskRow>,
    by_risk: bool,
    makes_visits: bool,
    next: Option<String>,
    back: Option<String>,
    shown: String,
}

/// Shows a list.
pub(crate) async fn show(me: SignedIn, Query(asked): Query<Asked>) -> Result<Response, Fault> {
    if me.staff().role == Role::Administrator {
        return Ok(Redirect::to("/users").into_response());
    }
    let list = LISTS.into_iter().find(|list| *list == asked.list).unwrap_or(LISTS[0]);
    let ui = me.ui().await;
    let (mut rows, mut ranked) = (Vec::new(), Vec::new());
    let state = match list {
        "risk" | "undrawn" => Some(RankState::Followed),
        "working" => Some(RankState::Working),
        "ended" => Some(RankState::Ended),
        _ => None,
    };
    let next = if let Some(state) = state {
        let filter = RankFilter { state, undrawn: list == "undrawn", after: cursor::read(&asked.after) };
        let page = me.web.app.jobs_by_risk(me.staff(), &filter).await.map_err(|e| me.fault(e))?;
        ranked = page.items.into_iter().map(|one| ranked_row(&me, &ui, (list, state), one)).collect();
        page.next.map(|place| cursor::write(&place))
    } else {
        let filter = filter(list, &asked.after);
        let page = me.web.app.follow_ups_owed(me.staff(), &filter).await.map_err(|e| me.fault(e))?;
        rows = page.items.into_iter().map(|one| row(&me, &ui, one)).collect();
        page.next.map(|place| cursor::write(&place))
    };
    let (all, late) = me.web.app.visits_owed(me.staff()).await.map_err(|e| me.fault(e))?;
    let values = [("all", all.to_string()), ("late", late.to_string())];
    let shown = i64::try_from(rows.len() + ranked.len()).unwrap_or_default();
    Ok(render(&FollowUpsPage {
        makes_visits: me.web.app.may_make_visits(me.staff()),
        lead: ui.words.with("follow-ups-lead", &values),
        empty: (ui.t(&format!("follow-ups-empty-{list}")), ui.t("follow-ups-empty-text")),
        lists: LISTS
            .into_iter()
            .map(|one| Pill {
                href: address(one, ""),
                label: ui.t(&format!("follow-ups-{one}")),
                count: (one == "late").then_some(late),
                on: one == list,
            })
            .collect(),
        by_risk: state.is_some(),
        next: next.map(|after| address(list, &after)),
        back: (!asked.after.is_empty()).then(|| address(list, "")),
        shown: ui.words.count("finding-shown", shown),
        rows,
        ranked,
        ui,
    }))
}

fn filter(list: &str, after: &str) -> OwedFilter {
    let kind = match list {
        "mediation" => OwedKind::Mediation,
        "conflict" => OwedKind::Conflict,
        _ => OwedKind::Visit,
    };
    let time = match list {
        "week" => OwedTime::Week,
        "late" => OwedTime::Late,
        _ => OwedTime::Any,
    };
    OwedFilter { kind, time, mine: list == "mine", after: cursor::read(after) }
}

fn address(list: &str, after: &str) -> String {
    let pairs = [("list", list), ("after", after)];
    let given: Vec<_> = pairs.into_iter().filter(|(_, value)| !value.is_empty()).collect();
    format!("/follow-ups?{}", serde_urlencoded::to_string(given).unwrap_or_default())
}

fn row(me: &SignedIn, ui: &Ui, one: OwedRow) -> Row {
    let app = &me.web.app;
    let base = format!("/follow-ups/{}/{}", one.person, one.employment);
    let (href, what, act) = match one.what {
        OwedWhat::Visit(slot) if one.is_conflict => {
            let place = format!("{base}/conflict/{}/{}", slot.month, slot.target.as_str());
            (place, super::visits::name(ui, slot), "follow-ups-look")
        }
        OwedWhat::Visit(slot) if !one.is_open => (base, super::visits::name(ui, slot), "follow-ups-open"),
        OwedWhat::Visit(slot) => {
            let place = format!("{base}/visit/{}/{}", slot.month, slot.target.as_str());
            (place, super::visits::name(ui, slot), "follow-ups-report")
        }
        OwedWhat::Mediation(number) => {
            (format!("{base}/mediations/{number}"), ui.t("mediation-title"), "follow-ups-mediate")
        }
    };
    Row {
        href,
        due: due(app, ui.words, Some(one.due_at), Some(one.days_left)),
        name: if one.name.is_empty() { ui.t("erased") } else { one.name },
        masked: one.masked,
        what,
        job: job(ui, one.kind, one.workplace),
        station: agency_name(app, ui.words, &one.station),
        holder: one.holder_name,
        risk: one.risk,
        act: ui.t(act),
    }
}

fn ranked_row(me: &SignedIn, ui: &Ui, (list, state): (&str, RankState), one: Ranked) -> RiskRow {
    let reason = |(code, weight): &(String, u16)| {
        let values = [("risk", risk_title(me, ui, code)), ("weight", weight.to_string())];
        ui.words.with("follow-ups-risk-reason", &values)
    };
    RiskRow {
        href: match state {
            _ if list == "undrawn" => format!("/people/{}/employments", one.person),
            RankState::Followed => format!("/follow-ups/{}/{}", one.person, one.employment),
            RankState::Working | RankState::Ended => format!("/people/{}/employments", one.person),
        },
        name: if one.name.is_empty() { ui.t("erased") } else { one.name },
        masked: one.masked,
        job: job(ui, one.kind, one.workplace),
        since: ui.words.date(one.since),
        risk: one.risk,
        reasons: if list == "undrawn" {
            one.undrawn.iter().map(|(_, code)| support_title(me, ui, code)).collect()
        } else {
            one.reasons.iter().map(reason).collect()
        },
        station: agency_name(&me.web.app, ui.words, &one.station),
    }
}

fn job(ui: &Ui, kind: leye_domain::employment::JobKind, workplace: String) -> String {
    if workplace.is_empty() {
        ui.t(&format!("job-kind-{}", kind.as_str().replace('_', "-")))
    } else {
        workplace
    }
}
